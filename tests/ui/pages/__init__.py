"""Tests of the pages, each with a real office behind it."""
