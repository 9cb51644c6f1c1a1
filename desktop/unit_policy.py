"""本单位的期限与数量: the numbers that resources/policy holds, as one value."""

from __future__ import annotations

from functools import cache

from db.ledger.policy import Policy
from db.ledger.trouble import Unusable
from db.ledger.values import Level
from desktop.assets import read_toml

_CAPS = {
    "cap_top_secret": Level.TOP_SECRET,
    "cap_secret": Level.SECRET,
    "cap_confidential": Level.CONFIDENTIAL,
}


@cache
def unit_policy() -> Policy:
    """Return the unit's numbers; raise `Unusable` naming an entry that is none."""
    return policy_of(read_toml("policy", "terms.toml"))


def policy_of(entries: dict[str, dict[str, object]]) -> Policy:
    """Return the policy that a table of entries describes."""
    values = {name: _number(name, entry) for name, entry in entries.items()}
    caps = tuple((level, values.pop(name)) for name, level in _CAPS.items())
    return Policy(**values, cap_years=caps)


def _number(name: str, entry: dict[str, object]) -> int:
    value = entry.get("value")
    known = name in _CAPS or (name in Policy.__dataclass_fields__ and name != "cap_years")
    if not known or isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Unusable(f"policy/terms.toml 的“{name}”不对。", "应为本文件原有的项目，值为整数。")
    return value
