"""What `bench.concepts` is made of: subjects, lessons with their scores, results, and a page."""
