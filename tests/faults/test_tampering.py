"""Somebody who holds the master key, as everybody with a password does, writes in the file by hand.

He has all the time in the world: he drops the triggers and puts them back, recomputes digests and
links, rewrites both heads.  What he has not is the others' signing keys.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import canonical
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.add_account import AddAccount
from db.ledger.beliefs import BELIEFS
from db.ledger.trouble import Damaged, Trouble
from db.store import cipher, head, identity, journal, keyring, settling, standing
from db.store.journal import Draft, Header, Signer
from db.store.keyring import Keyring, Opened
from tests.book import OFFICER, PASSWORD, TINY, Clock, opened_keys, unlocked
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


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The golden ledger as it was left on this machine."""
    at = tmp_path_factory.mktemp("closed")
    shutil.copytree(GOLDEN, at / "ledger")
    (at / "ledger" / "dump").unlink()
    scene = Scene(at / "ledger", at / "state", Clock())
    with scene.reaching_in() as connection:
        ((last,),) = connection.execute("SELECT max(recorded_at) FROM entry").fetchall()
    scene.clock.now = datetime.fromisoformat(last) + timedelta(hours=1)
    unlocked(scene.folder, scene.state, scene.clock).lock()
    return scene


@pytest.fixture
def scene(closed: Scene, tmp_path: Path) -> Scene:
    shutil.copytree(closed.folder, tmp_path / "ledger")
    shutil.copytree(closed.state, tmp_path / "state")
    return Scene(tmp_path / "ledger", tmp_path / "state", Clock(closed.clock.now))


def chinese(said: list[str]) -> bool:
    return all(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in said)


def test_an_untouched_ledger_is_sound(scene: Scene) -> None:
    with scene.reaching_in():
        pass
    assert scene.found() == []
    assert scene.found(HEAD_PASSWORD, WANG) == []


# -- the journal ----------------------------------------------------------------------


def entry_of(connection: Any, kind: str) -> int:
    (seq,) = connection.execute("SELECT min(seq) FROM entry WHERE kind = ?", (kind,)).fetchone()
    return int(seq)


def redigest(connection: Any, seq: int) -> None:
    """Make an entry's body digest fit its fields again."""
    rows = connection.execute("SELECT name, salt, value FROM field WHERE seq = ?", (seq,))
    digests = {
        name: journal.field_digest(bytes(salt), name, bytes(value)) for name, salt, value in rows
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


def edited_title(connection: Any) -> None:
    set_field(connection, entry_of(connection, "register"), "title", "另一个题目")


def edited_operator(connection: Any) -> None:
    connection.execute("UPDATE entry SET operator = '示例王' WHERE seq = 20")


def edited_day(connection: Any) -> None:
    connection.execute("UPDATE entry SET happened_on = '2026-03-01' WHERE seq = 20")


def edited_second(connection: Any) -> None:
    connection.execute("UPDATE entry SET second = '' WHERE second <> ''")


def field_slipped_in(connection: Any) -> None:
    connection.execute("INSERT INTO field (seq, name, value, salt) VALUES (20, 'x', x'31', x'31')")


def field_taken_out(connection: Any) -> None:
    connection.execute("DELETE FROM field WHERE seq = 20 AND name = 'on'")


def field_withheld_falsely(connection: Any) -> None:
    connection.execute(
        "UPDATE field SET value = NULL, salt = NULL, digest = x'31' WHERE seq = 20 AND name = 'on'"
    )


def entry_taken_out(connection: Any) -> None:
    connection.execute("DELETE FROM field WHERE seq = 20")
    connection.execute("DELETE FROM entry WHERE seq = 20")


def reordered(connection: Any) -> None:
    for table in ("entry", "field"):
        for old, new in ((20, -1), (21, 20), (-1, 21)):
            connection.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))


def inserted(connection: Any) -> None:
    """An entry slipped in between two others, the later ones moved on."""
    for table, column in (("entry", "seq"), ("field", "seq")):
        rows = connection.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} > 20 ORDER BY 1 DESC"
        ).fetchall()
        for (seq,) in rows:
            connection.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (seq + 1, seq)
            )
    connection.execute(
        "INSERT INTO entry SELECT 21, recorded_at, happened_on, happened_at, account, operator,"
        " second, 'add_place', 1, 'place:77', body_digest, link FROM entry WHERE seq = 20"
    )
    connection.execute("UPDATE seal SET first = first + 1, last = last + 1 WHERE first > 20")
    connection.execute("UPDATE seal SET last = last + 1 WHERE first <= 20 AND last >= 20")
    set_new_body(connection, 21, {"on": "2026-03-04", "name": "暗柜", "number": 77})


def set_new_body(connection: Any, seq: int, body: dict[str, object]) -> None:
    connection.executemany(
        "INSERT INTO field (seq, name, value, salt) VALUES (?, ?, ?, ?)",
        [(seq, name, canonical(value), bytes(16)) for name, value in body.items()],
    )


JOURNAL: list[Callable[[Any], None]] = [
    edited_title,
    edited_operator,
    edited_day,
    edited_second,
    field_slipped_in,
    field_taken_out,
    field_withheld_falsely,
    entry_taken_out,
    reordered,
    inserted,
]
BY_NAME = pytest.mark.parametrize("harm", JOURNAL, ids=lambda harm: harm.__name__)


@BY_NAME
def test_what_was_written_by_hand_is_found(scene: Scene, harm: Callable[[Any], None]) -> None:
    with scene.reaching_in() as connection:
        harm(connection)
    said = scene.found()
    assert said
    assert chinese(said)


@BY_NAME
def test_it_is_found_although_digests_and_links_were_recomputed(
    scene: Scene, harm: Callable[[Any], None]
) -> None:
    """The heads remember another link; and who rewrites them too still cannot sign."""
    with scene.reaching_in() as connection:
        harm(connection)
        for (seq,) in connection.execute("SELECT seq FROM entry WHERE seq BETWEEN 15 AND 25"):
            if harm is not field_withheld_falsely:
                redigest(connection, seq)
        for kind in ("register",):
            redigest(connection, entry_of(connection, kind))
        relink(connection)
    assert scene.found()
    scene.rewrite_heads()
    said = scene.found()
    assert any("签名" in text for text in said), said
    assert chinese(said)


def test_a_rewrite_signed_by_another_is_found(scene: Scene) -> None:
    """示例王 changes an entry of 示例李 and signs everything anew with the one key he has."""
    with scene.reaching_in() as connection:
        edited_title(connection)
        redigest(connection, entry_of(connection, "register"))
        relink(connection)
        ledger = journal.ledger_id(connection)
        for last, signer, first in connection.execute(
            "SELECT last, signer, first FROM seal"
        ).fetchall():
            link = journal.link_at(connection, last) or b""
            message = journal.seal_message(ledger, first, last, link)
            connection.execute(
                "UPDATE seal SET signature = ? WHERE last = ? AND signer = ?",
                (identity.sign(scene.keys.signing_key, message), last, signer),
            )
    scene.rewrite_heads()
    assert any("account:1的签名不成立" in text for text in scene.found())


def test_an_entry_in_anothers_name_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        append(connection, {"name": "暗柜", "number": 77}, scene.keys.signing_key, "account:2")
    scene.rewrite_heads()
    assert any("缺少经手人" in text for text in scene.found())


def test_an_entry_signed_in_anothers_name_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        append(connection, {"name": "暗柜", "number": 77}, scene.keys.signing_key, "account:1")
    scene.rewrite_heads()
    assert any("account:1的签名不成立" in text for text in scene.found())


def test_an_entry_without_a_signature_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        append(connection, {"name": "暗柜", "number": 77})
    scene.rewrite_heads()
    assert any("没有签名覆盖" in text for text in scene.found())


def append(
    connection: Any,
    body: dict[str, object],
    key: bytes | None = None,
    signer: str = "",
    kind: str = "add_place",
) -> None:
    """Append an entry that says it was 示例李's."""
    ((at,),) = connection.execute("SELECT max(recorded_at) FROM entry").fetchall()
    header = Header(at, at[:10], "", 1, OFFICER, "", kind, 1, "")
    encoded = {name: canonical(value) for name, value in ({"on": at[:10]} | body).items()}
    last, _ = journal.append(connection, [Draft(header, encoded)])
    if key is not None:
        journal.seal(connection, last, [Signer(signer, key)])


def test_a_cut_tail_is_found_by_either_head(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        cut(connection, 3)
    said = scene.found()
    assert any("已丢失" in text for text in said)
    (scene.folder / "head").unlink()
    assert any("已丢失" in text for text in scene.found())


def cut(connection: Any, entries: int) -> None:
    last = journal.tip(connection)[0] - entries
    for table, column in (("field", "seq"), ("seal", "last"), ("touched", "seq"), ("entry", "seq")):
        connection.execute(f"DELETE FROM {table} WHERE {column} > ?", (last,))


def test_a_cut_tail_with_both_heads_rewritten_is_found_by_a_printed_page(scene: Scene) -> None:
    with unlocked(scene.folder, scene.state, scene.clock, write=False) as vault:
        with vault.snapshot() as seen:
            code = seen.paper_code(1, 1)
        assert vault.check_code(code).holds
    with scene.reaching_in() as connection:
        cut(connection, 1)
    scene.rewrite_heads()
    with unlocked(scene.folder, scene.state, scene.clock, write=False) as vault:
        verdict = vault.check_code(code)
        assert not verdict.holds
        assert "截短" in verdict.sentence


def test_a_fork_of_the_same_length_is_found_by_the_heads(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        cut(connection, 1)
        append(connection, {"name": "暗柜", "number": 77}, scene.keys.signing_key, "account:2")
    assert any("已不是当时那一条" in text for text in scene.found())


def test_another_ledgers_journal_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        connection.execute("UPDATE identity SET ledger_id = ?", ("f" * 32,))
    assert any("不是同一本" in text for text in scene.found())


# -- what is derived ------------------------------------------------------------------


@pytest.mark.parametrize("kind", BELIEFS, ids=lambda kind: kind.table)
@pytest.mark.parametrize("how", ["change", "remove", "add"])
def test_a_belief_written_by_hand_is_found(scene: Scene, kind: Any, how: str) -> None:
    with scene.reaching_in() as connection:
        count = connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]
        assert count, "the golden story should have one"
        columns = standing.columns(kind)
        free = [name for name in columns if name not in kind.key]
        chosen = f"rowid = (SELECT max(rowid) FROM {kind.table})"
        if connection.execute(
            "SELECT wr FROM pragma_table_list WHERE name = ?", (kind.table,)
        ).fetchone()[0]:
            chosen = f"{kind.key[0]} = (SELECT max({kind.key[0]}) FROM {kind.table})"
        if how == "change":
            connection.execute(
                f"UPDATE {kind.table} SET {free[-1]} = {other(connection, kind, free[-1])}"
                f" WHERE {chosen}"
            )
        elif how == "remove":
            connection.execute(f"DELETE FROM {kind.table} WHERE {chosen}")
        else:
            rest = ", ".join(columns[1:])
            typed = "'zz'" if text(connection, kind, columns[0]) else "777777"
            connection.execute(
                f"INSERT INTO {kind.table} ({', '.join(columns)})"
                f" SELECT {typed}, {rest} FROM {kind.table} LIMIT 1"
            )
    said = scene.found()
    assert said
    assert chinese(said)


def text(connection: Any, kind: Any, column: str) -> bool:
    ((declared,),) = connection.execute(
        "SELECT type FROM pragma_table_info(?) WHERE name = ?", (kind.table, column)
    ).fetchall()
    return bool(declared == "TEXT")


def other(connection: Any, kind: Any, column: str) -> str:
    return f"coalesce({column}, '') || '改'" if text(connection, kind, column) else "99"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tally SET amount = amount + 1",
        "DELETE FROM tally",
        "UPDATE copy SET state = 'DESTROYED' WHERE id = 1",
        "UPDATE copy SET custodian = 2 WHERE id = 1",
        "UPDATE counter SET last = last - 1 WHERE series = 'copy'",
        "UPDATE counter SET last = last + 1 WHERE series LIKE 'receipt_no:%'",
        "DELETE FROM touched WHERE subject = 'copy:1'",
        "INSERT INTO touched (subject, seq) VALUES ('copy:1', 1)",
        "DELETE FROM search WHERE rowid = 1",
        "INSERT INTO search (rowid, terms) VALUES (777, 't1x2')",
        "UPDATE document SET title = '另一个题目' WHERE id = 1",
        "UPDATE knew SET void = 1",
        "UPDATE reversal SET by = by + 1",
    ],
)
def test_a_counter_an_index_or_a_state_written_by_hand_is_found(scene: Scene, sql: str) -> None:
    with scene.reaching_in() as connection:
        connection.execute(sql)
    said = scene.found()
    assert any("不符" in text for text in said), said


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER entry_stays",
        "DROP INDEX copy_by_document",
        "CREATE TABLE hidden (text TEXT)",
        "CREATE TRIGGER leak AFTER INSERT ON entry BEGIN UPDATE copy SET place = 1; END",
        "CREATE VIEW peek AS SELECT * FROM document",
    ],
)
def test_a_changed_schema_is_found(scene: Scene, sql: str) -> None:
    """A trigger that is gone lets the next hand in; a trigger that is new is that hand."""
    connection = cipher.connect(scene.folder / "ledger.db", scene.keys.master_key, write=True)
    connection.execute(sql)
    cipher.checkpoint(connection)
    connection.close()
    assert any("结构" in text for text in scene.found())


# -- who may sign ---------------------------------------------------------------------


def forged_ring(scene: Scene, key: bytes) -> Keyring:
    """A slot in 示例李's name, with a password and a signing key of 示例王's choice."""
    return keyring.replace_slot(
        scene.keys.keyring,
        account_id=1,
        password="示例王选的口令",
        cost=TINY,
        master_key=scene.keys.master_key,
        signing_key=key,
    )


FORGED = ("示例王选的口令", OFFICER)


def test_a_slot_in_anothers_name_is_not_the_recorded_keyring(scene: Scene) -> None:
    settling.write_first(scene.folder, forged_ring(scene, scene.keys.signing_key))
    assert any("口令环被换过" in text for text in scene.found(*FORGED))


def test_a_slot_in_anothers_name_with_its_digest_written_in_does_not_answer(scene: Scene) -> None:
    ring = forged_ring(scene, scene.keys.signing_key)
    with scene.reaching_in() as connection:
        connection.execute("UPDATE keyring_seal SET digest = ?", (ring.generation_digest().hex(),))
    settling.write_first(scene.folder, ring)
    assert any("签名钥与台账记录不符" in text for text in scene.found(*FORGED))


def test_the_public_key_written_into_the_account_does_not_help(scene: Scene) -> None:
    private, public = identity.new_identity()
    ring = forged_ring(scene, private)
    with scene.reaching_in() as connection:
        connection.execute("UPDATE keyring_seal SET digest = ?", (ring.generation_digest().hex(),))
        connection.execute("UPDATE account SET public_key = ? WHERE id = 1", (public.hex(),))
    settling.write_first(scene.folder, ring)
    assert any("签名钥与台账记录不符" in text for text in scene.found(*FORGED))


def test_an_account_opened_a_second_time_by_hand_does_not_help(scene: Scene) -> None:
    """The journal says twice that account 1 was opened: the first time counts."""
    private, public = identity.new_identity()
    ring = forged_ring(scene, private)
    digest = ring.generation_digest().hex()
    twice = {"person": 1, "name": OFFICER, "also": ["custodian"], "public_key": public.hex()}
    changed = {"why": "更改口令", "generation": ring.generation, "digest": digest}
    with scene.reaching_in() as connection:
        append(connection, twice | {"number": 1}, private, "account:1", AddAccount.kind)
        append(connection, changed, private, "account:1", KeyringChanged.kind)
        connection.execute("UPDATE keyring_seal SET digest = ?", (digest,))
        connection.execute("UPDATE account SET public_key = ? WHERE id = 1", (public.hex(),))
    settling.write_first(scene.folder, ring)
    scene.rewrite_heads()
    assert scene.found(*FORGED)
    said = scene.found(HEAD_PASSWORD, WANG)
    assert any("account:1的签名不成立" in text for text in said), said


def test_the_first_key_of_an_account_rewritten_is_found_by_every_account(scene: Scene) -> None:
    """示例王 gives 示例李 another public key in her first entry, and signs all of hers anew."""
    private, public = identity.new_identity()
    with scene.reaching_in() as connection:
        seq = entry_of(connection, AddAccount.kind)
        set_field(connection, seq, "public_key", public.hex())
        redigest(connection, seq)
        relink(connection)
        ledger = journal.ledger_id(connection)
        for last, first in connection.execute(
            "SELECT last, first FROM seal WHERE signer = 'account:1'"
        ).fetchall():
            link = journal.link_at(connection, last) or b""
            message = journal.seal_message(ledger, first, last, link)
            connection.execute(
                "UPDATE seal SET signature = ? WHERE last = ? AND signer = 'account:1'",
                (identity.sign(private, message), last),
            )
    scene.rewrite_heads()
    assert any("签名钥与台账记录不符" in text for text in scene.found())
    assert any("签名不成立" in text for text in scene.found(HEAD_PASSWORD, WANG))


# -- files put back -------------------------------------------------------------------


def test_the_keyring_from_before_a_change_of_password_is_found(scene: Scene) -> None:
    old = (scene.folder / "keyring").read_bytes()
    vault = unlocked(scene.folder, scene.state, scene.clock)
    vault.accounts.change_password("示例李的新口令一二", TINY)
    vault.lock()
    (scene.folder / "keyring").write_bytes(old)
    assert any("口令环被换过" in text for text in scene.found())


def test_the_whole_folder_put_back_is_found_by_the_head_in_the_state_folder(scene: Scene) -> None:
    shutil.copytree(scene.folder, scene.folder.with_name("old"))
    vault = unlocked(scene.folder, scene.state, scene.clock)
    vault.accounts.change_password("示例李的新口令一二", TINY)
    vault.lock()
    shutil.rmtree(scene.folder)
    shutil.copytree(scene.folder.with_name("old"), scene.folder)
    assert any("台账被退回到较早的状态" in text for text in scene.found())


def test_a_head_of_another_ledger_or_none_is_found(scene: Scene) -> None:
    written = json.loads((scene.folder / "head").read_bytes())
    for change in ({"count": 1}, {"link": "00" * 32}, {"keyring": 99}, {"ledger": "f" * 32}):
        text = json.dumps(written | change, sort_keys=True, separators=(",", ":"))
        (scene.folder / "head").write_text(text, encoding="utf-8")
        assert any("头记录被改动过" in text for text in scene.found()), change
    (scene.folder / "head").unlink()
    shutil.rmtree(scene.state)
    assert any("两处台账头记录都不在" in text for text in scene.found())


# -- bytes ----------------------------------------------------------------------------


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def every(path: Path, step: int) -> Iterator[int]:
    """Yield places in a file, a step apart; each time the step begins elsewhere."""
    return iter(range(path.stat().st_size % step, path.stat().st_size, step))


def check_every_byte(scene: Scene, name: str, step: int) -> None:
    path = scene.folder / name
    whole = path.read_bytes()
    for at in every(path, step):
        path.write_bytes(flipped(whole, at, at % 8))
        try:
            said = scene.found()
        except (
            Trouble
        ) as trouble:  # a flipped name is another account, a flipped letter another word
            said = [str(trouble)]
        assert said, f"{name}: byte {at}"
        assert chinese(said)
        (scene.folder / "failed-logins").unlink(missing_ok=True)
    path.write_bytes(whole)
    assert scene.found() == []


def test_bytes_flipped_in_the_head_are_found(scene: Scene) -> None:
    check_every_byte(scene, "head", 5)


def test_bytes_flipped_in_the_keyring_are_found(scene: Scene) -> None:
    check_every_byte(scene, "keyring", 23)


@pytest.mark.night
def test_every_byte_flipped_in_head_and_keyring_is_found(scene: Scene) -> None:
    check_every_byte(scene, "head", 1)
    check_every_byte(scene, "keyring", 1)


def test_a_byte_flipped_on_any_page_is_found(scene: Scene) -> None:
    path = scene.folder / "ledger.db"
    whole = path.read_bytes()
    pages = len(whole) // 4096
    assert pages > 50
    for page in range(pages):
        at = page * 4096 + (page * 977) % 4096
        path.write_bytes(flipped(whole, at, page % 8))
        said = scene.found()
        assert said, f"page {page + 1}, byte {at}"
        assert chinese(said)
    path.write_bytes(whole)
    assert scene.found() == []


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
    one, other = whole[4096 * 9 : 4096 * 10], whole[4096 * 20 : 4096 * 21]
    exchanged = whole[: 4096 * 9] + other + whole[4096 * 10 : 4096 * 20] + one + whole[4096 * 21 :]
    path.write_bytes(exchanged)
    assert scene.found()
    path.write_bytes(whole[: 4096 * 9] + other + whole[4096 * 10 :])
    assert scene.found()
