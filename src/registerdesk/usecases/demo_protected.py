"""The protected person of the demo office, written down again by somebody who cannot know it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from registerdesk.domain import demo_story as story
from registerdesk.usecases.demo_people import as_registered
from registerdesk.usecases.offices import Session
from registerdesk.usecases.parties import register_party

AGAIN: Final = replace(
    story.MARIA,
    name="M. Lindgren",
    number="K-10990",
    phone="",
    email="",
    street="Box 12",
    postal_code="181 21",
)


def register_protected_again(session: Session) -> None:
    """Register her with her own number: a task on Today for those named."""
    session.desk.do(register_party, as_registered(AGAIN))
