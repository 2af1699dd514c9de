"""The section of docs/performance.md that `bench.learning` writes, and its bars."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bench.bars import Bar
from bench.performance_page import bar_table, table
from bench.trainers.arms import ALONE, AUTHORS, OPTIMIZER, OURS
from bench.trainers.full_width import Taken
from bench.trainers.outcome import Outcome
from bench.trainers.timing import Times

FASTER, LESS, APART = 1.6, 4.0, 2.0
"""Issue 4: times as fast an epoch, times less memory, standard deviations of final losses."""
OFF = 0.2
"""Of the measured memory: what a computed figure may be wrong by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything that was measured."""

    times: Sequence[Times]
    outcome: Outcome
    taken: Sequence[Taken]
    layers: int
    """With which memory was measured."""
    full_width: bool
    """Whether that was at the width of 7B."""


def bars(found: Found) -> list[Bar]:
    """The bars of learning against the authors' recipe."""
    faster = [
        Bar(name=f"times as fast an epoch, {one.model}", figure=one.gain(OURS), bound=FASTER)
        for one in found.times
    ]
    apart = Bar(
        name="final losses apart, standard deviations of seeds",
        figure=found.outcome.apart,
        bound=APART,
        at_most=True,
    )
    return [*faster, *_less(found), apart]


def _less(found: Found) -> list[Bar]:
    """Of memory; narrow models show only that the computed figures hold."""
    plain, ours, *_ = found.taken
    what = "times less memory beyond the frozen weights"
    measured = Bar(
        name=f"{what}, {found.layers} layers of 7B, measured",
        figure=plain.measured / ours.measured,
        bound=LESS,
    )
    computed = Bar(name=f"{what}, 7B, computed", figure=plain.whole / ours.whole, bound=LESS)
    off = max((one.off for one in found.taken), key=lambda far: (math.isnan(far), far))
    holds = Bar(name="computed memory off by, of measured", figure=off, bound=OFF, at_most=True)
    return [*([measured] if found.full_width else []), computed, holds]


def section(found: Found) -> str:
    """The body of the section."""
    parts = [
        "The authors' recipe, written as plainly as they describe it, and our trainer: the same "
        "model, the same four rows a step (paper's preset), fp32, one process. Plain: both whole "
        "matrices in AdamW and all other rows put back after each step, pictures encoded at every "
        "step (files are not read again), rows padded to 1.4 × the mean row, logits of all "
        "positions. Each saving alone is the plain recipe with that one change; an epoch of ours "
        "holds its share of encoding every view once.",
        *(_timed(one) for one in found.times),
        _outcome(found.outcome),
        _memory(found),
        bar_table(bars(found)),
    ]
    return "\n\n".join(parts)


def _timed(times: Times) -> str:
    rows = [
        (name, f"{times.seconds[name]:.3f}", f"{times.epoch(name):.0f}", f"{times.gain(name):.2f}")
        for name in (AUTHORS, *ALONE, OPTIMIZER, OURS)
    ]
    said = (
        f"**{times.model}**: {times.parameters / 1e6:.0f} M numbers, {times.vocabulary:,} ids; "
        f"rows of {times.mean_row:.0f} positions, padded to {times.padded_to}; "
        f"{times.steps_per_epoch} steps an epoch. Medians of {times.plan.rounds} rounds of "
        f"{times.plan.steps} step(s) of each in turn."
    )
    columns = ("trainer", "s a step", "s an epoch", "times as fast")
    limit = (
        f"{times.arithmetic:.0%} of our step are matrix products and attention of the positions "
        f"that there are; were all else free, it would be {times.limit:.2f} times as fast."
    )
    return f"{said}\n\n{table(columns, rows)}\n\n{limit}"


def _outcome(outcome: Outcome) -> str:
    rows = [(name, *(f"{loss:.4f}" for loss in losses)) for name, losses in outcome.losses.items()]
    seeds = len(rows[0]) - 1
    said = (
        f"**Final losses** on mini after {outcome.steps} steps (before: {outcome.before:.4f}), of "
        "rows that were not learned from; text mean + picture mean."
    )
    return f"{said}\n\n{table(('trainer', *(f'seed {one}' for one in range(seeds))), rows)}"


def _memory(found: Found) -> str:
    rows = [
        (one.name, f"{one.measured:.2f}", f"{one.computed:.2f}", f"{one.whole:.1f}")
        for one in found.taken
    ]
    said = (
        f"**Memory beyond the frozen weights**, GiB: a step of four rows, bf16, {found.layers} "
        f"layers {'at the full width of 7B' if found.full_width else 'of a narrow model'}, in a "
        "process of its own; the last column is computed for the whole of 7B. Ours keeps one "
        "state a layer (preset `24 GB`); `all kept` does not."
    )
    columns = ("trainer", "measured", "computed", "computed, 7B")
    return f"{said}\n\n{table(columns, rows)}"
