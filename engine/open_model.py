"""The base model that a process keeps open between jobs, because opening one takes long."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.events import Job, Progress
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint
    from engine.runtime.backends.pytorch import PyTorchBackend
    from engine.tokens.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True)
class Base:
    """A base model, ready: what every job needs of it."""

    checkpoint: "Checkpoint"
    tokenizer: "Tokenizer"
    backend: "PyTorchBackend"


class OpenModel:
    """Holds at most one `Base`: that of the last settings."""

    def __init__(self) -> None:
        self._base: Base | None = None
        self._asked: tuple[str, str, int | None] | None = None

    def get(self, settings: Settings) -> Job[Base]:
        """The base model of these settings, opened where it is not.

        SetupError or FormatError where it cannot be opened.
        """
        from engine.model import checkpoints

        checkpoint = checkpoints.find(settings.checkpoint)
        asked = (checkpoint.fingerprint, settings.device, settings.threads)
        if self._base is None or asked != self._asked:
            yield Progress(0, 1, "Opening the model")
            self.close()
            self._base, self._asked = _opened(checkpoint, settings), asked
            yield Progress(1, 1, "Opening the model")
        return self._base

    def close(self) -> None:
        """Give the memory back."""
        if self._base is not None:
            self._base.backend.close()
        self._base = None


def _opened(checkpoint: "Checkpoint", settings: Settings) -> Base:
    from engine.runtime.backends.choose import choose
    from engine.runtime.backends.pytorch import PyTorchBackend
    from engine.tokens.tokenizer import Tokenizer

    tokenizer = Tokenizer.open(checkpoint.folder)
    choice = choose(checkpoint.folder, settings.device)
    backend = PyTorchBackend.open(
        checkpoint.folder, device=choice.device, dtype=choice.precision, threads=settings.threads
    )
    return Base(checkpoint, tokenizer, backend)
