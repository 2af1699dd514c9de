"""Learnings that were begun and not ended: found again, resumed, kept as they are, or discarded."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import InputError
from engine.files import storing
from engine.learning.keeping import PLAN, Learned, keep, kept_before, read_plan
from engine.learning.lesson import Lesson
from engine.learning.questions import ASKED
from engine.learning.workplace import LOCK, Workplace
from engine.paths import home


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A learning that stands still, or that another process advances."""

    lesson: Lesson
    """The same one again: `learn` goes on with it."""
    epochs: tuple[int, ...]
    """Whose snapshots are there; without one it cannot be kept."""
    changed_at: str
    """UTC in ISO 8601."""


def unfinished() -> list[Unfinished]:
    """Every learning that can be gone on with, the latest first.

    What a kill left of one that is in the library is cleared.
    """
    folders = [path for path in (home() / "learning").glob("*") if path.is_dir()]
    found = [_found(Workplace(folder)) for folder in folders]
    return sorted((one for one in found if one), key=lambda one: one.changed_at, reverse=True)


def keep_unfinished(name: str) -> Learned:
    """Put the best snapshot so far into the library. InputError where none is, or one works."""
    place = Workplace.of(name)
    with place.held():
        return keep(place)


def discard_unfinished(name: str) -> None:
    """Erase what a learning has left: photos, snapshots, drawings.

    InputError where nothing is left, or where it is at work.
    """
    place = Workplace.of(name)
    if not place.folder.exists():
        raise InputError(f"No learning of “{name}” is begun.", remedy="Look at the list of them.")
    with place.held(), storing(place.folder):
        for path in place.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK:
                path.unlink()


def latest_snapshot(name: str) -> Path:
    """The file of the newest snapshot, to try it. InputError where there is none yet."""
    paths = sorted(Workplace.of(name).folder.glob("epoch-*.concept"))
    if not paths:
        raise InputError(
            "Nothing was learned yet that could be tried.",
            remedy="Let it go on to the end of its first epoch.",
        )
    return paths[-1]


def _found(place: Workplace) -> Unfinished | None:
    """None where nobody could go on: it was stopped before its photos were sorted."""
    if not isinstance(place.read(PLAN), dict):
        return None
    plan = read_plan(place)
    if Workplace.of(plan["name"]) != place:
        return None  # a copy of another learning's folder
    if kept_before(place):
        with suppress(InputError), place.held():  # else it is being cleared just now
            keep(place)
        return None
    lesson = Lesson(
        name=plan["name"],
        photos=tuple(place.photos / photo["file"] for photo in plan["photos"]),
        kind=plan["kind"],
        preset=plan["preset"],
        consent=plan["consent"],
        continued=plan.get("continued", False),
        variant=plan.get("variant", "self-prompting"),
        deep=plan.get("deep", 0),
        memory=plan.get("memory", "auto"),
        pool=tuple(plan.get("pool", ())),
        draft=plan.get("draft"),
        questions=place.folder / ASKED if (place.folder / ASKED).exists() else None,
    )
    epochs = tuple(int(path.stem[-4:]) for path in sorted(place.folder.glob("epoch-*.concept")))
    changed = max(path.stat().st_mtime for path in place.folder.iterdir())
    return Unfinished(
        lesson=lesson,
        epochs=epochs,
        changed_at=datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds"),
    )
