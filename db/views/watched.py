"""到场检查的各项: the unit's own lists for meetings (F33) and copying outside (F12), line by line.

The lists are those of the self-inspection, with what the unit changed in them; a line that the
record of a meeting has answered says so, every other one is left to the pen.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.checklists import Layer
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.checklists import CHECKLIST
from db.views.conferences import CONFERENCES
from db.views.moves import REPRODUCTIONS
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class MeetingCheckRow:
    """One line of the record of one meeting."""

    id: int = column("会议号", Kind.COUNT, hidden=True, filters=True)
    position: int = column("顺序", Kind.COUNT, hidden=True)
    item: str = column("编号", Kind.ATOM)
    text: str = column("检查项目")
    yes: str = column("是", Kind.ATOM)
    no: str = column("否", Kind.ATOM)
    level: Level = column("密级", Kind.CHOICE)


@dataclass(frozen=True)
class CopyingCheckRow:
    """One line of the record of one reproduction outside."""

    id: int = column("复制号", Kind.COUNT, hidden=True, filters=True)
    position: int = column("顺序", Kind.COUNT, hidden=True)
    item: str = column("编号", Kind.ATOM)
    text: str = column("检查项目")
    yes: str = column("是", Kind.ATOM)
    no: str = column("否", Kind.ATOM)
    marking: str = column("密级★保密期限", Kind.ATOM)


def _listed(layer: Layer) -> str:
    return (
        f"(SELECT position, item, text FROM ({CHECKLIST.sql})"
        f" WHERE layer = '{layer.value}' AND active) AS listed"
    )


_ANSWER = """
    (SELECT value FROM json_each(conference.checks)
      WHERE key = CAST(substr(listed.item, 4) AS INTEGER) - 1)
"""
"""The ten answers stand in the order of the numbers that the list has for ever: HY-01 to HY-10."""

MEETING_CHECKS: View[MeetingCheckRow] = View(
    name="meeting_checks",
    title="会议保密方案执行情况",
    row=MeetingCheckRow,
    sql=f"""
        SELECT conference.id, listed.position, listed.item, listed.text,
               iif({_ANSWER} = 1, '√', '') AS yes, iif({_ANSWER} = 0, '√', '') AS no,
               conference.level
          FROM conference JOIN {_listed(Layer.MEETING)}
    """,
    key=("id", "position"),
    roles=CONFERENCES.roles,
    given=("checklists",),
)

COPYING_CHECKS: View[CopyingCheckRow] = View(
    name="copying_checks",
    title="送外复制监督检查",
    row=CopyingCheckRow,
    sql=f"""
        SELECT reproduction.id, listed.position, listed.item, listed.text, '' AS yes, '' AS no,
               document.marking
          FROM reproduction
          JOIN document ON document.id = reproduction.document
          JOIN {_listed(Layer.COPYING)}
         WHERE reproduction.outside <> ''
    """,
    key=("id", "position"),
    roles=REPRODUCTIONS.roles & UNIT_WIDE,
    given=("checklists",),
)
