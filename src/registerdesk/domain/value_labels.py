"""The label of any code that a record can hold, for screens and letters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from registerdesk.domain.contacts import DIRECTION_LABELS, WAY_LABELS
from registerdesk.domain.credit_checks import BUREAU_LABELS, NEED_LABELS, OUTCOME_LABELS
from registerdesk.domain.dealings import BEHAVIOUR_LABELS, ORIGINAL_LABELS
from registerdesk.domain.fields import PURPOSE_LABELS
from registerdesk.domain.file_kinds import FILE_KIND_LABELS
from registerdesk.domain.notes import NOTE_STAGE_LABELS
from registerdesk.domain.parties import (
    ADDRESS_KIND_LABELS,
    KIND_LABELS,
    LANGUAGE_LABELS,
    PROTECTION_LABELS,
    RELATION_LABELS,
)
from registerdesk.domain.party_links import LINK_LABELS
from registerdesk.domain.payment_accounts import ROUTE_LABELS
from registerdesk.domain.restrictions import GROUND_LABELS
from registerdesk.domain.rights_requests import RIGHT_LABELS
from registerdesk.domain.sources import CHANNEL_LABELS, SOURCE_LABELS

_TABLES: Final[tuple[Mapping[Any, str], ...]] = (
    *(DIRECTION_LABELS, WAY_LABELS, BUREAU_LABELS, NEED_LABELS, OUTCOME_LABELS),
    *(PURPOSE_LABELS, ADDRESS_KIND_LABELS, KIND_LABELS, LANGUAGE_LABELS, NOTE_STAGE_LABELS),
    LINK_LABELS,
    *(PROTECTION_LABELS, RELATION_LABELS, CHANNEL_LABELS, SOURCE_LABELS, RIGHT_LABELS),
    GROUND_LABELS,
    *(BEHAVIOUR_LABELS, ORIGINAL_LABELS, ROUTE_LABELS, FILE_KIND_LABELS),
)

_LABELS: Final = MappingProxyType(
    {(type(code), code.value): label for table in _TABLES for code, label in table.items()}
)


def label_of_code(code: StrEnum) -> str:
    """Return the message id that names the code."""
    return _LABELS[type(code), code.value]
