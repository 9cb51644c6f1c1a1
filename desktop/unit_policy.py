"""本单位的期限、数量与权限: what resources/policy holds, as one value."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from db.ledger.acts import ACTS
from db.ledger.masks import ALL_SERIES, mask_problem
from db.ledger.policy import SETTABLE, Basis, Described, Policy, highest
from db.ledger.risks import Risk
from db.ledger.trouble import Unusable
from db.ledger.values import Level, Role
from desktop.assets import read_toml
from desktop.checklists import checking
from desktop.unit_people import cooling_of, steps_of

_NUMBERS = set(Policy.__dataclass_fields__) - {"cap_years", "narrowed", "described", "reasons"}
_NUMBERS -= {"masks", "violations", "risks", "cooling", "steps", "checking"}
_CAPS = {
    "cap_top_secret": Level.TOP_SECRET,
    "cap_secret": Level.SECRET,
    "cap_confidential": Level.CONFIDENTIAL,
}


@cache
def unit_policy() -> Policy:
    """Return the unit's numbers and powers; raise `Unusable` naming an entry that is wrong."""
    policy = policy_of(read_toml("policy", "terms.toml"))
    listed = {rule: tuple(entry["reasons"]) for rule, entry in read_toml("reasons.toml").items()}
    powers = narrowed_of(read_toml("policy", "roles.toml"))
    masks = masks_of(read_toml("policy", "numbers.toml"))
    return replace(
        policy,
        narrowed=powers,
        reasons=listed,
        masks=masks,
        violations=tuple(catalogue()),
        risks=risks_of(read_toml("findings", "risks.toml")),
        checking=checking(),
        cooling=cooling_of(read_toml("policy", "cooling.toml")),
        steps=steps_of(read_toml("policy", "employment.toml")),
    )


def catalogue() -> dict[str, str]:
    """Return the categories of findings, each with the heading it stands under."""
    listed = read_toml("findings", "violations.toml")
    return {one: heading for heading, entry in listed.items() for one in entry["listed"]}


def risks_of(entries: dict[str, dict[str, str]]) -> tuple[Risk, ...]:
    """Return the list every department goes through; each line a case of something listed."""
    known = catalogue()
    for item, entry in entries.items():
        if entry.get("category") not in known or not entry.get("text"):
            what = f"findings/risks.toml 的{item}不对：应有 text，category 照违规目录写。"
            raise Unusable(what, "请改正后重新启动程序。")
    return tuple(Risk(item=item, **entry) for item, entry in entries.items())


def masks_of(entries: dict[str, dict[str, object]]) -> dict[str, str]:
    """Return how numbers are written here, as far as it is not the usual way."""
    known = {series.name: series for series in ALL_SERIES}
    if strange := [name for name in entries if name not in known]:
        which = "、".join(known)
        raise Unusable(f"policy/numbers.toml 没有“{strange[0]}”这一种编号。", f"可用：{which}。")
    masks = {name: str(entry.get("mask", "")) for name, entry in entries.items()}
    for name, mask in masks.items():
        if why := mask_problem(mask):
            label = known[name].label
            what = f"policy/numbers.toml 的{label}样式不对：{why}。"
            raise Unusable(what, "请改正后重新启动程序。")
    return {name: mask for name, mask in masks.items() if mask != known[name].usual}


def policy_of(entries: dict[str, dict[str, object]]) -> Policy:
    """Return the policy that a table of entries describes."""
    values = {name: _number(name, entry) for name, entry in entries.items()}
    caps = tuple((level, values.pop(name)) for name, level in _CAPS.items())
    described = tuple(_described(name, entry) for name, entry in entries.items())
    policy = Policy(cap_years=caps, described=described)
    return replace(policy, **values)  # type: ignore[arg-type]


def _described(name: str, entry: dict[str, object]) -> Described:
    """Return a number with its words; the law stands where no unit may set it."""
    label, source, unit = entry.get("label"), entry.get("source"), entry.get("unit", "")
    basis = entry.get("basis", Basis.CUSTOM.value)
    texts = (isinstance(text, str) for text in (label, unit, source))
    lawful = basis == (Basis.CUSTOM if name in SETTABLE else Basis.LAW).value
    if not all(texts) or not lawful:
        raise Unusable(
            f"policy/terms.toml 的“{name}”不对。", "应有 label、unit、source，basis 照原文。"
        )
    value = _number(name, entry)
    return Described(name, str(label), value, str(unit), str(source), str(basis))


def _number(name: str, entry: dict[str, object]) -> int:
    value = entry.get("value")
    known = name in _CAPS or name in _NUMBERS
    if (
        not known
        or isinstance(value, bool)
        or not isinstance(value, int)
        or (not 0 <= value <= highest(name))
    ):
        raise Unusable(f"policy/terms.toml 的“{name}”不对。", "应为本文件原有的项目，值为整数。")
    return value


def narrowed_of(entries: dict[str, dict[str, object]]) -> dict[str, frozenset[Role]]:
    """Return who is left to record which kind of act; a unit may tighten, never widen."""
    return {kind: _left(kind, entry) for kind, entry in entries.items()}


def _left(kind: str, entry: dict[str, object]) -> frozenset[Role]:
    act = next((each for each in ACTS if each.kind == kind), None)
    if act is None or not act.roles:
        raise _bad_roles(kind, "没有这一项事项，或它由程序自己记录")
    words = entry.get("roles")
    if not isinstance(words, list) or not words or len(entry) > 1:
        raise _bad_roles(kind, '应写作 roles = ["角色", …]，至少留一个角色')
    named = {role.word: role for role in Role}
    for word in words:
        if word not in named:
            raise _bad_roles(kind, f"没有角色“{word}”，可用：{'、'.join(named)}")
        if named[word] not in act.roles:
            lawful = "、".join(role.word for role in Role if role in act.roles)
            raise _bad_roles(kind, f"只能收紧，不能放宽：“{act.word}”只有{lawful}可以办理")
    return frozenset(named[word] for word in words)


def _bad_roles(kind: str, why: str) -> Unusable:
    return Unusable(f"policy/roles.toml 的“{kind}”不对：{why}。", "请改正后重新启动程序。")
