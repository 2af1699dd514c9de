"""Photos become a concept: the training set, and the trainer as a job."""
