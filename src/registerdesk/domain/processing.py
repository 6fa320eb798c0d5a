"""The closed set of registers, and what the office has settled on each purpose (Articles 6, 30)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Area, Category, LegalBasis, Purpose, RetentionClass, about
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

C = TypeVar("C", bound=StrEnum)


class RegisterCode(StrEnum):
    """The registers that the office keeps; there is no other (policy: "avsedda register")."""

    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"
    CONTACTS = "contacts"
    CREDIT = "credit"
    CASES = "cases"
    STAFF = "staff"


REGISTER_LABELS: Final = MappingProxyType(
    {
        RegisterCode.CUSTOMERS: _("Customer register"),
        RegisterCode.SUPPLIERS: _("Supplier register"),
        RegisterCode.CONTACTS: _("Contact register"),
        RegisterCode.CREDIT: _("Credit register"),
        RegisterCode.CASES: _("Register of requests"),
        RegisterCode.STAFF: _("Staff and log"),
    }
)
SUBJECT_LABELS: Final = MappingProxyType(
    {
        RegisterCode.CUSTOMERS: _("Customers, former customers and their contact persons"),
        RegisterCode.SUPPLIERS: _("Suppliers, former suppliers and their contact persons"),
        RegisterCode.CONTACTS: _("Those who call, write, mail or visit the office"),
        RegisterCode.CREDIT: _("Customers whose credit is assessed"),
        RegisterCode.CASES: _("Those who make a request about their personal data"),
        RegisterCode.STAFF: _("Staff who use the program"),
    }
)
"""The categories of data subjects, GDPR Article 30(1)(c)."""

HOLDS: Final = MappingProxyType(
    {
        RegisterCode.CUSTOMERS: frozenset(
            {
                *(Category.IDENTITY, Category.PURCHASE, Category.CONSENT),
                *(Category.PROFILING, Category.WEB),
            }
        ),
        RegisterCode.SUPPLIERS: frozenset({Category.IDENTITY, Category.PURCHASE}),
        RegisterCode.CONTACTS: frozenset({Category.IDENTITY, Category.CONTACTS}),
        RegisterCode.CREDIT: frozenset({Category.CREDIT}),
        RegisterCode.CASES: frozenset({Category.REQUEST, Category.DISCLOSURE}),
        RegisterCode.STAFF: frozenset({Category.OFFICE}),
    }
)
"""The categories of a register; its fields, periods and readers follow from the catalogue."""

USED_FOR: Final = MappingProxyType(
    {
        RegisterCode.CUSTOMERS: (
            *(Purpose.CONTRACT, Purpose.BOOKKEEPING, Purpose.RIGHTS, Purpose.MARKETING),
            *(Purpose.STATISTICS, Purpose.DEVELOPMENT, Purpose.PROFILING),
        ),
        RegisterCode.SUPPLIERS: (Purpose.CONTRACT, Purpose.BOOKKEEPING, Purpose.STATISTICS),
        RegisterCode.CONTACTS: (Purpose.ENQUIRIES, Purpose.CONTRACT, Purpose.STATISTICS),
        RegisterCode.CREDIT: (Purpose.CREDIT,),
        RegisterCode.CASES: (Purpose.RIGHTS,),
        RegisterCode.STAFF: (Purpose.SECURITY,),
    }
)
"""The purposes with which an office begins."""

USES: Final = MappingProxyType(
    {
        Purpose.CONTRACT: (*(Category.IDENTITY, Category.PURCHASE, Category.CONTACTS),),
        Purpose.BOOKKEEPING: (Category.IDENTITY, Category.PURCHASE),
        Purpose.CREDIT: (Category.IDENTITY, Category.PURCHASE, Category.CREDIT),
        Purpose.ENQUIRIES: (Category.IDENTITY, Category.CONTACTS),
        Purpose.RIGHTS: (
            *(Category.IDENTITY, Category.CONTACTS, Category.CONSENT),
            *(Category.DISCLOSURE, Category.REQUEST),
        ),
        Purpose.MARKETING: (
            *(Category.IDENTITY, Category.PURCHASE, Category.CONSENT),
            *(Category.PROFILING, Category.WEB),
        ),
        Purpose.STATISTICS: (*(Category.IDENTITY, Category.PURCHASE), Category.CONTACTS),
        Purpose.DEVELOPMENT: (*(Category.IDENTITY, Category.PURCHASE), Category.WEB),
        Purpose.PROFILING: (
            *(Category.IDENTITY, Category.PURCHASE, Category.PROFILING),
            Category.WEB,
        ),
        Purpose.SECURITY: (Category.OFFICE,),
    }
)
"""The categories that a purpose begins with, beside those of the fields declared for it."""

LEDGERS: Final = frozenset({Category.DISCLOSURE})
"""What is written down because something was done for a purpose, whichever it was."""
ALWAYS_ACTIVE: Final = frozenset({Purpose.RIGHTS, Purpose.ENQUIRIES, Purpose.SECURITY})
"""Without these the office could not fulfil its duties to anybody (GDPR Articles 12 and 32)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeSetting:
    """What the office has settled on one purpose; one row a purpose."""

    id: UUID
    purpose: Purpose
    text_sv: str
    text_en: str = ""
    basis: LegalBasis | None
    """None is no basis: nothing is saved for the purpose."""
    balancing: str = ""
    """Why the office's interest weighs more, GDPR Article 6(1)(f)."""
    categories: str
    """Codes of `Category`, comma between."""
    is_active: bool = True
    valid_from: date
    version: int = 1

    def text_in(self, language: str) -> str:
        """Return the office's own name for the purpose: in English where there is one."""
        return self.text_en if language == "en" and self.text_en else self.text_sv

    def is_usable(self, today: date) -> bool:
        """Tell whether data may be saved for the purpose today (Articles 5(1)(b) and 6)."""
        return self.is_active and self.basis is not None and self.valid_from <= today

    @property
    def used_categories(self) -> tuple[Category, ...]:
        """Return the categories of data that the purpose uses."""
        return from_codes(self.categories, Category)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSetting:
    """What the office has settled on one register; one row a register."""

    id: UUID
    register: RegisterCode
    text_sv: str
    text_en: str = ""
    recipients_sv: str = ""
    """Who gets data from the register, or that nobody does; empty is not stated."""
    recipients_en: str = ""
    transfers_sv: str = ""
    """Third countries with their safeguards, or that there are none; empty is not stated."""
    transfers_en: str = ""
    purposes: str
    """Codes of `Purpose`, comma between."""
    version: int = 1

    @property
    def used_purposes(self) -> tuple[Purpose, ...]:
        """Return the purposes for which the register is used."""
        return from_codes(self.purposes, Purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One field of a setting before it was changed: who, when, and what stood there."""

    id: UUID
    setting_id: UUID
    field: str
    before: str
    changed_by: UUID
    changed_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeSwitch(Recorded):
    """A purpose that one person has said no or yes to; the last word holds, in every list."""

    switched: Purpose = about(
        _("Purpose"),
        category=Category.CONSENT,
        area=Area.CONSENTS,
        purposes=(Purpose.RIGHTS,),
        retention=RetentionClass.RELATION,
        heading=True,
    )
    is_on: bool = about(
        _("May be used"),
        category=Category.CONSENT,
        area=Area.CONSENTS,
        purposes=(Purpose.RIGHTS,),
        default=False,
    )
    since: date | None = about(
        _("Since"),
        category=Category.CONSENT,
        area=Area.CONSENTS,
        purposes=(Purpose.RIGHTS,),
        default=None,
    )
    how: str = about(
        _("How the person said so"),
        category=Category.CONSENT,
        area=Area.CONSENTS,
        purposes=(Purpose.RIGHTS,),
        identifying=True,
        seal_name="purpose_switch.how",
        default="",
    )


SWITCHED_BY_BASIS: Final = frozenset({LegalBasis.CONSENT, LegalBasis.LEGITIMATE_INTEREST})
"""The bases that leave the person a say: withdrawal (7(3)) and objection (21)."""

_WHY_ALWAYS: Final = MappingProxyType(
    {
        LegalBasis.CONTRACT: _("Needed for the agreement with the person (Article 6(1)(b))."),
        LegalBasis.LEGAL_OBLIGATION: _("Required by law (Article 6(1)(c))."),
    }
)


def why_always(purpose: Purpose, basis: LegalBasis | None) -> str:
    """Return why the purpose cannot be switched off for a person (a message), or nothing."""
    if purpose is Purpose.ENQUIRIES:
        return _("Whoever contacts the office gets an answer.")
    return "" if basis is None else _WHY_ALWAYS.get(basis, "")


def is_on_by_itself(basis: LegalBasis | None) -> bool:
    """Tell whether the purpose holds until the person objects; consent waits for a yes."""
    return basis is not LegalBasis.CONSENT


def from_codes(text: str, kind: type[C]) -> tuple[C, ...]:
    """Return the members that stored codes name."""
    return tuple(kind(code) for code in text.split(",") if code)


def to_codes(members: Iterable[C]) -> str:
    """Return members as stored codes, each once, in the order of their kind."""
    chosen = set(members)
    return ",".join(
        each.value for kind in {type(m) for m in chosen} for each in kind if each in chosen
    )


def check_purpose(setting: PurposeSetting) -> None:
    """Refuse a purpose without its words, its weighing, or that a duty forbids to end."""
    if not setting.text_sv:
        raise InvalidInput(_("Fill in this field."), field="text_sv")
    if setting.purpose in ALWAYS_ACTIVE and not (setting.is_active and setting.basis):
        raise InvalidInput(
            _("The office cannot do without {purpose}: its duties ask for it."),
            field="is_active",
            purpose=setting.text_sv,
        )
    if setting.basis is LegalBasis.LEGITIMATE_INTEREST and not setting.balancing:
        raise InvalidInput(
            _("Legitimate interest asks for a balancing test: write why the interest weighs more."),
            field="balancing",
        )
    if setting.is_active and not setting.categories:
        raise InvalidInput(_("Choose at least one category of data."), field="categories")


def check_register(setting: RegisterSetting) -> None:
    """Refuse a register without words, or without any purpose (GDPR Article 5(1)(b))."""
    if not setting.text_sv:
        raise InvalidInput(_("Fill in this field."), field="text_sv")
    if not setting.purposes:
        raise InvalidInput(_("Choose at least one purpose."), field="purposes")
