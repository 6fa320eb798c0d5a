"""What the sign-in page shows before anybody has signed in; loads no database and no keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from registerdesk.domain.errors import NotFound
from registerdesk.domain.texts import _
from registerdesk.keyring import sign_in_list
from registerdesk.keyring.sign_in_list import SignInList
from registerdesk.usecases.places import Places

if TYPE_CHECKING:
    from registerdesk.keyring.keyring import Keyring


def keyring_of(places: Places) -> Keyring:
    """Return the keyring of an office, or say that there is none."""
    from registerdesk.keyring.keyring import Keyring

    return Keyring.load(_key_file(places))


def who_can_sign_in(folder: Path) -> SignInList:
    """Return what the sign-in page shows; raises NotFound where no office lies."""
    return sign_in_list.read(_key_file(Places(folder)))


def _key_file(places: Places) -> Path:
    """Return where the key file lies, or say that there is none."""
    if not places.is_office():
        raise NotFound(_("There is no office in the folder {folder}."), folder=str(places.folder))
    return places.keyring
