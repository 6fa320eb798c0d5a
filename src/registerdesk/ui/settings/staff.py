"""Staff and roles: who is who, what waits, invitations, one-time codes, shutting out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import ROLE_LABELS, Permission, Role, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.printing import print_lines
from registerdesk.ui.kit.room import TurningRow
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.settings.section import Section
from registerdesk.ui.setup.key_paper import JOB, SheetPrinter
from registerdesk.ui.staff.named_readers import NamedReadersCard
from registerdesk.ui.staff.recovery_paper import show_new_key
from registerdesk.ui.staff.roles_dialog import RolesDialog
from registerdesk.ui.staff.secret_dialog import SecretDialog, lines_of
from registerdesk.ui.staff.waiting import WaitingGrants
from registerdesk.usecases.offices import Session
from registerdesk.usecases.staff import (
    Person,
    State,
    change_access,
    confirm_own_password,
    disable_person,
    invite_person,
    issue_code,
    list_staff,
)

STATE_WORDS = {
    State.INVITED: (_("Invited"), "info"),
    State.AWAITING: (_("Waiting for rights"), "warn"),
    State.ACTIVE: (_("Active"), "ok"),
    State.DISABLED: (_("Disabled"), "neutral"),
}
COLUMNS = (
    Column(key="name", title=_("Name"), width=180, sortable=False),
    Column(key="user_name", title=_("User name"), width=120, sortable=False),
    Column(key="roles", title=_("Roles"), width=240, stretch=True, sortable=False),
    Column(key="state", title=_("State"), width=150, sortable=False),
)
_NAMED = frozenset({Compartment.PROTECTED})


def row_of(person: Person) -> Row:
    """Return one user as a row."""
    words, kind = STATE_WORDS[person.state]
    roles = ", ".join(tr(ROLE_LABELS[role]) for role in Role if role.value in person.roles)
    return Row(
        id=str(person.user_id),
        cells=(
            Cell(text=person.display_name, strong=True),
            Cell(text=person.user_name),
            Cell(text=roles or "–"),
            Cell(text=tr(words), chip=kind),
        ),
    )


class StaffSection(Section):
    """The list, what can be done with the chosen user, and the rights that wait."""

    def __init__(self, context: WindowContext) -> None:
        """Build the list; `refresh` fills it."""
        super().__init__(context, _("Staff and roles"), widest=1100)
        self._people: dict[str, Person] = {}
        self.table = Table(COLUMNS, tr(_("Staff")), context.settings, "staff")
        self.table.setMinimumHeight(theme.px(300))
        self.waiting = WaitingGrants(context)
        self.waiting.confirmed.connect(self.refresh)
        self.named = NamedReadersCard(context)
        self.invite_button = Button(_("Invite …"), kind="primary", icon_name="plus")
        self.roles_button = Button(_("Change roles …"))
        self.code_button = Button(_("New one-time code …"), icon_name="key")
        self.disable_button = Button(_("Disable …"), kind="danger")
        self.invite_button.clicked.connect(self.ask_invite)
        self.roles_button.clicked.connect(self.ask_roles)
        self.code_button.clicked.connect(self.ask_code)
        self.disable_button.clicked.connect(self.ask_disable)
        self.table.chosen.connect(lambda _id: self._weigh())
        self.table.opened.connect(lambda _id: self.ask_roles())
        self.dialog: RolesDialog | ConfirmDialog | SecretDialog | None = None
        acts, last = FlowRow(), FlowRow()
        for button in (self.invite_button, self.roles_button, self.code_button):
            acts.addWidget(button)
        last.addWidget(self.disable_button)
        row = TurningRow(acts, last)
        self.column.addWidget(self.waiting)
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.named)
        self._weigh()

    def refresh(self) -> None:
        """Read the staff and what waits."""
        self.context.ask(list_staff, done=self._show, failed=self.failed, latest="staff")
        self.waiting.refresh()
        self.named.refresh()

    def primary(self) -> None:
        """Invite somebody."""
        self.ask_invite()

    def chosen(self) -> Person | None:
        """Return the user in the chosen row."""
        return self._people.get(self.table.current_id())

    def ask_invite(self) -> None:
        """Ask for names and roles of a new user."""
        if is_granted(self.context.user.roles, Permission.MANAGE_STAFF):
            title = tr(_("Invite a user"))
            dialog = RolesDialog(self, self._invite, title=title, verb=_("Invite"), names=True)
            self._open(dialog)

    def ask_roles(self) -> None:
        """Ask which roles the chosen user shall have."""
        person = self.chosen()
        if person is None or not self.roles_button.isEnabled():
            return
        dialog = RolesDialog(
            self,
            self._change,
            title=tr(_("Roles of {name}"), name=person.display_name),
            verb=_("Save"),
            roles=[Role(code) for code in person.roles],
            protected=Compartment.PROTECTED in person.compartments,
        )
        self._open(dialog)

    def ask_code(self) -> None:
        """Ask whether the chosen user's password shall give way to a one-time code."""
        person = self.chosen()
        if person is None:
            return
        count = len(person.held)
        self._confirm(
            tr(_("Give {name} a one-time code?"), name=person.display_name),
            tr(
                _(
                    "The present password stops working. {count} rights wait until a holder has"
                    " confirmed them again."
                ),
                count=count,
            ),
            tr(_("Give a one-time code")),
            lambda password: self._issue(person, password),
        )

    def ask_disable(self) -> None:
        """Ask whether the chosen user shall be shut out, in numbers."""
        person = self.chosen()
        if person is None:
            return
        words = tr(
            _(
                "{count} rights are withdrawn and the database is encrypted anew. The name stays in"
                " the log. A disabled user cannot be enabled again."
            ),
            count=len(person.held),
        )
        if Role.ADMINISTRATOR.value in person.roles:
            more = _("An administrator leaves: a new recovery key is made, and you must print it.")
            words = f"{words} {tr(more)}"
        title = tr(_("Disable {name}?"), name=person.display_name)
        verb = tr(_("Disable {name}"), name=person.display_name)
        self._confirm(title, words, verb, lambda password: self._disable(person, password))

    def _confirm(
        self, title: str, consequence: str, verb: str, deed: Callable[[str], None]
    ) -> None:
        dialog = ConfirmDialog(self, title=title, consequence=consequence, verb=verb)
        dialog.accepted.connect(lambda: deed(dialog.password.text()))
        self._open(dialog)

    def _open(self, dialog: RolesDialog | ConfirmDialog | SecretDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _invite(self, dialog: RolesDialog) -> None:
        name, user = dialog.fields.text("display_name"), dialog.fields.text("user_name")
        roles, named = dialog.roles(), _named(dialog)

        def done(outcome: tuple[UUID, str]) -> None:
            dialog.accept()
            self._show_code(name, user, outcome[1])

        desk = self.context.desk
        self.context.runner.ask(
            lambda: desk.do(invite_person, user, name, roles, protected=named),
            done,
            dialog.refused,
        )

    def _change(self, dialog: RolesDialog) -> None:
        person, session = self.chosen(), self._session()
        if person is None or session is None:
            return
        roles, named, user_id = dialog.roles(), _named(dialog), person.user_id

        def done(key: str | None) -> None:
            dialog.accept()
            self._after(key)

        self.context.runner.ask(
            lambda: change_access(session, user_id, roles, protected=named), done, dialog.refused
        )

    def _issue(self, person: Person, password: str) -> None:
        desk = self.context.desk

        def issue() -> str:
            desk.do(confirm_own_password, password)
            return desk.do(issue_code, person.user_id)

        self.context.runner.ask(
            issue,
            lambda code: self._show_code(person.display_name, person.user_name, code),
            self._refused,
        )

    def _disable(self, person: Person, password: str) -> None:
        session = self._session()
        if session is None:
            return

        def disable() -> str | None:
            session.desk.do(confirm_own_password, password)
            return disable_person(session, person.user_id)

        self.context.runner.ask(disable, self._after, self._refused)

    def _after(self, key: str | None) -> None:
        """Show the new recovery key where there is one, and read the list again."""
        self.refresh()
        if key:
            self.dialog = show_new_key(self, self.context, key)
        else:
            self.context.toast(tr(_("Saved.")))

    def _show_code(self, name: str, user_name: str, code: str) -> None:
        self.refresh()
        title = tr(_("One-time code for {name}"), name=name)
        facts = [f"{tr(_('User name'))}: {user_name}"]

        def print_out(printer: SheetPrinter) -> None:
            lines = lines_of(title, facts, code)
            printer.printed = print_lines(lines, printer.printers.currentText(), JOB)

        words = _(
            "Hand the code over in a sealed envelope. It works once and is never shown again."
        )
        self._open(SecretDialog(self, code, title=title, words=tr(words), print_out=print_out))

    def _show(self, people: Sequence[Person]) -> None:
        before = self.table.current_id()
        self._people = {str(person.user_id): person for person in people}
        self.table.rows.show([row_of(person) for person in people])
        places = list(self._people)
        if places:
            self.table.selectRow(places.index(before) if before in places else 0)
        self._weigh()

    def _weigh(self) -> None:
        """Offer only what can be done with the chosen user."""
        manages = is_granted(self.context.user.roles, Permission.MANAGE_STAFF)
        person = self.chosen()
        living = person is not None and person.state is not State.DISABLED
        other = person is not None and person.user_id != self.context.user.user_id
        self.invite_button.setVisible(manages)
        for button in (self.roles_button, self.code_button, self.disable_button):
            button.setVisible(manages)
        self.roles_button.setEnabled(living)
        self.code_button.setEnabled(living and other)
        self.disable_button.setEnabled(living and other)

    def _session(self) -> Session | None:
        session = self.context.extras.get("session")
        return session if isinstance(session, Session) else None

    def _refused(self, error: RegisterDeskError) -> None:
        self.error.tell(tr_error(error))


def _named(dialog: RolesDialog) -> frozenset[Compartment]:
    return _NAMED if dialog.protected.isChecked() else frozenset()
