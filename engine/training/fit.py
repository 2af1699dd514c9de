"""How a learning is fitted to a machine: memory and speed, never what is learned. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import InputError

WEIGHTS = ("auto", "fp32", "bf16", "int8", "int4", "nf4", "int8-torchao")
"""What the frozen weights may be kept as. int8 and int4 are the export's own file, so that rows are
learned on the weights that they run on; nf4 (bitsandbytes) and int8-torchao need no export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Settings of one machine. Two fits learn the same rows, but for rounding."""

    weights: str = "auto"
    """One of `WEIGHTS`; auto: what sessions run on where that is quantized, else what suits."""
    checkpointing: bool = False
    """Keep one state a layer and compute the rest again: memory for half as much time again."""
    positions: int = 2**16
    """Positions read at once (or one row): a step's rows are cut into so many passes."""
    logits: int = 2**25
    """Logits at once: 128 MiB in fp32; the rest is computed in parts, twice each."""
    compiled: bool = False
    """torch.compile of norms and gates. Off: on two CPU cores a step of mini was no faster (0.464 s
    against 0.472–0.497 s), and compiling took 4 s."""

    def __post_init__(self) -> None:
        """InputError where a value makes no sense."""
        if self.weights not in WEIGHTS:
            raise InputError(
                f"Weights cannot be kept as {self.weights!r}.",
                remedy=f"Choose one of {', '.join(WEIGHTS)}.",
            )
        if min(self.positions, self.logits) < 1:
            raise InputError("Nothing can be read at once.", remedy="Choose 1 position or more.")


FITS: Mapping[str, Fit] = MappingProxyType(
    {
        "full": Fit(),
        "24 GB": Fit(weights="bf16", checkpointing=True, positions=4_600),
        "16 GB": Fit(weights="int8", checkpointing=True, positions=4_600),
        "12 GB": Fit(weights="int4", checkpointing=True, positions=4_600),
        "8 GB": Fit(weights="int4", checkpointing=True, positions=1_150, logits=2**23),
    }
)
"""By the memory that a 7B learning takes at most; the roomiest first. 1,150 positions are one row
of 7B with its picture, 4,600 the four of the paper's batch. `memory_model.py` says what each one
takes; `bench/learning_memory.py` checks that."""
