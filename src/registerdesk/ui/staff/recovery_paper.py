"""A new recovery key: shown once, printed as the same sheet as at the first run."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.setup.key_paper import SheetPrinter
from registerdesk.ui.staff.secret_dialog import SecretDialog
from registerdesk.usecases.offices import Session
from registerdesk.usecases.recovery_keys import sheet_of


def show_new_key(parent: QWidget, context: WindowContext, key: str) -> SecretDialog:
    """Show the key until it is on paper."""

    def print_out(printer: SheetPrinter) -> None:
        session = context.extras.get("session")
        if isinstance(session, Session):
            pdf = sheet_of(
                key,
                office_name=context.office.name,
                fingerprint=session.keys.owner_fingerprint,
                day=context.today(),
                language=language.code,
            )
            printer.print_out(pdf)

    dialog = SecretDialog(
        parent,
        key,
        title=tr(_("New recovery key")),
        words=tr(
            _(
                "Print the sheet, or write the groups down. Destroy the old sheet and keep the new"
                " one in a safe. The key is never shown again."
            )
        ),
        print_out=print_out,
    )
    dialog.open()
    return dialog
