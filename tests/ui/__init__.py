"""What staff see, driven by key events."""
