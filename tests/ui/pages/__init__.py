"""Pages driven by keys, over a real office."""
