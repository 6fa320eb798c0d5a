"""A user's name and roles: for an invitation, or to change what somebody may do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.staff import ROLE_LABELS, Role
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import FieldColumn, check_box
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme

Submit = Callable[["RolesDialog"], None]


class RolesDialog(QDialog):
    """Asks for roles, and for the names where somebody is invited."""

    def __init__(
        self,
        parent: QWidget,
        submit: Submit,
        *,
        title: str,
        verb: str,
        roles: Sequence[Role] = (),
        protected: bool = False,
        names: bool = False,
    ) -> None:
        """Take translated title and a verb's message; `submit` gets the dialog."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._submit = submit
        self.fields = FieldColumn()
        if names:
            self.fields.add("display_name", _("Name"), QLineEdit())
            self.fields.add("user_name", _("User name"), QLineEdit())
        self.boxes = {role: check_box(tr(ROLE_LABELS[role])) for role in Role}
        for role, box in self.boxes.items():
            box.setChecked(role in roles)
        self.protected = check_box(tr(_("Named for people with a protected identity")))
        self.protected.setChecked(protected)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self.deed = Button(verb, kind="primary", key="Return")
        self.deed.setDefault(True)
        self.deed.clicked.connect(self._try)
        self._layout(title)

    def roles(self) -> tuple[Role, ...]:
        """Return the chosen roles."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def refused(self, error: RegisterDeskError) -> None:
        """Say what the desk refused, under its field where it has one."""
        self.deed.setEnabled(True)
        if not (isinstance(error, InvalidInput) and self.fields.refuse(error)):
            self.error.say(tr_error(error))
            self.error.show()
            announce(self, self.error.text(), urgent=True)

    def _try(self) -> None:
        self.error.hide()
        self.fields.clear_errors()
        for name in ("display_name", "user_name"):
            if self.fields.has(name) and not self.fields.text(name).strip():
                self.fields.point_at(name, tr(_("Fill in this field.")))
                return
        if not self.roles():
            self.refused(InvalidInput(_("Choose at least one role."), field="roles"))
            return
        self.deed.setEnabled(False)
        self._submit(self)

    def _layout(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(10))
        column.addWidget(data_label(title, "title", wrap=True))
        column.addWidget(self.fields)
        column.addWidget(Label(_("Roles"), "label"))
        grid = QGridLayout()
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // 2, place % 2)
        column.addLayout(grid)
        column.addWidget(self.protected)
        words = _("Sealed parts open when a colleague who holds the key has confirmed.")
        column.addWidget(Label(words, "secondary", wrap=True))
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), key="Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self.deed)
        column.addLayout(row)
        self.setFixedWidth(theme.px(480))
