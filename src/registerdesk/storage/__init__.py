"""Where values rest. The only floor that knows SQL."""
