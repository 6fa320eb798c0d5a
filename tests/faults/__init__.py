"""Kills, damage, tampering, full disks: what must hold when things go wrong."""
