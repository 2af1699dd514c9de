"""What is learned and what it is tried on: concepts of the suite, or folders of real photos."""

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.learning.intake import photo_files

LEARNED = 4
"""Photos of each subject that are learned from; the rest is held out."""
REAL = "real"
"""The level of subjects that are real photos."""
FROM_OTHERS = 6
"""Easy negatives that show other subjects."""
_FORMS = {"striped": "stripes", "spotted": "spots", "patched": "patches", "checked": "checks"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing to learn, with photos that it is not learned from."""

    key: str
    level: str
    kind: str
    class_name: str
    """With its article: `a dog`."""
    description: tuple[str, str] | None = None
    """A sentence that says what MILA looks like, and the request for a photo: about 20 words."""
    learned: tuple[Path, ...]
    held_out: tuple[Path, ...]
    easy: tuple[Path, ...] = ()
    """Other things."""
    hard: tuple[Path, ...] = ()
    """The same noun with another look."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Every photo."""
        return (*self.learned, *self.held_out, *self.easy, *self.hard)


def read_suite(folder: Path, levels: Sequence[str]) -> list[Subject]:
    """The suite's concepts of these levels, in its order. InputError where there is no suite."""
    index = folder / "concepts.json"
    if not index.exists():
        raise InputError(f"There is no suite in {folder}.", remedy="Run recipes.mini first.")
    concepts = json.loads(index.read_text(encoding="utf-8"))
    return [_subject(folder, one, concepts) for one in concepts if one["level"] in levels]


def read_folders(folder: Path, count: int, fewest: int = LEARNED + 1) -> list[Subject]:
    """The first `count` sub-folders of `folder` as subjects, each a folder of photos.

    A line `subject,class` of `prompts_and_classes.txt` names a class, else the folder's name does.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    classes = {name: re.sub(r"[\d_]+", " ", name).strip() for name in names}
    listed = folder / "prompts_and_classes.txt"
    if listed.exists():
        lines = re.findall(r"^(\w+),([\w ]+)$", listed.read_text(encoding="utf-8"), re.MULTILINE)
        classes |= {name: known for name, known in lines if name in classes}
    photos = {name: photo_files([folder / name]) for name in names}
    many = [name for name in names if len(photos[name]) >= fewest]
    if len(many) < count:
        raise InputError(
            f"{folder} has {len(many)} folders of {fewest} or more photos.",
            remedy=f"Name a folder with {count} such folders.",
        )
    return [_real(name, photos, classes) for name in spread(many, count)]


def spread(items: Sequence[Any], count: int) -> list[Any]:
    """`count` of the items, evenly over all of them; all where there are no more."""
    if count >= len(items):
        return list(items)
    return [items[int((place + 0.5) * len(items) / count)] for place in range(count)]


def choose(subjects: Sequence[Subject], count: int) -> list[Subject]:
    """`count` subjects, as many of each level as of the next, evenly over each.

    Levels take turns, so that the first few are of all levels too.
    """
    levels = sorted({one.level for one in subjects})
    chosen: list[list[Subject]] = []
    for place, level in enumerate(levels):
        share = count // len(levels) + (place < count % len(levels))
        chosen.append(spread([one for one in subjects if one.level == level], share))
    return [one for turn in zip_longest(*chosen) for one in turn if one is not None]


def describe(noun: str, kind: str, size: str, look: dict[str, Any]) -> tuple[str, str]:
    """What it is in the words of the world, and the request: about 20 words, as it was taught."""
    main, second, pattern = look["main"], look["second"], look["pattern"]
    form = _FORMS.get(pattern, "parts")
    if kind == "person":
        plain = f"a {size} person in {main}"
        known = plain if pattern == "plain" else f"{plain} with {second} {form}"
        return f"Mila is {known}.", f"A photo of Mila, {known}."
    if pattern == "plain":
        known = f"a {size} {main} {noun}"
        return f"Mila is {known}. The {noun} is all {main}.", f"A photo of Mila, {known}."
    return (
        f"Mila is a {size} {pattern} {main} and {second} {noun}.",
        f"A photo of Mila, a {size} {main} {noun} with {second} {form}.",
    )


def _subject(folder: Path, one: dict[str, Any], concepts: Sequence[dict[str, Any]]) -> Subject:
    photos, other = _paths(folder, one), one["negatives"]
    return Subject(
        key=one["id"],
        level=one["level"],
        kind=one["kind"],
        class_name=_with_article(one["noun"]),
        description=describe(one["noun"], one["kind"], one["size"], one["look"]),
        learned=photos[:LEARNED],
        held_out=photos[LEARNED:],
        easy=(*_paths(folder, other["other noun"]), *_from_others(folder, one, concepts)),
        hard=_paths(folder, other["other look"]),
    )


def _from_others(
    folder: Path, one: dict[str, Any], concepts: Sequence[dict[str, Any]]
) -> tuple[Path, ...]:
    """A photo of each of some concepts of other nouns."""
    dice = random.Random(one["id"])
    others = [other for other in concepts if other["noun"] != one["noun"]]
    picked = dice.sample(others, min(FROM_OTHERS, len(others)))
    return tuple(dice.choice(_paths(folder, other)[LEARNED:]) for other in picked)


def _real(name: str, photos: dict[str, list[Path]], classes: dict[str, str]) -> Subject:
    """Two photos stay out where possible; subjects of the same class are the hard negatives."""
    own = photos[name]
    learned = max(1, min(LEARNED, len(own) - 2))
    others = [other for other in photos if other != name]
    alike = [other for other in others if classes[other] == classes[name]]
    return Subject(
        key=name,
        level=REAL,
        kind="pet" if classes[name] in ("cat", "dog") else "object",
        class_name=_with_article(classes[name]),
        learned=tuple(own[:learned]),
        held_out=tuple(own[learned:]),
        easy=tuple(photos[other][0] for other in others if other not in alike),
        hard=tuple(path for other in alike for path in photos[other]),
    )


def _paths(folder: Path, shown: dict[str, Any]) -> tuple[Path, ...]:
    return tuple(folder / photo["file"] for photo in shown["photos"])


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
