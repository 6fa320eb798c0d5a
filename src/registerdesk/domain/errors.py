"""Expected errors: a message id and its parameters, meant for the person at the desk."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass


class RegisterDeskError(Exception):
    """Something that can happen in good order; its text reaches the user as it stands."""

    def __init__(self, message: str, **parameters: object) -> None:
        """Keep the message id and its parameters apart, so that they can be translated."""
        super().__init__(message)
        self.message = message
        self.parameters: Mapping[str, object] = parameters

    def __str__(self) -> str:
        """Return the English sentence; the edge translates with `message` and `parameters`."""
        return self.message.format(**self.parameters) if self.parameters else self.message


class NotAllowed(RegisterDeskError):
    """The person's role, or key, does not reach this."""


class NotFound(RegisterDeskError):
    """There is no such thing, or it has been erased."""


class Conflict(RegisterDeskError):
    """Somebody else changed it meanwhile, or it exists already."""


class InvalidInput(RegisterDeskError):
    """What was typed or read cannot be kept; `field` says where, if it is one field's."""

    def __init__(self, message: str, *, field: str = "", **parameters: object) -> None:
        """Keep the field's name beside the message."""
        super().__init__(message, **parameters)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A bug as it may be shown and kept: the kind of exception and the place, never its message."""

    kind: str
    place: str


def crash_of(error: BaseException) -> Crash:
    """Describe a bug without any of the data that it was about."""
    place = "?"
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", "?"))
        if place == "?" or module.startswith("registerdesk"):
            place = f"{module}:{line}"
    return Crash(kind=type(error).__name__, place=place)
