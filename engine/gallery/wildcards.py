"""`{red|blue|green}` in a wish: each picture takes one of them, which its seed decides."""

import hashlib
import re

_WILD = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")


def has_wildcards(wish: str) -> bool:
    """Whether it has words to choose between; braces without a bar are words as any other."""
    return _WILD.search(wish) is not None


def chosen(wish: str, seed: int) -> str:
    """The prompt of the picture with this seed: the same one always, on every machine.

    One of the words may be nothing, as in `a {big|} dog`; the space that it leaves is taken away.
    """
    if not has_wildcards(wish):
        return wish
    places = iter(range(len(wish)))
    words = _WILD.sub(lambda found: _one_of(found[1].split("|"), seed, next(places)), wish)
    return " ".join(words.split())


def _one_of(words: list[str], seed: int, place: int) -> str:
    """By a hash, since random numbers may differ between versions of Python."""
    digest = hashlib.sha256(f"{seed} {place}".encode()).digest()
    return words[int.from_bytes(digest[:8], "big") % len(words)].strip()
