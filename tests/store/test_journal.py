"""The journal: what is appended is linked, digested and signed, and stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from db.ledger.act import body_of
from db.store import identity, journal, proof
from db.store.journal import Draft, Header, Signer
from tests.book import Book, a_book, register

HEADER = Header(
    recorded_at="2026-03-04T09:00:00+08:00",
    happened_on="2026-03-04",
    happened_at="14:05",
    account=1,
    operator="示例李",
    second="",
    kind="register",
    version=1,
    subjects="document:1,copy:1",
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def drafts(*bodies: dict[str, bytes]) -> list[Draft]:
    return [Draft(HEADER, body) for body in bodies]


def test_entries_are_numbered_from_one_and_each_is_linked_to_the_one_before(book: Book) -> None:
    count, before = journal.tip(book.connection)
    last, link = journal.append(book.connection, drafts({"a": b"1"}, {}, {"b": b"2", "a": b"1"}))
    assert last == count + 3
    entries = list(journal.entries(book.connection))
    assert [entry.seq for entry in entries] == list(range(1, count + 4))
    previous = journal.genesis(journal.ledger_id(book.connection))
    for entry in entries:
        linked = journal.link_of(entry.seq, previous, entry.header.encoded(), entry.body_digest)
        assert entry.link == linked
        previous = entry.link
    assert previous == link == journal.tip(book.connection)[1]
    assert before != link


def test_an_empty_journal_begins_with_a_link_of_its_own_ledger() -> None:
    assert journal.genesis("a") != journal.genesis("b")


def test_a_body_is_read_as_it_was_written(book: Book) -> None:
    body = body_of(register())
    last, _ = journal.append(book.connection, drafts(body))
    assert journal.body(book.connection, last) == body
    ((entry, found),) = journal.bodies(book.connection, last)
    assert (entry.seq, found) == (last, body)


def test_what_an_entry_touched_is_found_by_its_subjects(book: Book) -> None:
    last, _ = journal.append(book.connection, drafts({}))
    rows = book.connection.execute("SELECT subject FROM touched WHERE seq = ?", (last,))
    assert sorted(subject for (subject,) in rows) == ["copy:1", "document:1"]


def test_the_same_body_twice_has_two_digests_because_it_is_salted(book: Book) -> None:
    last, _ = journal.append(book.connection, drafts({"a": b"1"}, {"a": b"1"}))
    one, other = list(journal.entries(book.connection, last - 1))
    assert one.body_digest != other.body_digest
    salts = book.connection.execute("SELECT salt FROM field WHERE seq >= ?", (last - 1,))
    assert {len(bytes(salt)) for (salt,) in salts} == {16}


def test_a_seal_covers_a_whole_transaction_and_answers_to_the_signers_key(book: Book) -> None:
    first = journal.tip(book.connection)[0] + 1
    journal.append(book.connection, drafts({}, {}))
    private, public = identity.new_identity()
    last, link = journal.seal(book.connection, first, [Signer("account:1", private)])
    (row,) = book.connection.execute("SELECT * FROM seal WHERE last = ?", (last,)).fetchall()
    assert row[:3] == (last, "account:1", first)
    ledger = journal.ledger_id(book.connection)
    message = journal.seal_message(ledger, first, last, link)
    assert identity.verify(public, message, bytes(row[3]))
    assert not identity.verify(
        public, journal.seal_message(ledger, first - 1, last, link), bytes(row[3])
    )


def test_what_two_persons_confirm_bears_both_signatures(told: Book) -> None:
    rows = told.connection.execute(
        "SELECT entry.kind, entry.account, entry.second, group_concat(seal.signer) FROM entry"
        " JOIN seal ON entry.seq BETWEEN seal.first AND seal.last"
        " WHERE entry.second <> '' GROUP BY entry.seq"
    ).fetchall()
    assert rows
    for kind, account, second, signers in rows:
        two, more = {f"account:{account}", second.partition(" ")[0]}, set(signers.split(","))
        assert two <= more
        assert two == more or kind == "receive_handover", "the leaver signs it, too"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET operator = '示例王' WHERE seq = 1",
        "UPDATE entry SET seq = 999 WHERE seq = 1",
        "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
        "UPDATE field SET value = x'31' WHERE seq = 1",
        "UPDATE field SET salt = x'31' WHERE seq = 1",
        "UPDATE field SET value = NULL, salt = NULL WHERE seq = 1",
        "UPDATE field SET value = x'31', salt = NULL, digest = x'31' WHERE seq = 1",
        "UPDATE field SET value = NULL, salt = NULL, digest = x'31', name = 'x' WHERE seq = 1",
        "DELETE FROM field WHERE seq = 1",
        "UPDATE seal SET signature = x'31'",
        "DELETE FROM seal",
        "UPDATE identity SET ledger_id = 'x'",
        "DELETE FROM identity",
    ],
)
def test_the_journal_is_insert_only(book: Book, sql: str) -> None:
    with pytest.raises(dbapi2.DatabaseError, match=r"insert-only|is fixed"):
        book.connection.execute(sql)
    assert book.vault.prove(full=True).sound


@pytest.mark.parametrize("table", ["entry", "field", "seal", "identity"])
def test_a_row_of_the_journal_is_not_replaced(book: Book, table: str) -> None:
    """INSERT OR REPLACE deletes without a trigger unless recursive triggers are on."""
    row = book.connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    marks = ", ".join("?" * len(row))
    with pytest.raises(dbapi2.DatabaseError):
        book.connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)


def test_a_withheld_field_keeps_its_digest_and_the_chain_holds(book: Book) -> None:
    """What a redaction does to one field: value and salt go, the digest stays."""
    seq = book.record(register()).last
    value, salt = book.connection.execute(
        "SELECT value, salt FROM field WHERE seq = ? AND name = 'remark'"
        " UNION ALL SELECT value, salt FROM field WHERE seq = ? AND name = 'title'",
        (seq, seq),
    ).fetchone()
    digest = journal.field_digest(bytes(salt), "title", bytes(value))
    book.connection.execute(
        "UPDATE field SET value = NULL, salt = NULL, digest = ? WHERE seq = ? AND name = 'title'",
        (digest, seq),
    )
    assert proof.first_broken_body(book.connection) is None
    assert list(proof.withheld(book.connection)) == [(seq, "title")]
    assert journal.body(book.connection, seq)["title"] == b""  # the placeholder stands for it
    with pytest.raises(dbapi2.DatabaseError, match="insert-only"):
        book.connection.execute(
            "UPDATE field SET digest = x'00' WHERE seq = ? AND name = 'title'", (seq,)
        )


TEXT = st.text(max_size=6)
HEADERS = st.builds(
    Header,
    recorded_at=TEXT,
    happened_on=TEXT,
    happened_at=TEXT,
    account=st.integers(0, 99),
    operator=TEXT,
    second=TEXT,
    kind=TEXT,
    version=st.integers(1, 9),
    subjects=TEXT,
)


@settings(max_examples=60, deadline=None)
@given(HEADERS, HEADERS)
def test_two_headers_are_never_encoded_alike(one: Header, other: Header) -> None:
    assert (one.encoded() == other.encoded()) == (one == other)


BODIES = st.dictionaries(st.text("ab", min_size=1, max_size=3), st.binary(max_size=3), max_size=3)


@settings(max_examples=60, deadline=None)
@given(BODIES, BODIES)
def test_two_bodies_are_never_digested_alike(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    def digest(body: dict[str, bytes]) -> bytes:
        digests = {name: journal.field_digest(b"", name, value) for name, value in body.items()}
        return journal.body_digest(digests)

    assert (digest(one) == digest(other)) == (one == other)


def test_signers_never_show_their_keys(book: Book) -> None:
    signer: Any = Signer("account:1", b"private")
    assert "private" not in repr(signer)
