"""Two years of work, day by day: register, circulate, lend, give back, clear, destroy."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.values import Grade
from db.store.files import replace_file
from db.vault import Plan, Vault
from desktop import clock, settings
from desktop.demonstration.careers import careers
from desktop.demonstration.checking import EVERY, Checking, look_for_risks, receive
from desktop.demonstration.ending import file_away
from desktop.demonstration.governing import Governing
from desktop.demonstration.handing_over import begin_to_hand_over
from desktop.demonstration.office import Office
from desktop.demonstration.own_secrets import review
from desktop.demonstration.papers import write_papers
from desktop.demonstration.publishing import ask_to_publish
from desktop.demonstration.schooling import Schooling
from desktop.demonstration.self_checking import check_oneself, set_points
from desktop.demonstration.stocktaking import begin_to_count, count_all
from desktop.demonstration.watching import Watching
from desktop.demonstration.world import Clock, World
from desktop.duty_calendar import calendar
from desktop.unit_policy import unit_policy

DAYS = 730
PEOPLE = 58
GRADES = (Grade.IMPORTANT, Grade.GENERAL, Grade.GENERAL, Grade.CORE)


def demonstrate(
    folder: Path, seed: int, progress: Callable[[int, int], None] | None = None
) -> Iterator[str]:
    """Make the demo ledger in `folder`, telling each step and how far the story is."""
    password, world, today = secrets.token_urlsafe(9), World(seed), clock.now().date()
    story = Clock(clock.now().tzinfo)
    story.go(today - timedelta(days=DAYS))
    vault = _founded(folder, world, story, password)
    yield f"台账：{folder / 'ledger'}（账户 {world.words['officer']}，口令 {password}）"
    with vault:
        office = _furnished(vault, world, password, today)
        days, checking = tuple(_working_days(today)), Checking(office, world.words["findings"])
        beside = (Schooling(office), Watching(office), Governing(office))
        for number, day in enumerate(days):
            if progress is not None:
                progress(number, len(days))
            story.go(day)
            careers(office, day, number, len(days))
            office.work(day)
            for one in beside:
                one.go_on(day)
            if number % EVERY == EVERY - 1:
                checking.check(day)
            if number == len(days) // 2:
                count_all(office, day)
                set_points(office, day)
                check_oneself(office, day, whole=True)
        checking.begin_to_mend(days[-1])
        look_for_risks(office, days[-1])
        receive(office, password)
        check_oneself(office, days[-1], whole=False)
        _leave_unfinished(office, days[-1])
        ask_to_publish(office, days[-1])
        file_away(office, days[-1], volume=f"{today.year - 1}年第2卷", finish=False)
        yield from office.told()
        yield from write_papers(vault, folder, office.confirmed)
        proof = vault.prove(full=True)
        state = "全部相符" if proof.sound else "不符"
        yield f"核验：{proof.entries}条，{state}；内容摘要 {vault.contents_digest()[:16]}"


def _leave_unfinished(office: Office, day: date) -> None:
    """Begin a stock-take, a review and a handover: what is going on when one looks."""
    begin_to_count(office, day)
    review(office, day, finish=False)
    begin_to_hand_over(office, day)


def _founded(folder: Path, world: World, story: Clock, password: str) -> Vault:
    plan = Plan(
        unit=world.words["unit"],
        officer=world.words["officer"],
        password=password,
        place=world.words["places"][0],
    )
    state = settings.state_folder()
    vault, _ = Vault.create(
        folder / "ledger",
        plan,
        clock=story.now,
        state_dir=state,
        policy=unit_policy(),
        calendar=calendar(),
    )
    replace_file(folder / "password.txt", f"{password}\n".encode())
    return vault


def _furnished(vault: Vault, world: World, password: str, today: date) -> Office:
    """Enter departments, places, people and the witness who confirms."""
    words, on = world.words, vault.today
    vault.record(
        *(AddDepartment(on=on, name=name) for name in words["departments"]),
        *(AddPlace(on=on, name=name) for name in words["places"][1:]),
        AddPlace(on=on, name=words["reading_room"], reading=True),
    )
    names = [words["second"], *world.people(PEOPLE)]
    many = len(words["departments"])
    vault.record(
        *(
            AddPerson(
                on=on,
                name=name,
                department=1 + number % many,
                post="机要员" if number == 0 else "",
                grade=GRADES[number % len(GRADES)],
                employment="借调" if number % 13 == 5 else "正式",
            )
            for number, name in enumerate(names)
        )
    )
    vault.accounts.add_witness(words["second"], 2, f"首次{password}")
    vault.accounts.witness_password(words["second"], f"首次{password}", f"见证{password}")
    return Office(vault, world, f"见证{password}", today)


def _working_days(today: date) -> Iterator[date]:
    days = (today - timedelta(days=back) for back in range(DAYS - 1, 0, -1))
    return (day for day in days if calendar().is_working(day))
