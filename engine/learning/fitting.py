"""Which of the memory presets suits this machine, and what its weights can be kept as here."""

from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from engine.errors import InputError, SetupError
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint
    from engine.training.config import TrainingConfig
    from engine.training.fit import Fit
    from engine.training.memory_model import Shapes

AUTO = "auto"


def fitted(
    checkpoint: "Checkpoint", config: "TrainingConfig", memory: str, settings: Settings
) -> tuple[str, "Fit"]:
    """The name of a fit and the fit: the one asked for (`8 GB`, `full`, …), or what is free allows.

    InputError for a name that there is not; SetupError where weights cannot be kept as it asks.
    """
    from engine.training.fit import FITS
    from engine.training.memory_model import chosen_fit

    known = {name.removesuffix(" GB"): name for name in FITS}
    name = known.get(memory.removesuffix("GB").strip())
    if memory == AUTO:
        free = free_memory(settings)
        name = chosen_fit(
            shapes_of(checkpoint), config, free, kept_as=_kept_as(checkpoint, settings)
        )
    if name is None:
        raise InputError(
            f"There are no settings for {memory!r}.",
            remedy=f"Choose one of {', '.join([AUTO, *known])}.",
        )
    return name, _with_weights(FITS[name], checkpoint)


def free_memory(settings: Settings) -> int:
    """Bytes that a model and its learning may take, on the GPU where that is used."""
    from engine.model.memory import available_memory, own_memory
    from engine.runtime.backends.pytorch import cuda_device, free_cuda_memory

    if settings.device != "cpu" and cuda_device():
        return free_cuda_memory()
    return available_memory() + own_memory()


def shapes_of(checkpoint: "Checkpoint") -> "Shapes":
    """The sizes of a checkpoint, as its files promise them."""
    from engine.model.config import expected_shapes, read_config
    from engine.tokens.tokenizer import Tokenizer
    from engine.training.memory_model import Shapes

    config, pictures = read_config(checkpoint.folder), Tokenizer.open(checkpoint.folder)
    tokenizer = sum(
        _product(shape)
        for name, shape in expected_shapes(config).items()
        if name.startswith("model.vqmodel.")
    )
    words = 2 * 16 + 64  # an introduction at k = 16, and a long question
    return Shapes(
        hidden=config.hidden_size,
        intermediate=config.intermediate_size,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        kv_heads=config.num_key_value_heads or config.num_attention_heads,
        vocabulary=config.vocab_size,
        picture_tokenizer=tokenizer,
        row=pictures.image_length + words,
        labels=pictures.image_length + 20,
    )


def _kept_as(checkpoint: "Checkpoint", settings: Settings) -> str:
    """What `auto` weights come to here."""
    from engine.open_model import own_precision

    return {"float32": "fp32", "bfloat16": "bf16"}[own_precision(checkpoint, settings)]


def _with_weights(fit: "Fit", checkpoint: "Checkpoint") -> "Fit":
    """The same, with NF4 in the place of int4 or int8 codes that were never made."""
    from engine.runtime.compiled import quantized_weights

    bits = {"int4": 4, "int8": 8}.get(fit.weights)
    if bits is None or quantized_weights(checkpoint.fingerprint, bits).exists():
        return fit
    if find_spec("bitsandbytes") is None:
        raise SetupError(
            f"This model has no {fit.weights} weights yet, and bitsandbytes is not installed.",
            remedy=f"Make them: `engine export {checkpoint.name} --precision {fit.weights}`.",
        )
    return replace(fit, weights="nf4")


def _product(shape: tuple[int, ...]) -> int:
    found = 1
    for size in shape:
        found *= size
    return found
