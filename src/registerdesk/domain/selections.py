"""What the office knows from the web, and the selections that it makes of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from registerdesk.domain.fields import Area, Category, Purpose, about
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

_web = partial(
    about,
    category=Category.WEB,
    area=Area.REGISTER,
    purposes=(Purpose.MARKETING, Purpose.STATISTICS),
)
_profile = partial(
    about,
    category=Category.PROFILING,
    area=Area.REGISTER,
    purposes=(Purpose.PROFILING, Purpose.MARKETING),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRecord(Recorded):
    """Something that the person did on the website, with the consent that allows keeping it."""

    what: str = _web(
        _("Use of the website"),
        heading=True,
        required=True,
        identifying=True,
        seal_name="web_record.what",
    )
    happened_on: date = _web(_("Used on"))
    consent_reference: str = _web(
        _("Consent reference"),
        required=True,
        limit=80,
        identifying=True,
        seal_name="web_record.consent_reference",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Recorded):
    """A selection in which the person is placed, and from what; its purpose allows it."""

    segment: str = _profile(
        _("Selection"),
        heading=True,
        required=True,
        limit=80,
        identifying=True,
        seal_name="segment.segment",
    )
    derived_from: str = _profile(
        _("Derived from"), required=True, identifying=True, seal_name="segment.derived_from"
    )
