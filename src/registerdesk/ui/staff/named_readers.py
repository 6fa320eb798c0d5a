"""Who is named for protected persons: said where staff get their rights, two at least."""

from __future__ import annotations

from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.protected_readers import NamedReaders, view_named_readers


class NamedReadersCard(Card):
    """Names those who open protected persons; hidden until they are known."""

    def __init__(self, context: WindowContext) -> None:
        """Begin hidden; `refresh` fills it."""
        super().__init__(_("Named for protected persons"))
        self._context = context
        edge = theme.px(14)
        self.names, self.waiting = Label(role="body", wrap=True), Label(role="secondary", wrap=True)
        self.warning = Label(role="error", wrap=True)
        for label in (self.names, self.waiting, self.warning):
            label.setContentsMargins(edge, theme.px(8), edge, theme.px(8))
            self.body.addWidget(label)
        self.hide()

    def refresh(self) -> None:
        """Ask who it is."""
        self._context.ask(
            view_named_readers,
            done=self._show,
            failed=lambda error: self._context.toast(tr_error(error)),
        )

    def _show(self, named: NamedReaders) -> None:
        self.beside.say(tr(_("Protected persons: {n}"), n=number(named.people)))
        self.names.say(", ".join(named.names) or tr(_("Nobody yet")))
        self.waiting.set_message(
            _("Waits for the confirmation of a holder: {names}."), names=", ".join(named.waiting)
        )
        self.waiting.setVisible(bool(named.waiting))
        self.warning.set_message(
            _("Name two at least: one can be away, and a protection ends by two. Change roles …")
        )
        self.warning.setVisible(not named.are_enough)
        self.show()
