"""新建台账 in four steps: unit, ceiling, accounts, and the recovery key proven by hand.

The ledger is made between the third and the fourth step, on the writer's thread, where the vault
stays; `founded` hands it on when the key was copied.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget

from db.vault import Founded, Plan, Vault
from desktop.dialogs.founding_steps import AccountsStep, CeilingStep, Step, UnitStep
from desktop.dialogs.recovery_step import RecoveryStep
from desktop.dialogs.sheet import HIGHEST, Sheet, scrolled, text
from desktop.door import Door
from desktop.look import Look
from desktop.tasks import Worker
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.strip import Strip

STEPS = ("单位", "密级", "账户", "恢复密钥")


class FoundingWizard(Sheet):
    """A new ledger, from its name to its recovery sheet."""

    founded = Signal(object)
    """The open vault; from here on it is somebody else's to lock."""
    left = Signal()

    def __init__(self, look: Look, door: Door, worker: Worker, start: Path) -> None:
        super().__init__(look, "新建台账", width=760)
        self.setMinimumHeight(min(look.px(660), HIGHEST))
        self._door, self._worker = door, worker
        self._vault: Vault | None = None
        self._busy = self._leaving = self._warned = False
        self.unit, self.ceiling = UnitStep(look, start), CeilingStep(look)
        self.accounts = AccountsStep(look)
        self.notice, self.strip = Notice(look), Strip(look)
        self._marks = [QLabel(f"{number} {name}") for number, name in enumerate(STEPS, 1)]
        self.pages = QStackedWidget()
        self.body.addLayout(self._marked())
        self.body.addWidget(scrolled(self.pages), 1)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.strip)
        self._foot()
        for step in (self.unit, self.ceiling, self.accounts):
            self._add(step)
        self._show(0)

    def _marked(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.px(24))
        for mark in self._marks:
            mark.setFont(self.look.font(13))
            row.addWidget(mark)
        row.addStretch(1)
        return row

    def _foot(self) -> None:
        self.lack = text(self.look, "", 13, kind="secondary")
        self.lack.setWordWrap(True)
        self.foot.addWidget(self.lack, 1)
        self.cancel, self.back = self.button("取消", "quiet"), self.button("上一步")
        self.on = self.button("下一步", "primary")
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self._show(self.pages.currentIndex() - 1))
        self.on.clicked.connect(self._go_on)
        self.on.setDefault(True)

    def _add(self, step: Step) -> None:
        step.changed.connect(self._changed)
        self.pages.addWidget(step)

    def _changed(self) -> None:
        self.notice.clear()
        self._offer()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        page = self.pages.currentWidget()
        assert isinstance(page, Step)
        return page

    def _show(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.notice.clear()
        for place, mark in enumerate(self._marks):
            tint = "ink" if place == number else "ink3"
            mark.setFont(self.look.font(13, bold=place == number))
            mark.setStyleSheet(f"color: {self.look.colour(tint).name()}")
        self.remark.setText(f"第 {number + 1} 步，共 {len(STEPS)} 步")
        self._offer()
        self.step.begin()

    def _offer(self) -> None:
        number, lack = self.pages.currentIndex(), self.step.lacks()
        last = number == len(STEPS) - 1
        self.back.setVisible(0 < number < len(STEPS) - 1)
        self.back.setDisabled(self._busy)
        self.cancel.setVisible(not last)
        self.lack.setText("" if self._busy else lack)
        self.on.setText("完成" if last else "建立台账" if number == len(STEPS) - 2 else "下一步")
        self.on.setEnabled(not lack and not self._busy)
        self.pages.setEnabled(not self._busy)

    # -- making it -------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._busy or self.step.lacks():
            return
        if self.step is self.accounts:
            self._make()
        elif isinstance(self.step, RecoveryStep):
            self._finish()
        else:
            self._show(self.pages.currentIndex() + 1)

    @property
    def plan(self) -> Plan:
        """What the ledger is to be."""
        return Plan(
            unit=self.unit.unit.text().strip(),
            officer=self.accounts.officer.text().strip(),
            password=self.accounts.password.text(),
            ceiling=self.ceiling.ceiling,
            small=self.accounts.small,
            administrators=self.accounts.administrators,
            place=self.unit.place.text().strip(),
        )

    def _make(self) -> None:
        folder, plan = Path(self.unit.folder.text().strip()), self.plan
        self._busy = True
        self.notice.clear()
        self.strip.run("正在建立台账：计算口令的密钥，写入首批记录…")
        self._offer()
        self._worker.run(
            lambda: self._door.found(folder, plan),
            owner=self,
            then=self._made,
            otherwise=self._failed,
        )

    def _made(self, made: tuple[Vault, Founded]) -> None:
        self._rest()
        self._vault, founded = made
        if self._leaving:
            self._close_up()
            return
        for field in (self.accounts.password, self.accounts.repeat):
            field.clear()
        unit, day = self.plan.unit, self._door.now().date().isoformat()
        shown = founded.recovery, self._worker, unit, day, founded.first_passwords
        self._add(RecoveryStep(self.look, *shown))
        self._show(len(STEPS) - 1)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if self._leaving:
            self._close_up()
        else:
            self.notice.tell(News.REFUSED, "没有建成", in_words(error))

    def _rest(self) -> None:
        self._busy = False
        self.strip.rest()
        self._offer()

    def _finish(self) -> None:
        vault, self._vault = self._vault, None
        self.founded.emit(vault)

    # -- leaving ---------------------------------------------------------------------------

    def reject(self) -> None:
        """Leave; once the ledger is made, only after a warning: the key is not shown again."""
        if self._leaving:
            return
        if self._vault is not None and not self._warned:
            self._warned = True
            self.notice.tell(
                News.CAUTION,
                "还没有证明抄下",
                "现在离开，恢复密钥和首次口令不会再显示。",
                "再按一次 Esc 或关闭窗口，就离开。",
            )
            return
        self._leaving = True
        self.hide()
        if not self._busy:
            self._close_up()

    def _close_up(self) -> None:
        vault, self._vault = self._vault, None
        if vault is None:
            self._tell_left()
        else:
            self._worker.run(
                vault.lock, owner=self, then=self._tell_left, otherwise=self._tell_left
            )

    def _tell_left(self, _: object = None) -> None:
        self.left.emit()
