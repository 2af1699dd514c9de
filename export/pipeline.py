"""A checkpoint → a compiled model, as a job: part by part, and whole or not at all.

Heavy parts load inside functions, so that a window can name the job without loading them.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import YoError
from engine.events import Job, Noticed, Progress
from engine.runtime.compiled import CompiledModel, compiled_folder, write_manifest
from export.config import ExportConfig
from export.pace import stretch
from export.partial import Partial, claimed

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint
    from export.gate import Scope
    from export.stages import Stage

NOTE = "Compiling"
"""One phase for all parts, so that one estimate covers what is left of them."""


def default_folder(found: "Checkpoint", config: ExportConfig) -> Path:
    """Where the runtime looks for a checkpoint's compiled models by itself."""
    device = f"-{config.runs_on}" if config.target == "onnx" else ""
    return compiled_folder() / f"{found.short}-{config.target}{device}-{config.precision}"


def compile_model(
    checkpoint: Path, out: Path, config: ExportConfig, *, scope: "Scope | None" = None
) -> Job[CompiledModel]:
    """Write the compiled model of a checkpoint folder to `out`, and open it.

    Finished parts wait in `<out>.partial`; closing the job, or a kill, leaves them there, and the
    same call goes on with the others. `out` appears by one rename; what is compiled already is left
    as it is. `scope`: how much the gate of quantized weights tries. InputError where something else
    lies at `out`; SetupError where a file, room or a tool is missing, a GPU lacks the precision, or
    the gate refuses the result; FormatError where the checkpoint does not fit.
    """
    from engine.model import checkpoints, inspection
    from export import footprint, gpu
    from export.judgement import judged
    from export.stages import stages

    gpu.check_precision(config, gpu.here())
    gpu.check_named(config)
    inspection.check_headers(checkpoint)
    found = yield from checkpoints.identify(checkpoint)
    config = footprint.settled(found.folder, config, gpu.memory())
    if ready := _compiled_already(out, found, config):
        yield Noticed("This is compiled already; nothing was done.")
        return ready
    with claimed(out, _request(found, config)) as partial:
        parts = stages(found, config)
        footprint.check_disk(out, footprint.needed(found.folder, config) - partial.bytes)
        yield from _write(partial, parts)
        yield from _describe(partial, parts, found, config)
        yield from judged(partial, found, config, scope)
    partial.complete(out)
    return CompiledModel.open(out)


def _compiled_already(out: Path, found: "Checkpoint", config: ExportConfig) -> CompiledModel | None:
    """What lies at `out`, where it is whole and just what is asked for."""
    from export.description import model_sizes, plan_sizes, versions

    try:
        ready = CompiledModel.open(out)
    except YoError:
        return None
    there = ready.manifest
    same = (
        config.rounding is None  # a manifest does not tell: the parts are looked at
        and (there.fingerprint, there.target, there.precision, there.activation)
        == (found.fingerprint, config.target, config.precision, config.activation)
        and (there.buckets, there.compute_capabilities)
        == (plan_sizes(found.folder, config), config.compute_capabilities)
        and there.stream_weights == config.stream_weights
        and there.sizes == model_sizes(found.folder, config)
        and there.versions == versions(config)
    )
    return ready if same else None


def _request(found: "Checkpoint", config: ExportConfig) -> dict[str, object]:
    """All that the parts depend on, as JSON gives it back."""
    from export.description import versions

    chosen = {name: value for name, value in asdict(config).items() if name != "accept"}
    facts = {"checkpoint": found.fingerprint, "config": chosen, "by": versions(config)}
    request: dict[str, object] = json.loads(json.dumps(facts))
    return request


def _write(partial: Partial, parts: "Sequence[Stage]") -> Job[None]:
    """Make the parts that are missing."""
    left = [part for part in parts if not part.is_done(partial)]
    if len(left) < len(parts):
        yield Noticed(f"{len(parts) - len(left)} of {len(parts)} parts are there already.")
    total, done = sum(part.work for part in left), 0
    for part in left:
        yield Noticed(f"Part {parts.index(part) + 1} of {len(parts)}: {part.title}.")
        yield Progress(done, total, NOTE)
        here = part.write(partial.begin())
        yield from stretch(here, done, done + part.work, total, NOTE)
        partial.finish(part.name)
        done += part.work
        yield Progress(done, total, NOTE)


def _describe(
    partial: Partial, parts: "Sequence[Stage]", found: "Checkpoint", config: ExportConfig
) -> Job[None]:
    """Write the manifest, and remove what only served other parts."""
    from export.description import described

    if not partial.is_described:
        manifest = yield from described(found, config, partial.folder)
        write_manifest(partial.folder, manifest)
    for part in parts:
        if part.serves:
            partial.discard(part.name)
