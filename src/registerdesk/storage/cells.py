"""What storage asks of the keys: seal, open, index. The keyring provides it."""

from typing import Protocol
from uuid import UUID


class Cells(Protocol):
    """The signed-in person's reach into the sealed fields; `str` is a compartment's code."""

    def holds(self, compartment: str) -> bool:
        """Tell whether the person opens the compartment's cells."""

    def seal(self, compartment: str, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Return the cell for the plaintext, bound to its place."""

    def open(self, compartment: str, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return the plaintext of a cell, if the person holds its compartment."""

    def blind_index(self, compartment: str, seal_name: str, value: str) -> bytes:
        """Return the keyed hash of a value for exact search; holders only."""

    def keyed_hash(self, purpose: str, value: str) -> bytes:
        """Return the hash of a value under a key that every signed-in person has."""

    def sign(self, data: bytes) -> bytes:
        """Return the person's signature over the data."""

    def verify(self, user_id: UUID, data: bytes, signature: bytes) -> bool:
        """Tell whether the signature over the data is that person's."""
