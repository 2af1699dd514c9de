"""What rounding costs, and rows that were learned on other weights than they run on.

`python3 dev.py bench quantization` writes the roundings of a checkpoint and measures each on
PyTorch with the gate's passages; then compiles int4 and int8, learns the sample concept on the
checkpoint's own and on both quantized weights, and runs every rows on every weights: the compiled
model on ONNX Runtime's shipped kernels.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import click

from bench import machine
from bench.bars import Bar, show
from bench.teaching.opened import embedded_pool, own_home
from engine.concepts.concept import Concept
from engine.errors import YoError
from engine.events import Job, Progress
from engine.files import write_whole
from engine.learning import lesson as lessons
from engine.learning.keeping import open_library
from engine.model import checkpoints
from engine.model.checkpoints import Checkpoint
from engine.open_model import LearningBase
from engine.paths import MINI_CHECKPOINT, RESOURCES
from engine.runtime.backends.base import Backend
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.compiled import quantized_weights
from engine.tokens.images import read_photo
from engine.tokens.tokenizer import Tokenizer
from engine.training.config import PRESETS
from engine.vision.embedder import Embedder
from engine.watch import watch
from export.config import ExportConfig, Rounding
from export.gate import Scope, gate
from export.oracle import open_oracle
from export.pipeline import compile_model
from export.quantization import write_quantized
from export.rows import DENSE, Learned, stand_in
from export.verdict import BARS, WORSE, Verdict

RESULTS = Path("build/bench/quantization")
SAMPLE = RESOURCES / "samples" / "mila"
ROUNDINGS: tuple[tuple[int, Rounding], ...] = (
    (4, "nearest"), (4, "fitted"), (4, "calibrated"), (8, "nearest"), (8, "calibrated")
)  # fmt: skip
GAIN = 0.75
"""Calibrated rounding must bring the divergence of images to this share of nearest's, or less."""


@click.command()
@click.option("--quick", is_flag=True, help="Few passages, two roundings, nothing learned.")
@click.option("--checkpoint", type=click.Path(path_type=Path), default=MINI_CHECKPOINT)
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(quick: bool, checkpoint: Path, folder: Path) -> None:
    """Exits 1 where a bar is missed. Results go to FOLDER."""
    scope = Scope(questions=6, photos=2, pictures=0) if quick else Scope(pictures=0)
    try:
        with own_home(folder.resolve() / "home"):
            found = checkpoints.find(checkpoint)
            chosen = (ROUNDINGS[0], ROUNDINGS[2]) if quick else ROUNDINGS
            rounded = {f"int{b} {r}": _rounded(found, folder, (b, r), scope) for b, r in chosen}
            crossed = {} if quick else dict(_crossed(found, folder))
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    click.echo(f"{machine.in_words()}; {machine.load()}")
    for name, verdict in (rounded | crossed).items():
        _table(name, verdict)
    content = {name: verdict.record for name, verdict in (rounded | crossed).items()}
    write_whole(folder / "quantization.json", json.dumps(content, indent=1).encode())
    sys.exit(show(_bars(rounded, crossed)))


def _rounded(found: Checkpoint, folder: Path, which: tuple[int, Rounding], scope: Scope) -> Verdict:
    """One way of rounding, on PyTorch."""
    bits, rounding = which
    path, began = folder / f"int{bits}-{rounding}.safetensors", time.monotonic()
    if not path.exists():
        watch(write_quantized(found.folder, bits, path, rounding=rounding))
        click.echo(f"int{bits} {rounding}: written in {time.monotonic() - began:.1f} s")
    rows = [Learned(stand_in(found.folder, Tokenizer.open(found.folder)))]
    with closing(open_oracle(found.folder, path)) as candidate:
        return watch(gate(found.folder, candidate, quantized=path, learned=rows, scope=scope))


def _crossed(found: Checkpoint, folder: Path) -> Iterator[tuple[str, Verdict]]:
    """Rows learned on each of the weights, run on each; the shipped kernels where compiled."""
    for precision in ("int4", "int8"):
        compiled = folder / precision
        config = ExportConfig(precision=precision, accept=True)
        watch(compile_model(found.folder, compiled, config, scope=Scope(pictures=0)))
        path = quantized_weights(found.fingerprint, 4 if precision == "int4" else 8)
        rows = [_learned(found, folder, DENSE, None), _learned(found, folder, precision, path)]
        with closing(OrtBackend.open(compiled)) as candidate:
            yield f"run on {precision}", _tried(found, candidate, path, rows)
        with closing(open_oracle(found.folder)) as candidate:
            own = [replace(rows[1], photos=())]
            yield f"learned on {precision}, run on fp32", _tried(found, candidate, path, own)


def _tried(found: Checkpoint, candidate: Backend, path: Path, rows: list[Learned]) -> Verdict:
    return watch(gate(found.folder, candidate, quantized=path, learned=rows))


def _learned(found: Checkpoint, folder: Path, weights: str, path: Path | None) -> Learned:
    """The sample concept, learned on these weights as a person would."""
    kept = folder / f"mila-{weights}.concept"
    if not kept.exists():
        base = LearningBase(found, Tokenizer.open(found.folder), open_oracle(found.folder, path))
        _learn(base, f"Mila {weights}").save(kept)
        base.backend.close()
    concept = replace(Concept.load(kept), name="Mila")
    return Learned(concept, weights, (read_photo(SAMPLE / "new.webp"),))


def _learn(base: LearningBase, name: str) -> Concept:
    embedder = Embedder()
    watch(embedded_pool(embedder))
    photos = tuple(SAMPLE / f"{number}.webp" for number in range(1, 5))
    lesson = lessons.Lesson(name=name, photos=photos, kind="pet")
    learned = watch(lessons.learn(lesson, _opening(base), PRESETS["quick"], embedder))
    with open_library() as library:
        concept = library.load(learned.entry)
        library.delete(name)
    return concept


def _opening(base: LearningBase) -> Job[LearningBase]:
    """A job that gives what is open already."""
    yield Progress(1, 1, "Opening the model")
    return base


def _table(name: str, verdict: Verdict) -> None:
    for one in verdict.cells:
        figures = asdict(one.distance)
        click.echo(
            f"{name:28} {one.kind:7} rows: {one.rows:24} KL {figures['kl']:.5f}"
            f"  top-1 {figures['top1']:.3f}  of {figures['ids']}"
        )
    if drawn := verdict.drawn:
        click.echo(
            f"{name:28} drawings {drawn.candidate:.3f} instead of {drawn.reference:.3f}"
            f" ± {drawn.error:.3f}, {drawn.pictures} pictures"
        )


def _bars(rounded: dict[str, Verdict], crossed: dict[str, Verdict]) -> list[Bar]:
    best, plain = (_images(rounded[f"int4 {one}"]) for one in ("calibrated", "nearest"))
    gained = Bar(name="calibrated / nearest", figure=best / plain, bound=GAIN, at_most=True)
    within = [
        Bar(
            name=f"{name}: {one.kind}, rows {one.rows}",
            figure=one.distance.kl,
            bound=BARS[one.kind],
            at_most=True,
        )
        for name, verdict in crossed.items()
        for one in verdict.cells
    ]
    alike = [
        Bar(
            name=f"{name}: likeness that drawings lose",
            figure=drawn.reference - drawn.candidate,
            bound=WORSE,
            at_most=True,
        )
        for name, verdict in crossed.items()
        if (drawn := verdict.drawn)
    ]
    return [gained, *within, *alike]


def _images(verdict: Verdict) -> float:
    return next(one.distance.kl for one in verdict.cells if one.kind == "images")


if __name__ == "__main__":
    main()
