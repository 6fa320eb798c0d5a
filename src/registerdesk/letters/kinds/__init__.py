"""One module per kind of letter; none knows another."""
