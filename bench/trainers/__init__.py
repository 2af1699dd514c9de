"""What `bench.learning` is made of: the authors' recipe, our savings one by one, their costs."""
