"""What the product does, as jobs over plain, picklable values: for the command line and the window.

Joins tokens, model, training, runtime, vision and evaluation for callers. Those load inside the
functions, so naming a job loads nothing heavy. One base model stays open between jobs.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.concepts.concept import Concept, check_base
from engine.concepts.library import ConceptLibrary
from engine.events import Job
from engine.gallery.drawing import DrawRequest
from engine.gallery.picture import Picture
from engine.learning import keeping
from engine.learning import lesson as lessons
from engine.learning.keeping import Learned
from engine.learning.lesson import Lesson
from engine.learning.trials import Trial
from engine.open_model import Base, LearningBase, OpenModel
from engine.paths import home
from engine.settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.fitting import Card
    from engine.fitting import Trial as DeviceTrial
    from engine.gallery.export import Wrapping
    from engine.model.bringing import Bringing
    from engine.model.checkpoints import Checkpoint
    from engine.pool.entries import Source
    from engine.runtime.conversation import Conversation
    from engine.runtime.session import Session
    from engine.training.forecast import Forecast
    from engine.vision.upscalers import Installed

_OPEN = OpenModel()


def open_models() -> tuple[str, ...]:
    """The base models that this process keeps in memory, as `checkpoint (backend)`."""
    return _OPEN.held


def open_library() -> ConceptLibrary:
    """The person's library; close it, or use it in a `with`."""
    return keeping.open_library()


def learn(lesson: Lesson, settings: Settings) -> Job[Learned]:
    """Learn a concept from photos and keep the best snapshot in the library.

    Yields progress, losses, drawings, and each snapshot with its scores. Close it to stop: the same
    lesson goes on there. InputError where the name is taken or a photo cannot be used.
    """
    from engine.learning import crew
    from engine.learning.eyes import open_embedder
    from engine.learning.fitting import fitted

    config = lessons.config_of(lesson)
    _, fit = fitted(find_checkpoint(settings), config, lesson.memory, settings)
    opening = _remarked(lesson, settings, _OPEN.get_for_learning(settings, fit.weights))
    learned = crew.lead if crew.rank() is not None else lessons.learn
    return (yield from learned(lesson, opening, config, open_embedder(settings), fit))


def _remarked(lesson: Lesson, settings: Settings, opening: Job[LearningBase]) -> Job[LearningBase]:
    """The same opening, after a look at the photos, which are sound by then."""
    from engine.learning.remarks import remark

    yield from remark(lesson.photos, lesson.kind, settings, lesson.crops)
    return (yield from opening)


def assist(lesson: Lesson, settings: Settings) -> Job[None]:
    """What all but the first process of `learn` do where `accelerate launch` began several."""
    from engine.learning import crew
    from engine.learning.fitting import fitted

    config = lessons.config_of(lesson)
    _, fit = fitted(find_checkpoint(settings), config, lesson.memory, settings)
    yield from crew.assist(_OPEN.get_for_learning(settings, fit.weights), config, fit)


def learn_together(given: Sequence[Lesson], settings: Settings) -> Job[list[Learned]]:
    """Learn several concepts in one batch, with the preset and variant of the first one.

    Where `accelerate launch` began several processes, each takes its share of them.
    """
    from engine.learning import crew, together
    from engine.learning.eyes import open_embedder
    from engine.learning.fitting import fitted

    config = lessons.config_of(given[0])
    _, fit = fitted(find_checkpoint(settings), config, given[0].memory, settings)
    course = together.Course(config=config, embedder=open_embedder(settings), fit=fit)
    opening = _OPEN.get_for_learning(settings, fit.weights)
    return (yield from together.learn(crew.share_of(given), opening, course))


def write_questions(
    photos: Sequence[Path], kind: str, file: Path, settings: Settings
) -> Job[tuple[tuple[str, str], ...]]:
    """Questions about a concept and the base model's answers, in a file that can be corrected."""
    from engine.learning import questions

    opening = _OPEN.get_for_learning(settings)
    return (yield from questions.write_questions(tuple(photos), kind, file, opening))


def draw_pool(count: int, settings: Settings) -> Job["Source"]:
    """Have the base model draw `count` pictures for the photo pool; it goes on where it stopped."""
    from engine.learning import pools

    base: Base = yield from _OPEN.get(settings)
    return (yield from pools.draw(count, base, settings))


def forecast(lesson: Lesson, settings: Settings) -> Job["Forecast"]:
    """Memory and time that `learn` of the same lesson will take, from three real steps.

    Nothing is kept, and the model stays open for `learn`. Errors as in `learn`.
    """
    from engine.learning import foresight

    return (yield from foresight.forecast(lesson, settings, _OPEN))


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


def try_out(trial: Trial, settings: Settings) -> Job["Image"]:
    """Draw with a snapshot that need not be in the library; yields previews."""
    from engine.learning import trials

    session = yield from open_session([trials.concept_of(trial)], settings)
    return (yield from trials.draw(trial, session))


def draw(request: DrawRequest, settings: Settings) -> Job[list[Picture]]:
    """Draw pictures and keep each in the gallery once it is finished; yields previews."""
    from engine.gallery import drawing
    from engine.vision.embedder import Embedder

    base: Base = yield from _OPEN.get(settings)
    return (yield from drawing.draw(request, base, Embedder(settings.threads or 0)))


def recover_pictures(ids: Sequence[str], settings: Settings) -> Job[list[Picture]]:
    """Decode pictures whose file is gone again from their codes."""
    from engine.gallery import drawing

    base: Base = yield from _OPEN.get(settings)
    return (yield from drawing.recover(ids, base))


def export_pictures(
    ids: Sequence[str], place: Path, how: "Wrapping", settings: Settings
) -> Job[list[Path]]:
    """Write pictures, enlarged by a network where `how` names one, into a folder or to a file."""
    from engine.gallery import export

    library = home() / "library"
    return (yield from export.given_away(library, ids, place, how, settings.threads or 0))


def add_upscaler(file: Path, settings: Settings) -> Job["Installed"]:
    """Check a network that enlarges pictures, and keep a copy of it."""
    from engine.vision import upscalers

    return (yield from upscalers.add(file, settings.threads or 0))


def bring_checkpoint(asked: "Bringing") -> Job["Checkpoint"]:
    """Link or copy a folder of base weights whose licence was accepted, and check all of it."""
    from engine.model import bringing

    return (yield from bringing.bring(asked))


def verify_checkpoint(name: str) -> Job["Checkpoint"]:
    """Hash the files of a checkpoint again and compare."""
    from engine.model import checkpoints

    return (yield from checkpoints.verify(name))


def try_device(device: str = "cuda", card: "Card | None" = None) -> Job["DeviceTrial"]:
    """A second of real work on `cuda` or `cpu`; SetupError where it cannot, or does not fit."""
    from engine.model import kernel

    return (yield from kernel.try_device(device, card))


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


def open_session(concepts: Sequence[Concept], settings: Settings) -> Job["Session"]:
    """A session with these concepts. FormatError where one was learned on another base model."""
    from engine.runtime.session import Session

    base: Base = yield from _OPEN.get(settings)
    for concept in concepts:
        check_base(concept, base.checkpoint.fingerprint)
    return Session(base.backend, base.tokenizer, concepts, checkpoint=base.checkpoint.fingerprint)


def _session(names: Sequence[str], settings: Settings) -> Job["Session"]:
    """A session with these concepts. InputError where the library has no such name."""
    return (yield from open_session(_loaded(names), settings))


def _loaded(names: Sequence[str]) -> list[Concept]:
    with open_library() as library:
        return [library.load(library.find(name)) for name in names]
