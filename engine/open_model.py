"""The base model that a process keeps open between jobs, because opening one takes long.

Sessions may run on a compiled model; learning needs PyTorch, on the weights that sessions run on.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.errors import SetupError
from engine.events import Job, Progress
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.model.chameleon import Chameleon
    from engine.model.checkpoints import Checkpoint
    from engine.runtime.backends.base import Backend
    from engine.runtime.backends.choose import Choice, Wish
    from engine.runtime.backends.pytorch import PyTorchBackend
    from engine.tokens.tokenizer import Tokenizer

_Asked: TypeAlias = tuple[object, ...]
_NOTE = "Opening the model"


@dataclass(frozen=True, slots=True)
class Base:
    """A base model, ready: what sessions need of it."""

    checkpoint: "Checkpoint"
    tokenizer: "Tokenizer"
    backend: "Backend"
    ahead: int = 0
    """Codes of a picture to draft ahead, as measured for a compiled model; 0 is one by one."""


@dataclass(frozen=True, slots=True)
class LearningBase(Base):
    """A base model that can be learned on."""

    backend: "PyTorchBackend"

    @property
    def model(self) -> "Chameleon":
        """The frozen model."""
        return self.backend.model


class OpenModel:
    """Holds at most one `Base` for sessions and one for learning, which may be the same."""

    def __init__(self) -> None:
        self._running: Base | None = None
        self._learning: LearningBase | None = None
        self._asked_running: _Asked = ()
        self._asked_learning: _Asked = ()

    def get(self, settings: Settings) -> Job[Base]:
        """The base model of these settings for sessions, opened where it is not.

        SetupError or FormatError where it cannot be opened.
        """
        from engine.model import checkpoints

        checkpoint = checkpoints.find(settings.checkpoint)
        asked = _asked(checkpoint, settings)
        if self._running is None or asked != self._asked_running:
            yield Progress(0, 1, _NOTE)
            self._forget_running()
            self._running = yield from self._opened(checkpoint, settings)
            self._asked_running = asked
            yield Progress(1, 1, _NOTE)
        return self._running

    def get_for_learning(self, settings: Settings, weights: str = "auto") -> Job[LearningBase]:
        """The same on PyTorch, its frozen weights kept as `engine.training.fit.WEIGHTS` says.

        `auto`: where sessions run on quantized weights, these are learned on. Errors as in `get`.
        """
        from engine.model import checkpoints

        checkpoint = checkpoints.find(settings.checkpoint)
        asked = _asked(checkpoint, settings) + (() if weights == "auto" else (weights,))
        if self._learning is None or asked != self._asked_learning:
            yield Progress(0, 1, _NOTE)
            self._forget_learning()
            self._learning = self._opened_for_learning(checkpoint, settings, weights)
            self._asked_learning = asked
            yield Progress(1, 1, _NOTE)
        return self._learning

    @property
    def held(self) -> tuple[str, ...]:
        """What is open now, as `checkpoint (backend)`; each once."""
        bases = (self._running, self._learning)
        names = [f"{one.checkpoint.name} ({one.backend.name})" for one in bases if one]
        return tuple(dict.fromkeys(names))

    def close(self) -> None:
        """Give the memory back."""
        self._forget_running()
        self._forget_learning()

    def _opened(self, checkpoint: "Checkpoint", settings: Settings) -> Job[Base]:
        from engine.runtime import gain
        from engine.runtime.backends.opening import open_best
        from engine.tokens.tokenizer import Tokenizer

        here = self._learning if self._asked_learning == _asked(checkpoint, settings) else None
        opened = yield from open_best(
            checkpoint.folder,
            wish(checkpoint, settings),
            threads=settings.threads,
            pytorch=here.backend if here else None,
        )
        model = opened.choice.model
        ahead = gain.kept(model.folder, opened.backend.name) if model else 0
        return Base(checkpoint, Tokenizer.open(checkpoint.folder), opened.backend, ahead)

    def _opened_for_learning(
        self, checkpoint: "Checkpoint", settings: Settings, weights: str
    ) -> LearningBase:
        from engine.runtime.backends.pytorch import PyTorchBackend
        from engine.tokens.tokenizer import Tokenizer

        quantized = _quantized(checkpoint, settings, weights)
        here = self._running if self._asked_running == _asked(checkpoint, settings) else None
        as_it_runs = weights == "auto" and quantized is None
        if here and as_it_runs and isinstance(here.backend, PyTorchBackend):
            return LearningBase(here.checkpoint, here.tokenizer, here.backend)
        own = _own_choice(checkpoint, settings)
        foreign = weights in ("nf4", "int8-torchao")
        plain = {"fp32": "float32", "bf16": "bfloat16"}.get(weights, own.precision)
        backend = PyTorchBackend.open(
            checkpoint.folder,
            device=own.device,
            dtype="bfloat16" if foreign and own.device != "cpu" else plain,
            threads=settings.threads,
            quantized=weights if foreign else quantized,
        )
        return LearningBase(checkpoint, Tokenizer.open(checkpoint.folder), backend)

    def _forget_running(self) -> None:
        base, self._running = self._running, None
        if base is not None and (self._learning is None or base.backend != self._learning.backend):
            base.backend.close()

    def _forget_learning(self) -> None:
        base, self._learning = self._learning, None
        if base is not None and (self._running is None or base.backend != self._running.backend):
            base.backend.close()


def wish(checkpoint: "Checkpoint", settings: Settings) -> "Wish":
    """What these settings ask of a checkpoint's backend."""
    from engine.runtime.backends.choose import Wish

    return Wish(
        device=settings.device,
        backend=settings.backend,
        fingerprint=checkpoint.fingerprint,
        compiled=Path(settings.compiled) if settings.compiled else None,
    )


def _asked(checkpoint: "Checkpoint", settings: Settings) -> _Asked:
    """All that decides what is opened, so that a model that was compiled since is noticed."""
    from engine.runtime.compiled import find_compiled

    made = tuple(find_compiled(checkpoint.fingerprint))
    return (
        checkpoint.fingerprint,
        settings.device,
        settings.threads,
        settings.backend,
        settings.compiled,
        made,
    )


def _own_choice(checkpoint: "Checkpoint", settings: Settings) -> "Choice":
    """Where and in which precision PyTorch runs by itself."""
    from engine.runtime.backends.choose import Wish, choose

    return choose(checkpoint.folder, Wish(device=settings.device, backend="pytorch"))


def own_precision(checkpoint: "Checkpoint", settings: Settings) -> str:
    """What PyTorch keeps a checkpoint as here by itself: `float32` or `bfloat16`."""
    return str(_own_choice(checkpoint, settings).precision)


def _quantized(checkpoint: "Checkpoint", settings: Settings, weights: str) -> Path | None:
    """The file of codes to learn on. SetupError where one was asked for that is not there.

    `auto`: those that the compiled model of sessions was made from, where it runs on codes.
    """
    from engine.runtime.backends.choose import choose
    from engine.runtime.compiled import quantized_weights

    if weights in ("int4", "int8"):
        wanted = quantized_weights(checkpoint.fingerprint, int(weights[-1]))
        if not wanted.exists():
            raise SetupError(
                f"{checkpoint.name} has no {weights} weights yet.",
                remedy=f"Make them: `engine export {checkpoint.name} --precision {weights}`.",
            )
        return wanted
    if weights != "auto":
        return None
    try:
        running = choose(checkpoint.folder, wish(checkpoint, settings))
    except SetupError:  # what was asked for cannot run here; learning needs none of it
        return None
    bits = {"int4": 4, "int8": 8}.get(running.precision)
    path = quantized_weights(checkpoint.fingerprint, bits) if bits else None
    return path if path and path.exists() else None
