"""Every piece of the kit on one sheet, as in the picture of widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Area, Category, about
from registerdesk.ui.kit.buttons import Button, IconButton, filter_chip
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.notices import Banner, ErrorBar
from registerdesk.ui.kit.results import Entry, EntryList, Heading
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.stepper import Step, Stepper
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.timeline import Mark, Timeline

TODAY = date(2026, 11, 23)


class Sort(StrEnum):
    """What a company is to the office."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A record for the form to grow from."""

    id: UUID
    name: str = about("Namn", category=Category.IDENTITY, area=Area.CONTACT_DATA, required=True)
    number: str = about("Organisationsnummer", category=Category.IDENTITY, area=Area.CONTACT_DATA)
    sort: Sort = about("Typ", category=Category.IDENTITY, area=Area.CONTACT_DATA)
    since: date | None = about("Från och med", category=Category.IDENTITY, area=Area.CONTACT_DATA)
    limit: int | None = about("Kreditgräns", category=Category.CREDIT, area=Area.CONTACT_DATA)
    note: str = about(
        "Anteckning", category=Category.CONTACTS, area=Area.CONTACT_DATA, lines=3, limit=2000
    )
    processor: bool = about(
        "Behandlar personuppgifter åt oss", category=Category.IDENTITY, area=Area.CONTACT_DATA
    )


LABELS: dict[type, dict[Any, str]] = {Sort: {Sort.SUPPLIER: "Leverantör", Sort.CUSTOMER: "Kund"}}
LINDHOLM = Company(
    id=UUID(int=1),
    name="Lindholms Åkeri AB",
    number="559999-016",
    sort=Sort.SUPPLIER,
    since=TODAY,
    limit=25000,
    note="Ramavtal 2026–2028.",
    processor=True,
)


def ten_digits(value: object) -> None:
    """Refuse an organisation number of another length."""
    digits = sum(letter.isdecimal() for letter in str(value))
    if digits != len("5599990164"):
        raise InvalidInput("Organisationsnumret ska ha tio siffror. Du har skrivit {n}.", n=digits)


def a_form(record: Company = LINDHOLM) -> Form:
    """Return the form of the company."""
    return Form(
        Company, today=lambda: TODAY, labels=LABELS, checks={"number": ten_digits}, record=record
    )


def a_table() -> Table:
    """Return a table of three contacts."""
    columns = [
        Column(key="name", title="Kontaktperson", stretch=True, width=160),
        Column(key="phone", title="Telefon", width=140),
        Column(key="source", title="Källa", width=150),
    ]
    table = Table(columns, "Kontaktpersoner", Settings())
    rows = [
        ("Peter Holgersson", "08-465 004 41", Cell(text="Avtal")),
        ("Nadia Rahimi", "070-174 06 77", Cell(text="Leverantören")),
        ("Lena Vik", "070-174 06 80", Cell(text="1 att bedöma", chip="warn")),
    ]
    table.rows.show(
        [
            Row(id=str(n), cells=(Cell(text=name, strong=True), Cell(text=phone), source))
            for n, (name, phone, source) in enumerate(rows)
        ]
    )
    table.selectRow(1)
    return table


def some_results() -> EntryList:
    """Return a list of search results with marks."""
    results = EntryList("Träffar")
    results.show_entries(
        [
            Heading(words="Personer", count="7"),
            Entry(
                id="1",
                title="Anna Lindqvist",
                marks=((5, 4),),
                line="1978-04-12  ·  Solna  ·  070-174 06 05",
                right="idag 09:42",
                chip="Kund",
                chip_kind="ok",
            ),
            Entry(
                id="2",
                title="Maria Lindgren",
                marks=((6, 4),),
                line="Skyddade personuppgifter",
                right="öppning loggas",
                chip="Skyddad",
                chip_kind="violet",
            ),
            Entry(
                id="3",
                title="Sara Bergkvist",
                line="Tidigare namn: Lindahl · Täby",
                line_marks=((15, 4),),
                right="2026-09-14",
                chip="Avslutad",
            ),
        ]
    )
    return results


def a_timeline() -> Timeline:
    """Return the axis of a request on its fourteenth day."""
    timeline = Timeline()
    timeline.show_marks(
        [
            Mark(day=date(2026, 11, 9), title="Mottagen", fact="2026-11-09", kind="start"),
            Mark(day=date(2026, 11, 12), title="Insamlat", fact="11-12"),
            Mark(day=date(2026, 11, 18), title="Granskning", fact="11-18"),
            Mark(day=TODAY, title="Idag, dag 14", fact="16 dagar kvar", kind="today"),
            Mark(day=date(2026, 11, 30), title="Ditt mål", fact="2026-11-30", kind="goal"),
            Mark(day=date(2026, 12, 9), title="Svar senast", fact="2026-12-09", kind="deadline"),
        ],
        pauses=[(date(2026, 11, 14), date(2026, 11, 16))],
    )
    return timeline


def a_stepper() -> Stepper:
    """Return five steps, the third at work."""
    stepper = Stepper()
    stepper.show_steps(
        [
            Step(title="Identitet", fact="2 kontroller", done=True),
            Step(title="Samla in", fact="31 uppgifter", done=True),
            Step(title="Granska", fact="1 kvar att bedöma"),
            Step(title="Besluta", fact="Bifalla, delvis, avslå"),
            Step(title="Skicka", fact="Skriv ut och markera"),
        ],
        2,
    )
    return stepper


def gallery() -> QWidget:
    """Return the sheet: form and table at the left, the rest at the right."""
    sheet = QFrame()
    sheet.setProperty("part", "page")
    columns = QHBoxLayout(sheet)
    columns.setContentsMargins(24, 20, 24, 20)
    columns.setSpacing(24)
    columns.addLayout(_left(), 1)
    columns.addLayout(_right(), 1)
    return sheet


def _left() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    tabs = QTabBar()
    tabs.setAccessibleName("Flikar")
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    for title in ("Uppgifter", "Kontakter", "Avtal"):
        tabs.addTab(title)
    column.addWidget(tabs)
    form = a_form()
    form.check("number")
    column.addWidget(form)
    column.addWidget(a_table(), 1)
    row = QHBoxLayout()
    row.addWidget(Button("Ta bort leverantör …", kind="danger"))
    row.addStretch(1)
    row.addWidget(Button("Avbryt", key="Esc"))
    row.addWidget(Button("Spara", kind="primary", key="Ctrl+Return"))
    column.addLayout(row)
    return column


def _right() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    chips = QHBoxLayout()
    for words, kind in (
        ("Kund", "ok"),
        ("16 dagar kvar", "warn"),
        ("2 dagar kvar", "danger"),
        ("Avslutad", "neutral"),
        ("Granskas", "info"),
        ("Skyddad", "violet"),
    ):
        chips.addWidget(Chip(words, kind))
    chips.addStretch(1)
    chips.addWidget(filter_chip("Alla 10"))
    chips.addWidget(IconButton("more", "Mer"))
    column.addLayout(chips)
    column.addWidget(a_timeline())
    column.addWidget(a_stepper())
    column.addWidget(Banner("Två personer krävs", "Mats Öberg föreslog.", icon_name="users"))
    error = ErrorBar()
    error.tell("Det gick inte att spara.", "Det du skrev finns kvar.", act=error.hide)
    column.addWidget(error)
    card = Card("Samtycken", "Ändra")
    card.add_fact("Nyhetsbrev via e-post", "Ja 2023-01-17", "ok")
    card.add_fact("Telefonerbjudanden", "Nej 2025-05-02")
    column.addWidget(card)
    column.addWidget(some_results(), 1)
    column.addWidget(KeyHints([("Up", ""), ("Down", "bläddra"), ("Return", "öppna")]))
    return column
