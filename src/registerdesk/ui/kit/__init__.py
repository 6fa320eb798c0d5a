"""The house's own small widgets: theme, icons, forms and tables grown from a record."""
