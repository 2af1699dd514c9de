"""Which backend runs here, and why. The one place that decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from engine.errors import InputError, SetupError, YoError
from engine.runtime.backends import ort_sessions, tensorrt_module
from engine.runtime.backends.nvidia import nvidia_driver
from engine.runtime.compiled import CompiledModel, find_compiled
from engine.runtime.self_test_files import REFERENCE, remembered
from engine.settings import BACKENDS, DEVICES

PYTORCH, ONNX, TENSORRT = "PyTorch", "ONNX Runtime", "TensorRT"
UNTRIED = "Its makers have never run this backend on a GPU; the self-test decides."
"""Said of ONNX Runtime's CUDA provider and of TensorRT, until somebody has."""
_ASKED = {"pytorch": PYTORCH, "onnx": ONNX, "tensorrt": TENSORRT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asks for, and where compiled models may be. InputError for nonsense."""

    device: str = "auto"
    backend: str = "auto"
    fingerprint: str = ""
    """Of the checkpoint; without it only PyTorch can be chosen."""
    compiled: Path | None = None
    """The one compiled model to look at; None looks at all beside the library."""

    def __post_init__(self) -> None:
        for what, given, known in (
            ("device", self.device, DEVICES),
            ("backend", self.backend, BACKENDS),
        ):
            if given not in known:
                raise InputError(
                    f"There is no {what} “{given}”.", remedy=f"Choose one of {', '.join(known)}."
                )


@dataclass(frozen=True, slots=True)
class Choice:
    """Plain facts for `engine doctor`."""

    backend: str
    device: str
    """`cpu` or `cuda`."""
    precision: str
    """What the decoder's weights are kept in; the picture codec is float32 where it matters."""
    why: str
    """For people: where it runs and why, and what was passed over."""
    model: CompiledModel | None = None
    """None: the checkpoint itself."""

    @property
    def title(self) -> str:
        """How the backend's own name begins."""
        return self.backend if self.backend == TENSORRT else f"{self.backend} on {self.device}"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A compiled model that cannot be used here: one sentence."""

    why: str


def choose(checkpoint: Path, wish: Wish | None = None) -> Choice:
    """What `opening.open_best` tries first. Reads sizes, loads no weights.

    SetupError where nothing that was asked for can run here.
    """
    passed: list[PassedOver] = []
    for option in options(checkpoint, wish or Wish()):
        if isinstance(option, Choice):
            return with_reasons(option, passed)
        passed.append(option)
    raise nothing(passed)


def options(checkpoint: Path, wish: Wish) -> Iterator[Choice | PassedOver]:
    """Everything that could run, the best first, and what cannot.

    On a GPU: TensorRT, ONNX Runtime, PyTorch; on the CPU: ONNX Runtime, PyTorch. Of several
    compiled models the smallest goes first: a step takes as long as its weights are read.
    """
    found = [] if wish.backend == "pytorch" else list(_compiled(wish))
    yield from (one for one in found if isinstance(one, PassedOver))
    models = sorted(
        (one for one in found if isinstance(one, CompiledModel)), key=lambda model: model.bytes
    )
    for backend, device in ((TENSORRT, "cuda"), (ONNX, "cuda"), (PYTORCH, "cuda"),
                            (ONNX, "cpu"), (PYTORCH, "cpu")):  # fmt: skip
        if wish.device not in ("auto", device) or wish.backend not in ("auto", _key(backend)):
            continue
        if backend == PYTORCH:
            yield from _pytorch(checkpoint, wish, device)
            continue
        own = [model for model in models if _runs_on(model) == (backend, device)]
        yield from (_judged(model, backend, device) for model in own)


def _compiled(wish: Wish) -> Iterator[CompiledModel | PassedOver]:
    if not wish.fingerprint:
        return
    for folder in [wish.compiled] if wish.compiled else find_compiled(wish.fingerprint):
        try:
            model = CompiledModel.open(folder)
            model.check_checkpoint(wish.fingerprint)
        except YoError as error:
            yield passed_over(folder, f"{error} {error.remedy}")
        else:
            yield model


def _runs_on(model: CompiledModel) -> tuple[str, str]:
    """The backend and the device that a model was compiled for."""
    if model.manifest.target == "tensorrt":
        return TENSORRT, "cuda"
    return ONNX, "cpu" if model.manifest.activation == "float32" else "cuda"


def _judged(model: CompiledModel, backend: str, device: str) -> Choice | PassedOver:
    where = "the CPU" if device == "cpu" else "the GPU"
    precision, name = model.manifest.precision, model.folder.name
    why = f"Runs on {where} in {precision} with {backend}, from the compiled model {name}."
    choice = Choice(backend, device, precision, why, model)
    problem = _lacking(backend, device) or _failed(choice, model)
    if problem:
        return passed_over(model.folder, problem)
    return choice if device == "cpu" else replace(choice, why=f"{why} {UNTRIED}")


def _lacking(backend: str, device: str) -> str:
    """What this machine lacks for a backend; empty where nothing is known to be missing."""
    if device == "cuda" and not nvidia_driver():
        return "no NVIDIA GPU with its driver is here."
    if backend == TENSORRT:
        return "" if tensorrt_module.installed() else "TensorRT is not installed."
    if find_spec("onnxruntime") is None:
        return "ONNX Runtime is not installed."
    if device == "cuda" and not ort_sessions.has_cuda():
        return "this ONNX Runtime was built without CUDA."
    return ""


def _failed(choice: Choice, model: CompiledModel) -> str:
    """Why a model must not be used as far as earlier self-tests tell; empty where it may."""
    outcome = remembered(model, choice.title)
    if outcome is not None:
        return refusal(outcome.problem)
    return "" if (model.folder / REFERENCE).exists() else "it was never compared with PyTorch."


def refusal(problem: str) -> str:
    """What a self-test's problem means for a model; empty for none."""
    return f"it failed its self-test: {problem}." if problem else ""


def _pytorch(checkpoint: Path, wish: Wish, device: str) -> Iterator[Choice]:
    """PyTorch on this device; nothing where there is no GPU to choose."""
    from engine.runtime.backends import pytorch

    asked_for = wish.device == device
    if device == "cpu":
        seen = wish.device == "auto" and "PyTorch sees no NVIDIA GPU"
        yield _on(checkpoint, device, seen or "the CPU was asked for")
        return
    gpu = pytorch.cuda_device() if asked_for or nvidia_driver() else None
    if gpu is not None:
        yield _on(checkpoint, device, gpu)
    elif asked_for:
        raise SetupError(
            "PyTorch sees no NVIDIA GPU here.",
            remedy="Use the device cpu, or install a GPU driver and a CUDA build of PyTorch.",
        )


def _on(checkpoint: Path, device: str, why: str) -> Choice:
    from engine.runtime.backends import pytorch

    precision = pytorch.precision(checkpoint, device)
    return Choice(PYTORCH, device, precision, f"{_reason(device, precision)} ({why}).")


def _reason(device: str, precision: str) -> str:
    if device == "cuda":
        return f"Runs on the GPU in {precision}"
    if precision == "float32":
        return "Runs on the CPU in float32, which fits into memory and is exact"
    return f"Runs on the CPU in {precision}, because float32 would take too much memory"


def _key(backend: str) -> str:
    return next(key for key, name in _ASKED.items() if name == backend)


def passed_over(folder: Path, reason: str) -> PassedOver:
    """A compiled model that is not used, and why."""
    return PassedOver(f"The compiled model {folder.name} is not used: {reason}")


def with_reasons(choice: Choice, passed: list[PassedOver]) -> Choice:
    """The choice, which says what was passed over for it."""
    return replace(choice, why=" ".join([choice.why, *(one.why for one in passed)]))


def nothing(passed: list[PassedOver]) -> SetupError:
    """What to say where everything was passed over."""
    reasons = " ".join(one.why for one in passed) or "There is no compiled model for it."
    return SetupError(
        f"Nothing that was asked for can run here. {reasons}",
        remedy="Compile the model with `engine export`, or use the backend auto.",
    )
