"""What one run measured, its bars, and its section of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.bars import Bar
from bench.decoding.kernels import Limit, limit
from bench.decoding.rounds import Cell
from bench.decoding.systems import Weights
from bench.performance_page import bar_table, table
from export.config import Precision

OURS, THEIRS, EAGER, TRANSFORMERS = (
    "ONNX Runtime",
    "llama.cpp",
    "transformers eager",
    "transformers",
)
PRECISIONS: tuple[Precision, ...] = ("fp32", "int8", "int4")
EXACT = ("ONNX Runtime fp32", "llama.cpp f32")
"""Systems that keep every weight."""
SHARES = {"fp32": 0.60, "int4": 0.45}
"""Of the memory's bandwidth, that a step of one row must reach."""
STREAMED = 100_000_000
"""Weights from which on that is asked: fewer stay in the cache from one step to the next."""
TIMES_EAGER, TIMES_BEST = 8.0, 4.0
PARITY_ABSOLUTE, PARITY_RELATIVE = 2e-5, 5e-6
NO_FLOOR = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One system in one cell."""

    model: str
    system: str
    weights: Weights
    cell: Cell
    seconds: float
    """Of a step: the median over rounds."""
    bytes_floor: float
    """Seconds in which the memory gives what a step must read."""
    arithmetic_floor: float = NO_FLOOR
    """Seconds that our kernels need for weights that are in the cache; 0 for other systems."""

    @property
    def share(self) -> float:
        """Of the memory's bandwidth."""
        return self.bytes_floor / self.seconds

    @property
    def limit(self) -> Limit | None:
        """What keeps a step of ours from being shorter."""
        if not self.arithmetic_floor:
            return None
        bits = 32 if self.weights.precision == "fp32" else 8
        return limit(self.seconds, self.bytes_floor, self.arithmetic_floor, bits)


@dataclass(frozen=True, slots=True)
class Parity:
    """How far text logits are from transformers' on the same weights."""

    system: str
    difference: float
    largest: float
    """Of transformers' own logits."""

    @property
    def is_exact(self) -> bool:
        """Whether the system keeps every weight, so that the bound holds for it."""
        return self.system in EXACT

    @property
    def allowed(self) -> float:
        """The bound for exact systems."""
        return max(PARITY_ABSOLUTE, PARITY_RELATIVE * self.largest)


def bars_of(rows: Sequence[Row], parities: Sequence[Parity]) -> list[Bar]:
    """The bars of one model; of one that llama.cpp cannot run, without its own."""
    first = Cell(1, min(row.cell.context for row in rows))
    return [
        *(_parity(each) for each in parities if each.is_exact),
        *_against_llama(rows),
        *_against_transformers(rows, first),
        *_shares(rows),
    ]


def section(
    rows: Sequence[Row], parities: Sequence[Parity], bars: Sequence[Bar], facts: Mapping[str, str]
) -> str:
    """The section of docs/performance.md."""
    cells = [
        (
            row.model,
            row.system,
            row.cell.batch,
            row.cell.context,
            f"{1e3 * row.seconds:.2f}",
            f"{row.cell.batch / row.seconds:.0f}",
            f"{row.weights.bits:.2f}",
            f"{row.share:.0%}",
            row.limit or "",
        )
        for row in rows
    ]
    columns = ("model", "system", "batch", "context", "ms a step", "ids/s", "bits a weight",
               "of the bandwidth", "limit")  # fmt: skip
    compared = [(one.system, f"{one.difference:.2g}", f"{one.largest:.2f}") for one in parities]
    return "\n\n".join(
        [
            "\n".join(f"- {name}: {what}" for name, what in facts.items()),
            table(columns, cells),
            "Largest difference of a text logit from transformers' on the same weights:",
            table(("system", "difference", "largest logit"), compared),
            bar_table(bars),
        ]
    )


def _parity(each: Parity) -> Bar:
    return Bar(
        name=f"text logits of {each.system} against transformers",
        figure=each.difference,
        bound=each.allowed,
        at_most=True,
    )


def _against_llama(rows: Sequence[Row]) -> list[Bar]:
    """Each of our rows, over llama.cpp's of the same precision and cell."""
    theirs = {
        (row.weights.precision, row.cell): row for row in rows if row.system.startswith(THEIRS)
    }
    return [
        Bar(
            name=f"{row.model}, {row.weights.precision}, batch {row.cell.batch}, context "
            f"{row.cell.context}: speed over llama.cpp",
            figure=other.seconds / row.seconds,
            bound=1.0,
            unit="×",
        )
        for row in rows
        if row.system.startswith(OURS)
        and (other := theirs.get((row.weights.precision, row.cell))) is not None
    ]


def _against_transformers(rows: Sequence[Row], cell: Cell) -> list[Bar]:
    """Our int4, over transformers' eager and over its best setting."""
    here = {row.system: row.seconds for row in rows if row.cell == cell}
    settings = [value for name, value in here.items() if name.startswith(TRANSFORMERS)]
    ours = here[f"{OURS} int4"]
    model = rows[0].model
    where = f"{model}, int4, batch {cell.batch}, context {cell.context}"
    return [
        Bar(
            name=f"{where}: speed over transformers eager",
            figure=here[EAGER] / ours,
            bound=TIMES_EAGER,
            unit="×",
        ),
        Bar(
            name=f"{where}: speed over transformers' best setting",
            figure=min(settings) / ours,
            bound=TIMES_BEST,
            unit="×",
        ),
    ]


def _shares(rows: Sequence[Row]) -> list[Bar]:
    return [
        Bar(
            name=f"{row.model}, {row.weights.precision}, batch 1, context {row.cell.context}: "
            "share of the bandwidth",
            figure=row.share,
            bound=SHARES[row.weights.precision],
        )
        for row in rows
        if row.system.startswith(OURS)
        and row.weights.precision in SHARES
        and row.cell.batch == 1
        and row.weights.numbers >= STREAMED
    ]
