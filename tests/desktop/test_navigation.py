"""From page to page: groups of the rail, their tabs, and what is to do behind them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.look import Look
from desktop.navigation import Navigation, Stop, stop_of
from desktop.pages.catalogue import REGISTERS
from desktop.widgets.tabs import Tabs
from tests.desktop.starting import looks

TODAY = Stop("today", "今日", "list-checks")
BOOKS = Stop("books", "簿记", "scroll-text", tab="流水")
AUDIT = Stop("audit", "审计", "shield", under="books")
COUNTS = Stop("counts", "审计统计", "chart-column", under="books")


@pytest.fixture
def parent(qapp: QApplication) -> QObject:
    return QObject()


def test_what_stands_behind_an_entry_is_a_tab_of_it(parent: QObject) -> None:
    ways = Navigation(Look(), [TODAY, AUDIT, BOOKS, COUNTS], parent)
    assert ways.entries == ("today", "books")
    ways.show_page("audit")
    assert [button.text() for button in ways.tabs.buttons.values()] == ["流水", "审计", "审计统计"]
    assert ways.tabs.buttons["audit"].isChecked()
    assert ways.rail._buttons["books"].isChecked()


def test_an_entry_stands_where_its_leader_does(parent: QObject) -> None:
    ways = Navigation(Look(), [AUDIT, TODAY, BOOKS], parent)
    assert ways.entries == ("today", "books")


def test_without_its_leader_a_group_is_led_by_the_first_of_the_others(parent: QObject) -> None:
    ways = Navigation(Look(), [TODAY, AUDIT, COUNTS], parent)
    assert ways.entries == ("today", "audit")
    assert ways.rail._buttons["audit"].accessibleName() == "审计"
    ways.show_page("counts")
    assert list(ways.tabs.buttons) == ["audit", "counts"]


def test_an_entry_opens_the_tab_that_was_shown_last(parent: QObject, qtbot: QtBot) -> None:
    ways = Navigation(Look(), [TODAY, BOOKS, AUDIT], parent)
    ways.show_page("audit")
    ways.show_page("today")
    with qtbot.waitSignal(ways.opened) as told:
        ways.rail.opened.emit("books")
    assert told.args == ["audit"]


def test_counts_of_an_entry_are_those_of_its_tabs_the_grave_alone_if_there_are_any(
    parent: QObject,
) -> None:
    ways = Navigation(Look(), [TODAY, BOOKS, AUDIT, COUNTS], parent)
    ways.show_counts({"books": (2, False), "audit": (3, False)})
    assert ways.rail._counts["books"].text() == "5"
    ways.show_counts({"books": (2, False), "audit": (3, True), "counts": (1, True)})
    assert ways.rail._counts["books"].text() == "4"
    assert ways.rail._counts["books"].objectName() == "danger"


def test_every_page_stands_behind_one_that_exists() -> None:
    stops = {stop.name: stop for stop in map(stop_of, REGISTERS)}
    behind = {stop.under for stop in stops.values() if stop.under} - {"system"}
    assert behind <= set(stops)
    assert not any(stops[name].under for name in behind), "tabs are one deep"


def test_tabs_that_find_no_room_wait_in_a_menu_and_the_chosen_one_is_always_there(
    qtbot: QtBot, qapp: QApplication
) -> None:
    tabs = Tabs(looks(qapp))
    qtbot.addWidget(tabs)
    names = [(f"page{number}", f"登记簿{number}") for number in range(12)]
    tabs.resize(1400, 40)
    tabs.offer(names, "page0")
    assert not tabs.rest.isVisibleTo(tabs)
    tabs.resize(500, 40)
    tabs.offer(names, "page11")
    shown = [name for name, one in tabs.buttons.items() if one.isVisibleTo(tabs)]
    assert "page11" in shown
    assert shown[:2] == ["page0", "page1"]
    assert 2 < len(shown) < len(names)
    assert tabs.rest.isVisibleTo(tabs)
    assert tabs.minimumSizeHint().width() == 0
    last = tabs.buttons["page11"]
    assert tabs.rest.x() + tabs.rest.width() <= 500
    assert last.x() + last.width() <= tabs.rest.x()
    with qtbot.waitSignal(tabs.opened) as told:
        tabs.rest.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        menu.close()
    assert told.args[0] not in shown
