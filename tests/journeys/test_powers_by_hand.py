"""Powers as seven people meet them on the command line and in an import; and keys that change."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import body_of
from db.ledger.rules import RULES
from db.ledger.values import Role
from desktop.asking import RECORDABLE
from tests.journeys.desk import OFFICER, PASSWORD, REGISTER, Desk, confirming, founded, here
from tests.store.test_powers import filled

NAMES = {
    Role.CUSTODIAN: OFFICER,
    Role.SYS_ADMIN: "示例冯",
    Role.SECURITY_ADMIN: "示例陈",
    Role.AUDIT_ADMIN: "示例褚",
    Role.DEPT_SECRECY_OFFICER: "示例卫",
    Role.SECRECY_OFFICE_HEAD: "示例蒋",
    Role.LEADER: "示例沈",
}
THREE = (Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@pytest.fixture(scope="module")
def seats(tmp_path_factory: pytest.TempPathFactory) -> dict[Role, Desk]:
    """Return the same desk with each of seven people sitting at it."""
    desk = Desk(tmp_path_factory.mktemp("seven"))
    named = [
        word
        for role, option in zip(THREE, ("sys", "security", "audit"), strict=True)
        for word in (f"--{option}-admin", NAMES[role])
    ]
    words = ["init", str(desk.ledger), "--unit", "示例市委办公室", "--officer", OFFICER, *named]
    answer = here([*words, "--password-file", str(desk.secret(PASSWORD))], desk.state)
    assert answer.code == 0, answer.err
    first = dict(re.findall(r"(示例\S)的首次口令：(\S+?)（", answer.out))
    found = {Role.CUSTODIAN: desk.as_account(OFFICER, PASSWORD)}
    found |= {role: desk.as_account(NAMES[role], first[NAMES[role]]) for role in THREE}
    for role in set(Role) - set(found):
        name, secret = NAMES[role], f"{NAMES[role]}的首次口令"
        words = ["account", "add", "--name", name, "--role", role.word, "--new-password-file"]
        answer = found[Role.SYS_ADMIN].run(*words, desk.secret(secret))
        assert "须由安全保密管理员授权" in answer.err, answer.err
        found[Role.SECURITY_ADMIN].acted("grant", {"person": name})
        found[role] = desk.as_account(name, secret)
    return found


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_act_by_hand_is_allowed_or_refused_as_its_roles_say_v05(
    seats: dict[Role, Desk], role: Role
) -> None:
    rows = {row["kind"]: row for row in seats[role].rows("powers")}
    for kind, act in RECORDABLE.items():
        given: dict[str, Any] = {
            name: json.loads(value) for name, value in body_of(filled(act)).items() if name != "on"
        }
        answer = seats[role].act(kind, given, "--dry-run")
        refused = f"无权办理“{act.word}”" in answer.err
        assert refused is not rows[kind][role.value], (kind, role, answer.err)
        assert answer.code in (0, 1), answer.err


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_an_old_register_is_taken_over_by_the_custodian_only_v05(
    seats: dict[Role, Desk], role: Role
) -> None:
    answer = seats[role].run("import", REGISTER, "--dry-run")
    if role is Role.CUSTODIAN:
        assert answer.code == 0
    else:
        assert "V05" in answer.err + answer.out
    assert seats[Role.CUSTODIAN].rows("copies") == []


def test_a_warning_that_wants_a_second_person_is_not_passed_alone(tmp_path: Path) -> None:
    """By hand a reason is not enough where the rule asks for a second person."""
    desk = founded(tmp_path / "desk")
    answer = desk.act("set_policy", {"name": "mass_pages", "value": 5, "source": "试"})
    assert "V04" in answer.err
    second = confirming(desk, "示例王", "另一口令2026")
    desk.acted("set_policy", {"name": "mass_pages", "value": 5, "source": "试"}, *second)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_no_act_that_wants_two_persons_passes_by_hand_alone_v04(
    seats: dict[Role, Desk], role: Role
) -> None:
    """Reasons for every rule do not stand in for the second person."""
    passing = {"reasons": {rule.number: "经领导批准" for rule in RULES}}
    alone = set()
    for kind, act in RECORDABLE.items():
        if not act.needs_second:
            continue
        given = {
            name: json.loads(value) for name, value in body_of(filled(act)).items() if name != "on"
        }
        answer = seats[role].act(kind, given | passing, "--dry-run")
        assert answer.code == 1, (kind, answer.err)
        rules = set(re.findall(r"V\d\d", answer.err))
        assert {"V04", "V00"} & rules, (kind, answer.err)  # what it is about is asked for first
        alone |= {kind} if "V04" in rules else set()
    assert {"set_policy", "rolled_back"} <= alone


def test_who_could_be_second_is_told_and_if_nobody_how_to_find_one(tmp_path: Path) -> None:
    desk = founded(tmp_path / "desk")
    alone = desk.run("seconds")
    assert "上级单位派人" in alone.err
    given = {"name": "mass_pages", "value": 5, "source": "试"}
    tried = desk.act("set_policy", given, "--dry-run")
    assert "上级单位派人" in tried.err
    assert tried.code == 1
    confirming(desk, "示例王", "另一口令2026")
    told = desk.run("seconds", "set_policy", given=given)
    assert "示例王（见证人）  可以" in told.out
    assert told.err == ""


def test_removal_for_cause_leads_to_new_keys(tmp_path: Path) -> None:
    desk = replace(founded(tmp_path / "desk"), account=OFFICER)
    second = confirming(desk, "示例王", "另一口令2026")
    first = desk.secret("示例赵的首次口令")
    words = ["account", "add", "--name", "示例赵", "--role", "领导", "--new-password-file", first]
    assert desk.run(*words, *second).code == 0
    words = ["account", "remove", "--name", "示例赵", "--why", "口令外泄", "--for-cause"]
    assert desk.run(*words, *second).code == 0
    assert "rekey" in desk.run("password", "--new-password-file", desk.secret(PASSWORD)).err
    assert [row["matter"] for row in desk.rows("today")] == ["须换钥"]
    alone = desk.run("rekey", "--why", "口令外泄")
    assert alone.code == 2
    before = desk.rows("copies")
    changed = desk.run("rekey", "--why", "口令外泄", *second)
    assert changed.code == 0, changed.err
    assert "末两组请手写" in changed.out
    assert "首次口令" not in changed.out  # nobody else had an account
    assert desk.rows("today") == []
    assert desk.rows("copies") == before
    assert desk.run("verify", "--full").code == 0


def test_a_wrong_second_password_changes_no_keys(tmp_path: Path) -> None:
    desk = founded(tmp_path / "desk")
    second = confirming(desk, "示例王", "另一口令2026")
    wrong = [*second[:-1], str(desk.secret("不是这个口令"))]
    answer = desk.run("rekey", "--why", "试", *wrong)
    assert answer.code == 3
    assert "见证人的口令不对" in answer.err
    assert desk.run("verify", "--full").code == 0
    assert desk.rows("today") == []
