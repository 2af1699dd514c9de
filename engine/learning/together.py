"""Several lessons at once: each is prepared, learned in one batch with the others, and kept.

At most `TOGETHER` share a batch; the rest wait their turn. A lesson that fails is told and left
out, and the others go on; each goes on by itself after an interruption.
"""

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import InputError
from engine.events import Event, Job, Measured, Noticed, Progress
from engine.learning.keeping import Learned, keep
from engine.learning.lesson import Lesson, told
from engine.learning.preparing import Prepared, prepare
from engine.learning.workplace import Workplace
from engine.open_model import LearningBase

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig
    from engine.training.fit import Fit
    from engine.training.run import Run
    from engine.vision.embedder import PictureEmbedder

TOGETHER = 32
NOTE = "Learning"


def read_lessons(file: Path, like: Lesson) -> list[Lesson]:
    """The lessons of a TOML file: `[[concept]]` tables with `name`, `photos` and perhaps `kind`.

    Photos are files or folders, as seen from the file. What is not said is as in `like`. InputError
    where the file cannot be read, says nothing, or says a name twice.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))["concept"]
        lessons = [_lesson(table, file.parent, like) for table in tables]
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {error.strerror or error}.", remedy="Choose another file."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{file} is no list of concepts.",
            remedy='Write for each: [[concept]], name = "Bo", photos = ["photos/bo"].',
        ) from error
    names = [one.name.casefold() for one in lessons]
    if not lessons or len(set(names)) < len(names):
        raise InputError(
            f"{file} names no concept, or one of them twice.", remedy="Name each of them once."
        )
    return lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What all the lessons are learned with."""

    config: "TrainingConfig"
    embedder: "PictureEmbedder"
    fit: "Fit"
    together: int = TOGETHER


def learn(
    lessons: Sequence[Lesson], opening: Job[LearningBase], course: Course
) -> Job[list[Learned]]:
    """Learn them all; the concepts that are in the library now, in order.

    Closing the job keeps what was done. InputError where none of the lessons can be learned.
    """
    base = yield from opening
    learned: list[Learned] = []
    for at in range(0, len(lessons), course.together):
        with ExitStack() as held:
            some = lessons[at : at + course.together]
            prepared = yield from _prepared(some, base, course, held)
            for group in _alike(prepared):
                learned += yield from _learned(group, course)
    if not learned:
        raise InputError(
            "None of these concepts could be learned.", remedy="Correct them one by one."
        )
    return learned


def _prepared(
    lessons: Sequence[Lesson], base: LearningBase, course: Course, held: ExitStack
) -> Job[list[Prepared]]:
    """Those that can be learned; `held` keeps their workplaces."""
    prepared: list[Prepared] = []
    for lesson in lessons:
        yield Progress(len(prepared), len(lessons), "Preparing concepts")
        try:
            held.enter_context(Workplace.of(lesson.name).held())
            one = yield from prepare(lesson, _open(base), course.config, course.embedder)
        except InputError as error:
            yield Noticed(f"{lesson.name}: {error} {error.remedy}")
        else:
            prepared.append(one)
    return prepared


def _learned(group: Sequence[Prepared], course: Course) -> Job[list[Learned]]:
    """One batch to its end. A concept without a snapshot is left out."""
    from engine.training.many import Pupil, learn_many
    from engine.training.trainer import Place

    pupils = [
        Pupil(
            training_set=one.training_set,
            folder=one.material.place.folder,
            start=one.start,
        )
        for one in group
    ]
    by_name = {one.training_set.subject.name: one for one in group}
    config = group[0].material.config
    job = learn_many(group[0].base.model, pupils, config, Place(fit=course.fit))
    steps: dict[str, Progress] = {}
    try:
        for run, event in job:
            yield from _told(run, event, by_name, steps)
    finally:
        job.close()
    return [keep(one.material.place) for one in group if one.material.place.snapshots()]


def _told(
    run: "Run", event: Event, by_name: dict[str, Prepared], steps: dict[str, Progress]
) -> Job[None]:
    """The event as one of all concepts: steps are counted together, losses go to each one's own."""
    name = run.training_set.subject.name
    one = by_name[name]
    if isinstance(event, Measured):
        one.material.place.record(event)
    elif isinstance(event, Progress):
        steps[name] = event
        known = list(steps.values())
        total = sum(step.total for step in known) * len(by_name) // len(known)
        yield Progress(sum(step.done for step in known), total, NOTE)
    else:
        yield from told(event, one.judge, one.material.place)


def _alike(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Those that can share a batch: what is taught more may have another number of tokens."""
    groups: dict[str, list[Prepared]] = {}
    for one in prepared:
        groups.setdefault(repr(one.material.config), []).append(one)
    yield from groups.values()


def _open(base: LearningBase) -> Job[LearningBase]:
    """A job that gives the model that is open already."""
    yield from ()
    return base


def _lesson(table: dict[str, Any], folder: Path, like: Lesson) -> Lesson:
    given = table["photos"]
    photos = tuple(folder / one for one in ([given] if isinstance(given, str) else given))
    name, kind = str(table["name"]), str(table.get("kind", like.kind))
    return replace(like, name=name, kind=kind, photos=photos)
