"""The card's verbs come from the acts: none is kept by hand, none is forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.ledger.act import KINDS
from db.ledger.beliefs import Copy, Document
from db.ledger.values import Role
from desktop.asking import RECORDABLE
from desktop.dialogs.form.asked import acts_on_a_copy, asked_fields, bulk_acts
from desktop.look import Look
from desktop.widgets.verbs import Offered, Verbs

# What is a step of something bigger is done from that thing's own page; old books are taken over
# as a whole.
ELSEWHERE = {"settle_line", "remark", "open_loan", "plant_receipt"}
CUSTODIAN = frozenset({Role.CUSTODIAN})


def test_every_act_about_a_copy_is_on_its_card() -> None:
    about = {
        act.kind
        for act in RECORDABLE.values()
        if any(one.required and one.refers in (Copy, Document) for one in asked_fields(act))
    }
    offered = {act.kind for act in acts_on_a_copy(frozenset(Role))}
    assert about - offered == ELSEWHERE


def test_a_role_is_offered_what_it_may_do() -> None:
    assert all(act.roles & CUSTODIAN for act in acts_on_a_copy(CUSTODIAN))
    assert {act.kind for act in bulk_acts(CUSTODIAN)} <= {
        act.kind for act in acts_on_a_copy(CUSTODIAN)
    }
    assert not acts_on_a_copy(frozenset({Role.SYS_ADMIN}))


@pytest.fixture
def verbs(qtbot: QtBot) -> Verbs:
    found = Verbs(acts_on_a_copy(CUSTODIAN), Look())
    qtbot.addWidget(found)
    found.show()
    return found


def test_what_is_not_lawful_is_grey_and_says_why(verbs: Verbs) -> None:
    verbs.show_offers({"lend": Offered(lawful=False, why="K31 不在库")}, otherwise=Offered())
    assert not verbs.offered["lend"].isEnabled()
    assert verbs.offered["lend"].toolTip() == "K31 不在库"
    assert verbs.offered["give_back"].isEnabled()
    assert verbs.offered["give_back"].toolTip() == KINDS["give_back", 1].word


def test_a_verb_of_the_face_and_one_of_the_menu_are_told_alike(verbs: Verbs, qtbot: QtBot) -> None:
    face = next(each for each in verbs.buttons if each.text() == "借")
    with qtbot.waitSignal(verbs.chosen) as told:
        qtbot.mouseClick(face, Qt.MouseButton.LeftButton)
    assert told.args == ["lend"]
    hidden = verbs.offered["dispatch"]
    assert hidden in verbs.more.actions()
    with qtbot.waitSignal(verbs.chosen) as told:
        hidden.trigger()
    assert told.args == ["dispatch"]
