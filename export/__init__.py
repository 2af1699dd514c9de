"""Compiles Chameleon for one machine: graphs, plans and the proof that they say the same."""
