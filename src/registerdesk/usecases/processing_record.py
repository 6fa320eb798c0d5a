"""The record of processing (GDPR Article 30), made from the live settings and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import (
    BASIS_LABELS,
    CATEGORY_LABELS,
    Field,
    LegalBasis,
    RetentionClass,
)
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.processing import (
    REGISTER_LABELS,
    SUBJECT_LABELS,
    PurposeSetting,
    RegisterCode,
    RegisterSetting,
)
from registerdesk.domain.processing_record import (
    Element,
    ProcessingRecord,
    RecordFile,
    RecordSheet,
)
from registerdesk.domain.retention import RULES, RetentionSetting
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.resources.language import LANGUAGES, translate
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.processing_facts import COMPARTMENT_LABELS, RegisterFacts
from registerdesk.usecases.purposes import list_purposes
from registerdesk.usecases.retention import list_periods

NO_RULE: Final = _("There is no retention rule (5(1)(e), 30(1)(f)).")
_OF_STAFF: Final = (RetentionClass.LOG, RetentionClass.DRAFT)
"""What the staff's own register keeps beside its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """What the office has settled, and the record that follows from it."""

    purposes: tuple[PurposeSetting, ...]
    registers: tuple[RegisterSetting, ...]
    periods: tuple[RetentionSetting, ...]
    record: ProcessingRecord


@use_case(Permission.VIEW_POLICY, leaves_trace=False)
def view_processing(visit: Visit, language: str) -> Processing:
    """Return what is settled, and the record: what is missing says so and names its article."""
    settings = {setting.register: setting for setting in visit.office.register_settings.find()}
    return Processing(
        purposes=list_purposes(visit),
        registers=tuple(settings[code] for code in RegisterCode),
        periods=list_periods(visit),
        record=RecordMaking(visit, language).whole(),
    )


@use_case(Permission.VIEW_POLICY)
def export_record(visit: Visit, language: str, kind: RecordFile) -> bytes:
    """Return the record as a file; logged, and the log is signed."""
    from registerdesk.letters import processing_record, processing_sheet  # heavy, seldom wanted

    writer = processing_record if kind is RecordFile.PDF else processing_sheet
    content: bytes = writer.render(RecordMaking(visit, language).whole())
    visit.note("processing.exported", purpose=kind.value)
    visit.signs_log = True
    return content


class RecordMaking:
    """One record in the making, from the settings of this transaction."""

    def __init__(self, visit: Visit, language: str) -> None:
        """Take the language; InvalidInput for one that is not spoken."""
        if language not in LANGUAGES:
            raise InvalidInput(_("Choose one of the listed values."), field="language")
        self._visit, self._language, self._limits = visit, language, visit.office.periods
        self._facts = RegisterFacts(language)
        self._profile: OfficeProfile = visit.office.profile.find()[0]
        self._purposes = {setting.purpose: setting for setting in list_purposes(visit)}
        self._settings = {each.register: each for each in visit.office.register_settings.find()}

    def whole(self) -> ProcessingRecord:
        """Return the record."""
        profile = self._profile
        sheets = (
            self._controller(),
            *(self._register(self._settings[code]) for code in RegisterCode),
            self._security(),
        )
        missing = sum(bool(element.missing) for sheet in sheets for element in sheet.elements)
        gaps = self._say(_("Elements that are missing: {n}."), n=missing)
        return ProcessingRecord(
            title=self._say(_("Record of processing activities")),
            office=profile.name,
            lines=(self._say(_("According to Article 30(1) of the GDPR")),),
            day=self._visit.today,
            language=self._language,
            heads=(
                self._say(_("Part")),
                self._say(_("Article")),
                self._say(_("Element")),
                self._say(_("Content")),
            ),
            words_page=translate(_("Page {page} of {pages}"), self._language),
            words_gaps=gaps if missing else self._say(_("No element is missing.")),
            sheets=sheets,
        )

    def _controller(self) -> RecordSheet:
        """Return the controller and its data protection officer, 30(1)(a)."""
        profile = self._profile
        postal = ", ".join(
            filter(None, (profile.street, f"{profile.postal_code} {profile.town}".strip()))
        )
        lines = (profile.name, self._number(profile.org_number), postal, profile.phone)
        known = all((profile.name, postal, profile.phone))
        contact = ", ".join(filter(None, (profile.dpo_name, profile.dpo_phone)))
        return RecordSheet(
            key="controller",
            title=self._say(_("Controller")),
            text="",
            elements=(
                self._element(
                    "30.1 a",
                    _("Controller, name and contact"),
                    "\n".join(filter(None, lines)),
                    "" if known else _("The office's address or phone is missing (30(1)(a))."),
                ),
                self._element(
                    "30.1 a",
                    _("Data protection officer, name and contact"),
                    contact,
                    ""
                    if profile.dpo_name and profile.dpo_phone
                    else _("The data protection officer's name or phone is missing (30(1)(a))."),
                ),
            ),
        )

    def _register(self, setting: RegisterSetting) -> RecordSheet:
        """Return one register, 30(1)(b) to (g)."""
        code = setting.register
        fields = self._facts.fields(code)
        return RecordSheet(
            key=code.value,
            title=self._say(REGISTER_LABELS[code]),
            text=self._own(setting.text_sv, setting.text_en),
            elements=(
                *self._purposes_of(setting),
                self._element("30.1 c", _("Data subjects"), self._say(SUBJECT_LABELS[code])),
                self._element("30.1 c", _("Personal data"), self._facts.categories(fields)),
                self._stated(
                    "30.1 d",
                    _("Recipients"),
                    self._own(setting.recipients_sv, setting.recipients_en),
                    _("It is not stated who gets the data, or that nobody does (30(1)(d))."),
                ),
                self._stated(
                    "30.1 e",
                    _("Transfers to third countries"),
                    self._own(setting.transfers_sv, setting.transfers_en),
                    _("It is not stated whether data leaves the EU and EEA (30(1)(e), 44-49)."),
                ),
                *self._periods(fields),
                self._element("30.1 g", _("Who reads it"), self._facts.readers(fields)),
            ),
        )

    def _purposes_of(self, setting: RegisterSetting) -> tuple[Element, ...]:
        """Return each purpose in use with its basis, 30(1)(b) and 6(1)."""
        used = [self._purposes[p] for p in setting.used_purposes if p in self._purposes]
        active = [purpose for purpose in used if purpose.is_active]
        if not active:
            gap = _("No purpose is in use for this register (30(1)(b), 5(1)(b)).")
            return (self._element("30.1 b", _("Purpose"), "", gap),)
        return tuple(self._purpose(purpose) for purpose in active)

    def _purpose(self, setting: PurposeSetting) -> Element:
        """Return one purpose with its legal basis and, where it needs one, its weighing."""
        name, gap = self._own(setting.text_sv, setting.text_en), ""
        if setting.basis is None:
            gap = _("The purpose has no legal basis (6(1), 5(1)(a)).")
            return self._element("30.1 b", _("Purpose"), name, gap)
        if setting.basis is LegalBasis.LEGITIMATE_INTEREST and not setting.balancing:
            gap = _("The balancing test is missing (6(1)(f)).")
        basis = self._say(
            _("{basis}, Article {article}"),
            basis=self._say(BASIS_LABELS[setting.basis]),
            article=setting.basis.value.replace(" ", "\u00a0"),
        )
        lines = [f"{name}. {basis}.", setting.balancing]
        return self._element("30.1 b", _("Purpose"), "\n".join(filter(None, lines)), gap)

    def _periods(self, fields: Sequence[Field]) -> Iterable[Element]:
        """Yield the time limit for erasure of each category, 30(1)(f) and 5(1)(e)."""
        if not fields:
            text = self._say(self._limits.kept(RetentionClass.OFFICE)[0])
            yield self._element("30.1 f", _("Time limit for erasure"), text)
            yield from (self._period(RULES[each].label, each) for each in _OF_STAFF)
        for category in CATEGORY_LABELS:
            classes = [f.about.retention for f in fields if f.about.category is category]
            for each in dict.fromkeys(classes):
                yield self._period(CATEGORY_LABELS[category], each)

    def _period(self, label: str, retention: RetentionClass) -> Element:
        """Return the time limit of what the label names; a rule that is gone is missing."""
        name = self._say(label)
        if not self._limits.has(retention):
            return self._element("30.1 f", _("Time limit for erasure"), name, NO_RULE)
        message, parameters = self._limits.kept(retention)
        kept_for = self._say(message, **parameters)
        return self._element("30.1 f", _("Time limit for erasure"), f"{name}: {kept_for}")

    def _security(self) -> RecordSheet:
        """Return the general description of the safeguards, 30(1)(g) and 32(1)."""
        sentences = (
            self._say(_("The whole database is encrypted (AES-256) and opens at sign-in alone.")),
            self._say(_("Each role reads what its work asks for; what it may not read is absent.")),
            self._say(
                _("Sealed with keys of their own: {what}."),
                what=", ".join(self._say(words) for words in COMPARTMENT_LABELS.values()),
            ),
            self._say(_("Every reading and change is logged without values, in a signed chain.")),
            self._say(
                _("The window locks after {n} minutes without use."), n=self._profile.lock_minutes
            ),
            self._say(_("The program opens no network connection.")),
        )
        return RecordSheet(
            key="security",
            title=self._say(_("Safeguards")),
            text="",
            elements=(
                self._element("30.1 g", _("Security measures (32(1))"), "\n".join(sentences)),
            ),
        )

    def _stated(self, article: str, label: str, text: str, gap: str) -> Element:
        """Return what the office itself states; left empty, it is missing."""
        return self._element(article, label, text, "" if text else gap)

    def _element(self, article: str, label: str, text: str, gap: str = "") -> Element:
        """Return one element in the record's language."""
        return Element(
            article=article,
            label=self._say(label),
            text=text,
            missing=self._say(gap) if gap else "",
        )

    def _own(self, swedish: str, english: str) -> str:
        """Return a text of the office's in the record's language, else in Swedish."""
        return english if self._language == "en" and english else swedish

    def _number(self, org_number: str) -> str:
        """Return the organisation number as people read it."""
        if not org_number:
            return ""
        digits = org_number.replace("-", "")
        shown = f"{digits[:-4]}-{digits[-4:]}"
        return self._say(_("Organisation number {number}"), number=shown)

    def _say(self, message: str, **parameters: object) -> str:
        """Return a message in the record's language."""
        return translate(message, self._language, **parameters)
