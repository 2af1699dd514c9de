"""`python -m bench.gpu.decode OUT`: decode at 7B with CUDA graphs, beside the floor of each.

The bandwidth floor is export.md 8's: the bytes that a step must read, at the rate of this GPU.
"""

import gc
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from bench.gpu import device
from bench.gpu.captured import BUCKET, CapturedDecoder, slots_of
from bench.gpu.random_weights import Precision, RandomWeights, int4_error
from bench.gpu.rows import NO_GPU, Check, Row, conclude
from bench.gpu.static_decoder import Sizes, StaticDecoder

PRECISIONS: tuple[Precision, ...] = ("bf16", "int4")
BATCHES = (1, 4, 8)
"""One picture; four; four with guidance."""
CONTEXTS = (64, 576)
"""576 is the average of a picture of 1,024 codes behind a prompt of 64."""
PICTURE = 1024
_ROUNDS, _STEPS = 5, 32
_TOLERANCE = 2e-2
"""Of the int4 kernel, whose sums are in bf16."""


@dataclass(frozen=True, slots=True)
class Case:
    """One precision and batch; `compiled` also fuses what stands between the products."""

    precision: Precision
    batch: int
    compiled: bool = False

    @property
    def name(self) -> str:
        """`int4, CUDA graph`."""
        return f"{self.precision}, {'compiled + ' if self.compiled else ''}CUDA graph"


def main(arguments: list[str]) -> None:
    """Print a table and write decode.json; --quick takes two layers and a small vocabulary."""
    out, quick = Path(arguments[0]), "--quick" in arguments
    sizes = Sizes(layers=2, vocabulary=16384) if quick else Sizes()
    cases = [Case(precision, batch) for precision in PRECISIONS for batch in BATCHES]
    cases += [Case(precision, 1, compiled=True) for precision in PRECISIONS]
    rate = device.measured_bandwidth()
    rows = [row for case in cases for row in _tried(case, sizes, rate)]
    conclude("decode", out, rows, [_int4_check()], _machine(rate))


def _tried(case: Case, sizes: Sizes, rate: float | None) -> list[Row]:
    """The rows of a case; where it cannot run, one that says so."""
    if rate is None:
        return [Row(name=case.name, rows=case.batch, note=NO_GPU)]
    try:
        return list(_measured(case, sizes, rate))
    except (RuntimeError, NotImplementedError) as error:  # memory, or a kernel this GPU lacks
        reason = str(error).splitlines()[0][:120]
        return [Row(name=case.name, rows=case.batch, note=reason)]
    finally:
        gc.collect()
        torch.cuda.empty_cache()
        torch.compiler.reset()


@torch.inference_mode()
def _measured(case: Case, sizes: Sizes, rate: float) -> Iterator[Row]:
    weights = RandomWeights(sizes, case.precision, "cuda")
    capacity = slots_of(CONTEXTS[0] + PICTURE)
    decoder = StaticDecoder(sizes, weights, rows=case.batch, capacity=capacity)
    heads = {"words": sizes.vocabulary, "image codes": sizes.codes}
    for head, count in heads.items():
        captured = CapturedDecoder(decoder, weights.head(count), compiled=case.compiled)
        for context in CONTEXTS:
            size = weights.step_bytes(count, case.batch, context)
            yield Row(
                name=f"{case.name}, {head}",
                rows=case.batch,
                context=context,
                milliseconds=_step(captured, context),
                bytes=size,
                floor=1e3 * size / rate,
            )
        if head == "image codes" and not case.compiled:
            yield _picture(captured, case, weights, rate)


def _step(captured: CapturedDecoder, context: int) -> float:
    """Milliseconds of one step around `context`: the median of rounds."""
    first = context - _STEPS // 2
    captured.prepare(first, first + _STEPS)
    times = []
    for _ in range(_ROUNDS):
        captured.start(first)
        times.append(device.seconds(partial(captured.steps, first, _STEPS)) / _STEPS)
    return 1e3 * statistics.median(times)


def _picture(captured: CapturedDecoder, case: Case, weights: RandomWeights, rate: float) -> Row:
    """A whole picture: 1,024 codes behind a prompt of 64, drawn and read back on the GPU."""
    first = CONTEXTS[0]
    captured.prepare(first, first + PICTURE - 1)
    captured.start(first)
    seconds = device.seconds(partial(captured.steps, first, PICTURE))
    average = weights.step_bytes(8192, case.batch, first + PICTURE // 2)
    return Row(
        name=f"{case.name}, whole picture",
        rows=case.batch,
        context=first + PICTURE // 2,
        milliseconds=1e3 * seconds / PICTURE,
        bytes=average,
        floor=1e3 * average / rate,
        note=f"{seconds:.2f} s for {PICTURE} codes",
    )


def _int4_check() -> Check:
    name = "PyTorch's int4 product agrees with the weights written out"
    if not torch.cuda.is_available():
        return Check(name, None, NO_GPU)
    error = int4_error("cuda")
    return Check(name, error <= _TOLERANCE, f"{error:.1e} of the largest value")


def _machine(rate: float | None) -> str:
    measured = f"; {rate / 1e9:.0f} GB/s read, the best sum of this run" if rate else ""
    return f"{device.in_words()}{measured}; buckets of {BUCKET} positions"


if __name__ == "__main__":
    main(sys.argv[1:])
