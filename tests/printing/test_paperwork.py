"""Forms printed from a real ledger: what they are about, their marking, year and reprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.ledger.acts.custody.circulate import CirculateOut
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.acts.intake.register import Register
from db.ledger.trouble import Unusable
from db.ledger.values import Carrier, State
from db.store.reading import Filter, Question
from db.views.people import PRINTS
from desktop.paperwork import Print, print_form
from tests.book import WANG, ZHAO, Book, a_book, open_row, register
from tests.printing.reading import texts

OVER = {"K10": "领导批准", "V03": "旧账人员"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Return a ledger with a loan, a hop, a clearing and a destruction."""
    made = a_book(tmp_path_factory.mktemp("book"))
    on = made.today
    made.record(
        register(),
        register(doc_number="示办发〔2026〕8号", marking="绝密★30年", also_signed=ZHAO),
        second=made.second(),
    )
    made.record(open_row(), open_row(row=4, nos=("000032",), receipt_no="13"))
    made.record(
        Lend(on=on, copy=1, to=WANG, approved_by="示例领导"),
        CirculateOut(on=on, copy=2, to=WANG, approved_by="示例领导"),
        reasons=OVER,
    )
    made.record(ListDestruction(on=on, copies=(3, 4), reason="不再需要", applicant=WANG))
    made.record(ListClearing(on=on, issuer="示例局", notice="示局〔2026〕1号", copies=(7,)))
    yield made
    made.close()


def chosen(**filters: object) -> Question:
    return Question(filters=tuple(Filter(name, (value,)) for name, value in filters.items()))


def on_paper(book: Book, folder: Path, form: str, **filters: object) -> tuple[Print, list[str]]:
    target = folder / f"{form}.pdf"
    made = print_form(book.vault, form, chosen(**filters), target, second=book.second())
    return made, texts(target.read_bytes())


def test_a_loan_is_printed_for_its_approval(book: Book, tmp_path: Path) -> None:
    made, pages = on_paper(book, tmp_path, "F09", id=1)
    assert made.pages == 1
    for said in ("示例王", "示办发〔2026〕7号", "000120", "机密★10年", "核心", "示例领导"):
        assert said in pages[0]
    assert pages[0].startswith("机密★10年")


def test_a_slip_is_about_one_document(book: Book, tmp_path: Path) -> None:
    _, pages = on_paper(book, tmp_path, "F07", doc_number="示办发〔2026〕7号")
    for said in ("关于示例工作的通知", "示例王", "000121", "示例办", "传阅单"):
        assert said in pages[0]


def test_a_destruction_is_approved_and_listed(book: Book, tmp_path: Path) -> None:
    made, pages = on_paper(book, tmp_path, "F20", number="销毁〔2026〕001号")
    assert made.rows == 2
    assert pages[0].startswith("绝密★30年销毁〔2026〕001号")
    assert "贰份，壹拾陆页；按载体：纸介质贰份；按密级：绝密级壹份、机密级壹份" in pages[0]
    _, pages = on_paper(book, tmp_path, "F19", number="销毁〔2026〕001号")
    assert pages[0].startswith("绝密★30年")
    assert "纸介质贰份，共壹拾陆页" in pages[0]
    assert "不再需要" in pages[0]


def test_a_clearing_is_listed_for_both_sides(book: Book, tmp_path: Path) -> None:
    _, pages = on_paper(book, tmp_path, "F18", number="清退〔2026〕001号")
    assert pages[0].startswith("秘密★5年清退〔2026〕001号")
    assert "接收单位：示例局" in pages[0]
    assert "应退壹份，实退零份，差额壹份" in pages[0]
    assert "一式两份" in pages[0]


def test_holdings_are_printed_by_holder(book: Book, tmp_path: Path) -> None:
    made, pages = on_paper(book, tmp_path, "F13A", holder="示例王")
    assert made.rows == 2
    assert "办公室示例王" in pages[0]
    assert "小计（示例王）：贰份，壹拾陆页；其中机密级贰份" in pages[0]


@pytest.mark.parametrize(
    ("form", "filters", "says"),
    [
        ("F09", {"id": 99}, "没有可打印的内容"),
        ("F07", {"doc_number": "示办发〔2026〕99号"}, "没有可打印的内容"),
        ("F20", {"number": "销毁〔2026〕099号"}, "没有可打印的内容"),
        ("F20", {"number": "清退〔2026〕001号"}, "没有可打印的内容"),
        ("F19", {"number": "清退〔2026〕001号"}, "没有可打印的内容"),
        ("F18", {"number": "销毁〔2026〕001号"}, "没有可打印的内容"),
    ],
)
def test_nothing_chosen_is_no_paper(
    book: Book, tmp_path: Path, form: str, filters: dict[str, object], says: str
) -> None:
    before = len(book.vault.ask(PRINTS, Question()).rows)
    with pytest.raises(Unusable, match=says):
        on_paper(book, tmp_path, form, **filters)
    assert not list(tmp_path.iterdir())
    assert len(book.vault.ask(PRINTS, Question()).rows) == before


def test_several_are_not_put_on_one_paper(tmp_path: Path) -> None:
    made = a_book(tmp_path / "book")
    made.record(register(), register(doc_number="示办发〔2026〕8号"))
    lends = [Lend(on=made.today, copy=n, to=WANG, approved_by="示例领导") for n in (1, 4)]
    made.record(*lends, reasons=OVER)
    with pytest.raises(Unusable, match="一次只能打印一笔") as told:
        on_paper(made, tmp_path, "F09")
    assert "doc_number（文号）" in told.value.advice
    made.close()


def test_a_register_tells_the_year_and_the_period_of_its_rows(book: Book, tmp_path: Path) -> None:
    _, pages = on_paper(book, tmp_path, "F01", legacy="是")
    assert "年度：2024年" in pages[0]
    assert "起止：2024年5月6日" in pages[0]
    assert "册号：秘密件" in pages[0]
    assert "5月6日" in pages[0]
    _, pages = on_paper(book, tmp_path, "F01")
    assert "年度：2024—2026年" in pages[0]
    assert "起止：2024年5月6日至2026年3月4日" in pages[0]


def test_a_reprint_names_the_print_it_repeats_and_why(book: Book, tmp_path: Path) -> None:
    first, pages = on_paper(book, tmp_path, "F09", id=1)
    assert "补打" not in pages[0]
    for time in (1, 2):
        target = tmp_path / f"{time}.pdf"
        again = print_form(
            book.vault,
            "F09",
            chosen(id=1),
            target,
            reprint_of=first.serial,
            reprint_why="首联卡纸损毁",
        )
        page = texts(target.read_bytes())[0]
        assert f"第{time}次2026年3月4日原打印流水号{first.serial:06d}原因：首联卡纸损毁" in page
    log = book.vault.ask(PRINTS, chosen(serial=again.serial)).rows
    assert [(row.form, row.reprint_of) for row in log] == [("F09", first.serial)]


@pytest.mark.parametrize(("form", "of"), [("F07", None), ("F09", 9999)])
def test_a_reprint_of_what_was_not_printed_is_refused(
    book: Book, tmp_path: Path, form: str, of: int | None
) -> None:
    of = of or on_paper(book, tmp_path, "F09", id=1)[0].serial
    with pytest.raises(Unusable, match="没有流水号"):
        _reprint(book, tmp_path, form, of, "卡纸")


@pytest.mark.parametrize(
    ("why", "says"), [("", "没有写明"), (" ", "没有写明"), ("长" * 121, "121字")]
)
def test_a_reprint_needs_a_reason(book: Book, tmp_path: Path, why: str, says: str) -> None:
    first = on_paper(book, tmp_path, "F09", id=1)[0]
    with pytest.raises(Unusable, match=says):
        _reprint(book, tmp_path, "F09", first.serial, why)


def _reprint(book: Book, folder: Path, form: str, of: int, why: str) -> None:
    target = folder / "again.pdf"
    print_form(book.vault, form, chosen(id=1), target, reprint_of=of, reprint_why=why)


def test_the_register_says_how_a_line_ended_as_the_book_would(book: Book, tmp_path: Path) -> None:
    row = open_row(
        row=9,
        nos=("000051",),
        receipt_no="15",
        doc_number="示局〔2024〕15号",
        state=State.RETURNED,
        closed_on=date(2024, 12, 10),
        year=2024,
    )
    later = replace(row, row=10, receipt_no="16", nos=("000052",), closed_on=date(2025, 1, 8))
    later = replace(later, doc_number="示局〔2024〕16号")
    book.record(row, later)
    _, pages = on_paper(book, tmp_path, "F01", legacy=1)
    said = "".join(pages)
    assert "清退12月10日" in said
    assert "清退2025年1月8日" in said
    assert "2024-12-10" not in said


def test_what_a_copy_is_made_of_is_counted_on_the_destruction_papers(
    book: Book, tmp_path: Path
) -> None:
    disc = register(
        doc_number="示办发〔2026〕9号",
        carrier=Carrier.OPTICAL,
        pages=None,
        copy_nos="",
        count=2,
    )
    (made,) = book.record(register(doc_number="示办发〔2026〕10号", copy_nos="000301"), disc).acts[
        1:
    ]
    assert isinstance(made, Register)
    listed = ListDestruction(
        on=book.today, copies=(made.copies[0] - 1, *made.copies), reason="停用", applicant=WANG
    )
    (act,) = book.record(listed).acts
    assert isinstance(act, ListDestruction)
    _, pages = on_paper(book, tmp_path, "F19", number=act.text)
    assert "纸介质壹份，光盘贰张，共捌页" in pages[0]
    _, pages = on_paper(book, tmp_path, "F20", number=act.text)
    assert "按载体：纸介质壹份、光盘贰张" in pages[0]
