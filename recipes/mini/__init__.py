"""The recipe that trains mini, our small Chameleon, on a synthetic world of known identities."""
