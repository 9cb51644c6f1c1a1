"""JSON that a person or a program got wrong: refused in words, and nothing is entered."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import Act
from db.ledger.rules import Refused
from db.ledger.trouble import Trouble
from db.store import recording
from desktop.asking import RECORDABLE, act_asked
from tests.journeys.desk import OFFICER, Answer, Desk

REGISTER = {
    "issuer": "示例局",
    "doc_number": "示发〔2026〕1号",
    "title": "关于甲的通知",
    "marking": "机密★10年",
    "copy_nos": "000120-000122",
    "pages": 4,
    "counted": True,
    "signed_by": OFFICER,
    "custodian": OFFICER,
    "place": "保密室",
}


def refused(answer: Answer, words: str, rule: str = "V01") -> None:
    assert answer.code == 1, (answer.code, answer.err)
    assert any(line.startswith(rule) for line in answer.err.splitlines()), answer.err
    assert words in answer.err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        ("标题：甲".encode(), "JSON"),
        (b'"text"', "对象"),
        (b"3", "对象"),
        (b"null", "对象"),
        (b"[]", "对象"),
        (b"[1]", "对象"),
        (b"[{}, null]", "对象"),
        (b"[" * 200_000, "JSON"),
        (b'{"a":' * 100_000, "JSON"),
        (b'{"title": "a", "title": "b"}', "两次"),
        (b'{"count": ' + b"9" * 6000 + b"}", "JSON"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_is_no_json_ends_with_5(taken_over: Desk, given: bytes, words: str) -> None:
    answer = taken_over.run("act", "register", given=given)
    assert answer.code == 5
    assert words in answer.err


def test_json_from_a_file(taken_over: Desk, tmp_path: Path) -> None:
    place = tmp_path / "act.json"
    missing = taken_over.run("act", "add_place", "--from", place, "--dry-run")
    assert (missing.code, "act.json" in missing.err) == (5, True)
    assert taken_over.run("act", "add_place", "--from", tmp_path, "--dry-run").code == 5
    place.write_text(json.dumps({"name": "二号柜"}), encoding="utf-8-sig")
    assert taken_over.run("act", "add_place", "--from", place, "--dry-run").code == 0


@pytest.fixture(scope="module")
def used(taken_over: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str]:
    """One ledger for many refusals, and the digest that none of them may change."""
    desk = taken_over.copied(tmp_path_factory.mktemp("used") / "desk")
    return desk, desk.digest()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"marking": "高密★10年"}, "密级"),
        ({"marking": ""}, "密级"),
        ({"marking": "内部"}, "密级"),
        ({"copy_nos": "139-120"}, "份号"),
        ({"copy_nos": "000120-000122、000121"}, "份号"),
        ({"copy_nos": "1-999999999"}, "份号"),
        ({"copy_nos": "甲"}, "份号"),
        ({"copy_nos": "", "count": 10**9}, "份数"),
        ({"copy_nos": "", "count": -1}, "份"),
        ({"count": 2}, "份数"),
        ({"on": "1899-12-31"}, "年份"),
        ({"on": "1999-12-31"}, "补录"),
        ({"on": "9999-12-31"}, "年份"),
        ({"on": "2199-12-31"}, "今天之后"),
        ({"on": "2026-02-30"}, "日期"),
        ({"on": 46000}, "日期"),
        ({"issued_on": "9999-12-31"}, "成文日期"),
        ({"at": "25:99"}, "时间"),
        ({"pages": "四"}, "页数"),
        ({"pages": 1.5}, "页数"),
        ({"pages": True}, "页数"),
        ({"pages": 10**30}, "过大"),
        ({"pages": -4}, "页数"),
        ({"counted": "大概"}, "清点"),
        ({"title": None}, "文件标题"),
        ({"title": ["甲"]}, "文件标题"),
        ({"title": {"a": 1}}, "文件标题"),
        ({"title": ""}, "文件标题"),
        ({"title": "甲\0乙"}, "控制字符"),
        ({"title": "甲\u202e乙"}, "控制字符"),
        ({"title": "\ud800"}, "控制字符"),
        ({"titel": "甲"}, "没有这一栏"),
        ({"receipt": 4}, "由程序填写"),
        ({"overruled": []}, "由程序填写"),
        ({"reasons": ["V02"]}, "理由"),
        ({"signed_by": "无此人"}, "无此人"),
        ({"signed_by": 999}, "签收人"),
        ({"signed_by": {"name": ["甲"]}}, "人员"),
        ({"place": {"name": "无"}}, "存放处"),
        ({"scope": [[[[[[[[[[1]]]]]]]]]]}, "嵌套过深"),
        ({"scope": ["无此人"]}, "无此人"),
        ({"title": "甲" * 100_000}, "标题"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_wrong_value_is_named(used: tuple[Desk, str], change: dict[str, Any], words: str) -> None:
    desk, before = used
    given = json.dumps(REGISTER | change).encode()
    answer = desk.run("act", "register", given=given)
    assert answer.code == 1, (answer.code, answer.out, answer.err)
    assert words in answer.err
    assert all(len(line) < 300 for line in answer.err.splitlines())
    assert desk.digest() == before


def test_what_only_the_program_records_cannot_be_typed_in(taken_over: Desk) -> None:
    for kind in (
        "keyring_changed",
        "print_form",
        "export",
        "copy_cells",
        "backup",
        "failed_log_in",
    ):
        answer = taken_over.act(kind, {"why": "x", "generation": 9, "digest": "00" * 32})
        assert answer.code == 2
        assert kind in answer.err
    for kind in ("add_account", "add_witness", "found_unit", "take_over", "clock_doubted"):
        assert taken_over.act(kind, {"name": "x"}).code == 2


def test_a_name_that_two_persons_have(desk: Desk) -> None:
    desk.acted("add_department", {"name": "一处"})
    desk.acted("add_department", {"name": "二处"})
    for department in ("一处", "二处"):
        reasons = {"V06": "同名同姓，确为两人"}
        desk.acted(
            "add_person",
            {"name": "张伟", "grade": "important", "department": department, "reasons": reasons},
        )
    copy = next(row for row in desk.rows("copies", "state=在库", "level=秘密"))
    loan = {"copy": copy["id"], "to": "张伟", "approved_by": "领导", "reasons": {"K10": "批准"}}
    both = desk.rows("people", "name=张伟")
    answer = desk.act("lend", loan)
    refused(answer, "有2个")
    assert all(str(row["id"]) in answer.err for row in both)
    desk.acted("lend", loan | {"to": {"name": "张伟", "department": "二处"}})
    (row,) = desk.rows("open_loans", "borrower=张伟")
    assert row["department"] == "二处"


def test_a_copy_that_several_have_the_number_of(desk: Desk) -> None:
    shared = next(row for row in desk.rows("documents") if row["living"] > 1)
    refused(desk.act("give_back", {"copy": {"doc_number": shared["doc_number"]}}), "个，请用编号")
    refused(desk.act("give_back", {"copy": "没有斜线"}), "份号")
    refused(desk.act("give_back", {"copy": "示无〔2024〕7号/000120"}), "不在台账中", "V00")
    refused(desk.act("give_back", {"copy": []}), "份")
    refused(
        desk.act("correct_document", {"document": "示无〔2024〕7号"} | {"field": "title"}),
        "不在",
        "V00",
    )


# -- every kind, every field, every kind of nonsense -------------------------------------------

NONSENSE: list[Any] = [
    *(None, True, False, 0, -1, 1.5, float("nan"), float("inf"), 10**30, 2**63 - 1),
    *("", " ", "甲", "\0", "\ud800", "0000-00-00", "9999-12-31", "1899-01-01", "-1", "甲" * 5000),
    *("'; DROP TABLE entry; --", "%s%n{0}{}", "../../etc", "=1+1", "𠅤\U000e0100"),
    *([], [None], [[]], {}, {"": ""}, {"name": None}, {"doc_number": 1, "copy_no": []}),
    *([1, 1], [True], [10**30], ["甲", {}]),
]
PLAUSIBLE: dict[str, Any] = {
    "copy": 2,
    "copies": [2],
    "document": 2,
    "person": 2,
    "to": 2,
    "place": 1,
    "entry": 5,
    "marking": "机密★10年",
    "copy_nos": "000120-000122",
    "pages": 4,
    "counted": True,
    "signed_by": 1,
    "custodian": 1,
    "field": "title",
    "persons": [1],
    "reasons": {"K10": "批准", "V03": "待核", "V06": "两人", "V09": "补录"},
    "on": date.today().isoformat(),
}


def nonsense(kind: type[Act]) -> Iterator[dict[str, Any]]:
    asked = [field for field in dataclasses.fields(kind) if not field.metadata["reckoned"]]
    usual: dict[str, Any] = {"reasons": PLAUSIBLE["reasons"]} | {
        field.name: PLAUSIBLE.get(field.name, "甲")
        for field in asked
        if field.default is dataclasses.MISSING or field.name in PLAUSIBLE
    }
    yield usual
    for field, value in itertools.product(asked, NONSENSE):
        yield usual | {field.name: value}


@pytest.mark.parametrize("kind", RECORDABLE)
def test_nonsense_is_refused_and_never_our_mistake(desk: Desk, kind: str) -> None:
    made = RECORDABLE[kind]
    with desk.vault(write=True) as vault:
        taken = 0
        for given in nonsense(made):
            vault._connection.execute("BEGIN")
            try:
                act = act_asked(vault, kind, given)
                recording.record(vault._connection, [act], vault._desk())
                taken += 1
            except (Refused, Trouble):
                pass
            except Exception as error:
                raise AssertionError(ascii(given)) from error
            finally:
                vault._connection.execute("ROLLBACK")
        # It went deep: the plain case of these is lawful.
        assert taken or kind not in ("register", "lend", "relocate", "add_place", "add_person")
