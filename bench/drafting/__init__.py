"""What `bench.drafts` is made of: trials of one concept, and their records."""
