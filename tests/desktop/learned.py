"""Concepts in a library, photos on disk, and jobs that teach without a model."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.state.lesson_run import LessonRun
from engine.concepts.cards import Card, Description
from engine.concepts.concept import Concept
from engine.concepts.entries import Entry, NewPhoto, Role
from engine.concepts.records import NewRecord
from engine.events import Job, Looked, Measured, Noticed, Progress, Sampled, Snapshot
from engine.learning.consent import PERSON
from engine.learning.intake import CleanCopy, Crop
from engine.learning.keeping import Learned, keep, open_library, plan_of
from engine.learning.lesson import Lesson
from engine.learning.trials import Trial
from engine.learning.workplace import Workplace
from engine.settings import Settings
from engine.vision.checks import FEW_FACES
from engine.vision.findings import Finding, Flaw, Light, PhotoReport


def concept(name: str, kind: str = "pet", **fields: object) -> Concept:
    """Rows of zeros; other fields as given."""
    rows = np.zeros((2, 5, 8), np.float32)
    facts: dict[str, object] = {
        "kind": kind,
        "base_model": "f" * 64,
        "layout": "self-prompting",
        "latent_tokens": 2,
        "prompt_version": 1,
        "embeddings": rows[0],
        "head": rows[1],
        "scores": {"recognition": 0.75, "similarity": 0.5},
        "training": {"soft_positives": 8, "negatives": 9, "pool": "bundled", "best_epoch": 2},
    }
    return Concept(name=name, **(facts | fields))  # type: ignore[arg-type]


COLOUR = (90, 120, 60)
"""Of a photo: red is its shade."""


def photo(path: Path, shade: int = COLOUR[0], size: tuple[int, int] = (80, 60)) -> Path:
    """A photo of one colour, on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (shade % 256, *COLOUR[1:])).save(path)
    return path


def add(folder: Path, name: str, *tags: str, kind: str = "pet", photos: int = 2) -> Entry:
    """A concept with photos, two snapshots with drawings, and tags; `folder` is for drafts."""
    files = [photo(folder / f"{name}-{n}.png", 40 * n) for n in range(photos)]
    new = [
        NewPhoto(
            data=file.read_bytes(),
            width=80,
            height=60,
            role=Role.HELD_OUT if number == 1 else Role.POSITIVE,
        )
        for number, file in enumerate(files)
    ]
    made = concept(name, kind)
    snapshots = [Snapshot(made, 1), Snapshot(made, 2)]
    drawing = photo(folder / "drawing.png", 200).read_bytes()
    record = NewRecord(
        curves=(Measured("text loss", 2.0, 1),), samples={1: (drawing,), 2: (drawing,)}
    )
    with open_library() as library:
        entry = library.add(made, new, snapshots, record)
        library.describe(name, Description(tags=tags))
    return entry


def card(number: int, **fields: object) -> Card:
    """A card that is in no library."""
    entry = Entry(
        id=f"{number:032x}",
        name=f"Concept {number}",
        kind="pet",
        base_model="f" * 64,
        created_at="2026-01-01T00:00:00+00:00",
        current_version=1,
    )
    facts: dict[str, object] = {
        "entry": entry, "tags": (), "notes": "", "portrait": None, "pinned": False,
        "consent": None, "learned_at": entry.created_at, "versions": 1, "photos": 0, "scores": {},
    }  # fmt: skip
    return Card(**(facts | fields))  # type: ignore[arg-type]


def looking(
    paths: Sequence[Path], kind: str, settings: Settings, parts: Sequence[Crop] = ()
) -> Job[list[PhotoReport]]:
    """What `check_photos` says: the second photo is blurred where no part was chosen.

    All have a place, and people's faces were not compared.
    """
    reports = []
    for number, path in enumerate(paths):
        blurred = number == 1 and path not in {part.path for part in parts}
        flaws = (Finding(Flaw.BLURRED, Light.AMBER),) if blurred else ()
        report = PhotoReport(
            path=path, width=80, height=60, crop=(10, 0, 70, 60), located=True, findings=flaws
        )
        reports.append(report)
        yield Progress(number, len(paths), "Looking at photos")
        yield Looked(report)
    if kind == PERSON:
        yield Noticed(FEW_FACES)
    return reports


def learning(lesson: Lesson, settings: Settings) -> Job[Learned]:
    """What `jobs.learn` says and keeps, in two epochs of ten steps."""
    place = Workplace.of(lesson.name)
    place.photos.mkdir(parents=True, exist_ok=True)
    copies = []
    for number, _ in enumerate(lesson.photos):
        path = photo(place.photos / f"{number:032x}.png", number)
        copies.append(CleanCopy(path, 80, 60))
    place.write("plan", plan_of(lesson, copies, None))
    yield Noticed("Where they were taken was removed from 2 of the photos.")
    for step in range(1, 21):
        losses = {"text": 2 * math.exp(-step / 10), "image": 6 * math.exp(-step / 20)}
        for name, loss in losses.items():
            measured = Measured(f"{name} loss", loss, step)
            place.record(measured)
            yield measured
        yield Progress(step, 20, "Learning")
        if step % 10 == 0:
            epoch = step // 10
            sample = Sampled(epoch, 0, Image.new("RGB", (32, 32), (0, 80 * epoch, 0)))
            place.keep_sample(sample)
            yield sample
            snapshot = Snapshot(concept(lesson.name, lesson.kind, training={"steps": step}), epoch)
            place.keep(snapshot)
            yield snapshot
    return keep(place)


def trying(trial: Trial, settings: Settings) -> Job[Image.Image]:
    """What `jobs.try_out` says: a picture whose green is the seed."""
    Concept.load(trial.file)
    yield Progress(0, 1, "Drawing")
    return Image.new("RGB", (32, 32), (10, trial.seed % 256, 10))


def until_scored(run: LessonRun, qtbot: QtBot) -> None:
    """Come back at the very step that scores the first snapshot: the script does not wait."""
    with qtbot.waitSignal(run.changed, check_params_cb=lambda *_: 1 in run.scores):
        pass
