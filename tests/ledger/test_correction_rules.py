"""更正 and 冲销: when a mistake is put right, and what may be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.acts.correction.correct import CorrectCopy, CorrectDocument
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.beliefs import Copy, Document, Reversal, Unit
from db.ledger.known import Known
from db.ledger.values import Level, State
from tests.book import TODAY
from tests.ledger.knowing import BY_WITNESS, COPY, DOCUMENT, REGISTERED, broken, known, past

SECOND_COPY = replace(COPY, id=2, copy_no="000121")


def document(field: str, value: str, **given: Any) -> CorrectDocument:
    lawful = {"on": TODAY, "document": 1, "field": field, "value": value, "reason": "录入笔误"}
    return CorrectDocument(**(lawful | given))


def copy(field: str, value: str, **given: Any) -> CorrectCopy:
    lawful = {"on": TODAY, "copy": 1, "field": field, "value": value, "reason": "录入笔误"}
    return CorrectCopy(**(lawful | given))


def two(*beliefs: Any, **at: Any) -> Known:
    return known(DOCUMENT, COPY, SECOND_COPY, *beliefs, **({"second": BY_WITNESS} | at))


def after(act: Any, at: Known) -> Any:
    """Return the document or copy as it stands after a correction."""
    first, *_ = act.completed(at).effects(at)
    return first


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("title", "关于示例工作的补充通知 ", "关于示例工作的补充通知"),
        ("issuer", "示例局", "示例局"),
        ("doc_number", "示办发[2026]9号", "示办发〔2026〕9号"),
        ("issued_on", "2026.2.28", date(2026, 2, 28)),
        ("pages", "12", 12),
        ("urgency", "特急", "特急"),
        ("attachments", "附件2件", "附件2件"),
    ],
)
def test_a_field_is_put_right_and_the_old_value_kept(field: str, typed: str, value: object) -> None:
    act = document(field, typed)
    assert broken(act, two()) == []
    assert getattr(after(act, two()), field) == value
    assert act.completed(two()).before == str(getattr(DOCUMENT, field) or "")


def test_a_correction_needs_two_persons_and_a_reason_k03() -> None:
    assert broken(document("title", "新题", reason=" "), two()) == ["K03"]
    assert broken(copy("pages", "9", reason=""), two()) == ["K03"]
    assert broken(document("title", "新题"), two(second=None)) == ["V04"]


@pytest.mark.parametrize(
    "act",
    [
        document("level", "1"),
        document("last_secret_day", "2030-01-01"),
        document("identity", "x"),
        document("title", "  "),
        document("issuer", ""),
        document("pages", "八"),
        document("pages", "0"),
        document("pages", "-3"),
        document("issued_on", "2026-02-30"),
        document("marking", "内部"),
        copy("state", "DESTROYED"),
        copy("copy_no", "000120-000122"),
        copy("pages", "0"),
    ],
    ids=lambda act: f"{act.field} {act.value}",
)
def test_what_cannot_be_read_or_must_not_be_typed_is_refused_by_v01(act: Any) -> None:
    assert broken(act, two()) == ["V01"]


def test_a_day_of_issue_in_the_future_is_refused_by_k35() -> None:
    tomorrow = (TODAY + timedelta(1)).isoformat()
    assert broken(document("issued_on", tomorrow), two()) == ["K35"]


def test_a_mark_put_right_changes_every_copy_and_the_last_secret_day() -> None:
    act = document("marking", "绝密★20年").completed(two())
    assert broken(act, two()) == []
    right, *copies = act.effects(two())
    assert isinstance(right, Document)
    assert (right.level, right.marking, right.term) == (Level.TOP_SECRET, "绝密★20年", "20年")
    assert right.last_secret_day == date(2046, 2, 28)
    assert {(one.id, one.level) for one in copies if isinstance(one, Copy)} == {
        (1, Level.TOP_SECRET),
        (2, Level.TOP_SECRET),
    }


def test_a_mark_put_right_is_no_longer_irregular() -> None:
    at = two(replace(DOCUMENT, irregular=True, marking_raw="机密10年"))
    assert after(document("marking", "机密★10年"), at).irregular is False
    assert after(document("marking", "机密☆10年"), at).irregular is True


def test_without_a_day_of_issue_the_term_counts_from_the_receipt() -> None:
    at = two(replace(DOCUMENT, issued_on=None, last_secret_day=date(2036, 3, 1)))
    assert after(document("marking", "机密★5年"), at).last_secret_day == date(2031, 3, 1)
    unknown = two(replace(DOCUMENT, issued_on=None, last_secret_day=None, legacy=True))
    assert after(document("marking", "机密★5年"), unknown).last_secret_day is None


def test_another_day_of_issue_moves_the_last_secret_day() -> None:
    right = after(document("issued_on", "2025-03-01"), two())
    assert (right.issued_on, right.last_secret_day) == (date(2025, 3, 1), date(2035, 2, 28))


def test_a_mark_is_judged_as_at_registration_k36_v02() -> None:
    low = Unit(name="示例单位", ceiling=Level.SECRET, small=True)
    assert broken(document("marking", "绝密★20年"), two(low)) == ["K36"]
    assert broken(document("marking", "机密★30年"), two()) == ["V02?"]


def test_a_correction_makes_no_second_document_of_one_number_v06() -> None:
    other = replace(DOCUMENT, id=2, doc_number="示办发〔2026〕9号")
    assert broken(document("doc_number", "示办发[2026]9号"), two(other)) == ["V06"]
    elsewhere = replace(DOCUMENT, id=2, issuer="示例局")
    assert broken(document("issuer", "示例局"), two(elsewhere)) == ["V06"]
    assert broken(document("doc_number", DOCUMENT.doc_number), two(other)) == []


def test_drafts_without_a_number_are_never_the_same_document() -> None:
    drafts = [replace(DOCUMENT, id=number, doc_number="") for number in (1, 2)]
    assert broken(document("issuer", "示例局"), two(*drafts)) == []


def test_no_two_living_copies_share_a_number_k34() -> None:
    assert broken(copy("copy_no", "121"), two()) == ["K34"]
    assert broken(copy("copy_no", "122"), two()) == []
    assert after(copy("copy_no", "122"), two()).copy_no == "000122"
    gone = replace(SECOND_COPY, state=State.RETURNED)
    assert broken(copy("copy_no", "121"), two(gone)) == []


def test_a_replay_reads_the_correction_as_it_was_read_then() -> None:
    act = document("doc_number", "示办发[2026]9号").completed(two())
    assert act.after == "示办发〔2026〕9号"
    misread = replace(act, value="读法改变后再也读不懂")
    assert after_recorded(misread).doc_number == "示办发〔2026〕9号"


def after_recorded(act: CorrectDocument) -> Any:
    first, *_ = act.effects(two())
    return first


# -- 冲销 ------------------------------------------------------------------------------


def reverse(at: Known, entry: int = 9, reason: str = "录错") -> list[str]:
    return broken(Reverse(on=TODAY, entry=entry, reason=reason), at)


def with_past(second: Any = None, **given: Any) -> Known:
    at = known(second=second)
    entry = past(**given)
    at.past[entry.seq] = entry
    return at


def test_the_own_entry_of_today_is_taken_back_alone() -> None:
    assert reverse(with_past()) == []


@pytest.mark.parametrize(
    "given",
    [{"account": 2}, {"recorded_on": TODAY - timedelta(1)}, {"left_the_desk": True}],
    ids=["another's", "of another day", "printed since"],
)
def test_else_a_second_person_confirms_k03(given: dict[str, Any]) -> None:
    assert reverse(with_past(**given)) == ["K03"]
    assert reverse(with_past(second=BY_WITNESS, **given)) == []


def test_a_reversal_says_why_k03() -> None:
    assert reverse(with_past(second=BY_WITNESS), reason="  ") == ["K03"]


def test_what_is_not_there_is_not_taken_back_v00() -> None:
    assert reverse(with_past(), entry=10) == ["V00"]


def test_nothing_is_taken_back_twice_and_not_everything_at_all_v07() -> None:
    assert reverse(with_past(reversed_by=11)) == ["V07"]
    assert reverse(with_past(reversible=False)) == ["V07"]


def test_later_entries_on_the_same_things_come_first_v08() -> None:
    assert reverse(with_past(later=((12, "续借"), (11, "移位")))) == ["V08"]


def test_a_reversal_notes_its_own_number() -> None:
    at = with_past()
    act = Reverse(on=TODAY, entry=9, reason="录错").completed(at)
    assert list(act.effects(at)) == [Reversal(entry=9, by=at.seq)]
    assert not Reverse.reversible
    assert REGISTERED < TODAY
