"""What changes while learning, and its file: a learning killed at any moment can go on from it."""

import hashlib
import json
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from engine.files import TEMPORARY, write_whole
from engine.model.chameleon import Rows
from engine.tokens.prompts import PROMPT_VERSION
from engine.training.config import TrainingConfig
from engine.training.examples import TrainingSet

STATE_FILE = "learning.safetensors"
FORMAT = 1

_MOMENTS = ("exp_avg", "exp_avg_sq")  # as torch's AdamW names them


class TrainingState:
    """The two learned matrices in fp32, AdamW's moments, and how far learning has come."""

    def __init__(self, start: Rows, config: TrainingConfig) -> None:
        self.first = start.first
        self.embeddings = nn.Parameter(start.embeddings.float().clone())
        self.head = nn.Parameter(start.head.float().clone())
        self.optimizer = torch.optim.AdamW(
            self.parameters,
            lr=config.learning_rate,
            betas=(0.9, 0.999),
            eps=1e-6,
            weight_decay=config.weight_decay,
        )  # method.md 2.3
        self.step = 0
        """Optimizer steps taken."""
        self.seconds = 0.0
        """Time learned so far, over all attempts."""

    @property
    def parameters(self) -> list[nn.Parameter]:
        """All that is learned."""
        return [self.embeddings, self.head]

    @property
    def rows(self) -> Rows:
        """The rows as the model takes them; gradients flow back into the parameters."""
        return Rows(self.first, self.embeddings, self.head)

    def save(self, folder: Path, inputs: str) -> None:
        """Write the state into `folder` whole or not at all. SetupError where it cannot be."""
        header = {
            "format": str(FORMAT),
            "inputs": inputs,
            "progress": json.dumps({"step": self.step, "seconds": self.seconds}),
        }
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / STATE_FILE, save(self._tensors(), header))

    def restore(self, folder: Path, inputs: str) -> bool:
        """Go on from the file in `folder`; False where there is none for these inputs."""
        for left_over in folder.glob(f"*{TEMPORARY}"):
            left_over.unlink(missing_ok=True)
        try:
            content = (folder / STATE_FILE).read_bytes()
            header = _header(content)
            if (header["format"], header["inputs"]) != (str(FORMAT), inputs):
                return False
            progress, tensors = json.loads(header["progress"]), load(content)
            self._take(tensors, int(progress["step"]), float(progress["seconds"]))
        except (OSError, SafetensorError, ValueError, KeyError):
            return False
        return True

    def _tensors(self) -> dict[str, Tensor]:
        tensors = {"embeddings": self.embeddings.detach(), "head": self.head.detach()}
        for name, parameter in zip(("embeddings", "head"), self.parameters, strict=True):
            for moment in _MOMENTS if self.step else ():
                tensors[f"{name}.{moment}"] = self.optimizer.state[parameter][moment]
        return {name: tensor.cpu().contiguous() for name, tensor in tensors.items()}

    @torch.no_grad()
    def _take(self, tensors: dict[str, Tensor], step: int, seconds: float) -> None:
        """All or nothing: KeyError or ValueError before anything was changed."""
        shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
        names = [f"{name}.{moment}" for name in ("embeddings", "head") for moment in _MOMENTS]
        wanted = ["embeddings", "head", *(names if step else ())]
        if any(shapes[name] != tuple(self.embeddings.shape) for name in wanted):
            raise ValueError("rows of another size")
        for name, parameter in zip(("embeddings", "head"), self.parameters, strict=True):
            parameter.copy_(tensors[name])
            if step:
                moments = {m: tensors[f"{name}.{m}"].to(parameter.device) for m in _MOMENTS}
                self.optimizer.state[parameter] = {"step": torch.tensor(float(step)), **moments}
        self.step, self.seconds = step, seconds


def inputs_of(training_set: TrainingSet, config: TrainingConfig) -> str:
    """Fingerprint of all that a learning follows from; with another one it must start anew."""
    parts = (
        training_set.subject,
        training_set.photos,
        training_set.answers,
        config,
        PROMPT_VERSION,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _header(content: bytes) -> dict[str, str]:
    size = int.from_bytes(content[:8], "little")
    header: dict[str, str] = json.loads(content[8 : 8 + size])["__metadata__"]
    return header
