"""A concept over a model, in use: backends, the decode loop, sessions."""
