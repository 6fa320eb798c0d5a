"""Values that no field expects; a fixed list, so that every run tries the same ones."""

from __future__ import annotations

from datetime import date
from typing import Final

HOSTILE: Final[tuple[object, ...]] = (
    *("", " ", "\n\n", "\t", "a\nb", "a\r\nb", "a\u2028b", "a\u0085b"),
    *("\x00", "a\x00b", "\x1b[31m", "\x7f", "a\u0008b"),
    *("\ud800", "a\udfffb", "\ufdd0", "\uffff", "\ufffd"),
    *("\u202eabc", "\u2066x\u2069", "\u200f", "\u200b", "\ufeff", "\u00ad", "a\u2060b"),
    *("e\u0301" * 40, "e" + "\u0301" * 500, "👩‍👩‍👧‍👦", "\U000e0041", "𝔄𝔫𝔫𝔞", "Åsa Öberg", "аnna"),
    *("x" * 201, "x" * 10_001, "x" * 20_001, "ä" * 10_001, " " * 10_001),
    *("=1+1", "@SUM(A1)", "+CMD|' /C calc'!A0", "-2+3", "'; DROP TABLE party; --", "<b>&amp;</b>"),
    *("%s%n{0}{x}", "../../x", "$(id)", '"""', "\\"),
    *("1" * 400, "-1", "1e308", "NaN", "Infinity", "١٢٣", "１２３", "0x10", "1_000"),
    *("2026-02-30", "9999-99-99", "0000-00-00", "2026-13-01", "99999-01-01"),
    *(10**30, -(10**30), -1, 2**63, 2**64, 1.5, float("nan"), float("inf"), True, False, 0),
    *(date.min, date.max, date(1, 1, 1), None, b"bytes", [], {}, object, ("a",), 1j),
)
