"""How the window looks to this user: light or dark, size, density, language; saved at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox

from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.field_column import FieldColumn, choices
from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import PERCENTS, theme
from registerdesk.ui.settings.section import Section

SCHEMES = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
DENSITIES = {"normal": _("Normal"), "compact": _("Compact")}
LANGUAGES = {"sv": "Svenska", "en": "English"}


class AppearanceSection(Section):
    """Four choices; each takes effect when it is made."""

    def __init__(self, context: WindowContext) -> None:
        """Show what is in force."""
        super().__init__(context, _("Appearance and language"))
        self.fields = FieldColumn()
        sizes = {str(percent): f"{percent} %" for percent in PERCENTS}
        look = theme.appearance
        self._add("scheme", _("Light or dark"), choices(SCHEMES), look.scheme, self._scheme)
        self._add("percent", _("Text size"), choices(sizes), str(look.percent), self._percent)
        density = "compact" if look.compact else "normal"
        self._add("density", _("Density"), choices(DENSITIES), density, self._density)
        tongue = choices(LANGUAGES)
        self._add("language", _("Language"), tongue, language.code, self._language)
        self.add_card(Card(_("Appearance and language"))).addWidget(self.fields)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show what is in force; the text size can be changed by keys too."""
        self.fields.set_text("percent", str(theme.appearance.percent))

    def _add(
        self, name: str, message: str, box: QComboBox, value: str, act: Callable[[str], None]
    ) -> None:
        self.fields.add(name, message, box)
        self.fields.set_text(name, value)
        box.currentIndexChanged.connect(lambda _index: self._chosen(name, box, act))

    def _chosen(self, name: str, box: QComboBox, act: Callable[[str], None]) -> None:
        value = str(box.currentData())
        self.context.settings.set(name, value)
        act(value)

    def _scheme(self, value: str) -> None:
        theme.apply(replace(theme.appearance, scheme=value))

    def _percent(self, value: str) -> None:
        theme.apply(replace(theme.appearance, percent=int(value)))

    def _density(self, value: str) -> None:
        theme.apply(replace(theme.appearance, compact=value == "compact"))

    def _language(self, value: str) -> None:
        language.switch(value)
