"""Does it know the concept? Recognition and similarity, measured."""
