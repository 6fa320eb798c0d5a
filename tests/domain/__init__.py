"""The rules of the domain, each with its check values."""
