"""A first own password: with the one-time code that an administrator printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from registerdesk.domain.errors import InvalidInput
from registerdesk.keyring import own_password, passwords
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.passwords import Strength
from registerdesk.usecases.offices import Session, enter
from registerdesk.usecases.places import Places, Station
from registerdesk.usecases.sign_in_list import keyring_of


def strength_of(password: str, own_words: Sequence[str] = ()) -> Strength:
    """Return how hard a password is to guess, in words."""
    return passwords.password_strength(password, own_words)


def weakness_of(password: str, own_words: Sequence[str] = ()) -> str:
    """Return the message id of why the password will not do; empty when it will."""
    try:
        passwords.refuse_weak(password, own_words)
    except InvalidInput as error:
        return error.message
    return ""


def set_first_password(
    folder: Path,
    code: str,
    password: str,
    *,
    clock: Callable[[], int],
    station: Station,
    cost: Cost | None = None,
) -> Session:
    """Set the person's own password and open the office for them; the code opens nothing more.

    Raises InvalidInput for a typing error or a weak password, NotAllowed for a used code.
    """
    places = Places(folder)
    keyring = keyring_of(places)
    keys = own_password.redeem(keyring, code, password, cost=cost or Cost.calibrated())
    return enter(places, keyring, keys, "", clock=clock, station=station)


__all__ = ["Strength", "set_first_password", "strength_of", "weakness_of"]
