"""Widgets that show a state and call it."""
