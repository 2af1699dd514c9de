"""What a full-size run measured, its bars, and its section of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.bars import Bar
from bench.decoding import full
from bench.memory import Peak
from bench.performance_page import bar_table, table

LIMIT_GB = 6.0
"""Of anonymous memory, while 7B are exported."""
GIGABYTE = 1e9
BATCHES = (1, 4, 8)


@dataclass(slots=True)
class Found:
    """All that one run measured."""

    layers: int
    exports: dict[str, Peak] = field(default_factory=dict)
    """By what was written: `int4`, and `int4, calibrated, 2 layers`."""
    bytes: dict[str, int] = field(default_factory=dict)
    """Of all graphs of a precision, reckoned from the shapes."""
    written: dict[str, int] = field(default_factory=dict)
    """The same, of the files."""
    shapes: dict[str, full.Shapes] = field(default_factory=dict)
    steps: dict[str, tuple[full.Steps, Peak]] = field(default_factory=dict)
    builds: dict[int, tuple[int | None, int, Peak]] = field(default_factory=dict)
    """Layers → bytes of the plan (None: killed), bytes of the graph, peak."""


def bars_of(found: Found) -> list[Bar]:
    """Memory of every export, and what checker and shape inference made of the graphs."""
    bars = [
        Bar(
            name=f"anonymous memory of the export: {name}",
            figure=peak.anonymous / GIGABYTE,
            bound=LIMIT_GB,
            at_most=True,
            unit="GB",
        )
        for name, peak in found.exports.items()
    ]
    standard = [one for name, one in found.shapes.items() if "TensorRT" in name]
    inferred = sum(one.inferred for one in standard) / max(1, sum(one.values for one in standard))
    rejected = sum(bool(one.error) for one in found.shapes.values())
    bars.append(
        Bar(name="graphs that onnx.checker rejects", figure=rejected, bound=0, at_most=True)
    )
    bars.append(Bar(name="shapes inferred, standard operators", figure=inferred, bound=1.0))
    return bars


def section(found: Found, bars: Sequence[Bar], threads: int) -> str:
    """The section of docs/performance.md."""
    exports = [
        (name, gb(peak.anonymous), gb(peak.resident), f"{peak.seconds:.0f}")
        for name, peak in found.exports.items()
    ]
    steps = [
        (name, gb(found.written[name]), f"{one.load_seconds:.1f}", gb(peak.resident),
         *(f"{one.step_seconds[batch]:.2f}" for batch in BATCHES))
        for name, (one, peak) in found.steps.items()
    ]  # fmt: skip
    builds = [
        (layers, gb(graph), gb(plan) if plan else "killed", gb(peak.anonymous),
         gb(peak.resident), f"{peak.seconds:.0f}")
        for layers, (plan, graph, peak) in found.builds.items()
    ]  # fmt: skip
    sizes = [
        (one, gb(size), gb(found.written[one]) if one in found.written else "–")
        for one, size in found.bytes.items()
    ]
    return "\n\n".join([
        f"Chameleon-7B's sizes, {found.layers} layers, random weights, {threads} threads. "
        f"onnx.checker and shape inference looked at {len(found.shapes)} graphs of "
        f"{sum(one.nodes for one in found.shapes.values())} nodes.",
        "All graphs of a compiled model:",
        table(("precision", "GB reckoned", "GB written"), sizes),
        "Memory of the exporting process at its peak:",
        table(("export", "anonymous GB", "resident GB", "s"), exports),
        f"ONNX Runtime on the CPU, context {full.CONTEXT}, seconds a step by rows of the batch:",
        table(("precision", "graphs GB", "load s", "resident GB",
               *(f"batch {batch}" for batch in BATCHES)), steps),
        "TensorRT builds of int4 decoders:" if builds else "TensorRT is not installed.",
        table(("layers", "graph GB", "plan GB", "anonymous GB", "resident GB", "s"), builds)
        if builds else "",
        bar_table(bars),
    ])  # fmt: skip


def gb(size: int) -> str:
    """Gigabytes with two decimals."""
    return f"{size / GIGABYTE:.2f}"
