"""The frozen history of the schema; imports nothing of the program."""
