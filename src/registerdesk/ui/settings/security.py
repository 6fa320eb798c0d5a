"""Security: own password for everybody; lock, sign-in list and recovery key for administrators."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from registerdesk.domain.errors import NotAllowed, RegisterDeskError
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.field_column import FieldColumn, check_box, choices
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.password_box import PasswordField
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.settings.section import Section
from registerdesk.ui.setup.new_password import NewPassword
from registerdesk.ui.staff.recovery_paper import show_new_key
from registerdesk.usecases.office_profile import change_office, view_office
from registerdesk.usecases.offices import Session
from registerdesk.usecases.sign_in_list import who_can_sign_in
from registerdesk.usecases.staff import (
    change_own_password,
    confirm_own_password,
    replace_recovery_key,
    show_staff_list,
)

LOCK_MINUTES = range(1, 16)


class SecuritySection(Section):
    """Own password first; what concerns the whole office asks for the password."""

    def __init__(self, context: WindowContext) -> None:
        """Build what this user may reach."""
        super().__init__(context, _("Security"))
        self.may_settle = is_granted(context.user.roles, Permission.MANAGE_OFFICE)
        self._profile: OfficeProfile | None = None
        self.old = FieldColumn()
        self.old.add("old", _("Your present password"), PasswordField())
        self.new = NewPassword(lambda: (context.user.display_name, context.user.user_name))
        self.change_button = Button(_("Change password"), kind="primary")
        self.change_button.clicked.connect(self.primary)
        self._password_card()
        minutes = {str(n): f"{n} min" for n in LOCK_MINUTES}
        self.lock = FieldColumn()
        self.lock.add("lock_minutes", _("The window locks after"), choices(minutes))
        self.listed = check_box(tr(_("List the staff on the sign-in page")))
        self.key_button = Button(_("New recovery key …"), kind="danger", icon_name="key")
        if self.may_settle:
            self._office_card()
            self._key_card()
        self.column.addWidget(
            Banner(
                _("Two persons for what weighs most"),
                _(
                    "Whoever proposes a refusal or a right is never the one who approves it."
                    " This cannot be switched off."
                ),
                icon_name="users",
            )
        )
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Read what is settled."""
        if self.may_settle:
            self.context.ask(view_office, done=self._show, failed=self.failed, latest="security")

    def is_touched(self) -> bool:
        """Tell whether a new password is being written."""
        return bool(self.new.text())

    def forget(self) -> None:
        """Let go of the typed passwords."""
        self.old.set_text("old", "")
        self.new.clear()

    def primary(self) -> None:
        """Change the own password."""
        self.old.clear_errors()
        if not self.old.text("old"):
            self.old.point_at("old", tr(_("Type your password.")))
        elif self.new.is_answered() and self.change_button.isEnabled():
            self.change_button.setEnabled(False)
            old, new = self.old.text("old"), self.new.text()
            self.context.ask(
                change_own_password, old, new, done=self._changed, failed=self._not_changed
            )

    def _changed(self, _nothing: object) -> None:
        self.change_button.setEnabled(True)
        self.old.set_text("old", "")
        self.new.clear()
        self.context.toast(tr(_("The password is changed.")))

    def _not_changed(self, error: RegisterDeskError) -> None:
        self.change_button.setEnabled(True)
        fields, name = (self.old, "old")
        if not isinstance(error, NotAllowed):
            fields, name = self.new.fields, "password"
        fields.point_at(name, tr_error(error))

    def _show(self, profile: OfficeProfile) -> None:
        self._profile = profile
        box = self.lock.editor("lock_minutes")
        box.blockSignals(True)
        self.lock.set_text("lock_minutes", str(profile.lock_minutes))
        box.blockSignals(False)

    def _settle_lock(self) -> None:
        """Keep the new number of minutes."""
        if self._profile is None:
            return
        given = {"lock_minutes": int(self.lock.text("lock_minutes"))}
        version = self._profile.version
        self.context.ask(change_office, version, given, done=self._settled, failed=self.failed)

    def _settled(self, profile: OfficeProfile) -> None:
        self._show(profile)
        follow = self.context.extras.get("profile_changed")
        if callable(follow):
            follow(profile)
        self.context.toast(tr(_("Saved.")))

    def _settle_list(self) -> None:
        """Show or hide the names on the sign-in page."""
        shown = self.listed.isChecked()
        self.context.runner.ask(
            lambda: self.context.desk.do(show_staff_list, shown=shown),
            lambda _nothing: self.context.toast(tr(_("Saved."))),
            self.failed,
        )

    def ask_new_key(self) -> None:
        """Ask for the password, then make a new recovery key and show it once."""
        dialog = ConfirmDialog(
            self,
            title=tr(_("Make a new recovery key?")),
            consequence=tr(
                _(
                    "The present sheet opens nothing from then on. The database is encrypted anew."
                    " You must print the new sheet at once."
                )
            ),
            verb=tr(_("Make a new recovery key")),
        )
        dialog.accepted.connect(lambda: self._confirmed(dialog.password.text()))
        dialog.open()

    def _confirmed(self, password: str) -> None:
        session = self.context.extras.get("session")
        if not isinstance(session, Session):
            return

        def renew() -> str:
            session.desk.do(confirm_own_password, password)
            return replace_recovery_key(session)

        self.context.runner.ask(
            renew, lambda key: show_new_key(self, self.context, key), self.failed
        )

    def _password_card(self) -> None:
        column = self.add_card(Card(_("Your password")))
        column.addWidget(self.old)
        column.addWidget(self.new)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.change_button)
        column.addLayout(row)

    def _office_card(self) -> None:
        column = self.add_card(Card(_("Lock and sign-in")))
        column.addWidget(self.lock)
        session = self.context.extras.get("session")
        if isinstance(session, Session):
            self.listed.setChecked(who_can_sign_in(session.places.folder).list_shown)
        column.addWidget(self.listed)
        words = _("The names lie outside the encrypted file, where whoever has the file sees them.")
        column.addWidget(Label(words, "secondary", wrap=True))
        self.lock.editor("lock_minutes").currentIndexChanged.connect(  # type: ignore[attr-defined]  # a combo box, by its name
            lambda _index: self._settle_lock()
        )
        self.listed.clicked.connect(lambda _on: self._settle_list())

    def _key_card(self) -> None:
        column = self.add_card(Card(_("Recovery key")))
        words = _("Make a new one if the sheet is lost, or if somebody may have seen it.")
        column.addWidget(Label(words, wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.key_button)
        row.addStretch(1)
        column.addLayout(row)
        self.key_button.clicked.connect(self.ask_new_key)
