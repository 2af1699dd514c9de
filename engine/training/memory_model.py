"""What a learning takes, computed from shapes: for models that are not here, or not open yet.

Counts what the code keeps: a frozen linear layer keeps nothing for the way back, so activations are
those of norms, attention and the gate alone. `tests/engine/training/test_memory_model.py` holds the
counts to what torch saves; `bench/learning_memory.py` holds the sum to real runs. No torch here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.training.config import TrainingConfig
from engine.training.fit import FITS, Fit

BYTES: Mapping[str, float] = MappingProxyType(
    {"fp32": 4, "bf16": 2, "int8": 1 + 2 / 16, "int4": 0.5 + 2 / 16, "nf4": 0.5 + 4 / 64}
    | {"int8-torchao": 1 + 2 / 1024}
)
"""Of one number of a linear layer, scales included (blocks of 16: `export/rounding.py`'s least)."""
CUDA_CONTEXT = 600 * 2**20
"""What CUDA itself takes on a GPU, seen by the driver and not by torch."""
_ROOM = 0.9  # of what is free: allocators leave gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """The sizes of a model, and of its longest row. 7B is the default (method.md 1.1, 2.12)."""

    hidden: int = 4096
    intermediate: int = 11008
    layers: int = 32
    heads: int = 32
    kv_heads: int = 32
    vocabulary: int = 65_536
    picture_tokenizer: int = 68_800_000
    """Numbers of the VQGAN, which stays fp32."""
    row: int = 1_150
    """Positions of the longest row: introduction, question and picture."""
    labels: int = 1_044
    """Labelled positions of the longest answer: a picture with what opens it."""

    @property
    def position(self) -> int:
        """Numbers that one position has in the cache: keys and values of every layer."""
        return 2 * self.layers * self.kv_heads * self.hidden // self.heads

    @property
    def linear(self) -> int:
        """Numbers of the linear layers of the decoder."""
        own = 2 * self.hidden * self.hidden * (1 + self.kv_heads / self.heads)
        return self.layers * round(own + 3 * self.hidden * self.intermediate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Bytes, by what takes them."""

    weights: int
    """All that is frozen: decoder, both tables, image tokenizer."""
    learned: int
    """Rows and prefixes with their gradients and AdamW's two moments."""
    activations: int
    """Kept from the way there for the way back."""
    passing: int
    """At once at most besides: a layer on its way back or unfolded, or a part of the logits."""

    @property
    def beyond_weights(self) -> int:
        """All but what is frozen."""
        return self.learned + self.activations + self.passing

    @property
    def total(self) -> int:
        """The peak."""
        return self.weights + self.beyond_weights


def estimate(
    shapes: Shapes, config: TrainingConfig, fit: Fit, *, kept_as: str | None = None
) -> Estimate:
    """The peak of a step of the longest rows. `kept_as`: what `auto` weights come to; else bf16."""
    weights = fit.weights if fit.weights != "auto" else kept_as or "bf16"
    number = 4 if weights == "fp32" else 2
    at_once = max(1, min(config.batch_size, fit.positions // shapes.row))
    positions, labels = at_once * shapes.row, at_once * shapes.labels
    depth = config.prefix_positions
    layer = positions * _layer(shapes, number) + at_once * depth * _attended(shapes, number)
    kept = positions * shapes.layers * shapes.hidden * number
    again = layer if fit.checkpointing else 0  # one layer's activations, computed once more
    gates = 2 * positions * shapes.intermediate * number  # gradients of the gate's two sides
    rows = config.latent_tokens * 2 + 1
    tables = 2 * shapes.vocabulary * shapes.hidden * number
    ends = positions * shapes.hidden * (4 + 3 * number) + labels * shapes.hidden * number
    return Estimate(
        weights=round(shapes.linear * BYTES[weights] + tables + 4 * shapes.picture_tokenizer),
        learned=(2 * rows * shapes.hidden + depth * shapes.position) * 4 * 4,
        activations=ends + (kept if fit.checkpointing else shapes.layers * layer),
        passing=max(
            again + max(gates, gates // 2 + _unfolded(shapes, weights, number)),
            min(labels * shapes.vocabulary, fit.logits) * (12 + 3 * number),
        ),
    )


def chosen_fit(
    shapes: Shapes, config: TrainingConfig, free: int, *, kept_as: str | None = None
) -> str:
    """The roomiest of `FITS` whose estimate leaves a tenth of `free` bytes; else the smallest."""
    for name, fit in FITS.items():
        if estimate(shapes, config, fit, kept_as=kept_as).total <= _ROOM * free:
            return name
    return list(FITS)[-1]


def _layer(shapes: Shapes, number: int) -> int:
    """Bytes that one layer keeps of one position; `number` is the size of an activation.

    Two norms in fp32, the norms and rotations of queries and keys, attention's four, the gate's
    three, and a few statistics.
    """
    wide = (8 + 2 * number) * shapes.hidden
    norms = wide + 3 * number * shapes.intermediate + 4 * number * shapes.heads + 8
    return norms + _attended(shapes, number)


def _attended(shapes: Shapes, number: int) -> int:
    """Bytes that attention keeps of one position in a layer: all there is of a prefix's."""
    return 4 * number * shapes.hidden + 4 * shapes.heads


def _unfolded(shapes: Shapes, weights: str, number: int) -> int:
    """The largest layer as numbers again, and its codes apart, where they lie in pairs.

    It is there when the first of the gate's gradients is, before the second. Libraries of others
    may make a copy, and unfold pairs in 4 bytes: none of that was measured.
    """
    each = {"int8": number, "int4": number + 1, "nf4": 2 * number + 4, "int8-torchao": 2 * number}
    return shapes.hidden * shapes.intermediate * each.get(weights, 0)
