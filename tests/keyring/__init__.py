"""Who can open what, and who cannot."""
