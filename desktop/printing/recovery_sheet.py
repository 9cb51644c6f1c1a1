"""恢复密钥单: the printed groups of a recovery key; the last ones never reach a printer."""

from __future__ import annotations

from io import BytesIO

from desktop.printing.pdf import PdfFile
from desktop.printing.sheet import MM, Sheet
from desktop.printing.type import Style, Typesetter

_WIDTH, _HEIGHT = 210 * MM, 297 * MM
_LEFT, _RIGHT = 30 * MM, 180 * MM
_TEXT = Style("Song", 12, 11)
_ACROSS = 4
_BOX = (34 * MM, 20 * MM)
_GAP = (_RIGHT - _LEFT - _ACROSS * _BOX[0]) / (_ACROSS - 1)

_SAYS = (
    "本单与台账分开，装入信封密封，由专人保管；领用、拆封须登记。",
    "恢复密钥不能代替口令登录。安全保密管理员忘记口令时，由两名见证人在场，连同另纸手抄的两组一并输入，"
    "即可重设口令；用过即作废，程序另给一份新的。",
    "第七、八组只许手抄在另一张纸上，与本单分开保管；缺了它们，本单打不开任何东西。",
)


def draw_recovery_sheet(unit: str, day: str, printed: tuple[str, ...], by_hand: int) -> bytes:
    """Return the sheet as a PDF: these groups in boxes, and empty boxes for those never printed."""
    out, setter, sheet = BytesIO(), Typesetter(), Sheet()
    file = PdfFile(out, _WIDTH, _HEIGHT, "恢复密钥单")
    title = setter.line("恢复密钥单", "SongBold", 20)
    sheet.line(_LEFT, _HEIGHT - 40 * MM, title, "centre", _RIGHT - _LEFT)
    head = setter.line(f"单位：{unit}", "Song", 12)
    sheet.line(_LEFT, _HEIGHT - 56 * MM, head)
    made = setter.line(f"制作日期：{day}", "Song", 12)
    sheet.line(_LEFT, _HEIGHT - 56 * MM, made, "right", _RIGHT - _LEFT)
    y = _boxes(sheet, setter, _HEIGHT - 64 * MM, (*printed, *("" for _ in range(by_hand))))
    for text in _SAYS:
        block = setter.block(text, _RIGHT - _LEFT, _TEXT)
        sheet.block(_LEFT, y, block, "left", _RIGHT - _LEFT)
        y -= block.height + 3 * MM
    for place, label in enumerate(("制作人", "保管人", "日期")):
        x = _LEFT + place * (_RIGHT - _LEFT) / 3
        line = setter.line(f"{label}：", "Song", 12)
        sheet.line(x, y - 16 * MM, line)
        sheet.rule(x + line.width, y - 17 * MM, x + 45 * MM, y - 17 * MM)
    file.put_page(sheet.operators())
    file.close(setter.embed(file), {})
    return out.getvalue()


def _boxes(sheet: Sheet, setter: Typesetter, top: float, groups: tuple[str, ...]) -> float:
    """Draw the groups, four on a line; return the height below them."""
    width, height = _BOX
    for place, group in enumerate(groups):
        x = _LEFT + place % _ACROSS * (width + _GAP)
        y = top - (place // _ACROSS + 1) * (height + 5 * MM)
        sheet.box(x, y, width, height)
        sheet.line(x + 1.5 * MM, y + height - 5 * MM, setter.line(str(place + 1), "Song", 9))
        if group:
            sheet.line(x, y + 5.5 * MM, setter.line(group, "Hei", 18), "centre", width)
        else:
            sheet.line(x, y + 6.5 * MM, setter.line("另纸手抄", "Kai", 11), "centre", width)
    rows = -(-len(groups) // _ACROSS)
    return top - rows * (height + 5 * MM) - 12 * MM
