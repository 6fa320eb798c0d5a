"""Spool: pieces that are too many for memory, sealed with a key that only this process has."""

from __future__ import annotations

import tempfile
from itertools import count

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from registerdesk.keyring.primitives import NONCE_BYTES, random_bytes

KEY_BYTES = 32


class Spool:
    """A file without a name that is gone with the process; what lies in it opens nowhere else."""

    def __init__(self) -> None:
        """Make the file, and a key that is never written down."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the spool
        self._cipher = AESGCM(random_bytes(KEY_BYTES))
        self._numbers = count()
        self._places: dict[int, tuple[int, int]] = {}

    def add(self, piece: bytes) -> int:
        """Keep a piece, and return its number; OSError where the disk is full."""
        number = next(self._numbers)
        sealed = self._cipher.encrypt(_nonce(number), piece, None)
        start = self._file.seek(0, 2)
        self._file.write(sealed)
        self._places[number] = (start, len(sealed))
        return number

    def piece(self, number: int) -> bytes:
        """Return a piece as it was added."""
        start, length = self._places[number]
        self._file.seek(start)
        return self._cipher.decrypt(_nonce(number), self._file.read(length), None)

    def __del__(self) -> None:
        """Let go of the file."""
        self._file.close()


def _nonce(number: int) -> bytes:
    """Return a nonce that no other piece under the key has."""
    return number.to_bytes(NONCE_BYTES)
