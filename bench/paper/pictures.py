"""The plots of docs/reproduction.md, as PNG files."""

import io
from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from bench.paper.ablations import measured, slug
from bench.paper.findings import Findings, likeness_at
from bench.paper.tables import Runs, at, cell
from bench.teaching.results import Record
from engine.files import write_whole

_SIZE, _DOTS = (5.6, 3.0), 100  # inches, per inch


def write(found: Findings, folder: Path) -> None:
    """A plot for each experiment that was measured."""
    short = found.plan.lab.bench.base.checkpoint.short
    folder.mkdir(parents=True, exist_ok=True)
    for experiment, some, lines in measured(found):
        drawn = _curves if some[0].curve else _points
        content = drawn(found, list(lines.items()))
        write_whole(folder / f"{short}-{slug(experiment)}.png", content)


def _points(found: Findings, lines: Sequence[tuple[str, Runs]]) -> bytes:
    """Similarity of each arm with its interval."""
    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    axes = figure.add_subplot()
    cells = [cell(runs, at(*likeness_at(found.metric))) for _, runs in lines]
    values = [one.interval.value for one in cells]
    below = [max(0.0, one.interval.value - one.interval.low) for one in cells]
    above = [max(0.0, one.interval.high - one.interval.value) for one in cells]
    axes.errorbar(range(len(lines)), values, yerr=[below, above], fmt="o-", capsize=3)
    axes.set_xticks(range(len(lines)), [name for name, _ in lines], fontsize=8)
    if max(len(name) for name, _ in lines) > 8:
        axes.tick_params(axis="x", rotation=20)
    axes.set_ylabel("similarity to new photos")
    return _png(figure)


def _curves(found: Findings, lines: Sequence[tuple[str, Runs]]) -> bytes:
    """Similarity after each epoch."""
    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    axes = figure.add_subplot()
    for name, runs in lines:
        epochs, values = [], []
        for epoch in range(1, _epochs(runs) + 1):
            reached = cell(_at_epoch(runs, epoch), at(*likeness_at(found.metric)))
            epochs.append(epoch)
            values.append(reached.interval.value)
        axes.plot(epochs, values, marker="o", label=name)
    axes.set_xlabel("epochs")
    axes.set_ylabel("similarity to new photos")
    axes.legend(fontsize=8, frameon=False)
    return _png(figure)


def _epochs(runs: Runs) -> int:
    return max(len(one.get("curve", [])) for some in runs.values() for one in some)


def _at_epoch(runs: Runs, epoch: int) -> Runs:
    def point(record: Record) -> Record | None:
        return next((one for one in record.get("curve", []) if one["epoch"] == epoch), None)

    found = {key: [own for one in some if (own := point(one))] for key, some in runs.items()}
    return {key: some for key, some in found.items() if some}


def _png(figure: Figure) -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format="png", metadata={"Software": ""})
    return content.getvalue()
