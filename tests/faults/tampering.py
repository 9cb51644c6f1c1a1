"""The hand of somebody who holds the master key, as everybody with a password does.

He has all the time in the world: he drops the triggers and puts them back, recomputes digests and
links, rewrites both heads.  What he has not is the others' signing keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db.ledger.act import canonical
from db.ledger.trouble import Damaged, Trouble
from db.store import cipher, head, journal
from db.store.journal import Draft, Header, Signer
from db.store.keyring import Opened
from tests.book import OFFICER, PASSWORD, Clock, opened_keys, unlocked
from tests.golden.story import HEAD_PASSWORD

GOLDEN = Path(__file__).parents[1] / "golden" / "ledger_v1"
WANG = "示例王"  # account 2, who has a password and with it the master key


@dataclass
class Scene:
    """A closed ledger, and the hand that reaches into it."""

    folder: Path
    state: Path
    clock: Clock

    @property
    def keys(self) -> Opened:
        """What 示例王 can get at: the master key, and his own signing key."""
        keys: Opened = opened_keys(self.folder, HEAD_PASSWORD, WANG)
        return keys

    @contextmanager
    def reaching_in(self) -> Iterator[Any]:
        """Open the file with the raw key, without the triggers; put them back at the end."""
        connection = cipher.connect(self.folder / "ledger.db", self.keys.master_key, write=True)
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
            for _, sql in triggers:
                connection.execute(sql)
            cipher.checkpoint(connection)
        finally:
            connection.close()

    def rewrite_heads(self) -> None:
        """Make both heads say what the file says now: their key comes from the master key."""
        connection = cipher.connect(self.folder / "ledger.db", self.keys.master_key, write=False)
        try:
            count, link = journal.tip(connection)
            ledger = journal.ledger_id(connection)
        finally:
            connection.close()
        ring = self.keys.keyring
        made = head.made_head(
            self.keys.master_key, ledger, count=count, link=link, keyring_generation=ring.generation
        )
        head.write_head(self.folder, self.state, made)

    def found(self, password: str = PASSWORD, account: str = OFFICER) -> list[str]:
        """Return what is said about it, at unlocking or by a full verification."""
        try:
            vault = unlocked(self.folder, self.state, self.clock, password, account, write=False)
        except Damaged as damaged:
            return [str(damaged)]
        try:
            said = [vault.rollback.sentence] if vault.rollback else []
            return said + [str(each) for each in vault.prove(full=True).breaks]
        except Trouble as trouble:
            return [str(trouble)]
        finally:
            vault.lock()


def chinese(said: list[str]) -> bool:
    return all(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in said)


# -- writing in the journal by hand ----------------------------------------------------


def entry_of(connection: Any, kind: str) -> int:
    (seq,) = connection.execute("SELECT min(seq) FROM entry WHERE kind = ?", (kind,)).fetchone()
    return int(seq)


def redigest(connection: Any, seq: int) -> None:
    """Make an entry's body digest fit its fields again."""
    rows = connection.execute("SELECT name, salt, value, digest FROM field WHERE seq = ?", (seq,))
    digests = {
        name: journal.field_digest(bytes(salt), name, bytes(value)) if salt else bytes(kept)
        for name, salt, value, kept in rows
    }
    connection.execute(
        "UPDATE entry SET body_digest = ? WHERE seq = ?", (journal.body_digest(digests), seq)
    )


def relink(connection: Any) -> None:
    """Make every link follow again."""
    previous = journal.genesis(journal.ledger_id(connection))
    for entry in list(journal.entries(connection)):
        previous = journal.link_of(entry.seq, previous, entry.header.encoded(), entry.body_digest)
        connection.execute("UPDATE entry SET link = ? WHERE seq = ?", (previous, entry.seq))


def set_field(connection: Any, seq: int, name: str, value: object) -> None:
    connection.execute(
        "UPDATE field SET value = ? WHERE seq = ? AND name = ?", (canonical(value), seq, name)
    )


def append(
    connection: Any,
    body: Mapping[str, object],
    key: bytes | None = None,
    signer: str = "",
    kind: str = "add_place",
    **header_says: Any,
) -> None:
    """Append an entry that says it was 示例李's, or whatever it shall say."""
    ((at,),) = connection.execute("SELECT max(recorded_at) FROM entry").fetchall()
    header = replace(Header(at, at[:10], "", 1, OFFICER, "", kind, 1, ""), **header_says)
    encoded = {name: canonical(value) for name, value in {"on": at[:10], **body}.items()}
    last, _ = journal.append(connection, [Draft(header, encoded)])
    if key is not None:
        journal.seal(connection, last, [Signer(signer, key)])


def move(connection: Any, after: int, by: int) -> None:
    """Renumber everything that stands after an entry; the signatures over it go along."""
    for table, column in (("entry", "seq"), ("field", "seq"), ("touched", "seq"), ("seal", "last")):
        connection.execute(f"UPDATE {table} SET {column} = -{column} WHERE {column} > ?", (after,))
        connection.execute(f"UPDATE {table} SET {column} = ? - {column} WHERE {column} < 0", (by,))
    connection.execute("UPDATE seal SET first = first + ? WHERE first > ?", (by, after))


def cut(connection: Any, entries: int) -> None:
    last = journal.tip(connection)[0] - entries
    for table, column in (("field", "seq"), ("seal", "last"), ("touched", "seq"), ("entry", "seq")):
        connection.execute(f"DELETE FROM {table} WHERE {column} > ?", (last,))


def set_new_body(connection: Any, seq: int, body: dict[str, object]) -> None:
    connection.executemany(
        "INSERT INTO field (seq, name, value, salt) VALUES (?, ?, ?, ?)",
        [(seq, name, canonical(value), bytes(16)) for name, value in body.items()],
    )
