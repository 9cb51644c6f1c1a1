"""What every act meets: role, second person, time; and how a warning is passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.act import Act, Overruled, with_reasons
from db.ledger.acts import ACTS
from db.ledger.acts.correction.correct import CorrectCopy
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.program.clock import ClockDoubted
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.judging import judged
from db.ledger.known import Operator, Second
from db.ledger.rules import K10, Refusal, Refused, refuse, warn
from db.ledger.values import Role
from tests.book import CABINET, LI, TODAY, ZHAO
from tests.ledger.knowing import (
    ADMIN,
    BY_WITNESS,
    COPY,
    DOCUMENT,
    KEEPER,
    broken,
    known,
    with_copy,
)

MOVE = Relocate(on=TODAY, copies=(1,), place=CABINET)
RIGHT = CorrectCopy(on=TODAY, copy=1, field="pages", value="9", reason="数错")


def test_who_has_not_the_role_is_refused_by_v05() -> None:
    assert broken(MOVE, with_copy(operator=ADMIN)) == ["V05"]
    assert broken(MOVE, with_copy(operator=KEEPER)) == []


@pytest.mark.parametrize("kind", [kind for kind in ACTS if kind.roles], ids=lambda kind: kind.kind)
def test_an_auditor_records_prints_and_checks_only_v05(kind: type[Act]) -> None:
    may = {"print_form", "export", "copy_cells", "full_check"}
    assert (Role.AUDIT_ADMIN in kind.roles) == (kind.kind in may)


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.kind)
def test_administrators_record_no_movement_v05(kind: type[Act]) -> None:
    business = kind.phase.name in ("INTAKE", "CUSTODY", "MARKING", "ENDING", "CORRECTION")
    if business:
        assert not kind.roles & {Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
        assert kind.roles


def test_a_second_person_must_be_there_where_one_is_due_v04() -> None:
    assert broken(RIGHT, with_copy()) == ["V04"]
    assert broken(RIGHT, with_copy(second=BY_WITNESS)) == []


def test_nobody_is_his_own_second_v04() -> None:
    himself = Second(kind="witness", id=2, person=LI, name="示例李")
    assert broken(RIGHT, with_copy(second=himself)) == ["V04"]
    assert broken(MOVE, with_copy(second=himself)) == ["V04"]


def test_two_persons_record_that_a_ledger_was_rolled_back_v04() -> None:
    act = RolledBack(on=TODAY, why="误恢复", first=8, last=9)
    assert broken(act, known()) == ["V04"]
    assert broken(act, known(second=BY_WITNESS)) == []


def test_nothing_happens_in_the_future_k35() -> None:
    assert broken(replace(MOVE, on=TODAY + timedelta(1)), with_copy()) == ["K35"]
    assert broken(replace(MOVE, at="17:59"), with_copy()) == []
    assert broken(replace(MOVE, at="18:01"), with_copy()) == ["K35"]


def test_a_doubted_clock_does_not_say_which_hour_it_is() -> None:
    at = with_copy(now="2031-01-01T00:05:00+08:00")
    assert broken(replace(MOVE, at="18:01"), at) == []


@pytest.mark.parametrize("at", ["9:05", "25:00", "12:60", "下午", "14:05:06", "0９:05", " 14:05"])
def test_a_time_is_written_in_one_way_only_v01(at: str) -> None:
    assert broken(replace(MOVE, at=at), with_copy()) == ["V01"]


def test_a_late_entry_needs_its_reason_v09() -> None:
    old = replace(COPY, entered_on=date(2026, 1, 5), moved_on=date(2026, 1, 5))
    assert broken(replace(MOVE, on=TODAY - timedelta(3)), with_copy(old)) == []
    late = replace(MOVE, on=TODAY - timedelta(4))
    assert broken(late, with_copy(old)) == ["V09?"]
    assert broken(with_reasons(late, {"V09": "当日外出"}), with_copy(old)) == []


def test_what_the_program_records_is_never_late() -> None:
    act = ClockDoubted(on=TODAY - timedelta(90), clock="2026-03-04", why="早于上一条记录")
    assert broken(act, known()) == []


def test_what_is_far_in_the_past_is_never_free_of_other_rules() -> None:
    assert broken(replace(MOVE, on=TODAY - timedelta(4)), with_copy()) == ["K35", "V09?"]


# -- warnings -------------------------------------------------------------------------


def scoped(**at: Any) -> Any:
    return known(DOCUMENT, COPY, **at)


LEND = Lend(on=TODAY, copy=1, to=ZHAO, approved_by="示例王")


def test_a_warning_is_passed_with_a_reason_and_the_reason_is_recorded() -> None:
    assert broken(LEND, scoped()) == ["K10?"]
    passed = with_reasons(LEND, {"K10": "领导批示"})
    assert broken(passed, scoped()) == []
    assert passed.overruled == (Overruled("K10", "领导批示"),)


@pytest.mark.parametrize("reasons", [{"K10": " "}, {"K11": "领导批示"}, {}])
def test_a_blank_reason_or_one_for_another_rule_passes_nothing(reasons: dict[str, str]) -> None:
    assert broken(with_reasons(LEND, reasons), scoped()) == ["K10?"]


def test_a_block_is_passed_by_no_reason() -> None:
    reasons = {"K10": "领导批示", "V05": "值班", "K31": "急"}
    assert "V05" in broken(with_reasons(LEND, reasons), scoped(operator=ADMIN))


def test_a_warning_may_ask_for_a_second_person_besides_the_reason() -> None:
    class Strict(AddPlace):
        def refusals(self, at: Any) -> Any:
            yield warn(K10, who="某人", second=True)

    act = with_reasons(Strict(on=TODAY, name="3号柜"), {"K10": "领导批示"})
    assert judged(act, known()) != []
    assert judged(act, known(second=BY_WITNESS)) == []
    assert judged(replace(act, overruled=()), known(second=BY_WITNESS)) != []


def test_a_refusal_speaks_with_its_facts_and_is_logged_without_them() -> None:
    refusal: Refusal = refuse(K10, field="to", who="示例王")
    assert str(refusal) == "K10 示例王不在此件知悉范围内。"
    assert str(Refused(refusal, refusal)) == "K10, K10"


def test_roles_of_one_person_add_up() -> None:
    both = Operator(1, LI, "示例李", frozenset({Role.SYS_ADMIN, Role.CUSTODIAN}))
    assert broken(MOVE, with_copy(operator=both)) == []
    assert broken(AddPlace(on=TODAY, name="3号柜"), known(operator=both)) == []
