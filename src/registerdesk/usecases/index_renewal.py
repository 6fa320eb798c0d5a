"""Blind indexes made anew after somebody lost their key; picked up again where it was interrupted.

The database's rows come first and the key file follows, once they are kept: whatever happens in
between, the renewal is still due and is done again at a holder's next sign-in.
"""

from __future__ import annotations

from functools import partial

from registerdesk.domain.fields import Compartment
from registerdesk.domain.staff import Permission
from registerdesk.keyring import administration
from registerdesk.keyring.unlocked import Unlocked
from registerdesk.storage.renewal import renew_indexes
from registerdesk.usecases.desk import Desk, Visit, use_case


@use_case(Permission.OWN_PROFILE)
def make_indexes_anew(visit: Visit, compartment: str) -> int:
    """Write the indexes under the newest key, which its holders alone know; return how many."""
    visit.note("indexes.renewed", fields=(compartment,))
    if not visit.keys.index_renewal_due(compartment):
        return 0
    done = renew_indexes(visit.office.connection, visit.keys, compartment)
    visit.afterwards.append(partial(administration.finish_index_renewal, visit.keys, compartment))
    return done


def renew_due_indexes(desk: Desk, keys: Unlocked) -> None:
    """Make every index anew that is due and that the person can make."""
    for compartment in Compartment:
        if keys.holds(compartment) and keys.index_renewal_due(compartment):
            desk.do(make_indexes_anew, compartment)
