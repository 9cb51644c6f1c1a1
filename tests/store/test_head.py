"""The head: a ledger that was rolled back or continued from an old copy is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.ledger.trouble import Damaged
from db.store.head import (
    Head,
    KeyChange,
    judge,
    made_head,
    read_heads,
    write_head,
)
from db.store.verdict import HeadVerdict, Place, Standing

MASTER = bytes(range(32))
LEDGER = "a1b2c3"


def link(count: int) -> bytes | None:
    return bytes([count]) * 32 if 1 <= count <= 10 else None


def head_at(count: int, *, last: bytes | None = None, master: bytes = MASTER) -> Head:
    found = last or link(count) or bytes(32)
    return made_head(master, LEDGER, count=count, link=found, keyring_generation=1)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "ledger").mkdir()
    return tmp_path / "ledger", tmp_path / "state" / "zhuance"


def verdict(places: tuple[Path, Path], count: int = 10) -> HeadVerdict:
    return judge(read_heads(*places, LEDGER, MASTER), count, link)


def test_both_copies_are_written(places: tuple[Path, Path]) -> None:
    write_head(*places, head_at(10))
    assert (places[0] / "head").read_bytes() == (places[1] / f"{LEDGER}.head").read_bytes()
    assert (places[0] / "head").stat().st_mode & 0o777 == 0o600
    heads = read_heads(*places, LEDGER, MASTER)
    assert heads.found == {place: head_at(10) for place in Place}
    assert verdict(places) == HeadVerdict(Standing.OK)
    assert verdict(places).harmless
    assert verdict(places).sentence == ""


def test_a_ledger_ahead_of_its_head_is_normal(places: tuple[Path, Path]) -> None:
    write_head(*places, head_at(7))
    assert verdict(places) == HeadVerdict(Standing.AHEAD)
    assert verdict(places).harmless


def test_an_empty_ledger(places: tuple[Path, Path]) -> None:
    write_head(*places, head_at(0))
    assert verdict(places, count=0).standing is Standing.OK


@pytest.mark.parametrize("kept", list(Place))
def test_behind_either_head_is_a_rollback(places: tuple[Path, Path], kept: Place) -> None:
    write_head(*places, head_at(10))
    other = places[0] / "head" if kept is Place.STATE else places[1] / f"{LEDGER}.head"
    other.write_bytes(head_at(6).encoded())
    found = verdict(places, count=6)
    assert (found.standing, found.place) == (Standing.ROLLED_BACK, kept)
    assert (found.lost_first, found.lost_last) == (7, 10)
    assert "第 7 至 10 条已丢失" in found.sentence
    assert not found.harmless
    assert isinstance(found.trouble(), Damaged)


def test_the_whole_folder_copied_back_is_a_rollback(places: tuple[Path, Path]) -> None:
    write_head(*places, head_at(4))
    old = (places[0] / "head").read_bytes()
    write_head(*places, head_at(9))
    (places[0] / "head").write_bytes(old)
    assert verdict(places, count=4).standing is Standing.ROLLED_BACK


def test_another_entry_at_the_heads_count_is_a_fork(places: tuple[Path, Path]) -> None:
    write_head(*places, head_at(5, last=b"x" * 32))
    found = verdict(places)
    assert (found.standing, found.lost_first) == (Standing.FORKED, 5)
    assert "第 5 条" in found.sentence


@pytest.mark.parametrize("place", list(Place))
def test_a_forged_head_is_told(places: tuple[Path, Path], place: Place) -> None:
    write_head(*places, head_at(10))
    path = places[0] / "head" if place is Place.BESIDE else places[1] / f"{LEDGER}.head"
    genuine = path.read_bytes()
    lower = json.loads(genuine) | {"count": 3, "link": (link(3) or b"").hex()}
    for forged in (
        json.dumps(lower, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(),
        head_at(3, master=bytes(32)).encoded(),
        made_head(MASTER, "other", count=3, link=bytes(32), keyring_generation=1).encoded(),
        genuine[:-1],
        genuine + b" ",
        b"",
        b"{}",
        b"x" * 10_000,
    ):
        path.write_bytes(forged)
        found = verdict(places)
        assert (found.standing, found.place) == (Standing.FORGED, place)
        assert place.word in found.sentence


def test_a_rollback_is_graver_than_a_forged_head(places: tuple[Path, Path]) -> None:
    write_head(*places, head_at(10))
    (places[0] / "head").write_bytes(b"noise")
    assert verdict(places, count=6).standing is Standing.ROLLED_BACK


def test_missing_heads_are_told(places: tuple[Path, Path]) -> None:
    assert verdict(places).standing is Standing.MISSING_BOTH
    assert not verdict(places).harmless
    write_head(*places, head_at(10))
    (places[1] / f"{LEDGER}.head").unlink()
    assert verdict(places) == HeadVerdict(Standing.OK, missing=(Place.STATE,))


def test_a_ledger_id_cannot_lead_elsewhere(places: tuple[Path, Path]) -> None:
    with pytest.raises(ValueError, match="names a file"):
        read_heads(*places, "../evil", MASTER)


# -- 换钥 -------------------------------------------------------------------------------

OLD_MASTER = bytes(reversed(range(32)))
CHANGED = KeyChange(seq=8, generation=4)


def after_change(places: tuple[Path, Path], count: int = 10) -> HeadVerdict:
    """The keyring is the fifth; the keys were changed with the fourth, in entry 8."""
    heads = read_heads(*places, LEDGER, MASTER, (CHANGED.generation, 5))
    return judge(heads, count, link, CHANGED)


def of(generation: int, master: bytes, count: int = 7) -> Head:
    last = link(count) or bytes(32)
    return made_head(master, LEDGER, count=count, link=last, keyring_generation=generation)


def put(places: tuple[Path, Path], beside: Head | None, state: Head | None) -> None:
    write_head(*places, head_at(10))
    for path, head in ((places[0] / "head", beside), (places[1] / f"{LEDGER}.head", state)):
        path.unlink()
        if head is not None:
            path.write_bytes(head.encoded())


def test_a_head_of_before_the_key_change_is_trusted_for_nothing(places: tuple[Path, Path]) -> None:
    put(places, of(5, MASTER, 10), of(3, OLD_MASTER))
    assert after_change(places) == HeadVerdict(Standing.OK)
    put(places, of(5, MASTER, 9), of(3, OLD_MASTER, 99))
    assert after_change(places).standing is Standing.AHEAD


def test_a_head_of_the_keys_in_force_that_fails_is_forged(places: tuple[Path, Path]) -> None:
    for generation in (4, 5):
        put(places, of(5, MASTER, 10), of(generation, OLD_MASTER))
        assert after_change(places).standing is Standing.FORGED
    assert verdict(places).standing is Standing.FORGED, "without 换钥 there is no other key"


def test_a_head_of_a_later_keyring_tells_a_ledger_put_back(places: tuple[Path, Path]) -> None:
    put(places, of(5, MASTER, 10), of(6, OLD_MASTER))
    found = after_change(places)
    assert found.standing is Standing.LATER_KEYS
    assert "换回了换钥以前的旧本" in found.sentence
    assert not found.harmless


def test_two_old_heads_prove_nothing_unless_the_change_itself_was_cut_off(
    places: tuple[Path, Path],
) -> None:
    put(places, of(3, OLD_MASTER), of(3, OLD_MASTER))
    found = after_change(places)
    assert found.standing is Standing.BEFORE_KEYS
    assert "换钥以前" in found.sentence
    assert not found.harmless
    assert after_change(places, count=8).harmless
    put(places, of(3, OLD_MASTER), None)
    assert not after_change(places, count=8).harmless
