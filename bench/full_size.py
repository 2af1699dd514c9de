"""Exports a full-size checkpoint of random weights and shows that 7B does not need 7B of memory.

Each export, load and build runs in a process of its own, whose memory is watched. Random weights
say nothing about quality: their bytes and their time are those of real ones.
"""

import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click

from bench.bars import show
from bench.decoding import full
from bench.decoding.checkpoint import FULL, write_random_checkpoint
from bench.decoding.full_results import BATCHES, Found, bars_of, gb, section
from bench.memory import Peak, watched
from bench.performance_page import write_section
from bench.teaching.opened import own_home
from engine import offline
from engine.errors import SetupError
from engine.files import write_whole
from engine.model.config import CONFIG, read_config
from engine.runtime.backends.tensorrt_module import installed
from export.config import PRECISIONS, SUITABLE, ExportConfig, Precision
from export.footprint import footprint

RESULTS = Path("build/bench/full size")
_STEPS = 5


@click.command()
@click.option("--quick", is_flag=True, help="Two layers of the same width; one build of one layer.")
@click.option("--precisions", default="int4,int8", show_default=True, help="To write and to run.")
@click.option("--builds", default="8,16,32", show_default=True, help="Layers of TensorRT builds.")
@click.option("--calibrated", type=int, help="Layers exported with calibrated rounding.")
@click.option("--threads", type=int, help="Default: one for each core.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
@click.option("--keep", is_flag=True, help="Keep the 14 GB of random weights for the next run.")
def main(folder: Path, keep: bool, **options: Any) -> None:
    """Show the bars; only a full run writes docs/performance.md. Needs 45 GB of disk, Linux."""
    offline.stay_offline()
    request = _request(**options)
    found = Found(request.layers)
    with own_home(folder.resolve() / "home"):
        checkpoint = _checkpoint(folder / f"{request.layers} layers", request.layers)
        found.bytes |= reckoned(checkpoint)
        for precision in request.precisions:
            _measure(found, checkpoint, precision, request.threads)
        if request.calibrated:
            _calibrated(found, checkpoint, request.calibrated)
        _measure_standard(found, checkpoint)
        for layers in request.builds:
            _build(found, checkpoint, layers)
    if not keep:
        shutil.rmtree(checkpoint)
    bars = bars_of(found)
    write_whole(folder / "results.json", json.dumps(asdict(found), indent=1).encode())
    text = section(found, bars, request.threads)
    click.echo(text, err=True)
    if not options["quick"]:
        write_section("full size", text, bench="dev.py bench full_size")
    sys.exit(show(bars))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one run does."""

    layers: int
    precisions: tuple[Precision, ...]
    builds: tuple[int, ...]
    calibrated: int
    threads: int


def _request(
    *, quick: bool, precisions: str, builds: str, calibrated: int | None, threads: int | None
) -> Request:
    """What was asked for: a quick run calibrates nothing, as that takes minutes a layer."""
    return Request(
        layers=2 if quick else FULL.layers,
        precisions=tuple(one for one in PRECISIONS if one in precisions.split(",")),
        builds=(1,) if quick else tuple(int(one) for one in builds.split(",")),
        calibrated=calibrated if calibrated is not None else 0 if quick else 1,
        threads=threads or len(os.sched_getaffinity(0)),
    )


def _checkpoint(folder: Path, layers: int) -> Path:
    """The random checkpoint, written where it is not there from another run."""
    if (folder / CONFIG).exists() and read_config(folder).num_hidden_layers == layers:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    click.echo(f"Writing {layers} layers of random weights to {folder}.", err=True)
    partial = folder.with_name(f"{folder.name}.partial")
    write_random_checkpoint(partial, replace(FULL, layers=layers))
    partial.rename(folder)
    return folder


def _measure(found: Found, checkpoint: Path, precision: Precision, threads: int) -> None:
    """Export to ONNX, check, load and step."""
    config, folder = ExportConfig(precision=precision), checkpoint / precision
    try:
        written, peak = watched(full.export_graphs, checkpoint, config, folder, "nearest")
        if written is None:
            raise SetupError(f"The export to {precision} was killed.", remedy="Free memory.")
        found.exports[precision] = peak
        found.written[precision] = sum(written.values())
        _echo(f"{precision}: exported", peak)
        for graph in sorted(folder.glob("*.onnx")):
            found.shapes[f"{precision} {graph.stem}"] = full.check(graph)
        steps, peak = watched(full.step, folder, threads, BATCHES, _STEPS)
        if steps is not None:
            found.steps[precision] = steps, peak
        _echo(f"{precision}: stepped", peak)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _calibrated(found: Found, checkpoint: Path, layers: int) -> None:
    """The better rounding holds one layer at a time, so a few layers show its peak."""
    name, folder = f"int4, calibrated, {layers} layer(s)", checkpoint / "calibrated"
    try:
        few = full.with_layers(checkpoint, layers, folder / "checkpoint")
        _, peak = watched(full.export_decoder, few, ExportConfig(precision="int4"), folder, None)
        found.exports[name] = peak
        _echo(f"{name}: exported", peak)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure_standard(found: Found, checkpoint: Path) -> None:
    """The dialect for TensorRT: every operator is ONNX's own, so each shape can be inferred."""
    folder = checkpoint / "standard"
    config = ExportConfig(target="tensorrt", precision="int4")
    try:
        _, peak = watched(full.export_decoder, checkpoint, config, folder, "nearest")
        found.exports["int4, for TensorRT"] = peak
        _echo("int4, for TensorRT: exported", peak)
        for graph in sorted(folder.glob("*.onnx")):
            found.shapes[f"int4 for TensorRT {graph.stem}"] = full.check(graph)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(found: Found, checkpoint: Path, layers: int) -> None:
    """Peak of building a plan; a build that is killed for memory is a finding too."""
    if installed() is None or layers > found.layers:
        return
    folder = checkpoint / f"plan of {layers}"
    config = ExportConfig(target="tensorrt", precision="int4", compute_capabilities=("8.6",))
    try:
        few = full.with_layers(checkpoint, layers, folder / "checkpoint")
        watched(full.export_decoder, few, config, folder, "nearest")
        graph = sum(path.stat().st_size for path in folder.glob("decoder.onnx*"))
        try:
            plan, peak = watched(full.build, few, config, folder)
        except SetupError as error:
            click.echo(f"{layers} layers: {error}", err=True)
            return
        found.builds[layers] = plan, graph, peak
        _echo(f"plan of {layers} layers: {'built' if plan else 'killed'}", peak)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reckoned(checkpoint: Path) -> dict[str, int]:
    """Bytes of all graphs by precision, from the shapes alone."""
    return {
        precision: footprint(
            checkpoint,
            ExportConfig(
                target="onnx" if precision in SUITABLE["onnx"] else "tensorrt",
                precision=precision,
            ),
        ).graphs
        for precision in PRECISIONS
    }


def _echo(what: str, peak: Peak) -> None:
    click.echo(
        f"{what}: {gb(peak.anonymous)} GB anonymous, {gb(peak.resident)} GB resident,"
        f" {peak.seconds:.0f} s",
        err=True,
    )


if __name__ == "__main__":
    main()
