"""Faults put in on purpose: crashes, refused writes, damaged files."""
