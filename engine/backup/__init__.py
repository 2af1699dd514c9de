"""The whole library in one file, and back."""
