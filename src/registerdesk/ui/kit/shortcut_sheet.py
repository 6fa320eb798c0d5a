"""The sheet behind F1: every shortcut of the registry, searchable."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.keycap import KeyCap, key_words
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcut, Shortcuts
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_TITLES = MappingProxyType({EVERYWHERE: _("Everywhere"), "call": _("During a call")})


class ShortcutSheet(QDialog):
    """All shortcuts, grouped by where they work; the open page's first, other pages' last."""

    def __init__(
        self,
        shortcuts: Shortcuts,
        page: str,
        parent: QWidget,
        titles: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show the registry as it is now; `titles` names the pages by their keys, in messages."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_("Shortcuts")))
        self._titles = {**titles, **_TITLES, page: _("Here")}
        self._entries = sorted(
            shortcuts.entries(),
            key=lambda e: (e.context != page, e.context not in _TITLES, e.context),
        )
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(_("Search among the shortcuts")))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.textChanged.connect(self._fill)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(18))
        column.setSpacing(theme.px(12))
        column.addWidget(Label(_("Shortcuts"), "title"))
        column.addWidget(self.filter)
        column.addWidget(self._area, 1)
        self.resize(theme.px(560), min(theme.px(640), parent.height() - theme.px(60)))
        self._fill("")

    def shown(self) -> list[Shortcut]:
        """Return the shortcuts that match what is typed."""
        wanted = self.filter.text().casefold()
        return [e for e in self._entries if wanted in _words(e).casefold()]

    def _fill(self, _text: str) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(theme.px(6))
        line = 0
        for context, entries in groupby(self.shown(), key=lambda e: e.context):
            title = self._titles.get(context, _("Here"))
            grid.addWidget(Label(title, "group"), line, 0)
            line += 1
            for entry in entries:
                grid.addWidget(data_label(tr(entry.message)), line, 0)
                cap = KeyCap(entry.keys[0])
                grid.addWidget(cap, line, 1, Qt.AlignmentFlag.AlignRight)
                line += 1
        grid.setRowStretch(line, 1)
        self._area.setWidget(inner)


def _words(entry: Shortcut) -> str:
    keys = " ".join(key_words(key) for key in entry.keys)
    return f"{tr(entry.message)} {keys}"
