"""Photos → a concept in the library, as one resumable job. The library changes once, at the end."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL.Image import Image

from engine.concepts.concept import Fact
from engine.concepts.entries import Entry, NewPhoto, Role
from engine.concepts.library import ConceptLibrary
from engine.concepts.names import checked_name, name_key
from engine.errors import InputError
from engine.events import Job, Noticed, Snapshot
from engine.learning.intake import CleanCopy, photo_files, take_in
from engine.learning.lookalikes import Neighbours, neighbours
from engine.learning.scoring import Judge, quality
from engine.learning.workplace import Workplace
from engine.open_model import LearningBase
from engine.paths import home
from engine.tokens.images import read_photo

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig
    from engine.training.examples import TrainingSet
    from engine.training.photos import Photos
    from engine.vision.embedder import Embedder

AUGMENTED = "augmented view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a person asks to be learned. Plain values."""

    name: str
    photos: tuple[Path, ...]
    """Files, and folders whose pictures are meant."""
    kind: str = "object"
    preset: str = "quick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A concept that is in the library now."""

    entry: Entry
    epoch: int
    """Whose snapshot was the best."""
    scores: dict[str, float]
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """The photos of a lesson, and what they are scored with."""

    lesson: Lesson
    place: Workplace
    copies: tuple[CleanCopy, ...]
    positives: tuple[Path, ...]
    held_out: Path | None
    """None: every photo is learned from, and a changed view of the first one is scored."""

    @property
    def scored(self) -> Image:
        """What snapshots are scored on."""
        from engine.training.photos import augmented_view

        if self.held_out is None:
            return augmented_view(read_photo(self.positives[0]))
        return read_photo(self.held_out)


def learn(
    lesson: Lesson, opening: Job[LearningBase], config: "TrainingConfig", embedder: "Embedder"
) -> Job[Learned]:
    """Take the photos in, learn, score each snapshot, keep the best one in the library.

    The model is opened only when all photos were found to be sound.

    Closing the job keeps what was done, and the same lesson goes on there. InputError where the
    name or a photo cannot be used, or where learning ran away.
    """
    lesson, copies = yield from _taken_in(lesson)
    base = yield from opening
    material = yield from _sorted(lesson, copies, base, config)
    near = yield from neighbours(material.positives, embedder, config)
    if not near.others:
        yield Noticed(
            "There is no pool of other things, so recognition cannot be learned or scored."
        )
    judge = Judge(base, embedder, material.scored, [read_photo(path) for path in near.others])
    training_set = yield from _training_set(material, base, config, near)
    yield from _epochs(base, training_set, config, judge, material.place)
    return _kept(material)


def checked(lesson: Lesson) -> tuple[Lesson, list[Path]]:
    """The lesson with its name tidied, and its files. InputError where the name is not free."""
    name = checked_name(lesson.name)
    with open_library() as library:
        taken = any(name_key(entry.name) == name_key(name) for entry in library)
    if taken:
        raise InputError(
            f"“{name}” is taken.",
            remedy="Choose another name, or erase the old one: `engine concepts delete`.",
        )
    return replace(lesson, name=name), photo_files(lesson.photos)


def open_library() -> ConceptLibrary:
    """The person's library."""
    return ConceptLibrary(home() / "library")


def _taken_in(lesson: Lesson) -> Job[tuple[Lesson, list[CleanCopy]]]:
    """The lesson as checked, and clean copies of its photos at its workplace."""
    lesson, files = checked(lesson)
    place = Workplace.of(lesson.name)
    try:
        return lesson, (yield from take_in(files, place.photos))
    except InputError:
        if place.read("request") is None:
            place.clear()  # nothing was begun here
        raise


def _sorted(
    lesson: Lesson, copies: list[CleanCopy], base: LearningBase, config: "TrainingConfig"
) -> Job[_Material]:
    """Claim the workplace, and choose the photo that is held out."""
    from engine.training.photos import hold_out

    place = Workplace.of(lesson.name)
    names = [copy.path.name for copy in copies]
    request = (lesson.kind, config, base.checkpoint.fingerprint, names)
    if not place.claim(repr(request)):
        yield Noticed(f"Going on with the interrupted learning of “{lesson.name}”.")
    positives, held_out = hold_out([copy.path for copy in copies], config.seed)
    if held_out is None:
        yield Noticed("With fewer than three photos, scores come from a changed view of one.")
    return _Material(
        lesson=lesson, place=place, copies=tuple(copies), positives=positives, held_out=held_out
    )


def _training_set(
    material: _Material, base: LearningBase, config: "TrainingConfig", near: Neighbours
) -> Job["TrainingSet"]:
    from engine.training.examples import Subject, TrainingSet
    from engine.training.photos import Encoder, read_photos

    fingerprint = base.checkpoint.fingerprint
    encoder = Encoder(
        model=base.model,
        image_size=base.tokenizer.image_size,
        base_model=fingerprint,
        cache=material.place.folder / "codes.safetensors",
    )
    photos = yield from read_photos(encoder, material.positives, near.chosen, flips=config.flips)
    answers = yield from _answers(material, base, photos)
    subject = Subject(material.lesson.name, material.lesson.kind, fingerprint)
    return TrainingSet(subject=subject, tokenizer=base.tokenizer, photos=photos, answers=answers)


def _answers(
    material: _Material, base: LearningBase, photos: "Photos"
) -> Job[tuple[tuple[str, str], ...]]:
    """What the base model says about the photos; asked once for each learning."""
    from engine.training.labelling import ask_base

    known = material.place.read("answers")
    if isinstance(known, list):
        return tuple((str(question), str(answer)) for question, answer in known)
    codes = [picture.plain for picture in photos.positives]
    answers = yield from ask_base(base.model, base.tokenizer, codes, material.lesson.kind)
    material.place.write("answers", answers)
    return answers


def _epochs(
    base: LearningBase,
    training_set: "TrainingSet",
    config: "TrainingConfig",
    judge: Judge,
    place: Workplace,
) -> Job[None]:
    """Learn; each snapshot is scored before learning goes on, and kept."""
    from engine.training.trainer import learn as train

    job = train(base.model, training_set, config, folder=place.folder)
    try:
        for event in job:
            if not isinstance(event, Snapshot):
                yield event
            elif not place.has(event.epoch):
                yield from _scored(event, judge, place)
    finally:
        job.close()


def _scored(snapshot: Snapshot, judge: Judge, place: Workplace) -> Job[None]:
    scores = yield from judge.score(snapshot.concept, snapshot.epoch)
    scored = Snapshot(replace(snapshot.concept, scores=scores), snapshot.epoch)
    place.keep(scored)
    yield scored


def _kept(material: _Material) -> Learned:
    """Put the best snapshot into the library with the photos, and clear the workplace."""
    snapshots = material.place.snapshots()
    best = max(snapshots, key=lambda one: quality(one.concept.scores))
    facts = dict(snapshots[-1].concept.training) | {
        "photos": len(material.copies),
        "held_out": AUGMENTED if material.held_out is None else "photo",
        "best_epoch": best.epoch,
    }
    photos = [_new_photo(copy, copy.path == material.held_out) for copy in material.copies]
    with open_library() as library:
        entry = library.add(replace(best.concept, training=facts), photos, snapshots)
    material.place.clear()
    return Learned(entry=entry, epoch=best.epoch, scores=dict(best.concept.scores), facts=facts)


def _new_photo(copy: CleanCopy, held_out: bool) -> NewPhoto:
    role = Role.HELD_OUT if held_out else Role.POSITIVE
    data = copy.path.read_bytes()
    return NewPhoto(data=data, width=copy.width, height=copy.height, role=role)
