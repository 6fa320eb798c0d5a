"""One page per room of the register."""
