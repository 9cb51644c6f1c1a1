"""Which keyring is in force: the one whose digest is recorded in the encrypted file.

A change of the keyring has three steps, and a crash may fall between any two:

    write_pending     the new keyring lies beside the old one, as `keyring.new`
    (the vault)       one transaction records the act and the new digest
    finish_pending    `keyring.new` takes the place of `keyring`

Unlocking has to open a slot before it can read the digest.  So it tries what lies
there (`Rings.open`), opens the file, and then asks `settle` which keyring counts.
If that is not the one whose slot was opened, the password is tried again on the
right one (`confirmed`): an old password must not open a ledger after it was changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.store.diagnosis import first_page
from db.store.digest import same, sm3
from db.store.faults import troubles
from db.store.files import (
    KEYRING,
    LEDGER,
    NEW_LEDGER,
    PENDING_KEYRING,
    SWAP,
    drop_log,
    read_small,
    replace_file,
    sync_folder,
)
from db.store.keyring import MOST_BYTES, Keyring, Opened, decoded, open_recovery, open_slot


@dataclass(frozen=True)
class Rings:
    """The keyrings that lie in a folder: one or two, the present one first."""

    candidates: tuple[Keyring, ...]

    def open(self, name: str, password: str) -> Opened:
        """Return the keys of the first keyring in which this name and password fit."""
        return self._first(lambda keyring: open_slot(keyring, name, password))

    def open_recovery(self, secret: str) -> Opened:
        """Return the master key of the first keyring that the recovery key fits."""
        return self._first(lambda keyring: open_recovery(keyring, secret))

    def names(self) -> tuple[str, ...]:
        """Return the names of all accounts, for the log-in."""
        names = [name for keyring in self.candidates for name in keyring.names()]
        return tuple(dict.fromkeys(names))

    def _first(self, opening: Callable[[Keyring], Opened]) -> Opened:
        refused: Trouble | None = None
        for keyring in self.candidates:
            try:
                return opening(keyring)
            except CannotOpen as trouble:
                refused = refused or trouble
        assert refused is not None
        raise refused


def read_keyring(path: Path) -> Keyring:
    """Return the keyring in a file, or raise `CannotOpen` or `Damaged`."""
    data = read_small(path, MOST_BYTES)
    if data is None:
        raise CannotOpen(
            f"找不到口令环「{path.name}」，没有它打不开台账。", "请检查文件夹是否完整。"
        )
    return decoded(data)


def _names_in_force(folder: Path) -> tuple[str, ...]:
    mark = read_small(folder / SWAP, MOST_BYTES)
    if mark is None:
        return (KEYRING, PENDING_KEYRING)
    exchanged = same(mark, sm3(first_page(folder / LEDGER)))
    return (PENDING_KEYRING,) if exchanged and (folder / PENDING_KEYRING).exists() else (KEYRING,)


def write_swap(folder: Path) -> None:
    """Say that the new file is whole and about to take the place of the old one."""
    replace_file(folder / SWAP, sm3(first_page(folder / NEW_LEDGER)))


def drop_swap(folder: Path) -> None:
    """Take away what is left of an exchange of the file, done or given up."""
    with troubles():
        for name in (NEW_LEDGER, SWAP):
            (folder / name).unlink(missing_ok=True)
    drop_log(folder / NEW_LEDGER)


def read_rings(folder: Path) -> Rings:
    """Return what lies in the folder; a damaged keyring is passed over if the other is whole.

    While the file is exchanged (换钥) only one of them opens it, and `swap` tells which.
    """
    found: list[Keyring] = []
    refused: Trouble | None = None
    for name in _names_in_force(folder):
        try:
            found.append(read_keyring(folder / name))
        except Trouble as trouble:
            refused = refused or trouble
    if not found:
        assert refused is not None
        raise refused
    return Rings(tuple(found))


def write_first(folder: Path, keyring: Keyring) -> None:
    """Write the keyring of a new ledger."""
    replace_file(folder / KEYRING, keyring.encoded())


def write_pending(folder: Path, keyring: Keyring) -> None:
    """Lay a new keyring beside the present one, before its digest is recorded."""
    replace_file(folder / PENDING_KEYRING, keyring.encoded())


def finish_pending(folder: Path) -> None:
    """Put the new keyring in force, after its digest was recorded."""
    with troubles():
        (folder / PENDING_KEYRING).replace(folder / KEYRING)
        sync_folder(folder)


def drop_pending(folder: Path) -> None:
    """Take a new keyring away whose digest was never recorded."""
    with troubles():
        (folder / PENDING_KEYRING).unlink(missing_ok=True)
        sync_folder(folder)


def settle(folder: Path, recorded_digest: bytes, *, write: bool = True) -> Keyring:
    """Return the keyring in force and tidy up after a crash; `Damaged` if neither is recorded.

    With `write=False` nothing is renamed or removed.
    """
    if write:
        _sweep(folder)
    present, pending = _whole(folder / KEYRING), _whole(folder / PENDING_KEYRING)
    if present and same(present.generation_digest(), recorded_digest):
        if write and (folder / PENDING_KEYRING).exists():
            drop_pending(folder)
        if write:
            drop_swap(folder)
        return present
    if pending and same(pending.generation_digest(), recorded_digest):
        if write:
            finish_pending(folder)
            drop_swap(folder)
        return pending
    raise Damaged(
        "口令环被换过：它不是台账里记录的那一个。",
        "请保留整个文件夹不动，查明是谁动过口令环，再从备份恢复。",
    )


def confirmed(opened: Opened, inforce: Keyring, name: str, password: str) -> Opened:
    """Return the keys by the keyring in force; an outdated slot is not enough."""
    return opened if opened.keyring == inforce else open_slot(inforce, name, password)


def _sweep(folder: Path) -> None:
    """Remove what a crash left of a keyring that was never whole; it holds sealed keys."""
    with troubles():
        for name in (KEYRING, PENDING_KEYRING):
            (folder / f"{name}.part").unlink(missing_ok=True)


def _whole(path: Path) -> Keyring | None:
    try:
        return read_keyring(path)
    except Trouble:
        return None
