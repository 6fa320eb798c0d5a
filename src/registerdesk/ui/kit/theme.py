"""Colours, sizes and fonts of the window: tokens, palette and style sheet."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from registerdesk.resources import folder

SCHEMES = ("system", "light", "dark")
PERCENTS = (90, 100, 110, 125, 150, 175, 200)
_FAMILY = "Inter"
_THIN = 2
_ROLES = {
    QPalette.ColorRole.Window: "app",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "subtle",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accfill",
    QPalette.ColorRole.HighlightedText: "onacc",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Accent: "accfill",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What a user chose: scheme (system, light, dark), text size 90-200 %, density."""

    scheme: str = "system"
    percent: int = 100
    compact: bool = False


@lru_cache(maxsize=1)
def tokens() -> dict[str, dict[str, str]]:
    """Return the colour tokens of both schemes as hexadecimal colours."""
    data = json.loads((folder() / "theme" / "tokens.json").read_text("utf-8"))
    return {scheme: dict(data[scheme]) for scheme in ("light", "dark")}


def style_sheet(scheme: str, percent: int) -> str:
    """Return the style sheet of a scheme with every size but hair lines scaled."""
    place = folder() / "theme"
    names = ("theme.qss.template", "kit.qss.template")
    sheet = "\n".join((place / name).read_text("utf-8") for name in names)
    values = tokens()[scheme] | {"dir": (place / scheme).as_posix()}

    def scaled(match: re.Match[str]) -> str:
        size = int(match[1])
        return match[0] if size <= _THIN else f"{round(size * percent / 100)}px"

    return Template(re.sub(r"(\d+)px", scaled, sheet)).substitute(values)


class Theme(QObject):
    """The look of the running program; painters ask it for colours, sizes and fonts."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin light at 100 %, before any application exists."""
        super().__init__()
        self.appearance = Appearance()
        self.scheme = "light"
        self._started = False

    def apply(self, appearance: Appearance) -> None:
        """Dress the whole application; open widgets follow at once."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self._start(app)
        self.appearance = appearance
        self._ask_system(app)
        self.scheme = self._scheme_now(app)
        self._dress(app)
        self.changed.emit()

    def zoom(self, step: int) -> int:
        """Take the next larger (1) or smaller (-1) text size, or 100 % (0); return per cent."""
        now = self.appearance.percent
        others = [p for p in PERCENTS if (p - now) * step > 0]
        percent = 100 if step == 0 else min(others, key=lambda p: abs(p - now), default=now)
        self.apply(replace(self.appearance, percent=percent))
        return percent

    def colour(self, token: str) -> QColor:
        """Return a token's colour in the present scheme."""
        return QColor(tokens()[self.scheme][token])

    def px(self, size: float) -> int:
        """Return a size of the 100 % design in pixels of the present text size."""
        return round(size * self.appearance.percent / 100)

    def font(self, size: float = 13, weight: int = 400) -> QFont:
        """Return Inter with tabular figures; size in pixels of the 100 % design."""
        font = QFont(_FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def row_height(self) -> int:
        """Return the height of a table row: 36, compact 30, scaled."""
        return self.px(30 if self.appearance.compact else 36)

    def _start(self, app: QApplication) -> None:
        """Load the shipped fonts and the style once."""
        if self._started:
            return
        self._started = True
        for weight in ("Regular", "Medium", "SemiBold", "Bold"):
            QFontDatabase.addApplicationFont(str(folder() / "fonts" / f"Inter-{weight}.otf"))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _ask_system(self, app: QApplication) -> None:
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        scheme = wanted.get(self.appearance.scheme, Qt.ColorScheme.Unknown)
        app.styleHints().setColorScheme(scheme)

    def _scheme_now(self, app: QApplication) -> str:
        if self.appearance.scheme in ("light", "dark"):
            return self.appearance.scheme
        return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _system_changed(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication) or self._scheme_now(app) == self.scheme:
            return
        self.scheme = self._scheme_now(app)
        self._dress(app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        """Give fonts, palette and sheet; in high contrast the system's own colours stay."""
        app.setFont(self.font())
        hints = app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            app.setStyleSheet("")
            return
        app.setPalette(self._palette())
        app.setStyleSheet(style_sheet(self.scheme, self.appearance.percent))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("faint"))
        return palette


theme = Theme()
