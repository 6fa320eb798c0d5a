"""Search finds what a plain walk over everybody finds, for any text that can be typed."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.contacts import Contact
from registerdesk.domain.fictional import NUMBERS, people, personal_number
from registerdesk.domain.parties import (
    Email,
    FormerName,
    Party,
    PartyKind,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.search_hits import Found
from registerdesk.domain.search_queries import Token, tokens
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case
from tests.makers import NOON, SmallOffice, an_office, an_origin

EVERYBODY = 400


@dataclass
class Known:
    """What the oracle knows of one party, as it was written down."""

    party_id: UUID
    name: str
    former: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    born: date | None = None
    contact: int = 0


ODD_NAMES = (
    "Åsa Öberg", "Aaro Åberg", "André Dupré", "Renée O’Brien", "Sven-Åke von Ström", "Ærø Sørensen",
    "Łukasz Żak", "İbrahim Çelik", "Straße & Co", "3M Svenska AB", "Bil 2000 AB", "Anna Annasson",
    "Anna Maria Karin Lind", "Israel Joel", "Noëlle Müller", "Ｆｕｌｌ Width", "王 小明",
    "Ole aa Bae", "Nguyễn Văn Đức", "Zoë", "X", "Öö Ää Åå",
)  # fmt: skip


def everybody(visit: Visit) -> list[Known]:
    """Register some three hundred people and companies, odd names among them."""
    made = []
    for at, person in enumerate(people(EVERYBODY - 100, seed=7)):
        name = ODD_NAMES[at] if at < len(ODD_NAMES) else person.name
        known = Known(visit.new_id(), name, born=person.birth_date, contact=NOON - at * 7919)
        known.numbers = [f"K-{10_000 + at}" if at % 3 else f"{900 + at}"]
        known.phones = [f"+4670174{at * 37 % 10_000:04}", *([f"+4784650{at:04}"] * (at % 5 == 0))]
        known.emails = [person.email]
        known.former = [f"{name.split()[0]} Förrström"] if at % 7 == 0 else []
        known.organisations = [person.identity] if person.is_company else []
        register(visit, known)
        made.append(known)
    return made


def register(visit: Visit, known: Known) -> None:
    """Write one party with its rows and search keys."""
    office = visit.office
    common: dict[str, Any] = {
        "party_id": known.party_id,
        **dataclasses.asdict(an_origin()),
        "recorded_by": visit.actor,
        "recorded_at": visit.now,
    }
    kind = PartyKind.COMPANY if known.organisations else PartyKind.PERSON
    party = Party(
        id=known.party_id, **common, kind=kind, display_name=known.name, birth_date=known.born
    )
    office.parties.add(party)
    for name in known.former:
        office.former_names.add(FormerName(id=visit.new_id(), **common, name=name))
    for e164 in known.phones:
        office.phones.add(Phone(id=visit.new_id(), **common, typed=e164, e164=e164))
    for address in known.emails:
        office.emails.add(Email(id=visit.new_id(), **common, address=address))
    for number in known.numbers:
        kind_of = RelationKind.CUSTOMER
        office.relations.add(Relation(id=visit.new_id(), **common, kind=kind_of, number=number))
    for number in known.organisations:
        office.party_numbers.add(PartyNumber(id=visit.new_id(), **common, organisation=number))
    if known.contact:
        office.contacts.add(Contact(id=visit.new_id(), **common, at=known.contact))
    office.search.refresh(known.party_id)
    visit.note("made", known.party_id)


# The oracle: no index, no keys, only letters compared with letters.


def letters(text: str) -> str:
    """Lower case, one form; ø is ö and æ is ä; apostrophes vanish."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for old, new in (("ø", "ö"), ("æ", "ä"), *((mark, "") for mark in "'’´`")):
        text = text.replace(old, new)
    return text


def unaccented(word: str) -> str:
    """Without accents, but å, ä and ö kept."""
    other = {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    out = ""
    for letter in word:
        bare = unicodedata.normalize("NFD", letter)
        bare = "".join(c for c in bare if not unicodedata.combining(c)) or letter
        out += letter if letter in "åäö" else other.get(letter, bare)
    return out


@cache
def begins(word: str, typed: str) -> bool:
    """Tell whether the word begins as typed, where aa, ae and oe may stand for å, ä and ö."""
    if len(re.findall("(?=aa|ae|oe)", typed)) > 4:
        return word.startswith(typed)
    if not typed:
        return True
    pair = {"aa": "å", "ae": "ä", "oe": "ö"}.get(typed[:2])
    if pair and word[:1] == pair and begins(word[1:], typed[2:]):
        return True
    return word[:1] == typed[:1] and begins(word[1:], typed[1:])


def words_of(text: str) -> list[str]:
    """Runs of letters and digits, in any script."""
    return "".join(c if c.isalnum() else " " for c in letters(text)).split()


@cache
def spellings(name: str) -> frozenset[str]:
    """Return the name's words, as they are and without accents."""
    return frozenset(form for word in words_of(name) for form in (word, unaccented(word)))


@cache
def in_name(name: str, typed: str) -> bool:
    """Tell whether a word of the name begins as typed."""
    return any(begins(word, typed) for word in spellings(name))


def national(e164: str) -> str:
    """A phone number as it is dialled."""
    return "0" + e164[3:] if e164.startswith("+46") else e164[1:]


@cache
def typed_forms(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Relation numbers as they can be typed."""
    whole = ["".join(words_of(n)) for n in numbers]
    return tuple(whole + [re.sub("^[a-zåäö]+", "", n) for n in whole])


def fits(known: Known, token: Token, *, reads_register: bool) -> bool:
    """Tell whether one token finds one party."""
    typed = token.text
    if token.kind == "email":
        return any(e.startswith(typed) for e in known.emails)
    if in_name(known.name, typed) or any(
        n.startswith(typed) for n in typed_forms(tuple(known.numbers))
    ):
        return True
    if any(e.startswith(typed) for e in known.emails):
        return True
    if reads_register and any(in_name(name, typed) for name in known.former):
        return True
    if token.kind != "digits":
        return False
    phones = [national(p) for p in known.phones]
    day = f"{known.born:%Y%m%d}" if known.born else ""
    return (
        any(o.startswith(typed) for o in known.organisations)
        or any(p.startswith(typed) or (len(typed) >= 4 and p.endswith(typed)) for p in phones)
        or bool(reads_register and day and typed in (day, day[2:]))
    )


def expected(world: list[Known], text: str, *, reads_register: bool = True) -> set[UUID]:
    """Return everybody whom all tokens find."""
    query = tokens(text)
    return {
        known.party_id
        for known in world
        if query and all(fits(known, t, reads_register=reads_register) for t in query)
    }


@dataclass
class World:
    """An office with its people, and search at somebody's desk."""

    office: SmallOffice
    people: list[Known]

    def find(self, text: str, user: str = "handl", limit: int = EVERYBODY) -> Found:
        """Search at somebody's desk."""
        return self.office.inside(user, lambda visit: visit.office.search.find(text, limit=limit))

    def names(self, text: str, user: str = "handl") -> list[str]:
        """Return the names found as typed, best first."""
        hits = self.find(text, user)
        return [] if hits.suggestion else [hit.name for hit in hits.hits]

    def differing(self, texts: list[str], user: str = "handl") -> list[str]:
        """Return the texts for which search and oracle differ."""
        register = user != "lasare"

        def look(visit: Visit) -> list[str]:
            search = visit.office.search
            return [
                text
                for text in texts
                if found(search.find(text, limit=EVERYBODY))
                != expected(self.people, text, reads_register=register)
            ]

        return self.office.inside(user, look)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Make the office once; nothing here changes it."""
    office = an_office(tmp_path_factory.mktemp("search"))
    filled = office.do("handl", use_case(Permission.EDIT_PARTY)(everybody))
    yield World(office, filled)
    office.close()


def found(hits: Found) -> set[UUID]:
    """Return the parties that matched as typed."""
    return set() if hits.suggestion else {hit.party_id for hit in hits.hits}


NOISE = "abeioåäöéøæß'’-+@._ %_*?\"[]()\\;:,0123456789\0\n\t\u202e\ud800\u0301王İ™½ǅﬁ\U0001f600"


def typed_texts(people: list[Known], seed: int, count: int) -> list[str]:
    """Return what is typed: beginnings, pieces of every field, slips of the finger, noise."""
    chance = Random(seed)
    return [typed_text(people, chance) for _ in range(count)]


def typed_text(people: list[Known], chance: Random) -> str:
    """Return one text."""
    known = chance.choice(people)
    pieces = [*known.name.split(), *known.former, *known.emails, *known.numbers]
    pieces += [national(p) for p in known.phones]
    pieces += [f"{known.born:%Y%m%d}"] if known.born else []
    typed = [piece_of(chance, chance.choice(pieces)) for _ in range(chance.choice((1, 1, 2, 3)))]
    text = chance.choice((" ", " ", "  ", "-", "")).join(typed)
    if chance.random() < 0.4:
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(NOISE) + text[at + chance.randrange(2) :]
    if chance.random() < 0.1:
        return "".join(chance.choices(NOISE, k=chance.randrange(12)))
    return text


def piece_of(chance: Random, text: str) -> str:
    """Return the beginning of a text, or its end, in any case."""
    cut = chance.randrange(len(text)) + 1
    piece = text[:cut] if chance.random() < 0.8 else text[-cut:]
    return chance.choice((piece, piece.lower(), piece.upper()))


def test_any_text_finds_what_a_plain_walk_over_everybody_finds(world: World) -> None:
    assert world.differing(typed_texts(world.people, 1, 1500)) == []


def test_a_reader_finds_by_neither_birth_date_nor_former_name(world: World) -> None:
    assert world.differing(typed_texts(world.people, 2, 500), "lasare") == []
    born = next(known for known in world.people if known.born)
    assert born.name in world.names(f"{born.born:%Y%m%d}")
    assert world.names(f"{born.born:%Y%m%d}", "lasare") == []
    assert len(world.names("förrström")) > 10
    assert world.names("förrström", "lasare") == []


@pytest.mark.long
def test_fifty_thousand_texts_find_what_a_plain_walk_finds(world: World) -> None:
    assert world.differing(typed_texts(world.people, 3, 50_000)) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("asa oberg", None),
        ("åsa", "Åsa Öberg"),
        ("aasa oeberg", "Åsa Öberg"),
        ("oberg", None),
        ("andre dupre", "André Dupré"),
        ("andré dupré", "André Dupré"),
        ("dupré andre", "André Dupré"),
        ("obrien", "Renée O’Brien"),
        ("o'brien renee", "Renée O’Brien"),
        ("sörensen", "Ærø Sørensen"),
        ("zak", "Łukasz Żak"),
        ("aaro", "Aaro Åberg"),
        ("anna-annas", "Anna Annasson"),
        ("2000 bil", "Bil 2000 AB"),
        ("full", "Ｆｕｌｌ Width"),
        ("王", "王 小明"),
    ],
)
def test_words_are_found_by_their_letters(world: World, typed: str, name: str | None) -> None:
    names = world.names(typed)
    assert (name in names) if name else ("Åsa Öberg" not in names)


def test_the_accent_that_is_typed_is_asked_for(world: World) -> None:
    assert "Renée O’Brien" in world.names("renee")
    assert "Noëlle Müller" not in world.names("noéll")


def test_every_way_of_writing_a_phone_number_finds_it(world: World) -> None:
    known = world.people[30]
    digits = national(known.phones[0])
    ways = [
        digits, f"{digits[:3]}-{digits[3:6]} {digits[6:8]} {digits[8:]}", known.phones[0],
        f"+46 (0){digits[1:3]} {digits[3:]}", f"0046{digits[1:]}", digits[-4:], digits[:6],
    ]  # fmt: skip
    assert [way for way in ways if known.name not in world.names(way)] == []
    assert world.names(digits)[0] == known.name


def test_a_whole_number_comes_first_then_names_that_start_so_then_the_rest(world: World) -> None:
    assert world.names("K-10031")[0] == world.people[31].name
    assert world.names("10031")[0] == world.people[31].name
    names = world.names("an")
    starts = [name.lower().startswith("an") for name in names]
    words = [any(w.startswith("an") for w in words_of(name)) for name in names]
    assert starts == sorted(starts, reverse=True)
    assert words == sorted(words, reverse=True)
    assert set(starts) == {True, False}


def test_of_equals_the_latest_contact_comes_first(world: World) -> None:
    hits = [hit for hit in world.find("anna ").hits if hit.name.lower().startswith("anna")]
    times = [hit.latest_contact or 0 for hit in hits]
    assert len(times) > 2
    assert times == sorted(times, reverse=True)


def test_what_matched_is_marked_where_it_stands(world: World) -> None:
    hit = next(h for h in world.find("oeb å").hits if h.name == "Åsa Öberg")
    assert [hit.name[start:end] for start, end in hit.name_spans] == ["Å", "Öb"]
    former = world.find("förrst").hits[0]
    assert former.matched == "former_name"
    assert [former.matched_text[a:b] for a, b in former.matched_spans] == ["Förrst"]


def test_a_count_beyond_the_limit_says_that_there_are_more(world: World) -> None:
    few = world.find("a", limit=5)
    assert len(few.hits) == 5
    assert few.is_more
    assert few.total == 80


def test_the_administrator_finds_nobody(world: World) -> None:
    assert world.find("a", "admin").hits == ()


TYPOS = 400


def slipped(chance: Random, word: str) -> str:
    """Return the word with one slip: two letters swapped, one lost, doubled or another."""
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeioustnrlkv") + word[at + 1 :],
        )
    )


def test_a_slip_of_the_finger_still_finds_the_person(world: World) -> None:
    chance = Random(5)
    people = [k for k in world.people[len(ODD_NAMES) :] if not k.organisations]
    missed = []
    for turn in range(TYPOS):
        known = people[turn * 7 % len(people)]
        names = known.name.replace("-", " ").split()
        wrong = turn % len(names)
        if len(names[wrong]) < 4:
            wrong = len(names) - 1
        names[wrong] = slipped(chance, names[wrong])
        hits = world.find(" ".join(names), limit=50)
        if known.party_id not in {hit.party_id for hit in hits.hits}:
            missed.append((known.name, " ".join(names)))
    assert len(missed) <= TYPOS * 0.05, missed


def test_a_misspelled_name_is_asked_back(world: World) -> None:
    known = next(k for k in world.people if "qvist" in k.name)
    family = known.name.split()[-1]
    hits = world.find(family.replace("qv", "kv"))
    assert hits.suggestion is not None
    assert hits.suggestion.text == family
    assert hits.suggestion.count >= 1


def test_what_is_forgotten_is_found_no_more_nor_suggested(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    known = Known(UUID(int=1), "Unika Zebrasson", numbers=["K-1"], phones=["+46701740605"])

    @use_case(Permission.EDIT_PARTY)
    def change(visit: Visit, act: Callable[[Visit], None]) -> None:
        act(visit)
        visit.note("made")

    office.do("handl", change, lambda visit: register(visit, known))
    small = World(office, [known])
    assert small.names("zebra") == ["Unika Zebrasson"]
    office.do("handl", change, lambda visit: visit.office.search.forget(known.party_id))
    assert small.find("zebra").hits == ()
    assert small.find("zebrason").suggestion is None
    rows = office.inside(
        "handl",
        lambda visit: [
            visit.office.connection.exec_driver_sql(counting).scalar()
            for counting in ("SELECT count(*) FROM search_key", "SELECT count(*) FROM search_word")
        ],
    )
    assert rows == [0, 0]
    office.close()


def test_a_changed_name_is_found_by_the_new_one_alone(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    known = Known(UUID(int=1), "Anna Gammal", numbers=["K-1"])

    @use_case(Permission.EDIT_PARTY)
    def change(visit: Visit, *, name: str) -> None:
        party = visit.office.parties.get(known.party_id)
        visit.office.parties.replace(dataclasses.replace(party, display_name=name))
        visit.office.search.refresh(known.party_id)
        visit.note("changed")

    office.do("handl", use_case(Permission.EDIT_PARTY)(lambda visit: register(visit, known)))
    office.do("handl", change, name="Anna Nyström")
    small = World(office, [known])
    assert small.names("anna") == small.names("nyst") == ["Anna Nyström"]
    assert small.find("gammal").hits == ()
    office.close()


def test_words_and_numbers_in_any_order_find_one_party(world: World) -> None:
    known = world.people[31]
    first, last = known.name.split()[0], national(known.phones[0])[-6:]
    for text in (f"{first} {last}", f"{last} {first}", f"{known.emails[0]} {first}"):
        assert known.name in world.names(text)
    assert world.names(f"{first} K-10031")[0] == known.name
    assert world.names(f"{known.emails[0]} zzz") == []


def test_an_interrupted_number_is_two_numbers(world: World) -> None:
    known = world.people[31]
    digits = national(known.phones[0])
    assert known.name in world.names(f"{digits[:6]} {known.emails[0]} {digits[-4:]}")


def test_a_name_that_is_still_being_typed_is_guessed(world: World) -> None:
    hits = world.find("andesso")
    assert hits.suggestion is not None
    assert any("Andersson" in hit.name for hit in hits.hits)


def test_everybody_fictional_beyond_the_test_series_has_no_number() -> None:
    assert personal_number(NUMBERS) == ("", None)
    assert personal_number(NUMBERS - 1)[0]


def shown_of(office: SmallOffice, party_id: UUID) -> tuple[list[Any], Any]:
    """Return what is kept of a result row, and what search answers for "anna"."""

    def look(visit: Visit) -> tuple[list[Any], Any]:
        statement = "SELECT * FROM search_row WHERE party_id = ?"
        kept = visit.office.connection.exec_driver_sql(statement, (party_id.bytes,)).all()
        return list(kept), visit.office.search.find("anna").hits[0]

    return office.inside("handl", look)


def test_a_result_row_shows_what_the_registers_hold_whoever_wrote_it(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    known = Known(UUID(int=1), "Anna Ek", numbers=["K-1"], phones=["+46701740605"], contact=NOON)

    @use_case(Permission.EDIT_PARTY)
    def change(visit: Visit, act: Callable[[Visit], object]) -> None:
        act(visit)
        visit.note("changed")

    def move(visit: Visit) -> None:
        phone = visit.office.phones.of(known.party_id)[0]
        visit.office.phones.replace(dataclasses.replace(phone, e164="+46701740699"))

    def call(visit: Visit) -> None:
        statement = "UPDATE contact SET at = at + 5 WHERE party_id = ?"
        visit.office.connection.exec_driver_sql(statement, (known.party_id.bytes,))

    office.do("handl", change, lambda visit: register(visit, known))
    kept, hit = shown_of(office, known.party_id)
    assert len(kept) == 1
    assert (hit.phone, hit.number, hit.latest_contact) == ("+46701740605", "K-1", NOON)
    office.do("handl", change, call)
    kept, hit = shown_of(office, known.party_id)
    assert (len(kept), hit.latest_contact) == (1, NOON + 5)
    office.do("handl", change, move)
    kept, hit = shown_of(office, known.party_id)
    assert kept == []
    assert hit.phone == "+46701740699"
    office.do("handl", change, lambda visit: visit.office.search.refresh(known.party_id))
    again, same = shown_of(office, known.party_id)
    assert len(again) == 1
    assert same == hit
    office.close()


@pytest.mark.parametrize(
    ("typed", "sought"),
    [("0041", "0041"), ("005000", "005000"), ("0046701740605", "0701740605"), ("00", "00")],
)
def test_a_few_digits_after_two_noughts_are_the_end_of_a_number(typed: str, sought: str) -> None:
    assert [token.text for token in tokens(typed)] == [sought]
