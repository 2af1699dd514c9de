"""What changes while learning, and its file: a learning killed at any moment can go on from it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from engine.files import TEMPORARY, write_whole
from engine.model.chameleon import Rows
from engine.tokens.prompts import PROMPT_VERSION
from engine.training.config import TrainingConfig
from engine.training.examples import TrainingSet

STATE_FILE, GOOD_FILE = "learning.safetensors", "good.safetensors"
"""The latest state, and the last one that is known to be good: the end of an epoch."""
FORMAT = 2

_MOMENTS = ("exp_avg", "exp_avg_sq")  # as torch's AdamW names them


@dataclass(slots=True)
class Course:
    """How far learning has come, and how it goes."""

    step: int = 0
    """Optimizer steps taken."""
    seconds: float = 0.0
    """Time learned so far, over all attempts."""
    rate: float = 1.0
    """What the learning rate is multiplied by: 0.5 after it ran away once."""
    loss: float | None = None
    """Running mean of the weighted loss; None before the first step."""
    lowest: float | None = None
    """The lowest that the running mean has been."""


class TrainingState:
    """What is learned, in fp32, AdamW's moments, and how far learning has come."""

    def __init__(self, start: Rows, config: TrainingConfig) -> None:
        self.first = start.first
        self.embeddings = nn.Parameter(start.embeddings.float().clone())
        self.head = nn.Parameter(start.head.float().clone())
        self.prefix: nn.Parameter | None = None
        """Of a deep concept."""
        if start.prefix is not None:
            self.prefix = nn.Parameter(start.prefix.float().clone())
        self.optimizer = torch.optim.AdamW(
            self._groups(config),
            lr=config.learning_rate,
            betas=(0.9, 0.999),
            eps=1e-6,
            weight_decay=config.weight_decay,
        )  # method.md 2.3
        self.course = Course()

    @property
    def step(self) -> int:
        """Optimizer steps taken."""
        return self.course.step

    @property
    def parameters(self) -> list[nn.Parameter]:
        """All that is learned."""
        return list(self._named().values())

    @property
    def rows(self) -> Rows:
        """The rows as the model takes them; gradients flow back into the parameters."""
        return Rows(self.first, self.embeddings, self.head, self.prefix)

    def encoded(self, inputs: str) -> bytes:
        """The whole state as the bytes of a safetensors file."""
        header = {
            "format": str(FORMAT),
            "inputs": inputs,
            "progress": json.dumps(asdict(self.course)),
        }
        return save(self._tensors(), header)

    def take(self, content: bytes, inputs: str) -> bool:
        """Become the state in these bytes; False, and unchanged, where they are not of `inputs`."""
        try:
            header = _header(content)
            if (header["format"], header["inputs"]) != (str(FORMAT), inputs):
                return False
            self._take(load(content), Course(**json.loads(header["progress"])))
        except (SafetensorError, ValueError, KeyError, TypeError):
            return False
        return True

    def save(self, folder: Path, inputs: str) -> None:
        """Write the state into `folder` whole or not at all. SetupError where it cannot be."""
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / STATE_FILE, self.encoded(inputs))

    def restore(self, folder: Path, inputs: str) -> bool:
        """Go on from the file in `folder`; False where there is none for these inputs."""
        for left_over in folder.glob(f"*{TEMPORARY}"):
            left_over.unlink(missing_ok=True)
        try:
            return self.take((folder / STATE_FILE).read_bytes(), inputs)
        except OSError:
            return False

    def _groups(self, config: TrainingConfig) -> list[dict[str, Any]]:
        """Each with a part of the learning rate; `run.py` sets the rate itself."""
        rows: dict[str, Any] = {"params": [self.embeddings, self.head], "part": 1.0}
        if self.prefix is None:
            return [rows]
        return [rows, {"params": [self.prefix], "part": config.prefix_rate}]

    def _named(self) -> dict[str, nn.Parameter]:
        deep = {} if self.prefix is None else {"prefix": self.prefix}
        return {"embeddings": self.embeddings, "head": self.head} | deep

    def _tensors(self) -> dict[str, Tensor]:
        named = self._named()
        tensors = {name: parameter.detach() for name, parameter in named.items()}
        for name, parameter in named.items():
            for moment in _MOMENTS if self.step else ():
                tensors[f"{name}.{moment}"] = self.optimizer.state[parameter][moment]
        return {name: tensor.cpu().contiguous() for name, tensor in tensors.items()}

    @torch.no_grad()
    def _take(self, tensors: dict[str, Tensor], course: Course) -> None:
        """All or nothing: KeyError or ValueError before anything was changed."""
        for name, parameter in self._named().items():
            moments = [f"{name}.{moment}" for moment in _MOMENTS] if course.step else []
            if any(tensors[one].shape != parameter.shape for one in (name, *moments)):
                raise ValueError(f"{name} of another size")
        self.optimizer.state.clear()
        for name, parameter in self._named().items():
            parameter.copy_(tensors[name])
            if course.step:
                own = {m: tensors[f"{name}.{m}"].to(parameter.device) for m in _MOMENTS}
                step = torch.tensor(float(course.step))
                self.optimizer.state[parameter] = {"step": step, **own}
        self.course = course


def inputs_of(training_set: TrainingSet, config: TrainingConfig, start: Rows | None = None) -> str:
    """Fingerprint of all that a learning follows from; with another one it must start anew.

    `start` are rows that it begins with in place of the checkpoint's own.
    """
    parts = (
        training_set.subject,
        training_set.photos,
        training_set.answers,
        config,
        PROMPT_VERSION,
    )
    digest = hashlib.sha256(repr(parts).encode())
    for tensor in (start.embeddings, start.head, start.prefix) if start else ():
        if tensor is not None:
            digest.update(tensor.float().cpu().numpy().tobytes())
    return digest.hexdigest()


def _header(content: bytes) -> dict[str, str]:
    size = int.from_bytes(content[:8], "little")
    header: dict[str, str] = json.loads(content[8 : 8 + size])["__metadata__"]
    return header
