"""Opens the bundled ONNX networks: checked, offline, on the CPU. Knows nothing of what they see.

Importing this loads no ONNX Runtime, so a window can name these types and stay quick.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL.Image import Image

from engine.errors import SetupError
from engine.paths import RESOURCES

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

Floats: TypeAlias = NDArray[np.float32]

MODELS = RESOURCES / "models"
_GET_AGAIN = "Install Yo'Chameleon again; in a source checkout run `git checkout resources/models`."


class Network:
    """One ONNX network with one input, ready to run."""

    def __init__(self, name: str, threads: int = 0, folder: Path = MODELS) -> None:
        """Open `folder/name`; `threads` = 0 takes one per core."""
        self._session = open_session(read_model(name, folder), threads)
        self._input: str = self._session.get_inputs()[0].name

    def __call__(self, batch: Floats) -> list[Floats]:
        """Every output of the network for one input, in the order of the file."""
        outputs: list[Floats] = self._session.run(None, {self._input: batch})
        return outputs


def read_model(name: str, folder: Path = MODELS) -> bytes:
    """The bytes of a model, proved to be those that were released."""
    try:
        expected = json.loads((folder / "models.json").read_bytes())
        content = (folder / name).read_bytes()
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise SetupError(f"The model file {missing} is missing.", remedy=_GET_AGAIN) from error
    except ValueError as error:
        raise SetupError("The model file models.json is damaged.", remedy=_GET_AGAIN) from error
    # The digest costs about 5 ms and what was hashed is what is opened, so nothing is remembered.
    if hashlib.sha256(content).hexdigest() != expected[name]:
        raise SetupError(f"The model file {name} is damaged.", remedy=_GET_AGAIN)
    return content


def open_session(model: bytes | str, threads: int) -> "InferenceSession":
    """A session on the CPU over a file's bytes, or its path; `threads` = 0 takes one per core."""
    onnxruntime = _import_onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors only: its warnings are not for people
    # Idle threads would otherwise spin and take the cores from a training that runs beside us.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Named, because the wheel also lists a provider that computes in a cloud.
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def to_planes(picture: Image, centre: ArrayLike, spread: ArrayLike) -> Floats:
    """(pixel − centre) / spread of an 8-bit picture, as (1, channels, H, W) float32."""
    pixels = np.asarray(picture, np.float32)
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    scaled = (pixels - np.asarray(centre, np.float32)) / np.asarray(spread, np.float32)
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])


def to_unit(vectors: Floats) -> Floats:
    """(N, D) vectors scaled to length 1; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, 1e-12)
    return unit


def _import_onnxruntime() -> Any:
    """ONNX Runtime, kept from reporting to its maker: it would open sockets unasked."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, at import; not honoured on Windows
    try:
        import onnxruntime
    except ImportError as error:
        raise SetupError(
            "ONNX Runtime is not installed.",
            remedy='Install it with `pip install "yochameleon[cpu]"`.',
        ) from error
    onnxruntime.disable_telemetry_events()  # what Windows honours
    return onnxruntime
