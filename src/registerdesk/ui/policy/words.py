"""Purposes, registers and periods as rows of the list and as facts of the detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from registerdesk.domain.fields import (
    BASIS_LABELS,
    CATEGORY_LABELS,
    PURPOSE_LABELS,
    Category,
    LegalBasis,
    Purpose,
    RetentionClass,
)
from registerdesk.domain.processing import (
    REGISTER_LABELS,
    PurposeSetting,
    RegisterSetting,
    SettingChange,
    from_codes,
)
from registerdesk.domain.retention import RULES, RetentionSetting
from registerdesk.domain.texts import _
from registerdesk.ui.kit.entries import Entry, Heading
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import language, tr
from registerdesk.usecases.processing_record import NO_RULE, Processing

Setting = PurposeSetting | RegisterSetting | RetentionSetting
"""What stands in a row of the page."""
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
    "amount": _("Kept"),
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


def name_of(setting: Setting) -> str:
    """Return what a purpose, a register or a class of retention is called."""
    if isinstance(setting, RetentionSetting):
        return tr(RULES[setting.data_class].label)
    if isinstance(setting, RegisterSetting):
        return tr(REGISTER_LABELS[setting.register])
    return own_words(setting.text_sv, setting.text_en)


def basis_words(basis: LegalBasis | None) -> str:
    """Return a legal basis with its article."""
    if basis is None:
        return tr(NO_BASIS)
    words, article = tr(BASIS_LABELS[basis]), basis.value.replace(" ", "\u00a0")
    return tr(_("{basis}, Article {article}"), basis=words, article=article)


def kept_words(data_class: RetentionClass, amount: int | None) -> str:
    """Return in words how long a class is kept under a period."""
    if amount is None:
        return "–"
    message, parameters = RULES[data_class].words(amount)
    return tr(message, **parameters)


def limit_words(setting: RetentionSetting) -> str:
    """Return the limit of a period, and why it stands: the law's where there is one."""
    rule = RULES[setting.data_class]
    if rule.is_law:
        return tr(rule.why_least, n=rule.least)
    return tr(rule.why_most, n=rule.longest)


def gaps_of(found: Processing, setting: Setting) -> list[str]:
    """Return what the record lacks on a setting: sentences that name the article."""
    if isinstance(setting, RetentionSetting):
        return [tr(NO_RULE)] if setting.amount is None else []
    if isinstance(setting, RegisterSetting):
        key = setting.register.value
        lacking = [element for sheet, element in found.record.gaps() if sheet.key == key]
        return [": ".join(filter(None, (e.label, e.text, e.missing))) for e in lacking]
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
        Heading(words=tr(_("Retention periods")), count=str(len(found.periods))),
        *(_period_entry(each) for each in found.periods),
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


def _period_entry(setting: RetentionSetting) -> Entry:
    missing = setting.amount is None
    words = kept_words(setting.data_class, setting.amount)
    return Entry(
        id=str(setting.id),
        title=name_of(setting),
        line=tr(NO_RULE) if missing else words[:1].upper() + words[1:],
        chip=tr(_("Missing")) if missing else tr(_("Settled")),
        chip_kind="danger" if missing else "ok",
    )


def period_facts(setting: RetentionSetting) -> list[Fact]:
    """Return what is settled on a retention period."""
    facts = [
        (_("Kept"), kept_words(setting.data_class, setting.amount)),
        (_("Follows from"), tr(RULES[setting.data_class].source)),
        (_("Limit"), limit_words(setting)),
        (_("Valid from"), setting.valid_from.isoformat()),
    ]
    return [(tr(label), words) for label, words in facts]


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
    change: SettingChange, today: date, names: dict[str, str], setting: Setting
) -> Fact:
    """Return one change: the field and what it said; when and by whom."""
    labels = FIELD_LABELS | (DESCRIBED if isinstance(setting, RegisterSetting) else {})
    label = tr(labels.get(change.field, change.field))
    before = _before(change, setting)
    who = names.get(str(change.changed_by), "")
    moment = when(change.changed_at, today)
    return tr(_("{field}, before: {words}"), field=label, words=before), f"{moment} · {who}"


def _before(change: SettingChange, setting: Setting) -> str:
    """Return an old value in words."""
    if not change.before:
        return "–"
    if isinstance(setting, RetentionSetting) and change.field == "amount":
        return kept_words(setting.data_class, int(change.before))
    return _CODED.get(change.field, str)(change.before)


def _purposes(codes: str) -> str:
    return ", ".join(tr(PURPOSE_LABELS[each]) for each in from_codes(codes, Purpose))


def _categories(codes: str) -> str:
    return ", ".join(tr(CATEGORY_LABELS[each]) for each in from_codes(codes, Category))


_CODED: Final[Mapping[str, Callable[[str], str]]] = {
    "basis": lambda code: basis_words(LegalBasis(code)),
    "is_active": lambda code: tr(_STATE[code]),
    "purposes": _purposes,
    "categories": _categories,
}
"""How the old values of fields that keep codes are read."""
