"""`python -m bench.gpu.backends OUT`: the product's own backends on this GPU, and PyTorch's CPU.

A random checkpoint is opened, or compiled, by each backend that is installed. What the checks say
of agreement is real; figures of speed are of a small model, but for the product's PyTorch at 7B.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import ChameleonConfig
from transformers.models.chameleon.modeling_chameleon import ChameleonRotaryEmbedding

from bench.decoding.checkpoint import (
    MEDIUM,
    QUICK,
    decoder_parameters,
    position_numbers,
    write_random_checkpoint,
)
from bench.gpu import device
from bench.gpu.rows import NO_GPU, NOT_INSTALLED, Check, Row, conclude
from bench.teaching.opened import own_home
from engine import offline
from engine.model.chameleon import Chameleon
from engine.model.config import build_empty, read_config
from engine.runtime.backends import ort_sessions, tensorrt_module
from engine.runtime.backends.base import Backend, Logits
from engine.runtime.backends.pytorch import PyTorchBackend
from export.config import ExportConfig

PROMPT, STEPS, BATCHES = 33, 64, (1, 4, 8)
KL = 0.02
"""The gate's own bound on text; a backend that keeps its weights in 16 bits stays far below."""
_ROUNDS = 3
_BYTES = {"float32": 4, "bfloat16": 2, "float16": 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to run the checkpoint; `missing` says why it cannot be."""

    name: str
    dtype: str
    open: Callable[[Path, Path], Backend]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Oracle:
    """A prompt, the ids PyTorch's CPU goes on with in fp32, and its logits before each."""

    prompt: list[int]
    ids: list[int]
    logits: Logits


def main(arguments: list[str]) -> None:
    """Print two tables and write backends.json; --quick takes a tiny checkpoint."""
    offline.stay_offline()
    out, quick = Path(arguments[0]), "--quick" in arguments
    rate = device.measured_bandwidth()
    with tempfile.TemporaryDirectory() as scratch, own_home(Path(scratch) / "home"):
        folder = Path(scratch)
        checkpoint = write_random_checkpoint(folder / "checkpoint", QUICK if quick else MEDIUM)
        oracle = _oracle(checkpoint)
        rows: list[Row] = []
        checks: list[Check] = []
        for candidate in candidates():
            some, check = _tried(candidate, checkpoint, folder, (oracle, rate))
            rows += some
            checks.append(check)
    if not quick:
        rows += _full_size(rate)
    conclude("backends", out, rows, checks, device.in_words())


def candidates() -> list[Candidate]:
    """Everything of ours that a GPU can run."""
    gpu = "" if torch.cuda.is_available() else NO_GPU
    onnx = "" if find_spec("onnx") and ort_sessions.has_cuda() else NOT_INSTALLED
    plans = "" if find_spec("onnx") and tensorrt_module.installed() else NOT_INSTALLED
    return [
        Candidate("PyTorch, fp32", "float32", _pytorch("float32"), gpu),
        Candidate("PyTorch, bf16", "bfloat16", _pytorch("bfloat16"), gpu),
        Candidate("ONNX Runtime, CUDA provider, fp16", "float16", _onnx, onnx or gpu),
        Candidate("TensorRT, bf16", "bfloat16", _tensorrt, plans or gpu),
    ]


def agreement(backend: Backend, oracle: Oracle, dtype: str) -> tuple[bool, str]:
    """Whether a backend agrees with the oracle along its ids, and in words how far."""
    given = [backend.prefill([oracle.prompt])[0]]
    given += [backend.step(np.array([[one]]))[0, 0] for one in oracle.ids[:-1]]
    logits = np.stack(given)
    equal = int((logits.argmax(-1) == np.array(oracle.ids)).sum())
    apart = float(np.abs(logits - oracle.logits).max())
    divergence = mean_kl(oracle.logits, logits)
    words = f"{equal} of {len(oracle.ids)} greedy ids, |Δlogit| {apart:.1e}, KL {divergence:.1e}"
    is_exact = dtype == "float32"
    return (equal == len(oracle.ids) if is_exact else divergence <= KL), words


def mean_kl(expected: Logits, given: Logits) -> float:
    """Mean KL divergence in nats of distributions (N, V), from their logits."""
    p, q = (_log_softmax(one.astype(np.float64)) for one in (expected, given))
    return float((np.exp(p) * (p - q)).sum(-1).mean())


def _tried(
    candidate: Candidate, checkpoint: Path, folder: Path, given: tuple[Oracle, float | None]
) -> tuple[list[Row], Check]:
    oracle, rate = given
    name = f"{candidate.name} agrees with PyTorch's CPU"
    if candidate.missing:
        rows = [Row(name=candidate.name, note=candidate.missing)]
        return rows, Check(name, None, candidate.missing)
    try:
        backend = candidate.open(checkpoint, folder / candidate.name)
        passed, words = agreement(backend, oracle, candidate.dtype)
        config = read_config(checkpoint)
        rows = list(_timed(candidate.name, backend, config, (candidate.dtype, rate)))
    except Exception as error:  # the border of the row: the others are still measured
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:160]
        return [Row(name=candidate.name, note=reason)], Check(name, False, reason)
    with suppress(Exception):
        backend.close()
    return rows, Check(name, passed, words)


def _timed(
    name: str, backend: Backend, config: ChameleonConfig, given: tuple[str, float | None]
) -> Iterator[Row]:
    dtype, rate = given
    layers, head = decoder_parameters(config)
    for batch in BATCHES:
        milliseconds = 1e3 * _step_seconds(backend, batch)
        read = layers + head + batch * PROMPT * position_numbers(config)
        size = read * _BYTES[dtype]
        yield Row(
            name=name,
            rows=batch,
            context=PROMPT,
            milliseconds=milliseconds,
            bytes=size,
            floor=1e3 * size / rate if rate else None,
        )


def _step_seconds(backend: Backend, batch: int) -> float:
    backend.prefill([list(range(8300, 8300 + PROMPT))])
    backend.fork(batch)
    ids = np.full((batch, 1), 8300, np.int64)
    backend.step(ids)
    seconds = []
    for _ in range(_ROUNDS):
        backend.rewind([PROMPT] * batch)
        began = time.perf_counter()
        for _ in range(8):
            backend.step(ids)
        seconds.append((time.perf_counter() - began) / 8)
    return statistics.median(seconds)


def _full_size(rate: float | None) -> list[Row]:
    """The product's PyTorch backend at 7B, call by call: what CUDA graphs are compared with."""
    name = "PyTorch, bf16, 7B"
    if not torch.cuda.is_available():
        return [Row(name=name, note=NO_GPU)]
    try:
        config = ChameleonConfig(vocabulary_map={"<image>": 8711, "IMGIMGA": 4})
        backend = PyTorchBackend(random_chameleon(config, "cuda", torch.bfloat16))
        return list(_timed(name, backend, config, ("bfloat16", rate)))
    except RuntimeError as error:
        return [Row(name=name, note=str(error).splitlines()[0][:160])]


@torch.no_grad()
def random_chameleon(config: ChameleonConfig, where: str, dtype: torch.dtype) -> Chameleon:
    """The model of a config with random weights, made where they stay; its codec is fp32."""
    inner, vqgan = build_empty(config)
    for module in (inner.embed_tokens, inner.layers, inner.norm):
        module.to(dtype)
    inner.to_empty(device=where)
    vqgan.decoder.to_empty(device=where)
    for parameter in [*inner.parameters(), *vqgan.decoder.parameters()]:
        parameter.requires_grad_(False)
        fan_in = parameter[0].numel() if parameter.dim() > 1 else 1
        _fill(parameter, fan_in)
    inner.rotary_emb = ChameleonRotaryEmbedding(config).to(where).train(False)
    head = torch.empty(config.vocab_size, config.hidden_size, device=where, dtype=dtype)
    _fill(head, config.hidden_size)
    return Chameleon(inner, head, vqgan)


def _fill(tensor: torch.Tensor, fan_in: int) -> None:
    if tensor.dim() > 1:
        tensor.normal_(std=fan_in**-0.5)
    else:
        tensor.fill_(1.0)


def _oracle(checkpoint: Path) -> Oracle:
    backend = PyTorchBackend.open(checkpoint, device="cpu", dtype="float32")
    prompt = list(range(8300, 8300 + PROMPT))
    logits = [backend.prefill([prompt])[0]]
    ids = [int(logits[0].argmax())]
    while len(ids) < STEPS:
        logits.append(backend.step(np.array([[ids[-1]]]))[0, 0])
        ids.append(int(logits[-1].argmax()))
    return Oracle(prompt, ids, np.stack(logits))


def _pytorch(dtype: str) -> Callable[[Path, Path], Backend]:
    def opened(checkpoint: Path, folder: Path) -> Backend:
        return PyTorchBackend.open(checkpoint, device="cuda", dtype=dtype)

    return opened


def _onnx(checkpoint: Path, folder: Path) -> Backend:
    from engine.runtime.backends.ort import OrtBackend  # noqa: PLC0415

    return OrtBackend.open(_compiled(checkpoint, folder, precision="fp16"), device="cuda")


def _tensorrt(checkpoint: Path, folder: Path) -> Backend:
    from engine.runtime.backends.trt import TensorRTBackend  # noqa: PLC0415

    config = {"target": "tensorrt", "precision": "bf16", "buckets": (1152,), "context": 1152}
    return TensorRTBackend.open(_compiled(checkpoint, folder, **config))


def _compiled(checkpoint: Path, folder: Path, **config: Any) -> Path:
    from export.pipeline import compile_model  # noqa: PLC0415

    job = compile_model(checkpoint, folder, ExportConfig(**config))
    while True:
        try:
            next(job)
        except StopIteration:
            return folder


def _log_softmax(logits: Any) -> Any:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


if __name__ == "__main__":
    main(sys.argv[1:])
