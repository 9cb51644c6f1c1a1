"""The one search box: what is typed is looked up while typing; the answer hangs under the box."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from desktop.finding import Hit, Known, Search
from desktop.latest import Latest
from desktop.look import Look
from desktop.session import Session
from desktop.veil import COVERED
from desktop.widgets.badges import rect_of, state_of

PAUSE = 150
"""Milliseconds after the last key before the ledger is asked."""
_HIT = Qt.ItemDataRole.UserRole
_ROW, _LEAST_WIDTH, _MOST_ROWS = 30, 600, 14


class FindBox(QLineEdit):
    """Up and down choose, Enter goes there, Esc closes; Enter on nothing narrows the copies."""

    chosen = Signal(object)  # Hit
    narrowed = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self.known = Known((), ())
        self.setAccessibleName("搜索")
        self.setAccessibleDescription("输入后用上下键选，Enter 前往，Esc 关闭")
        self.addAction(look.icon("search", "ink3"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        buttons = cast("list[QToolButton]", self.findChildren(QToolButton))
        for button, name in zip(buttons, ("搜索", "清空"), strict=True):
            button.setAccessibleName(name)
        self.list = FindList(session, look)
        self.list.itemClicked.connect(lambda item: self._go(item.data(_HIT)))
        self._latest = Latest(session, self)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._emptied)

    def look_up(self, words: str) -> None:
        """Look words up at once, as if they had been typed."""
        self.setFocus()
        self.setText(words)
        self._ask()

    def _typed(self, _: str) -> None:
        self._pause.start()

    def _emptied(self, text: str) -> None:
        if not text.strip():
            self._shut()

    def _ask(self) -> None:
        typed = self.text().strip()
        if not typed:
            return
        search = Search(typed, self._session.operator.roles, self.known)
        self._latest.ask(search.answer, then=self._show, otherwise=self.failed.emit)

    def _show(self, hits: tuple[Hit, ...]) -> None:
        if self.text().strip():
            self.list.offer(self, hits)

    def _shut(self) -> None:
        self._pause.stop()
        self._latest.forget()
        self.list.hide()

    def _go(self, hit: Hit | None) -> None:
        if hit is not None:
            self._shut()
            self.clear()
            self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, go, or close it; everything else is typing."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.list.isVisible():
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._entered()
            case Qt.Key.Key_Escape if self.list.isVisible():
                self._shut()
            case Qt.Key.Key_Escape:
                self.clear()
                self.narrowed.emit("")
            case _:
                super().keyPressEvent(event)

    def _entered(self) -> None:
        hit = self.list.hit() if self.list.isVisible() else None
        if hit is not None:
            self._go(hit)
            return
        typed = self.text().strip()
        self._shut()
        self.narrowed.emit(typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere does not leave the list hanging over the page."""
        super().focusOutEvent(event)
        self._shut()


class FindList(QListWidget):
    """The answer, group by group; inside the window, so that it never takes the keyboard."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("popup")
        self.setAccessibleName("找到的")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_HitDelegate(session, look, self))
        self.hide()

    def offer(self, box: QWidget, hits: tuple[Hit, ...]) -> None:
        """Show these under the box; the words of a group stand above its first line."""
        self.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                self._head(hit.group)
            group = hit.group
            item = QListWidgetItem(hit.words)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{group} {hit.words} {hit.detail}")
            self.addItem(item)
        if not hits:
            self._head("没有找到。按 Enter 在“文件”页筛选。")
        self._place(box)

    def _head(self, words: str) -> None:
        head = QListWidgetItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(head)

    def _place(self, box: QWidget) -> None:
        window = box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        look = self._look
        wide = min(max(box.width(), look.px(_LEAST_WIDTH)), window.width() - look.px(16))
        high = min(self.count(), _MOST_ROWS) * look.px(_ROW) + look.px(10)
        corner = box.mapTo(window, QPoint(0, box.height() + 2))
        left = min(corner.x(), window.width() - wide - look.px(8))
        high = min(high, window.height() - corner.y() - look.px(8))
        self.setGeometry(left, corner.y(), wide, high)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Move the highlight to the next line that can be chosen."""
        rows = [row for row in range(self.count()) if self.item(row).data(_HIT) is not None]
        if not rows:
            return
        now = self.currentRow()
        at = rows.index(now) + by if now in rows else (0 if by > 0 else -1)
        self.setCurrentRow(rows[at % len(rows)])

    def hit(self) -> Hit | None:
        """Return what is highlighted."""
        found = self.currentIndex().data(_HIT)
        return found if isinstance(found, Hit) else None


class _HitDelegate(QStyledItemDelegate):
    """Words left, what one knows it by right; a covered title shows when it is highlighted."""

    def __init__(self, session: Session, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._veil, self._look = session.veil, look

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every line is as high as the others."""
        return QSize(0, self._look.px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        look, hit, state = self._look, index.data(_HIT), state_of(option)
        lit = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        box = rect_of(option).adjusted(look.px(8), 0, -look.px(8), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        if not isinstance(hit, Hit):
            painter.setFont(look.font(12))
            painter.setPen(look.colour("ink3"))
            painter.drawText(box, middle, str(index.data()))
            painter.restore()
            return
        if lit:
            painter.fillRect(rect_of(option), look.colour("bluebg"))
        words = COVERED if hit.veiled and self._veil.on and not lit else hit.words
        self._draw(painter, box.adjusted(look.px(8), 0, 0, 0), words, hit.detail)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, words: str, detail: str) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        small, body = look.font(12), look.font(14)
        room = box.width() - look.px(16)
        wanted = QFontMetrics(small).horizontalAdvance(detail)
        needed = QFontMetrics(body).horizontalAdvance(words)
        right = min(wanted, max(room - needed, room // 2))
        painter.setFont(body)
        painter.setPen(look.colour("ctl" if words == COVERED else "ink"))
        left = box.adjusted(0, 0, -right - look.px(16), 0)
        painter.drawText(left, middle, QFontMetrics(body).elidedText(words, elide, left.width()))
        painter.setFont(small)
        painter.setPen(look.colour("ink3"))
        text = QFontMetrics(small).elidedText(detail, elide, right)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, text)
