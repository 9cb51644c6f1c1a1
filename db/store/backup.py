"""A backup: the whole ledger in one file, and the way back.

The database goes in as it is on the disk: encrypted.  Digests here tell damage,
not malice; against that stand the page codes of the file, the digest of the
keyring recorded in it, and the signatures of the journal.  It opens with the
passwords and the recovery key of its day.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.trouble import Damaged, Unusable
from db.store import cipher, restored
from db.store.bundle import Contents, Manifest, opened_bundle, pack, read_contents, take
from db.store.faults import disk_full, given_up, troubles
from db.store.files import HEAD, KEYRING, LEDGER, RESTORED, new_file, sync_folder, write_new
from db.store.keyring import decoded
from db.store.lock import refuse_network_folder
from db.store.watching import NOBODY, Watch

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class BackupReport:
    """What was written: where, how long, how many pages, and the digest that identifies it."""

    path: Path
    size: int
    pages: int
    digest: str


def write_backup(
    connection: Connection,
    folder: Path,
    target: Path,
    manifest: Manifest,
    prove: Callable[[cipher.Connection], None] | None = None,
    watch: Watch = NOBODY,
) -> BackupReport:
    """Write, open and verify a backup; nothing is left at `target` unless all of it held.

    `prove` may look at the copy of the database as it lies in the backup; whoever watches may
    stop it until it gets its name.
    """
    _refuse_target(folder, target)
    copy = target.with_name(target.name + ".db.part")
    part = target.with_name(target.name + ".part")
    with troubles(), _removed_at_the_end(copy, part):
        watch.stage("写出副本")
        pages = _checked(cipher.copy(connection, copy, watch), prove, watch)
        sources = {KEYRING: folder / KEYRING, HEAD: folder / HEAD, LEDGER: copy}
        present = {name: path for name, path in sources.items() if path.exists()}
        watch.stage("装入备份文件")
        pack(part, present, manifest, watch)
        watch.stage("读回比较")
        contents = _verified(part, watch)
        size = part.stat().st_size
        watch.commit("放到位")
        part.replace(target)
        sync_folder(target.parent)
    return BackupReport(target, size, pages, contents.digest.hex())


def read_manifest(file: Path) -> dict[str, str | int]:
    """Return what the vault said of a backup when it was made."""
    with opened_bundle(file) as stream:
        return read_contents(stream).said


def unpack_backup(file: Path, folder: Path) -> dict[str, str | int]:
    """Make a ledger's folder of a backup and return its manifest.

    The folder must be empty or not exist; it appears whole or not at all.
    """
    refuse_network_folder(folder)
    stage = folder.with_name(folder.name + ".part")
    _refuse_folder(folder, stage)
    with opened_bundle(file) as stream:
        contents = read_contents(stream)
        if shutil.disk_usage(folder.parent).free < sum(member.size for member in contents.members):
            raise disk_full()
        stage.mkdir(mode=0o700)
        try:
            for member in contents.members:
                with new_file(stage / member.name) as out:
                    take(stream, member, out)
            write_new(stage / RESTORED, restored.note(contents.said))
            sync_folder(stage)
            if folder.exists():
                folder.rmdir()
            stage.rename(folder)
            sync_folder(folder.parent)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
    return contents.said


# Writing --------------------------------------------------------------------


def _refuse_target(folder: Path, target: Path) -> None:
    if target.exists():
        raise Unusable(f"「{target.name}」已经存在，不会覆盖。", "请换一个文件名。")
    if not target.parent.is_dir():
        raise Unusable(f"没有文件夹「{target.parent.name}」。", "请先建好存放备份的文件夹。")
    if target.resolve().is_relative_to(folder.resolve()):
        raise Unusable("备份不能放在台账自己的文件夹里。", "请放到另一个介质上，并按涉密载体管理。")


@contextmanager
def _removed_at_the_end(*paths: Path) -> Iterator[None]:
    """Remove temporary files, also those that an earlier crash left."""
    beside = [path.with_name(path.name + tail) for path in paths for tail in ("", "-wal", "-shm")]
    for path in beside:
        path.unlink(missing_ok=True)
    try:
        yield
    finally:
        for path in beside:
            path.unlink(missing_ok=True)


def _checked(
    connection: cipher.Connection,
    prove: Callable[[cipher.Connection], None] | None,
    watch: Watch,
) -> int:
    watch.stage("核对副本的各页")
    connection.stop_when(lambda: watch.stopping)
    try:
        cipher.prove_encrypted(connection)
        bad = cipher.integrity(connection)
        (sound,) = connection.execute("PRAGMA quick_check").fetchone()
        if bad or sound != "ok":
            raise Damaged("写出的备份核对不符，没有保留。", "请检查磁盘，再做一次完整核对。")
        if prove:
            prove(connection)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    except Exception as error:
        if given_up(error):
            watch.stage("停止")  # says it in its own way
        raise
    finally:
        connection.close()
    return int(pages)


def _refuse_folder(folder: Path, stage: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Unusable(f"「{folder.name}」不是文件夹。", "请换一个位置。")
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"文件夹「{folder.name}」不是空的，不会覆盖。", "请换一个空文件夹。")
    if not folder.parent.is_dir():
        raise Unusable(f"没有文件夹「{folder.parent.name}」。", "请先建好上一级文件夹。")
    if stage.exists():
        raise Unusable(f"上次中断的恢复留下了「{stage.name}」。", "请查看并移走它，再重新恢复。")


def _verified(file: Path, watch: Watch) -> Contents:
    """Read a whole backup back and compare every digest."""
    with opened_bundle(file) as stream:
        contents = read_contents(stream)
        for member in contents.members:
            kept = bytearray() if member.name == KEYRING else None
            take(stream, member, kept, watch)
            if kept is not None:
                decoded(bytes(kept))
    return contents
