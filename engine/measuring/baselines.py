"""A model is fine-tuned on a concept's photos, and measured as it goes: likeness against abilities.

For comparison with soft prompts only. The model is opened anew for it and thrown away afterwards;
what was learned lies in `<home>/baselines/`, with the curve of everything that was measured.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PIL.Image import Image

from engine.concepts.names import name_key
from engine.evaluation import abilities, exams, similarity
from engine.evaluation.examinee import Examinee, base
from engine.evaluation.protocol import OURS
from engine.events import Job, Measured, Noticed, Progress
from engine.files import storing, write_whole
from engine.learning.intake import photo_files
from engine.measuring.wish import EXAMS
from engine.paths import home
from engine.settings import Settings
from engine.tokens.images import read_photo

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint
    from engine.training.baselines import BaselineConfig, Tuner, TuningSet

Point: TypeAlias = dict[str, Any]
"""What was measured after so many iterations."""

NOTE = "Fine-tuning"
QUESTIONS = 40
"""Of each benchmark at every point: a figure good to about 0.08."""
PRIOR = 16
"""Pictures of the class, drawn by the base model before it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """What a person asks to be fine-tuned. Plain values."""

    name: str
    photos: tuple[Path, ...]
    method: str = "full"
    class_name: str = ""
    """With its article, such as `a dog`: pictures of it keep the word what it was."""
    rate: float | None = None
    iterations: int | None = None
    keep_weights: bool = False
    """Write the trained weights at each point that is kept: all of the model's, for `full`."""
    data: Path = EXAMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The whole similarity–ability curve of one fine-tuning."""

    name: str
    method: str
    folder: Path
    seconds: float
    points: tuple[Point, ...]


def tune(asked: Tuning, settings: Settings) -> Job[Curve]:
    """Fine-tune and measure. SetupError before anything is opened where memory does not suffice.

    Closing the job throws the model away; points measured so far stay in the folder.
    """
    began = time.monotonic()
    config = _config(asked)
    checkpoint = yield from _checked(config, settings)
    material, held_out, model = yield from _opened(asked, checkpoint, settings)
    from engine.training.baselines import Tuner

    tuner = Tuner(model, material, config)
    judge = _Judge(asked, held_out, _examinee(tuner, asked.name))
    folder = home() / "baselines" / _digest(asked, config, checkpoint.fingerprint)
    points = [(yield from judge.point(0, None))]
    while not tuner.done:
        loss = tuner.take()
        yield Measured("loss", loss, tuner.step)
        yield Progress(tuner.step, config.iterations, NOTE)
        if tuner.step in config.kept or tuner.done:
            points.append((yield from judge.point(tuner.step, loss)))
            _keep(folder, tuner, points, weights=asked.keep_weights)
    seconds = time.monotonic() - began
    return Curve(
        name=asked.name,
        method=asked.method,
        folder=folder,
        seconds=round(seconds, 1),
        points=tuple(points),
    )


class _Judge:
    """Measures a model, the same way at every point."""

    def __init__(self, asked: Tuning, held_out: Sequence[Image], examinee: Examinee) -> None:
        from engine.vision.embedder import Embedder

        self._name, self._examinee, self._embedder = asked.name, examinee, Embedder()
        self._exams = exams.find(asked.data).exams
        rebuilt = examinee.reconstructed(held_out)
        self._compared = similarity.Compared(reals=self._embedder.embed(rebuilt))

    def point(self, iteration: int, loss: float | None) -> Job[Point]:
        """Likeness of drawings to the photos held out, and the share right of each exam."""
        caption = OURS.caption.format(name=self._name)
        drawn = yield from self._examinee.draw(caption, OURS.drawings, OURS.sampling)
        scores = similarity.score(self._embedder.embed(drawn), self._compared)
        found: Point = {"iteration": iteration, "loss": loss, similarity.NAME: scores.figures}
        for whole in self._exams:
            marks = yield from abilities.take(self._examinee, exams.spread(whole, QUESTIONS))
            found[whole.name] = marks.accuracy.value
        yield Measured(similarity.NAME, scores.similarity, iteration)
        return found


def _config(asked: Tuning) -> "BaselineConfig":
    from engine.training.baselines import KEPT, BaselineConfig, Method

    default = BaselineConfig()
    iterations = asked.iterations or default.iterations
    return BaselineConfig(
        method=Method(asked.method),
        learning_rate=asked.rate or (default.learning_rate if asked.method == "full" else 1e-3),
        iterations=iterations,
        kept=tuple(one for one in KEPT if one <= iterations),
    )


def _checked(config: "BaselineConfig", settings: Settings) -> Job["Checkpoint"]:
    """Say what memory it takes, before it starts."""
    from engine.model import checkpoints
    from engine.model.memory import available_memory
    from engine.sizes import read_build
    from engine.training.baselines import check_memory

    checkpoint = checkpoints.find(settings.checkpoint)
    yield Noticed(check_memory(read_build(checkpoint.folder), config, available_memory()))
    return checkpoint


def _opened(
    asked: Tuning, checkpoint: "Checkpoint", settings: Settings
) -> Job[tuple["TuningSet", list[Image], Any]]:
    """What is learned from, the photos held out, and a model of its own in float32."""
    from engine.tokens.tokenizer import Tokenizer
    from engine.training.baselines import TuningSet, open_own
    from engine.training.photos import hold_out

    learned, kept = hold_out(photo_files(asked.photos), 0)
    yield Progress(0, 1, "Opening the model")
    model = open_own(checkpoint.folder, settings.device, settings.threads)
    yield Progress(1, 1, "Opening the model")
    tokenizer = Tokenizer.open(checkpoint.folder)
    plain = base(_backend(model, tokenizer.vocabulary.image_ids), tokenizer)
    prior: list[Image] = []
    if asked.class_name:
        caption = OURS.caption.format(name=asked.class_name)
        prior = yield from plain.draw(caption, PRIOR, OURS.sampling)
    material = TuningSet(
        tokenizer=tokenizer,
        photos=tuple(plain.encode([read_photo(path) for path in learned])),
        prior=tuple(plain.encode(prior)),
        class_name=asked.class_name or "a thing",
    )
    return material, [read_photo(path) for path in ([kept] if kept else learned)], model


def _examinee(tuner: "Tuner", name: str) -> Examinee:
    """The tuned model, to which the name is the identifier; nothing introduces it."""
    tokenizer = tuner.material.tokenizer
    return Examinee(
        backend=_backend(tuner.model, tokenizer.vocabulary.image_ids),
        tokenizer=tokenizer,
        names={name: tuner.material.identifier},
    )


def _backend(model: Any, image_ids: Sequence[int]) -> Any:
    from engine.runtime.backends.pytorch import PyTorchBackend

    return PyTorchBackend(model, image_ids)


def _keep(folder: Path, tuner: "Tuner", points: Sequence[Point], *, weights: bool) -> None:
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    facts = {"config": asdict(tuner.config), "points": list(points)}
    write_whole(folder / "curve.json", f"{json.dumps(facts, indent=1)}\n".encode())
    if weights:
        from safetensors.torch import save

        write_whole(folder / f"iteration-{tuner.step:04}.safetensors", save(tuner.weights()))


def _digest(asked: Tuning, config: "BaselineConfig", fingerprint: str) -> str:
    words = [name_key(asked.name), repr(config), fingerprint, *map(str, asked.photos)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
