"""Protected identity: why somebody opens it, and how its flag is found again."""

from __future__ import annotations

from enum import IntEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.parties import Protection
from registerdesk.domain.texts import _


class OpeningReason(IntEnum):
    """Why a protected person's values are opened; the number is the key that chooses it."""

    CALLING = 1
    REQUEST = 2
    DELIVERY = 3
    CORRECTION = 4


OPENING_REASON_LABELS: Final = MappingProxyType(
    {
        OpeningReason.CALLING: _("The person is calling or visiting"),
        OpeningReason.REQUEST: _("A request from the person"),
        OpeningReason.DELIVERY: _("A delivery or an invoice"),
        OpeningReason.CORRECTION: _("Correcting the register"),
    }
)

PROTECTION_MEANINGS: Final = MappingProxyType(
    {
        Protection.MARKED: _(
            "The Tax Agency has marked the data as sensitive: it is weighed with care before "
            "anybody gets it. The address stands in the population register."
        ),
        Protection.SHELTERED: _(
            "The person is registered in another place than where they live. No register tells "
            "where that is; post goes through the Tax Agency."
        ),
    }
)
"""What each kind of protection means, for who chooses between them."""

PHONE_HASH: Final = "protected.phone"
NUMBER_HASH: Final = "protected.number"
"""What the keyed hashes are for: an exact phone or relation number still finds the flag."""
