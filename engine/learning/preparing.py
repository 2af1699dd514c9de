"""A lesson made ready: photos taken in and sorted, the pool ranked, the base model asked."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL.Image import Image

from engine.concepts.names import checked_name, name_key
from engine.errors import InputError
from engine.events import Job, Noticed
from engine.files import write_whole
from engine.learning.continuing import Known, config_for, joined, known
from engine.learning.draft import Appearance, drafted
from engine.learning.eyes import open_inpainter, open_segmenter
from engine.learning.intake import CleanCopy, photo_files, take_in
from engine.learning.keeping import open_library, plan_of, read_plan
from engine.learning.lookalikes import Neighbours, neighbours
from engine.learning.pool_ranking import left_out_for
from engine.learning.questions import ASKED, encoded, read_questions
from engine.learning.scenery import Studio, vary
from engine.learning.scoring import Judge
from engine.learning.workplace import Workplace
from engine.open_model import LearningBase
from engine.settings import Settings
from engine.tokens.images import read_photo

if TYPE_CHECKING:
    from engine.learning.lesson import Lesson
    from engine.model.chameleon import Rows
    from engine.training.config import TrainingConfig
    from engine.training.examples import TrainingSet
    from engine.training.photos import Photos
    from engine.vision.embedder import PictureEmbedder


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The photos of a lesson, and what they are scored with."""

    lesson: "Lesson"
    place: Workplace
    copies: tuple[CleanCopy, ...]
    positives: tuple[Path, ...]
    held_out: Path | None
    """None: every photo is learned from, and a changed view of the first one is scored."""
    config: "TrainingConfig"
    known: Known | None = None
    """The concept that is taught more."""

    @property
    def scored(self) -> Image:
        """What snapshots are scored on."""
        from engine.training.photos import augmented_view

        if self.held_out is None:
            return augmented_view(read_photo(self.positives[0]))
        return read_photo(self.held_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A lesson whose photos are read: all that is left is to learn."""

    material: Material
    base: LearningBase
    judge: Judge
    training_set: "TrainingSet"
    draft: "Rows | None" = None
    """Rows to begin with, in place of the checkpoint's own; None for a concept taught more."""

    @property
    def start(self) -> "Rows | None":
        """Rows to begin with; None where those are the checkpoint's own."""
        from engine.training.run import rows_of

        known = self.material.known
        return rows_of(known.concept) if known else self.draft


def prepare(
    lesson: "Lesson",
    opening: Job[LearningBase],
    config: "TrainingConfig",
    embedder: "PictureEmbedder",
) -> Job[Prepared]:
    """Take the photos in, open the model, read photos and pool, and ask the base model."""
    lesson, copies = yield from _taken_in(lesson)
    base = yield from opening
    material = yield from _sorted(lesson, copies, base, config)
    config = material.config
    left_out = left_out_for(lesson.name)
    near = yield from neighbours(material.positives, embedder, config, lesson.pool, left_out)
    material.place.write("pool", near.sources)
    if not near.others:
        yield Noticed(
            "There is no pool of other things, so recognition cannot be learned or scored."
        )
    judge = Judge(base, embedder, material.scored, [read_photo(path) for path in near.others])
    training_set = yield from _training_set(material, base, near)
    draft: Rows | None = None
    if not material.known:
        look = Appearance(material.positives, embedder)
        draft = yield from drafted(base, training_set, config, look)
    material.place.write("draft", config.draft.value if draft else "none")
    return Prepared(
        material=material, base=base, judge=judge, training_set=training_set, draft=draft
    )


def checked(lesson: "Lesson") -> tuple["Lesson", list[Path]]:
    """The lesson with its name tidied, and its files.

    InputError where the name is not free, or for one to be taught more, where there is no such
    concept.
    """
    with open_library() as library:
        if lesson.continued:
            entry = library.find(lesson.name)
            files = photo_files(lesson.photos) if lesson.photos else []
            return replace(lesson, name=entry.name, kind=entry.kind), files
        name = checked_name(lesson.name)
        taken = any(name_key(entry.name) == name_key(name) for entry in library)
    if taken:
        raise InputError(
            f"“{name}” is taken.",
            remedy=f"Teach it more with `engine learn {name} --continue`, or choose another name.",
        )
    return replace(lesson, name=name), photo_files(lesson.photos)


def same_photos(lesson: "Lesson", place: Workplace) -> Job[bool]:
    """Whether what lies there was learned from exactly the photos of this lesson."""
    copies = yield from take_in(photo_files(lesson.photos), place.photos, lesson.crops)
    return {copy.path.name for copy in copies} == {
        one["file"] for one in read_plan(place)["photos"]
    }


def _taken_in(lesson: "Lesson") -> Job[tuple["Lesson", list[CleanCopy]]]:
    """The lesson as checked, and clean copies of its new photos at its workplace."""
    lesson, files = checked(lesson)
    if not files:
        return lesson, []
    place = Workplace.of(lesson.name)
    try:
        return lesson, (yield from take_in(files, place.photos, lesson.crops))
    except InputError:
        if place.read("request") is None:
            place.clear()  # nothing was begun here
        raise


def _sorted(
    lesson: "Lesson", copies: list[CleanCopy], base: LearningBase, config: "TrainingConfig"
) -> Job[Material]:
    """Claim the workplace, and choose the photo that is held out."""
    place, fingerprint = Workplace.of(lesson.name), base.checkpoint.fingerprint
    old: Known | None = None
    if lesson.continued:
        with open_library() as library:
            old = known(library, lesson.name, place.photos)
        config, copies = config_for(old, config, fingerprint), joined(old, copies)
    names = [copy.path.name for copy in copies]
    asked = read_questions(lesson.questions) if lesson.questions else None
    wishes = (lesson.pool, asked)
    request = (lesson.kind, config, fingerprint, names, old and old.request, wishes)
    if not place.claim(repr(request)):
        yield Noticed(f"Going on with the interrupted learning of “{lesson.name}”.")
    positives, held_out = yield from _held_out([copy.path for copy in copies], config, old)
    place.write("plan", plan_of(lesson, copies, held_out))
    if asked is not None:
        place.write("answers", asked)
        write_whole(place.folder / ASKED, encoded(asked))
    if old:
        place.write("known", [copy.path.name for copy in old.copies])
    return Material(
        lesson=lesson, place=place, copies=tuple(copies), positives=positives,
        held_out=held_out, config=config, known=old,
    )  # fmt: skip


def _held_out(
    paths: list[Path], config: "TrainingConfig", old: Known | None
) -> Job[tuple[tuple[Path, ...], Path | None]]:
    """The photos to learn from, and the one to score with; says where it is no usual one."""
    from engine.training.photos import FEWEST_TO_HOLD_OUT, hold_out

    if old and old.held_out:
        return tuple(path for path in paths if path != old.held_out), old.held_out
    learned = {copy.path for copy in old.copies} if old else set()
    positives, held_out = hold_out(paths, config.seed, learned)
    if held_out and old:
        yield Noticed("One of the new photos is kept back from learning: scores come from it.")
    elif held_out is None and len(paths) < FEWEST_TO_HOLD_OUT:
        yield Noticed("With fewer than three photos, scores come from a changed view of one.")
    elif held_out is None:
        yield Noticed(
            "The photo that scores came from is gone, so they come from a changed view of another."
        )
    return positives, held_out


def _training_set(material: Material, base: LearningBase, near: Neighbours) -> Job["TrainingSet"]:
    from engine.training.examples import Subject, TrainingSet
    from engine.training.photos import Encoder, read_photos

    fingerprint = base.checkpoint.fingerprint
    encoder = Encoder(
        model=base.model,
        image_size=base.tokenizer.image_size,
        base_model=fingerprint,
        cache=material.place.folder / "codes.safetensors",
    )
    positives = yield from _varied(material, base, near)
    photos = yield from read_photos(encoder, positives, near.chosen, flips=material.config.flips)
    answers = yield from _answers(material, base, photos)
    subject = Subject(material.lesson.name, material.lesson.kind, fingerprint)
    return TrainingSet(subject=subject, tokenizer=base.tokenizer, photos=photos, answers=answers)


def _varied(material: Material, base: LearningBase, near: Neighbours) -> Job[tuple[Path, ...]]:
    """The photos, and as many views of each on other backgrounds as the settings want."""
    config = material.config
    if not config.augmented_views:
        return material.positives
    settings = Settings.load()
    backgrounds = near.chosen.negatives
    studio = Studio(
        segmenter=open_segmenter(settings),
        inpainter=open_inpainter(settings),
        backgrounds=tuple(picture.path for picture in backgrounds),
        side=base.tokenizer.image_size,
        seed=config.seed,
    )
    folder = material.place.folder / "views"
    return (yield from vary(material.positives, config.augmented_views, studio, folder))


def _answers(
    material: Material, base: LearningBase, photos: "Photos"
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
