"""The keys of the window, each told once: the shortcuts and the printed card are made of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key, and what it does."""

    keys: str
    does: str


FIND = Key("Ctrl+K", "找：文件、份号、人、编号、页面、办理")
REGISTER = Key("Ctrl+N", "登记")
LEND = Key("Ctrl+B", "借出")
GIVE_BACK = Key("Ctrl+R", "归还")
PRINT = Key("Ctrl+P", "打印本页的表")
EVIDENCE = Key("Ctrl+E", "证据包：选中的一份或一人的全部经历")
LOCK = Key("Ctrl+L", "锁定")
VEIL = Key("Ctrl+Shift+H", "遮蔽或显示标题")
HELP = Key("F1", "讲这一页的手册")
REFRESH = Key("F5", "刷新")
NEXT_PANE = Key("F6", "换栏：导航、筛选行、表、卡片")
LAST_PANE = Key("Shift+F6", "换回上一栏")
NEXT_TAB = Key("Ctrl+PgDown", "换到旁边的一本")
LAST_TAB = Key("Ctrl+PgUp", "换回前面的一本")
UNDO = Key("Ctrl+Z", "提出冲销刚记的一条（不在输入框内时）")

IN_THE_WINDOW = (
    FIND, REGISTER, LEND, GIVE_BACK, PRINT, LOCK, VEIL, HELP, REFRESH, NEXT_PANE, LAST_PANE,
    NEXT_TAB, LAST_TAB, UNDO, EVIDENCE,
    Key("Alt+1 … Alt+9、Alt+0", "换到左边第1…10项"),
)  # fmt: skip
IN_A_DIALOG = (
    Key("Enter", "到下一项"),
    Key("Ctrl+Enter", "记账"),
    Key("Esc", "离开，留作草稿"),
    Key("F4", "固定这一栏，下一件不用再填"),
    Key("F8", "展开或收起“更多”，即不常填的栏目"),
)
