"""The language of the window: every text of a widget passes through `tr`."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.resources.language import DEFAULT, translate

_LOCALES = {"sv": QLocale.Language.Swedish, "en": QLocale.Language.English}


class WindowLanguage(QObject):
    """Which language the window speaks; `switch` re-texts every open widget."""

    changed = Signal(str)

    def __init__(self) -> None:
        """Begin in Swedish."""
        super().__init__()
        self.code = DEFAULT

    def switch(self, code: str) -> None:
        """Speak another language from now on; widgets hear of it by LanguageChange."""
        if code == self.code:
            return
        self.code = code
        QLocale.setDefault(locale())
        for window in QApplication.topLevelWidgets():
            QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        self.changed.emit(code)


language = WindowLanguage()


def tr(message: str, **parameters: object) -> str:
    """Return a message in the language of the window, its parameters filled in."""
    return translate(message, language.code, **parameters)


def tr_error(error: RegisterDeskError) -> str:
    """Return a refusal as the sentence that the user reads."""
    return tr(error.message, **error.parameters)


def locale() -> QLocale:
    """Return the locale of the window: numbers, weekdays, months."""
    territory = QLocale.Country.Sweden
    return QLocale(_LOCALES.get(language.code, QLocale.Language.Swedish), territory)


def number(value: int) -> str:
    """Return a whole number with thin groups of three: 1 284."""
    return locale().toString(value)
