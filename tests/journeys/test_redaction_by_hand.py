"""屏蔽 and 代称 on the command line: entered by mistake, taken out by two, proven to be gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.desk import OFFICER, Desk, founded, with_witness

TITLE = "关于鲲鹏蜃楼专项部署的通知"
PAPER = {
    "issuer": "示例办", "doc_number": "示办发〔2026〕7号", "title": TITLE, "marking": "机密★10年",
    "copy_nos": "000120-000121", "pages": 8, "counted": True, "signed_by": OFFICER,
    "custodian": OFFICER, "place": 1,
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return founded(tmp_path)


def test_a_title_that_must_not_be_there_goes(desk: Desk, tmp_path: Path) -> None:
    second = with_witness(desk)
    desk.acted("register", PAPER)
    printed = desk.run("print", "F01", "-o", tmp_path / "F01.pdf")
    assert printed.code == 0, printed.err
    act = {"document": PAPER["doc_number"], "field": "title", "reason": "标题不得录入",
           "words": ["鲲鹏"], "code_name": "长城"}  # fmt: skip
    alone = desk.act("redact_document", act)
    assert alone.code == 1
    assert "V04" in alone.err
    recorded = desk.acted("redact_document", act, *second)
    assert "鲲鹏" not in str(recorded)
    (row,) = desk.rows("documents", words="长城")
    assert (row["title"], row["coded"]) == ("（代称）长城", True)
    assert desk.rows("documents", words="鲲鹏") == []
    assert TITLE not in str(desk.rows("journal"))
    verified = desk.run("verify", "--full")
    assert verified.code == 0, verified.err
    assert f"“文件标题”的内容已屏蔽（依据第{recorded['last']}条）。" in verified.out
    assert desk.run("rebuild", "--check").code == 0
    (left,) = desk.rows("unreached")
    assert (left["redaction"], left["what"], left["name"]) == (
        recorded["last"],
        "打印",
        "F01 涉密文件收文登记簿",
    )
    listed = desk.run(
        "print", "Z08", "--select", f"redaction={recorded['last']}", "-o", tmp_path / "Z08.pdf",
        *second,
    )  # fmt: skip
    assert listed.code == 0, listed.err


def test_a_code_name_from_the_beginning(desk: Desk) -> None:
    desk.acted("register", PAPER | {"title": "长城", "coded": True})
    desk.acted("register", PAPER | {"doc_number": "示办发〔2026〕8号", "title": "普通件"})
    (row,) = desk.rows("copies", "coded=是", "copy_no=000120")
    assert row["title"] == "（代称）长城"
    assert [row["id"] for row in desk.rows("documents", words="代称")] == [1]
