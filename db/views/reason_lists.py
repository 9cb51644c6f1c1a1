"""常用理由: what is offered for passing a warning, and since when.

The shipped lists come from outside, as the numbers do; one set for this ledger outranks its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from db.ledger.acts.setup.set_reasons import REASONED, USUAL
from db.ledger.columns import Kind, column
from db.ledger.rules import RULES
from db.ledger.values import Role
from db.store.reading import Read, View
from db.views.rule_book import sentence_of


@dataclass(frozen=True)
class ReasonListRow:
    """The reasons of one rule, or those for all warnings."""

    position: int = column("序号", Kind.COUNT, hidden=True)
    rule: str = column("规则", Kind.ATOM, filters=True)
    about: str = column("内容")
    listed: str = column("列表", hidden=True)
    since: date | None = column("自何日", Kind.DATE)
    operator: str | None = column("更改人", Kind.ATOM)
    seq: int | None = column("条", Kind.COUNT)
    reasons: str = column("常用理由", default="")

    @property
    def texts(self) -> tuple[str, ...]:
        """The reasons one by one."""
        return tuple(json.loads(self.listed))


def _joined(rows: list[ReasonListRow], _: Read) -> list[ReasonListRow]:
    return [replace(row, reasons="；".join(row.texts)) for row in rows]


def _table() -> str:
    about = {rule.number: sentence_of(rule) for rule in RULES} | {USUAL: REASONED[USUAL]}
    rows = [{"rule": rule, "about": about[rule]} for rule in REASONED]
    return json.dumps(rows, ensure_ascii=False).replace("'", "''")


REASON_LISTS: View[ReasonListRow] = View(
    name="reason_lists",
    title="常用理由",
    row=ReasonListRow,
    sql=f"""
        SELECT known.key + 1 AS position, known.value ->> 'rule' AS rule,
               known.value ->> 'about' AS about,
               coalesce(latest.listed, shipped.value, '[]') AS listed,
               latest.happened_on AS since, latest.operator, latest.seq
          FROM json_each('{_table()}') AS known
          LEFT JOIN json_each(:reasons) AS shipped ON shipped.key = known.value ->> 'rule'
          LEFT JOIN (SELECT CAST(rule.value AS TEXT) ->> '$' AS rule, max(entry.seq) AS seq,
                            entry.happened_on, entry.operator,
                            coalesce(CAST(texts.value AS TEXT), '[]') AS listed
                       FROM entry
                       JOIN field AS rule ON rule.seq = entry.seq AND rule.name = 'rule'
                       LEFT JOIN field AS texts
                         ON texts.seq = entry.seq AND texts.name = 'reasons'
                      WHERE entry.kind = 'set_reasons' GROUP BY 1) AS latest
            ON latest.rule = known.value ->> 'rule'
         WHERE latest.seq IS NOT NULL OR shipped.value IS NOT NULL
    """,
    key=("position",),
    roles=frozenset(Role),
    given=("reasons",),
    finish=_joined,
)
