"""The last part of an export: does the compiled model say what the weights say it came from?

Asked of freshly written parts, before they get their name: the self-test of every precision, and
the gate of those that change the weights. What was found is kept with the parts.
"""

from dataclasses import replace
from pathlib import Path

from engine.errors import SetupError, YoError
from engine.events import Job, Noticed
from engine.model.checkpoints import Checkpoint
from engine.runtime import gain
from engine.runtime.backends.base import Backend
from engine.runtime.compiled import CompiledModel, quantized_weights, write_manifest
from engine.runtime.self_test_files import save_reference
from engine.tokens.tokenizer import Tokenizer
from export.config import ExportConfig
from export.gate import Scope, gate
from export.partial import Partial
from export.verdict import Verdict, enforce
from export.verify import recorded, verify

EXACT = ("fp32", "fp16", "bf16")
"""Precisions that keep every weight: the gate has nothing to ask."""


def judged(
    partial: Partial, found: Checkpoint, config: ExportConfig, scope: Scope | None = None
) -> Job[None]:
    """Try the parts, write the gate's verdict into their manifest, and keep the self-test's.

    Where this machine cannot run them, that is said, and there is no verdict. SetupError where the
    gate refuses; the parts stay, so that `accept` is a matter of seconds then.
    """
    model = CompiledModel.open(partial.folder)
    try:
        backend = opened(model)
    except YoError as error:
        yield Noticed(f"The compiled model was not tried on this machine: {error} {error.remedy}")
        yield from _ask_oracle(model, found, config)
        return
    try:
        if config.precision not in EXACT:
            yield from _gate(partial, found, backend, config, scope)
        if (yield from _self_test(partial, found, backend, config)):
            paces = yield from gain.measure(backend, Tokenizer.open(found.folder))
            gain.keep(partial.folder, backend.name, paces)
    finally:
        backend.close()


def opened(model: CompiledModel) -> Backend:
    """A compiled model on the device that it was made for. SetupError where that is not here."""
    manifest = model.manifest
    if manifest.target == "tensorrt":
        from engine.runtime.backends.trt import TensorRTBackend

        return TensorRTBackend.open(model.folder)
    from engine.runtime.backends.ort import OrtBackend

    if manifest.activation == "float32":
        return OrtBackend.open(model.folder, device="cpu")
    return OrtBackend.open(model.folder, device="cuda")


def _ask_oracle(model: CompiledModel, found: Checkpoint, config: ExportConfig) -> Job[None]:
    """PyTorch's answers, for the machine that will run the model and test it by them."""
    reference = yield from recorded(model, found.folder, _weights(found, config))
    save_reference(reference, model.folder)


def _gate(
    partial: Partial, found: Checkpoint, backend: Backend, config: ExportConfig, scope: Scope | None
) -> Job[None]:
    record = partial.verdict()
    if record is None:
        weights = _weights(found, config)
        verdict = yield from gate(found.folder, backend, quantized=weights, scope=scope)
        record = {"verdict": verdict.record, "refusal": _refusal(verdict)}
        partial.keep_verdict(record)
    refusal = record["refusal"]
    if refusal and not config.accept:
        raise SetupError(*refusal)
    if refusal:
        yield Noticed(f"{refusal[0]} It is kept all the same.")
    manifest = CompiledModel.open(partial.folder).manifest
    found_here = {**record["verdict"], "accepted": bool(refusal)}
    write_manifest(partial.folder, replace(manifest, verdict=found_here))


def _self_test(
    partial: Partial, found: Checkpoint, backend: Backend, config: ExportConfig
) -> Job[bool]:
    """Of the files as they stay: whether it passed. The runtime does not use one that fails."""
    weights = _weights(found, config)
    tested = yield from verify(partial.folder, found.folder, backend, quantized=weights)
    if tested.problem:
        yield Noticed(f"{backend.name} failed its self-test and is not used: {tested.problem}.")
    return not tested.problem


def _weights(found: Checkpoint, config: ExportConfig) -> Path | None:
    return quantized_weights(found.fingerprint, config.bits) if config.bits else None


def _refusal(verdict: Verdict) -> tuple[str, str] | None:
    try:
        enforce(verdict)
    except SetupError as error:
        return str(error), error.remedy
    return None
