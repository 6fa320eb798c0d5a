"""Purposes and registers as rows of the list and as facts of the detail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from registerdesk.domain.fields import (
    BASIS_LABELS,
    CATEGORY_LABELS,
    PURPOSE_LABELS,
    Category,
    LegalBasis,
    Purpose,
)
from registerdesk.domain.processing import (
    REGISTER_LABELS,
    PurposeSetting,
    RegisterSetting,
    SettingChange,
    from_codes,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.entries import Entry, Heading
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import language, tr
from registerdesk.usecases.processing_record import Processing

Fact = tuple[str, str]
"""A label and words, both as they are read."""
NO_BASIS = _("No legal basis")
FIELD_LABELS = {
    "text_sv": _("Name in Swedish"),
    "text_en": _("Name in English"),
    "basis": _("Legal basis"),
    "balancing": _("Balancing test"),
    "categories": _("Categories of data"),
    "is_active": _("In use"),
    "valid_from": _("Valid from"),
    "recipients_sv": _("Recipients, in Swedish"),
    "recipients_en": _("Recipients, in English"),
    "transfers_sv": _("Transfers to third countries, in Swedish"),
    "transfers_en": _("Transfers to third countries, in English"),
    "purposes": _("Purposes"),
}
DESCRIBED = {
    "text_sv": _("Description in Swedish"),
    "text_en": _("Description in English"),
}
"""What a register's words are called, in the place of a name."""
_STATE = {"1": _("In use"), "0": _("Not in use")}


def own_words(swedish: str, english: str) -> str:
    """Return the office's own words in the window's language, else in Swedish."""
    return english if language.code == "en" and english else swedish


def name_of(setting: PurposeSetting | RegisterSetting) -> str:
    """Return what a purpose or register is called."""
    if isinstance(setting, RegisterSetting):
        return tr(REGISTER_LABELS[setting.register])
    return own_words(setting.text_sv, setting.text_en)


def basis_words(basis: LegalBasis | None) -> str:
    """Return a legal basis with its article."""
    if basis is None:
        return tr(NO_BASIS)
    words, article = tr(BASIS_LABELS[basis]), basis.value.replace(" ", "\u00a0")
    return tr(_("{basis}, Article {article}"), basis=words, article=article)


def gaps_of(found: Processing, setting: PurposeSetting | RegisterSetting) -> list[str]:
    """Return what the record lacks on a setting: sentences that name the article."""
    if isinstance(setting, RegisterSetting):
        key = setting.register.value
        return [f"{e.label}: {e.missing}" for sheet, e in found.record.gaps() if sheet.key == key]
    name = name_of(setting)
    if setting.is_active and setting.basis is None:
        words = (e.missing for _sheet, e in found.record.gaps() if e.text == name)
        return list(dict.fromkeys(words))
    return []


def entries(found: Processing) -> list[Entry | Heading]:
    """Return the rows of the list: what is missing first said, in red."""
    return [
        Heading(words=tr(_("Purposes")), count=str(len(found.purposes))),
        *(_purpose_entry(found, each) for each in found.purposes),
        Heading(words=tr(_("Registers")), count=str(len(found.registers))),
        *(_register_entry(found, each) for each in found.registers),
    ]


def _purpose_entry(found: Processing, setting: PurposeSetting) -> Entry:
    lacks = bool(gaps_of(found, setting))
    chip, kind = _("In use"), "ok"
    if not setting.is_active:
        chip, kind = _("Not in use"), "neutral"
    if lacks:
        chip, kind = _("Missing"), "danger"
    return Entry(
        id=str(setting.id),
        title=name_of(setting),
        line=basis_words(setting.basis),
        chip=tr(chip),
        chip_kind=kind,
    )


def _register_entry(found: Processing, setting: RegisterSetting) -> Entry:
    lacks = len(gaps_of(found, setting))
    return Entry(
        id=str(setting.id),
        title=name_of(setting),
        line=own_words(setting.text_sv, setting.text_en),
        chip=tr(_("{n} missing"), n=lacks) if lacks else tr(_("Complete")),
        chip_kind="danger" if lacks else "ok",
    )


def purpose_facts(setting: PurposeSetting) -> list[Fact]:
    """Return what is settled on a purpose."""
    used = setting.used_categories
    categories = ", ".join(tr(CATEGORY_LABELS[each]) for each in used)
    facts = [
        (_("Name in Swedish"), setting.text_sv),
        (_("Name in English"), setting.text_en),
        (_("Legal basis"), basis_words(setting.basis)),
        (_("Balancing test"), setting.balancing),
        (_("Categories of data"), categories),
        (_("Valid from"), setting.valid_from.isoformat()),
    ]
    return [(tr(label), words) for label, words in facts if words]


def change_line(
    change: SettingChange, today: date, names: dict[str, str], *, of_register: bool
) -> Fact:
    """Return one change: the field and what it said; when and by whom."""
    labels = FIELD_LABELS | (DESCRIBED if of_register else {})
    label = tr(labels.get(change.field, change.field))
    before = _before(change)
    who = names.get(str(change.changed_by), "")
    moment = when(change.changed_at, today)
    return tr(_("{field}, before: {words}"), field=label, words=before), f"{moment} · {who}"


def _before(change: SettingChange) -> str:
    """Return an old value in words."""
    if not change.before:
        return "–"
    if change.field == "basis":
        return basis_words(LegalBasis(change.before))
    if change.field == "is_active":
        return tr(_STATE[change.before])
    if change.field == "purposes":
        used = from_codes(change.before, Purpose)
        return ", ".join(tr(PURPOSE_LABELS[each]) for each in used)
    if change.field == "categories":
        kept: Sequence[Category] = from_codes(change.before, Category)
        return ", ".join(tr(CATEGORY_LABELS[each]) for each in kept)
    return change.before
