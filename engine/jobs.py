"""What the product does, as jobs over plain, picklable values: for the command line and the window.

Joins tokens, model, training, runtime, vision and evaluation for callers. Those load inside the
functions, so naming a job loads nothing heavy. One base model stays open between jobs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.concepts.concept import Concept, check_base
from engine.concepts.entries import Role
from engine.concepts.library import ConceptLibrary
from engine.events import Job
from engine.learning import lesson as lessons
from engine.learning.lesson import Learned, Lesson
from engine.open_model import Base, OpenModel
from engine.settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.model.checkpoints import Checkpoint
    from engine.runtime.conversation import Conversation
    from engine.runtime.drawing import Drawing
    from engine.runtime.session import Session

Figures: TypeAlias = dict[str, float]
"""Measured numbers by name."""

_OPEN = OpenModel()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be drawn."""

    name: str
    caption: str
    count: int = 1
    seed: int = 0
    """Of the first picture; each later one has the next."""
    ahead: int | None = None
    """Codes drafted ahead; None: as was measured for the compiled model, else none."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Folders of photos to measure with: of the concept, and of other things."""

    positives: Path
    negatives: Path


def open_library() -> ConceptLibrary:
    """The person's library; close it, or use it in a `with`."""
    return lessons.open_library()


def learn(lesson: Lesson, settings: Settings) -> Job[Learned]:
    """Learn a concept from photos and keep the best snapshot in the library.

    Yields progress, losses, and each snapshot with its scores. Close it to stop: the same lesson
    goes on there. InputError where the name is taken or a photo cannot be used.
    """
    from engine.training.config import PRESETS
    from engine.vision.embedder import Embedder

    embedder = Embedder(settings.threads or 0)
    config = PRESETS[lesson.preset]
    return (yield from lessons.learn(lesson, _OPEN.get_for_learning(settings), config, embedder))


def ask(name: str, question: str, photo: Path | None, settings: Settings) -> Job[str]:
    """Answer one question about a concept, perhaps with a photo; streams what is said."""
    from engine.tokens.images import read_photo

    picture = None if photo is None else read_photo(photo)
    session = yield from _session([name], settings)
    return (yield from session.ask(question, picture))


def chat(
    names: Sequence[str],
    conversation: "Conversation",
    text: str,
    photo: Path | None,
    settings: Settings,
) -> Job["Conversation"]:
    """Answer the next turn of a chat; streams what is said, and returns the chat as it is then."""
    from engine.tokens.images import read_photo

    picture = None if photo is None else read_photo(photo)
    session = yield from _session(names, settings)
    yield from session.chat(conversation, text, picture)
    return conversation


def imagine(request: Request, settings: Settings) -> Job[list["Drawing"]]:
    """Draw a concept; yields progress and previews."""
    from dataclasses import replace

    from engine.runtime.sampling import IMAGE

    session = yield from _session([request.name], settings)
    base: Base = yield from _OPEN.get(settings)
    ahead = base.ahead if request.ahead is None else request.ahead
    sampling = replace(IMAGE, seed=request.seed, ahead=ahead)
    return (yield from session.imagine(request.caption, count=request.count, sampling=sampling))


def evaluate_recognition(name: str, examples: Examples, settings: Settings) -> Job[Figures]:
    """How surely the concept is recognised in photos that it was not learned from."""
    from engine.evaluation import recognition

    positives, negatives = _photos([examples.positives]), _photos([examples.negatives])
    session = yield from _session([name], settings)
    scores = yield from recognition.measure(session, positives, negatives)
    return scores.figures


def evaluate_similarity(name: str, examples: Examples, settings: Settings) -> Job[Figures]:
    """How much drawings of the concept look like new photos of it, and like other things."""
    from engine.evaluation import similarity

    positives, negatives = _photos([examples.positives]), _photos([examples.negatives])
    with open_library() as library:
        learned = [one.path for one in library.photos(name) if one.role is Role.POSITIVE]
    session = yield from _session([name], settings)
    known = _photos(learned) if learned else []
    scores = yield from similarity.measure(session, positives, negatives, training=known)
    return scores.figures


def add_checkpoint(folder: Path, name: str | None) -> Job["Checkpoint"]:
    """Check a folder of base weights to the last number, and remember it."""
    from engine.model import checkpoints

    return (yield from checkpoints.add(folder, name))


def verify_checkpoint(name: str) -> Job["Checkpoint"]:
    """Hash the files of a checkpoint again and compare."""
    from engine.model import checkpoints

    return (yield from checkpoints.verify(name))


def list_checkpoints() -> list["Checkpoint"]:
    """The bundled checkpoint and those that were added."""
    from engine.model import checkpoints

    return checkpoints.listing()


def remove_checkpoint(name: str) -> None:
    """Forget a checkpoint; its folder stays."""
    from engine.model import checkpoints

    checkpoints.remove(name)


def find_checkpoint(settings: Settings) -> "Checkpoint":
    """The checkpoint that these settings mean."""
    from engine.model import checkpoints

    return checkpoints.find(settings.checkpoint)


def identify_checkpoint(which: str) -> Job["Checkpoint"]:
    """The checkpoint of this name or folder; a folder that is new here is read once as a whole."""
    from engine.model import checkpoints

    return (yield from checkpoints.identify(which))


def _session(names: Sequence[str], settings: Settings) -> Job["Session"]:
    """A session with these concepts. InputError where the library has no such name."""
    from engine.runtime.session import Session

    concepts = _loaded(names)
    base: Base = yield from _OPEN.get(settings)
    for concept in concepts:
        check_base(concept, base.checkpoint.fingerprint)
    return Session(base.backend, base.tokenizer, concepts, checkpoint=base.checkpoint.fingerprint)


def _loaded(names: Sequence[str]) -> list[Concept]:
    with open_library() as library:
        return [library.load(library.find(name)) for name in names]


def _photos(given: Sequence[Path]) -> list["Image"]:
    from engine.learning.intake import photo_files
    from engine.tokens.images import read_photo

    return [read_photo(path) for path in photo_files(given)]
