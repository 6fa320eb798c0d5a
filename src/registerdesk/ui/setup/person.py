"""The first person: name, user name, password, roles."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from registerdesk.domain.staff import ROLE_LABELS, Role
from registerdesk.domain.texts import _
from registerdesk.ui.kit.field_column import FieldColumn, check_box
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.new_password import NewPassword
from registerdesk.ui.setup.step import SetupStep
from registerdesk.usecases.offices import FirstPerson


class PersonStep(SetupStep):
    """Who sets up the office; all roles are chosen until the person takes some away."""

    def __init__(self) -> None:
        """Begin with every role."""
        super().__init__(
            _("The first person"),
            _("You become the office's administrator and can invite your colleagues afterwards."),
        )
        self.fields = FieldColumn()
        name, user_name = QLineEdit(), QLineEdit()
        name.setMaxLength(200)
        user_name.setMaxLength(60)
        self.fields.add_pair(
            ("name", _("Your name"), name), ("user_name", _("User name"), user_name)
        )
        self.password = NewPassword(
            lambda: (self.fields.text("name"), self.fields.text("user_name"))
        )
        self.roles = {role: check_box(tr(ROLE_LABELS[role])) for role in Role}
        self.column.addWidget(self.fields)
        self.column.addWidget(self.password)
        self.column.addWidget(Label(_("Roles"), "label"))
        self.column.addWidget(self._role_grid())
        self.duties = Banner(
            _("Separate the duties when you are several"),
            _(
                "Whoever proposes something should not be the one who approves it. Invite"
                " colleagues and give up the roles that are theirs."
            ),
            icon_name="users",
        )
        self.column.addWidget(self.duties)
        self.column.addStretch(1)
        name.editingFinished.connect(self._suggest)

    def is_answered(self) -> bool:
        """Check names and password."""
        self.fields.clear_errors()
        for name in ("name", "user_name"):
            if not self.fields.text(name).strip():
                self.fields.point_at(name, tr(_("Fill in this field.")))
                return False
        return self.password.is_answered()

    def first(self) -> QWidget:
        """Return the name."""
        return self.fields.editor("name")

    def person(self) -> FirstPerson:
        """Return the first person as described."""
        return FirstPerson(
            user_name=self.fields.text("user_name").strip(),
            display_name=self.fields.text("name").strip(),
            password=self.password.text(),
            roles=tuple(role for role, box in self.roles.items() if box.isChecked()),
        )

    def _role_grid(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        for place, button in enumerate(self.roles.values()):
            button.setChecked(True)
            button.toggled.connect(lambda _on: self._weigh())
            grid.addWidget(button, place // 2, place % 2)
        grid.setColumnStretch(2, 1)
        administrator = self.roles[Role.ADMINISTRATOR]
        administrator.setEnabled(False)
        administrator.setToolTip(tr(_("The first person must be an administrator.")))
        return box

    def _weigh(self) -> None:
        """Speak of separated duties while one person has several."""
        count = sum(box.isChecked() for box in self.roles.values())
        self.duties.setVisible(count > 1)

    def _suggest(self) -> None:
        """Propose the first name as user name where none is written."""
        words = self.fields.text("name").split()
        if words and not self.fields.text("user_name"):
            self.fields.set_text("user_name", words[0].casefold())
