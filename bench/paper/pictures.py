"""The plots of docs/reproduction.md, as PNG files."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from bench.paper import sizes
from bench.paper.ablations import measured, slug
from bench.paper.findings import Findings, likeness_at
from bench.paper.tables import Cell, Runs, at, cell
from bench.teaching.results import Record
from engine.files import write_whole

_SIZE, _DOTS = (5.6, 3.0), 100  # inches, per inch


def write(found: Sequence[Findings], folder: Path) -> None:
    """A plot for each experiment that was measured, and one of the sizes; earlier ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = dict(_drawn(found))
    for old in folder.glob("*.png"):
        if old.name not in drawn:
            old.unlink()
    for name, content in drawn.items():
        write_whole(folder / name, content)


def _drawn(found: Sequence[Findings]) -> Iterator[tuple[str, bytes]]:
    for one in found:
        for experiment, some, lines in measured(one):
            draw = _curves if some[0].curve else _points
            yield f"{one.short}-{slug(experiment)}.png", draw(one, list(lines.items()))
    if any(sizes.section(found, "")):
        yield "sizes.png", _sizes(sizes.ordered(found))


def _sizes(found: Sequence[Findings]) -> bytes:
    """Similarity of each arm, the smallest model first."""
    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    axes = figure.add_subplot()
    for name, arm in sizes.ARMS:
        cells = [cell(arm(one), at(*likeness_at(one.metric))) for one in found]
        axes.errorbar(range(len(found)), *_spans(cells), fmt="o-", capsize=3, label=name)
    axes.set_xticks(range(len(found)), [f"{one.layers} × {one.width}" for one in found])
    axes.set_xlabel("layers × width")
    axes.set_ylabel("similarity to new photos")
    axes.legend(fontsize=8, frameon=False)
    return _png(figure)


def _spans(cells: Sequence[Cell]) -> tuple[list[float], list[list[float]]]:
    """Values, and how far their intervals reach below and above."""
    spans = [one.interval for one in cells]
    below = [max(0.0, one.value - one.low) for one in spans]
    above = [max(0.0, one.high - one.value) for one in spans]
    return [one.value for one in spans], [below, above]


def _points(found: Findings, lines: Sequence[tuple[str, Runs]]) -> bytes:
    """Similarity of each arm with its interval."""
    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    axes = figure.add_subplot()
    cells = [cell(runs, at(*likeness_at(found.metric))) for _, runs in lines]
    axes.errorbar(range(len(lines)), *_spans(cells), fmt="o-", capsize=3)
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
