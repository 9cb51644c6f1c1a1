"""Every act × every role, allowed or refused as the printed table says: by preview and by hand."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import pytest

from db.ledger.act import Act, hints_of
from db.ledger.acts import ACTS
from db.ledger.acts.program.printed import PrintForm
from db.ledger.known import Policy
from db.ledger.policy import Operator
from db.ledger.values import Role
from db.store import reading, recording
from db.store.reading import Asker, Question
from db.views.book import BOOK
from db.views.powers import POWERS, PowerRow
from tests.book import Book, a_book

TAKEN = date(2026, 3, 4)


def filled(kind: type[Act]) -> Act:
    """Return an act with something in every required field; it may be unlawful otherwise."""
    hints = hints_of(kind)
    return kind(
        **{
            field.name: TAKEN if field.name == "on" else something(hints[field.name])
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING
        }
    )


def something(hint: Any) -> Any:
    options = [each for each in get_args(hint) if each not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return ()
    if get_origin(hint) is dict:
        return {}
    plain = options[0] if options else hint
    if issubclass(plain, Enum):
        return next(iter(plain))
    return {int: 1, str: "1", bool: False, date: TAKEN}[plain]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = a_book(tmp_path_factory.mktemp("powers"))
    yield made
    made.close()


def table(book: Book, policy: Policy | None = None) -> dict[str, PowerRow]:
    by = Asker(frozenset({Role.LEADER}), given=(policy or Policy()).given)
    rows = reading.page(book.connection, POWERS, Question(), by).rows
    return {row.kind: row for row in rows}


def refused_by_role(book: Book, act: Act, role: Role, policy: Policy | None = None) -> bool:
    desk = book.vault._desk()
    operator = Operator(desk.operator.account, desk.operator.person, "某", frozenset({role}))
    sitting = replace(desk, operator=operator, policy=policy or desk.policy)
    (refusals,) = recording.preview(book.connection, [act], sitting)
    return any(refusal.rule.number == "V05" for refusal in refusals)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_act_is_allowed_or_refused_as_the_table_says_v05(book: Book, role: Role) -> None:
    said = table(book)
    assert [row.kind for row in said.values()] == [kind.kind for kind in ACTS]
    for kind in ACTS:
        row = said[kind.kind]
        may = row.program or bool(getattr(row, role.value))
        assert refused_by_role(book, filled(kind), role) is not may, (kind.kind, role)


# The split of domain 2.6, told once more by hand: what a role may do at all.
BUSINESS = {"收文", "借阅保管", "定密", "清退销毁", "更正"}


def test_administrators_and_auditors_record_no_business(book: Book) -> None:
    for row in table(book).values():
        if row.phase in BUSINESS:
            assert (row.sys_admin, row.security_admin, row.audit_admin) == (0, 0, 0), row.kind


def test_a_leader_and_the_office_approve_and_move_nothing(book: Book) -> None:
    rows = table(book).values()
    moves = {row.kind for row in rows if row.phase in BUSINESS and row.leader}
    assert moves == {"approve_batch", "decide_mark", "keep_mark"}
    office = {row.kind for row in rows if row.phase in BUSINESS and row.secrecy_office_head}
    decides = {"approve_batch", "stop_disposal", "set_scope", "decide_mark", "confirm_expiry"}
    decides |= {"conclude_publication", "keep_mark"}
    assert office == decides | {"report_up", "write_off", "close_year", "dun", "cancel_stocktake"}
    takes = {row.kind for row in rows if row.phase in BUSINESS and row.dept_secrecy_officer}
    assert takes == {"accept_copies", "refuse_copies", "sign_holdings"}


def test_the_auditor_prints_and_exports_only(book: Book) -> None:
    assert {row.kind for row in table(book).values() if row.audit_admin} <= {
        "print_form",
        "export",
        "copy_cells",
        "full_check",
    }


def test_a_unit_may_tighten_and_the_table_says_so_v05(book: Book) -> None:
    policy = Policy(narrowed={"approve_batch": frozenset({Role.LEADER})})
    row = table(book, policy)["approve_batch"]
    assert row.narrowed
    assert row.leader
    assert not row.custodian
    assert not table(book, policy)["lend"].narrowed
    act = filled(next(kind for kind in ACTS if kind.kind == "approve_batch"))
    assert refused_by_role(book, act, Role.CUSTODIAN, policy)
    assert not refused_by_role(book, act, Role.LEADER, policy)


def test_what_is_narrowed_never_widens() -> None:
    lent = frozenset({Role.CUSTODIAN})
    wide = Policy(narrowed={"lend": frozenset(Role)})
    assert wide.may("lend", lent) == lent


def test_the_table_is_handed_the_units_own_rules_by_the_vault(book: Book) -> None:
    assert json.loads(str(book.vault._policy.given["narrowed"])) == {}
    assert len(book.vault.ask(POWERS).rows) == len(ACTS)


def test_accounts_of_one_person_are_told_as_lost_separations(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    assert book.vault.ask(BOOK).rows[0].separations.split("；") == [
        "保密员与系统管理员由一人兼任",
        "保密员与安全保密管理员由一人兼任",
        "系统管理员与安全保密管理员由一人兼任",
        "没有安全审计员，审计记录无人独立查看",
    ]
    book.close()
    apart = a_book(
        tmp_path / "apart",
        furnished=False,
        small=False,
        administrators=(
            (Role.SYS_ADMIN, "示例冯"),
            (Role.SECURITY_ADMIN, "示例陈"),
            (Role.AUDIT_ADMIN, "示例褚"),
        ),
    )
    assert apart.vault.ask(BOOK).rows[0].separations == "无"
    apart.close()


# -- printing much at once ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "top_secret", "rules"), [(20, False, []), (21, False, ["V27"]), (1, True, ["V27"])]
)
def test_many_pages_or_a_list_with_top_secret_want_a_second_person_v27(
    book: Book, pages: int, *, top_secret: bool, rules: list[str]
) -> None:
    act = PrintForm(
        on=book.today,
        form="F01",
        upto=1,
        link="ab" * 32,
        digests=("ab" * 32,) * pages,
        top_secret=top_secret,
    )
    assert book.refused(act) == rules
    assert book.refused(act, second=book.second()) == []
