"""The day as the window groups it."""
