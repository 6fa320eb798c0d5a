"""Facts in, PDF out. The only floor that knows reportlab."""
