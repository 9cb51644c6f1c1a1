"""整改 by its rules alone: what follows what, who may look, what comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.act import Act
from db.ledger.acts.checks.check_risks import CheckRisks
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.receiving import BeginReception
from db.ledger.acts.checks.rectify import (
    AssignFinding,
    CloseFinding,
    ReopenFinding,
    SubmitRectification,
    VerifyRectification,
)
from db.ledger.beliefs import Finding, RiskCheck, RiskLine, Unit
from db.ledger.beliefs.findings import FindingSource, FindingState
from db.ledger.judging import judged
from db.ledger.known import Known, Second
from db.ledger.policy import Policy
from db.ledger.risks import Risk
from db.ledger.values import Level, Role
from tests.book import LI, OFFICE, TODAY, WANG, ZHAO, ZHOU
from tests.ledger.knowing import BY_WITNESS, KEEPER, broken, known

DUE = TODAY + timedelta(10)
NOTED = NoteFinding(
    on=TODAY, description="柜门未锁", category="存放不合规", inspector="保密办", due=DUE
)
FOUND = Finding(
    id=1, number="问题〔2026〕001号", found_on=TODAY, source=FindingSource.SELF, inspector="保密办",
    description="柜门未锁", category="存放不合规", basis="", department=OFFICE, person=WANG,
    item="", requirement="", due=DUE, state=FindingState.ASSIGNED,
)  # fmt: skip
DONE = replace(
    FOUND, state=FindingState.SUBMITTED, measures="换锁", evidence="整改-1", rectified_by=WANG,
    rectified_on=TODAY,
)  # fmt: skip
SEEN = replace(DONE, state=FindingState.VERIFIED, verifier="示例周", verified_on=TODAY)

ASSIGN = AssignFinding(on=TODAY, finding=1, to_rectify=ZHAO, due=DUE)
SUBMIT = SubmitRectification(on=TODAY, finding=1, measures="换锁", evidence="整改-1")
VERIFY = VerifyRectification(on=TODAY, finding=1)
SEND_BACK = replace(VERIFY, accepted=False, opinion="仍不灵", due=DUE)
CLOSE = CloseFinding(on=TODAY, finding=1)
REOPEN = ReopenFinding(on=TODAY, finding=1, why="又坏", due=DUE)
BY_WANG = Second(kind="witness", id=1, person=WANG, name="示例王")


def looked_at(act: Act, found: Finding, second: Second | None = None) -> list[str]:
    return broken(act, known(found, second=second))


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"category": "随便写的"}, ["V01"]),
        ({"description": " "}, ["V01"]),
        ({"department": 99}, ["V00"]),
        ({"incident": 9}, ["V00"]),
        ({"due": TODAY - timedelta(1)}, ["K35"]),
    ],
)
def test_a_finding_is_told_with_category_and_term(
    change: dict[str, object], rules: list[str]
) -> None:
    policy = Policy(violations=("存放不合规",))
    assert broken(replace(NOTED, **change), known(policy=policy)) == rules  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("earlier", "repeats"),
    [
        ({}, True),
        ({"found_on": date(2024, 3, 1)}, True),
        ({"found_on": date(2024, 2, 29)}, False),
        ({"department": OFFICE}, False),
        ({"category": "横传"}, False),
    ],
)
def test_the_like_of_before_is_said_and_wants_a_reason_v40(
    earlier: dict[str, object], repeats: bool
) -> None:
    at = known(replace(FOUND, **({"department": 2} | earlier)))  # type: ignore[arg-type]
    assert broken(replace(NOTED, department=2), at) == (["V40?"] if repeats else [])


def test_nothing_is_closed_without_proof_and_a_second_person_k40() -> None:
    assert looked_at(replace(SUBMIT, evidence=" "), FOUND) == ["K40"]
    assert looked_at(VERIFY, DONE) == ["V04"]
    assert looked_at(VERIFY, DONE, BY_WITNESS) == []
    assert looked_at(VERIFY, DONE, BY_WANG) == ["K32"]
    other = replace(DONE, rectified_by=LI, person=ZHOU)
    assert looked_at(VERIFY, other, BY_WITNESS) == ["K32"]  # it was his to put right
    assert looked_at(CLOSE, replace(SEEN, evidence="")) == ["K40"]
    assert looked_at(CLOSE, SEEN) == []


def test_what_is_sent_back_says_why_and_until_when() -> None:
    assert looked_at(replace(VERIFY, accepted=False), DONE, BY_WITNESS) == ["V01"]
    assert looked_at(SEND_BACK, DONE, BY_WITNESS) == []
    assert looked_at(replace(REOPEN, why=""), SEEN) == ["V01"]
    early = replace(CLOSE, on=TODAY - timedelta(1))
    assert looked_at(early, SEEN) == ["K35"]


NUMBERS = {"示例周": ZHOU, "示例王": WANG}
STEPS = (ASSIGN, SUBMIT, VERIFY, SEND_BACK, CLOSE, REOPEN)


def _tried(at: Known, act: Act) -> bool:
    """Do it if it is lawful; tell whether it was."""
    made = act.completed(at)
    if judged(made, at):
        return False
    for belief in made.effects(at):
        at.put(belief)
    return True


@given(
    st.sampled_from([replace(FOUND, state=FindingState.OPEN, person=None), FOUND, DONE, SEEN]),
    st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from([None, BY_WITNESS, BY_WANG]))),
)
def test_whatever_is_tried_nothing_closes_unseen(
    begun: Finding, tried: list[tuple[Act, Second | None]]
) -> None:
    at = known(begun)
    for act, second in tried:
        at.second = second
        before = at.get(Finding, 1)
        if not _tried(at, act):
            assert at.get(Finding, 1) == before
        now = at.get(Finding, 1)
        if now.state in (FindingState.VERIFIED, FindingState.CLOSED):
            assert now.evidence
            assert NUMBERS[now.verifier] not in (now.rectified_by, now.person)
        if now.state.with_department:
            assert (now.evidence, now.verifier, now.closed_on) == ("", "", None)
        assert (now.state is FindingState.CLOSED) == (now.closed_on is not None)
        assert now.reopened >= before.reopened


@pytest.mark.parametrize(
    ("role", "small", "rules"),
    [
        (Role.SECRECY_OFFICE_HEAD, False, []),
        (Role.CUSTODIAN, True, []),
        (Role.CUSTODIAN, False, ["V05"]),
        (Role.LEADER, True, ["V05"]),
    ],
)
def test_the_office_receives_an_inspector_v05(role: Role, small: bool, rules: list[str]) -> None:
    desk = replace(KEEPER, roles=frozenset({role}))
    unit = Unit(name="示例单位", ceiling=Level.TOP_SECRET, small=small)
    act = BeginReception(on=TODAY, inspector="示例查", office="示例局", minutes=30)
    assert broken(act, known(unit, operator=desk)) == rules
    if not rules:
        longer = replace(act, minutes=481, inspector=" ")
        assert broken(longer, known(unit, operator=desk)) == ["V01"]


LISTED = Policy(
    risks=(
        Risk("YH-01", "专人专柜", "放在柜里", "存放不合规"),
        Risk("YH-02", "阅读流转", "一站一收", "横传"),
    )
)


@pytest.mark.parametrize(
    ("wrong", "rules"),
    [
        ((), []),
        (("YH-02 直接转给下一人",), []),
        (("yh-01：桌上有一份", "YH-02，转手"), []),
        (("YH-09 没有这一项",), ["V01"]),
        (("YH-01 桌上", "YH-01 抽屉里"), ["V01"]),
        (("YH-01",), ["V01"]),
        (("桌上有一份",), ["V01"]),
    ],
)
def test_a_sheet_that_comes_back_names_lines_of_the_list(
    wrong: tuple[str, ...], rules: list[str]
) -> None:
    act = CheckRisks(on=TODAY, department=OFFICE, checker="示例王", wrong=wrong)
    assert broken(act, known(policy=LISTED)) == rules
    if not rules:
        at = known(policy=LISTED)
        check, *lines = act.completed(at).effects(at)
        assert isinstance(check, RiskCheck)
        assert check.wrong == len(wrong) == len(lines)
        told = {one.item: one.category for one in lines if isinstance(one, RiskLine)}
        assert told.items() <= {"YH-01": "存放不合规", "YH-02": "横传"}.items()
