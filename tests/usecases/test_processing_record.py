"""The record of processing: Article 30(1)(a) to (g), from live settings, gaps by their article."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.fields import Purpose, RetentionClass
from registerdesk.domain.processing import RegisterCode
from registerdesk.domain.processing_record import ProcessingRecord, RecordFile
from registerdesk.letters import processing_record, processing_sheet
from registerdesk.usecases.office_profile import change_office, view_office
from registerdesk.usecases.processing_record import RecordMaking, export_record, view_processing
from registerdesk.usecases.purposes import change_purpose, change_register, list_purposes
from registerdesk.usecases.retention import change_period, list_periods
from tests.letters.reading import active_parts, fonts_of, information, squeezed, whole_text
from tests.makers import SmallOffice

NO_TRANSFER = "Inga uppgifter lämnar EU och EES."


def completed(office: SmallOffice) -> None:
    """State what a new office has to state itself."""
    profile = office.do("admin", view_office)
    office.do("admin", change_office, profile.version, {"dpo_name": "Eva Norling"})
    for setting in office.inside("ombud", lambda v: v.office.register_settings.find()):
        given = {"transfers_sv": NO_TRANSFER}
        office.do("ombud", change_register, setting.id, setting.version, given)


def missing(record: ProcessingRecord) -> list[tuple[str, str]]:
    """Return what is missing: the part and the sentence."""
    return [(sheet.key, element.missing) for sheet, element in record.gaps()]


def test_a_new_office_is_told_what_it_has_to_state_itself(office: SmallOffice) -> None:
    found = missing(office.do("ombud", view_processing, "en").record)
    assert [key for key, _words in found] == ["controller", *RegisterCode]
    assert "30(1)(a)" in found[0][1]
    assert all("30(1)(e)" in words for _key, words in found[1:])


def test_the_pdf_says_each_element_of_article_30(office: SmallOffice) -> None:
    completed(office)
    pdf = office.do("ombud", export_record, "sv", RecordFile.PDF)
    text = squeezed(whole_text(pdf))
    elements = {
        "a": ("Ekbackens Handel AB", "Ekgatan 1, 123 45 Ekby", "08-465 004 00", "Eva Norling",
              "08-506 350 00"),
        "b": ("Leverera varor och tjänster samt fakturera. Avtal", "Nyhetsbrev och erbjudanden"),
        "c": ("Kunder, tidigare kunder och deras kontaktpersoner", "gata eller box"),
        "d": ("Det kreditupplysningsföretag som tillfrågas.",),
        "e": (NO_TRANSFER,),
        "f": ("högst 36 månader därefter", "Tidsfrist för gallring"),
        "g": ("AES-256", "Handläggare, Kreditbedömare, Ekonomi", "Fönstret låses efter 5 minuter"),
    }  # fmt: skip
    for letter, words in elements.items():
        assert f"30.1{letter}" in text
        for each in words:
            assert squeezed(each) in text, (letter, each)
    assert "Ingenuppgiftsaknas" in text
    assert all(
        register in text for register in ("Kundregister", "Ärenderegister", "Kreditregister")
    )


def test_the_pdf_embeds_its_faces_and_does_nothing(office: SmallOffice) -> None:
    pdf = office.do("ombud", export_record, "sv", RecordFile.PDF)
    assert all(font.embedded for font in fonts_of(pdf))
    assert active_parts(pdf) == []
    assert information(pdf)["/Title"] == "Registerförteckning"
    assert information(pdf)["/Lang"] == "sv-SE"
    again = office.inside("ombud", lambda visit: RecordMaking(visit, "sv").whole())
    assert processing_record.render(again) == pdf


def test_a_retention_rule_that_is_gone_is_named_with_its_articles(office: SmallOffice) -> None:
    completed(office)
    for setting in office.do("ombud", list_periods):
        if setting.data_class in {RetentionClass.RELATION, RetentionClass.LOG}:
            office.do("ombud", change_period, setting.id, setting.version, "")
    record = office.do("ombud", view_processing, "en").record
    found = missing(record)
    assert {key for key, _words in found} >= {"customers", "suppliers", "staff"}
    assert {words for _key, words in found} == {"There is no retention rule (5(1)(e), 30(1)(f))."}
    assert ("staff", "The log") in {(sheet.key, element.text) for sheet, element in record.gaps()}
    text = squeezed(whole_text(processing_record.render(record)))
    assert squeezed("There is no retention rule (5(1)(e), 30(1)(f)).") in text


def test_the_record_tells_the_periods_that_the_office_has_settled(office: SmallOffice) -> None:
    settled = {RetentionClass.RELATION: "24", RetentionClass.LOG: "3", RetentionClass.CASE: "1"}
    for setting in office.do("ombud", list_periods):
        if setting.data_class in settled:
            typed = settled[setting.data_class]
            office.do("ombud", change_period, setting.id, setting.version, typed)
    text = squeezed(whole_text(office.do("ombud", export_record, "sv", RecordFile.PDF)))
    for words in (
        "högst 24 månader därefter",
        "Loggen: 3 år, och gallras ett år i taget",
        "en månad efter svaret",
        "Utkast: 30 dagar",
    ):
        assert squeezed(words) in text
    assert squeezed("högst 36 månader") not in text


def test_a_purpose_without_a_basis_and_a_register_without_a_purpose_are_named(
    office: SmallOffice,
) -> None:
    completed(office)
    given: dict[Purpose, dict[str, object]] = {
        Purpose.MARKETING: {"basis": ""},
        Purpose.CREDIT: {"is_active": False},
    }
    for setting in office.do("ombud", list_purposes):
        if setting.purpose in given:
            office.do("ombud", change_purpose, setting.id, setting.version, given[setting.purpose])
    found = missing(office.do("ekonomi", view_processing, "en").record)
    assert ("customers", "The purpose has no legal basis (6(1), 5(1)(a)).") in found
    assert ("credit", "No purpose is in use for this register (30(1)(b), 5(1)(b)).") in found


def test_recipients_that_are_not_stated_are_named(office: SmallOffice) -> None:
    completed(office)
    credit = next(
        each
        for each in office.inside("ombud", lambda v: v.office.register_settings.find())
        if each.register is RegisterCode.CREDIT
    )
    given = {"recipients_sv": "", "recipients_en": ""}
    office.do("ombud", change_register, credit.id, credit.version, given)
    ((key, words),) = missing(office.do("ombud", view_processing, "en").record)
    assert key == "credit"
    assert "30(1)(d)" in words


def test_the_english_record_takes_the_english_words_where_there_are_any(
    office: SmallOffice,
) -> None:
    completed(office)
    text = squeezed(
        whole_text(processing_record.render(office.do("ombud", view_processing, "en").record))
    )
    assert squeezed("Those to whom the office delivers goods and services.") in text
    assert squeezed(NO_TRANSFER) in text


def test_the_sheet_holds_the_same_elements_and_no_formula(office: SmallOffice) -> None:
    setting = next(s for s in office.do("ombud", list_purposes) if s.purpose is Purpose.MARKETING)
    given = {"text_sv": '=HYPERLINK("http://x.example")'}
    office.do("ombud", change_purpose, setting.id, setting.version, given)
    record = office.do("ombud", view_processing, "sv").record
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(processing_sheet.render(record)))
        .get_sheet_by_index(0)
        .to_python()
    )
    cells = [str(cell) for row in rows for cell in row]
    assert any(cell.startswith("=HYPERLINK") for cell in cells)
    for sheet in record.sheets:
        for element in sheet.elements:
            assert any(element.text in cell and element.missing in cell for cell in cells)


def test_taking_the_record_out_is_logged_and_signed(office: SmallOffice) -> None:
    office.do("handl", export_record, "sv", RecordFile.XLSX)
    event = office.log()[0].event
    assert (event.act, event.purpose) == ("processing.exported", "xlsx")


@pytest.mark.parametrize("user", ["lasare", "admin"])
def test_whoever_does_not_read_the_policy_does_not_read_the_record(
    office: SmallOffice, user: str
) -> None:
    with pytest.raises(NotAllowed):
        office.do(user, view_processing, "sv")


def test_a_language_that_the_program_does_not_speak_is_refused(office: SmallOffice) -> None:
    with pytest.raises(InvalidInput):
        office.do("ombud", view_processing, "xx")


def test_an_office_without_a_number_and_a_purpose_without_its_weighing(
    office: SmallOffice,
) -> None:
    with office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE office_profile SET org_number = ''")
        connection.exec_driver_sql("UPDATE purpose_setting SET balancing = ''")
    record = office.do("ombud", view_processing, "en").record
    assert "Organisation number" not in record.sheets[0].elements[0].text
    assert ("credit", "The balancing test is missing (6(1)(f)).") in missing(record)
