"""Links of calls: one number comes out, or nothing."""

import pytest

from registerdesk.domain.call_links import caller_of, is_link
from registerdesk.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("number", "searched"),
    [
        ("0701740605", "0701740605"),
        ("070-174 06 05", "0701740605"),
        ("+46701740605", "+46701740605"),
        ("%2B46%20(0)8%20506%20350%2000", "+460850635000"),
        ("(08)506-35000", "0850635000"),
        ("118", "118"),
    ],
)
def test_a_number_is_searched_for_as_digits_alone(number: str, searched: str) -> None:
    assert caller_of(f"registerdesk:call?number={number}") == searched
    assert caller_of(f"RegisterDesk:call?number={number}") == searched


@pytest.mark.parametrize(
    "link",
    [
        "",
        "registerdesk:",
        "registerdesk:call",
        "registerdesk:call?number=",
        "registerdesk:call?number=12",
        "registerdesk:call?number=" + "1" * 21,
        "registerdesk:call?number=" + " " * 200 + "118",
        "registerdesk:call?number=Anna",
        "registerdesk:call?number=070&open=/etc/passwd",
        "registerdesk:call?number=0701&number=0702",
        "registerdesk:call?number=0701#x",
        "registerdesk:call?Number=0701",
        "registerdesk:call?number=<b>0701</b>",
        "registerdesk:call?number=%3Cb%3E0701",
        "registerdesk:call?number=%2530701740605",
        "registerdesk:call?number=070%001740605",
        "registerdesk:call?number=0701740605\n",
        "registerdesk:call?number=0701740605%0Averify",
        "registerdesk:call?number=٠٧٠١٧٤٠٦٠٥",
        "registerdesk:call?number=070+174+06",
        "registerdesk:call?number=--help",
        "registerdesk:call?number=%ff%fe0701",
        "registerdesk:call/../open?number=0701740605",
        "registerdesk:open?number=0701740605",
        "registerdesk://call?number=0701740605",
        "registerdesk:Call?number=0701740605",
        "https:call?number=0701740605",
        " registerdesk:call?number=0701740605",
        "registerdesk:call?number=0701740605\udc00",
    ],
)
def test_anything_else_is_refused_with_a_sentence(link: str) -> None:
    with pytest.raises(InvalidInput, match="one phone number"):
        caller_of(link)


def test_a_link_is_known_by_its_scheme_however_it_is_written() -> None:
    assert is_link("registerdesk:x")
    assert is_link("REGISTERDESK:")
    assert not is_link("registerdesk")
    assert not is_link("verify")
