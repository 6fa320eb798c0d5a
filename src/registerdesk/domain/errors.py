"""Expected errors: a message id and its parameters, meant for the person at the desk."""

from collections.abc import Mapping


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
