"""How the desk looks: one table of colours, sizes that grow together, one style sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import Template

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from db.ledger.trouble import Unusable
from desktop.assets import font_bytes, read_text, read_toml, resource

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
_SIZES = (2, 3, 4, 6, 8, 10, 12, 13, 14, 16, 18, 20, 24, 26, 30, 32, 34, 40)


@dataclass(frozen=True)
class Look:
    """A scheme of colours and a scale; sizes are pixels at 100 %."""

    scheme: str = "light"
    scale: float = 1.0
    families: tuple[str, ...] = ()

    def colour(self, token: str) -> QColor:
        """Return a colour by its token."""
        return QColor(read_toml("theme", "tokens.toml")[self.scheme][token])

    def px(self, size: float) -> int:
        """Return a size in pixels at this scale."""
        return round(size * self.scale)

    def font(self, size: float = 14, *, bold: bool = False) -> QFont:
        """Return the body font at a size."""
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPixelSize(self.px(size))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def title_font(self, size: float) -> QFont:
        """Return the Song bold of the product mark."""
        font = self.font(size, bold=True)
        font.setFamilies(["Noto Serif SC", *self.families])
        return font

    def icon(self, name: str, tint: str = "ink2", size: int = 18) -> QIcon:
        """Return an icon of the one family, in a colour of the table."""
        svg = read_text("icons", f"{name}.svg").replace("currentColor", self.colour(tint).name())
        side = self.px(size)
        picture = QPixmap(QSize(side * 2, side * 2))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        picture.setDevicePixelRatio(2)
        return QIcon(picture)

    def sheet(self) -> str:
        """Return the style sheet, its tokens and sizes filled in."""
        tokens = read_toml("theme", "tokens.toml")[self.scheme]
        sizes = {f"px{n}": f"{self.px(n)}px" for n in _SIZES}
        # Around a border of two pixels instead of one everything else keeps its place.
        sizes |= {f"px{n - by}": f"{self.px(n) - by}px" for n, by in ((8, 1), (12, 1), (30, 2))}
        theme = resource("theme").as_posix()
        return Template(read_text("theme", "desk.qss")).substitute(tokens, theme=theme, **sizes)

    def palette(self) -> QPalette:
        """Return the palette for what the style sheet does not reach."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "ground",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunk",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Highlight: "bluebg",
            QPalette.ColorRole.HighlightedText: "ink",
            QPalette.ColorRole.ToolTipBase: "tip",
            QPalette.ColorRole.ToolTipText: "ontip",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("dis"))
        return palette


def bundled_families() -> tuple[str, ...]:
    """Load the bundled fonts and return the families to use, the system's own first."""
    loaded: list[str] = []
    for name in ("Hei", "Song", "SongBold"):
        try:
            path = font_bytes(name)
        except Unusable:
            continue  # the system's own fonts may do for the screen; paper will say so
        number = QFontDatabase.addApplicationFont(str(path))
        loaded += QFontDatabase.applicationFontFamilies(number)
    there = set(QFontDatabase.families())
    chosen = [family for family in FAMILIES if family in there] + loaded[:1]
    return (*chosen, *loaded[1:])


def dress(application: QApplication, scheme: str = "light", scale: float = 1.0) -> Look:
    """Give the whole application its looks."""
    return redress(application, Look(families=bundled_families()), scheme, scale)


def redress(application: QApplication, look: Look, scheme: str, scale: float) -> Look:
    """Give the whole application other colours and sizes."""
    look = replace(look, scheme=scheme, scale=scale)
    application.setStyle("Fusion")
    application.setFont(look.font())
    application.setPalette(look.palette())
    application.setStyleSheet(look.sheet())
    return look
