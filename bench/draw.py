"""Times pictures: one, four at once, with guidance, and with codes drafted ahead.

On PyTorch and, where the checkpoint can be compiled here, on ONNX Runtime.
"""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from bench.bars import show
from bench.drawing.cases import cases
from bench.drawing.page import bars, section
from bench.drawing.runs import Measured, measure
from bench.performance_page import write_section
from bench.teaching.opened import own_home
from engine import offline
from engine.errors import YoError
from engine.files import write_whole
from engine.paths import MINI_CHECKPOINT
from engine.runtime.backends.base import Backend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.tokens.tokenizer import Tokenizer
from engine.watch import watch

RESULTS = Path("build/bench/draw")
CAPTIONS = (
    "A photo of a red car in the snow.",
    "A photo of a yellow dog on the beach.",
    "A photo of a blue cup.",
)
WINDOWS = (4, 8, 16, 32)
SEEDS = 3


@click.command()
@click.option("--quick", is_flag=True, help="One run of each case, 8 codes ahead only.")
@click.option("--threads", type=int, help="Default: one for each core.")
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True),
    default=MINI_CHECKPOINT,
    help="A folder. Default: the bundled mini.",
)
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
@click.option("--onnx/--no-onnx", default=True, help="Whether ONNX Runtime is measured.")
def main(quick: bool, threads: int | None, checkpoint: Path, folder: Path, onnx: bool) -> None:
    """Show the bars; only a full run on the mini checkpoint writes docs/performance.md."""
    offline.stay_offline()
    threads = threads or len(os.sched_getaffinity(0))
    found, missing = measure_all(checkpoint, folder, threads, quick=quick, onnx=onnx)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "results.json", json.dumps([asdict(one) for one in found]).encode())
    body = section(found, missing)
    write_whole(folder / "section.md", body.encode())
    if onnx and not quick and checkpoint == MINI_CHECKPOINT:
        write_section("draw", body, bench="dev.py bench draw")
    sys.exit(show(bars(found)))


def measure_all(
    checkpoint: Path, folder: Path, threads: int, *, quick: bool, onnx: bool
) -> tuple[list[Measured], list[str]]:
    """Everything that was measured, and why the rest was not."""
    found = _measured(_pytorch(checkpoint, threads), checkpoint, quick)
    if not onnx:
        return found, []
    try:
        backend = _onnx(checkpoint, folder, threads)
    except YoError as error:
        return found, [f"ONNX Runtime: {error}"]
    return found + _measured(backend, checkpoint, quick), []


def _measured(backend: Backend, checkpoint: Path, quick: bool) -> list[Measured]:
    tokenizer = Tokenizer.open(checkpoint)
    captions: Sequence[str] = CAPTIONS[:1] if quick else CAPTIONS
    chosen = list(cases((8,) if quick else WINDOWS))
    found: list[Measured] = []
    with closing(backend):
        rounds = measure(backend, tokenizer, chosen, captions, 1 if quick else SEEDS)
        for number, found in enumerate(rounds, start=1):  # noqa: B007 - the last one is kept
            click.echo(f"{backend.name}: round {number}", err=True)
    return found


def _pytorch(checkpoint: Path, threads: int) -> Backend:
    return PyTorchBackend.open(checkpoint, device="cpu", dtype="float32", threads=threads)


def _onnx(checkpoint: Path, folder: Path, threads: int) -> Backend:
    """Compile the checkpoint in fp32, where it is not compiled yet, and open it."""
    from engine.runtime.backends.ort import OrtBackend  # noqa: PLC0415 - after telemetry is off
    from export.config import ExportConfig  # noqa: PLC0415
    from export.pipeline import compile_model  # noqa: PLC0415

    with own_home(folder.resolve() / "home"):
        model = watch(compile_model(checkpoint, folder / "compiled", ExportConfig()))
    return OrtBackend.open(model.folder, threads=threads)


if __name__ == "__main__":
    main()
