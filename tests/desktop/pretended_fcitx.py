"""A daemon that answers as fcitx does, on a bus of its own: `ni` and a blank become 你."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from desktop.input_method import CONTEXT, SERVICE

BUS = shutil.which("dbus-daemon")
PATH = "/org/freedesktop/portal/inputcontext/1"


class Bus:
    """A session bus for one test."""

    def __init__(self, at: Path) -> None:
        assert BUS is not None
        self.address = f"unix:path={at / 'bus'}"
        self._process = subprocess.Popen(
            [BUS, "--session", "--nofork", f"--address={self.address}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            if (at / "bus").exists():
                return
            time.sleep(0.02)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


class PretendedFcitx:
    """The daemon; it notes what it is told, and dies when it is told to."""

    def __init__(self, address: str, *, silent: bool = False) -> None:
        self.told: list[tuple[str, tuple[object, ...]]] = []
        self.silent = silent
        self._typed = ""
        self._connection: DBusConnection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(SERVICE))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._going = True
        self._thread.start()

    def stop(self) -> None:
        self._going = False
        self._thread.join()
        self._connection.close()

    def names(self) -> list[str]:
        return [name for name, _ in self.told]

    def _serve(self) -> None:
        while self._going:
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            except OSError:
                return
            if message.header.message_type == MessageType.method_call:
                with suppress(OSError):  # who asked, or the bus, may be gone
                    self._answer(message)

    def _answer(self, call: Message) -> None:
        name = str(call.header.fields[HeaderFields.member])
        self.told.append((name, tuple(call.body)))
        if self.silent and name == "ProcessKeyEvent":
            return
        if name == "CreateInputContext":
            reply = new_method_return(call, "oay", (PATH, b"1"))
        elif name == "ProcessKeyEvent":
            reply = new_method_return(call, "b", (self._key(*call.body),))
        else:
            reply = new_method_return(call)
        self._connection.send(reply)

    def _key(self, symbol: int, _code: int, _state: int, released: bool, _when: int) -> bool:
        if released:
            return False
        if symbol == ord(" ") and self._typed:
            self._typed = ""
            self._say("UpdateFormattedPreedit", "a(si)i", ([], 0))
            self._say("CommitString", "s", ("你",))
            return True
        if not 0x61 <= symbol <= 0x7A:
            return False
        self._typed += chr(symbol)
        self._say("UpdateFormattedPreedit", "a(si)i", ([(self._typed, 0)], len(self._typed)))
        return True

    def _say(self, name: str, signature: str, body: tuple[object, ...]) -> None:
        emitter = DBusAddress(PATH, interface=CONTEXT)
        self._connection.send(new_signal(emitter, name, signature, body))
