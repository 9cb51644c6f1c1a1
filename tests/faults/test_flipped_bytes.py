"""A byte that is not what was written, in any file of the ledger, is found and told in words."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing

import pytest

from db.ledger.trouble import Trouble
from db.store import cipher
from db.store.diagnosis import PAGE, bad_pages
from tests.book import register, unlocked
from tests.faults.tampering import Scene, chinese


def flipped(data: bytes, *places: int) -> bytes:
    """Flip one bit at each place, a different one from place to place."""
    spoilt = bytearray(data)
    for at in places:
        spoilt[at] ^= 1 << at % 8
    return bytes(spoilt)


def told(scene: Scene) -> list[str]:
    """Return what is said of the ledger; a name or a letter that was flipped is another one."""
    try:
        return scene.found()
    except Trouble as trouble:
        return [str(trouble)]
    finally:
        (scene.folder / "failed-logins").unlink(missing_ok=True)


def each_is_found(scene: Scene, name: str, places: Iterable[int]) -> None:
    """Expect every flipped byte to be found, and all to be well when it is put back."""
    path = scene.folder / name
    whole = path.read_bytes()
    for at in places:
        path.write_bytes(flipped(whole, at))
        said = told(scene)
        assert said, f"{name}: byte {at}"
        assert chinese(said), said
    path.write_bytes(whole)
    assert scene.found() == []


def size(scene: Scene, name: str) -> int:
    return (scene.folder / name).stat().st_size


# -- head and keyring ------------------------------------------------------------------


def test_bytes_flipped_in_the_head_are_found(scene: Scene) -> None:
    each_is_found(scene, "head", range(3, size(scene, "head"), 9))


def test_bytes_flipped_in_the_keyring_are_found(scene: Scene) -> None:
    each_is_found(scene, "keyring", range(11, size(scene, "keyring"), 41))


@pytest.mark.night
@pytest.mark.parametrize("name", ["head", "keyring"])
def test_every_byte_flipped_in_head_and_keyring_is_found(scene: Scene, name: str) -> None:
    each_is_found(scene, name, range(size(scene, name)))


# -- pages -----------------------------------------------------------------------------


def on_pages(scene: Scene, step: int) -> Iterator[int]:
    """Yield a place on every `step`th page but the first, each time elsewhere on it."""
    for page in range(1, size(scene, "ledger.db") // PAGE, step):
        yield page * PAGE + page * 977 % PAGE


def test_a_byte_flipped_on_a_page_is_told_whoever_comes_upon_it(scene: Scene) -> None:
    """Unlocking, or one of the steps of a full verification; the check codes are tried below."""
    assert len(list(on_pages(scene, 1))) > 50
    each_is_found(scene, "ledger.db", on_pages(scene, 3))


@pytest.mark.night
def test_a_byte_flipped_on_any_page_is_told(scene: Scene) -> None:
    each_is_found(scene, "ledger.db", on_pages(scene, 1))


def test_a_byte_flipped_on_the_first_page_is_found(scene: Scene) -> None:
    """There lie the salt (16 bytes), the schema's root and, at the end, check code and nonce."""
    each_is_found(scene, "ledger.db", (0, 15, 16, 100, 2000, 4015, 4016, 4031, 4032, 4095))


def every_page_answers(scene: Scene, offset: int) -> None:
    """Flip the byte at an offset of every page but the first, and expect each to be named."""
    path = scene.folder / "ledger.db"
    whole, key = path.read_bytes(), scene.keys.master_key
    others = range(1, len(whole) // PAGE)
    path.write_bytes(flipped(whole, *(page * PAGE + offset for page in others)))
    with closing(cipher._keyed(path, "mode=ro&immutable=1", key)) as connection:
        assert bad_pages(connection) == [str(page + 1) for page in others], offset
    path.write_bytes(whole)


def test_check_codes_answer_for_every_part_of_every_page(scene: Scene) -> None:
    for offset in (*range(0, PAGE, 61), PAGE - 1):
        every_page_answers(scene, offset)


@pytest.mark.night
def test_check_codes_answer_for_every_byte_of_every_page(scene: Scene) -> None:
    for offset in range(PAGE):
        every_page_answers(scene, offset)


@pytest.mark.parametrize("left", [1, 4095, 4096, 8192, -4096, -1])
def test_a_file_cut_short_is_found(scene: Scene, left: int) -> None:
    path = scene.folder / "ledger.db"
    path.write_bytes(path.read_bytes()[:left])
    said = scene.found()
    assert said
    assert chinese(said)


def test_pages_exchanged_or_copied_over_each_other_are_found(scene: Scene) -> None:
    path = scene.folder / "ledger.db"
    whole = path.read_bytes()
    one, other = whole[PAGE * 9 : PAGE * 10], whole[PAGE * 20 : PAGE * 21]
    exchanged = whole[: PAGE * 9] + other + whole[PAGE * 10 : PAGE * 20] + one + whole[PAGE * 21 :]
    path.write_bytes(exchanged)
    assert scene.found()
    path.write_bytes(whole[: PAGE * 9] + other + whole[PAGE * 10 :])
    assert scene.found()


# -- the log of a writer that was killed -------------------------------------------------


@pytest.fixture
def unfinished(scene: Scene) -> Scene:
    """The ledger as a kill leaves it: the last entries stand in SQLite's log alone."""
    killed = scene.folder.with_name("killed")
    with unlocked(scene.folder, scene.state, scene.clock) as vault:
        for number in range(3):
            scene.clock.forward(seconds=3)  # the heads follow every entry
            vault.record(register(vault.today, doc_number=f"示办发〔2026〕{90 + number}号"))
        shutil.copytree(scene.folder, killed, ignore=shutil.ignore_patterns("*-shm"))
        shutil.copytree(scene.state, scene.state.with_name("then"))
    return Scene(killed, scene.state.with_name("then"), scene.clock)


def test_bytes_flipped_in_the_log_of_a_killed_writer_are_found(unfinished: Scene) -> None:
    """SQLite takes a log only as far as its sums fit: what is lost the heads remember."""
    length = size(unfinished, "ledger.db-wal")
    assert length > 5 * PAGE
    each_is_found(unfinished, "ledger.db-wal", (0, 12, 31, 32, *range(57, length, 3 * PAGE + 9)))
