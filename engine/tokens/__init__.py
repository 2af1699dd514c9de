"""Words, photos and ids. Numpy only: nothing here knows torch."""
