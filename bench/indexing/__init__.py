"""The vector indices that a photo pool could be kept in, side by side."""
