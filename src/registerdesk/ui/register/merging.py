"""Two people at one value: who changed it meanwhile is said, and what was typed can be kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from registerdesk.domain.errors import Conflict, RegisterDeskError
from registerdesk.domain.sources import Origin
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.ui.register.words import value_words
from registerdesk.usecases.party_cards import Card, CardValue

Save = Callable[[CardValue, object, Origin], None]
Fetch = Callable[[Callable[[Card], None]], None]


class MergeBar(Banner):
    """Who changed the value meanwhile, and to what; two ways on."""

    show_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__(icon_name="users", tone="warn")
        self.show_button, self.keep_button = Button(_("Show")), Button(_("Keep mine"))
        self.show_button.clicked.connect(self.show_wanted)
        self.keep_button.clicked.connect(self.keep_wanted)
        self.row.addWidget(self.show_button)
        self.row.addWidget(self.keep_button)
        self.hide()

    def tell(self, who: str, field: str, moment: str, words: str) -> None:
        """Say who changed which value when, and what stands there now."""
        self.label.set_message(
            _("{user} changed {field} {time}."), user=who, field=field, time=moment
        )
        self.under.set_message(_("It now says: {value}"), value=words)
        self.under.show()
        self.show()
        announce(self, f"{self.label.text()} {self.under.text()}", urgent=True)


class Merging(QObject):
    """Judges a refused change: another field of the row is no obstacle, the same one is asked."""

    seen = Signal()
    refused = Signal(object)

    def __init__(self, context: WindowContext, bar: MergeBar, save: Save, fetch: Fetch) -> None:
        """Save and fetch through the card."""
        super().__init__(bar)
        self._context, self.bar, self._save, self._fetch = context, bar, save, fetch
        self._mine: tuple[CardValue, object, Origin] | None = None
        bar.show_wanted.connect(self.seen)
        bar.keep_wanted.connect(self._keep)

    def judge(
        self, value: CardValue, typed: object, origin: Origin, error: RegisterDeskError
    ) -> None:
        """Look at the value as it stands now, or pass the refusal on."""
        if not isinstance(error, Conflict):
            self.refused.emit(error)
            return
        self._fetch(lambda card: self._compare(card, (value, typed, origin), error))

    def _compare(
        self, card: Card, mine: tuple[CardValue, object, Origin], error: RegisterDeskError
    ) -> None:
        value, typed, origin = mine
        same = (v for v in card.values if (v.row_id, v.field) == (value.row_id, value.field))
        now = next(same, None)
        if now is None or now.version == value.version:
            self.refused.emit(error)
        elif now.value == value.value:
            self._save(dataclasses.replace(value, version=now.version), typed, origin)
        else:
            self._mine = (now, typed, origin)
            colleagues(self._context, lambda names: self._tell(card, now, names))

    def _tell(self, card: Card, now: CardValue, names: dict[str, str]) -> None:
        who = names.get(str(now.recorded_by), "–")
        moment = when(now.recorded_at, self._context.today())
        self.bar.tell(who, tr(now.label), moment, value_words(now, card.values))

    def _keep(self) -> None:
        """Save what was typed over what the other wrote."""
        if self._mine is not None:
            self.bar.hide()
            mine, self._mine = self._mine, None
            self._save(*mine)
