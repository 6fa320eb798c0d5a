"""A child that merges two people and undoes it, over and over, until it is killed."""

from __future__ import annotations

from registerdesk.usecases.parties import add_value, register_party
from registerdesk.usecases.party_merges import compare_parties, merge_parties, unmerge_parties
from tests.faults.nursery import tell
from tests.faults.stories import entered
from tests.makers import a_person, an_origin
from tests.usecases.test_party_merges import wish_of

PHONES = 12


def merge_and_undo(folder: str, turn: str) -> None:
    """Register somebody twice, and make one of them and two again without end."""
    desk = entered(folder, "handl", int(turn)).desk
    one, other = (
        desk.do(
            register_party,
            a_person(name=name, number=f"K-{turn}-{at}", identity_number="", note=f"Rad {at}"),
        )
        for at, name in enumerate(("Anna Lindqvist", "Anna Lindkvist"))
    )
    for at in range(PHONES):
        phone = {"typed": f"08-465 004 {at:02}"}
        desk.do(add_value, other, "phones", phone, an_origin())
    tell(ready=other)
    while True:
        compared = desk.do(compare_parties, one, other)
        done = desk.do(merge_parties, wish_of(compared, "display_name"))
        tell(merged=done.merge_id)
        desk.do(unmerge_parties, done.merge_id)
        tell(undone=done.merge_id)
