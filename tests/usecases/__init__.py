"""What staff can do, through the one door."""
