"""Scenes for bench/screenshots.py, one module for each part of the window."""
