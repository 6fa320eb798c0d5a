"""What staff see. The only floor that knows Qt."""
