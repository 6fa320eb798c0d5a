"""What the words mean, and the rules. Pure Python: no files, no clock, no Qt, no SQL."""
