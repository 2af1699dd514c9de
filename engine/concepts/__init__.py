"""What was learned: the concept, its file, and the library that keeps them. No torch."""
