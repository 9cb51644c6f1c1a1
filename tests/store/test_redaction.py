"""屏蔽: what two persons take out of the ledger is nowhere in the file; everything else holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.correction.redact import RedactDocument, RedactPerson
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.intake.open_person import OpenPerson
from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.acts.program.printed import CopyCells, Export
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.beliefs import Copy, Document, Loan, Particulars, Person, Receipt
from db.ledger.identity_numbers import masked
from db.ledger.rules import Refused
from db.ledger.withheld import PLACEHOLDER
from db.store import cipher, recording, redacting, scrubbing, standing
from db.store import journal as entries
from db.store.journal import field_digest
from db.store.reading import Question
from db.store.search import initials
from db.views.documents import DOCUMENTS
from db.views.unreached import UNREACHED
from desktop.following import papers_after
from desktop.paperwork import print_form
from tests.book import (
    PASSWORD,
    TODAY,
    WANG,
    Book,
    a_book,
    journal,
    master_key,
    open_row,
    register,
    unlocked,
)
from tests.store.pages import RARE, TITLE, plain, told


def found(book: Book) -> list[bytes]:
    """Return which secrets stand on any page of the file or of its log."""
    return told(book.folder, master_key(book))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A document with a title that must go, told in many places."""
    made = a_book(tmp_path)
    made.record(register(title=TITLE, scope=(WANG,), remark="见鲲鹏件登记"))
    made.record(register(doc_number="示办发〔2026〕8号", copy_nos="000200"))
    raw = {"收文号": "12", "文件标题": "关于鲲鹏 蜃楼\n专项部署的通知", "备注": "无"}
    made.record(open_row(title="转发《" + TITLE + "》", as_typed=raw))
    lend = Lend(on=TODAY, copy=1, to=WANG, approved_by="示例丙", due=TODAY, purpose=TITLE + "承办")
    made.record(lend)
    wrong = CorrectDocument(
        on=TODAY, document=1, field="title", value=TITLE.replace("的", ""), reason="笔误"
    )
    made.record(wrong, second=made.second())
    made.vault.drafts.keep("filter:copies", json.dumps({"words": "鲲鹏蜃"}))
    made.vault.drafts.keep("form:lend", json.dumps({"body": json.dumps({"purpose": TITLE})}))
    made.vault.drafts.keep("find", json.dumps(["gykpslzxbsdtz", "通知"]))
    yield made
    made.close()


def redact(book: Book, **given: Any) -> RedactDocument:
    lawful: dict[str, Any] = {"document": 1, "field": "title", "reason": "标题不得录入本台账"}
    return RedactDocument(on=book.today, **(lawful | {"words": ("鲲鹏",)} | given))


def test_what_is_withheld_stands_on_no_page_of_the_file_nor_of_its_log(book: Book) -> None:
    assert {word.encode() for word in (TITLE, *RARE)} < set(found(book))
    assert {b"x9e4f", b"x697c", initials(TITLE).encode()} < set(found(book))
    book.record(redact(book), second=book.second())
    assert found(book) == []
    book.vault.lock()
    assert found(book) == []
    book.vault = unlocked(book.folder, book.state, book.clock)
    assert found(book) == []
    assert not scrubbing.due(book.connection)


def test_the_placeholder_stands_everywhere_and_the_book_holds(book: Book) -> None:
    recorded = book.record(redact(book), second=book.second())
    (act,) = recorded.acts
    assert isinstance(act, RedactDocument)
    assert act.words == ()
    first = standing.find(book.connection, Document, (1,))
    assert first is not None
    assert first.title == PLACEHOLDER
    (loan,) = standing.where(book.connection, Loan)
    assert loan.purpose == PLACEHOLDER
    receipt = standing.find(book.connection, Receipt, (1,))
    assert receipt is not None
    assert receipt.remark == PLACEHOLDER
    assert [row.title for row in book.vault.ask(DOCUMENTS).rows] == [
        PLACEHOLDER, "关于示例工作的通知", PLACEHOLDER
    ]  # fmt: skip
    assert book.vault.differs_from_rebuild() is None
    proof = book.vault.prove(full=True)
    assert proof.sound, proof.breaks
    assert len(proof.withheld) == len(act.withheld)
    seq = int(act.withheld[0].partition(":")[0])
    assert f"第{seq}条“备注”的内容已屏蔽（依据第{recorded.last}条）" in proof.withheld
    sentences = [row.sentence for row in journal(book.vault)]
    assert any(PLACEHOLDER in sentence for sentence in sentences)
    assert not any(word in sentence for word in RARE for sentence in sentences)


def test_it_is_found_under_the_placeholder_and_no_longer_under_the_title(book: Book) -> None:
    def hits(words: str) -> list[int]:
        return [row.id for row in book.vault.ask(DOCUMENTS, Question(words=words)).rows]

    assert hits("鲲鹏") == [1, 3]
    book.record(redact(book), second=book.second())
    assert hits("鲲鹏") == hits("kpsl") == []
    assert hits("屏蔽") == [1, 3]
    assert hits("示例工作") == [2]


def test_drafts_and_saved_filters_of_everybody_are_covered_now_and_later(book: Book) -> None:
    book.connection.execute(
        "INSERT INTO draft VALUES (7, '关于鲲鹏', ?, '')", (json.dumps({"q": "鲲鹏，和示例"}),)
    )
    book.record(redact(book), second=book.second())
    kept = book.vault.drafts.kept()
    assert json.loads(kept["filter:copies"]) == {"words": PLACEHOLDER}
    assert json.loads(json.loads(kept["form:lend"])["body"]) == {"purpose": PLACEHOLDER}
    assert json.loads(kept["find"]) == [PLACEHOLDER, "通知"]
    other = book.connection.execute("SELECT name, body FROM draft WHERE account = 7").fetchone()
    assert other == (PLACEHOLDER, json.dumps({"q": f"{PLACEHOLDER}，和示例"}, ensure_ascii=False))
    book.vault.drafts.keep("filter:loans", json.dumps({"words": "鲲鹏"}))  # still on a screen
    book.reopen()
    assert json.loads(book.vault.drafts.kept()["filter:loans"]) == {"words": PLACEHOLDER}


def test_a_code_name_takes_the_place_of_the_title(book: Book) -> None:
    recorded = book.record(redact(book, code_name="长城"), second=book.second())
    row = book.vault.ask(DOCUMENTS, Question(words="长城")).rows[0]
    assert (row.id, row.title, row.coded) == (1, "（代称）长城", True)
    assert book.vault.differs_from_rebuild() is None
    (sentence,) = (row.sentence for row in journal(book.vault) if row.seq == recorded.last)
    assert sentence.endswith("，改用（代称）长城：标题不得录入本台账")


def test_a_title_replaced_by_a_code_name_before_stays_under_it(book: Book) -> None:
    right = CorrectDocument(
        on=TODAY, document=1, field="title", value="（代称）长城", reason="应使用代称"
    )
    book.record(right, second=book.second())
    book.record(redact(book), second=book.second())
    assert found(book) == []
    document = standing.find(book.connection, Document, (1,))
    assert document is not None
    assert document.title == "（代称）长城"
    assert book.vault.differs_from_rebuild() is None


def test_other_fields_alone_leave_the_title(book: Book) -> None:
    book.record(redact(book, field="texts", words=()), second=book.second())
    receipt = standing.find(book.connection, Receipt, (1,))
    assert receipt is not None
    assert receipt.remark == PLACEHOLDER
    row = book.vault.ask(DOCUMENTS).rows[0]
    assert row.title == TITLE.replace("的", "")
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).sound


def test_what_a_redaction_needs(book: Book) -> None:
    """V04, K03, and V01: reason and code name do not tell again what is to go."""
    assert book.refused(redact(book)) == ["V04"]
    second = book.second()
    assert book.refused(redact(book), second=second) == []
    assert book.refused(redact(book, reason=" "), second=second) == ["K03"]
    for wrong in (
        {"reason": f"录入了《{TITLE}》"},
        {"reason": "鲲鹏件不得录入"},
        {"code_name": "鲲鹏"},
        {"words": ("鲲",)},
        {"field": "attachments", "words": ()},
        {"field": "attachments", "code_name": "长城"},
        {"field": "level"},
    ):
        assert book.refused(redact(book, **wrong), second=second) == ["V01"], wrong
    assert book.refused(redact(book, document=77), second=second) == ["V00"]


def test_it_cannot_be_taken_back_and_guards_what_was_before(book: Book) -> None:
    recorded = book.record(redact(book), second=book.second())
    entry = Reverse(on=book.today, entry=recorded.last, reason="误办")
    assert book.refused(entry, second=book.second()) == ["V07"]


def test_a_word_that_also_names_a_person_or_place_is_refused(book: Book) -> None:
    """Where it cannot be taken away nothing is: not the half of it either."""
    book.record(AddPerson(on=TODAY, name="示例鲲鹏"))
    before = book.vault.contents_digest()
    with pytest.raises(Refused, match="V01"):
        book.record(redact(book, words=("示例李",)), second=book.second())
    assert book.vault.contents_digest() == before
    assert found(book)


def test_a_person_who_never_signed_can_be_withheld(book: Book) -> None:
    book.record(AddPerson(on=TODAY, name="示例欧阳鲲鹏", post="示例科长"))
    person = next(iter(standing.where(book.connection, Person, "name = ?", ("示例欧阳鲲鹏",))))
    second = book.second()
    act = RedactPerson(on=TODAY, person=person.id, field="name", reason="依规定")
    recorded = book.record(act, second=second)
    left = standing.find(book.connection, Person, (person.id,))
    assert left is not None
    assert (left.name, left.post) == (PLACEHOLDER, "示例科长")
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).sound
    assert recorded.acts[0].sentence(book).startswith(f"第{person.id}号人员屏蔽姓名")  # type: ignore[arg-type]
    mine = RedactPerson(on=TODAY, person=1, field="name", reason="依规定")
    assert book.refused(mine, second=second) == ["V01"]


NUMBER = "110101199003070011"


@pytest.mark.parametrize(
    ("field", "gone", "left"),
    [
        ("id_number", {NUMBER.encode()}, {"示例蜃楼大学".encode(), b"13800000000"}),
        ("particulars", {"示例蜃楼大学".encode(), b"13800000000"}, {NUMBER.encode()}),
    ],
)
def test_what_is_known_of_a_person_can_be_withheld(
    book: Book, field: str, gone: set[bytes], left: set[bytes]
) -> None:
    raw = {"姓名": "示例丁", "证件": NUMBER}
    known = {"id_number": NUMBER, "education": "示例蜃楼大学", "phone": "13800000000"}
    book.record(OpenPerson(on=TODAY, row=2, as_typed=raw, name="示例丁", sex="男", **known))
    (who,) = standing.where(book.connection, Person, "name = ?", ("示例丁",))
    book.record(DescribePerson(on=TODAY, person=WANG, sex="男", education="本科"))
    book.record(DescribePerson(on=TODAY, person=who.id, remark="见证件" + NUMBER))
    act = RedactPerson(on=TODAY, person=who.id, field=field, reason="依规定")
    book.record(act, second=book.second())
    pages = plain(book.folder, master_key(book))
    assert {one: one in pages for one in gone | left} == {**dict.fromkeys(gone, False),
                                                          **dict.fromkeys(left, True)}  # fmt: skip
    his, other = (standing.find(book.connection, Particulars, (one,)) for one in (who.id, WANG))
    assert his is not None
    assert other is not None
    assert (other.sex, other.education) == ("男", "本科")
    shown = {"id_number": masked(his.id_number), "particulars": his.phone}
    assert shown[field] == PLACEHOLDER
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).sound


def test_a_second_redaction_goes_on_where_the_first_ended(book: Book) -> None:
    book.record(redact(book, words=()), second=book.second())
    left = found(book)  # the short name in a remark was not asked for
    assert "鲲鹏".encode() in left
    assert TITLE.encode() not in left
    act = redact(book, field="texts", words=("鲲鹏",))
    book.record(act, second=book.second())
    assert "鲲鹏".encode() not in found(book)
    assert book.vault.prove(full=True).sound
    assert book.refused(redact(book, words=()), second=book.second()) == ["V01"]


def test_a_reader_in_the_way_leaves_the_rest_for_later(book: Book) -> None:
    """The log cannot be emptied while somebody reads: it is noted, and done at the lock."""
    second = book.second()
    book.connection.execute("PRAGMA busy_timeout = 50")
    with book.vault.snapshot() as reading:
        assert reading.page(DOCUMENTS).rows[0].title == TITLE.replace("的", "")
        book.record(redact(book), second=second)
        assert scrubbing.due(book.connection)
    book.vault.lock()
    assert found(book) == []
    book.vault = unlocked(book.folder, book.state, book.clock)
    assert not scrubbing.due(book.connection)


def test_who_is_killed_before_the_file_is_written_anew_finishes_at_the_next_opening(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(scrubbing, "finish_if_it_can", lambda _: None)
        book.record(redact(book), second=book.second())
    assert found(book)
    book.connection.close()  # as a process ends: without locking
    held = book.vault._opened.held
    assert held is not None
    held.release()
    book.vault._opened.held = None
    book.vault = unlocked(book.folder, book.state, book.clock)
    assert found(book) == []
    assert book.vault.prove(full=True).sound


def test_a_failure_before_the_commit_has_done_nothing(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.dump()
    with monkeypatch.context() as patched:
        patched.setattr(scrubbing, "note", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            book.record(redact(book), second=book.second())
    assert book.dump() == before
    proof = book.vault.prove(full=True)
    assert proof.sound
    assert proof.withheld == ()


def on_record(book: Book) -> dict[tuple[int, str], int]:
    return redacting.on_record(book.connection)


def take_away(book: Book, seq: int, name: str) -> None:
    value, salt = book.connection.execute(
        "SELECT value, salt FROM field WHERE seq = ? AND name = ?", (seq, name)
    ).fetchone()
    digest = field_digest(bytes(salt), name, bytes(value))
    book.connection.execute(
        "UPDATE field SET value = NULL, salt = NULL, digest = ? WHERE seq = ? AND name = ?",
        (digest, seq, name),
    )


def test_what_somebody_took_away_besides_is_found(book: Book) -> None:
    """A redaction covers what it names: not another field, and nothing that came after it."""
    recorded = book.record(redact(book), second=book.second())
    take_away(book, recorded.last, "reason")
    (broken,) = book.vault.prove(full=True).breaks
    assert str(broken) == f"第{recorded.last}条：“reason”的内容被隐去，而台账没有隐去的记录"


def test_one_person_alone_cannot_have_taken_it_away(book: Book) -> None:
    """An entry that says so without a second signer is no redaction."""
    (seq,) = book.connection.execute("SELECT min(seq) FROM field WHERE name = 'title'").fetchone()
    forged = replace(redact(book), withheld=(f"{seq}:title",), own=1, words=())
    draft = recording._draft(forged, book.vault._desk(), "document:1")
    entries.append(book.connection, [draft])
    last = entries.tip(book.connection)[0]
    entries.seal(book.connection, last, (book.vault._opened.signer,))
    take_away(book, seq, "title")
    breaks = [str(each) for each in book.vault.prove(full=True).breaks]
    assert f"第{seq}条：“title”的内容被隐去，而台账没有隐去的记录" in breaks


def test_a_backup_made_afterwards_holds_the_placeholder_only(book: Book, tmp_path: Path) -> None:
    book.record(redact(book), second=book.second())
    book.vault.back_up(tmp_path / "after.zc")
    restored = tmp_path / "restored"
    book.vault.restore(tmp_path / "after.zc", restored)
    assert told(restored, master_key(book)) == []


def test_an_export_that_names_the_title_loses_it_too(book: Book) -> None:
    export = Export(on=TODAY, register="文件", file=f"{TITLE}.xlsx", rows=1, digest="0" * 64)
    book.record(export)
    book.record(redact(book), second=book.second())
    assert found(book) == []
    assert cipher.integrity(book.connection) == []
    book.reopen(PASSWORD)


def test_what_it_cannot_reach_is_listed_and_printed(book: Book, tmp_path: Path) -> None:
    export = Export(on=TODAY, register="文件", file="示例.xlsx", rows=1, digest="0" * 64)
    book.record(export)
    book.record(CopyCells(on=TODAY, register="文件", rows=2))
    book.vault.back_up(tmp_path / "示例备份.zc")
    print_form(book.vault, "F01", Question(), tmp_path / "F01.pdf")
    recorded = book.record(redact(book), second=book.second())
    (act,) = recorded.acts
    assert getattr(act, "own", None) == recorded.last
    rows = book.vault.ask(UNREACHED).rows
    assert [(row.redaction, row.what, row.name, row.amount) for row in rows] == [
        (recorded.last, "导出", "文件 示例.xlsx", "1行"),
        (recorded.last, "复制", "文件 到剪贴板", "2行"),
        (recorded.last, "备份", "示例备份.zc", "整本"),
        (recorded.last, "打印", "F01 涉密文件收文登记簿", "1页"),
    ]
    (paper,) = papers_after(recorded.acts, book.vault.operator.roles)
    assert (paper.form, paper.about) == ("Z08", f"屏蔽条号 {recorded.last}")
    question = Question(filters=(paper.filter,))
    made = print_form(book.vault, "Z08", question, tmp_path / "Z08.pdf")
    assert (made.rows, made.pages) == (4, 1)
    # What is made from now on holds the placeholder only.
    assert len(book.vault.ask(UNREACHED).rows) == 4


@pytest.mark.parametrize("value", [b"1", b"null", b"[[1]]", b'["x"]', b"\xff", b"[" * 9000])
def test_a_list_of_places_that_somebody_spoilt_names_nothing(book: Book, value: bytes) -> None:
    recorded = book.record(redact(book), second=book.second())
    (stays,) = book.connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'field_stays'"
    ).fetchone()
    book.connection.execute("DROP TRIGGER field_stays")
    book.connection.execute(
        "UPDATE field SET value = ? WHERE seq = ? AND name = 'withheld'", (value, recorded.last)
    )
    book.connection.execute(stays)
    assert not any(by == recorded.last and seq for (seq, _), by in on_record(book).items())
    assert not book.vault.prove(full=True).sound


def test_the_numbers_of_an_old_row_are_withheld_of_every_copy(book: Book) -> None:
    made = open_row(
        doc_number="示局〔2024〕13号", receipt_no="13", nos=("甲鲲鹏", "乙鲲鹏"), count=2
    )
    book.record(made)
    book.record(redact(book), second=book.second())
    copies = standing.where(book.connection, Copy, "copy_no = ?", (PLACEHOLDER,))
    assert len(list(copies)) == 2
    assert book.vault.differs_from_rebuild() is None


def test_a_word_that_is_part_of_a_corrected_date_is_refused_not_taken_for_damage_v01(
    book: Book,
) -> None:
    dated: dict[str, Any] = {"field": "issued_on", "value": "2026-02-17", "reason": "笔误"}
    book.record(CorrectDocument(on=TODAY, document=2, **dated), second=book.second())
    with pytest.raises(Refused, match="V01"):
        book.record(redact(book, words=("鲲鹏", "02-17")), second=book.second())
    book.record(redact(book), second=book.second())
