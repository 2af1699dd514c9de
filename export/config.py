"""What is compiled and for what: the choices of one export, refused where they cannot work."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from engine.errors import InputError

Target: TypeAlias = Literal["onnx", "tensorrt"]
Precision: TypeAlias = Literal["fp32", "fp16", "bf16", "int8", "int4", "fp8"]
Dialect: TypeAlias = Literal["contrib", "standard"]
Device: TypeAlias = Literal["cpu", "cuda"]
Rounding: TypeAlias = Literal["nearest", "fitted", "calibrated"]
Activation: TypeAlias = Literal["float32", "float16", "bfloat16"]

TARGETS: tuple[Target, ...] = get_args(Target)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
DIALECTS: dict[Target, Dialect] = {"onnx": "contrib", "tensorrt": "standard"}
BUCKETS = (1152, 2304, 4096)
"""Positions that a plan's key/value buffers may hold: one, two or as many pictures as fit."""
SUITABLE: dict[Target, tuple[Precision, ...]] = {
    "onnx": ("fp32", "fp16", "bf16", "int8", "int4"),
    # TensorRT has no attention kernel in fp32 (export.md 5).
    "tensorrt": ("bf16", "fp16", "int8", "int4", "fp8"),
}
"""What each target can be compiled to; its default first."""
CAPABILITIES = ("7.5", "8.0", "8.6", "8.9", "9.0", "10.0", "12.0", "12.1")
"""Compute capabilities of NVIDIA's GPUs that a plan may be built for."""

_UNABLE: dict[Device, Precision] = {"cpu": "bf16", "cuda": "fp32"}
"""What ONNX Runtime's kernels do not know there (its docs/OperatorKernels.md)."""
_ACTIVATIONS: dict[Precision, Activation] = {
    "fp32": "float32",
    "fp16": "float16",
    "bf16": "bfloat16",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportConfig:
    """One compiled model. InputError where the parts do not go together."""

    target: Target = "onnx"
    precision: Precision = "fp32"
    """Of the decoder's weights; the picture codec has its own."""
    device: Device | None = None
    """What ONNX Runtime will run it on; None: CUDA for fp16 and bf16, else the CPU."""
    context: int | None = None
    """Positions a row can hold; None takes all that the model was trained for."""
    max_batch: int = 8
    """Rows of the largest batch: four pictures, each with and without its prompt."""
    buckets: tuple[int, ...] = BUCKETS
    """Sizes of a plan's static buffers, growing; TensorRT only."""
    compute_capabilities: tuple[str, ...] = ()
    """GPUs a plan is built for, e.g. `8.6`; none: the GPU of this machine."""
    stream_weights: bool | None = None
    """Let weights stay in the computer's memory where the GPU's is too small for them; TensorRT
    only. None: as this machine's GPU needs it (`footprint.settled`)."""
    rounding: Rounding | None = None
    """How int4 and int8 weights find their codes; None: as is best at these bits."""
    accept: bool = False
    """Keep the result even where the gate refuses it."""

    def __post_init__(self) -> None:
        _check_choice("target", self.target, TARGETS)
        _check_choice("precision", self.precision, PRECISIONS)
        if self.device is not None:
            _check_choice("device", self.device, get_args(Device))
        if self.precision not in SUITABLE[self.target]:
            raise InputError(
                f"{self.precision} cannot be compiled for {self.target}.",
                remedy=f"Choose one of {', '.join(SUITABLE[self.target])}.",
            )
        if self.target == "onnx" and _UNABLE[self.runs_on] == self.precision:
            raise InputError(
                f"ONNX Runtime does not run {self.precision} on {self.runs_on}.",
                remedy="Choose fp32, int8 or int4 for the CPU, and fp16, bf16 or int4 for CUDA.",
            )
        if self.rounding is not None:
            _check_choice("rounding", self.rounding, get_args(Rounding))
            if self.bits is None:
                raise InputError(
                    f"Weights in {self.precision} are not rounded to codes.",
                    remedy="Choose --precision int4 or int8, or leave --rounding out.",
                )
        if self.stream_weights and self.target != "tensorrt":
            raise InputError(
                "Only TensorRT can leave weights in the computer's memory.",
                remedy="Choose --target tensorrt, or leave --stream-weights out.",
            )
        _check_range("context", 1 if self.context is None else self.context, 1 << 20)
        _check_range("largest batch", self.max_batch, 64)
        self._check_buckets()
        for capability in self.compute_capabilities:
            _check_choice("compute capability", capability, CAPABILITIES)

    def _check_buckets(self) -> None:
        growing = all(a < b for a, b in zip(self.buckets, self.buckets[1:], strict=False))
        if not self.buckets or self.buckets[0] < 1 or not growing:
            raise InputError(
                f"{list(self.buckets)} are no sizes of buffers.",
                remedy="Give at least one, and each larger than the one before.",
            )

    @property
    def runs_on(self) -> Device:
        """The device of the compiled model."""
        half = self.target == "tensorrt" or self.precision in {"fp16", "bf16"}
        return self.device or ("cuda" if half else "cpu")

    @property
    def dialect(self) -> Dialect:
        """The operators of the decoder graph."""
        return DIALECTS[self.target]

    @property
    def activation(self) -> Activation:
        """The dtype of hidden states, keys and values.

        Where the weights are codes, the CPU's kernels want float32; GPUs take bfloat16, because
        Chameleon's norms overflow float16 (method.md trap 6).
        """
        if self.precision in _ACTIVATIONS:
            return _ACTIVATIONS[self.precision]
        return "float32" if self.runs_on == "cpu" else "bfloat16"

    @property
    def bits(self) -> int | None:
        """Bits of the quantized weights that the decoder is written from; None: of none."""
        return {"int4": 4, "int8": 8}.get(self.precision)

    def context_of(self, trained: int) -> int:
        """Positions a row can hold in a model that was trained for `trained` of them."""
        if self.context is not None and self.context > trained:
            raise InputError(
                f"The model reads at most {trained} tokens, not {self.context}.",
                remedy=f"Choose a context of at most {trained}.",
            )
        return trained if self.context is None else self.context

    def capacities(self, trained: int) -> tuple[int, ...]:
        """The buckets, cut at the context: one plan is built for each."""
        context = self.context_of(trained)
        return (*(size for size in self.buckets if size < context), context)


def _check_choice(what: str, given: str, possible: tuple[str, ...]) -> None:
    if given not in possible:
        raise InputError(
            f"There is no {what} “{given}”.", remedy=f"Choose one of {', '.join(possible)}."
        )


def _check_range(what: str, given: int, most: int) -> None:
    if not 1 <= given <= most:
        raise InputError(
            f"The {what} cannot be {given}.", remedy=f"Choose a number from 1 to {most}."
        )
