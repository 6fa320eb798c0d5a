"""The form of a new customer or supplier, grown from the catalogue's own fields."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from registerdesk.domain.emails import parse_email
from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.fields import fields_of
from registerdesk.domain.notes import Note
from registerdesk.domain.parties import (
    KIND_LABELS,
    LANGUAGE_LABELS,
    Address,
    Email,
    Language,
    Party,
    PartyKind,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.party_values import identity_columns
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.postal import postal_code
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import filter_chip
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.duplicate_hint import DuplicateHint
from registerdesk.ui.register.form_page import FormPage, inside, labelled
from registerdesk.ui.register.source_choice import SourceChoice
from registerdesk.usecases.new_parties import NewAddress, NewParty

_NAMES = {
    kind: tuple(field.name for field in fields_of(Party) if kind in field.about.asked_of)
    for kind in PartyKind
}
_TITLES = {
    RelationKind.CUSTOMER: _("New customer"),
    RelationKind.SUPPLIER: _("New supplier"),
}


class PartyForm(FormPage):
    """Who it is, how to reach them, the relation, and where all of it comes from."""

    saved = Signal(object)
    found = Signal(str)

    def __init__(self, context: WindowContext, relation: RelationKind) -> None:
        """Begin with a person for customers, a company for suppliers."""
        super().__init__(_TITLES[relation])
        self.save_wanted.connect(self.save)
        self.context, self.relation = context, relation
        self.touched = False
        customer = relation is RelationKind.CUSTOMER
        self.kind = PartyKind.PERSON if customer else PartyKind.COMPANY
        self.hint = DuplicateHint(context)
        self.hint.open_wanted.connect(self.found)
        self.source = SourceChoice(context.settings)
        self.source_error = Label(role="error")
        self.source_error.hide()
        self.forms: dict[str, Form] = {}
        self._who = Card(_("Who it is"))
        self._kinds = {kind: filter_chip(KIND_LABELS[kind]) for kind in PartyKind}
        for kind, chip in self._kinds.items():
            chip.clicked.connect(lambda _on=False, k=kind: self.choose_kind(k))
        self._grow_beside()
        self.choose_kind(self.kind)
        self._say_what_is_asked()
        self._lay_cards()
        self.touched = False

    def choose_kind(self, kind: PartyKind) -> None:
        """Ask for a person's fields or a company's; the name is carried over."""
        kept = self._name()
        self.kind = kind
        for each, chip in self._kinds.items():
            chip.setChecked(each is kind)
        today = self.context.today
        self.forms["party"] = Form(
            Party, today=today, labels={Language: LANGUAGE_LABELS}, only=_NAMES[kind]
        )
        number = "personal" if kind is PartyKind.PERSON else "organisation"
        self.forms["number"] = Form(
            PartyNumber, today=today, only=(number,), checks={number: self._check_number}
        )
        self.forms["party"].set_value("display_name", kept)
        self._who.clear()
        self._who.body.addWidget(inside(self.forms["party"], self.forms["number"], self.hint))
        for name in ("party", "number"):
            self.forms[name].changed.connect(self._changed)

    def begin(self) -> None:
        """Put the focus in the name."""
        self.forms["party"].editor("display_name").setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Hand over what was written, or go to the first thing that is wrong."""
        values = {name: form.values() for name, form in self.forms.items()}
        wrong = [form for name, form in self.forms.items() if values[name] is None]
        if wrong:
            wrong[0].values()
            return
        try:
            new = self._new({name: found or {} for name, found in values.items()})
        except InvalidInput as error:
            self._refuse_source(error)
            return
        self.saved.emit(new)

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what the desk refused: at the field where it is one field's, else on top."""
        if isinstance(error, InvalidInput):
            named = {"personal", "organisation"}
            for form in self.forms.values():
                if form.show_error(error):
                    return
                own = named & set(form.names())
                if error.field in named and own:
                    moved = InvalidInput(error.message, field=own.pop(), **error.parameters)
                    form.show_error(moved)
                    return
        self.error.tell(tr_error(error), tr(_("What you wrote is kept.")))

    def _new(self, values: dict[str, dict[str, Any]]) -> NewParty:
        party, number, address = values["party"], values["number"], values["address"]
        relation = values["relation"]
        return NewParty(
            kind=self.kind,
            name=party.pop("display_name"),
            origin=self.source.origin(self.context.today()),
            own=party,
            identity_number=number.get("personal") or number.get("organisation") or "",
            relation=self.relation,
            number=relation["number"],
            started=relation["started"],
            phones=_given(values["phone"]["typed"]),
            emails=_given(values["email"]["address"]),
            address=NewAddress(**address) if any(address.values()) else None,
            note=values["note"]["text"],
        )

    def _grow_beside(self) -> None:
        today = self.context.today
        place = ("care_of", "street", "postal_code", "town", "country")
        self.forms["address"] = Form(
            Address, today=today, only=place, checks={"postal_code": self._check_postal_code}
        )
        self.forms["phone"] = Form(
            Phone, today=today, only=("typed",), checks={"typed": _text_check(PhoneNumber.parse)}
        )
        self.forms["email"] = Form(
            Email, today=today, only=("address",), checks={"address": _text_check(parse_email)}
        )
        self.forms["relation"] = Form(Relation, today=today, only=("number", "started"))
        self.forms["relation"].set_value("started", today())
        self.forms["note"] = Form(Note, today=today, only=("text",))
        for form in self.forms.values():
            form.changed.connect(self._changed)

    def _say_what_is_asked(self) -> None:
        self.head.say_subtitle(tr(_("Only what is needed. The person may read all of it.")))
        chips = QHBoxLayout()
        chips.setSpacing(theme.px(8))
        for chip in self._kinds.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self.head.below.addLayout(chips)

    def _lay_cards(self) -> None:
        reach = Card(_("How to reach them"))
        forms = self.forms
        reach.body.addWidget(inside(forms["address"], forms["phone"], forms["email"]))
        relation = Card(_("The relation, and where the data comes from"))
        source = labelled(_("Source"), self.source, self.source_error)
        self.source.activated.connect(lambda _at: self.source_error.hide())
        relation.body.addWidget(inside(forms["relation"], forms["note"], source))
        for card in (self._who, reach, relation):
            self.add_card(card)

    def _refuse_source(self, error: InvalidInput) -> None:
        self.source_error.say(tr_error(error))
        self.source_error.show()
        self.source.setAccessibleDescription(tr_error(error))
        self.source.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.announce(tr_error(error), urgent=True)

    def _changed(self) -> None:
        self.touched = True
        self.hint.look(
            name=self._name(),
            birth_date=self._typed("party", "birth_date"),
            phone=self._typed("phone", "typed"),
            number=self._typed("number", "personal") or self._typed("number", "organisation"),
        )

    def _name(self) -> str:
        return self._typed("party", "display_name")

    def _typed(self, form: str, name: str) -> str:
        """Return what stands in a field as it is typed, or nothing."""
        if form not in self.forms or name not in self.forms[form].names():
            return ""
        editor = self.forms[form].editor(name)
        return str(editor.property("text") or "").strip()

    def _check_number(self, text: object) -> None:
        identity_columns(str(text), self.context.today())

    def _check_postal_code(self, text: object) -> None:
        postal_code(str(text), country=self._typed("address", "country"))


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _text_check(parse: Any) -> Any:  # noqa: ANN401 - any parser of a text
    return lambda value: parse(str(value))
