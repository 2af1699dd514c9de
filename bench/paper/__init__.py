"""What `bench.reproduction` is made of: the plan's runs, their scores, and the page of them."""
