"""A handover for the story: listed, supplemented, counted with a difference, signed by three."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.acts.handover.open import OpenHandover, SupplementHandover
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.beliefs.handovers import Finding, HandoverReason
from db.ledger.values import Level
from tests.book import LI, TINY, WANG, ZHOU, Book, register

OWN = "移交人本人口令一二三"


def hand_on(book: Book, password: str) -> None:
    """示例王, whose password is given, hands what he keeps to 示例李 before 示例周."""
    day, mine = book.today, {"custodian": WANG, "scope": (WANG, LI)}
    book.record(register(day, doc_number="示办发〔2026〕81号", copy_nos="000811-000812", **mine))
    desk: dict[str, Any] = {"sort": DeviceKind.COMPUTER, "level": Level.SECRET, "serial": "SN81"}
    named = {"number": "JSJ-081", "name": "计算机", "model": "示例型", "place": "保密室"}
    book.record(AddDevice(on=day, custodian=WANG, **desk, **named))
    act = OpenHandover(
        on=day,
        leaver=WANG,
        receiver=LI,
        supervisor=ZHOU,
        reason=HandoverReason.ROTATION,
        keys=("1号柜钥匙2把",),
        files=("JSJ-081：查出过程稿2件，已清除",),
    )
    handover = book.record(act).acts[0].handover  # type: ignore[attr-defined]
    book.record(register(day, doc_number="示办发〔2026〕82号", copy_nos="000821", **mine))
    book.record(SupplementHandover(on=day, handover=handover, registers=("收文登记簿3册",)))
    count = "SELECT count(*) FROM handover_line WHERE handover = ?"
    (lines,) = book.connection.execute(count, (handover,)).fetchone()
    for position in range(1, lines):
        book.vault.ticking.tick(handover, position, Finding.MATCHES)
    book.vault.ticking.tick(handover, lines, Finding.ELSEWHERE, "在抽屉，已入柜")
    book.reopen(password, "示例王")
    book.vault.accounts.change_password(OWN, TINY)
    book.record(HandOver(on=day, handover=handover), second=book.second())
    book.reopen()
    three = replace(book.second(), third=book.second("示例王", OWN))
    book.record(ReceiveHandover(on=day, handover=handover), second=three)
