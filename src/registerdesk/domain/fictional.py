"""People who do not exist: the same ones for the same seed, none with a real person's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from registerdesk.domain.identity_numbers import passes_luhn


def _names(text: str) -> tuple[str, ...]:
    """Return the names that a text lists."""
    return tuple(text.split())


WOMEN: Final = _names(
    "Anna Eva Maria Karin Kristina Lena Sara Kerstin Emma Ingrid Marie Malin Jenny Hanna Linda "
    "Birgitta Susanne Elin Monica Jessica Ulla Inger Julia Sofia Therese Carina Elisabeth Ida "
    "Camilla Johanna Åsa Margareta Katarina Helena Annika Amanda Linnéa Gunilla Moa Ebba Wilma "
    "Alva Astrid Saga Märta Siv Gun Berit Barbro Britt Anita Anneli Agneta Yvonne Irene Maja "
    "Cecilia Josefin Rebecka Ellen Klara Nora Freja Selma Vera Tuva Stina Görel Amira Fatima "
    "Zeynep Olena Agnieszka Mei Aino"
)
MEN: Final = _names(
    "Lars Mikael Anders Johan Erik Per Peter Karl Thomas Jan Daniel Fredrik Hans Andreas Mats "
    "Stefan Bengt Mattias Magnus Bo Jonas Oscar Niklas Björn Göran Sven Ulf Martin Patrik "
    "Alexander Henrik Leif Håkan Tomas Marcus Jonathan Roger Viktor Simon Gustav Emil Filip "
    "Linus Elias Olle Nils Arne Åke Gösta Sture Rolf Kjell Tommy Robert Joakim Christer Örjan "
    "Hugo Adam Axel Ludvig William Noah Theodor Sixten Torsten Ahmed Mohammed Ali Piotr Dragan "
    "André René Juhani Yusuf Ivan"
)
SONS: Final = _names(
    "Anders Johan Karl Nils Erik Lars Ol Per Svens Gustaf Peters Jons Jans Hans Bengt Jöns Magnus "
    "Håkan Henrik Jakob Mårten Mats Daniel Isak Arvid Abraham Samuels Axel Göran Björn Fredrik "
    "Martin Matt Simons Tor Knuts Elias Inge Paul Joseph"
)
_FIRST: Final = _names(
    "Lind Berg Ek Sjö Björk Ahl Hag Ny Sund Öst Väst Norr Sand Sten Gran Hall Holm Dal Fors "
    "Kvarn Lund Åker Ström Löv Blom Rosen Asp Alm Häll Näs Wester Öber Åhl Edel Gyllen Söder Hed "
    "Wik Fager Ros Ceder Tall Ryd Mell Bo Ham Rud Lag Sol Hög"
)
_LAST: Final = _names(
    "qvist ström gren man lund berg dahl holm sten mark feldt berg strand blad vall lin bom "
    "crantz stedt roth fors ås borg ling gård krona hjelm sjö bäck vik"
)
TOWNS: Final = (
    ("Ekby", "123 10"), ("Solna", "169 20"), ("Uppsala", "753 30"), ("Lund", "222 40"),
    ("Malmö", "211 50"), ("Göteborg", "411 60"), ("Umeå", "903 70"), ("Luleå", "972 80"),
    ("Växjö", "352 90"), ("Örebro", "702 10"), ("Gävle", "803 20"), ("Borås", "503 30"),
    ("Kalmar", "392 40"), ("Visby", "621 50"), ("Östersund", "831 60"), ("Falun", "791 70"),
    ("Karlstad", "652 80"), ("Nyköping", "611 90"), ("Ystad", "271 10"), ("Åmål", "662 20"),
)  # fmt: skip
_STREETS: Final = tuple(
    f"{first}{last}"
    for first in ("Stor", "Ek", "Björk", "Kyrko", "Skol", "Strand", "Kungs", "Ängs", "Ring")
    for last in ("gatan", "vägen", "stigen", "gränd")
)
_TRADES: Final = (
    *("Bygg AB", "Måleri AB", "Åkeri AB", "Konsult AB", "Fastigheter AB", "Handel HB"),
    *("Redovisning AB", "Trädgård AB", "Bil & Motor AB", "IT AB", "Snickeri AB", "Kök AB"),
)
_TEST_SERIES: Final = range(980, 1000)
"""Birth numbers that the tax agency keeps for tests; nobody is given one."""
_OLDEST: Final = date(1930, 1, 1)
_BIRTH_DAYS: Final = 28_000
NUMBERS: Final = _BIRTH_DAYS * len(_TEST_SERIES)
"""So many identity numbers there are; people beyond them have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FictionalParty:
    """One person or company that does not exist; `identity` is canonical, or empty."""

    is_company: bool
    name: str
    given_name: str
    family_name: str
    identity: str
    birth_date: date | None
    street: str
    postal_code: str
    town: str
    phone: str
    email: str


def people(count: int, *, seed: int = 1, companies: float = 0.1) -> Iterator[FictionalParty]:
    """Yield so many parties; `companies` is the share that are companies."""
    chance = Random(seed)  # noqa: S311 - reproducible chance, not secrets
    families = tuple(family_names())
    for index in range(count):
        is_company = chance.random() < companies
        yield _company(chance, families, index) if is_company else _person(chance, families, index)


def family_names() -> Iterator[str]:
    """Yield every family name, the most usual first."""
    for name in SONS:
        yield f"{name.removesuffix('s')}sson"
    for last in dict.fromkeys(_LAST):
        for first in _FIRST:
            yield first + last


def personal_number(index: int) -> tuple[str, date | None]:
    """Return the identity number of the test series with that index, and its birth date."""
    if index >= NUMBERS:
        return "", None
    shuffled = index * 7919 % NUMBERS
    born = _OLDEST + timedelta(days=shuffled // len(_TEST_SERIES))
    digits = f"{born:%Y%m%d}{_TEST_SERIES[shuffled % len(_TEST_SERIES)]}"
    return _with_check_digit(digits, skip=2), born


def organisation_number(index: int) -> str:
    """Return an organisation number of a series that no register gives out."""
    return _with_check_digit(f"99{20 + index // 100_000 % 80}{index % 100_000:05}", skip=0)


def _with_check_digit(digits: str, *, skip: int) -> str:
    """Return the digits with the last one that makes them valid."""
    return next(f"{digits}{d}" for d in range(10) if passes_luhn(f"{digits}{d}"[skip:]))


def mobile(chance: Random) -> str:
    """Return a mobile number kept for fiction."""
    return f"070-174 06 {chance.randint(5, 99):02}"


def landline(chance: Random) -> str:
    """Return a Stockholm number kept for fiction."""
    return f"08-465 004 {chance.randint(0, 99):02}"


def _usual(chance: Random, names: tuple[str, ...]) -> str:
    """Return a name, those at the front more often, as among people."""
    return names[int(len(names) * chance.random() ** 2)]


def _person(chance: Random, families: tuple[str, ...], index: int) -> FictionalParty:
    """Return a person."""
    given = _usual(chance, WOMEN if chance.random() < 0.5 else MEN)  # noqa: PLR2004 - half of all
    if chance.random() < 0.15:  # noqa: PLR2004 - the share of double names
        given = f"{given}-{_usual(chance, WOMEN)}" if given in WOMEN else f"{given}-Erik"
    family = _usual(chance, families)
    identity, born = personal_number(index)
    mailbox = f"{given}.{family}{index % 97}".translate(_ASCII).lower()
    return FictionalParty(
        is_company=False,
        name=f"{given} {family}",
        given_name=given,
        family_name=family,
        identity=identity,
        birth_date=born,
        phone=mobile(chance),
        email=f"{mailbox}@example.com",
        **_place(chance),
    )


def _company(chance: Random, families: tuple[str, ...], index: int) -> FictionalParty:
    """Return a company."""
    family = _usual(chance, families)
    return FictionalParty(
        is_company=True,
        name=f"{family}s {chance.choice(_TRADES)}",
        given_name="",
        family_name="",
        identity=organisation_number(index),
        birth_date=None,
        phone=landline(chance),
        email=f"info{index}@example.net",
        **_place(chance),
    )


def _place(chance: Random) -> dict[str, str]:
    """Return where somebody lives."""
    town, code = chance.choice(TOWNS)
    street = f"{chance.choice(_STREETS)} {chance.randint(1, 120)}"
    return {"street": street, "postal_code": code, "town": town}


_ASCII: Final = str.maketrans("åäöÅÄÖéÉ ", "aaoAAOeE.")
