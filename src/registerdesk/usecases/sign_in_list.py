"""What the sign-in page shows before anybody has signed in; loads no database."""

from __future__ import annotations

from pathlib import Path

from registerdesk.domain.errors import NotFound
from registerdesk.domain.texts import _
from registerdesk.keyring.keyring import Keyring, SignInList
from registerdesk.usecases.places import Places


def keyring_of(places: Places) -> Keyring:
    """Return the keyring of an office, or say that there is none."""
    if not places.is_office():
        raise NotFound(_("There is no office in this folder."))
    return Keyring.load(places.keyring)


def who_can_sign_in(folder: Path) -> SignInList:
    """Return what the sign-in page shows; raises NotFound where no office lies."""
    return keyring_of(Places(folder)).sign_in_list()
