"""What rests in the encrypted database."""
