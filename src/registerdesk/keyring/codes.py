"""Recovery keys and one-time codes: random bits as groups of five that survive handwriting."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.keyring.primitives import random_bytes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
BITS_PER_CHARACTER = 5
GROUP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of code is written: characters of secret, then characters of check."""

    purpose: str
    secret_bits: int
    check_bits: int

    @property
    def length(self) -> int:
        """How many characters it has, without separators."""
        return math.ceil((self.secret_bits + self.check_bits) / BITS_PER_CHARACTER)


RECOVERY_KEY = Form(purpose="recovery key", secret_bits=256, check_bits=44)
ONE_TIME_CODE = Form(purpose="one-time code", secret_bits=96, check_bits=29)


def new_code(form: Form) -> str:
    """Return a fresh code in groups of five, joined by hyphens."""
    return write(form, random_bytes(form.secret_bits // 8))


def write(form: Form, secret: bytes) -> str:
    """Return the secret as it is printed, with its check."""
    number = int.from_bytes(secret, "big") << form.check_bits | _check(form, secret)
    shifts = range((form.length - 1) * BITS_PER_CHARACTER, -1, -BITS_PER_CHARACTER)
    plain = "".join(ALPHABET[number >> shift & 31] for shift in shifts)
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def read(form: Form, text: str) -> bytes:
    """Return the secret behind what was typed; raises InvalidInput that says what is wrong."""
    plain = "".join(text.upper().translate(MISREAD).replace("-", " ").split())
    _refuse_strange(plain)
    if len(plain) != form.length:
        raise InvalidInput(
            _("The code has {found} characters; it must have {expected}."),
            found=len(plain),
            expected=form.length,
        )
    number = 0
    for character in plain:
        number = number << BITS_PER_CHARACTER | ALPHABET.index(character)
    secret = (number >> form.check_bits).to_bytes(form.secret_bits // 8, "big")
    if number & ((1 << form.check_bits) - 1) != _check(form, secret):
        raise InvalidInput(_("The code has a typing error somewhere. Compare it group by group."))
    return secret


def _refuse_strange(plain: str) -> None:
    for place, character in enumerate(plain):
        if character not in ALPHABET:
            raise InvalidInput(
                _("Character {place} of the code, in group {group}, is not used in codes."),
                place=place + 1,
                group=place // GROUP + 1,
            )


def _check(form: Form, secret: bytes) -> int:
    digest = hashlib.sha256(f"RegisterDesk {form.purpose}".encode() + secret).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - form.check_bits)


def group_of(form: Form, text: str, number: int) -> str:
    """Return one group of five, counted from 1, of a valid code (to be typed back in)."""
    return write(form, read(form, text)).split("-")[number - 1]
