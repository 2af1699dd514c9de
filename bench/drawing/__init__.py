"""What `bench.draw` is made of: the cases, the runs of them, and their section of the page."""
