"""The parts of the page Policy: purposes, registers, and the record that follows from them."""
