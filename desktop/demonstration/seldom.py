"""What does not happen every day: packets, instructions, reproductions, trips, own secrets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.intake.packets import (
    AnnouncePacket,
    CollectPacket,
    OpenPacket,
    ReconcilePacket,
)
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs.marks import Duty
from db.ledger.values import Carrier, Level
from desktop.demonstration.needs import (
    CABINET,
    DECIDER,
    DRAFTER,
    OFFICER,
    SECOND,
    Kept,
    Office,
    made,
)
from desktop.demonstration.own_secrets import classify

_PLANTS = ("示例涉密印制中心", "示例协议2025-03")


def appoint(office: Office, day: date) -> None:
    """Name who collects packets and who classifies, and say how high the unit may."""
    for person in (OFFICER, SECOND):
        office.do(Qualify(on=day, person=person, trained_on=day, pledged_on=day))
        office.do(Appoint(on=day, person=person, duty=Duty.COLLECT, basis="示办秘〔2024〕2号"))
    decider = Appoint(
        on=day, person=DECIDER, duty=Duty.CLASSIFY, level=Level.SECRET, basis="示办秘〔2024〕3号"
    )
    office.do(decider)
    office.do(SetAuthority(on=day, highest="机密", grant_no="示保定〔2023〕18号"), second=True)


def happen(office: Office, day: date, number: int) -> None:
    """Do what comes up on the office's `number`-th day."""
    if number == 0:
        appoint(office, day)
    for every, at, what in _RHYTHM:
        if number % every == at:
            what(office, day)


def fetch_packet(office: Office, day: date) -> None:
    """The 机要局 calls; two collect, open, register and reconcile the same day."""
    dice, paper = office.world.dice, office.world.paper(day.year)
    number = f"{dice.randint(1, 9999):04d}"
    announced = office.do(
        AnnouncePacket(
            on=day,
            at="09:05",
            sender="示例省机要局",
            level=_level(paper.marking),
            caller="示例何",
            packet_no=number,
            urgency=dice.choice(("", "加急", "特急")),
            told_at="09:20",
        )
    )
    packet = made(announced, "packet")
    if packet is None:
        return
    collected = CollectPacket(
        on=day,
        at="10:10",
        packet=packet,
        collectors=(OFFICER, SECOND),
        vehicle="示A00001",
        counter="示例何",
        seal_intact=True,
    )
    office.do(collected)
    registration = replace(office.registration(day, paper), packet_no=number, channel="机要交通")
    copies = made(office.do(registration), "copies") or ()
    _open(office, day, packet, len(copies))


def _open(office: Office, day: date, packet: int, many: int) -> None:
    opened = OpenPacket(
        on=day,
        at="11:00",
        packet=packet,
        opened_by=OFFICER,
        witness=SECOND,
        seal_intact=True,
        listed=many,
        found=many,
    )
    office.do(opened)
    office.do(ReconcilePacket(on=day, packet=packet))


def instruct(office: Office, day: date, document: int, departments: tuple[int, ...]) -> None:
    """The office proposes, a leader decides."""
    words, dice = office.world.words, office.world.dice
    handler = words["departments"][departments[0] - 1]
    office.do(
        Instruct(
            on=day,
            document=document,
            proposal=f"建议请{words['leaders'][0]}同志批示，{handler}承办。",
            proposed_by=SECOND,
            proposed_on=day,
            instruction=f"请{handler}牵头研究提出贯彻意见，按期报来。",
            leader=dice.choice(words["leaders"]),
            departments=departments[:1],
            due=day + timedelta(days=14),
        )
    )


def reproduce(office: Office, day: date) -> None:
    """Copies for a department; now and then by a house outside, under watch."""
    outside = office.done["复制"] % 4 == 3
    plant, agreement = _PLANTS if outside else ("", "")
    kept = _recent(office)
    if kept.must_return:
        return  # what is called back goes back with all that was made of it
    office.do(
        Reproduce(
            on=day,
            copy=kept.copy,
            count=office.world.dice.choice((1, 2, 3)),
            purpose="处室研究落实",
            approved_by=office.world.words["leaders"][0],
            machine="对方设备" if outside else "涉密复印机F-01",
            applicant=DRAFTER,
            form_no=f"复制〔{day.year}〕{office.done['复制'] + 1:03d}号",
            receivers=(office.someone(kept),),
            outside=plant,
            agreement=agreement,
            escorts=(OFFICER, SECOND) if outside else (),
        )
    )


def excerpt(office: Office, day: date) -> None:
    """Parts of two documents become one of the unit's own."""
    sources = tuple(dict.fromkeys(_recent(office).copy for _ in range(2)))
    office.do(
        Excerpt(
            on=day,
            sources=sources,
            title="专题学习材料摘编",
            pages=6,
            purpose="领导班子学习",
            approved_by=office.world.words["leaders"][1],
            applicant=DRAFTER,
            custodian=OFFICER,
            place=CABINET,
        )
    )


def carry(office: Office, day: date) -> None:
    """Somebody takes a copy along and brings it back."""
    kept = _recent(office)
    out = CarryOut(
        on=day,
        at="08:20",
        copy=kept.copy,
        carriers=(office.someone(kept),),
        destination="示例省委办公厅",
        purpose="参加专题会议汇报",
        approved_by=office.world.words["leaders"][0],
        due=day + timedelta(days=3),
        measures="密码箱随身携带，专车往返",
        form_no=f"外带〔{day.year}〕{office.done['外带'] + 1:03d}号",
    )
    if office.do(out) is not None:
        back = CarryBack(on=day, at="11:40", copy=kept.copy, note="页数齐全，完好")
        office.plan(day + timedelta(days=2), back)


def register_stick(office: Office, day: date) -> None:
    """A U盘 or a portable disk comes with a document."""
    paper, many = office.world.paper(day.year), office.done["登记"]
    stick = replace(
        office.registration(day, paper),
        title=f"{paper.title}（电子件）",
        carrier=Carrier.USB if many % 2 else Carrier.PORTABLE_DISK,
        pages=None,
        copy_nos=f"{9000 + many:06d}",
    )
    office.do(stick)


def _level(marking: str) -> Level:
    return next(level for level in Level if marking.startswith(level.word))


def _recent(office: Office) -> Kept:
    return office.world.dice.choice(office.shelf[-60:])


_RHYTHM = (
    (13, 1, fetch_packet),
    (37, 2, classify),
    (29, 5, reproduce),
    (17, 7, carry),
    (97, 9, excerpt),
    (83, 12, register_stick),
)
"""Every how many days of work, on which of them, and what."""
