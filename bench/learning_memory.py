"""The memory model of learning against real steps: two layers at the full width of 7B.

Each preset takes one real step in a process of its own, on random weights kept as the preset says.
What is measured there is compared with what `engine.training.memory_model` computes for the same
two layers; and the model's figures for all 32 layers are shown beside the memory they are for.
"""

import ctypes
import gc
import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from transformers import ChameleonConfig, ChameleonModel

from bench.bars import Bar, show
from bench.memory import memory, watched
from engine.model.chameleon import Chameleon
from engine.model.fallbacks import lay_fallback
from engine.model.memory import forget_peak, peak_memory
from engine.model.quantized import QuantizedLinear
from engine.model.quantized_file import Quantized
from engine.training.config import TrainingConfig
from engine.training.examples import Example, Kind
from engine.training.fit import FITS, Fit
from engine.training.memory_model import CUDA_CONTEXT, Shapes, estimate
from engine.training.run import Run
from engine.training.state import TrainingState
from engine.training.steps import Stepper

LAYERS = 2
BATCH = TrainingConfig(batch_size=4)
NARROW = Shapes(hidden=512, intermediate=1408, heads=4, kv_heads=4, vocabulary=8192, row=300)
_WITHIN = 0.15  # of the measured peak beyond weights; the allocator's own rounding is about half


@click.command()
@click.option("--quick", is_flag=True, help="A narrow model: shows that the script works.")
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for the figures.")
def main(quick: bool, out: Path | None) -> None:
    """Show the bars; the exit status is 1 where one is missed."""
    shapes = replace(NARROW if quick else Shapes(), layers=LAYERS, picture_tokenizer=0)
    if quick:
        shapes = replace(shapes, labels=280)
    found: dict[str, dict[str, float]] = {}
    for name in FITS:
        one = found[name] = compared(shapes, name)
        click.echo(f"{name}: " + ", ".join(f"{what} {value:.2f}" for what, value in one.items()))
    if out:
        out.write_text(json.dumps(found, indent=2), encoding="utf-8")
    sys.exit(show([_bar(name, one) for name, one in found.items()]))


def compared(shapes: Shapes, name: str) -> dict[str, float]:
    """GiB that a step of a preset takes beyond its weights, measured and computed."""
    fit = FITS[name]
    kept_as = "bf16" if fit.weights == "auto" else fit.weights
    fit = replace(fit, weights=kept_as)
    measured, _ = watched(step, asdict(shapes), asdict(fit))
    own = estimate(shapes, BATCH, fit)
    whole = estimate(Shapes(), BATCH, FITS[name])
    gib = 2**30
    return {
        "measured": measured["beyond"] / gib if measured else float("nan"),
        "computed": own.beyond_weights / gib,
        "weights measured": measured["weights"] / gib if measured else float("nan"),
        "weights computed": own.weights / gib,
        "7B in all": (whole.total + CUDA_CONTEXT) / gib,
        "seconds": measured["seconds"] if measured else float("nan"),
    }


def step(sizes: dict[str, Any], chosen: dict[str, Any]) -> dict[str, float]:
    """Bytes of one real step in this process."""
    shapes, fit = Shapes(**sizes), Fit(**chosen)
    before = memory()[0]
    model = random_model(shapes, fit.weights)
    weights = memory()[0] - before
    run = one_step(model, shapes)
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)  # what building left behind would be used again
    forget_peak()
    began, held = time.monotonic(), memory()[1]
    Stepper.alone(model, fit).gradients([run])
    took = time.monotonic() - began
    return {"weights": weights, "beyond": max(0, peak_memory() - held), "seconds": took}


def random_model(shapes: Shapes, weights: str) -> Chameleon:
    """Random weights of these shapes, kept as `weights`; without a picture tokenizer."""
    config = ChameleonConfig(
        hidden_size=shapes.hidden, intermediate_size=shapes.intermediate,
        num_hidden_layers=shapes.layers, num_attention_heads=shapes.heads,
        num_key_value_heads=shapes.kv_heads, vocab_size=shapes.vocabulary,
        vocabulary_map={"<image>": 5}, attn_implementation="sdpa",
        vq_config={"num_res_blocks": 1, "channel_multiplier": [1], "base_channels": 32,
                   "resolution": 16},
    )  # fmt: skip
    torch.set_default_dtype(torch.bfloat16)
    inner = ChameleonModel(config).train(False).requires_grad_(False)
    torch.set_default_dtype(torch.float32)
    head = torch.randn(shapes.vocabulary, shapes.hidden, dtype=torch.bfloat16) / 64
    model = Chameleon(inner, head, torch.nn.Identity())  # type: ignore[arg-type]
    if weights in ("int4", "int8"):
        _lay_codes(inner, int(weights[-1]))
    elif weights not in ("bf16", "fp32"):
        lay_fallback(model, weights, "cpu")
    return model


def one_step(model: Chameleon, shapes: Shapes) -> Run:
    """A step of the longest rows, four of them as in the paper."""
    dice = np.random.default_rng(0)
    rows = [
        Example(
            tuple(dice.integers(0, shapes.vocabulary, shapes.row).tolist()),
            shapes.row - shapes.labels, Kind.DRAWING,
        )
        for _ in range(BATCH.batch_size)
    ]  # fmt: skip

    class OneStep(Run):
        """A run whose rows are random ids."""

        def rows_of_step(self) -> list[Example]:
            """Always the same."""
            return rows

    count = 2 * BATCH.latent_tokens + 1
    state = TrainingState(model.reserved_rows(range(100, 100 + count)), BATCH)
    return OneStep(training_set=None, config=BATCH, state=state, inputs="")  # type: ignore[arg-type]


def _lay_codes(inner: torch.nn.Module, bits: int) -> None:
    """Random codes in place of every linear layer of the decoder, as an export keeps them."""
    dice, block = np.random.default_rng(1), 128
    for path, linear in list(inner.layers.named_modules()):  # type: ignore[union-attr, operator]
        if not isinstance(linear, torch.nn.Linear):
            continue
        rows, columns = linear.weight.shape
        low = -(1 << (bits - 1))
        codes = dice.integers(low, -low, (rows, columns), dtype=np.int8)
        scales = np.full((rows, columns // block), 0.02 / -low, np.float32)
        layer = QuantizedLinear(Quantized(codes, scales, block, bits), None, "cpu")
        inner.layers.set_submodule(path, layer)  # type: ignore[union-attr, operator]


def _bar(name: str, one: dict[str, float]) -> Bar:
    off = abs(one["computed"] / one["measured"] - 1) if one["measured"] else float("nan")
    title = f"{name}: memory model off by"
    return Bar(name=title, figure=off, bound=_WITHIN, at_most=True)


if __name__ == "__main__":
    main()
