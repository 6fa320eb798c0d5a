"""The language of the window: every text of a widget passes through `tr`."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)
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
        self._qt: QTranslator | None = None

    def teach_qt(self, application: QCoreApplication) -> None:
        """Let Qt's own dialogs, those for files among them, speak the language too."""
        if self._qt is not None:
            application.removeTranslator(self._qt)
        self._qt = QTranslator(application)
        self._qt.load(
            locale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        )
        application.installTranslator(self._qt)

    def switch(self, code: str) -> None:
        """Speak another language from now on; widgets hear of it by LanguageChange."""
        if code == self.code:
            return
        self.code = code
        QLocale.setDefault(locale())
        application = QApplication.instance()
        if self._qt is not None and application is not None:
            self.teach_qt(application)
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
