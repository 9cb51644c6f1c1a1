"""A second opinion on a journal: written from the description of the format, not from our code.

It imports nothing of ours.  Standard library, an SM3 of its own, and Ed25519 from `cryptography`.
What it reads of a ledger: the tables `identity`, `entry`, `field`, `seal`, by plain SQL.

    part(x)       = length of x in eight bytes, big end first, then x
    field digest  = SM3(part(salt) part(name) part(value))
    body digest   = SM3(part("zhuance body 1") part(digest) …)   digests in the order of their names
    header        = part(…) of its nine fields in order, numbers in decimal
    link          = SM3(part("zhuance link 1") part(seq) part(previous link) part(header)
                        part(body digest));  before the first entry stands
                    SM3(part("zhuance genesis 1") part(ledger id))
    signature     = Ed25519 over part("zhuance seal 1") part(ledger id) part(first) part(last)
                    part(link of last)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEADER = (
    "recorded_at",
    "happened_on",
    "happened_at",
    "account",
    "operator",
    "second",
    "kind",
    "version",
    "subjects",
)

# -- SM3 (GB/T 32905-2016) ------------------------------------------------------------

_START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
    0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
_WORD = 0xFFFFFFFF


def _turned(word: int, by: int) -> int:
    by %= 32
    return (word << by | word >> (32 - by)) & _WORD


def _mixed0(word: int) -> int:
    return word ^ _turned(word, 9) ^ _turned(word, 17)


def _mixed1(word: int) -> int:
    return word ^ _turned(word, 15) ^ _turned(word, 23)


_CONSTANT = tuple(_turned(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64))


def _expanded(block: bytes) -> tuple[list[int], list[int]]:
    words = [int.from_bytes(block[at : at + 4], "big") for at in range(0, 64, 4)]
    for j in range(16, 68):
        inner = words[j - 16] ^ words[j - 9] ^ _turned(words[j - 3], 15)
        words.append(_mixed1(inner) ^ _turned(words[j - 13], 7) ^ words[j - 6])
    return words, [words[j] ^ words[j + 4] for j in range(64)]


def _compressed(state: Sequence[int], block: bytes) -> tuple[int, ...]:
    words, primes = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        turned = _turned(a, 12)
        ss1 = _turned((turned + e + _CONSTANT[j]) & _WORD, 7)
        ss2 = ss1 ^ turned
        if j < 16:
            one, other = a ^ b ^ c, e ^ f ^ g
        else:
            one, other = (a & b) | (a & c) | (b & c), (e & f) | (~e & g & _WORD)
        tt1 = (one + d + ss2 + primes[j]) & _WORD
        tt2 = (other + h + ss1 + words[j]) & _WORD
        a, b, c, d = tt1, a, _turned(b, 9), c
        e, f, g, h = _mixed0(tt2), e, _turned(f, 19), g
    return tuple(x ^ y for x, y in zip((a, b, c, d, e, f, g, h), state, strict=True))


def own_sm3(data: bytes) -> bytes:
    """SM3 in pure Python."""
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    state: tuple[int, ...] = _START
    for at in range(0, len(padded), 64):
        state = _compressed(state, padded[at : at + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def sm3(data: bytes) -> bytes:
    """SM3, by OpenSSL where Python has it."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data).digest()
    return own_sm3(data)


# -- the format -----------------------------------------------------------------------


def parts(*given: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in given)


def field_digest(salt: bytes, name: str, value: bytes) -> bytes:
    return sm3(parts(salt, name.encode("utf-8"), value))


def body_digest(digests: Mapping[str, bytes]) -> bytes:
    return sm3(parts(b"zhuance body 1", *(digests[name] for name in sorted(digests))))


def header_bytes(header: Mapping[str, Any]) -> bytes:
    return parts(*(str(header[name]).encode("utf-8") for name in HEADER))


def genesis(ledger_id: str) -> bytes:
    return sm3(parts(b"zhuance genesis 1", ledger_id.encode("utf-8")))


def link(seq: int, previous: bytes, header: Mapping[str, Any], body: bytes) -> bytes:
    number = str(seq).encode("ascii")
    return sm3(parts(b"zhuance link 1", number, previous, header_bytes(header), body))


def seal_message(ledger_id: str, first: int, last: int, last_link: bytes) -> bytes:
    numbers = (str(first).encode("ascii"), str(last).encode("ascii"))
    return parts(b"zhuance seal 1", ledger_id.encode("utf-8"), *numbers, last_link)


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# -- a whole journal ------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    """A field of a body; a withheld one has its digest only."""

    name: str
    value: bytes | None
    salt: bytes | None
    digest: bytes | None

    def digested(self) -> bytes:
        if self.value is None and self.salt is None:
            return self.digest or b""
        if self.value is None or self.salt is None or self.digest is not None:
            return b""  # an old digest beside another value answers for nothing
        return field_digest(self.salt, self.name, self.value)


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in the file."""

    seq: int
    header: Mapping[str, Any]
    fields: tuple[Field, ...]
    body_digest: bytes
    link: bytes

    def value(self, name: str) -> Any:
        found = {field.name: field.value for field in self.fields}[name]
        return json.loads(found or b"null")


@dataclass(frozen=True)
class Seal:
    """A signature over everything from `first` to `last`."""

    first: int
    last: int
    signer: str
    signature: bytes


@dataclass(frozen=True)
class Journal:
    """All of it."""

    ledger_id: str
    entries: tuple[Entry, ...]
    seals: tuple[Seal, ...]


def read(connection: Any) -> Journal:
    """Read a journal out of an open ledger."""
    ((ledger_id,),) = connection.execute("SELECT ledger_id FROM identity").fetchall()
    fields: dict[int, list[Field]] = {}
    for seq, *rest in connection.execute("SELECT seq, name, value, salt, digest FROM field"):
        fields.setdefault(seq, []).append(Field(*rest))
    rows = connection.execute(
        f"SELECT seq, {', '.join(HEADER)}, body_digest, link FROM entry ORDER BY seq"
    ).fetchall()
    entries = (
        Entry(
            row[0],
            dict(zip(HEADER, row[1:10], strict=True)),
            tuple(fields.pop(row[0], ())),
            bytes(row[10]),
            bytes(row[11]),
        )
        for row in rows
    )
    seals = connection.execute(
        "SELECT first, last, signer, signature FROM seal ORDER BY last, signer"
    ).fetchall()
    made = Journal(ledger_id, tuple(entries), tuple(Seal(*seal) for seal in seals))
    if fields:
        raise ValueError(f"fields without an entry: {sorted(fields)}")
    return made


def wrong(journal: Journal) -> list[str]:
    """Return everything that does not add up; empty for a sound journal."""
    return [*_wrong_links(journal), *_wrong_seals(journal)]


def _wrong_links(journal: Journal) -> Iterator[str]:
    previous = genesis(journal.ledger_id)
    for expected, entry in enumerate(journal.entries, 1):
        if entry.seq != expected:
            yield f"entry {expected} is missing"
            return
        body = body_digest({field.name: field.digested() for field in entry.fields})
        if body != entry.body_digest:
            yield f"entry {entry.seq}: the body is not what was digested"
        previous = link(entry.seq, previous, entry.header, entry.body_digest)
        if previous != entry.link:
            yield f"entry {entry.seq}: the link does not follow"
            return


def _keys(journal: Journal) -> dict[str, list[tuple[int, bytes]]]:
    """Return who signs with which key from which entry on; a number is given once."""
    keys: dict[str, list[tuple[int, bytes]]] = {}
    for entry in journal.entries:
        kind = entry.header["kind"]
        if kind in ("add_account", "add_witness"):
            signer = f"{kind.removeprefix('add_')}:{entry.value('number')}"
            key = (entry.seq, bytes.fromhex(entry.value("public_key")))
            keys.setdefault(signer, [key])
        elif kind == "recover_account":
            key = (entry.seq, bytes.fromhex(entry.value("public_key")))
            keys[f"account:{entry.value('account')}"].append(key)
        elif kind == "reset_password":
            key = (entry.seq, bytes.fromhex(entry.value("public_key")))
            named = {field.name for field in entry.fields} & {"account", "witness"}
            for whose in named:
                keys[f"{whose}:{entry.value(whose)}"].append(key)
    return keys


def _due(entry: Entry) -> set[str]:
    """Return who must have signed an entry: whoever it names."""
    named = [entry.header["second"]]
    if entry.header["kind"] == "receive_handover":
        named.append(entry.value("giver"))
    return {f"account:{entry.header['account']}", *(one.split(" ")[0] for one in named if one)}


def _wrong_seals(journal: Journal) -> Iterator[str]:
    keys = _keys(journal)
    covered = 0
    spans = sorted({(seal.first, seal.last) for seal in journal.seals})
    for first, last in spans:
        if first != covered + 1 or not first <= last <= len(journal.entries):
            yield f"entry {covered + 1} is not covered by one signature"
            return
        covered = last
        message = seal_message(journal.ledger_id, first, last, journal.entries[last - 1].link)
        signers = set()
        for seal in journal.seals:
            if (seal.first, seal.last) != (first, last):
                continue
            had = [key for since, key in keys.get(seal.signer, ()) if since <= last]
            if not had or not signed(had[-1], message, seal.signature):
                yield f"entry {last}: {seal.signer} did not sign this"
            signers.add(seal.signer)
        for entry in journal.entries[first - 1 : last]:
            if not _due(entry) <= signers:
                yield f"entry {entry.seq}: not signed by everybody it names"
    if covered != len(journal.entries):
        yield f"entry {covered + 1} is not signed"
