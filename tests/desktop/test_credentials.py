"""Accounts and witnesses from the window: every change by its dialog, judged by the book."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pytest

from db.ledger.acts.setup.grant import Grant
from db.ledger.fitness import Candidate
from db.ledger.trouble import CannotOpen
from db.ledger.values import Role
from db.store.reading import Question
from db.views.people import ACCOUNTS, AccountRow
from db.views.today import TODAY as AT_HAND
from db.views.today import Matter
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.credential_sheet import CredentialSheet
from desktop.dialogs.credentials import (
    GivePassword,
    OpenAccount,
    OpenWitness,
    TakeAway,
    WitnessPassword,
)
from desktop.dialogs.opening import Dialogs
from desktop.pages.given import given_for
from tests.book import FIRST, TINY, WANG, WITNESS, WITNESS_PASSWORD, ZHAO, Book, a_book
from tests.desktop.filling import LOOK, Desk

OWN = "自己的口令第一二三"
S = TypeVar("S", bound=CredentialSheet)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def sheet(desk: Desk, kind: type[S], **given: object) -> S:
    made = kind(desk.session, LOOK, given, cost=TINY)
    desk.qtbot.addWidget(made)
    made.show()
    return made


def twice(made: Any, password: str = FIRST) -> None:
    made.first.password.setText(password)
    made.first.repeat.setText(password)


def confirmed(made: CredentialSheet) -> None:
    made.judge()
    assert made.second.isVisible()
    assert not made.go.isEnabled()
    made.second.who.setCurrentIndex(made.second.who.findData(WITNESS))
    made.second.password.setText(WITNESS_PASSWORD)
    made.second.confirm()


def standing(book: Book) -> dict[str, str]:
    return {row.name: row.standing for row in book.vault.ask(ACCOUNTS).rows}


def who_could(book: Book) -> list[Candidate]:
    return [one for one in book.vault.accounts.could_confirm() if not one.why_not]


def test_an_account_is_opened_before_a_second_person(desk: Desk, book: Book) -> None:
    made = sheet(desk, OpenAccount, person=WANG)
    assert made.who.name.text() == "示例王"
    assert made.lack.text() == "请选角色，至少一个。"
    made.roles.boxes[Role.LEADER].setChecked(True)
    twice(made)
    confirmed(made)
    made.go.click()
    assert made.result() == made.DialogCode.Accepted
    assert made.first.password.text() == ""
    assert standing(book)["示例王"] == "首次口令"
    book.reopen(FIRST, "示例王")
    assert book.vault.operator.roles == {Role.LEADER}


def test_what_the_rules_forbid_is_said_before_it_is_done(desk: Desk) -> None:
    made = sheet(desk, OpenAccount, person=WANG)
    twice(made)
    for role in (Role.SYS_ADMIN, Role.AUDIT_ADMIN):
        made.roles.boxes[role].setChecked(True)
    made.judge()
    assert "系统管理员与安全审计员" in made.notice.words
    assert not made.go.isEnabled()


def test_a_password_that_is_the_name_is_refused(desk: Desk) -> None:
    made = sheet(desk, OpenWitness, person=WANG)
    made.who.name.setText("examplewang")
    twice(made, "ExampleWang2026")
    assert "不能是姓名" in made.lack.text()
    assert not made.go.isEnabled()


def test_a_witness_counts_once_he_has_chosen_his_own_password(desk: Desk, book: Book) -> None:
    made = sheet(desk, OpenWitness, person=ZHAO)
    twice(made)
    confirmed(made)
    made.go.click()
    assert [one.name for one in who_could(book)] == [WITNESS]
    own = sheet(desk, WitnessPassword)
    own.whose.choose("示例赵")
    own.old.setText("不是这个口令")
    twice(own, OWN)
    own.judge()
    own.go.click()
    assert "口令" in own.notice.words
    own.old.setText(FIRST)
    own.judge()
    own.go.click()
    assert own.result() == own.DialogCode.Accepted
    assert {one.name for one in who_could(book)} == {WITNESS, "示例赵"}
    assert book.vault.confirm("示例赵", OWN).second.name == "示例赵"


def test_a_forgotten_password_is_reset_and_never_ones_own(desk: Desk, book: Book) -> None:
    book.account("示例王", WANG, Role.LEADER, password=OWN)
    desk = Desk(book, desk.qtbot)
    made = sheet(desk, GivePassword, person=WANG)
    offered = {made.whose.itemText(place) for place in range(made.whose.count())}
    assert offered == {"示例王（领导）", "示例周（见证人）"}
    assert made.whose.name() == "示例王", "the row of the register is chosen already"
    twice(made)
    confirmed(made)
    made.go.click()
    assert standing(book)["示例王"] == "首次口令"
    with pytest.raises(CannotOpen):
        book.reopen(OWN, "示例王")


def test_who_is_removed_for_cause_leaves_the_keys_to_be_changed(desk: Desk, book: Book) -> None:
    book.account("示例王", WANG, Role.LEADER, password=OWN)
    desk = Desk(book, desk.qtbot)
    made = sheet(desk, TakeAway, person=WANG)
    assert made.lack.text() == "请写理由。"
    made.reason.setText("口令外泄")
    made.cause.setChecked(True)
    confirmed(made)
    made.go.click()
    assert standing(book)["示例王"] == "已移除"
    day = {"today": book.today.isoformat(), "since": book.today.isoformat()}
    assert Matter.KEYS in {row.matter for row in book.vault.ask(AT_HAND, Question(given=day)).rows}


def test_the_last_administrator_does_not_remove_himself(desk: Desk) -> None:
    made = sheet(desk, TakeAway)
    made.whose.choose("示例李")
    made.reason.setText("离开")
    made.judge()
    assert "最后一名系统管理员" in made.notice.words
    assert not made.go.isEnabled()


def test_other_words_want_another_confirmation(desk: Desk) -> None:
    made = sheet(desk, OpenWitness, person=ZHAO)
    twice(made)
    confirmed(made)
    assert made.go.isEnabled()
    made.who.name.setText("赵某")
    assert made.second.confirmation is None
    assert not made.go.isEnabled()


def test_a_row_of_the_register_fills_the_forms_that_need_only_a_person(book: Book) -> None:
    (row,) = (one for one in book.vault.ask(ACCOUNTS).rows if one.name == WITNESS)
    assert isinstance(row, AccountRow)
    assert given_for(Grant, row) == {"person": row.person_id}


def test_locking_is_a_form_like_every_other_act(desk: Desk, book: Book) -> None:
    window = sheet(desk, WitnessPassword)
    (row,) = (one for one in book.vault.ask(ACCOUNTS).rows if one.name == WITNESS)
    Dialogs(desk.session, LOOK, window).act("lock_credential", row)
    (form,) = window.findChildren(ActForm)
    assert form.grid.editors["person"].value() == row.person_id
