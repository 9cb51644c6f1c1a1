"""The journal: append an entry, read it back, prove that nothing was altered.

    field digest = SM3(salt, name, value)
    body digest  = SM3(tag, field digests in the order of their names)
    link         = SM3(tag, seq, previous link, header, body digest)

Every part is preceded by its length in eight bytes, big-endian.  This layout
outlives the code: `tests/golden` fixes it byte for byte.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.store import identity
from db.store.digest import framed, sm3

if TYPE_CHECKING:
    from sqlite3 import Connection

TAG_GENESIS = b"zhuance genesis 1"
TAG_BODY = b"zhuance body 1"
TAG_LINK = b"zhuance link 1"
TAG_SEAL = b"zhuance seal 1"
SALT = 16


@dataclass(frozen=True)
class Header:
    """What an entry says in clear of itself: no titles, no reasons, no remarks."""

    recorded_at: str
    happened_on: str
    happened_at: str
    account: int
    operator: str
    second: str
    kind: str
    version: int
    subjects: str

    def encoded(self) -> bytes:
        """Return the header's fields in their fixed order, length-prefixed."""
        return framed(
            self.recorded_at.encode(),
            self.happened_on.encode(),
            self.happened_at.encode(),
            str(self.account).encode(),
            self.operator.encode(),
            self.second.encode(),
            self.kind.encode(),
            str(self.version).encode(),
            self.subjects.encode(),
        )


@dataclass(frozen=True)
class Entry:
    """One entry as it stands in the file, without its body."""

    seq: int
    header: Header
    body_digest: bytes
    link: bytes


@dataclass(frozen=True)
class Draft:
    """An entry about to be written."""

    header: Header
    body: Mapping[str, bytes]


@dataclass(frozen=True)
class Signer:
    """Who seals a transaction: `account:3` or `witness:1`, with the private key."""

    name: str
    private_key: bytes = field(repr=False)


def field_digest(salt: bytes, name: str, value: bytes) -> bytes:
    """Return the digest of one field of a body."""
    return sm3(framed(salt, name.encode(), value))


def body_digest(digests: Mapping[str, bytes]) -> bytes:
    """Return the digest of a body from its fields' digests."""
    return sm3(framed(TAG_BODY, *(digests[name] for name in sorted(digests))))


def link_of(seq: int, previous: bytes, header: bytes, body: bytes) -> bytes:
    """Return the link of an entry."""
    return sm3(framed(TAG_LINK, str(seq).encode(), previous, header, body))


def genesis(ledger_id: str) -> bytes:
    """Return the link before the first entry."""
    return sm3(framed(TAG_GENESIS, ledger_id.encode()))


def seal_message(ledger_id: str, first: int, last: int, link: bytes) -> bytes:
    """Return what the signers of a transaction sign."""
    return framed(TAG_SEAL, ledger_id.encode(), str(first).encode(), str(last).encode(), link)


def ledger_id(connection: Connection) -> str:
    """Return the ledger's own id."""
    (found,) = connection.execute("SELECT ledger_id FROM identity").fetchone()
    return str(found)


def tip(connection: Connection) -> tuple[int, bytes]:
    """Return the number and link of the last entry; (0, genesis) in an empty journal."""
    row = connection.execute("SELECT seq, link FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], bytes(row[1])) if row else (0, genesis(ledger_id(connection)))


def link_at(connection: Connection, seq: int) -> bytes | None:
    """Return the link of one entry, of the genesis for 0, or None."""
    if seq == 0:
        return genesis(ledger_id(connection))
    row = connection.execute("SELECT link FROM entry WHERE seq = ?", (seq,)).fetchone()
    return bytes(row[0]) if row else None


def append(connection: Connection, drafts: Sequence[Draft]) -> tuple[int, bytes]:
    """Write entries inside the caller's transaction; return the last number and link."""
    before, link = tip(connection)
    entries, fields, touched = [], [], []
    for seq, draft in enumerate(drafts, before + 1):
        salts = os.urandom(SALT * len(draft.body))
        digests = {}
        for index, (name, value) in enumerate(sorted(draft.body.items())):
            salt = salts[index * SALT : (index + 1) * SALT]
            digests[name] = field_digest(salt, name, value)
            fields.append((seq, name, value, salt))
        body = body_digest(digests)
        header = draft.header
        link = link_of(seq, link, header.encoded(), body)
        entries.append((seq, *vars(header).values(), body, link))
        touched += [(subject, seq) for subject in header.subjects.split(",") if subject]
    connection.executemany(
        "INSERT INTO entry (seq, recorded_at, happened_on, happened_at, account, operator,"
        " second, kind, version, subjects, body_digest, link)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries,
    )
    connection.executemany("INSERT INTO field (seq, name, value, salt) VALUES (?, ?, ?, ?)", fields)
    connection.executemany("INSERT INTO touched (subject, seq) VALUES (?, ?)", touched)
    return before + len(drafts), link


def seal(connection: Connection, first: int, signers: Sequence[Signer]) -> tuple[int, bytes]:
    """Sign everything from `first` to the tip; return the tip."""
    last, link = tip(connection)
    message = seal_message(ledger_id(connection), first, last, link)
    for signer in signers:
        connection.execute(
            "INSERT INTO seal (last, signer, first, signature) VALUES (?, ?, ?, ?)",
            (last, signer.name, first, identity.sign(signer.private_key, message)),
        )
    return last, link


_ENTRY = (
    "SELECT seq, recorded_at, happened_on, happened_at, account, operator, second, kind,"
    " version, subjects, body_digest, link FROM entry"
)


def entries(connection: Connection, first: int = 1, last: int | None = None) -> Iterator[Entry]:
    """Yield entries in order."""
    limit = (first, last if last is not None else (1 << 62))
    for row in connection.execute(f"{_ENTRY} WHERE seq BETWEEN ? AND ? ORDER BY seq", limit):
        yield Entry(row[0], Header(*row[1:10]), bytes(row[10]), bytes(row[11]))


def body(connection: Connection, seq: int) -> dict[str, bytes]:
    """Return the body of an entry; a withheld field is b""."""
    rows = connection.execute("SELECT name, value FROM field WHERE seq = ?", (seq,))
    return {name: bytes(value or b"") for name, value in rows}


def bodies(
    connection: Connection, first: int = 1, last: int | None = None
) -> Iterator[tuple[Entry, dict[str, bytes]]]:
    """Yield entries with their bodies, streaming both tables side by side."""
    stop = last if last is not None else (1 << 62)
    rows = connection.execute(
        "SELECT seq, name, value FROM field WHERE seq BETWEEN ? AND ? ORDER BY seq", (first, stop)
    )
    row = rows.fetchone()
    for entry in entries(connection, first, stop):
        found: dict[str, bytes] = {}
        while row is not None and row[0] <= entry.seq:
            found[row[1]] = bytes(row[2] or b"")
            row = rows.fetchone()
        yield entry, found
