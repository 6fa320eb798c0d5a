"""The recovery key on paper: groups, proof, and the sheet."""

from registerdesk.keyring import codes
from registerdesk.usecases.recovery_keys import groups_of, is_group, is_whole_key, sheet_of
from tests.letters.reading import whole_text
from tests.makers import TODAY

KEY = codes.write(codes.RECOVERY_KEY, bytes(range(32)))


def test_a_key_has_twelve_groups_of_five() -> None:
    assert [len(group) for group in groups_of(KEY)] == [5] * 12


def test_a_group_is_known_in_small_and_misread_letters() -> None:
    third = groups_of(KEY)[2]
    assert is_group(KEY, 3, third.lower().replace("1", "l").replace("0", "o"))
    assert not is_group(KEY, 3, "ZZZZZ")
    assert not is_group(KEY, 3, "")


def test_the_whole_key_is_known_with_or_without_hyphens() -> None:
    assert is_whole_key(KEY, KEY.replace("-", " ").lower())
    assert not is_whole_key(KEY, KEY[:-1])
    assert not is_whole_key(KEY, codes.new_code(codes.RECOVERY_KEY))


def test_the_sheet_holds_every_group_and_the_fingerprint() -> None:
    pdf = sheet_of(KEY, office_name="Ekbackens Handel AB", fingerprint="AB12 CD34", day=TODAY)
    text = whole_text(pdf).replace(" ", "")
    assert all(group in text for group in groups_of(KEY))
    assert "AB12CD34" in text
