"""The first three steps of 新建台账: the unit, the ceiling, the accounts.

A step knows what it lacks, in words; whether the plan is lawful is judged by the book.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.ledger.acts.setup.add_account import lost_separations
from db.ledger.passwords import password_problem
from db.ledger.values import Level, Role
from db.vault import LEAST_PASSWORD
from desktop.dialogs.choice import Choice
from desktop.dialogs.sheet import button, labelled, paragraph, text
from desktop.look import Look
from desktop.widgets.notice import News, Notice
from desktop.widgets.password import PasswordField

ADMINISTRATORS = (Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
CEILINGS = (Level.TOP_SECRET, Level.SECRET, Level.CONFIDENTIAL)
GOOD_PASSWORD = 12


class Step(QWidget):
    """One page of the wizard."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(12))

    def lacks(self) -> str:
        """Say what is still missing; empty if one may go on."""
        return ""

    def begin(self) -> None:
        """Put the cursor where work begins."""


class UnitStep(Step):
    """Whose ledger it is and where it will lie."""

    def __init__(self, look: Look, start: Path) -> None:
        super().__init__(look)
        self.unit, self.place = QLineEdit(), QLineEdit("保密室")
        self.folder = QLineEdit(str(start))
        self.unit.setPlaceholderText("例如 示例市委办公室")
        choose = button("选择…")
        choose.clicked.connect(self._choose)
        self.column.addLayout(labelled(look, "单位名称", self.unit))
        self.column.addLayout(labelled(look, "首个存放处", self.place))
        self.column.addLayout(labelled(look, "台账文件夹", self.folder, choose))
        self.column.addWidget(
            paragraph(
                look,
                "台账是一个文件夹，须在本机磁盘上；网络文件夹里的锁和写入都靠不住，不能使用。"
                "文件夹可以还不存在，但不能有别的东西。",
                13,
                kind="secondary",
            )
        )
        self.column.addStretch(1)
        for field in (self.unit, self.place, self.folder):
            field.textChanged.connect(self.changed)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "台账放在哪里", str(Path(self.folder.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, chosen: str) -> None:
        """Take the folder if it is empty, else a new one inside it."""
        folder = Path(chosen)
        self.folder.setText(str(folder if _is_free(folder) else folder / "专册台账"))

    def lacks(self) -> str:
        """Say what is missing."""
        if not self.unit.text().strip():
            return "请填单位名称。"
        if not self.place.text().strip():
            return "请填首个存放处，例如 保密室。"
        folder = Path(self.folder.text().strip())
        if not folder.is_absolute():
            return "请选择台账文件夹。"
        return "" if _is_free(folder) else f"文件夹「{folder.name}」不是空的，请换一个。"

    def begin(self) -> None:
        """Begin with the unit's name."""
        self.unit.setFocus()


class CeilingStep(Step):
    """The highest level that may be entered, and that the machine is approved for it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.column.addWidget(text(look, "本台账最高登记到哪一级？"))
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        self._group = QButtonGroup(self)
        for number, level in enumerate(CEILINGS):
            choice = Choice(look, "shield", f"{level.word}级", f"{level.word}级及以下")
            choice.setCheckable(True)
            self._group.addButton(choice, number)
            row.addWidget(choice)
        self.column.addLayout(row)
        self.approved = QCheckBox("")
        self.column.addWidget(self.approved)
        self.column.addWidget(
            paragraph(
                look,
                "程序的加密是第二道锁，不是《密码法》意义上的密码产品。本机须按相应密级配备并获准使用，"
                "本程序须经本单位批准；台账、备份和打印件都是须登记管理的涉密载体。",
                13,
                kind="secondary",
            )
        )
        self.column.addStretch(1)
        self._group.idToggled.connect(self._chosen)
        self.approved.toggled.connect(self.changed)
        self.choose(Level.SECRET)

    @property
    def ceiling(self) -> Level:
        """The level that is chosen."""
        return CEILINGS[self._group.checkedId()]

    def choose(self, level: Level) -> None:
        """Choose a level."""
        self._group.button(CEILINGS.index(level)).setChecked(True)

    def begin(self) -> None:
        """Begin with the level that is chosen."""
        self._group.checkedButton().setFocus()

    def _chosen(self, _number: int, chosen: bool) -> None:
        if chosen:
            self.approved.setChecked(False)  # said of another level, it would not be true
            self.approved.setText(f"我确认：本机和本台账已获准处理{self.ceiling.word}级信息")
            self.changed.emit()

    def lacks(self) -> str:
        """Say what is missing."""
        return "" if self.approved.isChecked() else "请先确认本机已获准处理这一密级。"


class AccountsStep(Step):
    """The first officer's account, and three administrators or the stated small-unit mode."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.officer = QLineEdit()
        self.password = PasswordField(look, "保密员口令")
        self.repeat = PasswordField(look, "再输一次口令")
        self.repeat.setPlaceholderText("再输一次")
        self.strength, self.caps = text(look, "", 13, kind="secondary"), Notice(look)
        self.caps.tell(News.CAUTION, "大写锁定已打开", "口令区分大小写。")
        self.caps.hide()
        self.password.caps_lock.connect(self.caps.setVisible)
        self.column.addLayout(labelled(look, "保密员姓名", self.officer))
        self.column.addLayout(labelled(look, "口令", self.password, self.repeat))
        self.column.addLayout(labelled(look, "", self.strength))
        self.column.addWidget(self.caps)
        self.column.addLayout(self._modes())
        self.lost = Notice(look)
        self.column.addWidget(self.lost)
        self.column.addWidget(self._administrators())
        self.column.addStretch(1)
        for field in (self.officer, self.password, self.repeat, *self.names.values()):
            field.textChanged.connect(self._changed)
        self._group.idToggled.connect(self._changed)
        self.choose(small=True)

    def _modes(self) -> QHBoxLayout:
        look, row = self.look, QHBoxLayout()
        row.setSpacing(look.px(12))
        self._group = QButtonGroup(self)
        for number, (icon, title, says) in enumerate(
            (
                ("user", "小单位", "保密员兼任系统管理员和安全保密管理员"),
                ("users", "三员分立", "另设三名管理员，各有账户"),
            )
        ):
            choice = Choice(look, icon, title, says)
            choice.setCheckable(True)
            self._group.addButton(choice, number)
            row.addWidget(choice, 1)
        return row

    def _administrators(self) -> QWidget:
        look, self.three = self.look, QWidget()
        rows = QVBoxLayout(self.three)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(8))
        self.names = {role: QLineEdit() for role in ADMINISTRATORS}
        for role, field in self.names.items():
            field.setPlaceholderText("姓名")
            rows.addLayout(labelled(look, role.word, field))
        says = (
            "三人各得一个首次口令，建账后只显示一次，由本人登录后更改。三人与保密员不得互相兼任。"
        )
        rows.addWidget(paragraph(look, says, 13, kind="secondary"))
        return self.three

    def choose(self, *, small: bool) -> None:
        """Choose the small-unit mode, or three administrators."""
        self._group.button(0 if small else 1).setChecked(True)

    @property
    def small(self) -> bool:
        """Whether the officer keeps the administrators' offices as well."""
        return self._group.checkedId() == 0

    @property
    def administrators(self) -> tuple[tuple[Role, str], ...]:
        """The administrators that were named."""
        named = ((role, field.text().strip()) for role, field in self.names.items())
        return () if self.small else tuple(named)

    def _changed(self) -> None:
        self.three.setVisible(not self.small)
        lost = "；".join(lost_separations(small=self.small))
        if lost:
            self.lost.tell(
                News.CAUTION,
                "失去的制约",
                f"{lost}。",
                "须两人办理的事项，要先登记见证人为第二人。",
            )
        else:
            self.lost.clear()
        self.strength.setText(strength(self.password.text(), self.officer.text()))
        self.changed.emit()

    def lacks(self) -> str:
        """Say what is missing."""
        if not self.officer.text().strip():
            return "请填保密员姓名。"
        if len(self.password.text()) < LEAST_PASSWORD:
            return f"口令至少 {LEAST_PASSWORD} 个字符。"
        if problem := password_problem(self.password.text(), self.officer.text()):
            return f"口令{problem}。"
        if self.password.text() != self.repeat.text():
            return "两次输入的口令不一样。"
        if not all(name for _, name in self.administrators):
            return "请填三员的姓名。"
        names = [self.officer.text().strip(), *(name for _, name in self.administrators)]
        return "各账户须由不同的人担任。" if len(set(names)) < len(names) else ""

    def begin(self) -> None:
        """Begin with the officer's name."""
        self.officer.setFocus()


def strength(password: str, *names: str) -> str:
    """Say what a password is worth for somebody of these names: what is refused, what is advice."""
    if not password:
        return f"至少 {LEAST_PASSWORD} 个字符；几个不相干的词连起来，好记也难猜。"
    if len(password) < LEAST_PASSWORD:
        return f"还差 {LEAST_PASSWORD - len(password)} 个字符。"
    if problem := password_problem(password, *names):
        return f"口令{problem}。"
    tests = (str.isdigit, str.islower, str.isupper, lambda sign: not sign.isalnum())
    kinds = sum(any(test(sign) for sign in password) for test in tests)
    if len(password) < GOOD_PASSWORD and kinds < 3:
        return f"可以用；{GOOD_PASSWORD} 个字符以上，或加上数字和符号会更好。"
    return "强度合适。"


def _is_free(folder: Path) -> bool:
    try:
        return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError:
        return False
