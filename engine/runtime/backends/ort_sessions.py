"""ONNX Runtime's sessions: silent, offline, on the device that was asked for and on no other.

ONNX Runtime goes on with the CPU where CUDA cannot start; here that is an error with its reason.
"""

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

from engine.errors import FormatError, SetupError
from engine.offline import stay_offline
from engine.runtime.compiled import AGAIN, Value

Device: TypeAlias = Literal["cpu", "cuda"]

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
INSTALL = 'Install it with `pip install "yochameleon[cpu]"`.'
INSTALL_CUDA = (
    "Replace onnxruntime by onnxruntime-gpu, with CUDA and cuDNN of the versions it asks for; "
    "or use the device cpu."
)
DTYPES = {
    "tensor(float)": "float32",
    "tensor(float16)": "float16",
    "tensor(bfloat16)": "bfloat16",
    "tensor(int64)": "int64",
    "tensor(int32)": "int32",
}
"""Names of a manifest by ONNX Runtime's."""


def runtime() -> Any:
    """The module, kept from calling home. SetupError where it is not installed."""
    stay_offline()
    try:
        import onnxruntime  # type: ignore[import-untyped]
    except ImportError as error:
        raise SetupError("ONNX Runtime is not installed.", remedy=INSTALL) from error
    onnxruntime.disable_telemetry_events()  # what Windows honours
    return onnxruntime


def installed() -> bool:
    """Whether any ONNX Runtime can be imported here."""
    try:
        runtime()
    except SetupError:
        return False
    return True


def has_cuda() -> bool:
    """Whether the ONNX Runtime of this environment was built for CUDA; it may still fail to start.

    False where it is not installed.
    """
    return installed() and CUDA in runtime().get_available_providers()


def open_session(path: Path, device: Device, threads: int | None) -> Any:
    """A session over one graph; `threads` None takes one for each core.

    SetupError where the device is missing; FormatError where the file cannot be used.
    """
    ort = runtime()
    if device == "cuda":
        _check_cuda(ort)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.log_severity_level = 3  # errors only: its warnings are not for people
    # Threads may spin within a run, but between runs the cores belong to others.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    providers = [CPU] if device == "cpu" else [CUDA, CPU]
    with _refusing(path):
        session = ort.InferenceSession(str(path), options, providers=providers)
    if providers[0] not in session.get_providers():
        raise SetupError("ONNX Runtime could not start CUDA here.", remedy=INSTALL_CUDA)
    return session


def check_signature(session: Any, path: Path, inputs: Sequence[Value]) -> None:
    """FormatError where a graph does not take what its manifest says."""
    taken = {one.name: (DTYPES.get(one.type), _fixed(one.shape)) for one in session.get_inputs()}
    promised = {one.name: (one.dtype, _fixed(one.shape)) for one in inputs}
    if taken != promised:
        odd = min(name for name in taken | promised if taken.get(name) != promised.get(name))
        raise FormatError(f"{path} and its manifest disagree about {odd}.", remedy=AGAIN)


@contextlib.contextmanager
def enough_memory() -> Iterator[None]:
    """Turn a failed allocation of a run into a SetupError."""
    state = _states()
    try:
        yield
    except (state.RuntimeException, state.Fail) as error:
        if "alloc" not in str(error).lower():
            raise
        raise SetupError(
            "ONNX Runtime ran out of memory.",
            remedy="Close other programs, or draw fewer pictures at once.",
        ) from error


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    state = _states()
    unusable = (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NoSuchFile,
        state.NotImplemented,
        state.RuntimeException,
    )
    try:
        yield
    except unusable as error:
        reason = str(error).splitlines()[0]
        raise FormatError(f"ONNX Runtime cannot open {path}: {reason}", remedy=AGAIN) from error


def _states() -> Any:
    from onnxruntime.capi import onnxruntime_pybind11_state  # type: ignore[import-untyped]

    return onnxruntime_pybind11_state


def _check_cuda(ort: Any) -> None:
    if CUDA not in ort.get_available_providers():
        raise SetupError("This ONNX Runtime was built without CUDA.", remedy=INSTALL_CUDA)
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find
        ort.preload_dlls()  # libraries that pip installed


def _fixed(shape: Sequence[int | str | None]) -> tuple[int | None, ...]:
    """The sizes that are numbers; None for the free ones."""
    return tuple(size if isinstance(size, int) else None for size in shape)
