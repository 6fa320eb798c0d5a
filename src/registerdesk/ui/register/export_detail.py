"""One export: what it is, where it stands, and what the reader can do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.exports import (
    EXPORT_STATE_LABELS,
    FORMAT_LABELS,
    ExportColumn,
    ExportState,
    about_column,
)
from registerdesk.domain.party_lists import LIST_KIND_LABELS
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import language, number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.export_approvals import ExportRow


class ReasonDialog(Question):
    """Asks for the reason of a word on somebody's export."""

    given = Signal(str)

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        """Take the messages of title and verb."""
        super().__init__(parent, title, verb)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.add_field(_("Reason"), self.reason, "reason")
        self.verb.clicked.connect(lambda: self.given.emit(self.reason.text()))
        self.reason.setFocus()


class ExportDetail(QWidget):
    """Facts in a card; approve, reject or fetch where the reader may."""

    approve_wanted = Signal()
    reject_wanted = Signal()
    fetch_wanted = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.row: ExportRow | None = None
        self.head = PageHead()
        self.approve = Button(_("Approve"), key="Ctrl+Return", kind="primary")
        self.reject = Button(_("Do not approve …"))
        self.fetch = Button(_("Fetch the file …"), key="Ctrl+Return", kind="primary")
        self.approve.clicked.connect(self.approve_wanted)
        self.reject.clicked.connect(self.reject_wanted)
        self.fetch.clicked.connect(self.fetch_wanted)
        for button in (self.reject, self.approve, self.fetch):
            self.head.add_action(button)
            button.hide()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr(_("Export")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)

    def show_row(self, row: ExportRow, today: object) -> None:
        """Show one export; `today` is the office's day."""
        self.row = row
        export = row.export
        self.head.title.say(export.number)
        state = tr(EXPORT_STATE_LABELS[export.state])
        self.head.say_subtitle(f"{tr(LIST_KIND_LABELS[export.list_kind])}  ·  {state}")
        self.approve.setVisible(row.may_decide)
        self.reject.setVisible(row.may_decide)
        self.fetch.setVisible(row.is_own and export.state is ExportState.APPROVED)
        columns = (ExportColumn(code) for code in export.columns.split(","))
        facts = Card(_("The export"))
        for label, value in (
            (_("Number of people"), number(export.count)),
            (_("Left out"), number(export.left_out)),
            (_("Purpose"), row.purpose.text_in(language.code)),
            (_("Handed to"), export.recipient or tr(_("Nobody outside the office"))),
            (_("Columns"), ", ".join(tr(about_column(each).label) for each in columns)),
            (_("Format"), tr(FORMAT_LABELS[export.format])),
            (_("Asked for by"), row.asked_by),
            (_("Asked for"), when(export.asked_at, today)),  # type: ignore[arg-type]  # a date
            (_("Taken out"), when(export.made_at, today) if export.made_at else ""),  # type: ignore[arg-type]  # a date
            (_("SHA-256"), export.sha256.hex(" ", -4) if export.sha256 else ""),
            (_("Reason"), export.reason),
        ):
            if value:
                facts.add_fact(label, value)
        room = QWidget()
        column = QVBoxLayout(room)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        column.setSpacing(theme.px(12))
        facts.setMaximumWidth(theme.px(720))
        column.addWidget(facts)
        column.addWidget(Label(_hint(row), "secondary", wrap=True))
        column.addStretch(1)
        self.area.setWidget(room)


def _hint(row: ExportRow) -> str:
    """Return what is to be known of an export that waits (a message)."""
    if row.export.state is ExportState.WAITING and row.is_own:
        if row.is_alone:
            return _(
                "Nobody else can approve this. You can do it yourself 24 hours after the proposal."
            )
        return _("You asked for it. The data protection officer approves it.")
    if row.export.state is ExportState.LAPSED:
        return _("It was not approved, or not fetched, in time. Whom it named is kept no longer.")
    if row.export.state is ExportState.APPROVED and row.is_own:
        return _("The file is made when you fetch it, once.")
    return ""
