"""Powers in the window: what each role is offered, what its forms refuse, and that nobody is alone.

The same acts by hand and by import are tried in journeys/test_powers_by_hand.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.rules import V00, V04, V05, Refusal
from db.ledger.values import Role
from db.views import VIEWS
from db.views.powers import POWERS
from desktop.asking import RECORDABLE
from desktop.dialogs.act_form import ActForm
from desktop.pages.catalogue import REGISTERS
from desktop.session import Session
from tests.book import LI, QIAN, WANG, ZHAO, Book, a_book, register, unlocked
from tests.desktop.framing import window_on
from tests.store.test_powers import filled

WU = QIAN + 1
SEATS = {
    Role.DEPT_SECRECY_OFFICER: ("示例王", WANG),
    Role.SECRECY_OFFICE_HEAD: ("示例赵", ZHAO),
    Role.LEADER: ("示例钱", QIAN),
    Role.AUDIT_ADMIN: ("示例吴", WU),
}
OWN = "各人本人的口令甲乙"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """One ledger with a seat for each role; the officer of a small unit has three."""
    made = a_book(tmp_path_factory.mktemp("seats"))
    made.record(register(), AddPerson(on=made.today, name="示例吴"))
    for role, (name, person) in SEATS.items():
        made.account(name, person, role, password=OWN)
    made.close()
    return made


@pytest.fixture(params=[None, *SEATS], ids=lambda role: role.value if role else "officer")
def seat(request: pytest.FixtureRequest, shared: Book, tmp_path: Path) -> Iterator[Book]:
    """A copy of it, and one of them sitting down."""
    shutil.copytree(shared.folder, tmp_path / "ledger")
    found = Book(tmp_path / "ledger", tmp_path / "state", shared.clock, shared.vault)
    who = () if request.param is None else (OWN, SEATS[request.param][0])
    shutil.copytree(shared.state, tmp_path / "state")
    found.vault = unlocked(found.folder, found.state, found.clock, *who)
    yield found
    found.vault.lock()


def refusals(session: Session, kind: str) -> list[Refusal]:
    """Return what the window is told of an act before it is recorded."""
    told: list[list[Refusal]] = []
    failed: list[Exception] = []
    session.preview(
        filled(RECORDABLE[kind]), owner=session, then=told.extend, otherwise=failed.append
    )
    assert not failed
    (found,) = told
    return found


def test_the_window_offers_and_refuses_every_act_as_the_table_of_powers_says_v05(
    seat: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(seat, qtbot, qapp)
    roles = seat.vault.operator.roles
    rows = {row.kind: row for row in seat.vault.ask(POWERS).rows}
    may = {kind for kind in RECORDABLE if any(getattr(rows[kind], role.value) for role in roles)}
    assert {kind for kind, _ in window.top.box.known.acts} == may
    for kind in RECORDABLE:
        rules = [refusal.rule for refusal in refusals(window.session, kind)]
        assert (V05 in rules) is (kind not in may), kind


def test_no_page_is_offered_that_the_role_may_not_read(
    seat: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(seat, qtbot, qapp)
    for kind in REGISTERS:
        may = bool(VIEWS[kind.view.name].roles & seat.vault.operator.roles)
        assert (kind.name in window.names) is may, kind.name


TWO = [kind for kind, act in RECORDABLE.items() if act.needs_second]


def test_what_wants_two_persons_is_not_recorded_by_one_v04(
    seat: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    window = window_on(seat, qtbot, qapp)
    before = seat.vault.prove(full=False).entries
    for kind in TWO:
        found = refusals(window.session, kind)
        blocked = {refusal.rule for refusal in found if refusal.block}
        assert blocked & {V04, V00}, kind  # what it is about is asked for first
        if not RECORDABLE[kind].roles & seat.vault.operator.roles:
            continue
        form = ActForm(window.session, window.look, RECORDABLE[kind])
        qtbot.addWidget(form)
        form.judge()
        assert not form.second.isHidden(), kind
        assert not form.foot.record.isEnabled(), kind
        form.record()
    assert seat.vault.prove(full=False).entries == before


def test_the_officer_of_a_small_unit_has_three_seats(shared: Book) -> None:
    vault = unlocked(shared.folder, shared.state, shared.clock)
    assert vault.operator.person == LI
    assert vault.operator.roles == {Role.CUSTODIAN, Role.SYS_ADMIN, Role.SECURITY_ADMIN}
    vault.lock()
