"""Who is fit for a duty: persons still in office, and passwords that are their owners' own.

A leaver, somebody in his 脱密期 or somebody whom only an old register names escorts nothing,
supervises nothing and confirms nothing (K23).  A first or a reset password unlocks, but whoever
gave it knows it: until the owner has changed it, it does not confirm (V22).
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import TypeAlias

from db.ledger.beliefs import Account, Appointment, Person, Witness
from db.ledger.beliefs.marks import Duty
from db.ledger.known import Known
from db.ledger.rules import K05, K23, V04, V22, V23, V24, V25, V26, Refusal, refuse, warn
from db.ledger.values import Grade, Level, Role

Credential: TypeAlias = Account | Witness


def unfit_because(person: Person, day: date) -> str:
    """Say why a person may do no duty on a day; '' if he may."""
    if person.left_on is not None and person.left_on <= day:
        still = person.cooling_until is not None and day <= person.cooling_until
        cooling = f"，脱密期至{person.cooling_until}" if still else ""
        return f"已于{person.left_on}离岗{cooling}"
    if not person.on_post:
        return "不在岗"
    return "尚待核实" if person.unverified else ""


def fit_refusals(person: Person, day: date, what: str, *, field: str = "") -> Iterator[Refusal]:
    """Judge K23 for somebody who collects, escorts, supervises or confirms."""
    if why := unfit_because(person, day):
        yield refuse(K23, field=field, who=person.name, why=why, what=what)


def review_holds_until(reviewed_on: date, years: int) -> date:
    """Return the last day on which a review still counts."""
    year = min(reviewed_on.year + years, MAXYEAR)
    leap = (reviewed_on.month, reviewed_on.day) == (2, 29) and not isleap(year)
    return reviewed_on.replace(year=year, day=28 if leap else reviewed_on.day)


def review_refusals(known: Known, person: Person, day: date, *, field: str) -> Iterator[Refusal]:
    """Warn (K23) of a review on record that is older than the grade allows."""
    if person.grade is None or person.reviewed_on is None:
        return
    years = known.policy.review_years(person.grade)
    if day > review_holds_until(person.reviewed_on, years):
        why = f"上次复审在{person.reviewed_on}，已过期"
        yield warn(K23, field=field, who=person.name, why=why, what="承担涉密事项")


DUTIES: Mapping[str, str] = {
    "signed_by": "签收",
    "also_signed": "签收",
    "collectors": "领取",
    "senders": "经办递送",
    "carriers": "携带外出",
    "escorts": "押运",
    "supervisors": "监销",
    "watchers": "监督",
}
"""The fields by which acts name persons for a duty, and the duty."""

TRUSTS: Mapping[str, str] = {
    "custodian": "保管涉密载体",
    "drafter": "承办定密",
    "decided_by": "审定密级",
    "technician": "维修涉密载体",
}
"""The fields by which acts name persons who keep, decide or mend: nobody who has left."""

_HIGHEST = {
    Grade.GENERAL: Level.CONFIDENTIAL,
    Grade.IMPORTANT: Level.SECRET,
    Grade.CORE: Level.TOP_SECRET,
}


def left_refusals(person: Person, day: date, what: str, *, field: str) -> Iterator[Refusal]:
    """Judge K23 for somebody who need not be reviewed already, but must still be there."""
    if person.left_on is not None and person.left_on <= day:
        yield from fit_refusals(person, day, what, field=field)


def reader_refusals(
    person: Person, level: Level, day: date, *, field: str = "to"
) -> Iterator[Refusal]:
    """A leaver reads nothing (K23); a grade below the level is warned of (V26)."""
    if person.left_on is not None and person.left_on <= day:
        yield from left_refusals(person, day, "接触涉密文件", field=field)
    elif person.grade is not None and _HIGHEST[person.grade] < level:
        grade = person.grade.word
        yield warn(V26, field=field, who=person.name, grade=grade, level=level.word)


def collector_refusals(
    known: Known, person: Person, day: date, *, field: str = "collectors"
) -> Iterator[Refusal]:
    """Judge who signs for packets: fit, trained and pledged (K23), and named for it (K05)."""
    unfit, unnamed = _collector_faults(known, person, day)
    if unfit:
        yield refuse(K23, field=field, who=person.name, why=unfit, what="领取机要件")
    if unnamed:
        yield refuse(K05, field=field, what=f"{person.name}{unnamed}")


def _collector_faults(known: Known, person: Person, day: date) -> tuple[str, str]:
    steps = (("培训记录", person.trained_on), ("保密承诺书", person.pledged_on))
    lacking = "、".join(word for word, done in steps if done is None or done > day)
    unfit = unfit_because(person, day) or (f"没有{lacking}" if lacking else "")
    named = known.find(Appointment, person.id, Duty.COLLECT)
    return unfit, "" if named is not None and named.active else "不是机要收发人员"


def unfit_for(known: Known, person: Person, field: str, day: date) -> str:
    """Say why a person cannot be named in a field of an act; '' if he can."""
    if field == "collectors":
        return "，".join(filter(None, _collector_faults(known, person, day)))
    return unfit_because(person, day) if field in DUTIES else ""


# -- credentials -----------------------------------------------------------------


def credential_of(known: Known, person: int) -> Credential | None:
    """Return the one account or witness of a person that is not removed."""
    held: Iterable[Credential] = (*known.all(Account), *known.all(Witness))
    return next((one for one in held if one.person == person and one.active), None)


def single_refusals(known: Known, person: int) -> Iterator[Refusal]:
    """One person, one credential (V24)."""
    held = credential_of(known, person)
    if held is not None:
        what = f"{'账户' if isinstance(held, Account) else '见证凭据'}{held.name}"
        yield refuse(V24, field="person", who=_name(known, person), what=what)


def unusable_because(credential: Credential) -> str:
    """Say why a credential is not in force; '' if it is."""
    if not credential.active:
        return "的凭据已移除"
    if not credential.granted:
        return "的凭据尚未授权"
    return "的凭据已锁定" if credential.locked else ""


def credential_refusals(credential: Credential) -> Iterator[Refusal]:
    """Judge V22 and V23: in force, and with a password of its owner's own."""
    if why := unusable_because(credential):
        yield refuse(V23, who=credential.name, why=why)
    elif not credential.own:
        yield refuse(V22, who=credential.name)


def last_refusals(known: Known, person: int, what: str) -> Iterator[Refusal]:
    """Nobody takes the last system or security administrator out of the ledger (V25)."""
    held = credential_of(known, person)
    if not isinstance(held, Account):
        return
    rest = [
        other for other in known.all(Account) if other.id != held.id and not unusable_because(other)
    ]
    for role in (Role.SYS_ADMIN, Role.SECURITY_ADMIN):
        if role in held.roles and not any(role in other.roles for other in rest):
            yield refuse(V25, field="person", who=held.name, role=role.word, act=what)


# -- who could be second ------------------------------------------------------------


@dataclass(frozen=True)
class Candidate:
    """Somebody with a credential, and why he could not be second; '' if he could."""

    id: int
    name: str
    person: int
    kind: str  # 'account' or 'witness'
    why_not: str


def candidates(known: Known, day: date) -> list[Candidate]:
    """Return everybody but the operator who has an account or is a witness."""
    held: list[Credential] = [*known.all(Account), *known.all(Witness)]
    return [
        Candidate(
            id=one.id,
            name=one.name,
            person=one.person,
            kind="account" if isinstance(one, Account) else "witness",
            why_not=_why_not(known, one, day),
        )
        for one in held
        if one.active and one.person != known.operator.person
    ]


def _why_not(known: Known, credential: Credential, day: date) -> str:
    person = known.find(Person, credential.person)
    refusals = list(credential_refusals(credential))
    if person is not None:
        refusals += fit_refusals(person, day, "当场确认")
    return "；".join(refusal.sentence.rstrip("。") for refusal in refusals)


def two_where_possible(known: Known, day: date, *, without: int = 0) -> Iterator[Refusal]:
    """In a small unit a second person stands for the other administrator, once there is one.

    Where the administrators are apart, each of them is the other's second person already.
    """
    both = {Role.SYS_ADMIN, Role.SECURITY_ADMIN} <= known.operator.roles
    others = [one for one in candidates(known, day) if one.person != without and not one.why_not]
    if both and others and known.second is None:
        yield refuse(V04)


def _name(known: Known, person: int) -> str:
    found = known.find(Person, person)
    return found.name if found else "此人"
