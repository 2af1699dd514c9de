"""Kills with -9, and what must still be there afterwards."""
