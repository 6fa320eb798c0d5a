"""What an office has settled on purposes and registers when it begins, from the catalogue."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from registerdesk.domain.fields import (
    BASIS_OF,
    PURPOSE_LABELS,
    Category,
    LegalBasis,
    Purpose,
    fields_of,
)
from registerdesk.domain.processing import (
    HOLDS,
    LEDGERS,
    USED_FOR,
    USES,
    PurposeSetting,
    RegisterCode,
    RegisterSetting,
    to_codes,
)
from registerdesk.domain.retention import RULES, RetentionSetting
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.person_data import personal_registers

_GDPR = date(2018, 5, 25)
_BALANCING = {
    Purpose.CREDIT: _(
        "The office must know whether a customer can pay before it delivers on credit. Only what "
        "the assessment needs is fetched, for a legitimate need, and the report is kept for a "
        "short time."
    ),
    Purpose.ENQUIRIES: _(
        "Whoever contacts the office expects an answer. Only what the answer needs is noted, and "
        "the note is kept for a limited time."
    ),
    Purpose.STATISTICS: _(
        "The office must be able to follow its own business. The figures are counted without "
        "names, and small groups are not shown."
    ),
}
_REGISTER_TEXTS = {
    RegisterCode.CUSTOMERS: _("Those to whom the office delivers goods and services."),
    RegisterCode.SUPPLIERS: _("Those who deliver goods and services to the office."),
    RegisterCode.CONTACTS: _("Calls, letters, e-mails and visits, and what was said."),
    RegisterCode.CREDIT: _("Credit checks before a purchase on credit, and their outcome."),
    RegisterCode.CASES: _("Requests about personal data, their answers and letters."),
    RegisterCode.STAFF: _("The program's users, their roles, and the log of what they do."),
}
_RECIPIENTS = {
    RegisterCode.CUSTOMERS: _(
        "Subcontractors who deliver the office's services; authorities where the law asks for it."
    ),
    RegisterCode.SUPPLIERS: _("Authorities where the law asks for it."),
    RegisterCode.CONTACTS: _("None outside the office."),
    RegisterCode.CREDIT: _("The credit bureau that is asked."),
    RegisterCode.CASES: _("The supervisory authority where it asks."),
    RegisterCode.STAFF: _("The supervisory authority where it asks."),
}


def first_settings() -> tuple[
    tuple[PurposeSetting, ...], tuple[RegisterSetting, ...], tuple[RetentionSetting, ...]
]:
    """Return the purposes, registers and periods with which an office begins."""
    return first_purposes(), first_registers(), first_periods()


def first_purposes() -> tuple[PurposeSetting, ...]:
    """Return the purposes as shipped, valid since the regulation is."""
    return tuple(
        PurposeSetting(
            id=uuid4(),
            purpose=purpose,
            text_sv=translate(PURPOSE_LABELS[purpose], "sv"),
            text_en=translate(PURPOSE_LABELS[purpose], "en"),
            basis=basis,
            balancing=_balancing(purpose, basis),
            categories=to_codes(_categories(purpose)),
            valid_from=_GDPR,
        )
        for purpose, basis in BASIS_OF.items()
    )


def first_registers() -> tuple[RegisterSetting, ...]:
    """Return the registers with which an office begins; transfers are left for it to state."""
    return tuple(
        RegisterSetting(
            id=uuid4(),
            register=code,
            text_sv=translate(_REGISTER_TEXTS[code], "sv"),
            text_en=translate(_REGISTER_TEXTS[code], "en"),
            recipients_sv=translate(_RECIPIENTS[code], "sv"),
            recipients_en=translate(_RECIPIENTS[code], "en"),
            purposes=to_codes(_purposes(code)),
        )
        for code in RegisterCode
    )


def first_periods() -> tuple[RetentionSetting, ...]:
    """Return the retention periods as shipped, valid since the regulation is."""
    return tuple(
        RetentionSetting(id=uuid4(), data_class=each, amount=rule.amount, valid_from=_GDPR)
        for each, rule in RULES.items()
    )


def _balancing(purpose: Purpose, basis: LegalBasis) -> str:
    """Return the balancing test as shipped; only legitimate interest needs one."""
    weighed = basis is LegalBasis.LEGITIMATE_INTEREST
    return translate(_BALANCING[purpose], "sv") if weighed else ""


def _categories(purpose: Purpose) -> set[Category]:
    """Return what the purpose uses: as shipped, and where a field is declared for it."""
    return {*USES[purpose], *(c for c, p in _declared() if p is purpose)}


def _purposes(code: RegisterCode) -> set[Purpose]:
    """Return what the register is used for: as shipped, and for what its fields are declared."""
    return {*USED_FOR[code], *(p for c, p in _declared() if c in HOLDS[code])}


def _declared() -> set[tuple[Category, Purpose]]:
    """Return each category and purpose that a field about a person is declared with."""
    return {
        (field.about.category, purpose)
        for kind in personal_registers().values()
        for field in fields_of(kind)
        for purpose in field.about.purposes
        if field.about.category not in LEDGERS
    }
