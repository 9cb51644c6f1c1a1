"""The composition root, and the order of start told once.

No arguments (desktop/__main__.py) or `zhuance window` → `open_desk`: the process is hardened, Qt
learns Chinese, the desk gets its looks.  A known ledger waits to be unlocked, else there is the
welcome.  Unlocked: Session and MainWindow.  Locked: hidden at once, then unlock again for the
same folder.  Closed: locked, and the end.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from db.store.process import harden
from db.vault import Recorded, Vault
from desktop import settings
from desktop.application import input_method_of, make_application
from desktop.blanking import Blanking
from desktop.demo import Demo, demo_at_hand, how_far, make_demo
from desktop.dialogs.errand import Errand
from desktop.dialogs.founding_wizard import FoundingWizard
from desktop.dialogs.key_change import KeyChange
from desktop.dialogs.recovery_use import RecoveryUse
from desktop.dialogs.restore_backup import RestoreBackup
from desktop.dialogs.unlock import Unlock
from desktop.dialogs.welcome import Welcome
from desktop.door import Door
from desktop.furnishing import host_is_back, main_window, minutes_of, reception_window
from desktop.look import Look, dress, redress
from desktop.mishaps import Mishaps
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.tasks import SerialWorker, Worker
from desktop.trouble import in_words
from desktop.watch import Watch

_LOOKS_AGAIN = 200
_USUAL = (1366, 768)


class Desk(QObject):
    """Which window is shown, from the welcome to the lock."""

    def __init__(
        self,
        application: QApplication,
        look: Look,
        door: Door,
        hire: Callable[[str], Worker] = SerialWorker,
    ) -> None:
        super().__init__()
        self._application, self._look, self._door, self._hire = application, look, door, hire
        self.shown: QWidget | None = None
        self.session: Session | None = None
        self._demo: Demo | None = None
        self._closing = self._keys_wanted = False
        self._stopped: dict[tuple[Path, int], tuple[str, ...]] = {}
        self._blanking = Blanking(application, self)
        self._watch = Watch(parent=self)
        self._watch.lock.connect(self.lock)
        application.installEventFilter(self._watch)

    def start(self, folder: Path | None = None, password: str = "") -> None:
        """Show the first window; a ledger that is named with its password opens by itself."""
        known = folder or settings.preferences().folder
        if known is None:
            self.welcome()
        else:
            self.unlock(known, password, at_once=bool(password))

    # -- the windows before a ledger is open -----------------------------------------------

    def welcome(self) -> None:
        """Offer to make, open or try a ledger."""
        dialog = Welcome(self._look, settings.preferences().folder)
        dialog.found.connect(self.found)
        dialog.open_folder.connect(self.unlock)
        dialog.demonstrate.connect(lambda: self._demonstrate(dialog))
        dialog.key_wanted.connect(lambda: self.recover(settings.preferences().folder))
        dialog.backup_wanted.connect(self.restore)
        dialog.rejected.connect(self._application.quit)
        self._show(dialog)

    def found(self) -> None:
        """Make a new ledger."""
        worker = self._hire("writer")
        home = settings.preferences().folder
        start = (home.parent if home else Path.home()) / "专册台账"
        dialog = FoundingWizard(self._look, self._door, worker, start)
        dialog.founded.connect(lambda vault: self._enter(vault, worker))
        dialog.left.connect(lambda: self._left(worker, self.welcome))
        self._show(dialog)

    def unlock(self, folder: Path, password: str = "", *, at_once: bool = False) -> None:
        """Ask for the password of a ledger."""
        worker = self._hire("writer")
        dialog = Unlock(self._look, self._door, worker, folder, password)
        dialog.unlocked.connect(lambda vault: self._enter(vault, worker))
        dialog.left.connect(lambda: self._left(worker, self._application.quit))
        dialog.other.connect(lambda: self._left(worker, self.welcome))
        dialog.key_wanted.connect(lambda: self._left(worker, partial(self.recover, folder)))
        dialog.backup_wanted.connect(lambda: self._left(worker, self.restore))
        self._show(dialog)
        if at_once:
            dialog.try_when_ready()

    def recover(self, folder: Path | None = None) -> None:
        """Use the recovery key on a ledger; then it waits to be unlocked."""
        worker = self._hire("writer")
        self._run_errand(RecoveryUse(self._look, self._door, worker, folder), worker)

    def restore(self) -> None:
        """Lay a backup into a new folder; then it waits to be unlocked."""
        worker, known = self._hire("writer"), settings.preferences().folder
        home = known.parent if known else Path.home()
        self._run_errand(RestoreBackup(self._look, self._door, worker, home), worker)

    def change_keys(self, folder: Path) -> None:
        """Write a ledger anew under new keys, or not; then it waits to be unlocked."""
        self._keys_wanted, worker = False, self._hire("writer")
        dialog = KeyChange(self._look, self._door, worker, folder)
        self._run_errand(dialog, worker, folder)

    def _run_errand(self, dialog: Errand, worker: Worker, of: Path | None = None) -> None:
        dialog.ready.connect(lambda folder: self._left(worker, partial(self.unlock, folder)))
        back = partial(self.unlock, of) if of else self.welcome
        dialog.left.connect(lambda: self._left(worker, back))
        self._show(dialog)

    def _left(self, worker: Worker, on: Callable[[], object]) -> None:
        worker.finish()
        on()

    def _show(self, window: QWidget) -> None:
        before, self.shown = self.shown, window
        if before is not None:
            before.hide()
            before.deleteLater()
        window.show()
        window.raise_()
        window.activateWindow()

    # -- the demo --------------------------------------------------------------------------

    def _demonstrate(self, dialog: Welcome) -> None:
        state = self._door.state
        self._demo = demo_at_hand(state)
        if self._demo is not None:
            self._open_demo(self._demo)
            return
        worker, progress, looks = self._hire("demo"), Progress(), QTimer(dialog)
        looks.timeout.connect(lambda: dialog.working(*how_far(progress)))
        looks.start(_LOOKS_AGAIN)
        dialog.cancel.connect(progress.cancel)
        dialog.working(*how_far(progress))

        def made(demo: Demo) -> None:
            looks.stop()
            worker.finish()
            self._demo = demo
            self._open_demo(demo)

        def failed(error: Exception) -> None:
            looks.stop()
            worker.finish()
            dialog.rest("" if isinstance(error, Cancelled) else in_words(error))

        worker.run(
            lambda: make_demo(state, progress, self._door.now),
            owner=dialog,
            then=made,
            otherwise=failed,
        )

    def _open_demo(self, demo: Demo) -> None:
        self.unlock(demo.folder, demo.password, at_once=True)

    # -- an open ledger --------------------------------------------------------------------

    def _enter(self, vault: Vault, writer: Worker) -> None:
        reader, apart = self._hire("reader"), self._hire("apart")
        session = self.session = Session(vault, writer, reader, parent=self, apart=apart)
        folder = session.folder
        session.stopped = self._stopped.pop((folder, session.operator.account), ())
        if not self._is_demo(folder):
            settings.keep(last_folder=str(folder))
        session.recorded.connect(partial(self._received, session))
        session.locking.connect(self._blank)
        session.locked.connect(lambda: self._locked(folder))
        self._furnish(session)
        self._watch.begin()

    def _furnish(self, session: Session, page: str = "") -> None:
        restyle, demo = partial(self._restyle, session), self._is_demo(session.folder)
        window = main_window(
            session, self._look, page, demo=demo, restyle=restyle, keys=self._lock_for_keys
        )
        self._stand(window)

    def _received(self, session: Session, recorded: Recorded) -> None:
        """An inspector is received, or has left: another window stands at the desk."""
        if (window := reception_window(session, self._look, recorded)) is not None:
            self._stand(window)
            self._watch.begin(minutes_of(recorded))
        elif host_is_back(recorded):
            self._furnish(session)
            self._watch.begin()

    def _stand(self, window: QWidget) -> None:
        window.installEventFilter(self)
        kept = QByteArray.fromBase64(settings.preferences().geometry.encode())
        if kept.isEmpty() or not window.restoreGeometry(kept):
            room = self._application.primaryScreen().availableGeometry()
            window.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))
        self._show(window)

    def _restyle(self, session: Session, page: str) -> None:
        """Other colours or sizes were chosen: the same desk, made anew in its place."""
        self._keep_geometry()
        kept = settings.preferences()
        self._look = redress(self._application, self._look, kept.scheme, kept.scale)
        self._furnish(session, page)

    def _keep_geometry(self) -> None:
        if self.shown is not None:
            settings.keep(geometry=self.shown.saveGeometry().toBase64().toStdString())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is closed is locked first; after the lock comes the end."""
        if event.type() == QEvent.Type.Close and watched is self.shown:
            self._closing = True
            self.lock()
        return super().eventFilter(watched, event)

    def lock(self) -> None:
        """Lock what is open, at once, whatever dialog is in front."""
        if self.session is not None:
            self.session.lock()

    def _lock_for_keys(self) -> None:
        self._keys_wanted = True
        self.lock()

    def _blank(self) -> None:
        """Show nothing of the ledger any more, before the file is even closed."""
        self._watch.end()
        self._blanking.begin(self._look)
        self._keep_geometry()

    def _locked(self, folder: Path) -> None:
        self._blanking.end()
        session, self.session = self.session, None
        if session is not None:
            self._stopped[folder, session.operator.account] = tuple(session.given_up)
            session.deleteLater()
        if self._closing:
            self._application.quit()
        elif self._keys_wanted:
            self.change_keys(folder)
        else:
            demo = self._demo if self._is_demo(folder) else None
            self.unlock(folder, demo.password if demo else "")

    def _is_demo(self, folder: Path) -> bool:
        return self._demo is not None and folder == self._demo.folder


def open_desk(
    folder: Path | None = None,
    password: str = "",
    attend: Callable[[Desk], object] = lambda _: None,
) -> int:
    """Open the window and stay until it is closed; return the exit code.

    `attend` is handed the desk before anything is shown.
    """
    harden()
    application = make_application()
    kept = settings.preferences()
    look = dress(application, kept.scheme, kept.scale)
    application.setWindowIcon(look.icon("book-open", "red", 48))
    mishaps = Mishaps(look)
    sys.excepthook = mishaps.caught
    threading.excepthook = lambda told: mishaps.caught(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )
    input_method = input_method_of(application)
    desk = Desk(application, look, Door())
    attend(desk)
    desk.start(folder, password)
    code = application.exec()
    if input_method is not None:
        input_method.close()
    return code
