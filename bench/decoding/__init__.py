"""What `bench.decode` and `bench.full_size` are made of: random checkpoints, systems, rounds."""
