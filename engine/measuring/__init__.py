"""From a concept in the library to figures that a person can trust, and a report of them."""
