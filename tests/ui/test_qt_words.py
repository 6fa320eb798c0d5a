"""Qt's own dialogs speak the language of the window."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from registerdesk.ui.kit.text import WindowLanguage, language


def test_a_dialog_for_files_speaks_the_language_and_follows_it(qtbot: QtBot) -> None:
    del qtbot
    application = QCoreApplication.instance()
    assert application is not None
    spoken = WindowLanguage()
    before = QLocale()
    spoken.teach_qt(application)
    said = [QCoreApplication.translate("QFileDialog", "File &name:")]
    try:
        language.code = "en"
        spoken.switch("en")
        said.append(QCoreApplication.translate("QFileDialog", "File &name:"))
    finally:
        language.code = "sv"
        QLocale.setDefault(before)
        for each in application.findChildren(QTranslator):
            application.removeTranslator(each)
    assert QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert said == ["Fil&namn:", "File &name:"]
