"""Chameleon/Anole in PyTorch, frozen, and the soft-prompt rows laid over it."""
