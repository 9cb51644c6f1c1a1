"""What goes to the printer is what was drawn, and it is on record exactly then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.ledger.rules import V27, refuse
from db.ledger.trouble import Unusable
from db.store.reading import Filter, Question
from db.views.people import PRINTS
from desktop import clock
from desktop.dialogs.print_dialog import PrintDialog
from desktop.dialogs.reauthenticate import PRINT_TO_FILE
from desktop.look import Look
from desktop.paperwork import Again
from desktop.print_order import PrintOrder, Sides, pages_in
from desktop.printers import printers, send
from desktop.session import Session
from tests.book import PASSWORD, Book
from tests.desktop.printing_desk import desk, fake_printing
from tests.printing.reading import texts

Desk = tuple[Book, Session, Look]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "desk") as made:
        yield made


def opened(at: Desk, qtbot: QtBot, form: str = "F01", **more: Again) -> PrintDialog:
    _, session, look = at
    dialog = PrintDialog(session, look, form, Question(), "全部收文", **more)
    qtbot.addWidget(dialog)
    return dialog


def log(at: Desk) -> list[tuple[int, str, int]]:
    return [(row.serial, row.form, row.pages) for row in at[0].vault.ask(PRINTS).rows]


def prove(dialog: PrintDialog, password: str = PASSWORD) -> None:
    dialog.choices.password.field.setText(password)
    dialog.choices.password._check()


@pytest.fixture
def got(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = fake_printing(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{place.parent}:/usr/bin:/bin")
    return place


def test_looking_is_not_printing(at: Desk, got: Path, qtbot: QtBot) -> None:
    dialog = opened(at, qtbot)
    assert dialog.drawn is not None
    assert dialog.drawn.print.pages == 3
    dialog.reject()
    assert log(at) == []
    assert not got.exists()


def test_the_printer_gets_the_very_bytes_and_the_entry_follows(
    at: Desk, got: Path, qtbot: QtBot
) -> None:
    dialog = opened(at, qtbot)
    told: list[object] = []
    at[1].recorded.connect(told.append)
    dialog.choices._copies.setValue(2)
    dialog.choices._pages.setText("1，3")
    dialog.choices._sides.setCurrentIndex(1)
    dialog.print_now()
    assert dialog.drawn is not None
    assert got.read_bytes() == dialog.drawn.pdf
    words = Path(f"{got}.words").read_text(encoding="utf-8").split()
    given = "-d Desk -n 2 -t F01 -o sides=two-sided-long-edge -P 1,3 -"
    assert " ".join(words) == given
    assert log(at) == [(1, "F01", 3)]
    assert len(told) == 1
    (act,) = told[0].acts  # type: ignore[attr-defined]
    assert act.selection == "全部收文；第1,3页；2份"
    assert "流水号000001，已入账" in dialog.choices.said


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("lp: The printer or class does not exist.", "没有打印机「Desk」"),
        ("lp: Destination Desk is not accepting jobs.", "已停止接收"),
        ("lp: Connection refused", "打印服务没有运行"),
        ("lp: strange", "没有接收"),
    ],
)
def test_a_printer_that_fails_leaves_no_entry(
    at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, says: str, told: str
) -> None:
    place = fake_printing(tmp_path / "bin", works=False, says=says)
    monkeypatch.setenv("PATH", f"{place.parent}:/usr/bin:/bin")
    dialog = opened(at, qtbot)
    dialog.print_now()
    assert told in dialog.choices.said
    assert "没有入账" in dialog.choices.said
    assert log(at) == []
    assert dialog.choices._print.isEnabled()


def test_without_printers_it_is_said_and_saving_is_left(
    at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    dialog = opened(at, qtbot)
    assert "本机没有打印服务" in dialog.choices._none.text()
    assert not dialog.choices._print.isEnabled()
    assert dialog.choices._save.isEnabled()


def test_the_number_of_a_rule_stands_apart_from_its_sentence(
    at: Desk, got: Path, qtbot: QtBot
) -> None:
    dialog = opened(at, qtbot)
    dialog._ask_second([[refuse(V27, what="含绝密")]])
    notice = dialog.choices._notice
    assert not dialog.second.isHidden()
    assert "含绝密，属批量打印" in notice._text.text()
    assert "V27" not in notice._text.text()
    assert notice._basis.text().startswith("V27")


def test_many_pages_ask_for_the_password_once(at: Desk, got: Path, qtbot: QtBot) -> None:
    dialog = opened(at, qtbot)
    dialog.choices._copies.setValue(17)
    dialog.print_now()
    assert not got.exists()
    assert not dialog.choices.password.isHidden()
    prove(dialog, "不是这个口令一二三四")
    assert not got.exists()
    assert "口令不对" in dialog.choices.password._wrong.text()
    prove(dialog)
    assert got.exists()
    assert log(at) == [(1, "F01", 3)]
    again = opened(at, qtbot)
    again.choices._copies.setValue(17)
    again.print_now()
    assert len(log(at)) == 2


def test_saving_is_deliberate_and_on_record(
    at: Desk, got: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(at, qtbot)
    target = tmp_path / "saved.pdf"
    dialog.save_as(target)
    assert not target.exists()
    dialog._ask_for_file = lambda form: None  # type: ignore[method-assign]
    dialog._choose_file()
    prove(dialog)
    dialog.save_as(target)
    assert dialog.drawn is not None
    assert target.read_bytes() == dialog.drawn.pdf
    assert log(at) == [(1, "F01", 3)]


def test_a_file_that_cannot_be_written_leaves_no_entry(
    at: Desk, got: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(at, qtbot)
    at[1]._proved[PRINT_TO_FILE] = clock.now()
    dialog.save_as(at[0].folder / "inside.pdf")
    assert "不能写进台账自己的文件夹" in dialog.choices.said
    dialog.save_as(tmp_path / "nowhere" / "saved.pdf")
    assert log(at) == []


def test_a_drawing_is_stale_when_another_print_took_its_number(
    at: Desk, got: Path, qtbot: QtBot
) -> None:
    first, second = opened(at, qtbot), opened(at, qtbot)
    second.print_now()
    got.unlink()
    first.print_now()
    assert "流水号已经用掉" in first.choices.said
    assert not got.exists()
    assert len(log(at)) == 1


def test_a_reprint_says_why_and_of_what(at: Desk, got: Path, qtbot: QtBot) -> None:
    dialog = opened(at, qtbot)
    dialog.print_now()
    assert dialog.choices._print.isHidden()
    dialog.choices.repeated.emit("卡纸损毁")
    assert dialog.drawn is not None
    page = texts(dialog.drawn.pdf)[0]
    assert "原打印流水号000001" in page
    assert "卡纸损毁" in page
    dialog.print_now()
    rows = at[0].vault.ask(PRINTS, Question(filters=(Filter("serial", (2,)),))).rows
    assert [row.reprint_of for row in rows] == [1]


def test_what_cannot_be_drawn_is_said_without_names_of_fields(
    at: Desk, got: Path, qtbot: QtBot
) -> None:
    dialog = opened(at, qtbot, "F09")
    assert "没有可打印的内容" in dialog.choices.said
    assert "doc_number" not in dialog.choices.said
    assert not dialog.choices._print.isEnabled()


def test_locking_stops_what_runs(at: Desk, got: Path, qtbot: QtBot) -> None:
    dialog = opened(at, qtbot)
    progress = dialog._begin("生成预览")
    at[1].locking.emit()
    assert progress.stopping
    assert "台账正在锁定" in dialog.choices.said


def test_what_is_on_its_way_is_waited_for(at: Desk, got: Path, qtbot: QtBot) -> None:
    dialog = opened(at, qtbot)
    dialog.show()
    dialog._begin("送往打印机").commit("送往打印机")
    dialog.close()
    assert dialog.isVisible()
    dialog._end()
    dialog.close()
    assert not dialog.isVisible()


def test_the_usual_printer_comes_first_and_a_stopped_one_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = fake_printing(tmp_path / "bin", stops="yes")
    monkeypatch.setenv("PATH", f"{place.parent}:/usr/bin:/bin")
    found = printers()
    assert [(one.name, one.usual, one.stopped) for one in found] == [
        ("Desk", True, True),
        ("Room", False, False),
    ]


def test_a_printer_is_never_an_option_of_lp(got: Path) -> None:
    with pytest.raises(Unusable, match="名称不能用"):
        send(b"%PDF", PrintOrder("-o"), "F01")
    assert not got.exists()


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", ()),
        ("2", ((2, 2),)),
        ("1-3，5", ((1, 3), (5, 5))),
        ("1至2、4", ((1, 2), (4, 4))),
    ],
)
def test_pages_are_read_as_people_write_them(text: str, pages: tuple[object, ...]) -> None:
    assert pages_in(text, 6) == pages


@pytest.mark.parametrize("text", ["0", "7", "3-2", "1-9", "a", "2,1", "1-3,3", "1--2"])
def test_pages_that_are_not_there_are_refused(text: str) -> None:
    with pytest.raises(Unusable, match="页"):
        pages_in(text, 6)


def test_what_comes_out_is_counted() -> None:
    order = PrintOrder("Desk", 3, ((1, 2), (5, 5)), Sides.SHORT)
    assert order.sheets_of(9) == 9
    assert order.ranges == "1-2,5"
    assert PrintOrder("Desk").sheets_of(9) == 9
