"""The papers of a copy's whole life printed from a real ledger: what each is about and says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger.trouble import Unusable
from db.store.reading import Filter, Question
from db.views.incidents import INCIDENTS
from db.views.moves import REPRODUCTIONS
from desktop.paperwork import drawn, print_form
from tests.book import Book, a_book, furnish, new_book, register
from tests.golden.story import copy, document, tell
from tests.printing.reading import texts


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Return the golden story, in which everything happens to a copy that can."""
    folder = tmp_path_factory.mktemp("told")
    book = new_book(folder)
    furnish(book)
    tell(book, folder)
    yield book
    book.close()


def page(book: Book, folder: Path, form: str, **filters: object) -> str:
    """Print the form and return all its text."""
    chosen = Question(filters=tuple(Filter(name, (value,)) for name, value in filters.items()))
    target = folder / f"{form}.pdf"
    print_form(book.vault, form, chosen, target, second=book.second())
    return "".join(texts(target.read_bytes()))


def test_f02_says_who_fetched_a_packet_and_how_it_agreed(told: Book, tmp_path: Path) -> None:
    said = page(told, tmp_path, "F02", number="0012")
    for word in ("示例机要局", "示例员", "示例李、", "示例王", "专车1", "清单2份，实有2份，相符"):
        assert word in said


def test_f03_f05_say_what_was_sent_where_and_who_signed(told: Book, tmp_path: Path) -> None:
    said = page(told, tmp_path, "F03")
    for word in ("示办发〔2026〕70号", "示例厅", "机要交通", "示例收", "本簿合计：壹件"):
        assert word in said
    said = page(told, tmp_path, "F05")
    assert "退回" in said  # what was not meant for the unit went out in an envelope, too
    assert "办公室示例王" in said
    assert "示例厅" not in page(told, tmp_path, "F05", way="对内")


def test_f04_counts_what_was_given_out_and_what_is_left(told: Book, tmp_path: Path) -> None:
    number = document(told, copy(told, "000701"))
    said = page(told, tmp_path, "F04", document=number)
    assert "示办发〔2026〕70号" in said
    assert "共印（收）壹拾壹份，发放贰份，余存陆份" in said
    assert "示例厅" in said


def test_a_list_that_is_still_empty_carries_the_mark_of_its_document(tmp_path: Path) -> None:
    """Its title and number stand on the page already."""
    book = a_book(tmp_path)
    book.record(register())
    form = drawn(book.vault, "F04", Question(filters=(Filter("document", (1,)),)))
    book.close()
    assert form.print.rows == 0
    assert form.act.marking == "机密★10年"


def test_f06_is_there_before_the_instruction_and_after_it(told: Book, tmp_path: Path) -> None:
    (instructed,) = told.connection.execute("SELECT document FROM instruction").fetchone()
    said = page(told, tmp_path, "F06", document=instructed)
    assert "请阅（示例厅长2026年" in said
    plain = document(told, copy(told, "000701"))
    assert "拟办意见签名：" in page(told, tmp_path, "F06", document=plain)


def test_f08_names_who_knows_and_on_whose_word(told: Book, tmp_path: Path) -> None:
    number = document(told, copy(told, "000121"))
    said = page(told, tmp_path, "F08", document=number)
    assert "示例王" in said
    assert "批准人示例赵" in said
    assert "知悉范围" in said
    low = document(told, copy(told, "000031"))
    with pytest.raises(Unusable, match="没有可打印的内容"):  # 秘密级
        page(told, tmp_path, "F08", document=low)


def test_f10_f12_tell_a_reproduction_and_only_one_outside_is_watched(
    told: Book, tmp_path: Path
) -> None:
    numbers = [row.id for row in told.vault.ask(REPRODUCTIONS).rows]
    said = page(told, tmp_path, "F10", id=numbers[-1])
    for word in ("000701-F01", "处室用", "F1", "示例赵"):
        assert word in said
    with pytest.raises(Unusable, match="没有可打印的内容"):
        page(told, tmp_path, "F12", id=numbers[-1])


def test_f11_names_each_print_with_its_marking(told: Book, tmp_path: Path) -> None:
    page(told, tmp_path, "F10", id=1)
    said = page(told, tmp_path, "F11")
    for word in ("涉密载体复制审批登记表", "示例李", "处室用", "定密后印发", "示例方案"):
        assert word in said


def test_f14_counts_discs_and_an_empty_f15_is_struck(told: Book, tmp_path: Path) -> None:
    assert "按密级：机密级1张" in page(told, tmp_path, "F14")
    said = page(told, tmp_path, "F15")
    assert "以下空白" in said
    assert "合计：0个" in said


def test_f17_is_about_a_carrying_out_not_a_repair(told: Book, tmp_path: Path) -> None:
    said = page(told, tmp_path, "F17", id=1)
    assert "示例厅" in said
    assert "检查情况完好" in said
    with pytest.raises(Unusable, match="没有可打印的内容"):
        page(told, tmp_path, "F17", id=2)


def test_f29_f30_tell_a_decision_about_a_mark(told: Book, tmp_path: Path) -> None:
    said = page(told, tmp_path, "F29", id=1)
    for word in ("示例方案", "范围第3条", "机密★10年", "已审定示例赵"):
        assert word in said
    said = page(told, tmp_path, "F30", id=2)
    for word in ("情况变化", "应改标2份，未完成0份"):
        assert word in said
    with pytest.raises(Unusable, match="没有可打印的内容"):
        page(told, tmp_path, "F30", id=1)


def test_f38_has_the_clock_of_a_loss(told: Book, tmp_path: Path) -> None:
    row = told.vault.ask(INCIDENTS).rows[-1]
    said = page(told, tmp_path, "F38", id=row.id)
    told_of = ("盘点未见", "示例保密局", "报1", "当日10时", "去向不明", "已清点三个柜")
    for word in (*told_of, row.last_moment.replace(" ", "")):
        assert word in said
