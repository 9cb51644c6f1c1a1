"""Who signs: the keys and names that the journal recorded, and who must have signed an entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from db.ledger.act import KINDS
from db.store import journal
from db.store.digest import hexed
from db.store.journal import Entry

if TYPE_CHECKING:
    from db.store.cipher import Connection


Keys: TypeAlias = dict[str, list[tuple[int, bytes]]]

_SIGNED_BY_THREE = frozenset(kind.kind for kind in KINDS.values() if kind.third)


def due(connection: Connection, entry: Entry) -> set[str]:
    """Return who must have signed an entry: its operator, and whoever else it names."""
    named = [entry.header.second]
    if entry.header.kind in _SIGNED_BY_THREE:
        named += _recorded(connection, entry.seq, "giver")
    return {f"account:{entry.header.account}", *(one.partition(" ")[0] for one in named if one)}


def names(connection: Connection) -> dict[str, str]:
    """Return who bears which name, as the acts that gave the first keys recorded it."""
    found: dict[str, str] = {}
    for kind, prefix in (("add_account", "account"), ("add_witness", "witness")):
        for seq in _seqs(connection, kind):
            number, name = _recorded(connection, seq, "number", "name")
            found.setdefault(f"{prefix}:{number}", name)
    return found


_KEY_ACTS = (
    ("add_account", "account", "number"),
    ("add_witness", "witness", "number"),
    ("recover_account", "account", "account"),
    ("reset_password", "account", "account"),
    ("reset_password", "witness", "witness"),
)
_RENEWING = ("recover_account", "reset_password")


def public_keys(connection: Connection) -> Keys:
    """Return the public keys that the journal recorded: by signer, from which entry on.

    A number is given once: whoever says again that it was given says nothing.
    """
    keys: Keys = {}
    for kind, prefix, name in _KEY_ACTS:
        for seq in _seqs(connection, kind):
            number, key = _recorded(connection, seq, name, "public_key")
            signer = f"{prefix}:{number}"
            if kind in _RENEWING or signer not in keys:
                keys.setdefault(signer, []).append((seq, hexed(key)))
    return keys


def _seqs(connection: Connection, kind: str) -> list[int]:
    rows = connection.execute("SELECT seq FROM entry WHERE kind = ? ORDER BY seq", (kind,))
    return [seq for (seq,) in rows.fetchall()]


def _recorded(connection: Connection, seq: int, *fields: str) -> tuple[str, ...]:
    """Return fields of an entry as texts; empty ones if somebody spoilt it."""
    body = journal.body(connection, seq)
    try:
        return tuple(str(json.loads(body[field])) for field in fields)
    except (KeyError, ValueError, RecursionError):
        return ("",) * len(fields)


def key_at(keys: Keys, signer: str, seq: int) -> bytes | None:
    """Return the key a signer had at an entry."""
    had = [(since, key) for since, key in keys.get(signer, ()) if since <= seq]
    return max(had)[1] if had else None
