"""What a reader read or a hand typed in a stock-take: which copies, or which device, are meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.ledger.beliefs import Copy, Device, Stocktake
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.numbering import (
    CheckProblem,
    bare_code,
    is_foreign_code,
    normalise_doc_number,
    own_copy,
)
from db.ledger.rules import V01, Refused, refuse
from db.store import standing

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST = 9
"""As many copies of one number are offered to choose from; one more says that there are more."""
_DIGITS = re.compile(r"[0-9]{1,6}(?:-F[0-9]{1,2})?")


def copies_meant(connection: Connection, stocktake: Stocktake, typed: str) -> list[int]:
    """Return the copies that may be meant; none is a thing this ledger does not know."""
    code = bare_code(typed)
    if not code:
        raise Refused(refuse(V01, label="扫描", problem="没有读到内容"))
    try:
        own = own_copy(code)
    except CheckProblem as problem:
        wrong = problem.sentence.rstrip("。")
        raise Refused(refuse(V01, label="扫描", problem=wrong)) from problem
    if own is not None:
        found = standing.find(connection, Copy, (own,))
        return [found.id] if found else []
    number, slash, copy_no = code.rpartition("/")
    if not _DIGITS.fullmatch(copy_no.upper()) or is_foreign_code(code):
        return media_with_serial(connection, code)
    copy_no = copy_no.upper()
    if slash:
        return _numbered(connection, copy_no, normalise_doc_number(number).text)
    return (
        _listed(connection, stocktake, copy_no)
        or _numbered(connection, copy_no)
        or media_with_serial(connection, code)
    )


def _listed(connection: Connection, stocktake: Stocktake, last: str) -> list[int]:
    """Return the copies of the list whose number ends in these digits."""
    if len(last) < 6 and "-" not in last:
        rows = connection.execute(
            "SELECT line.copy FROM stocktake_line AS line JOIN copy ON copy.id = line.copy"
            " WHERE line.stocktake = ? AND copy.copy_no LIKE '%' || ?"
            " ORDER BY line.position LIMIT ?",
            (stocktake.id, last, MOST + 1),
        )
    else:
        rows = connection.execute(
            "SELECT line.copy FROM copy JOIN stocktake_line AS line"
            " ON line.copy = copy.id AND line.stocktake = ?"
            " WHERE copy.copy_no = ? ORDER BY line.position LIMIT ?",
            (stocktake.id, last, MOST + 1),
        )
    return [copy for (copy,) in rows]


def _numbered(connection: Connection, copy_no: str, doc_number: str = "") -> list[int]:
    """Return the copies of the whole ledger under a number; the living ones, if there are."""
    head, dash, tail = copy_no.partition("-")
    rows = connection.execute(
        "SELECT copy.id, copy.closed_on IS NULL FROM copy"
        " JOIN document ON document.id = copy.document"
        " WHERE copy.copy_no = ? AND (? = '' OR document.doc_number = ?)"
        " ORDER BY copy.id LIMIT ?",
        (head.zfill(6) + dash + tail, doc_number, doc_number, MOST + 1),
    ).fetchall()
    living = [copy for copy, lives in rows if lives]
    return living or [copy for copy, _ in rows]


def meant_device(connection: Connection, stocktake: Stocktake, typed: str) -> Device | None:
    """Return the device of this number or serial, if devices are counted; one that is there."""
    codes = {typed.strip(), bare_code(typed)} - {""}
    if not stocktake.devices or not codes:
        return None
    found = {
        one.id: one
        for field in ("number", "serial")
        for one in standing.among(connection, Device, field, codes)
    }
    living = [one for one in found.values() if one.state is not DeviceState.SCRAPPED]
    meant = living or list(found.values())
    if len(meant) > 1:
        which = "、".join(one.number for one in meant)
        problem = f"{typed.strip()}登记在{which}，请扫设备编号，并查清序列号"
        raise Refused(refuse(V01, label="扫描", problem=problem))
    return meant[0] if meant else None


def media_with_serial(connection: Connection, code: str) -> list[int]:
    """Return the disc, stick or disk that bears a serial number; the living one, if there is."""
    rows = connection.execute(
        "SELECT copy.id, copy.closed_on IS NULL FROM carrier_facts"
        " JOIN copy ON copy.id = carrier_facts.id WHERE carrier_facts.serial = ?",
        (code,),
    ).fetchall()
    living = [copy for copy, lives in rows if lives]
    return living or [copy for copy, _ in rows]
