"""The schema's history: where it begins, what it ends in, and how an office follows it."""
