"""Where a value came from: source and way are asked for at every save; the last stays chosen."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Purpose
from registerdesk.domain.sources import SOURCE_LABELS, Channel, Origin, Source
from registerdesk.domain.texts import _
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.text import tr

KEY = "register.source"
_WAY = {
    Source.SUBJECT: Channel.PHONE,
    Source.POPULATION_REGISTER: Channel.LOOKUP,
    Source.COMPANY_REGISTER: Channel.LOOKUP,
    Source.CREDIT_BUREAU: Channel.LOOKUP,
    Source.AGREEMENT: Channel.POST,
    Source.WEB: Channel.WEB,
    Source.OTHER_CUSTOMER: Channel.PHONE,
    Source.OWN_NOTE: Channel.PHONE,
    Source.FILE: Channel.FILE,
}


class SourceChoice(QComboBox):
    """The sources by name; nothing is chosen until somebody has chosen once."""

    def __init__(self, settings: Settings) -> None:
        """Offer every source, the one used last first chosen."""
        super().__init__()
        self._settings = settings
        self._sources = list(Source)
        for source in self._sources:
            self.addItem(tr(SOURCE_LABELS[source]))
        self.setPlaceholderText(tr(_("Choose a source")))
        self.setAccessibleName(tr(_("Source")))
        kept = settings.get(KEY)
        known = [source.value for source in self._sources]
        self.setCurrentIndex(known.index(kept) if kept in known else -1)

    def origin(self, day: date, purpose: Purpose = Purpose.CONTRACT) -> Origin:
        """Return the origin of what is saved now; raises InvalidInput without a source."""
        if self.currentIndex() < 0:
            raise InvalidInput(_("State where the data comes from."), field="source")
        source = self._sources[self.currentIndex()]
        self._settings.set(KEY, source.value)
        return Origin(source=source, channel=_WAY[source], collected_on=day, purpose=purpose)

    def set_source(self, source: Source) -> None:
        """Choose a source."""
        self.setCurrentIndex(self._sources.index(source))
