"""Composing: sections of wording and rows of data become the story of a letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from registerdesk.domain.formats import running
from registerdesk.domain.letter_rows import CategoryTable, DataRow
from registerdesk.domain.letters import (
    LetterFrame,
)
from registerdesk.letters import data_text
from registerdesk.letters.document import PageLine, PageNumbers, Place
from registerdesk.letters.styles import FIRST_WIDTH, MM, NEXT_WIDTH, Styles, styles
from registerdesk.letters.tables import DATA_WIDTHS, Grid, table
from registerdesk.letters.wording import Wording

LONG_LIST: Final = 20
"""A list with more rows than this goes to an appendix."""
Part = tuple[str, dict[str, str]]
"""A section of wording and the facts that it asks for."""
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_SHIELD: Final = "\ue000{}\ue001"
_SHIELDED: Final = re.compile("\ue000([a-z_0-9]+)\ue001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """A long list that has been moved to the end of the letter."""

    letter: str
    title: str
    grid: Grid


@dataclass(slots=True, kw_only=True)
class Composer:
    """Writes one letter: its words, its language, its sizes."""

    language: str
    words: Wording
    frame_words: Wording
    frame: LetterFrame
    numbers: PageNumbers = field(default_factory=PageNumbers)
    appendices: list[Appendix] = field(default_factory=list)

    @property
    def styles(self) -> Styles:
        """Return the styles of the letter's text size."""
        return styles(self.frame.text_size)

    def day(self, day: date | None) -> str:
        """Return the date as running text writes it."""
        return running(day, self.language) if day else ""

    def word(self, section: str) -> str:
        """Return a section that asks for no facts, as plain text."""
        return self._wording(section).fill(section, {})

    def say(self, section: str, **facts: str) -> list[Flowable]:
        """Return the section as paragraphs and bullets; all facts are escaped."""
        wording, look = self._wording(section), self.styles
        shielded = wording.fill(section, {name: _SHIELD.format(name) for name in facts})
        story: list[Flowable] = []
        for paragraph in shielded.split("\n\n"):
            if paragraph.startswith("- "):
                lines = paragraph.split("\n- ")
                story += [self._bullet(line.removeprefix("- "), facts) for line in lines]
                story.append(Spacer(1, 3.4))
            else:
                story.append(self._paragraph(paragraph, look.body, facts))
        return story

    def joined(self, *parts: Part) -> list[Flowable]:
        """Return sections, each with exactly its facts, as one paragraph."""
        shielded: list[str] = []
        facts: dict[str, str] = {}
        for number, (section, own) in enumerate(parts):
            names = {name: f"{name}_{number}" for name in own}
            facts |= {names[name]: text for name, text in own.items()}
            shields = {name: _SHIELD.format(names[name]) for name in own}
            shielded.append(self._wording(section).fill(section, shields))
        return [self._paragraph(" ".join(shielded), self.styles.body, facts)]

    def bullets(self, items: Sequence[str]) -> list[Flowable]:
        """Return data as bullets."""
        story: list[Flowable] = [self._bullet("\ue000item\ue001", {"item": item}) for item in items]
        return [*story, Spacer(1, 3.4)]

    def heading(self, section: str, *, above: float = 8) -> list[Flowable]:
        """Return a section's heading, kept with what follows."""
        return self._title(self.word(section), self.styles.heading, above=above, keep=60)

    def subheading(self, section: str) -> list[Flowable]:
        """Return a small heading on page 1, kept with what follows."""
        return self._title(self.word(section), self.styles.subheading, above=0, keep=44)

    def note(self, section: str, **facts: str) -> list[Flowable]:
        """Return a grey remark under a heading."""
        shielded = self._wording(section).fill(
            section, {name: _SHIELD.format(name) for name in facts}
        )
        return [self._paragraph(shielded, self.styles.note, facts)]

    def place(self, name: str) -> list[Flowable]:
        """Return an invisible place that lines of contents can point to."""
        return [Place(name, self.numbers)]

    def page_line(self, section: str, place: str) -> list[Flowable]:
        """Return 'Page n - what' for the place."""
        what = self.word(section)
        line = self.frame_words.fill("page_line", {"page": "{page}", "what": what})
        return [PageLine(line, place, self.numbers, size=self.styles.body.fontSize)]

    def data(self, text: str, *, style: ParagraphStyle | None = None) -> list[Flowable]:
        """Return free text as paragraphs."""
        style = style or self.styles.body
        parts = [part for part in text.split("\n\n") if part.strip()]
        return [self._paragraph("\ue000part\ue001", style, {"part": part}) for part in parts]

    def grid(self, grid: Grid, *, title: str = "") -> list[Flowable]:
        """Return a table, under its title if there is one."""
        look = self.styles.category
        if not title:
            return table(grid, self.styles)
        above = look.leading + look.spaceAfter + look.spaceBefore
        guard, made = table(grid, self.styles, above=above)
        head = self._paragraph("\ue000title\ue001", look, {"title": title})
        return [guard, head, made]

    def listing(self, grid: Grid, *, title: str, days: Sequence[str]) -> list[Flowable]:
        """Return a table under its title, or where it went if it is long."""
        if len(grid.rows) <= LONG_LIST:
            return self.grid(grid, title=title)
        _place, many = self._append(title, grid, sorted(day for day in days if day))
        shown = many[:1].upper() + many[1:] + "."
        head = self._paragraph("\ue000title\ue001", self.styles.category, {"title": title})
        return [CondPageBreak(40), head, *self.data(shown)]

    def category(self, category: CategoryTable) -> list[Flowable]:
        """Return one category's table; its long lists become appendices (15.3)."""
        rows = self._shortened(category)
        return self.grid(self._data_grid(rows), title=category.category)

    def appendix_pages(self) -> list[Flowable]:
        """Return the appendices, each whole."""
        story: list[Flowable] = []
        for appendix in self.appendices:
            title = self.frame_words.fill(
                "table.appendix", {"letter": appendix.letter, "title": appendix.title}
            )
            head = self.styles.heading
            guard, made = table(appendix.grid, self.styles, above=head.leading + head.spaceAfter)
            story += [guard, self._paragraph("\ue000title\ue001", head, {"title": title}), made]
        return story

    def _shortened(self, category: CategoryTable) -> list[DataRow]:
        """Return the rows with each long run of one label, or all, moved to an appendix."""
        if len(category.rows) <= LONG_LIST:
            return list(category.rows)
        groups: dict[str, list[DataRow]] = defaultdict(list)
        for row in category.rows:
            groups[row.label].append(row)
        short: list[DataRow] = []
        for label, rows in groups.items():
            short += [self._moved(label, rows)] if len(rows) > LONG_LIST else rows
        if len(short) > LONG_LIST:
            kept = [row for row in category.rows if len(groups[row.label]) <= LONG_LIST]
            moved = [row for row in short if len(groups[row.label]) > LONG_LIST]
            return [*moved, self._moved(category.category, kept)]
        return short

    def _moved(self, title: str, rows: Sequence[DataRow]) -> DataRow:
        days = sorted(row.date for row in rows if row.date)
        letter, many = self._append(title, self._data_grid(rows), days)
        sources = {row.source for row in rows}
        see = self.frame_words.fill("table.see", {"letter": letter})
        return DataRow(
            label=title,
            value=many,
            source=sources.pop() if len(sources) == 1 else see,
            date=days[-1] if days else "",
        )

    def _append(self, title: str, grid: Grid, days: Sequence[str]) -> tuple[str, str]:
        """Move a table to the end; return its letter and the words that point to it."""
        letter = _letter(len(self.appendices))
        self.appendices.append(Appendix(letter=letter, title=title, grid=grid))
        span = f"{days[0]} – {days[-1]}" if days else "–"
        facts = {"count": str(len(grid.rows)), "span": span, "letter": letter}
        return letter, self.frame_words.fill("table.many", facts)

    def _data_grid(self, rows: Sequence[DataRow]) -> Grid:
        unknown = self.word("table.unknown")
        return Grid(
            heads=tuple(
                self.word(f"table.{head}") for head in ("datum", "value", "source", "date")
            ),
            rows=[
                (row.label, row.value, row.source or unknown, row.date or unknown) for row in rows
            ],
            widths=DATA_WIDTHS,
        )

    def _wording(self, section: str) -> Wording:
        return self.words if section in self.words.sections else self.frame_words

    def _bullet(self, shielded: str, facts: dict[str, str]) -> Paragraph:
        markup = self._markup(shielded, self.styles.bullet, facts)
        return Paragraph(markup, self.styles.bullet, bulletText="–")

    def _paragraph(self, shielded: str, style: ParagraphStyle, facts: dict[str, str]) -> Paragraph:
        return Paragraph(self._markup(shielded, style, facts), style)

    def _markup(self, shielded: str, style: ParagraphStyle, facts: dict[str, str]) -> str:
        words = _BOLD.sub(r"<b>\1</b>", escape(shielded.replace("\n", " ")))
        room = (FIRST_WIDTH if style is not self.styles.category else NEXT_WIDTH) - style.leftIndent
        safe = {
            name: data_text.markup(text, font=style.fontName, size=style.fontSize, room=room)
            for name, text in facts.items()
        }
        return _SHIELDED.sub(lambda found: safe[found[1]], words)

    def _title(
        self, shown: str, style: ParagraphStyle, *, above: float, keep: float
    ) -> list[Flowable]:
        story: list[Flowable] = [CondPageBreak(above + style.leading + style.spaceAfter + keep)]
        if above:
            story.append(Spacer(1, above))
        return [*story, self._paragraph(shown, style, {})]


def _letter(number: int) -> str:
    """Return A, B ... Z, AA, AB for 0, 1 ..."""
    name = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def shares(*parts: float, width: float = NEXT_WIDTH / MM) -> tuple[float, ...]:
    """Return column widths in millimetres that share the width."""
    return tuple(width * part / sum(parts) for part in parts)
