"""One print for many: each holder gets pages of his own, numbered and signed for themselves."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.sign_holdings import SignHoldings
from db.store.reading import Filter, Question
from db.views.holdings import HoldingRow
from db.views.today import TODAY, Matter
from desktop.paperwork import print_form
from desktop.printing import draw, load_form
from tests.book import WANG, ZHAO, Book, a_book, register
from tests.printing import records
from tests.printing.reading import texts
from tests.printing.sample import stamp


def printed(rows: list[HoldingRow]) -> list[str]:
    out, head = BytesIO(), {"unit": "示例市委办公室", "today": "2025年12月10日"}
    draw(load_form("F13"), iter(rows), stamp(head=head), out, row_type=HoldingRow)
    return texts(out.getvalue())


def test_every_holder_has_pages_numbered_from_one_and_signs_the_last() -> None:
    rows = records.holdings(47)
    many = replace(rows[0], department="综合一处", holder="多多", holder_id=99)
    rows += [replace(many, id=n, copy_no=f"{n:06d}") for n in range(100, 140)]
    pages = printed(rows)
    holders = [
        (holder, len(list(run))) for holder, run in groupby(rows, key=lambda row: row.holder)
    ]
    assert [page for page in pages if "第1页共" in page].__len__() == len(holders)
    for holder, count in holders[:-1]:
        (page,) = [page for page in pages if f"{holder}序" in page or f"{holder}1" in page][:1]
        assert "第1页共1页" in page
        assert "持有人（保管人）：" in page
        assert page.count("在阅") + page.count("借出") + page.count("承办") >= min(count, 1)
    last = pages[-1]
    number = last.split("第")[-1].split("页")[0]
    assert int(number) > 1
    assert f"第{number}页共{number}页" in last
    assert "多多（续）" in last
    assert "持有人（保管人）：" not in pages[-2]


def test_nobody_holding_anything_is_an_empty_list_that_can_be_signed() -> None:
    (page,) = printed([])
    assert "以下空白" in page
    assert "第1页共1页" in page


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path / "book")
    known = {"scope": (WANG, ZHAO)}
    made.record(register(**known), register(doc_number="示办发〔2026〕8号", **known))
    lends = [
        Lend(on=made.today, copy=copy, to=to, approved_by="示例领导")
        for copy, to in ((1, WANG), (2, ZHAO), (4, WANG))
    ]
    made.record(*lends, reasons={"K10": "领导批准", "V03": "旧账人员"})
    return made


def waiting(book: Book, matter: Matter, today: str = "") -> list[str | None]:
    day = today or book.today.isoformat()
    asked = Question(filters=(Filter("matter", (matter,)),), given={"today": day, "since": day})
    return [row.who for row in book.vault.ask(TODAY, asked).rows]


def test_a_month_is_printed_signed_and_what_is_missing_is_on_the_day(
    book: Book, tmp_path: Path
) -> None:
    assert waiting(book, Matter.SIGN) == []
    assert waiting(book, Matter.LIST) == []
    assert waiting(book, Matter.LIST, "2026-03-25") == [None]
    made = print_form(book.vault, "F13", Question(), tmp_path / "F13.pdf", second=book.second())
    assert made.pages == 2  # one for each
    assert sorted(map(str, waiting(book, Matter.SIGN))) == ["示例王", "示例赵"]
    assert waiting(book, Matter.LIST, "2026-03-25") == []
    book.record(SignHoldings(on=book.today, persons=(WANG,), serial=made.serial))
    assert waiting(book, Matter.SIGN) == ["示例赵"]
    book.record(SignHoldings(on=book.today, persons=(ZHAO,)))
    assert waiting(book, Matter.SIGN) == []
    book.close()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"persons": ()}, "至少一人"),
        ({"persons": (99,)}, "人员"),
        ({"persons": (WANG,), "month": "三月"}, "请写成 2026-03 的样子"),
        ({"persons": (WANG,), "month": "2026-04"}, "晚于签字日期"),
        ({"persons": (WANG,), "serial": 7}, "没有序号为000007的持有清单"),
        ({"persons": (WANG,), "month": "2026-02"}, "已经登记过"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(
    book: Book, given: dict[str, object], says: str
) -> None:
    book.record(SignHoldings(on=book.today, persons=(WANG,), month="2026-02"))
    act = SignHoldings(on=book.today, **given)  # type: ignore[arg-type]
    (refusals,) = book.vault.preview(act)
    assert any(says in str(refusal) for refusal in refusals), refusals
    book.close()


def test_a_signature_typed_wrongly_is_taken_back(book: Book) -> None:
    entry = book.record(SignHoldings(on=book.today, persons=(WANG,))).last
    book.record(Reverse(on=book.today, entry=entry, reason="不是本人"))
    book.record(SignHoldings(on=book.today, persons=(WANG,)))
    book.close()
