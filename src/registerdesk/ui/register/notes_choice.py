"""The choice to search in notes too: off until it is asked for, and off again afterwards."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from registerdesk.domain.search_hits import Hit, MatchedField
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import KeyCap, key_words
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.rights_requests import RequestRow, find_requests
from registerdesk.usecases.search import Hits, find, find_in_notes

KEY = "Alt+N"
_ALT = Qt.KeyboardModifier.AltModifier
_WORDS = _("Search in notes too")

Cases = tuple[RequestRow, ...]


class NotesChoice(QWidget):
    """A box with its key; there is none for whoever may not read notes."""

    turned = Signal()

    def __init__(self, context: WindowContext, page: QWidget, name: str) -> None:
        """Give the key to a page, by the name of that, and to the search field."""
        super().__init__()
        self._context, self._page = context, page
        self.box = QCheckBox(tr(_WORDS))
        self.box.setAccessibleName(f"{tr(_WORDS)}, {key_words(KEY)}")
        self.box.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the field
        self.box.clicked.connect(self.turned)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.box)
        row.addWidget(KeyCap(KEY))
        row.addStretch(1)
        self._is_allowed = is_granted(context.user.roles, Permission.SEARCH_NOTES)
        if not self._is_allowed:
            self.hide()
            return
        context.shortcuts.add(KEY, name, _WORDS, page, self.turn)
        context.search.installEventFilter(self)  # the field stands outside the page

    def is_on(self) -> bool:
        """Tell whether notes are searched."""
        return self._is_allowed and self.box.isChecked()

    def turn(self) -> None:
        """Turn the choice by its key, and say so to a screen reader."""
        if not self._is_allowed:
            return
        self.box.setChecked(not self.box.isChecked())
        on = _("Notes are searched too. The search is logged.")
        self._context.announce(tr(on if self.is_on() else _("Notes are not searched.")))
        self.turned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn the choice while the focus is in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_key = event.key() == Qt.Key.Key_N and event.modifiers() == _ALT
            if is_key and self._page.isVisible():
                self.turn()
                return True
        return super().eventFilter(watched, event)

    def off(self) -> None:
        """Turn it off, without telling."""
        self.box.setChecked(False)


def looked_up(context: WindowContext, text: str, *, in_notes: bool) -> tuple[Hits, Cases]:
    """Return people and companies, and cases where the role sees them; on the worker."""
    desk = context.desk
    hits = desk.do(find_in_notes if in_notes else find, text)
    if not is_granted(context.user.roles, Permission.VIEW_REQUESTS):
        return hits, ()
    found = (*hits.persons, *hits.companies) if hits.suggestion is None else ()
    return hits, desk.do(find_requests, text, [hit.party_id for hit in found if _is_named(hit)])


def without_notes(hits: Hits) -> Hits:
    """Return the hits without those that only notes have found."""
    persons = tuple(filter(_is_named, hits.persons))
    companies = tuple(filter(_is_named, hits.companies))
    gone = len(hits.persons) + len(hits.companies) - len(persons) - len(companies)
    return dataclasses.replace(hits, persons=persons, companies=companies, total=hits.total - gone)


def _is_named(hit: Hit) -> bool:
    """Tell whether somebody was found otherwise than by notes."""
    return hit.matched is not MatchedField.NOTE
