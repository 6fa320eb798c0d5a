"""Chips: a state in a word, tinted; the word says it, the colour only repeats it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from registerdesk.ui.kit.labels import Label, restyle

KINDS = ("neutral", "info", "ok", "warn", "danger", "violet")


class Chip(Label):
    """A state as a tinted word; kinds: neutral, info, ok, warn, danger, violet."""

    def __init__(self, message: str = "", kind: str = "neutral", **parameters: object) -> None:
        """Show a message id as a chip."""
        super().__init__(message, "chip", wrap=False, **parameters)
        self.setProperty("chip", kind)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: str) -> None:
        """Take another tint."""
        restyle(self, chip=kind)
