"""The main job through the real command line: an old register taken over, worked on, printed."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from db.ledger.values import Role
from db.views import VIEWS
from desktop.settings import STATE_VARIABLE
from tests.exchange.making import xlsx
from tests.journeys.desk import (
    OFFICER,
    REGISTER,
    ROOT,
    SAMPLES,
    Answer,
    Desk,
    elsewhere,
    founded,
    here,
    traces,
    with_witness,
)

# The timeline is of one thing; the audit is an auditor's, and a small unit has none.
READABLE = sorted(
    name for name, view in VIEWS.items() if name != "timeline" and Role.CUSTODIAN in view.roles
)
KEY: dict[str, Any] = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))
FIGURES = (
    *("rows", "documents", "copies", "rejected", "markings_irregular"),
    *("numbers_normalised", "by_level"),
)
LENDABLE = {"K10": "领导批准", "V03": "旧账人员，待核"}


def refused(answer: Answer, *rules: str) -> None:
    """Expect a refusal by these rules, and nothing on standard output."""
    assert answer.code == 1, (answer.out, answer.err)
    assert answer.out == ""
    assert {line.split()[0] for line in answer.err.splitlines()} == set(rules), answer.err


def at_rest(desk: Desk, level: str = "秘密") -> dict[str, Any]:
    """Return a copy in the cabinet that has a number of its own."""
    return next(
        row for row in desk.rows("copies", "state=在库", f"level={level}") if row["copy_no"]
    )


def named(copy: dict[str, Any]) -> str:
    return f"{copy['doc_number']}/{copy['copy_no']}"


def now(desk: Desk, copy: dict[str, Any]) -> dict[str, Any]:
    """Return the same copy as it stands now."""
    (row,) = desk.rows("copies", f"id={copy['id']}")
    return row


# -- founding ----------------------------------------------------------------------


def test_a_small_unit_is_told_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "口令").write_text("示例口令2026\r\n另一行\n", encoding="utf-8-sig")
    words = [
        "init",
        str(tmp_path / "台账"),
        "--unit",
        "示例乡",
        "--officer",
        "示例李",
        "--small-unit",
    ]
    answer = here([*words, "--password-file", str(tmp_path / "口令")], tmp_path / "state")
    assert answer.code == 0
    assert "手写：" in answer.out
    assert answer.out.count("兼任") == 3
    assert "witness add" in answer.out
    printed = re.search(r"打印：(.*)", answer.out)
    assert printed
    assert printed[1].endswith("____ ____")
    assert {path.name for path in (tmp_path / "台账").iterdir()} == {
        *("ledger.db", "keyring", "head", "lock"),
    }
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "台账").iterdir())
    # The mark before the first line of a file from Windows, and its line end, are no password.
    again = Desk(tmp_path)
    (tmp_path / "password.secret").write_text("示例口令2026\n", encoding="utf-8")
    (tmp_path / "ledger").symlink_to(tmp_path / "台账")
    assert again.run("verify").code == 0


def test_three_administrators_each_with_what_is_theirs(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    secret = desk.secret("示例口令2026")
    words = ["init", str(desk.ledger), "--unit", "示例市委办公室", "--officer", "示例李"]
    words += ["--sys-admin", "甲某", "--security-admin", "乙某", "--audit-admin", "丙某"]
    answer = here([*words, "--ceiling", "机密", "--password-file", str(secret)], desk.state)
    assert answer.code == 0
    assert "兼任" not in answer.out
    first = dict(re.findall(r"(\S某)的首次口令：(\S+?)（", answer.out))
    assert first.keys() == {"甲某", "乙某", "丙某"}
    officer = desk.as_account("示例李", "示例口令2026")
    sys_admin, security, auditor = (desk.as_account(name, word) for name, word in first.items())
    several = desk.as_account("", "示例口令2026").run("verify")
    assert several.code == 3
    assert "示例李、甲某、乙某、丙某" in several.err
    assert officer.rows("copies") == []
    refused(sys_admin.run("list", "copies"), "V05")
    refused(auditor.act("add_place", {"name": "柜"}), "V05")
    assert {row["matter"] for row in auditor.rows("audit")} >= {"账户", "登录"}
    refused(auditor.run("list", "journal"), "V05")
    refused(
        officer.run(
            *["account", "add", "--name", "丁某", "--role", "领导", "--new-password-file"], secret
        ),
        "V05",
    )
    given = sys_admin.run(
        *["account", "add", "--name", "丁某", "--role", "领导", "--new-password-file"],
        desk.secret("丁某口令2026"),
    )
    assert given.code == 0, given.err
    leader = desk.as_account("丁某", "丁某口令2026")
    assert "尚未授权" in leader.run("list", "copies").err
    refused(sys_admin.act("grant", {"person": "丁某"}), "V05")
    security.acted("grant", {"person": "丁某"})
    assert leader.run("list", "copies").code == 0
    new = desk.secret("丁某新口令2026")
    assert leader.run("password", "--new-password-file", new).code == 0
    assert leader.run("verify").code == 3
    assert desk.as_account("丁某", "丁某新口令2026").run("verify", "--full").code == 0
    # Nothing above the ceiling gets in (K36).
    taken = officer.run("import", REGISTER, "--format", "json").json
    assert taken["by_level"]["绝密"] == 0
    assert any("K36" in problem["text"] for problem in taken["problems"])


# -- taking over -------------------------------------------------------------------------


def test_the_key_is_met_by_trial_and_in_earnest(empty: Desk) -> None:
    before = traces(empty.home)
    trial = empty.run("import", REGISTER, "--dry-run", "--format", "json")
    assert trial.code == 0
    assert {name: trial.json[name] for name in FIGURES} == {name: KEY[name] for name in FIGURES}
    assert traces(empty.home) == before
    earnest = empty.run("import", REGISTER, "--format", "json")
    assert earnest.code == 0
    assert earnest.json == trial.json
    assert list(trial.json["problems"][0]) == ["row", "field", "text"]
    assert len(empty.rows("documents")) == KEY["documents"]
    copies = empty.rows("copies")
    assert len(copies) == KEY["copies"]
    for level, amount in KEY["by_level"].items():
        assert sum(copy["level"] == level for copy in copies) == amount


def test_every_row_of_the_key_stands_in_the_registers(taken_over: Desk) -> None:
    lines = {int(row["receipt_no"].rpartition("-")[2]): row for row in taken_over.rows("receipts")}
    copies: dict[str, list[str]] = {}
    for copy in taken_over.rows("copies"):
        copies.setdefault(copy["receipt_no"], []).append(copy["copy_no"])
    documents = {row["id"]: row for row in taken_over.rows("documents")}
    accepted = [row for row in KEY["receipts"] if row["level"] and row["term"]]
    assert lines.keys() == {row["seq"] for row in accepted}
    for row in accepted:
        line = lines[row["seq"]]
        document = documents[line["document"]]
        assert {
            "date": line["received_on"],
            "org": line["issuer"],
            "number": line["doc_number"],
            "title": line["title"],
            "level": line["level"],
            "copies": line["copies"],
            "copy_nos": copies[line["receipt_no"]],
            "pages": line["pages"],
            "dept": line["department"],
            "signer": line["signed_by"],
            "remark": line["remark"],
        } == {name: row[name] for name in row if name not in ("seq", *NOT_SHOWN)}
        assert document["copies"] == row["copies"]
        assert document["level"] == row["level"]
        assert _years(document, line) == row["term"], row


NOT_SHOWN = ("number_raw", "level_raw", "term", "irregular", "copy_raw")


def _years(document: dict[str, Any], line: dict[str, Any]) -> str:
    """Return the term in words, as first and last secret day give it."""
    if document["last_secret_day"] is None:
        return str(document["marking"].partition("★")[2])
    after = date.fromisoformat(document["last_secret_day"]) + timedelta(days=1)
    start = date.fromisoformat(line["received_on"])
    if (after.month, after.day) == (start.month, start.day):
        return f"{after.year - start.year}年"
    return f"{(after.year - start.year) * 12 + after.month - start.month}个月"


def test_the_state_comes_from_the_remark(taken_over: Desk) -> None:
    lines = {row["receipt_no"]: row["remark"] for row in taken_over.rows("receipts")}
    for copy in taken_over.rows("copies"):
        remark = lines[copy["receipt_no"]]
        if remark.startswith("借"):
            expected = ("借出", False)
        elif remark.endswith("阅") or "阅" in remark:
            expected = ("传阅中", False)
        else:
            words = {"已清退": "已清退", "已销毁": "已销毁", "存档": "已归档", "归档": "已归档"}
            word = next((state for text, state in words.items() if text in remark), "在库")
            expected = (word, "留用" in remark)
        assert (copy["state"], copy["retained"]) == expected, remark
        assert copy["unverified"] == (copy["closed_on"] is None)
        assert copy["custodian"] == OFFICER


def test_the_same_workbook_twice_is_told_and_not_taken_again(desk: Desk, tmp_path: Path) -> None:
    before = desk.digest()
    refused(desk.run("import", REGISTER), "V06")
    refused(desk.run("import", REGISTER, "--dry-run", "--format", "json"), "V06")
    renamed = tmp_path / "同一份.xlsx"
    renamed.write_bytes(REGISTER.read_bytes())
    refused(desk.run("import", renamed), "V06")
    assert desk.digest() == before


HEADINGS = ["收文号", "收文日期", "来文机关", "文号", "标题", "密级", "份号", "份数", "备注"]


def test_a_second_workbook_with_rows_that_are_there_already(desk: Desk, tmp_path: Path) -> None:
    known = at_rest(desk)
    rows = [
        HEADINGS,
        [
            "机2025-001",
            "2025-01-03",
            known["issuer"],
            known["doc_number"],
            known["title"],
            known["level"] + "★10年",
            known["copy_no"],
            1,
            "",
        ],
        [
            "机2025-002",
            "2025-01-04",
            "示例局",
            "示发〔2025〕2号",
            "关于甲的通知",
            "机密★10年",
            "000007-000009",
            3,
            "借孙雪梅",
        ],
        [
            "机2025-003",
            "2025-01-05",
            "示例局",
            "示发〔2025〕3号",
            "关于乙的通知",
            "内部",
            "1",
            1,
            "",
        ],
    ]
    (tmp_path / "second.xlsx").write_bytes(xlsx(rows))
    back = tmp_path / "退回.xlsx"
    answer = desk.run("import", tmp_path / "second.xlsx", "--rejected", back, "--format", "json")
    assert answer.code == 0
    assert {name: answer.json[name] for name in ("rows", "documents", "copies", "rejected")} == {
        "rows": 3,
        "documents": 1,
        "copies": 3,
        "rejected": 2,
    }
    told = {problem["row"]: problem["text"] for problem in answer.json["problems"]}
    assert told[2].startswith("K34")
    assert known["copy_no"] in told[2]
    assert "非国家秘密" in told[4]
    sheet = openpyxl.load_workbook(back).active
    assert sheet is not None
    found = [row for row in sheet.iter_rows(values_only=True) if row[1] in (2, 4)]
    assert [row[2] for row in found] == ["机2025-001", "机2025-003"]
    (holder,) = {copy["holder"] for copy in desk.rows("copies", "doc_number=示发〔2025〕2号")}
    assert holder == "孙雪梅"
    assert len(desk.rows("people", "name=孙雪梅")) == 1
    # Only what is there already: told, and nothing is entered, not even the workbook.
    (tmp_path / "third.xlsx").write_bytes(xlsx(rows[:2]))
    entries = len(desk.rows("journal"))
    again = desk.run("import", tmp_path / "third.xlsx", "--format", "json")
    assert (again.code, again.json["copies"], again.json["rejected"]) == (0, 0, 1)
    assert len(desk.rows("journal")) == entries


# -- the daily work ------------------------------------------------------------------------


def test_lend_extend_give_back_and_take_back(desk: Desk) -> None:
    copy = at_rest(desk)
    today = date.today()
    loan = {"copy": named(copy), "to": "尤桂兰", "approved_by": "示例领导"}
    refused(desk.act("lend", loan), "K10", "V03")
    refused(desk.act("lend", loan | {"approved_by": "", "reasons": LENDABLE}), "K10", "V01")
    refused(desk.act("lend", loan | {"approved_by": "尤桂兰", "reasons": LENDABLE}), "K32")
    late = (today + timedelta(days=31)).isoformat()
    refused(desk.act("lend", loan | {"due": late, "reasons": LENDABLE}), "K33")
    lent = desk.acted("lend", loan | {"reasons": LENDABLE})
    assert lent["acts"][0]["due"] == (today + timedelta(days=30)).isoformat()
    row = now(desk, copy)
    assert (row["state"], row["holder"], row["due"]) == ("借出", "尤桂兰", lent["acts"][0]["due"])
    refused(desk.act("lend", loan | {"reasons": LENDABLE}), "K31")
    (open_loan,) = desk.rows("open_loans", f"copy={copy['id']}")
    assert open_loan["borrower"] == "尤桂兰"

    refused(
        desk.act("extend", {"copy": named(copy), "due": today.isoformat(), "approved_by": "甲"}),
        "K33",
    )
    desk.acted("give_back", {"copy": copy["id"], "pages": copy["pages"]})
    assert now(desk, copy)["state"] == "在库"
    soon = (today + timedelta(days=7)).isoformat()
    later = (today + timedelta(days=14)).isoformat()
    again = desk.acted("lend", loan | {"copy": copy["id"], "due": soon, "reasons": {"V03": "待核"}})
    extended = desk.acted("extend", {"copy": named(copy), "due": later, "approved_by": "示例领导"})
    assert now(desk, copy)["due"] == later

    # 冲销 goes backwards only: first the extension, then the loan.
    refused(desk.act("reverse", {"entry": again["first"], "reason": "录错"}), "V08")
    desk.acted("reverse", {"entry": extended["first"], "reason": "录错"})
    assert now(desk, copy)["due"] == soon
    desk.acted("reverse", {"entry": again["first"], "reason": "录错"})
    assert now(desk, copy) == copy | {"moved_on": today.isoformat()}
    refused(desk.act("reverse", {"entry": again["first"], "reason": "再来"}), "V07")
    assert desk.run("verify", "--full").code == 0


def test_a_loan_that_the_register_told_is_given_back_and_taken_back(desk: Desk) -> None:
    copy = desk.rows("copies", "state=借出", "level=机密")[0]
    back = desk.acted("give_back", {"copy": named(copy)})
    assert now(desk, copy)["state"] == "在库"
    refused(desk.act("reverse", {"entry": back["first"], "reason": ""}), "K03")
    desk.acted("reverse", {"entry": back["first"], "reason": "还错一份"})
    assert now(desk, copy) == copy


def test_top_secret_is_read_in_the_reading_place_only(desk: Desk) -> None:
    copy = at_rest(desk, "绝密")
    loan = {"copy": named(copy), "to": "尤桂兰", "approved_by": "示例领导", "reasons": LENDABLE}
    refused(desk.act("lend", loan), "K06")
    refused(desk.act("lend", loan | {"read_in": True, "place": "保密室"}), "K06")
    desk.acted("add_place", {"name": "阅文室", "reading": True})
    lent = desk.acted("lend", loan | {"read_in": True, "place": {"name": "阅文室"}})
    assert lent["acts"][0]["due"] == date.today().isoformat()


def test_several_acts_are_one_step(desk: Desk) -> None:
    one, two = desk.rows("copies", "state=在库", "level=秘密")[:2]
    loan = {"to": "尤桂兰", "approved_by": "示例领导", "reasons": LENDABLE}
    entries = len(desk.entries())
    refused(desk.act("lend", [loan | {"copy": one["id"]}, loan | {"copy": one["id"]}]), "K31")
    assert [row.kind for row in desk.entries()[entries:]] == ["log_in"]
    recorded = desk.acted("lend", [loan | {"copy": one["id"]}, loan | {"copy": two["id"]}])
    assert (recorded["first"], recorded["last"]) == (entries + 3, entries + 4)  # after two log-ins


def test_a_field_is_corrected_before_a_second_person(desk: Desk) -> None:
    document = desk.rows("documents")[0]
    act = {
        "document": document["doc_number"],
        "field": "title",
        "value": "改正后的标题",
        "reason": "笔误",
    }
    refused(desk.act("correct_document", act), "V04")
    second = with_witness(desk)
    wrong = ["--second", "示例王", "--second-password-file", str(desk.secret("不是这个口令"))]
    answer = desk.act("correct_document", act, *wrong)
    assert answer.code == 3
    assert "口令" in answer.err
    assert desk.act("correct_document", act, "--second", "无此人", *second[2:]).code == 3
    desk.acted("correct_document", act, *second)
    assert desk.rows("documents", f"id={document['id']}")[0]["title"] == "改正后的标题"
    assert [row["id"] for row in desk.rows("documents", words="改正后")] == [document["id"]]
    last = desk.rows("journal")[-1]
    assert last["second"] == "示例王"
    assert document["title"] in last["sentence"]
    assert desk.run("verify", "--full").code == 0


def test_a_trial_says_what_the_act_would_be_refused_for(desk: Desk) -> None:
    copy = at_rest(desk)
    before = traces(desk.home)
    loan = {"copy": copy["id"], "to": "尤桂兰", "approved_by": "示例领导"}
    refused(desk.act("lend", loan, "--dry-run"), "K10", "V03")
    fine = desk.act("lend", loan | {"reasons": LENDABLE}, "--dry-run")
    assert (fine.code, fine.out) == (0, "")
    both = desk.act("lend", [loan | {"reasons": LENDABLE}, loan], "--dry-run")
    assert both.code == 1
    assert "第2项：K31" in both.err
    assert traces(desk.home) == before


def test_a_new_document_continues_the_numbering(desk: Desk) -> None:
    act = {
        "issuer": "示例局",
        "doc_number": "示发(2026)1号",
        "title": "关于丙的通知𠅤",
        "marking": "机密★10年",
        "copy_nos": "000139-000140",
        "pages": 4,
        "counted": True,
        "signed_by": OFFICER,
        "custodian": OFFICER,
        "place": "保密室",
    }
    made = desk.acted("register", act)["acts"][0]
    assert made["receipt_no"] == f"机〔{date.today().year}〕1号"
    assert [row["copy_no"] for row in desk.rows("copies", "doc_number=示发〔2026〕1号")] == [
        *("000139", "000140"),
    ]
    refused(desk.act("register", act | {"copy_nos": "000140-000141"}), "K34")


# -- paper, files, proof ----------------------------------------------------------------------


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [document[number].get_textpage() for number in range(len(document))]
        return ["".join(page.get_text_range().split()) for page in pages]
    finally:
        document.close()


def test_a_print_is_read_back_and_its_code_verified(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "F01.pdf"
    printed = desk.run("print", "F01", "-o", target, *with_witness(desk))
    assert printed.code == 0
    code = printed.out.strip()
    texts = page_texts(target)
    assert code.replace(" ", "") in texts[0]
    assert f"共{len(texts)}页" in "".join(texts)
    told = "".join(texts)
    for row in desk.rows("receipts"):
        assert row["doc_number"] in told
        assert "".join(row["title"].split()) in told
    checked = desk.run("verify", "--code", code)
    assert checked.code == 0
    assert "一致" in checked.out
    # Still true after more entries; any other page of the print has a code of its own.
    desk.acted("add_place", {"name": "二号柜"})
    assert desk.run("verify", "--code", f" {code.lower()} ").code == 0
    last = re.findall(r"\d+-(?:[0-9A-Z]{4}-){4}[0-9A-Z]{2}\.\d+\.\d+", texts[-1])
    assert last[0].endswith(f".{len(texts)}")
    assert desk.run("verify", "--code", last[0]).code == 0
    assert len(desk.rows("prints")) == 1


def test_a_code_that_does_not_hold(desk: Desk, tmp_path: Path) -> None:
    code = desk.run("print", "F01", "-o", tmp_path / "F01.pdf", *with_witness(desk)).out.strip()
    swapped = code.replace(code[5], "A" if code[5] != "A" else "B", 1)
    mistyped = desk.run("verify", "--code", swapped)
    assert mistyped.code == 2
    assert "逐位核对" in mistyped.err
    other = founded(tmp_path / "other")
    foreign = other.run("verify", "--code", code)
    assert foreign.code == 4
    assert "没有第" in foreign.err


def test_a_reprint_says_of_what_it_is_one(desk: Desk, tmp_path: Path) -> None:
    second = with_witness(desk)
    desk.run("print", "F01", "-o", tmp_path / "F01.pdf", *second)
    again = desk.run(
        *["print", "F01", "--select", "level=绝密", "--reprint", "1", "--why", "原件污损", "-o"],
        tmp_path / "2.pdf",
        *second,
    )
    assert again.code == 0
    texts = page_texts(tmp_path / "2.pdf")
    assert "原件污损" in texts[0]
    assert [row["reprint_of"] for row in desk.rows("prints")] == [None, 1]
    assert "秘密★" not in "".join(texts).replace("绝密★", "").replace("机密★", "")


@pytest.mark.parametrize("register", READABLE)
def test_every_register_is_listed_and_exported(
    taken_over: Desk, tmp_path: Path, register: str
) -> None:
    desk = taken_over.copied(tmp_path / "desk")
    rows = desk.rows(register)
    table = desk.run("list", register)
    assert table.out.endswith(f"共{len(rows)}行\n")
    text = desk.run("list", register, "--format", "csv")
    assert text.code == 0
    book, plain = tmp_path / "r.xlsx", tmp_path / "r.csv"
    assert desk.run("export", register, "-o", book).code == 0
    assert desk.run("export", register, "-o", plain).code == 0
    sheet = openpyxl.load_workbook(BytesIO(book.read_bytes())).active
    assert sheet is not None
    expected = len(rows) + (2 if register == "journal" else 0)
    if register != "book":
        assert sheet.max_row - 2 in (len(rows), expected, expected - 1)
    headings = plain.read_text(encoding="utf-8-sig").splitlines()[0]
    assert headings == text.out.splitlines()[0]


def test_the_timeline_of_a_copy(desk: Desk) -> None:
    copy = desk.rows("copies", "state=借出")[0]
    desk.acted("give_back", {"copy": copy["id"]})
    answer = desk.run("list", "timeline", "--subject", f"copy:{copy['id']}", "--format", "json")
    assert [row["kind"] for row in answer.json] == ["open_row", "give_back"]


def test_filters_and_search(taken_over: Desk) -> None:
    every = taken_over.rows("copies")
    secret = taken_over.rows("copies", "level=机密", "level=绝密", "state=在库")
    assert secret == [
        row for row in every if row["level"] in ("机密", "绝密") and row["state"] == "在库"
    ]
    since = taken_over.rows("copies", "entered_on>=2024.9.1", "entered_on<=2024年9月10日")
    assert since == [row for row in every if "2024-09-01" <= row["entered_on"] <= "2024-09-10"]
    assert since
    wrong = taken_over.run("list", "copies", "--filter", "entered_on>=去年")
    refused(wrong, "V01")
    assert taken_over.rows("copies", "title~执行情况") == [
        row for row in every if "执行情况" in row["title"]
    ]
    assert {row["id"] for row in taken_over.rows("documents", words="食品")} == {
        row["id"] for row in taken_over.rows("documents") if "食品" in row["title"]
    }
    refused(taken_over.run("list", "copies", "--filter", "nosuch=1"), "V01")
    assert len(taken_over.run("list", "copies", "--limit", "3", "--format", "json").json) == 3


def test_backup_and_restore(desk: Desk, tmp_path: Path) -> None:
    before = desk.rows("copies")
    backup = tmp_path / "backup.zc"
    assert desk.run("backup", backup).code == 0
    assert desk.run("backup", backup).code == 5
    back = Desk(tmp_path / "restored")
    back.home.mkdir()
    (back.home / "password.secret").write_bytes((desk.home / "password.secret").read_bytes())
    assert here(["restore", str(backup), str(back.ledger)], back.state).code == 0
    assert here(["restore", str(backup), str(back.ledger)], back.state).code == 5
    # On another PC only the head beside it is there, and it belongs to it: nothing is lost, and
    # that it was restored is for two persons to record.
    verified = back.run("verify", "--full")
    assert verified.code == 0
    assert "恢复，还没有由两人记录" in verified.err
    assert back.rows("copies") == before
    assert back.act("add_place", {"name": "二号柜"}).code == 4
    second, note = with_witness(back), {"why": "换电脑", "first": 7, "last": 9}
    refused(back.act("rolled_back", note), "V04")
    back.acted("rolled_back", note, *second)
    back.acted("add_place", {"name": "二号柜"})
    assert "恢复" not in back.run("verify").err
    # On the PC where work went on it is a rollback, told where and open for looking.
    desk.acted("add_place", {"name": "二号柜"})
    rolled = Desk(tmp_path / "rolled")
    rolled.home.mkdir()
    (rolled.home / "password.secret").write_bytes((desk.home / "password.secret").read_bytes())
    rolled.state.mkdir()
    for head in desk.state.iterdir():
        (rolled.state / head.name).write_bytes(head.read_bytes())
    assert here(["restore", str(backup), str(rolled.ledger)], rolled.state).code == 0
    verified = rolled.run("verify")
    assert verified.code == 4
    assert "退回" in verified.err
    assert rolled.rows("copies") == before
    blocked = rolled.act("add_place", {"name": "三号柜"})
    assert blocked.code == 4
    lost = len(desk.rows("journal"))
    second = with_witness(rolled)
    note = {"why": "误用旧备份", "first": lost, "last": lost}
    refused(rolled.act("rolled_back", note), "V04")
    rolled.acted("rolled_back", note, *second)
    rolled.acted("add_place", {"name": "三号柜"})
    assert rolled.run("verify").code == 0


LOOKING = [
    ["list", "copies"],
    ["list", "journal", "--format", "json"],
    ["list", "receipts", "--format", "csv", "--search", "通知"],
    ["verify"],
    ["verify", "--full"],
    ["verify", "--code", "1-0000"],
    ["rebuild", "--check"],
    ["import", str(REGISTER), "--dry-run"],
    ["import", str(SAMPLES / "people.csv"), "--dry-run"],
]


@pytest.mark.parametrize("words", LOOKING, ids=lambda words: " ".join(map(str, words))[:40])
def test_looking_writes_nothing_at_all(desk: Desk, words: list[str]) -> None:
    before = traces(desk.ledger, desk.state)
    desk.run(*words)
    assert traces(desk.ledger, desk.state) == before


@pytest.mark.parametrize("words", [["acts"], ["registers"], ["acts", "--format", "json"]])
def test_what_needs_no_ledger_makes_nothing(tmp_path: Path, words: list[str]) -> None:
    answer = here(words, tmp_path / "state")
    assert answer.code == 0
    assert answer.out
    assert list(tmp_path.iterdir()) == []


def test_what_is_listed_can_be_asked_for(taken_over: Desk) -> None:
    described = {each["name"]: each for each in taken_over_json(taken_over, "registers")}
    assert described.keys() == set(VIEWS)
    for name, each in described.items():
        if name in READABLE:
            for row in taken_over.rows(name)[:1]:
                assert {field["name"] for field in each["fields"]} <= row.keys()


def taken_over_json(desk: Desk, command: str) -> Any:
    return here([command, "--format", "json"], desk.state).json


# -- in processes of its own ---------------------------------------------------------------------


def test_from_init_to_a_verified_print_in_processes(tmp_path: Path) -> None:
    """As a person types it, with the real cost of a password."""
    (tmp_path / "口令").write_text("示例口令2026\n", encoding="utf-8")
    ledger, state = tmp_path / "台账 一", tmp_path / "state"
    init = ["init", str(ledger), "--unit", "示例市委办公室", "--officer", "示例李", "--small-unit"]
    secret = ["--password-file", str(tmp_path / "口令")]
    assert elsewhere([*init, *secret], state).code == 0
    way = ["--ledger", str(ledger), *secret]

    def run(*words: str, given: object = None) -> Answer:
        answer = elsewhere([*words, *way], state, given)
        assert answer.code == 0, answer.err
        return answer

    assert run("import", str(REGISTER), "--format", "json").json["copies"] == KEY["copies"]
    copy = run("list", "copies", "--filter", "state=在库", "--limit", "1", "--format", "json").json[
        0
    ]
    loan = {"copy": named(copy), "to": OFFICER, "approved_by": "领导"}
    run("act", "lend", given=loan | {"reasons": LENDABLE})
    first, other = tmp_path / "首次口令", tmp_path / "另一口令"
    first.write_text("首次口令2026\n", encoding="utf-8")
    other.write_text("另一口令2026\n", encoding="utf-8")
    changed = ("--old-password-file", str(first), "--new-password-file", str(other))
    run("witness", "add", "--name", "示例王", "--new-password-file", str(first))
    run("witness", "password", "--name", "示例王", *changed)
    second = ("--second", "示例王", "--second-password-file", str(other))
    alone = elsewhere(["print", "F01", "-o", str(tmp_path / "alone.pdf"), *way], state)
    assert (alone.code, "V27" in alone.err) == (1, True)  # it lists 绝密
    assert not (tmp_path / "alone.pdf").exists()
    code = run("print", "F01", *second, "-o", str(tmp_path / "F01.pdf")).out.strip()
    assert "一致" in run("verify", "--code", code).out
    run("verify", "--full")
    with sqlite3.connect(ledger / "ledger.db") as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM entry")


def test_a_reader_that_goes_away_is_no_mistake_of_ours(taken_over: Desk, tmp_path: Path) -> None:
    desk = taken_over.copied(tmp_path / "desk")
    words = ["list", "copies", "--format", "json", *desk.options()]
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {STATE_VARIABLE: str(desk.state)},
    ) as listing:
        assert listing.stdout
        assert listing.stderr
        listing.stdout.read(10)
        listing.stdout.close()
        assert listing.stderr.read() == b""
        assert listing.wait(30) == 0
