"""Signing keys, witnesses, and the recovery key on paper."""

from __future__ import annotations

import pytest

from db.ledger.trouble import CannotOpen, Damaged
from db.store import identity, keyring
from db.store.digest import derived, framed, mac, sm3
from db.store.identity import open_witness, read_witness, seal_witness
from db.store.recovery import RecoveryKey, new_recovery_key
from db.store.sealing import Cost

TINY = Cost(time=1, memory_kib=16, lanes=1)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_sm3_is_the_national_one() -> None:
    # GB/T 32905-2016, appendix A.1 and A.2.
    assert sm3(b"a", b"bc").hex() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    assert sm3(b"abcd" * 16).hex() == (
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )


def test_framing_tells_where_a_part_ends() -> None:
    assert framed(b"ab", b"") == b"\0" * 7 + b"\2ab" + b"\0" * 8
    assert framed(b"a", b"bc") != framed(b"ab", b"c")
    assert mac(b"k", framed(b"a", b"bc")) != mac(b"k", framed(b"ab", b"c"))
    assert len(derived(bytes(32), b"head")) == 32
    assert derived(bytes(32), b"head") != derived(bytes(32), b"other")


def test_a_signature_holds_for_one_key_and_one_message() -> None:
    private, public = identity.new_identity()
    _, other = identity.new_identity()
    signature = identity.sign(private, b"link")
    assert identity.verify(public, b"link", signature)
    assert not identity.verify(other, b"link", signature)
    assert not identity.verify(public, b"Link", signature)
    assert not identity.verify(public, b"link", signature[:-1])
    assert not identity.verify(b"short", b"link", signature)
    assert identity.answers(private, public)
    assert not identity.answers(private, other)
    assert not identity.answers(b"", public)


def test_a_witness_confirms_with_his_own_password() -> None:
    witness = read_witness(seal_witness("见证口令", TINY, b"ledger/7").encoded())
    private = open_witness(witness, "见证口令", b"ledger/7")
    assert identity.answers(private, witness.public)


@pytest.mark.parametrize(
    ("password", "context"), [("别的", b"ledger/7"), ("见证口令", b"ledger/8")]
)
def test_a_witness_does_not_open_otherwise(password: str, context: bytes) -> None:
    witness = seal_witness("见证口令", TINY, b"ledger/7")
    with pytest.raises(CannotOpen, match="见证人的口令不对"):
        open_witness(witness, password, context)


def test_a_broken_credential_is_damaged() -> None:
    data = seal_witness("x", TINY, b"").encoded()
    for broken in (b"", b"{}", data[:-5], data.replace(b"[1,", b'["?",')):
        with pytest.raises(Damaged, match="见证凭据不能解读"):
            read_witness(broken)
    with pytest.raises(Damaged, match="见证凭据参数越界"):
        read_witness(data.replace(b"[1,16,1]", b"[99,16,1]"))


# The recovery key -----------------------------------------------------------


def test_a_recovery_key_has_160_bits_and_never_repeats() -> None:
    keys = {new_recovery_key().secret for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) * 5 >= 160 for key in keys)


def test_the_last_two_groups_are_never_printed() -> None:
    key = new_recovery_key()
    assert key.printed == (*key.groups[:6], "____", "____")
    assert key.secret not in repr(key)


def test_a_copied_key_is_read_as_it_was() -> None:
    key = new_recovery_key()
    assert RecoveryKey.parse("-".join(key.groups)) == key
    assert RecoveryKey.parse(" ".join(key.groups).lower()) == key
    assert RecoveryKey.parse("\n".join(key.groups).replace("0", "O").replace("1", "l")) == key


def test_every_slip_of_the_pen_names_its_group() -> None:
    groups = list(new_recovery_key().groups)
    for place, group in enumerate(groups):
        for at in range(5):
            for symbol in set(ALPHABET) - {group[at]}:
                typed = [*groups]
                typed[place] = group[:at] + symbol + group[at + 1 :]
                with pytest.raises(CannotOpen, match=f"第 {place + 1} 组写错了"):
                    RecoveryKey.parse(" ".join(typed))


def test_exchanged_symbols_and_groups_are_seen() -> None:
    key = RecoveryKey(("0123", "ABCD", "0123", "EFGH", "JKMN", "PQRS", "TVWX", "YZ01"))
    groups = list(key.groups)
    twisted = [groups[0][1] + groups[0][0] + groups[0][2:], *groups[1:]]
    with pytest.raises(CannotOpen, match="第 1 组"):
        RecoveryKey.parse(" ".join(twisted))
    with pytest.raises(CannotOpen, match="第 2、4 组"):
        RecoveryKey.parse(" ".join([groups[0], groups[3], groups[2], groups[1], *groups[4:]]))


@pytest.mark.parametrize("text", ["", "0" * 39, "0" * 41, "恢复密钥"])
def test_a_wrong_length_is_told(text: str) -> None:
    with pytest.raises(CannotOpen, match="应有 8 组"):
        RecoveryKey.parse(text)


def test_a_foreign_symbol_is_a_slip() -> None:
    with pytest.raises(CannotOpen, match="第 1 组"):
        RecoveryKey.parse("*" + " ".join(new_recovery_key().groups)[1:])


def test_the_recovery_slot_holds_the_master_key_only() -> None:
    first, second = new_recovery_key(), new_recovery_key()
    master = bytes(range(32))
    ring = keyring.new_keyring("甲")
    with pytest.raises(CannotOpen, match="没有恢复密钥"):
        keyring.open_recovery(ring, first.secret)
    ring = keyring.set_recovery_slot(ring, secret=first.secret, cost=TINY, master_key=master)
    opened = keyring.open_recovery(keyring.decoded(ring.encoded()), first.secret)
    assert (opened.master_key, opened.signing_key, opened.account_id) == (master, b"", 0)
    assert ring.names() == ()
    with pytest.raises(CannotOpen, match="没有名为"):
        keyring.open_slot(ring, "", first.secret)
    ring = keyring.set_recovery_slot(ring, secret=second.secret, cost=TINY, master_key=master)
    with pytest.raises(CannotOpen, match="已被新的一份取代"):
        keyring.open_recovery(ring, first.secret)
    assert len(ring.slots) == 1
