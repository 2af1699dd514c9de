"""Opens the backend that was chosen, or the next one where it fails its self-test."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import SetupError, YoError
from engine.events import Job, Noticed, finish
from engine.runtime import self_test
from engine.runtime.backends.base import Backend
from engine.runtime.backends.choose import (
    PYTORCH,
    TENSORRT,
    Choice,
    PassedOver,
    Wish,
    nothing,
    options,
    passed_over,
    refusal,
    with_reasons,
)
from engine.runtime.backends.ort_sessions import Device
from engine.runtime.compiled import AGAIN, check_contents
from engine.runtime.self_test_files import load_reference, remember, remembered

if TYPE_CHECKING:
    from engine.runtime.backends.pytorch import PyTorchBackend


@dataclass(frozen=True, slots=True)
class Opened:
    """A backend that is ready, and why it is this one."""

    backend: Backend
    choice: Choice


def open_best(
    checkpoint: Path,
    wish: Wish,
    *,
    threads: int | None = None,
    pytorch: "PyTorchBackend | None" = None,
) -> Job[Opened]:
    """Open the best backend that passes its self-test, which is made once for each machine.

    `pytorch`: one that is open already, for where the choice falls on it. SetupError where nothing
    that was asked for can run; FormatError where a file of the checkpoint is damaged.
    """
    passed: list[PassedOver] = []
    for option in options(checkpoint, wish):
        if isinstance(option, PassedOver):
            passed.append(option)
            continue
        if option.model is None:
            backend = pytorch or _opened(checkpoint, option, threads)
            return Opened(backend, with_reasons(option, passed))
        try:
            backend = yield from _tested(checkpoint, option, threads)
        except YoError as error:
            passed.append(passed_over(option.model.folder, str(error)))
            yield Noticed(passed[-1].why)
        else:
            return Opened(backend, with_reasons(option, passed))
    raise nothing(passed)


def open_backend(
    checkpoint: Path, *, device: str = "auto", threads: int | None = None, wish: Wish | None = None
) -> Backend:
    """`open_best` at once, without a word; `wish` replaces `device`.

    `threads` sets the CPU threads; None leaves PyTorch's as they are and gives ONNX Runtime one for
    each core.
    """
    return finish(open_best(checkpoint, wish or Wish(device=device), threads=threads)).backend


def _tested(checkpoint: Path, choice: Choice, threads: int | None) -> Job[Backend]:
    """A backend that passed its self-test here, now or earlier. YoError where it did not."""
    assert choice.model is not None
    known = remembered(choice.model, choice.title)
    if known is None:
        yield from check_contents(choice.model)
    backend = _opened(checkpoint, choice, threads)
    try:
        if known is None:
            reference = load_reference(choice.model.folder)
            known = yield from self_test.examine(backend, reference, choice.precision)
            remember(choice.model, backend.name, known)
        if reason := refusal(known.problem):
            raise SetupError(reason, remedy=AGAIN)
    except BaseException:
        backend.close()
        raise
    return backend


def _opened(checkpoint: Path, choice: Choice, threads: int | None) -> Backend:
    if choice.backend == PYTORCH:
        from engine.runtime.backends.pytorch import PyTorchBackend

        return PyTorchBackend.open(
            checkpoint, device=choice.device, dtype=choice.precision, threads=threads
        )
    assert choice.model is not None
    if choice.backend == TENSORRT:
        from engine.runtime.backends.trt import TensorRTBackend

        return TensorRTBackend.open(choice.model.folder)
    from engine.runtime.backends.ort import OrtBackend

    device: Device = "cpu" if choice.device == "cpu" else "cuda"
    return OrtBackend.open(choice.model.folder, device=device, threads=threads)
