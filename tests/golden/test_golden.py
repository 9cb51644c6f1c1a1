"""The format outlives the code: ten entries byte for byte, and a ledger of every format."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.ledger.act import act_from_body
from db.ledger.acts import ACTS
from db.ledger.acts.program.rolled_back import RolledBack
from db.store import cipher, identity, journal, migrate, proof, signers
from db.store.digest import sm3
from tests.architecture.sources import Source
from tests.book import TINY, ZHAO, Book, Clock, furnish, new_book, unlocked
from tests.golden import make, verifier
from tests.golden.story import tell

HERE = Path(__file__).parent
TEN = json.loads((HERE / "entries.json").read_text(encoding="utf-8"))
LEDGERS = sorted(HERE.glob("ledger_v*"))

# -- the verifier itself --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_the_verifiers_own_sm3_gives_the_standards_examples(text: bytes, digest: str) -> None:
    assert verifier.own_sm3(text).hex() == digest


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
@example(b"")
@example(bytes(55))
@example(bytes(56))
@example(bytes(64))
def test_two_makers_of_sm3_agree(data: bytes) -> None:
    assert verifier.own_sm3(data) == verifier.sm3(data) == sm3(data)


def test_the_verifier_shares_no_code_with_ours() -> None:
    text = (HERE / "verifier.py").read_text(encoding="utf-8")
    imported = {name.partition(".")[0] for _, name in Source("verifier.py", text).imports()}
    assert not imported & {"db", "desktop", "tests"}
    assert "cryptography.hazmat.primitives.hashes" not in text


# -- ten entries ----------------------------------------------------------------------


def golden() -> verifier.Journal:
    def hexed(text: str | None) -> bytes | None:
        return None if text is None else bytes.fromhex(text)

    def field(kept: dict[str, Any]) -> verifier.Field:
        value = None if kept["value"] is None else kept["value"].encode()
        digest = hexed(kept["digest"]) if value is None else None
        return verifier.Field(kept["name"], value, hexed(kept["salt"]), digest)

    entries = (
        verifier.Entry(
            kept["seq"],
            kept["header"],
            tuple(map(field, kept["fields"])),
            bytes.fromhex(kept["body_digest"]),
            bytes.fromhex(kept["link"]),
        )
        for kept in TEN["entries"]
    )
    seals = (
        verifier.Seal(kept["first"], kept["last"], kept["signer"], bytes.fromhex(kept["signature"]))
        for kept in TEN["seals"]
    )
    return verifier.Journal(TEN["ledger_id"], tuple(entries), tuple(seals))


def test_the_verifier_finds_the_ten_entries_sound() -> None:
    assert len(TEN["entries"]) == 10
    assert verifier.wrong(golden()) == []


@pytest.mark.parametrize("kept", TEN["entries"], ids=lambda kept: f"{kept['seq']}")
def test_our_code_gives_the_ten_entries_byte_for_byte(kept: dict[str, Any]) -> None:
    digests = {}
    for field in kept["fields"]:
        digests[field["name"]] = bytes.fromhex(field["digest"])
        if field["value"] is not None:
            salt, value = bytes.fromhex(field["salt"]), field["value"].encode()
            assert journal.field_digest(salt, field["name"], value).hex() == field["digest"]
    body = journal.body_digest(digests)
    assert body.hex() == kept["body_digest"]
    header = journal.Header(**kept["header"]).encoded()
    assert header.hex() == kept["header_bytes"]
    before = next((e["link"] for e in TEN["entries"] if e["seq"] == kept["seq"] - 1), None)
    previous = bytes.fromhex(before or TEN["genesis"])
    assert journal.link_of(kept["seq"], previous, header, body).hex() == kept["link"]


@pytest.mark.parametrize("kept", TEN["seals"], ids=lambda kept: f"{kept['signer']}-{kept['last']}")
def test_our_code_signs_the_ten_entries_byte_for_byte(kept: dict[str, Any]) -> None:
    link = bytes.fromhex(TEN["entries"][kept["last"] - 1]["link"])
    message = journal.seal_message(TEN["ledger_id"], kept["first"], kept["last"], link)
    private = bytes.fromhex(TEN["private_keys"][kept["signer"]])
    assert identity.sign(private, message).hex() == kept["signature"]


def test_the_journal_before_its_first_entry_has_the_golden_link() -> None:
    assert journal.genesis(TEN["ledger_id"]).hex() == TEN["genesis"]


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[cipher.Connection]:
    """The ten entries in the tables of a new file."""
    connection = cipher.create(tmp_path / "ten.db", bytes(32))
    migrate.migrate(connection)
    connection.execute(
        "INSERT INTO identity (ledger_id, format, created_at) VALUES (?, 1, '')",
        (TEN["ledger_id"],),
    )
    for entry in golden().entries:
        values = (entry.seq, *entry.header.values(), entry.body_digest, entry.link)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO entry VALUES ({marks})", values)
        connection.executemany(
            "INSERT INTO field (seq, name, value, salt, digest) VALUES (?, ?, ?, ?, ?)",
            [(entry.seq, *vars(field).values()) for field in entry.fields],
        )
    for seal in golden().seals:
        connection.execute(
            "INSERT INTO seal (first, last, signer, signature) VALUES (?, ?, ?, ?)",
            tuple(vars(seal).values()),
        )
    yield connection
    connection.close()


def test_both_verifiers_find_the_ten_entries_sound_in_a_file(in_a_file: cipher.Connection) -> None:
    assert proof.first_broken_link(in_a_file) is None
    assert proof.first_broken_body(in_a_file) is None
    assert proof.first_broken_seal(in_a_file, signers.public_keys(in_a_file)) is None
    assert list(proof.withheld(in_a_file)) == [(10, "title")]
    assert verifier.wrong(verifier.read(in_a_file)) == []


def changed(at: int, **fields: Any) -> verifier.Journal:
    whole = golden()
    entries = [replace(entry, **fields) if entry.seq == at else entry for entry in whole.entries]
    return replace(whole, entries=tuple(entries))


def damaged() -> dict[str, verifier.Journal]:
    """Return the ten entries, each time with one thing changed."""
    whole = golden()
    fifth = whole.entries[4]
    first, *rest = fifth.fields
    swapped = (*whole.entries[:4], whole.entries[5], fifth, *whole.entries[6:])
    other = replace(whole.seals[0], signature=bytes(64))
    return {
        "a value": changed(5, fields=(replace(first, value=b"[1,2,3]"), *rest)),
        "a value beside its digest": changed(
            5, fields=(replace(first, value=b"[1]", salt=None, digest=first.digested()), *rest)
        ),
        "a salt": changed(5, fields=(replace(first, salt=bytes(16)), *rest)),
        "a field gone": changed(5, fields=tuple(rest)),
        "an operator": changed(5, header={**fifth.header, "operator": "示例王"}),
        "a day": changed(5, header={**fifth.header, "happened_on": "2026-03-03"}),
        "a border": changed(5, header={**fifth.header, "operator": "示例", "happened_at": "李"}),
        "a link": changed(5, link=bytes(32)),
        "a digest": changed(5, body_digest=bytes(32)),
        "the order": replace(whole, entries=swapped),
        "the tail": replace(whole, entries=whole.entries[:-1]),
        "the middle": replace(whole, entries=whole.entries[:3] + whole.entries[4:]),
        "a signature": replace(whole, seals=(other, *whole.seals[1:])),
        "a signer gone": replace(
            whole, seals=tuple(s for s in whole.seals if s.signer != "witness:1")
        ),
        "another ledger": replace(whole, ledger_id="f" * 32),
    }


@pytest.mark.parametrize("what", damaged())
def test_the_verifier_finds_what_was_changed(what: str) -> None:
    assert verifier.wrong(damaged()[what]) != []


# -- ledgers --------------------------------------------------------------------------


def read_all(connection: Any) -> list[str]:
    return verifier.wrong(verifier.read(connection))


@pytest.fixture(params=LEDGERS, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    """A ledger as a program of its day left it."""
    folder = tmp_path / "ledger"
    shutil.copytree(request.param, folder)
    (folder / "dump").unlink()
    clock = Clock(datetime.fromisoformat("2030-01-01T09:00:00+08:00"))
    with unlocked(folder, tmp_path / "state", clock, write=False) as vault:
        last = vault._connection.execute("SELECT max(recorded_at) FROM entry").fetchone()[0]
    clock.now = datetime.fromisoformat(last) + timedelta(hours=1)
    vault = unlocked(folder, tmp_path / "state", clock)
    yield Book(folder, tmp_path / "state", clock, vault)
    vault.lock()


def test_there_is_a_golden_ledger_of_every_format() -> None:
    names = {f"ledger_v{step.version}" for step in migrate.known_migrations()}
    assert {path.name for path in LEDGERS} == names


def test_an_old_ledger_opens_and_proves_sound(old: Book) -> None:
    proven = old.vault.prove(full=True)
    assert proven.breaks == ()
    assert proven.entries > 60
    assert read_all(old.connection) == []


def test_an_old_ledger_is_rebuilt_to_what_it_believed_then(
    old: Book, request: pytest.FixtureRequest
) -> None:
    assert old.vault.differs_from_rebuild() is None
    kept = HERE / request.node.callspec.id / "dump"
    assert old.dump() == kept.read_text(encoding="ascii").strip()


def test_an_old_ledger_knows_every_kind_of_act_of_its_day(old: Book) -> None:
    found = old.connection.execute("SELECT DISTINCT kind, version FROM entry").fetchall()
    for (seq,) in old.connection.execute("SELECT seq FROM entry").fetchall():
        (kind, version) = old.connection.execute(
            "SELECT kind, version FROM entry WHERE seq = ?", (seq,)
        ).fetchone()
        assert act_from_body(kind, version, journal.body(old.connection, seq))
    # The first two need the folder closed, the third an auditor; they are tested by themselves.
    later = {"recover_account", "change_keys", "log_in"}
    assert {kind.kind for kind in ACTS} - {kind for kind, _ in found} <= later


def test_an_old_ledger_goes_on(old: Book) -> None:
    before = old.vault.prove(full=False).entries
    old.vault.accounts.add_witness("新见证", ZHAO, "新的口令一二三四", TINY, second=old.second())
    old.record(RolledBack(on=old.today, why="试", first=0, last=0), second=old.second())
    assert old.vault.prove(full=True).entries == before + 3, "and who came, once it is cleared up"
    assert old.vault.prove(full=True).sound


def test_the_story_as_told_today_is_sound_for_both_verifiers(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    furnish(book)
    tell(book, tmp_path)
    assert book.vault.prove(full=True).breaks == ()
    assert read_all(book.connection) == []
    book.close()


# -- the schema -----------------------------------------------------------------------


def test_the_migrations_give_the_golden_schema(tmp_path: Path) -> None:
    """If this change is meant: python -m tests.golden.make"""
    assert make.fresh_schema(tmp_path) == make.SCHEMA.read_text(encoding="utf-8")


def test_an_old_ledger_has_the_golden_schema(old: Book) -> None:
    assert make.schema(old.connection) == make.SCHEMA.read_text(encoding="utf-8")
