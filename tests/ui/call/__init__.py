"""The call panel in the real window, over a real office, by key events."""
