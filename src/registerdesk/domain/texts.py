"""Texts that a person reads: message ids here, translation at the edge."""


def _(message: str) -> str:
    """Mark an English text as a message id; it is translated where it is shown."""
    return message
