"""Teaching: the form, photos with their lights, a person, a learning, and the choice."""

import math
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QWidget

from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.state.lesson_run import LessonRun
from desktop.state.navigation import Place
from desktop.views.teach_page import TeachPage
from engine import jobs
from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto, Role
from engine.concepts.records import NewRecord
from engine.events import Job, Measured, Progress, Sampled, Snapshot, finish
from engine.learning.intake import photo_files, take_in
from engine.learning.keeping import open_library
from engine.learning.lesson import Lesson
from engine.paths import RESOURCES, home
from engine.settings import Settings
from engine.tokens.images import read_photo
from engine.vision.findings import Finding, Flaw, Light, PhotoReport

PERSON = RESOURCES / "suite" / "concepts" / "l2-person-1"
STEPS = 480


def sample_photos() -> list[Path]:
    """The photos that come with the product."""
    return photo_files([RESOURCES / "samples" / "mila"])


def taught(name: str, kind: str, photos: list[Path]) -> None:
    """A concept in the library, with two snapshots."""
    copies = finish(take_in(photos, home() / "scene" / name))
    new = [
        NewPhoto(
            data=copy.path.read_bytes(),
            width=copy.width,
            height=copy.height,
            role=Role.HELD_OUT if number == len(copies) - 1 else Role.POSITIVE,
        )
        for number, copy in enumerate(copies)
    ]
    drawn = {epoch: (copies[epoch % len(copies)].path.read_bytes(),) for epoch in (4, 8)}
    snapshots = [Snapshot(_concept(name, kind, epoch), epoch) for epoch in (4, 8)]
    with open_library() as library:
        if name not in {entry.name for entry in library}:
            library.add(_concept(name, kind, 8), new, snapshots, NewRecord(samples=drawn))


def form(desktop: Desktop) -> QWidget:
    """Nothing filled in yet."""
    _page(desktop)
    settle(0.5)
    return desktop.window


def photos(desktop: Desktop) -> QWidget:
    """Photos that were looked at, one of them blurred, one twice."""
    page = _with_photos(desktop, sample_photos(), "Bella")
    page._state.choose_kind("pet")
    return _shown(desktop, page)


def person(desktop: Desktop) -> QWidget:
    """The statement and the notice for people."""
    page = _with_photos(desktop, photo_files([PERSON])[:5], "Ada")
    page._state.choose_kind("person")
    return _shown(desktop, page)


def learning(desktop: Desktop) -> QWidget:
    """Half of a learning."""
    page = _running(desktop)
    page.refresh()
    settle(0.5)
    return desktop.window


def paused(desktop: Desktop) -> QWidget:
    """A learning that rests, and what it draws meanwhile."""
    page = _running(desktop)
    run = page._state.run
    assert run is not None
    run.pause()
    run.tried = run.samples[max(run.samples)][0]
    run.changed.emit()
    settle(0.5)
    return desktop.window


def choice(desktop: Desktop) -> QWidget:
    """Two snapshots side by side."""
    page = _page(desktop)
    taught("Mila", "pet", sample_photos())
    with open_library() as library:
        page._state.lessons.choose(library.find("Mila"))
    settle(0.8)
    return desktop.window


def _page(desktop: Desktop) -> TeachPage:
    desktop.context.navigation.go(Place.TEACH)
    settle(0.2)
    page = desktop.window.findChild(TeachPage)
    assert page is not None
    return page


def _with_photos(desktop: Desktop, photos: list[Path], name: str) -> TeachPage:
    """Photos with lights that a scene needs, whatever the networks would say."""
    page = _page(desktop)
    tray = page._state.tray
    tray._look = lambda: None  # type: ignore[method-assign]  # the scene says what was seen
    tray.add(photos)
    page._state.fill_in(name=name)
    while not tray.photos:
        settle(0.1)
    flaws = [(), (Finding(Flaw.BLURRED, Light.AMBER),), (), (Finding(Flaw.SMALL, Light.RED),)]
    for number, photo in enumerate(tray.photos):
        with Image.open(photo.path) as image:
            width, height = image.size
        side = round(min(width, height) * 0.8)
        tray.reports[photo.path] = PhotoReport(
            path=photo.path, width=width, height=height, located=number == 0,
            crop=(width // 10, height // 10, width // 10 + side, height // 10 + side),
            findings=flaws[number % len(flaws)],
        )  # fmt: skip
    return page


def _shown(desktop: Desktop, page: TeachPage) -> QWidget:
    page._state.tray.changed.emit()
    settle(1.5)
    return desktop.window


def _running(desktop: Desktop) -> TeachPage:
    page = _page(desktop)
    state = page._state
    lesson = Lesson(name="Mila", photos=tuple(sample_photos()), kind="pet")
    curves, drawn = _kept() or _made_up()
    half = curves[-1].step
    jobs.learn = partial(_endless, half)  # type: ignore[assignment]  # the scene says what
    run = LessonRun(desktop.context, lesson)
    state.lessons.follow(run)
    while run.job.progress is None:
        settle(0.1)
    for measured in curves:
        run._on_happened(measured)
    for epoch, picture in enumerate(drawn):
        run._on_happened(Sampled(epoch, 0, picture))
        run._on_happened(Snapshot(_concept("Mila", "pet", epoch), epoch))
    return page


def _kept() -> tuple[list[Measured], list[Image.Image]] | None:
    """What Mila's learning measured and drew in its first half; None where she was not learned."""
    with open_library() as library:
        if "Mila" not in {entry.name for entry in library}:
            return None
        record = library.record("Mila")
    losses = [one for one in record.curves if one.name.endswith("loss")]
    half = max(one.step for one in losses) // 2
    drawn = [read_photo(files[0]) for _, files in sorted(record.samples.items())]
    return (
        sorted((one for one in losses if one.step <= half), key=lambda one: one.step),
        drawn[: (len(drawn) + 1) // 2],
    )


def _made_up() -> tuple[list[Measured], list[Image.Image]]:
    """Curves of the usual shape, and photos in the place of drawings."""
    curves = []
    for step in range(1, STEPS // 2 + 1):
        wave = 0.15 * math.sin(step * 1.7) + 0.1 * math.sin(step * 0.31)
        text = 2.1 * math.exp(-step / 90) + 0.3 + wave / 2
        curves.append(Measured("text loss", text, step))
        curves.append(Measured("image loss", 3 * math.exp(-step / 160) + 3.4 + wave, step))
    return curves, [_picture(number) for number in range(4)]


def _endless(half: int, lesson: Lesson, settings: Settings) -> Job[None]:
    while True:
        yield Progress(half, 2 * half, "Learning")


def _picture(number: int) -> Image.Image:
    files = sample_photos()
    with Image.open(files[number % len(files)]) as image:
        return image.convert("RGB").resize((48, 48))


def _concept(name: str, kind: str, epoch: int) -> Concept:
    rows = np.zeros((2, 33, 64), np.float32)
    return Concept(
        name=name, kind=kind, base_model="f" * 64, layout="self-prompting", latent_tokens=16,
        prompt_version=1, embeddings=rows[0], head=rows[1],
        scores={"recognition": 0.6 + epoch / 25, "similarity": 0.4 + epoch / 40},
        training={"soft_positives": 96, "negatives": 96, "pool": "bundled", "best_epoch": 8},
    )  # fmt: skip


SCENES: dict[str, Scene] = {
    "teach": form,
    "teach-photos": photos,
    "teach-person": person,
    "teach-learning": learning,
    "teach-paused": paused,
    "teach-choice": choice,
}
