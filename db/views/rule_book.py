"""规则: every rule by its number, with its basis, whether it stops or warns, and what it judges.

The rows are the rules and the acts themselves; nothing of it is written down twice.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from db.ledger.acts import ACTS
from db.ledger.citing import Citations, citations
from db.ledger.columns import Kind, column
from db.ledger.rules import RULES, Rule
from db.ledger.values import Role
from db.store.reading import View

EVERY = "各项办理"
BLANK = "＿＿"
_FACT = re.compile(r"\{\w+\}")
_FACT_AT_THE_END = re.compile(rf"(?<=[^}}])：{_FACT.pattern}(?=。$)")


@dataclass(frozen=True)
class RuleRow:
    """One rule."""

    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    sentence: str = column("规则", filters=True)
    basis: str = column("依据", filters=True)
    manner: str = column("方式", Kind.ATOM, filters=True)
    acts: str = column("管哪些事项", filters=True)


def sentence_of(rule: Rule) -> str:
    """Return a rule's sentence without a case: a blank stands for each of its facts."""
    return _FACT.sub(BLANK, _FACT_AT_THE_END.sub("", rule.sentence))


def manner_of(rule: Rule, cited: Citations | None) -> str:
    """Say what happens when the rule is broken; no act can break what the program sees to."""
    if cited is None:  # a rule about filling in is then judged before there is an act at all
        return "拦下" if rule.number.startswith("V") else "程序保证"
    words = (("拦下", cited.stops), ("提醒", cited.warns))
    return "或".join(word for word, so in words if so)


def _table() -> str:
    cited = citations(ACTS)
    rows = [
        {
            "number": rule.number,
            "sentence": sentence_of(rule),
            "basis": rule.basis or "填写要求",
            "manner": manner_of(rule, cited.get(rule.number)),
            "acts": _acts(cited.get(rule.number)),
        }
        for rule in RULES
    ]
    return json.dumps(rows, ensure_ascii=False).replace("'", "''")


def _acts(cited: Citations | None) -> str:
    if cited is None or cited.every:
        return EVERY
    return "、".join(dict.fromkeys(act.word for act in cited.acts))


RULE_BOOK: View[RuleRow] = View(
    name="rules",
    title="规则",
    row=RuleRow,
    sql=f"""
        SELECT rule.value ->> 'number' AS number, rule.value ->> 'sentence' AS sentence,
               rule.value ->> 'basis' AS basis, rule.value ->> 'manner' AS manner,
               rule.value ->> 'acts' AS acts
          FROM json_each('{_table()}') AS rule
    """,
    key=("number",),
    roles=frozenset(Role),
)
