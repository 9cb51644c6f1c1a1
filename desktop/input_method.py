"""Chinese input under fcitx (4 and 5), which the Qt wheel has no plugin for: over the session bus.

Started on X11 only, and only where the session says that fcitx is used; ibus and Wayland are left
to Qt.  If the daemon is absent, hangs or starts anew, keys go to the field as they are.  It never
hears of password fields.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget

SERVICE = "org.freedesktop.portal.Fcitx"
METHOD_PATH = "/org/freedesktop/portal/inputmethod"
METHOD = "org.fcitx.Fcitx.InputMethod1"
CONTEXT = "org.fcitx.Fcitx.InputContext1"

_PREEDIT = 1 << 1 | 1 << 4  # preedit, and formatted
_PATIENCE = 0.3  # a key is never held longer than this
_AGAIN = 5_000
_FAILURES = (OSError, ValueError, KeyError, RuntimeError)

_FORWARDED = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF57: Qt.Key.Key_End,
    0xFFFF: Qt.Key.Key_Delete,
}


def says_fcitx(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the session uses fcitx and does not hand its keys to ibus."""
    module = environment.get("QT_IM_MODULE", "").lower()
    if module and not module.startswith("fcitx"):
        return False
    return bool(module) or "fcitx" in environment.get("XMODIFIERS", "").lower()


def speak_to_fcitx(application: QApplication) -> Fcitx | None:
    """Start the client where it is wanted."""
    on_x11 = application.platformName() == "xcb"
    return Fcitx(application) if on_x11 and says_fcitx() else None


class Fcitx(QObject):
    """One input context for the whole program; it follows the focus."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._connection: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._queue: deque[Message] = deque()
        self._path = ""
        self._focused = self._composing = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self._begin)
        application.installEventFilter(self)
        application.focusObjectChanged.connect(self._follow)
        self._begin()

    @property
    def ready(self) -> bool:
        """Whether a daemon takes our keys."""
        return bool(self._path)

    # -- the bus -----------------------------------------------------------------------

    def _begin(self) -> None:
        """Connect and ask for a context; without a bus try again later."""
        try:
            if self._connection is None:
                self._connect()
            self._make_context()
        except _FAILURES:
            self._path = ""
            if self._connection is None:
                self._again.start()

    def _connect(self) -> None:
        connection = open_dbus_connection("SESSION")
        self._connection = connection
        # A queue without a bound: signals that arrive during a call would be dropped otherwise.
        owner = MatchRule(
            type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged",
            path="/org/freedesktop/DBus",
        )  # fmt: skip
        owner.add_arg_condition(0, SERVICE)
        for rule in (owner, MatchRule(type="signal", interface=CONTEXT)):
            connection.filter(rule, queue=self._queue)
            self._answer(message_bus.AddMatch(rule))
        self._notifier = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)

    def _make_context(self) -> None:
        self._path, self._focused = "", False
        made = self._call(
            METHOD_PATH, METHOD, "CreateInputContext", "a(ss)", [("program", "zhuance")]
        )
        self._path = str(made[0])
        self._in_context("SetCapability", "t", _PREEDIT)
        self._follow(self._application.focusObject())

    def _answer(self, message: Message) -> tuple[Any, ...]:
        assert self._connection is not None
        reply = self._connection.send_and_get_reply(message, timeout=_PATIENCE)
        if reply.header.message_type == MessageType.error:
            raise RuntimeError("the input method refused")
        return tuple(reply.body)

    def _call(
        self, path: str, interface: str, member: str, signature: str = "", *body: Any
    ) -> tuple[Any, ...]:
        address = DBusAddress(path, SERVICE, interface)
        return self._answer(new_method_call(address, member, signature or None, body))

    def _in_context(self, member: str, signature: str = "", *body: Any) -> tuple[Any, ...]:
        """Ask the daemon; one that does not answer is given up until it or the bus comes back."""
        if not self._path:
            return ()
        try:
            return self._call(self._path, CONTEXT, member, signature, *body)
        except _FAILURES as error:
            if isinstance(error, OSError) and not isinstance(error, TimeoutError):
                self._hang_up()
            self._path = ""
            self._again.start()
        return ()

    def _hang_up(self) -> None:
        self._path = ""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            with suppress(*_FAILURES):
                self._connection.close()
            self._connection = None
        self._again.start()

    def close(self) -> None:
        """Let go of the bus; the program ends."""
        self._hang_up()
        self._again.stop()
        self._application.removeEventFilter(self)

    # -- keys and focus ------------------------------------------------------------------

    def _follow(self, focused: QObject | None) -> None:
        wanted = _takes_text(focused)
        if wanted != self._focused:
            self._focused = wanted
            self._in_context("FocusIn" if wanted else "FocusOut")
            self._composing = self._composing and wanted
            self._listen()
        if wanted:
            self._tell_place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer every key of a field that takes text to the input method first."""
        if not self._path or not self._focused or not isinstance(event, QKeyEvent):
            return False
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if not event.nativeVirtualKey() or watched is not self._application.focusObject():
            return False
        taken = self._in_context(
            "ProcessKeyEvent",
            "uuubu",
            event.nativeVirtualKey(),
            event.nativeScanCode(),
            event.nativeModifiers(),
            event.type() == QEvent.Type.KeyRelease,
            0,
        )
        self._listen()
        return bool(taken and taken[0])

    # -- what it says ----------------------------------------------------------------------

    def _listen(self, *_: object) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            while True:
                connection.recv_messages(timeout=0)
        except (TimeoutError, BlockingIOError):
            pass
        except _FAILURES:
            self._hang_up()
        while self._queue:
            self._heed(self._queue.popleft())

    def _heed(self, message: Message) -> None:
        fields, body = message.header.fields, message.body
        member = fields.get(HeaderFields.member)
        if member == "NameOwnerChanged":
            self._path = ""
            if body[2]:
                self._begin()
        elif fields.get(HeaderFields.path) == self._path:
            focused = self._application.focusWidget()
            if focused is not None and self._focused:
                self._put(focused, str(member), body)
                self._tell_place()

    def _put(self, focused: QObject, member: str, body: tuple[Any, ...]) -> None:
        if member == "CommitString":
            event = QInputMethodEvent()
            event.setCommitString(body[0])
            self._composing = False
            QApplication.sendEvent(focused, event)
        elif member == "UpdateFormattedPreedit":
            text = "".join(part for part, _ in body[0])
            if text or self._composing:
                self._composing = bool(text)
                QApplication.sendEvent(focused, _preedit(text, int(body[1])))
        elif member == "ForwardKey":
            event_of_key = _forwarded(int(body[0]), released=bool(body[2]))
            if event_of_key is not None:
                QApplication.sendEvent(focused, event_of_key)

    def _tell_place(self) -> None:
        """Tell where the cursor is, so that the candidates stand beside it; wait for nothing."""
        widget = self._application.focusWidget()
        if widget is None or not self._path or self._connection is None:
            return
        asked = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        place = asked.toRect() if hasattr(asked, "toRect") else asked
        corner, ratio = widget.mapToGlobal(place.topLeft()), widget.devicePixelRatioF()
        four = tuple(round(side * ratio) for side in (corner.x(), corner.y(), 2, place.height()))
        address = DBusAddress(self._path, SERVICE, CONTEXT)
        try:
            self._connection.send(new_method_call(address, "SetCursorRect", "iiii", four))
        except _FAILURES:
            self._hang_up()


def _takes_text(focused: QObject | None) -> bool:
    """Return whether a field wants composed text; a password is nobody's to compose."""
    secret = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
    return (
        isinstance(focused, QWidget)
        and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        and not focused.inputMethodHints() & secret
    )


def _preedit(text: str, cursor: int) -> QInputMethodEvent:
    """Return what is being composed, underlined; the cursor is told in bytes."""
    at = len(text.encode()[: max(cursor, 0)].decode(errors="ignore"))
    line = QTextCharFormat()
    line.setFontUnderline(True)
    kinds = QInputMethodEvent.AttributeType
    return QInputMethodEvent(
        text,
        [
            QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(text), line),
            QInputMethodEvent.Attribute(kinds.Cursor, at, 1, None),
        ],
    )


def _forwarded(symbol: int, *, released: bool) -> QKeyEvent | None:
    """Return a key that the input method gives back to the field."""
    kind = QEvent.Type.KeyRelease if released else QEvent.Type.KeyPress
    if symbol in _FORWARDED:
        return QKeyEvent(kind, _FORWARDED[symbol], Qt.KeyboardModifier.NoModifier)
    if 0x20 <= symbol < 0x7F:
        return QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, chr(symbol))
    return None
