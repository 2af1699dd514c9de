"""The bars of drawing, and its section of `docs/performance.md`."""

from collections.abc import Sequence

from bench.bars import Bar
from bench.drawing.cases import BATCH, FOUR, GUIDED, GUIDED_FOUR, ONE, Case
from bench.drawing.runs import Measured
from bench.performance_page import bar_table, table
from engine.runtime.sampling import IMAGE

FEWER = 0.55
"""Of the forward passes, with codes drafted ahead (issue 3)."""
BATCH_TIME = 2.0
"""Times the time of one picture."""
_SHOWN = 8
"""Positions behind the last known code whose acceptance is shown."""


def bars(found: Sequence[Measured]) -> list[Bar]:
    """A batch of four against one; the fewest passes that codes ahead take."""
    chosen: list[Bar] = []
    for backend in dict.fromkeys(one.backend for one in found):
        here = [one for one in found if one.backend == backend]
        for one, four in ((ONE, FOUR), (GUIDED, GUIDED_FOUR)):
            ratio = _of(here, four).seconds / _of(here, one).seconds
            name = f"{backend}: {four.name}, against one"
            chosen.append(Bar(name=name, figure=ratio, bound=BATCH_TIME, at_most=True, unit="×"))
        single = [one for one in here if one.case.sampling.ahead and _is_default(one.case)]
        best = min(single, key=lambda one: one.share)
        name = f"{backend}: share of the passes, {best.case.name}"
        chosen.append(Bar(name=name, figure=best.share, bound=FEWER, at_most=True))
    return chosen


def section(found: Sequence[Measured], missing: Sequence[str] = ()) -> str:
    """The body of the section; `missing`: what was not measured and why, a sentence each."""
    length = found[0].length
    runs = len(found[0].runs)
    parts = [
        f"Pictures of {length} codes by the mini checkpoint, without a concept; {runs} runs of "
        "each row in interleaved rounds; seconds are medians and end with the pixels. A forward "
        "pass reads the new codes of all pictures and of both branches of guidance. Default "
        f"sampling: guidance {IMAGE.guidance:g}, temperature {IMAGE.temperature:g}, "
        f"top-p {IMAGE.top_p:g}.",
        _times(found),
        "**Codes drafted ahead** at default sampling. `fixed-noise` draws the very pictures of "
        "drawing one by one; `sjd` is arXiv 2410.01699, `sjd-ac` the adaptive continuation of "
        "SJD-PAC (arXiv 2603.18599; its tree of drafts needs a mask that no backend takes). All "
        "three draw from the same distribution. A pass with drafts costs more than one without; "
        "to gain, more codes must become known in a pass than it costs (break-even). What holds "
        "for this small model says nothing about 7B, where the break-even is measured when the "
        "model is compiled.",
        _ahead(found),
        "How often the n-th draft behind the last known code stood, where those before it did:",
        _standing(found),
        *(f"Not measured: {why}" for why in missing),
        bar_table(bars(found)),
    ]
    return "\n\n".join(parts)


def _times(found: Sequence[Measured]) -> str:
    rows = []
    for one in found:
        if not one.case.sampling.ahead or one.case.count > 1 or not _is_default(one.case):
            each = one.seconds / one.case.count
            row = (one.backend, one.case.name, f"{one.seconds:.2f}", f"{each:.2f}")
            rows.append((*row, f"{one.passes:.0f}"))
    return table(("backend", "pictures", "s", "s/picture", "passes"), rows)


def _ahead(found: Sequence[Measured]) -> str:
    rows = []
    for one in _single(found):
        plain = _of([other for other in found if other.backend == one.backend], GUIDED)
        cost = one.seconds_per_pass / plain.seconds_per_pass
        rows.append(
            (
                one.backend,
                one.case.sampling.drafting,
                one.case.sampling.ahead,
                f"{one.share:.2f}",
                f"{one.length / one.passes:.2f}",
                f"{cost:.2f}",
                f"{one.seconds / plain.seconds:.2f}",
            )
        )
    columns = ("backend", "rule", "ahead", "share of passes", "codes/pass", "break-even", "time")
    return table(columns, rows)


def _standing(found: Sequence[Measured]) -> str:
    first = found[0].backend
    widest = max(one.case.sampling.ahead for one in _single(found))
    rows = []
    for one in _single(found):
        if one.backend == first and one.case.sampling.ahead == widest:
            rates = [f"{rate:.0%}" for rate in one.standing()[:_SHOWN]]
            rows.append((one.case.name, *rates, *[""] * (_SHOWN - len(rates))))
    return table(("rule", *map(str, range(1, _SHOWN + 1))), rows)


def _single(found: Sequence[Measured]) -> list[Measured]:
    return [one for one in found if one.case.sampling.ahead and _is_default(one.case)]


def _is_default(case: Case) -> bool:
    return case.count < BATCH and case.sampling.guidance == IMAGE.guidance


def _of(found: Sequence[Measured], case: Case) -> Measured:
    return next(one for one in found if one.case == case)
