"""Recall, destruction and the archive, step by step, as the demo's office does them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from db.ledger.act import Act
from db.ledger.acts.ending.approving import ApproveBatch, SettleLine
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destroying import PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.filing import HandToArchive, ListArchive
from db.ledger.values import LineState, State
from db.store.reading import Filter, Question
from db.vault import Recorded, Vault
from db.views.batches import BATCH_LINES
from db.views.copies import COPIES
from desktop.demonstration.needs import SECOND, made
from desktop.demonstration.world import World


class Office(Protocol):
    """What the steps need of the office: its ledger, its words, and its way to record."""

    vault: Vault
    world: World

    def do(self, act: Act, *, second: bool = False) -> Recorded | None:
        """Record an act, confirmed by the second person if need be."""
        ...


_OLD_ENOUGH = timedelta(days=150)

_IN_A_BAG = 20
_IN_A_VOLUME = 12


def destroy(office: Office, day: date) -> None:
    """List, approve, bag and seal, and type in the plant's receipt the next day."""
    copies = _handled(office, day)[:60]
    listed = office.do(ListDestruction(on=day, copies=copies, reason="已无保存价值"))
    if listed is None:
        return
    (act,) = listed.acts
    assert isinstance(act, ListDestruction)
    batch = act.batch or 0
    office.do(ApproveBatch(on=day, batch=batch, approved_by=office.world.words["leaders"][0]))
    bag = BagDestruction(
        on=day,
        at="08:40",
        batch=batch,
        plant=office.world.words["plant"],
        seals="示封0001-0003",
        escorts=(1, 2),
        vehicle="示A00001",
        bags=_bags(len(copies)),
        scanned=copies,
    )
    if office.do(bag, second=True) is not None:
        receipt = PlantReceipt(
            on=day,
            at="15:30",
            batch=batch,
            receipt_no="示销回0001",
            ticked=copies,
            seals_intact=True,
            supervisors=(2, 3),
            seals_seen=bag.seals,
            residue_checked=True,
        )
        office.do(receipt, second=True)


def file_away(office: Office, day: date, *, volume: str, finish: bool) -> None:
    """List what is handled for the archive and scan it; unless time is up, the archivist comes."""
    copies = _handled(office, day)[:_IN_A_VOLUME]
    listing = ListArchive(on=day, copies=copies, archive="档案室", volume=volume)
    batch = made(office.do(listing), "batch")
    if batch is None:
        return
    office.do(ApproveBatch(on=day, batch=batch, approved_by=office.world.words["leaders"][0]))
    for copy in copies if finish else copies[: len(copies) // 2]:
        office.vault.scan(batch, copy)
    if finish:
        taken = HandToArchive(on=day, batch=batch, archivist=SECOND, counted=len(copies))
        office.do(taken, second=True)


def _handled(office: Office, day: date) -> tuple[int, ...]:
    """Return what has lain in the cabinet long enough and need not go back."""
    at_rest = Filter("state", (State.IN_STOCK,))
    rows = office.vault.ask(COPIES, Question(filters=(at_rest,))).rows
    return tuple(
        row.id for row in rows if not row.must_return and day - row.entered_on > _OLD_ENOUGH
    )


def _bags(copies: int) -> tuple[str, ...]:
    """Fill bags of twenty, as the plant wants them."""
    full = range(0, copies, _IN_A_BAG)
    return tuple(
        f"F-{number:04d} {min(_IN_A_BAG, copies - first)}份"
        for number, first in enumerate(full, 71)
    )


def clear(office: Office, day: date) -> None:
    """Answer an issuer's call: list, settle what is out, hand over against a receipt."""
    issuer = office.world.words["issuers"][0]["name"]
    chosen = (Filter("issuer", (issuer,)), Filter("must_return", (1,)))
    rows = office.vault.ask(COPIES, Question(filters=chosen)).rows
    copies = tuple(row.id for row in rows if not row.state.closed)
    listing = ListClearing(on=day, issuer=issuer, notice="年度文件清退通知", copies=copies)
    recorded = office.do(listing)
    if recorded is None:
        return
    (act,) = recorded.acts
    assert isinstance(act, ListClearing)
    batch = act.batch or 0
    in_batch = Filter("batch", (batch,))
    for line in office.vault.ask(BATCH_LINES, Question(filters=(in_batch,))).rows:
        if line.line_state is LineState.APART:
            reason = "尚在借阅，经批准留用"
            leader = office.world.words["leaders"][1]
            office.do(
                SettleLine(
                    on=day,
                    batch=batch,
                    copy=line.copy,
                    retain=True,
                    approved_by=leader,
                    reason=reason,
                )
            )
    office.do(ApproveBatch(on=day, batch=batch, approved_by=office.world.words["leaders"][0]))
    left = tuple(copy for copy in copies if copy not in act.apart)
    hand = HandOverClearing(
        on=day,
        batch=batch,
        received_by="示例省机要局",
        receipt_no=f"示退回{day.year}",
        scanned=left,
    )
    office.do(hand)
