"""The few cryptographic operations everything here is built from."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16

Part: TypeAlias = bytes | str | int | UUID


class Damaged(RegisterDeskError):
    """Something sealed or signed was altered, moved, or belongs elsewhere."""


def damaged() -> Damaged:
    """Return the error for a sealed thing that does not open; it names no key and no content."""
    return Damaged(_("A protected value has been altered or moved, and was not opened."))


def random_bytes(count: int) -> bytes:
    """Return bytes from the operating system's generator."""
    return os.urandom(count)


def pack(*parts: Part) -> bytes:
    """Return the parts as one unambiguous byte string, each with its length before it."""
    return b"".join(len(raw).to_bytes(4, "big") + raw for raw in map(_raw, parts))


def _raw(part: Part) -> bytes:
    if isinstance(part, bytes):
        return part
    return part.bytes if isinstance(part, UUID) else str(part).encode()


def canonical(data: object) -> bytes:
    """Return JSON that is the same for the same data."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def text_of(data: bytes) -> str:
    """Return bytes as text for a JSON file."""
    return base64.urlsafe_b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """Return the bytes behind such a text; raises Damaged when it is none."""
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        raise damaged() from None


def derive(secret: bytes, *labels: Part) -> bytes:
    """Return a key of 32 bytes for one use of a secret (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=pack("RegisterDesk", *labels)).derive(secret)


def encrypt(key: bytes, plaintext: bytes, bound: bytes) -> bytes:
    """Return nonce, ciphertext and tag (AES-256-GCM), bound to where it belongs."""
    nonce = random_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, bound)


def decrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    """Return what was encrypted; raises Damaged when key, place or a bit differs."""
    if len(data) < NONCE_BYTES + TAG_BYTES:
        raise damaged()
    try:
        return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], bound)
    except InvalidTag:
        raise damaged() from None


@dataclass(frozen=True, slots=True)
class KeyPair:
    """X25519 for receiving and Ed25519 for signing, both grown from one seed."""

    exchange: X25519PrivateKey = field(repr=False)
    signing: Ed25519PrivateKey = field(repr=False)
    x: str
    ed: str

    @classmethod
    def from_seed(cls, seed: bytes, *labels: Part) -> KeyPair:
        """Return the pair of a seed."""
        exchange = X25519PrivateKey.from_private_bytes(derive(seed, "x25519", *labels))
        signing = Ed25519PrivateKey.from_private_bytes(derive(seed, "ed25519", *labels))
        return cls(
            exchange,
            signing,
            text_of(exchange.public_key().public_bytes_raw()),
            text_of(signing.public_key().public_bytes_raw()),
        )

    def sign(self, data: bytes) -> str:
        """Return the signature as text."""
        return text_of(self.signing.sign(data))


def verifies(public: str, signature: str, data: bytes) -> bool:
    """Tell whether the signature over the data was made with the key behind `public`."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes_of(public))
        key.verify(bytes_of(signature), data)
    except (InvalidSignature, ValueError, Damaged):
        return False
    return True


def seal_to(public: str, plaintext: bytes, bound: bytes) -> bytes:
    """Return a box that only the owner of the public key opens; the sender leaves no trace."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    recipient = bytes_of(public)
    shared = _agree(lambda: once.exchange(X25519PublicKey.from_public_bytes(recipient)))
    return sender + encrypt(derive(shared, "box", sender, recipient), plaintext, bound)


def open_box(pair: KeyPair, data: bytes, bound: bytes) -> bytes:
    """Return what was sealed to the pair; raises Damaged when it was not."""
    sender, rest = data[:KEY_BYTES], data[KEY_BYTES:]
    shared = _agree(lambda: pair.exchange.exchange(X25519PublicKey.from_public_bytes(sender)))
    return decrypt(derive(shared, "box", sender, bytes_of(pair.x)), rest, bound)


def _agree(exchange: Callable[[], bytes]) -> bytes:
    try:
        return exchange()
    except ValueError:
        raise damaged() from None
