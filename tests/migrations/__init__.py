"""The schema's history: head equals metadata."""
