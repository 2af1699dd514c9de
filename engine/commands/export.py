"""`engine export`: a checkpoint → a compiled model, made once for this machine."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.courtesy import Courtesy
from engine.graphics import hold
from engine.runtime.self_test import GREEDY_IDS, Outcome
from engine.runtime.self_test_files import remembered
from engine.settings import Settings
from engine.watch import watch

if TYPE_CHECKING:
    from engine.runtime.compiled import CompiledModel

TARGETS = ("onnx", "tensorrt")
ROUNDINGS = ("nearest", "fitted", "calibrated")
UNFOLDED = ("int8", "int4")
"""Precisions that PyTorch has no kernels for here."""
PRECISIONS = ("fp32", "fp16", "bf16", "int8", "int4", "fp8")


@click.command(no_args_is_help=True)
@click.argument("checkpoint", metavar="NAME|FOLDER")
@click.option(
    "--target",
    type=click.Choice(TARGETS),
    default="onnx",
    show_default=True,
    help="onnx: ONNX Runtime on a CPU or an NVIDIA GPU. tensorrt: plans for NVIDIA GPUs.",
)
@click.option(
    "--precision",
    type=click.Choice(PRECISIONS),
    help="How weights are kept. Default: bf16 for tensorrt; for onnx what fits into memory.",
)
@click.option(
    "--rounding",
    type=click.Choice(ROUNDINGS),
    help="int4, int8: how codes are found. calibrated loses least and takes longest. Default: "
    "calibrated for int4, nearest for int8.",
)
@click.option(
    "--device",
    type=click.Choice(["cpu", "cuda"]),
    help="onnx: where it will run. Default: cuda for fp16 and bf16, else cpu.",
)
@click.option(
    "--context",
    type=click.IntRange(16),
    metavar="N",
    help="Positions that a conversation may have. Default: what the model was trained for.",
)
@click.option(
    "--max-batch",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    metavar="N",
    help="Rows at once: pictures of a batch, twice or thrice that with guidance.",
)
@click.option(
    "--compute-capability",
    "compute_capabilities",
    multiple=True,
    metavar="N.N",
    help="tensorrt: a GPU to build for, such as 8.6; may be repeated. Default: the one here.",
)
@click.option(
    "--stream-weights/--no-stream-weights",
    default=None,
    help="tensorrt: keep weights that the GPU has no room for in the computer's memory; slower. "
    "Default: where the GPU here is too small.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put it. Default: beside the library, where the engine finds it by itself.",
)
@click.option(
    "--accept", is_flag=True, help="Keep it even where its answers drift too far from the model's."
)
@json_option
def export(checkpoint: str, out: Path | None, **chosen: Any) -> None:
    """Compile a base model for this machine: once for all concepts, those of tomorrow as well.

    \b
    engine export mini
    engine export Anole-7b-v0.1-hf --precision int4

    Ctrl-C stops it; the same command goes on with the parts that are missing.
    """
    from export import footprint, pipeline
    from export.config import ExportConfig
    from export.partial import partial_folder

    settings = Settings.load()
    hold(settings)
    keeps("Nothing was written.")
    found = watch(jobs.identify_checkpoint(checkpoint))
    if chosen["precision"] is None:
        chosen["precision"] = footprint.suitable_precision(found.folder, chosen["target"])
    config = ExportConfig(**chosen)
    folder = out or pipeline.default_folder(found, config)
    keeps(
        f"The finished parts wait in {partial_folder(folder)}: the same command goes on with them. "
        "To give up, delete that folder."
    )
    courtesy = Courtesy.of(settings)
    made = watch(pipeline.compile_model(found.folder, folder, config), courtesy=courtesy)
    report(_facts(made), *_lines(made))


def _facts(made: "CompiledModel") -> dict[str, object]:
    manifest, tested = made.manifest, _tested(made)
    return {
        "folder": str(made.folder),
        "target": manifest.target,
        "precision": manifest.precision,
        "bytes": made.bytes,
        "context": manifest.sizes.context,
        "buckets": manifest.buckets,
        "stream_weights": manifest.stream_weights,
        "verdict": manifest.verdict,
        "self_test": None if tested is None else {"of": GREEDY_IDS, **asdict(tested)},
    }


def _lines(made: "CompiledModel") -> list[str]:
    manifest = made.manifest
    what = f"{manifest.target} in {manifest.precision}, {made.bytes / 1e6:,.0f} MB"
    lines = [f"Compiled for {what}: {made.folder}"]
    if manifest.target == "tensorrt":
        lines.append("Plans are for the TensorRT and the GPUs they were built for.")
    if manifest.stream_weights:
        lines.append("Weights that the GPU has no room for are read from the computer's memory.")
    tested = _tested(made)
    return [*lines, *(_likeness(tested, manifest.precision) if tested else [])]


def _tested(made: "CompiledModel") -> Outcome | None:
    """What the self-test found here; None where this machine cannot run it."""
    return remembered(made, "")


def _likeness(tested: Outcome, precision: str) -> list[str]:
    """How near it is to PyTorch on the same weights, and how fast beside it."""
    largest = "" if tested.largest_error is None else f", the largest by {tested.largest_error:.2g}"
    lines = [
        f"Beside PyTorch on the same weights: {tested.equal_ids} of {GREEDY_IDS} ids are equal; "
        f"logits differ by {tested.error:.2g} of their spread{largest}; "
        f"{tested.same_codes:.0%} of a photo's codes are equal, "
        f"a picture is at {tested.psnr:.0f} dB."
    ]
    ours, theirs = tested.seconds_per_step, tested.pytorch_seconds_per_step
    unfolds = f", which unfolds {precision} each time" if precision in UNFOLDED else ""
    if ours and theirs:
        lines.append(
            f"A step took {1000 * ours:.3g} ms in that test, "
            f"of PyTorch{unfolds}, {1000 * theirs:.3g} ms: {theirs / ours:.2g} times as fast."
        )
    return lines
