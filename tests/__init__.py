"""Tests: the folders mirror the program's floors; names are sentences."""
