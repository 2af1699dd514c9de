"""Writes the suite's question files, in the forms of public benchmarks, with this world's content.

    exams/pope/{random,popular,adversarial}.jsonl   {question_id, image, text, label}
    exams/pope/images/NNN.webp
    exams/mmbench.tsv       index question hint A B C D answer category image (base64) split
    exams/mmlu/<subject>_{dev,test}.csv             question, A, B, C, D, answer; no header

POPE (arXiv 2305.10355) asks for what is there and, as often, for what is not: any noun (random), a
frequent noun (popular), a noun that often shares a picture with what is there (adversarial). All
pictures show held-out individuals; dev files hold the five examples that open a prompt.
"""

import base64
import csv
import io
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from recipes.mini import gate, inquiry, words
from recipes.mini.gate import Pictures, drawn
from recipes.mini.questions import pick
from recipes.mini.scenes import Individual, Scene
from recipes.mini.world import World

FOLDER = "exams"
SIDE, QUALITY = 64, 82
SCENES = 100
SEED = 70_000
LETTERS = "ABCD"
COLUMNS = ("index", "question", "hint", *LETTERS, "answer", "category", "image", "split")
EXAMPLES, FACTS, LEGS = 5, 200, 2
"""Of each subject's dev file; questions on named individuals; questions on each noun's legs."""

Choice = tuple[str, str, Sequence[str]]
"""A question, its right answer, and wrong ones."""


def write_exams(world: World, suite: Path) -> int:
    """Replace `suite/exams`; returns the number of questions."""
    part = suite / f"{FOLDER}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    shown = inquiry.scenes_of(world, individuals(world), SCENES, rng)
    photos = drawn(world, shown, SIDE)
    written = _write_pope(world, shown, photos, part / "pope", rng)
    written += _write_mmbench(world, shown, photos, part / "mmbench.tsv", rng)
    written += _write_mmlu(world, part / "mmlu", rng)
    shutil.rmtree(suite / FOLDER, ignore_errors=True)
    part.rename(suite / FOLDER)
    return written


def individuals(world: World) -> list[Individual]:
    """Whom the pictures show: nobody that training ever drew."""
    return gate.held_out(world, gate.INDIVIDUALS)


def _write_pope(
    world: World, shown: Sequence[Scene], photos: Pictures, folder: Path, rng: np.random.Generator
) -> int:
    (folder / "images").mkdir(parents=True)
    for number, photo in enumerate(photos):
        (folder / "images" / f"{number:03d}.webp").write_bytes(_webp(photo))
    count = 0
    for kind in ("random", "popular", "adversarial"):
        asked: list[tuple[int, str, str]] = []
        for number, scene in enumerate(shown):
            present = [each.individual.noun for each in scene.objects]
            for noun, absent in zip(present, _absent(world, present, kind, rng), strict=True):
                asked += [(number, noun, "yes"), (number, absent, "no")]
        lines = [
            json.dumps(
                {
                    "question_id": index,
                    "image": f"{number:03d}.webp",
                    "text": f"Is there {words.a(noun)} in the image?",
                    "label": label,
                }
            )
            for index, (number, noun, label) in enumerate(asked, start=1)
        ]
        (folder / f"{kind}.jsonl").write_text("\n".join(lines) + "\n")
        count += len(lines)
    return count


def _absent(world: World, present: Sequence[str], kind: str, rng: np.random.Generator) -> list[str]:
    """As many different nouns that are not there as there are that are."""
    free = [noun for noun in world.nouns if noun not in present]  # the most frequent first
    if kind == "popular":
        free = free[: max(len(present), len(world.nouns) // 4)]
    if kind == "adversarial":
        near = [noun for noun in world.companions(present[0]) if noun not in present]
        free = near if len(near) >= len(present) else [*near, *free[: len(present)]]
        free = list(dict.fromkeys(free))
    return [free[int(i)] for i in rng.permutation(len(free))[: len(present)]]


def _write_mmbench(
    world: World, shown: Sequence[Scene], photos: Pictures, path: Path, rng: np.random.Generator
) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(COLUMNS)
        index = 0
        for scene, photo in zip(shown, photos, strict=True):
            image = base64.b64encode(_webp(photo)).decode("ascii")
            for category, choice in _about(world, scene):
                index += 1
                question, options, letter = _lettered(choice, rng)
                table.writerow([index, question, "", *options, letter, category, image, "test"])
    return index


def _about(world: World, scene: Scene) -> Iterator[tuple[str, Choice]]:
    """What can be asked about a picture: the thing where it is one, its colour, the place."""
    one = scene.objects[0].individual
    if len(scene.objects) == 1:
        others = [words.a(noun) for noun in world.nouns if noun != one.noun]
        yield "object", ("What is this?", words.a(one.noun), others)
        colours = [
            colour for colour in world.colours if colour not in (one.look.main, one.look.second)
        ]
        yield "colour", ("What colour is it?", one.look.main, colours)
    places = [place for place in world.places if place != scene.place]
    yield "place", ("Where is it?", scene.place, places)


def _write_mmlu(world: World, folder: Path, rng: np.random.Generator) -> int:
    folder.mkdir()
    count = 0
    subjects = {
        "categories": list(_categories(world)),
        "members": list(_members(world)),
        "legs": list(_legs()),
        "named_individuals": list(_facts(world, rng)),
    }
    for subject, choices in subjects.items():
        order = [choices[int(i)] for i in rng.permutation(len(choices))]
        parts = {"dev": order[:EXAMPLES], "test": order[EXAMPLES:]}
        for split, some in parts.items():
            with (folder / f"{subject}_{split}.csv").open(
                "w", encoding="utf-8", newline=""
            ) as file:
                table = csv.writer(file, lineterminator="\n")
                for choice in some:
                    question, options, letter = _lettered(choice, rng)
                    table.writerow([question, *options, letter])
        count += len(parts["test"])
    return count


def _categories(world: World) -> Iterator[Choice]:
    for noun in world.nouns:
        if noun in words.CATEGORY:
            right = words.CATEGORY[noun]
            wrong = [category for category in words.CATEGORIES if category != right]
            yield f"What is {words.a(noun)}?", right, wrong


def _members(world: World) -> Iterator[Choice]:
    for noun in world.nouns:
        if noun in words.CATEGORY:
            kind = words.CATEGORY[noun]
            others = [other for other in world.nouns if words.CATEGORY.get(other) != kind]
            yield f"Which of these is {kind}?", words.a(noun), [words.a(one) for one in others]


def _legs() -> Iterator[Choice]:
    for noun, legs in words.LEGS.items():
        right = words.NUMBERS[legs]
        wrong = [number for number in words.NUMBERS if number != right]
        for _ in range(LEGS):
            yield f"How many legs does {words.a(noun)} have?", right, wrong


def _facts(world: World, rng: np.random.Generator) -> Iterator[Choice]:
    for number in range(FACTS):
        one, name = world.individual(rng), pick(rng, words.NAMES)
        known = words.sentence(f"{name} is {words.description(one, rng)}")
        if number % 2:
            taken = (one.look.main, one.look.second)
            colours = [colour for colour in world.colours if colour not in taken]
            yield f"{known} What colour is {name}?", one.look.main, colours
        else:
            others = [words.a(noun) for noun in world.nouns if noun != one.noun]
            yield f"{known} What is {name}?", words.a(one.noun), others


def _lettered(choice: Choice, rng: np.random.Generator) -> tuple[str, list[str], str]:
    """The question, four options in random order, and the letter of the right one."""
    question, right, wrong = choice
    options = [right, *(wrong[int(i)] for i in rng.permutation(len(wrong))[:3])]
    order = [int(i) for i in rng.permutation(len(options))]
    return question, [options[i] for i in order], LETTERS[order.index(0)]


def _webp(photo: Pictures) -> bytes:
    content = io.BytesIO()
    Image.fromarray(photo).save(content, "WEBP", quality=QUALITY, method=6)
    return content.getvalue()
