"""The lines of a vCard file: contact by contact, unfolded, within limits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.usecases.import_limits import LONGEST_CELL

MOST_OF_A_CONTACT: Final = 10 * 1024 * 1024
"""Bytes; a contact with a large picture is some hundred thousand."""
MOST_PROPERTIES: Final = 10_000
_MOST_OF_A_KIND: Final = 20
_PIECE: Final = 64 * 1024
_UNRANKED: Final = 1000
_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_WANTED: Final = frozenset({"FN", "N", "ORG", "ADR", "TEL", "EMAIL"})

NO_CONTACTS = _("The file holds no contacts. Save them as vCard (.vcf) and try again.")
_NO_END = _("Contact {row} has no end. Save the contacts anew and try again.")
_STRAY = _("Something after contact {row} belongs to no contact. Save them anew and try again.")
_TOO_MUCH = _("Contact {row} is too large. Take its picture out of the file and try again.")
_TOO_LONG = _("A value of contact {row} is too long. Correct it and try again.")
LETTERS = _("The letters of contact {row} cannot be read. Save it in UTF-8 and try again.")


@dataclass(slots=True)
class VcardProperty:
    """One property as it stands in the file, unfolded; `value` is still encoded."""

    name: str
    parameters: str
    value: bytes

    @property
    def is_quoted(self) -> bool:
        """Tell whether the value is written as quoted-printable."""
        return "QUOTED-PRINTABLE" in self.parameters

    @property
    def rank(self) -> int:
        """Return 1 for what the contact is best reached by, more for what comes after it."""
        said = re.search(r"PREF=\"?([0-9]{1,3})", self.parameters)
        if said:
            return int(said[1])
        return 1 if self.is_of("PREF") else _UNRANKED

    def is_of(self, *types: str) -> bool:
        """Tell whether it is of one of these types."""
        return bool(set(types) & set(re.split('[;,="]', self.parameters)))


@dataclass(slots=True)
class VcardContact:
    """The properties of one contact that are read, and how much of it has been seen."""

    found: dict[str, list[VcardProperty]] = field(default_factory=dict)
    size: int = 0
    properties: int = 0


def is_vcard(start: bytes) -> bool:
    """Tell whether a file begins as a list of contacts does."""
    encoding = "utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    even = start[: len(start) // 2 * 2]
    return even.decode(encoding, "replace").lstrip().upper().startswith(_BEGIN)


def pieces_of(file: io.BufferedReader) -> Iterator[bytes]:
    """Yield the lines in UTF-8, whatever their marks; a long one comes in several pieces."""
    start = file.peek(3)[:3]
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = io.TextIOWrapper(file, "utf-16", newline="\n")
        try:
            while line := text.readline(_PIECE):
                yield line.encode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise InvalidInput(LETTERS, row=1) from None
        return
    if start == b"\xef\xbb\xbf":
        file.read(3)
    while piece := file.readline(_PIECE):
        yield piece


class VcardReader:
    """Goes through the pieces once; unfolds what is wanted, skips what is not."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Begin before the first line."""
        self._pieces = pieces
        self._ahead: bytes | None = None

    def next_contact(self, number: int) -> VcardContact | None:
        """Return the next contact, or None at the end of the file."""
        line = self._line()
        while line is not None and not line.strip():
            line = self._line()
        if line is None:
            return None
        if line.strip().upper() != _BEGIN.encode():
            raise InvalidInput(_STRAY, row=number - 1) if number > 1 else InvalidInput(NO_CONTACTS)
        return self._inside(number)

    def _inside(self, number: int) -> VcardContact:
        """Return what stands until the contact's end; a contact within it is passed over."""
        contact, depth, was_agent = VcardContact(), 1, False
        while (line := self._line()) is not None:
            self._measure(contact, line, number)
            word = line[:32].strip().upper()
            if word == _END.encode():
                depth -= 1
                if not depth:
                    return contact
            elif word == _BEGIN.encode():
                if not was_agent:
                    raise InvalidInput(_NO_END, row=number)
                depth += 1
            elif (found := self._property(contact, line, number)) is not None and depth == 1:
                _keep(contact, found)
            was_agent = word.startswith(b"AGENT") or (was_agent and not word)
        raise InvalidInput(_NO_END, row=number)

    def _property(self, contact: VcardContact, line: bytes, number: int) -> VcardProperty | None:
        """Return a property with the lines that belong to it; None for one that is not read."""
        head, colon, _value = line[:1024].partition(b":")
        quoted_colon = head.count(b'"') % 2
        if quoted_colon:
            head, colon, _value = _after_quotes(line)
        name, _semicolon, parameters = head.decode("ascii", "replace").upper().partition(";")
        name = name.strip().rpartition(".")[2]
        found = VcardProperty(name, parameters.replace(" ", ""), b"")
        keeps = bool(colon) and name in _WANTED
        value = bytearray(line[len(head) + 1 :] if keeps else b"")
        last = line
        while (more := self._continued(last, quoted=found.is_quoted)) is not None:
            self._measure(contact, more, number, begins=False)
            last = more
            if keeps:
                value = _joined(value, more, quoted=found.is_quoted)
            if len(value) > LONGEST_CELL:
                raise InvalidInput(_TOO_LONG, row=number)
        if len(value) > LONGEST_CELL:
            raise InvalidInput(_TOO_LONG, row=number)
        found.value = bytes(value)
        return found if keeps else None

    def _continued(self, last: bytes, *, quoted: bool) -> bytes | None:
        """Return the next line without its end when it goes on with the last one."""
        line = self._line()
        if line is None:
            return None
        soft = quoted and last.rstrip().endswith(b"=")
        if soft or line[:1] in {b" ", b"\t"}:
            return line
        self._ahead = line
        return None

    def _line(self) -> bytes | None:
        """Return the next line without its end, cut off where it is longer than any value."""
        if self._ahead is not None:
            line, self._ahead = self._ahead, None
            return line
        piece = next(self._pieces, None)
        if piece is None:
            return None
        whole = piece
        while not piece.endswith(b"\n") and (piece := next(self._pieces, b"")):
            whole = whole if len(whole) > MOST_OF_A_CONTACT else whole + piece
        return whole.rstrip(b"\r\n")

    def _measure(
        self, contact: VcardContact, line: bytes, number: int, *, begins: bool = True
    ) -> None:
        """Refuse a contact that grows beyond any real one."""
        contact.size += len(line) + 1
        contact.properties += begins
        if contact.size > MOST_OF_A_CONTACT or contact.properties > MOST_PROPERTIES:
            raise InvalidInput(_TOO_MUCH, row=number)


def _after_quotes(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return head, colon and value where the first colons stand within quotation marks."""
    inside = False
    for at, sign in enumerate(line[:LONGEST_CELL]):
        inside ^= sign == ord('"')
        if sign == ord(":") and not inside:
            return line[:at], b":", line[at + 1 :]
    return line, b"", b""


def _joined(value: bytearray, more: bytes, *, quoted: bool) -> bytearray:
    """Return a value with the line that goes on with it."""
    if quoted:
        soft = value.rstrip()
        if soft.endswith(b"="):
            return soft[:-1] + more
    return value + more[1:]


def _keep(contact: VcardContact, found: VcardProperty) -> None:
    """Keep some of each kind, those that the contact prefers first."""
    kept = contact.found.setdefault(found.name, [])
    if len(kept) < _MOST_OF_A_KIND:
        kept.append(found)
        kept.sort(key=lambda one: one.rank)
