"""核对与验页: prove the journal, and hold a printed page against it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.ledger.trouble import Trouble
from db.store.reading import Filter, Question
from db.vault import CodeVerdict, Proof, Recorded, Snapshot, Vault
from db.views.assurance import AssuranceRow
from db.views.print_records import PRINT_RECORDS, PrintRecordRow
from desktop.dialogs.sheet import button, paragraph, scrolled, text
from desktop.full_check import BackgroundCheck
from desktop.latest import Latest
from desktop.look import Look
from desktop.printing import load_form
from desktop.progress import Progress
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.page_again import PageAgain
from desktop.widgets.progress_strip import ProgressStrip

WIDTH, HEIGHT = 320, 190
UNBOUND = 16_777_215


class ProofPanel(QFrame):
    """Two cards beside the journal."""

    failed = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._look = session, look
        self.links, self.full = button("核对链"), button("全部核验")
        self.strip, self.proven = ProgressStrip(look, keeps_room=False), Notice(look)
        self.code, self.verify = QLineEdit(), button("验页")
        self.verdict, self.facts = Notice(look), paragraph(look, "", 13)
        self.again = PageAgain(session, look)
        self._latest = Latest(session, self)
        self.strip.cancelled.connect(self._cancelled)
        board = QWidget()
        self._blocks = QBoxLayout(QBoxLayout.Direction.TopToBottom, board)
        self._blocks.setContentsMargins(0, 0, 0, 0)
        self._blocks.setSpacing(look.px(24))
        for place in (self._place_proof, self._place_code):
            rows = QVBoxLayout()
            rows.setSpacing(look.px(8))
            place(rows)
            rows.addStretch()
            self._blocks.addLayout(rows)
        self._blocks.addStretch()
        whole, pad = QVBoxLayout(self), look.px(16)
        whole.setContentsMargins(pad, pad, pad, pad)
        self._room = scrolled(board)
        whole.addWidget(self._room)

    def stand(self, room: int, *, beside: bool) -> None:
        """Stand beside the journal, block under block; or below it, with a part of the room."""
        way, look = QBoxLayout.Direction, self._look
        self._blocks.setDirection(way.TopToBottom if beside else way.LeftToRight)
        self.setMinimumWidth(look.px(WIDTH) if beside else 0)
        self.setMaximumWidth(look.px(WIDTH) if beside else UNBOUND)
        self.setMaximumHeight(UNBOUND if beside else min(look.px(HEIGHT), room * 3 // 10))
        for block in (0, 1):
            self._blocks.setStretch(block, 0 if beside else 1)

    def _place_proof(self, rows: QVBoxLayout) -> None:
        look = self._look
        rows.addWidget(text(look, "核对", 16, bold=True))
        rows.addWidget(
            paragraph(
                look,
                "核对链只看首尾相接；全部核验另看内容、签名、各页校验码和计数，并从流水重建比较，"
                "通过后记入流水。",
                12,
                kind="secondary",
            )
        )
        line = QHBoxLayout()
        self.links.clicked.connect(lambda: self.prove(full=False))
        self.full.clicked.connect(lambda: self.prove(full=True))
        for each in (self.links, self.full):
            line.addWidget(each)
        rows.addLayout(line)
        rows.addWidget(self.strip)
        rows.addWidget(self.proven)

    def _place_code(self, rows: QVBoxLayout) -> None:
        look = self._look
        rows.addWidget(text(look, "验页", 16, bold=True))
        rows.addWidget(
            paragraph(look, "敲入打印页右下角的纸码，或扫描二维码。", 12, kind="secondary")
        )
        self.code.setPlaceholderText("412-K7QM-9TWA-…")
        self.code.setAccessibleName("纸码")
        self.code.returnPressed.connect(self.check_code)
        self.verify.clicked.connect(self.check_code)
        for each in (self.code, self.verify, self.verdict, self.facts, self.again):
            rows.addWidget(each)
        self.facts.hide()

    # -- the journal -----------------------------------------------------------------------

    def show_last(self, secured: AssuranceRow) -> None:
        """Say when everything was proven last, unless there is newer news."""
        if not (self.proven.isHidden() and self.full.isEnabled()):
            return
        if secured.checked_at:
            day = secured.checked_at[:10]
            self.proven.tell(News.PROVEN, "账簿完整", f"{day} 全部核验时逐条相符。")
        else:
            self.proven.tell(News.CAUTION, "尚未全部核验", "点“全部核验”，程序从头逐条核对。")

    def prove(self, *, full: bool) -> None:
        """Verify beside whoever works; a full verification that held is put on record."""
        progress = Progress("全部核验" if full else "核对链")
        self._session.locking.connect(progress.cancel)
        self._run(running=True)
        self.proven.clear()
        self.strip.watch(progress)

        def look(book: Snapshot) -> Proof:
            return book.prove(full=full, progress=progress.stage)

        BackgroundCheck.of(self._session).give_up()
        self._latest.ask(look, then=self._proved, otherwise=self._not_proved, apart=full)

    def _cancelled(self) -> None:
        self._latest.forget()
        self._over()
        self.proven.tell(News.NOTE, "已取消", "没有核对完，什么也没有记。")

    def _run(self, *, running: bool) -> None:
        for each in (self.links, self.full):
            each.setEnabled(not running)

    def _over(self) -> None:
        self.strip.rest()
        self._run(running=False)

    def _proved(self, proof: Proof) -> None:
        self._over()
        if not proof.sound:
            where = "；".join(map(str, proof.breaks))
            basis = "请停止记账，保留原状并报告保密办。程序不会自行修补。"
            self.proven.tell(News.REFUSED, "核对不符", where, basis)
        elif proof.full:
            self._keep(proof)
        else:
            self.proven.tell(News.PROVEN, "链完整", f"第 1 至 {proof.entries} 条首尾相接。")

    def _keep(self, proof: Proof) -> None:
        said = f"第 1 至 {proof.entries} 条，链、内容、签名、各页校验码、计数和重建全部相符。"
        if proof.withheld:
            some = "、".join(proof.withheld[:3])
            said += f"另有 {len(proof.withheld)} 处已按规定屏蔽：{some}等。"

        def record(vault: Vault) -> tuple[Recorded, Recorded]:
            recorded = vault.securing.keep_proof(proof)
            return recorded, recorded

        def kept(recorded: Recorded) -> None:
            self.proven.tell(News.PROVEN, "核验通过", said, f"已记入流水第 {recorded.last} 条")

        def not_kept(error: Exception) -> None:
            basis = f"没有记入流水：{in_words(error)}"
            self.proven.tell(News.PROVEN, "核验通过", said, basis)

        self._session.carry_out(record, owner=self, then=kept, otherwise=not_kept)

    def _not_proved(self, error: Exception) -> None:
        self._over()
        if isinstance(error, Trouble):
            self.proven.tell(News.REFUSED, "没有核对完", in_words(error))
        else:
            self.failed.emit(error)

    # -- a page ----------------------------------------------------------------------------

    def check_code(self) -> None:
        """Say what a page's code proves, and what was recorded of that page."""
        typed = self.code.text().strip()
        if not typed:
            self.verdict.tell(News.NOTE, "请先敲入纸码", "在打印页右下角，也可扫描二维码。")
            return
        roles = self._session.operator.roles

        def check(book: Snapshot) -> tuple[CodeVerdict, PrintRecordRow | None]:
            verdict = book.check_code(typed)
            serial = verdict.page.serial if verdict.page else None
            if serial is None or not PRINT_RECORDS.roles & roles:
                return verdict, None
            only = Question(filters=(Filter("serial", (serial,)),))
            rows = book.page(PRINT_RECORDS, only).rows
            return verdict, rows[0] if rows else None

        self._session.read(check, owner=self, then=self._checked, otherwise=self.failed.emit)

    def _checked(self, found: tuple[CodeVerdict, PrintRecordRow | None]) -> None:
        verdict, record = found
        news = News.PROVEN if verdict.holds else News.REFUSED
        self.verdict.tell(news, "相符" if verdict.holds else "不符", verdict.sentence)
        QTimer.singleShot(0, self, lambda: self._room.ensureWidgetVisible(self.verdict))
        self.facts.setVisible(record is not None)
        self.again.clear()
        if record is None or verdict.page is None:
            return
        told = [
            f"该页当时印的是：《{_title(record.form)}》（{record.form}）",
            f"打印流水号 {record.serial:06d}，第 {verdict.page.page} 页，共 {record.pages} 页",
            f"{record.printed_at[:16].replace('T', ' ')}，{record.operator}打印"
            f"（第 {record.seq} 条）",
        ]
        if record.selection:
            told.append(f"范围：{record.selection}")
        if record.reprint_of:
            told.append(f"补打自流水号 {record.reprint_of:06d}")
        told.append("请与纸上的表名、流水号、页码逐项对照；有一项不同，这张纸就不是那一页。")
        self.facts.setText("\n".join(told))
        if verdict.digest:
            self.again.paint(record, verdict.page.page or 1, verdict.digest)


def _title(form: str) -> str:
    try:
        return load_form(form).title
    except Trouble:
        return "本版没有的表"
