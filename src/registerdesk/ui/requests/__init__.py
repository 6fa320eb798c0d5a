"""Requests: what the page of a case is built of."""
