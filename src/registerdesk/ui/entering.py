"""What the worker does between a password and a window: it loads, and reads what is needed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registerdesk.domain.office import OfficeProfile
    from registerdesk.usecases.offices import Session


@dataclass(slots=True)
class Entered:
    """What the worker hands to the window after a sign-in."""

    session: Session
    profile: OfficeProfile
    preferences: Mapping[str, str]


def load_the_rest() -> None:
    """Import what the login window did without; classes alone, no object of a window."""
    import_module("registerdesk.usecases.offices")
    import_module("registerdesk.ui.office_window")


def read(session: Session) -> Entered:
    """Read the office's profile and the person's own settings; a failure closes the session."""
    from registerdesk.usecases.office_profile import view_office
    from registerdesk.usecases.preferences import own_preferences

    with ExitStack() as unless_read:
        unless_read.callback(session.close)
        profile, own = session.desk.do(view_office), session.desk.do(own_preferences)
        unless_read.pop_all()
    return Entered(session, profile, own)
