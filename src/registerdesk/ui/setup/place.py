"""Where the office shall lie: a folder on this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.setup.folder_field import FolderField
from registerdesk.ui.setup.step import SetupStep
from registerdesk.usecases.offices import refuse_folder
from registerdesk.usecases.places import is_cloud_folder

CONSENT = _("I understand")


class PlaceStep(SetupStep):
    """Asks for the folder; refuses a network drive, and a cloud folder without typed consent."""

    def __init__(self) -> None:
        """Propose a folder among the user's documents."""
        super().__init__(
            _("Create"), _("Everything is kept in one folder, encrypted. Nothing is written yet.")
        )
        self.folder = FolderField(_("Folder"))
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        home = QStandardPaths.writableLocation(documents)
        self.folder.set_path(Path(home) / "RegisterDesk")
        self.cloud = Banner(
            _("The folder seems to be copied to a cloud service"),
            _(
                "The files are encrypted, but the service can damage an open database and keeps"
                " copies that outlive erasure. Choose another folder, or write that you understand."
            ),
            icon_name="alert",
            tone="warn",
        )
        self.consent = FieldColumn()
        self.consent.add("consent", _("Write: I understand"), QLineEdit())
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr(_("Creating the encrypted database …")))
        self.words = Label(_("Creating the encrypted database …"), "secondary")
        for widget in (self.folder, self.cloud, self.consent, self.words, self.progress):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.folder.field.textChanged.connect(lambda _text: self._look())
        self.busy(on=False)
        self._look()

    def is_answered(self) -> bool:
        """Check the folder, and the consent where it is needed."""
        if not self.folder.field.text().strip():
            self.folder.point_at(tr(_("Fill in this field.")))
            return False
        try:
            refuse_folder(self.folder.path())
        except RegisterDeskError as error:
            self.folder.point_at(tr_error(error))
            return False
        self.consent.clear_errors()
        typed = self.consent.text("consent").strip().casefold()
        if is_cloud_folder(self.folder.path()) and typed != tr(CONSENT).casefold():
            self.consent.point_at("consent", tr(_("Write: I understand")))
            return False
        return True

    def first(self) -> QWidget:
        """Return the folder."""
        return self.folder.field

    def verb(self) -> str:
        """Return what the button does."""
        return _("Create the office")

    def busy(self, *, on: bool) -> None:
        """Show that the office is being written."""
        self.words.setVisible(on)
        self.progress.setVisible(on)
        self.folder.setEnabled(not on)

    def _look(self) -> None:
        cloudy = is_cloud_folder(self.folder.path())
        self.cloud.setVisible(cloudy)
        self.consent.setVisible(cloudy)
