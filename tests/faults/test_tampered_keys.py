"""Keys that somebody made in another's name, and files that were put back."""

from __future__ import annotations

import json
import shutil

import pytest

from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.setup.add_account import AddAccount
from db.store import identity, journal, keyring, settling
from db.store.keyring import Keyring
from tests.book import OFFICER, TINY, unlocked
from tests.faults.tampering import (
    WANG,
    Scene,
    append,
    entry_of,
    redigest,
    relink,
    set_field,
)
from tests.golden.story import HEAD_PASSWORD

# -- who may sign ----------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("kind", "word", "body"),
    [
        ("reset_password", "重置口令", {"person": 1, "account": 1}),
        ("add_account", "开立账户", {"person": 3, "name": "另一账户", "number": 9, "also": []}),
        ("add_witness", "登记见证人", {"person": 3, "name": "另一见证人", "number": 9}),
        ("grant", "授权", {"person": 2, "account": 2, "given": ["security_admin"]}),
    ],
)
def test_powers_that_somebody_gave_who_had_not_that_one_are_found(
    scene: Scene, kind: str, word: str, body: dict[str, object]
) -> None:
    """示例王 writes it under his own name, and signs it lawfully with his own key."""
    _, public = identity.new_identity()
    if kind != "grant":
        body = body | {"public_key": public.hex()}
    with scene.reaching_in() as connection:
        key = scene.keys.signing_key
        append(connection, body, key, "account:2", kind, account=2, operator=WANG)
    scene.rewrite_heads()
    said = scene.found(HEAD_PASSWORD, WANG)
    assert any(f"{WANG}无权办理“{word}”" in text for text in said), said


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
    for change in ({"count": 1}, {"link": "00" * 32}, {"ledger": "f" * 32}):
        text = json.dumps(written | change, sort_keys=True, separators=(",", ":"))
        (scene.folder / "head").write_text(text, encoding="utf-8")
        assert any("头记录被改动过" in text for text in scene.found()), change
    later = json.dumps(written | {"keyring": 99}, sort_keys=True, separators=(",", ":"))
    (scene.folder / "head").write_text(later, encoding="utf-8")
    assert any("可能被换回了换钥以前的旧本" in text for text in scene.found())
    (scene.folder / "head").unlink()
    shutil.rmtree(scene.state)
    assert any("两处台账头记录都不在" in text for text in scene.found())
