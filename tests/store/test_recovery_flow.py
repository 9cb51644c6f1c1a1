"""The recovery key: two witnesses, a new slot, and what opens nothing afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen
from db.ledger.values import Role
from db.store.reading import Question
from db.store.sealing import Cost
from db.vault import Plan, Vault, Wish, recover
from db.views.today import TODAY, Matter
from tests.book import journal

COST = Cost(1, 64, 1)
PASSWORD, NEW = "示例口令一二三四", "示例新口令五六七"
WITNESSES = (("示例乙", "见证口令一二三四"), ("示例丙", "见证口令五六七八"))


@dataclass
class Bench:
    folder: Path
    state: Path
    key: str
    moment: datetime = datetime(2026, 3, 4, 9, 0, tzinfo=timezone(timedelta(hours=8)))

    def now(self) -> datetime:
        self.moment += timedelta(seconds=5)
        return self.moment

    def unlock(self, password: str) -> Vault:
        return Vault.unlock(self.folder, None, password, clock=self.now, state_dir=self.state)

    def recover(self, key: str, witnesses: tuple[tuple[str, str], ...] = WITNESSES) -> str:
        fresh = recover(
            self.folder,
            key,
            Wish("示例甲", NEW, witnesses),
            self.now(),
            self.state,
            COST,
        )
        return " ".join(fresh.groups)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path / "ledger", tmp_path / "state", "")
    vault, founded = Vault.create(
        made.folder,
        Plan("示例机关", "示例甲", PASSWORD),
        clock=made.now,
        state_dir=made.state,
        cost=COST,
    )
    made.key = " ".join(founded.recovery.groups)
    with vault:
        for number, (name, password) in enumerate(WITNESSES, 2):
            vault.record(AddPerson(on=vault.today, name=name))
            second = vault.confirm(*WITNESSES[0]) if number > 2 else None
            vault.accounts.add_witness(name, number, "首次口令一二三四", COST, second=second)
            vault.accounts.witness_password(name, "首次口令一二三四", password, COST)
    return made


def test_two_witnesses_bring_the_administrator_back(bench: Bench) -> None:
    bench.recover(bench.key)
    with pytest.raises(CannotOpen):
        bench.unlock(PASSWORD)
    with bench.unlock(NEW) as vault:
        vault.record(AddPerson(on=vault.today, name="示例丁"))
        assert vault.prove(full=True).breaks == ()
        assert [row.kind for row in journal(vault)].count("recover_account") == 1
        given = {"today": vault.today.isoformat(), "since": vault.today.isoformat()}
        matters = {row.matter for row in vault.ask(TODAY, Question(given=given)).rows}
        assert Matter.RECOVERED in matters


def test_a_used_recovery_key_opens_nothing_and_the_new_one_does(bench: Bench) -> None:
    fresh = bench.recover(bench.key)
    with pytest.raises(CannotOpen):
        bench.recover(bench.key)
    bench.recover(fresh)


@pytest.mark.parametrize(
    "witnesses",
    [WITNESSES[:1], (WITNESSES[0], WITNESSES[0]), (WITNESSES[0], ("示例甲", PASSWORD))],
    ids=["one", "one twice", "the holder himself"],
)
def test_fewer_than_two_others_are_refused(
    bench: Bench, witnesses: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(Refused) as refused:
        bench.recover(bench.key, witnesses)
    assert "V04" in str(refused.value)
    with bench.unlock(PASSWORD) as vault:
        assert vault.prove(full=True).sound


def test_an_account_is_no_witness_even_if_its_number_is_a_witness_s_v00(bench: Bench) -> None:
    first, own = "首次口令一二三四", "账户口令五六七八"
    with bench.unlock(PASSWORD) as vault:
        vault.record(AddPerson(on=vault.today, name="示例丁"))
        second = vault.confirm(*WITNESSES[0])
        vault.accounts.add("示例丁", 4, (Role.LEADER,), first, COST, second=second)
    at: Any = {"clock": bench.now, "state_dir": bench.state}
    with Vault.unlock(bench.folder, "示例丁", first, **at) as vault:
        vault.accounts.change_password(own, COST)
    with pytest.raises(Refused, match="V00"):
        bench.recover(bench.key, (WITNESSES[0], ("示例丁", own)))
    at["account"] = "示例甲"
    with Vault.unlock(bench.folder, password=PASSWORD, **at) as vault:
        assert vault.prove(full=True).sound


def test_a_mistyped_key_names_the_group(bench: Bench) -> None:
    groups = bench.key.split()
    groups[2] = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")
    with pytest.raises(CannotOpen) as trouble:
        bench.recover(" ".join(groups))
    assert "第 3 组" in trouble.value.sentence
