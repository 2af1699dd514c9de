"""Compares every form of the decoder graph with PyTorch: `python3 dev.py bench parity`.

Random models of every architecture (norms before or behind, MHA and GQA), in both dialects, read
the same prompts as the oracle and go on greedily; the bars are the issue's. With --quick only the
smallest model; else also one of the bundled mini's size, the mini itself, and the picture codec.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TypeVar

import click
import numpy as np
import torch
from numpy.typing import NDArray

from bench.bars import Bar, show
from bench.performance_page import bar_table, table, write_section
from engine.events import finish
from engine.model.chameleon import Chameleon
from engine.model.weights import open_checkpoint
from engine.paths import MINI_CHECKPOINT
from engine.runtime.backends.base import Logits, SoftPrompt
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.tokens.tokenizer import Tokenizer
from export.config import Dialect, ExportConfig
from export.decoder import write_decoder
from export.images import write_image_decoder, write_image_encoder
from export.trial import Trial, open_graph
from tests.tiny import write_tiny_checkpoint

T = TypeVar("T")
DIALECTS: tuple[Dialect, ...] = ("contrib", "standard")
CONCEPTS = ("none", "one", "three", "one per row")
BATCHES, PREFILLS, STEPS = (1, 4), (1, 17), 64
CAPACITY = 128
ROWS = 5
"""Of each concept."""
ABSOLUTE, RELATIVE = 2e-5, 5e-6
"""A logit may differ by either, the second of the largest logit."""
PIXELS = 1e-4
LARGER = {"hidden_size": 256, "intermediate_size": 672, "num_hidden_layers": 6}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What one cell reads: rows of ids, over a soft prompt or none."""

    concepts: str
    rows: tuple[tuple[int, ...], ...]
    soft_prompt: SoftPrompt | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One cell: equal greedy ids of all, the largest difference of a logit, and what is allowed."""

    model: str
    dialect: Dialect
    concepts: str
    equal: int
    compared: int
    difference: float
    allowed: float


@click.command()
@click.option("--quick", is_flag=True, help="The smallest random models only: a minute.")
@click.option("--page/--no-page", default=False, help="Write the table to docs/performance.md.")
def main(quick: bool, page: bool) -> None:
    """Print the parity of both dialects with PyTorch; exit 1 where a bar is missed."""
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [
            agreement
            for checkpoint in _checkpoints(folder, quick)
            for agreement in compare(checkpoint, folder / f"graphs of {checkpoint.name}")
        ]
        codec = compare_codec(folder / "tiny MHA" if quick else MINI_CHECKPOINT, folder)
    bars = [*bars_of(found), *codec]
    click.echo(summary(found))
    if page:
        write_section(
            "parity",
            f"{summary(found)}\n\n{bar_table(bars)}",
            bench="python -m bench.parity --page",
        )
    sys.exit(show(bars))


def write_variants(folder: Path, name: str, **sizes: int) -> Iterator[Path]:
    """A random checkpoint of every architecture: swin norm or not, MHA and GQA."""
    for swin, kv_heads in product((False, True), (4, 2)):
        called = f"{name} {'GQA' if kv_heads < 4 else 'MHA'}{' swin' if swin else ''}"
        yield write_tiny_checkpoint(folder / called, swin_norm=swin, kv_heads=kv_heads, **sizes)


def compare(checkpoint: Path, folder: Path) -> Iterator[Agreement]:
    """Both dialects of one checkpoint in fp32, written to `folder`, against PyTorch."""
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    oracle = PyTorchBackend(model)
    trials = {one: open_trial(checkpoint, folder / one, one) for one in DIALECTS}
    for prompt in prompts(checkpoint, model):
        wanted = greedy(oracle, prompt)
        allowed = max(ABSOLUTE, RELATIVE * float(np.abs(wanted).max()))
        for dialect, trial in trials.items():
            given = greedy(trial, prompt)
            same = given.argmax(-1) == wanted.argmax(-1)
            yield Agreement(
                checkpoint.name,
                dialect,
                prompt.concepts,
                int(same.sum()),
                same.size,
                float(np.abs(given - wanted).max()),
                allowed,
            )


def prompts(checkpoint: Path, model: Chameleon) -> Iterator[Prompt]:
    """Every cell of concepts x batch x prefill, of random ids and rows."""
    random = np.random.default_rng(0)
    vocabulary = Tokenizer.open(checkpoint).vocabulary
    for concepts, batch, length in product(CONCEPTS, BATCHES, PREFILLS):
        count = {"none": 0, "one": 1}.get(concepts, 3)
        first = vocabulary.concept_base(max(1, count * ROWS))
        ids = random.choice(vocabulary.text_ids, (batch, length))
        for number in range(batch):
            own = np.arange(first, first + count * ROWS)
            if concepts == "one per row":
                own = own[number % 3 * ROWS :][:ROWS]
            own = own[:length]
            ids[number, length - len(own) :] = own
        rows = tuple(tuple(row) for row in ids.tolist())
        yield Prompt(concepts, rows, _noise(model, first, count * ROWS) if count else None)


def greedy(backend: PyTorchBackend | Trial, prompt: Prompt) -> Logits:
    """Logits (STEPS, B, V) of greedy ids, each backend going on with its own."""
    backend.load_soft_prompt(prompt.soft_prompt)
    logits = backend.prefill(prompt.rows)
    said = [logits]
    while len(said) < STEPS:
        ids: NDArray[np.int64] = logits.argmax(-1)[:, None]
        logits = backend.step(ids)[:, -1]
        said.append(logits)
    return np.stack(said)


def compare_codec(checkpoint: Path, folder: Path) -> list[Bar]:
    """The picture codec as graphs: codes of random pictures, and pixels of random codes."""
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    oracle = PyTorchBackend(model)
    encoder = open_graph(finish(write_image_encoder(checkpoint, folder / "codec")))
    decoder = open_graph(finish(write_image_decoder(checkpoint, folder / "codec")))
    random, side = np.random.default_rng(0), int(model.vqgan.vqvae.config.resolution)
    pixels = random.uniform(-1, 1, (4, 3, side, side)).astype(np.float32)
    codes = oracle.encode_image(pixels)
    same = float((encoder.run(None, {"pixels": pixels})[0] == codes).mean())
    drawn = decoder.run(None, {"codes": codes})[0]
    apart = float(np.abs(drawn - oracle.decode_image(codes)).max())
    return [
        Bar(name=f"image codes equal ({checkpoint.name})", figure=same, bound=1.0),
        Bar(name="pixels differ by", figure=apart, bound=PIXELS, at_most=True),
    ]


def bars_of(found: Sequence[Agreement]) -> list[Bar]:
    """For each dialect: all ids equal, and the worst difference as a share of what is allowed."""
    bars = []
    for dialect in DIALECTS:
        own = [one for one in found if one.dialect == dialect]
        equal = sum(one.equal for one in own) / sum(one.compared for one in own)
        worst = max(one.difference / one.allowed for one in own)
        bars += [
            Bar(name=f"{dialect}: share of equal greedy ids", figure=equal, bound=1.0),
            Bar(
                name=f"{dialect}: largest difference of a logit, of what is allowed",
                figure=worst,
                bound=1.0,
                at_most=True,
            ),
        ]
    return bars


def summary(found: Sequence[Agreement]) -> str:
    """A line for each model, dialect and kind of prompt: batches and prefills together."""
    keys = dict.fromkeys((one.model, one.dialect, one.concepts) for one in found)
    rows = []
    for key in keys:
        own = [one for one in found if (one.model, one.dialect, one.concepts) == key]
        equal = f"{sum(one.equal for one in own)}/{sum(one.compared for one in own)}"
        worst = max(own, key=lambda one: one.difference / one.allowed)
        rows.append((", ".join(key), equal, f"{worst.difference:.1e}", f"{worst.allowed:.1e}"))
    return table(("model, dialect, concepts", "equal ids", "max Δlogit", "allowed"), rows)


def _checkpoints(folder: Path, quick: bool) -> Iterator[Path]:
    yield from write_variants(folder, "tiny")
    if not quick:
        yield from write_variants(folder, "mini-sized", **LARGER)
        yield MINI_CHECKPOINT


def open_trial(checkpoint: Path, folder: Path, dialect: Dialect) -> Trial:
    """The graphs of a checkpoint in fp32, written to `folder` and opened."""
    finish(write_decoder(checkpoint, ExportConfig(), folder, dialect=dialect))
    return Trial(folder, dialect, capacity=CAPACITY)


def _noise(model: Chameleon, first: int, rows: int) -> SoftPrompt:
    """Rows as large as the model's own."""
    random, width = np.random.default_rng(rows), model.config.hidden_size
    embeddings, head = (
        (random.standard_normal((rows, width)) * float(own.float().std())).astype(np.float32)
        for own in (model.table, model.head)
    )
    return SoftPrompt(first, embeddings, head)


if __name__ == "__main__":
    main()
