"""Ways of drawing that are compared: one by one, in a batch, with guidance, with codes ahead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.runtime.sampling import DRAFTING, FIXED_NOISE, IMAGE, Sampling

PLAIN = replace(IMAGE, guidance=1.0)
BATCH = 4


@dataclass(frozen=True, slots=True)
class Case:
    """One way of drawing `count` pictures of one prompt at once."""

    name: str
    count: int
    sampling: Sampling


ONE = Case("one, no guidance", 1, PLAIN)
FOUR = Case("batch of 4, no guidance", BATCH, PLAIN)
GUIDED = Case("one, guidance (default)", 1, IMAGE)
GUIDED_FOUR = Case("batch of 4, guidance (default)", BATCH, IMAGE)


def cases(windows: Sequence[int]) -> Iterator[Case]:
    """All of them; every rule of drafting with each of `windows`, at default sampling."""
    yield from (ONE, FOUR, GUIDED, GUIDED_FOUR)
    for drafting in DRAFTING:
        for ahead in windows:
            yield Case(*_ahead(drafting, ahead, IMAGE))
    middle = windows[len(windows) // 2]
    yield Case(*_ahead(FIXED_NOISE, middle, IMAGE, BATCH))
    yield Case(*_ahead(FIXED_NOISE, middle, PLAIN))


def _ahead(
    drafting: str, ahead: int, sampling: Sampling, count: int = 1
) -> tuple[str, int, Sampling]:
    batch = f", batch of {count}" if count > 1 else ""
    guidance = "" if sampling.guidance != 1 else ", no guidance"
    chosen = replace(sampling, drafting=drafting, ahead=ahead)
    return f"{drafting}, {ahead} ahead{batch}{guidance}", count, chosen
