"""The bar at the foot of a register: what can be done with all chosen rows together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from db.ledger.act import KINDS
from db.ledger.rules import Refusal
from db.ledger.values import Role
from db.vault import Snapshot
from desktop.dialogs.form.asked import bulk_acts
from desktop.latest import Latest
from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.session import Session
from desktop.widgets.verbs import Offered, Verbs

MOST = 500
"""Copies that one act or one list of acts takes; a person looks every line over."""
PAUSE = 100


@dataclass
class Offer:
    """How many of the chosen copies a verb may take, and why not the others."""

    lawful: int = 0
    against: Refusal | None = None
    others: int = 0

    @property
    def why_not(self) -> str:
        """Say why some or all are not taken."""
        if self.against is None:
            return ""
        return f"{self.others} 份不能：{self.against}" if self.lawful else str(self.against)


def offers(book: Snapshot, copies: Sequence[int]) -> dict[str, Offer]:
    """Return what may be done with some copies, by kind of act."""
    found: dict[str, Offer] = {}
    for copy in copies:
        for kind, against in book.offers(copy).items():
            offer = found.setdefault(kind, Offer())
            blocked = next((one for one in against if one.block), None)
            if blocked is None:
                offer.lawful += 1
            else:
                offer.others += 1
                offer.against = offer.against or blocked
    return found


class BulkBar(QFrame):
    """Shown as long as several rows are chosen."""

    verb = Signal(str)
    copied = Signal()
    dropped = Signal()

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._look, self._unit, self._latest = look, kind.unit, Latest(session, self)
        self._copies: tuple[int, ...] = ()
        self.offers: dict[str, Offer] = {}
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look_again)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(12), look.px(6), look.px(8), look.px(6))
        line.setSpacing(look.px(8))
        self._said = QLabel()
        line.addWidget(self._said)
        roles = session.operator.roles
        self.verbs = Verbs(bulk_acts(roles) if kind.copy_of else (), look, suffix="所选各份")
        self.verbs.chosen.connect(self.verb)
        self._list_verbs(kind, roles, line)
        line.addWidget(self.verbs, 1)
        for icon, name, told in (("copy", "复制所选  Ctrl+C", self.copied),
                                 ("x", "取消选择  Esc", self.dropped)):  # fmt: skip
            quiet = QPushButton()
            quiet.setObjectName("quiet")
            quiet.setIcon(look.icon(icon))
            quiet.setFixedWidth(look.px(40))
            quiet.setAccessibleName(name)
            quiet.setToolTip(name)
            quiet.clicked.connect(lambda _=False, told=told: told.emit())
            line.addWidget(quiet)
        self.hide()

    def _list_verbs(self, kind: PageKind, roles: frozenset[Role], line: QHBoxLayout) -> None:
        """Offer what the page does with the documents of its rows; its form judges each."""
        for act, label in (*([kind.primary] if kind.primary else []), *kind.verbs):
            if act in kind.listing and KINDS[act, 1].roles & roles:
                button = QPushButton(label)
                button.setAccessibleName(f"{label}所选各{kind.unit}")
                button.clicked.connect(lambda _=False, act=act: self.verb.emit(act))
                line.addWidget(button)

    def choose(self, rows: int, copies: Sequence[int]) -> None:
        """Take note of what is chosen; several rows show the bar."""
        self._copies = tuple(copies)
        self.setVisible(rows > 1)
        over = f"，一次最多办 {MOST} {self._unit}" if len(copies) > MOST else ""
        self._said.setText(f"已选 {rows} {self._unit}{over}")
        self._latest.forget()
        self._pause.start()

    def look_again(self) -> None:
        """Ask what the state of the chosen copies allows."""
        self._pause.stop()
        copies = self._copies
        if not copies or len(copies) > MOST or not self.verbs.offered:
            self._show({})
            return
        self._latest.ask(
            lambda book: offers(book, copies), then=self._show, otherwise=lambda _: self._show({})
        )

    def _show(self, found: dict[str, Offer]) -> None:
        self.offers = found
        told = {kind: Offered(offer.lawful > 0, offer.why_not) for kind, offer in found.items()}
        # An act without a look at the copy's state is judged in its dialog only.
        self.verbs.show_offers(told, otherwise=Offered(bool(found)))
