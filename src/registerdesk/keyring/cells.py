"""Cells: sealed values as they lie in the database, bound to the place where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from registerdesk.keyring.primitives import (
    NONCE_BYTES,
    TAG_BYTES,
    KeyPair,
    damaged,
    derive,
    open_box,
    pack,
    random_bytes,
    seal_to,
)

if TYPE_CHECKING:
    from uuid import UUID

    from registerdesk.keyring.primitives import Part

SYMMETRIC = 1
SEALED_BOX = 2
HEADER_BYTES = 3
LENGTH_BYTES = 4
SMALLEST_BUCKET = 32
DOUBLING_ENDS = 4096
COARSE_STEP = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cell belongs; a cell moved to another place does not open."""

    office_id: UUID
    compartment: str
    seal_name: str
    row_id: UUID

    def bound(self, header: bytes) -> bytes:
        """Return the associated data of a cell with that header."""
        return pack("cell", self.office_id, self.compartment, self.seal_name, self.row_id, header)


class CellKeys:
    """The keys of one epoch of a compartment, a case or a user, grown from one seed."""

    __slots__ = ("_cipher", "index_key", "pair", "seed")

    def __init__(self, seed: bytes, *labels: Part) -> None:
        """Grow pair, cell key and index key from the seed."""
        self.seed = bytearray(seed)
        self.pair = KeyPair.from_seed(seed, *labels)
        self.index_key = bytearray(derive(seed, "blind index", *labels))
        self._cipher: AESGCM | None = AESGCM(derive(seed, "cell", *labels))

    def seal(self, place: Place, epoch: int, plaintext: bytes) -> bytes:
        """Return a symmetric cell."""
        header = _header(SYMMETRIC, epoch)
        nonce = random_bytes(NONCE_BYTES)
        return header + nonce + self._live().encrypt(nonce, pad(plaintext), place.bound(header))

    def open(self, place: Place, cell: bytes) -> bytes:
        """Return the plaintext of a cell of either kind; raises Damaged."""
        header, rest = cell[:HEADER_BYTES], cell[HEADER_BYTES:]
        if header[0] == SEALED_BOX:
            return unpad(open_box(self.pair, rest, place.bound(header)))
        if header[0] != SYMMETRIC or len(rest) < NONCE_BYTES + TAG_BYTES:
            raise damaged()
        try:
            padded = self._live().decrypt(
                rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.bound(header)
            )
        except InvalidTag:
            raise damaged() from None
        return unpad(padded)

    def wipe(self) -> None:
        """Overwrite what can be overwritten and drop the cipher."""
        self.seed[:] = bytes(len(self.seed))
        self.index_key[:] = bytes(len(self.index_key))
        self._cipher = None

    def _live(self) -> AESGCM:
        if self._cipher is None:
            raise damaged()
        return self._cipher


def seal_blind(public: str, place: Place, epoch: int, plaintext: bytes) -> bytes:
    """Return a cell that the writer cannot open again: a sealed box to the public key."""
    header = _header(SEALED_BOX, epoch)
    return header + seal_to(public, pad(plaintext), place.bound(header))


def epoch_of(cell: bytes) -> int:
    """Return the epoch a cell was sealed in; raises Damaged when it is no cell."""
    if len(cell) < HEADER_BYTES:
        raise damaged()
    return int.from_bytes(cell[1:HEADER_BYTES], "big")


def _header(version: int, epoch: int) -> bytes:
    return bytes([version]) + epoch.to_bytes(HEADER_BYTES - 1, "big")


def bucket(length: int) -> int:
    """Return the size a plaintext is padded to: doubling to 4 KiB, then steps, so lengths hide."""
    size = SMALLEST_BUCKET
    while size < length and size < DOUBLING_ENDS:
        size *= 2
    if length <= size:
        return size
    step = DOUBLING_ENDS if length <= COARSE_STEP else COARSE_STEP
    return -(-length // step) * step


def pad(plaintext: bytes) -> bytes:
    """Return the plaintext with its length before it, filled up to its bucket."""
    framed = len(plaintext).to_bytes(LENGTH_BYTES, "big") + plaintext
    return framed + bytes(bucket(len(framed)) - len(framed))


def unpad(padded: bytes) -> bytes:
    """Return the plaintext of a padded one."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
