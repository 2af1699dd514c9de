"""What a decoder graph is written from: the sizes of a checkpoint and its tensors, one by one.

Tensors are mapped from the shards, so that reading one costs no memory that is its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from transformers import ChameleonConfig
from transformers.models.chameleon.modeling_chameleon import ChameleonRotaryEmbedding

from engine.errors import FormatError
from engine.model.config import expected_shapes, read_config
from engine.model.quantized_file import Quantized, QuantizedWeights, Spec
from engine.model.weights import read_tensors
from engine.tokens.tokenizer import Tokenizer
from export.config import ExportConfig

EMBEDDING, FINAL_NORM = "model.embed_tokens.weight", "model.norm.weight"
QK_EPSILON = 1e-5
"""Of the norms of queries and keys: a constant of the architecture, not of config.json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The shape of a decoder, and how long a row may be."""

    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    hidden: int
    intermediate: int
    vocabulary: int
    context: int
    epsilon: float
    """Of the RMS norms."""
    swin: bool
    """Norms stand behind attention and feed-forward, not before (30B)."""


class Source:
    """A checkpoint's decoder, as a graph in one precision reads it."""

    def __init__(
        self, folder: Path, config: ExportConfig, weights: QuantizedWeights | None = None
    ) -> None:
        """`weights`: the linear layers as codes, for int4 and int8.

        InputError where the context is too long; SetupError or FormatError where config.json or
        the index is missing or describes another architecture.
        """
        self.folder, self.weights = folder, weights
        self.dtype: torch.dtype = getattr(torch, config.activation)
        self.fp8 = config.precision == "fp8"
        self._config = read_config(folder)
        _check(self._config, folder)
        self.sizes = _sizes(self._config, config.context_of(self._config.max_position_embeddings))
        self._shapes = expected_shapes(self._config)

    def get(self, name: str) -> Tensor:
        """A tensor as the checkpoint stores it. SetupError or FormatError where it is not there."""
        _, tensor = next(read_tensors(self.folder, {name}, "cpu"))
        if tuple(tensor.shape) != self._shapes[name]:
            raise FormatError(
                f"Tensor {name} has shape {tuple(tensor.shape)}, not {self._shapes[name]}.",
                remedy="Download the checkpoint's files again.",
            )
        return tensor

    def is_quantized(self, parts: Sequence[str]) -> bool:
        """Whether these tensors are there as codes."""
        return self.weights is not None and self.weights.spec(parts[0]) is not None

    def spec(self, parts: Sequence[str], rows: Sequence[int] | None = None) -> Spec:
        """Shape (out, in), bits and block of quantized tensors, side by side."""
        assert self.weights is not None
        found = [self.weights.spec(part) for part in parts]
        specs = [spec for spec in found if spec is not None]
        assert len(specs) == len(parts) and len({(spec.bits, spec.block) for spec in specs}) == 1
        outputs = sum(spec.shape[0] for spec in specs) if rows is None else len(rows)
        return replace(specs[0], shape=(outputs, specs[0].shape[1]))

    def quantized(self, name: str, rows: Sequence[int] | None = None) -> Quantized:
        """Codes and scales of one tensor; `rows` keeps some outputs."""
        assert self.weights is not None
        weight = self.weights.get(name)
        assert weight is not None
        if rows is None:
            return weight
        kept = list(rows)
        return replace(weight, codes=weight.codes[kept], scales=weight.scales[kept])

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape that config.json promises of a tensor."""
        return self._shapes[name]

    def image_ids(self) -> tuple[int, ...]:
        """The id of each image code, in code order."""
        return Tokenizer.open(self.folder).vocabulary.image_ids

    def rotation(self) -> tuple[Tensor, Tensor]:
        """Cosine and sine of each position's angles: (context, head_dim / 2) each."""
        positions = torch.arange(self.sizes.context).unsqueeze(0)
        like = torch.zeros(1, dtype=torch.float32)
        cosine, sine = ChameleonRotaryEmbedding(self._config)(like, positions)
        half = self.sizes.head_dim // 2  # the second half repeats the first
        cosine, sine = (one[0, :, :half].to(self.dtype).contiguous() for one in (cosine, sine))
        return cosine, sine


def _sizes(config: ChameleonConfig, context: int) -> Sizes:
    return Sizes(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        kv_heads=config.num_key_value_heads or config.num_attention_heads,
        head_dim=config.hidden_size // config.num_attention_heads,
        hidden=config.hidden_size,
        intermediate=config.intermediate_size,
        vocabulary=config.vocab_size,
        context=context,
        epsilon=config.rms_norm_eps,
        swin=bool(config.swin_norm),
    )


def _check(config: ChameleonConfig, folder: Path) -> None:
    """Refuse what no Chameleon has and the graph does not say."""
    rotation = (config.rope_parameters or {}).get("rope_type", "default")
    if (
        config.attention_bias
        or config.mlp_bias
        or config.hidden_act != "silu"
        or rotation not in {"default", "linear"}
    ):
        raise FormatError(
            f"The model in {folder} has biases, an activation or positions unlike Chameleon's.",
            remedy="Use it with PyTorch: it cannot be compiled.",
        )
