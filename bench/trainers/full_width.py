"""Memory of one step at the full width of 7B, beyond the frozen weights: measured and computed.

Each step is taken in a process of its own. Only a few layers fit a small machine; what all 32 take
is computed by the model of memory that is compared with the measured ones here.
"""

import ctypes
import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bench.memory import memory, watched
from bench.trainers.arms import AUTHORS, OURS
from bench.trainers.learned import WholeTables
from bench.trainers.plain import PlainStep
from bench.trainers.random_model import random_model, random_rows
from engine.model.memory import forget_peak, peak_memory
from engine.training.config import PAPER, TrainingConfig
from engine.training.fit import FITS, Fit
from engine.training.memory_model import Shapes, estimate
from engine.training.run import Run
from engine.training.state import TrainingState
from engine.training.steps import Stepper

PADDED = 1500 / Shapes().row
"""Of the longest row: what the authors' rows of 7B are padded to (method.md 2.3)."""
IDS = range(100, 100 + 2 * PAPER.latent_tokens + 1)
ALL_KEPT, CHECKPOINTED = replace(FITS["full"], weights="bf16"), FITS["24 GB"]
_MMAP_THRESHOLD, _SMALLEST = -3, 2**16  # glibc's number for it; bytes
_GIB = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """GiB that a step takes beyond its frozen weights."""

    name: str
    measured: float
    """With the few layers that were run; NaN where the process was killed."""
    computed: float
    """With as many layers."""
    whole: float
    """Computed for the whole of 7B."""

    @property
    def off(self) -> float:
        """How wrong the computed figure is, of the measured one."""
        return abs(self.computed / self.measured - 1) if self.measured else float("nan")


def taken(shapes: Shapes) -> list[Taken]:
    """The authors' recipe; our trainer with checkpointing, then without. All bf16, batch 4.

    `shapes` has the layers that can be run here.
    """
    whole = replace(Shapes(), picture_tokenizer=0)
    plain, _ = watched(authors_step, asdict(shapes))
    found = [_taken(AUTHORS, plain, authors_bytes(shapes), authors_bytes(whole))]
    for name, fit in ((OURS, CHECKPOINTED), (f"{OURS}, all kept", ALL_KEPT)):
        own, _ = watched(our_step, asdict(shapes), asdict(fit))
        computed, of_all = (estimate(one, PAPER, fit).beyond_weights for one in (shapes, whole))
        found.append(_taken(name, own, computed, of_all))
    return found


def authors_step(sizes: dict[str, Any]) -> int:
    """Bytes of the second step, when AdamW has its moments: saved originals are among them."""
    shapes = Shapes(**sizes)
    model, rows = random_model(shapes, "bf16"), random_rows(shapes, PAPER.batch_size)

    def steps() -> None:
        learned = WholeTables(model, IDS, PAPER)
        plain = PlainStep(model=model, learned=learned, length=_padded(shapes))
        for some in (rows[:1], rows):
            plain.gradients(some)
            learned.step(PAPER.learning_rate)

    return beyond(steps)


def our_step(sizes: dict[str, Any], chosen: dict[str, Any]) -> int:
    """Bytes of a step of our trainer."""
    shapes, fit = Shapes(**sizes), Fit(**chosen)
    model = random_model(shapes, fit.weights)
    run = one_step(TrainingState(model.reserved_rows(IDS), PAPER), shapes)
    return beyond(lambda: Stepper.alone(model, fit).gradients([run]))


def one_step(state: TrainingState, shapes: Shapes, config: TrainingConfig = PAPER) -> Run:
    """A run whose step is always the same random rows, four of them as in the paper."""
    rows = random_rows(shapes, config.batch_size)

    class OneStep(Run):
        """Needs no training set."""

        def rows_of_step(self) -> Any:
            """Always the same."""
            return rows

    return OneStep(training_set=None, config=config, state=state, inputs="")  # type: ignore[arg-type]


def beyond(work: Callable[[], object]) -> int:
    """Bytes that `work` takes at its peak beyond what this process holds already. Linux only.

    From now on every tensor is given back to the system when it is freed: gaps of the heap, which
    a GPU does not have, took as much again (314 MiB for 143) at half the width of 7B.
    """
    gc.collect()
    library = ctypes.CDLL("libc.so.6")
    library.mallopt(_MMAP_THRESHOLD, _SMALLEST)
    library.malloc_trim(0)  # what building left behind would be used again
    forget_peak()
    held = memory()[1]
    work()
    return max(0, peak_memory() - held)


def authors_bytes(shapes: Shapes) -> int:
    """What the recipe takes, computed, when the loss of every position is on its way back.

    All activations are there, in fp32 the probabilities, their gradient and that of the logits,
    and of both matrices two moments and the saved originals; gradients come when logits have gone.
    """
    length = _padded(shapes)
    everywhere = replace(shapes, row=length, labels=length)
    kept = estimate(everywhere, PAPER, ALL_KEPT).activations
    logits = 3 * 4 * PAPER.batch_size * length * shapes.vocabulary
    matrices = 3 * 2 * shapes.vocabulary * shapes.hidden * 2
    return kept + logits + matrices


def _padded(shapes: Shapes) -> int:
    return round(PADDED * shapes.row)


def _taken(name: str, measured: int | None, computed: int, whole: int) -> Taken:
    found = float("nan") if measured is None else measured / _GIB
    return Taken(name=name, measured=found, computed=computed / _GIB, whole=whole / _GIB)
