"""The steps of the first run, from welcome to the first sign-in."""
