"""The log as the window words it."""
