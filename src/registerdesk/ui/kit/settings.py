"""What a user's window remembers: splitters, columns, sort order, appearance."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from registerdesk.domain.preferences import known_key


class Settings:
    """Small texts by key, kept per user by whoever hands in `keep`."""

    def __init__(
        self,
        values: Mapping[str, str] | None = None,
        keep: Callable[[str, str], None] | None = None,
    ) -> None:
        """Begin with what was kept last time."""
        self._values = dict(values or {})
        self._keep = keep

    def get(self, key: str, default: str = "") -> str:
        """Return the kept text, or the default."""
        return self._values.get(known_key(key), default)

    def number(self, key: str, default: int) -> int:
        """Return the kept whole number, or the default where none or none such is kept."""
        text = self._values.get(known_key(key), "")
        return int(text) if text.isdecimal() else default

    def set(self, key: str, value: str) -> None:
        """Remember, and hand it to the keeper if it is new."""
        if self._values.get(known_key(key)) == value:
            return
        self._values[key] = value
        if self._keep is not None:
            self._keep(key, value)
