"""What a guess at a password costs: Argon2id's parameters."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argon2.low_level import Type, hash_secret_raw

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.keyring.primitives import KEY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

MEBIBYTE = 1024
FLOOR_MEMORY_KIB = 64 * MEBIBYTE
CEILING_MEMORY_KIB = 1024 * MEBIBYTE
FLOOR_PASSES = 3
CEILING_PASSES = 64
CEILING_LANES = 16
CALIBRATED_SECONDS = 0.6
TEST_PROFILE = (8, 1, 1)


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's memory in KiB, passes and lanes; never under 64 MiB and 3 passes outside tests."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse a profile that is too cheap, or so dear that it would stop the machine."""
        dear_enough = self.memory_kib >= FLOOR_MEMORY_KIB and self.passes >= FLOOR_PASSES
        bearable = self.memory_kib <= CEILING_MEMORY_KIB and self.passes <= CEILING_PASSES
        lanes_fit = 1 <= self.lanes <= CEILING_LANES
        if not (dear_enough and bearable and lanes_fit) and self.numbers != TEST_PROFILE:
            raise InvalidInput(_("The key file asks for unsafe password protection."))

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Memory in KiB, passes, lanes, as the file keeps them."""
        return (self.memory_kib, self.passes, self.lanes)

    @classmethod
    def normal(cls) -> Cost:
        """128 MiB, 3 passes, 2 lanes."""
        return cls(128 * MEBIBYTE, 3, 2)

    @classmethod
    def for_tests(cls) -> Cost:
        """The cheapest there is; protects nothing."""
        return cls(*TEST_PROFILE)

    @classmethod
    def calibrated(cls, seconds: Callable[[Cost], float] | None = None) -> Cost:
        """The normal profile with more passes where the machine is fast: 0.5 to 1.0 s."""
        normal = cls.normal()
        once = max((seconds or measured_seconds)(normal), 0.001)
        passes = round(normal.passes * CALIBRATED_SECONDS / once)
        return cls(normal.memory_kib, min(max(passes, normal.passes), CEILING_PASSES), normal.lanes)


def measured_seconds(cost: Cost) -> float:
    """Return how long one derivation takes on this machine, in seconds."""
    started = time.perf_counter()
    stretch("measured", bytes(16), cost)
    return time.perf_counter() - started


def stretch(text: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes from a text (NFC, UTF-8) by Argon2id."""
    return hash_secret_raw(
        secret=unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass"),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
