"""The keyring: who opens what, what cannot be forged, and which keyring is in force."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db.ledger.trouble import CannotOpen, Damaged, Unusable
from db.store import keyring as rings
from db.store import sealing, settling
from db.store.identity import answers, new_identity
from db.store.keyring import Keyring, Opened, add_slot, decoded, new_keyring, open_slot
from db.store.sealing import FLOOR, MOST, Cost, calibrated

TINY = Cost(time=1, memory_kib=16, lanes=1)
MASTER = bytes(range(32))
LI_KEY, LI_PUBLIC = new_identity()
WANG_KEY, WANG_PUBLIC = new_identity()


def two_accounts(ledger_id: str = "甲") -> Keyring:
    ring = add_slot(
        new_keyring(ledger_id),
        account_id=1,
        name="示例李",
        password="李的口令",
        cost=TINY,
        master_key=MASTER,
        signing_key=LI_KEY,
    )
    return add_slot(
        ring,
        account_id=2,
        name="示例王",
        password="王的口令",
        cost=TINY,
        master_key=MASTER,
        signing_key=WANG_KEY,
    )


def changed(ring: Keyring, password: str = "新口令") -> Keyring:
    return rings.replace_slot(
        ring, account_id=1, password=password, cost=TINY, master_key=MASTER, signing_key=LI_KEY
    )


def test_each_account_opens_with_its_password() -> None:
    ring = decoded(two_accounts().encoded())
    opened = open_slot(ring, "示例王", "王的口令")
    assert (opened.master_key, opened.signing_key, opened.account_id) == (MASTER, WANG_KEY, 2)
    assert answers(opened.signing_key, WANG_PUBLIC)
    assert ring.generation == 2
    assert ring.names() == ("示例李", "示例王")


def test_composed_and_decomposed_passwords_are_one() -> None:
    ring = add_slot(
        new_keyring("甲"),
        account_id=1,
        name="é",
        password="né",
        cost=TINY,
        master_key=MASTER,
        signing_key=LI_KEY,
    )
    assert open_slot(ring, "e\u0301", "ne\u0301").account_id == 1


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        ("示例李", "王的口令", "口令不对"),
        ("示例李", "", "口令不对"),
        ("示例王", "王的口令 ", "口令不对"),
        ("赵六", "李的口令", "没有名为「赵六」"),
        ("", "李的口令", "没有名为"),
    ],
)
def test_a_wrong_password_or_name_opens_nothing(name: str, password: str, sentence: str) -> None:
    with pytest.raises(CannotOpen, match=sentence):
        open_slot(two_accounts(), name, password)


def test_keys_are_never_shown() -> None:
    opened = open_slot(two_accounts(), "示例王", "王的口令")
    assert repr(opened) == "Opened(account_id=2)"
    assert MASTER.hex() not in two_accounts().encoded().decode()


def test_a_password_change_closes_the_old_one() -> None:
    ring = changed(two_accounts())
    assert ring.generation == 3
    assert open_slot(ring, "示例李", "新口令").signing_key == LI_KEY
    with pytest.raises(CannotOpen, match="口令不对"):
        open_slot(ring, "示例李", "李的口令")
    assert open_slot(ring, "示例王", "王的口令").master_key == MASTER


def test_a_removed_account_opens_nothing() -> None:
    ring = rings.remove_slot(two_accounts(), 1)
    with pytest.raises(CannotOpen, match="没有名为「示例李」"):
        open_slot(ring, "示例李", "李的口令")


def test_one_account_has_one_slot() -> None:
    for account_id, name in ((1, "别名"), (3, "示例李")):
        with pytest.raises(ValueError, match="has a slot"):
            add_slot(
                two_accounts(),
                account_id=account_id,
                name=name,
                password="x",
                cost=TINY,
                master_key=MASTER,
                signing_key=LI_KEY,
            )
    with pytest.raises(ValueError, match="no slot"):
        rings.remove_slot(two_accounts(), 9)


# What cannot be forged ------------------------------------------------------

FORGERIES: dict[str, Callable[[dict[str, object]], object]] = {
    "account": lambda slot: slot.update(account=2),
    "name": lambda slot: slot.update(name="赵六"),
    "generation": lambda slot: slot.update(generation=9),
    "kind": lambda slot: slot.update(kind="recovery"),
    "weaker": lambda slot: slot.update(cost=[1, 8, 1]),
    "salt": lambda slot: slot.update(salt="00" * 16),
    "sealed": lambda slot: slot.update(sealed="00" * 92),
    "short": lambda slot: slot.update(sealed="00" * 5),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_edited_slot_opens_nothing(forgery: str) -> None:
    content = json.loads(two_accounts().encoded())
    FORGERIES[forgery](content["slots"][0])
    ring = decoded(_canonical(content))
    name = content["slots"][0]["name"]
    with pytest.raises(CannotOpen):
        open_slot(ring, name, "李的口令")
    with pytest.raises(CannotOpen):
        rings.open_recovery(ring, "李的口令")


def test_a_slot_of_another_ledger_opens_nothing() -> None:
    moved = dataclasses.replace(two_accounts("乙"), ledger_id="甲")
    with pytest.raises(CannotOpen, match="口令不对"):
        open_slot(moved, "示例李", "李的口令")


def test_a_slot_made_in_anothers_name_does_not_answer_for_him() -> None:
    # Whoever holds the master key can make a slot for anybody; the key in it gives him away.
    forged_key, _ = new_identity()
    forged = rings.replace_slot(
        two_accounts(),
        account_id=1,
        password="冒名",
        cost=TINY,
        master_key=MASTER,
        signing_key=forged_key,
    )
    opened = open_slot(forged, "示例李", "冒名")
    assert opened.master_key == MASTER
    assert not answers(opened.signing_key, LI_PUBLIC)


@pytest.mark.parametrize(
    "cost",
    [
        [17, 65536, 2],
        [0, 65536, 2],
        [3, 1024 * 1024 + 1, 2],
        [3, 65536, 9],
        [3, 65536, 0],
        [3, 15, 2],
        [3, -1, 2],
        [10**30, 65536, 2],
    ],
)
def test_parameters_out_of_bounds_are_refused_before_they_are_used(cost: list[int]) -> None:
    content = json.loads(two_accounts().encoded())
    content["slots"][1]["cost"] = cost
    with pytest.raises(Damaged, match="口令环参数越界"):
        decoded(_canonical(content))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"not a keyring",
        b"[" * 100_000,
        b'{"format":1,"generation":1,"ledger":"x","slots":[{}]}',
        b'{"format":1,"generation":1,"ledger":"x","slots":7}',
        b" " * (2 << 20),
    ],
)
def test_a_broken_keyring_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged, match="口令环已损坏"):
        decoded(data)


def test_there_is_one_way_to_write_a_keyring() -> None:
    data = two_accounts().encoded()
    assert decoded(data).encoded() == data
    with pytest.raises(Damaged):
        decoded(data + b"\n")
    for twisted in (
        {"cost": ["1", 16, 1]},
        {"generation": True},
        {"salt": "AB" * 16},
        {"kind": "master"},
        {"more": 1},
    ):
        content = json.loads(data)
        content["slots"][0] |= twisted
        with pytest.raises(Damaged):
            decoded(_canonical(content))


def test_a_newer_keyring_is_told() -> None:
    content = json.loads(two_accounts().encoded()) | {"format": 2}
    with pytest.raises(CannotOpen, match="较新版本"):
        decoded(_canonical(content))


def test_every_cut_and_every_flipped_byte_is_seen() -> None:
    ring = two_accounts()
    data = ring.encoded()
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        for content in (flipped, data[:at]):
            try:
                found = decoded(content)
            except (Damaged, CannotOpen):
                continue
            assert found.generation_digest() != ring.generation_digest()


# What a guess costs ---------------------------------------------------------


@pytest.mark.parametrize("speed", [1e-9, 0.01, 0.3, 1.0, 30.0, 1e6])
def test_the_program_never_asks_less_than_the_floor(speed: float) -> None:
    cost = calibrated(lambda cost: speed * cost.time * cost.memory_kib / FLOOR.memory_kib)
    assert cost.memory_kib >= FLOOR.memory_kib >= 64 * 1024
    assert cost.time >= FLOOR.time >= 3
    assert cost.checked("") == cost
    assert (cost.time, cost.memory_kib, cost.lanes) <= (MOST.time, MOST.memory_kib, MOST.lanes)


def test_calibration_meets_half_a_second() -> None:
    def as_measured(cost: Cost) -> float:
        return 0.48 * cost.time / 3 * cost.memory_kib / (256 * 1024)

    assert calibrated(as_measured) == Cost(time=3, memory_kib=256 * 1024, lanes=2)


def test_a_machine_with_little_memory_gets_what_fits() -> None:
    def small(cost: Cost) -> float:
        if cost.memory_kib > FLOOR.memory_kib:
            raise Unusable("内存不足。")
        return 0.19

    cost = calibrated(small)
    assert cost.memory_kib == FLOOR.memory_kib
    with pytest.raises(Unusable, match="内存不足"):
        calibrated(lambda _: small(MOST))


def test_calibration_really_measures() -> None:
    assert calibrated().memory_kib >= FLOOR.memory_kib
    assert sealing.stretched("x", bytes(16), TINY) != sealing.stretched("y", bytes(16), TINY)


# Which keyring is in force --------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settling.write_first(tmp_path, two_accounts())
    return tmp_path


def present(folder: Path) -> Keyring:
    return settling.read_keyring(folder / "keyring")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_finished_change(folder: Path) -> None:
    new = changed(present(folder))
    settling.write_pending(folder, new)
    settling.finish_pending(folder)
    assert settling.settle(folder, new.generation_digest()) == new
    assert names(folder) == ["keyring"]
    assert (folder / "keyring").stat().st_mode & 0o777 == 0o600


def test_a_crash_before_the_record_drops_the_new_keyring(folder: Path) -> None:
    old = present(folder)
    settling.write_pending(folder, changed(old))
    assert settling.settle(folder, old.generation_digest(), write=False) == old
    assert names(folder) == ["keyring", "keyring.new"]
    assert settling.settle(folder, old.generation_digest()) == old
    assert names(folder) == ["keyring"]


def test_a_crash_after_the_record_finishes_the_new_keyring(folder: Path) -> None:
    new = changed(present(folder))
    settling.write_pending(folder, new)
    assert settling.settle(folder, new.generation_digest(), write=False) == new
    assert names(folder) == ["keyring", "keyring.new"]
    assert settling.settle(folder, new.generation_digest()) == new
    assert names(folder) == ["keyring"]
    assert present(folder) == new


def test_a_half_written_keyring_does_not_count(folder: Path) -> None:
    old = present(folder)
    (folder / "keyring.new.part").write_bytes(changed(old).encoded()[:100])
    (folder / "keyring.new").write_bytes(changed(old).encoded()[:100])
    assert settling.read_rings(folder).candidates == (old,)
    assert settling.settle(folder, old.generation_digest()) == old
    settling.write_pending(folder, changed(old))
    settling.finish_pending(folder)
    assert names(folder) == ["keyring"]


def test_during_a_crashed_change_only_the_password_in_force_opens(folder: Path) -> None:
    old, new = present(folder), changed(present(folder))
    settling.write_pending(folder, new)

    def unlock(password: str, recorded: Keyring) -> Opened:
        opened = settling.read_rings(folder).open("示例李", password)
        inforce = settling.settle(folder, recorded.generation_digest(), write=False)
        return settling.confirmed(opened, inforce, "示例李", password)

    assert unlock("李的口令", old).keyring == old
    assert unlock("新口令", new).keyring == new
    with pytest.raises(CannotOpen, match="口令不对"):
        unlock("新口令", old)
    with pytest.raises(CannotOpen, match="口令不对"):
        unlock("李的口令", new)
    with pytest.raises(CannotOpen, match="口令不对"):
        unlock("都不是", new)


def test_a_swapped_keyring_is_loud(folder: Path) -> None:
    recorded = present(folder)
    settling.write_first(folder, changed(recorded))
    with pytest.raises(Damaged, match="口令环被换过"):
        settling.settle(folder, recorded.generation_digest())


def test_an_older_keyring_copied_back_is_loud(folder: Path) -> None:
    old = present(folder)
    new = changed(old)
    settling.write_pending(folder, old)
    with pytest.raises(Damaged, match="口令环被换过"):
        settling.settle(folder, new.generation_digest())
    assert names(folder) == ["keyring", "keyring.new"]


def test_a_missing_keyring(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="找不到口令环"):
        settling.read_rings(tmp_path)
    (tmp_path / "keyring").write_bytes(b"x")
    with pytest.raises(Damaged, match="已损坏"):
        settling.read_rings(tmp_path)
    (tmp_path / "keyring").write_bytes(b"x" * (2 << 20))
    with pytest.raises(Damaged, match="过长"):
        settling.read_rings(tmp_path)


def test_all_names_are_offered_at_the_log_in(folder: Path) -> None:
    settling.write_pending(folder, rings.remove_slot(present(folder), 1))
    assert settling.read_rings(folder).names() == ("示例李", "示例王")


def _canonical(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
