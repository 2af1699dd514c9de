"""What a checkpoint can do, in numbers; all about individuals that training never drew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.tokens.prompts import Codes
from engine.vision.embedder import Embedder, similarity
from recipes.mini import gate, inquiry, words
from recipes.mini.examinee import Examinee
from recipes.mini.gate import Pictures, drawn, features
from recipes.mini.inquiry import Question
from recipes.mini.scenes import Scene
from recipes.mini.sizes import Size
from recipes.mini.world import World

Floats: TypeAlias = NDArray[np.float32]

SEED = 90_000
SCENES, RENDERS, DRAWINGS = 480, 12, 4
"""Pictures asked about; renders behind each noun's mean features; drawings of each noun."""
MEANING = {
    "drawn noun": "drawings nearest to the mean features of their noun's renders, of all nouns",
    "reconstructed noun": "the same of held-out renders through the image tokenizer: the ceiling",
    "rendered noun": "the same of these renders themselves",
    "blur forgiven": "the same, by the mean of renders that went through the image tokenizer too",
    "presence": "“Is there a …?”; half are not there, and half of these are often seen with it",
    "colour": "“What colour is the …?”, of twelve; where two share a thing evenly, either is right",
    "one thing, two things": "the same of pictures of so many; what is not told apart is of "
    "pictures as the world has them, of which an eighth shows two",
    "place": "“Where is this?”, of twelve",
    "count": "“How many things are in this photo?”, one or two",
    "answered noun": "“What is this?”, of all nouns; also of known and of unseen meshes apart",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The numbers by name (see MEANING), and what they were measured on."""

    shares: dict[str, float]
    captions: list[str]
    drawings: Pictures
    photos: Pictures
    rebuilt: Pictures
    answers: list[tuple[Question, str]]


def measure(work: Path, size: Size, checkpoint: Path) -> Findings:
    """Draw with a checkpoint and ask it about held-out individuals; minutes on one core."""
    world, model, rng = World(work, size.world), Examinee.open(checkpoint), _rng()
    who = gate.held_out(world, gate.INDIVIDUALS)
    shown = inquiry.scenes_of(world, who, SCENES, rng)
    photos = drawn(world, shown, size.image_size)
    codes = model.encode(photos)
    rebuilt = model.decode(codes)
    answers = {
        kind: list(zip(asked, _asked(model, asked, codes), strict=True))
        for kind, asked in _inquiries(world, shown, rng).items()
    }
    nouns, captions = _captions(world, rng)
    drawings = model.decode(model.draw(captions))
    alone = [i for i, scene in enumerate(shown) if len(scene.objects) == 1]
    tested = [shown[i].objects[0].individual.noun for i in alone]
    judged = {
        "drawn noun": (drawings, nouns),
        "reconstructed noun": (rebuilt[alone], tested),
        "rendered noun": (photos[alone], tested),
    }
    return Findings(
        shares=_named(world, size, model, judged)
        | {kind: _right(pairs) for kind, pairs in answers.items()}
        | dict(_by_crowd(answers, shown, size.world.two_object_share))
        | dict(_by_mesh(answers["answered noun"], shown, world)),
        captions=captions,
        drawings=drawings,
        photos=photos[alone],
        rebuilt=rebuilt[alone],
        answers=[pair for pairs in answers.values() for pair in pairs],
    )


def _named(
    world: World, size: Size, model: Examinee, judged: Mapping[str, tuple[Pictures, list[str]]]
) -> dict[str, float]:
    """The share of each set of pictures that the embedder names rightly, with and without blur."""
    embedder, rng = Embedder(threads=1), _rng()
    shown = [
        world.scene(rng, (world.individual(rng, noun),))
        for noun in world.nouns
        for _ in range(RENDERS)
    ]
    renders = drawn(world, shown, size.image_size)
    sharp, blurred = (
        features(embedder, pictures).reshape(len(world.nouns), RENDERS, -1).mean(1)
        for pictures in (renders, model.decode(model.encode(renders)))
    )
    shares = {}
    for kind, (pictures, nouns) in judged.items():
        seen = features(embedder, pictures)
        shares[kind] = _share(seen, sharp, world.nouns, nouns)
        shares[f"{kind}, blur forgiven"] = _share(seen, blurred, world.nouns, nouns)
    return shares


def _share(seen: Floats, means: Floats, names: Sequence[str], nouns: Sequence[str]) -> float:
    nearest = similarity(seen, means).argmax(1)
    pairs = zip(nearest, nouns, strict=True)
    return float(np.mean([names[index] == noun for index, noun in pairs]))


def _by_crowd(
    answers: Mapping[str, Sequence[tuple[Question, str]]], shown: Sequence[Scene], crowded: float
) -> Iterator[tuple[str, float]]:
    """What is asked of one thing alone, and where another stands beside it; then of both in the
    shares of the world, of whose pictures `crowded` show two.
    """
    for kind in ("presence", "colour"):
        alone, beside = (
            _right([p for p in answers[kind] if len(shown[p[0].picture].objects) == things])
            for things in (1, 2)
        )
        yield kind, (1 - crowded) * alone + crowded * beside
        yield f"{kind}, one thing", alone
        yield f"{kind}, two things", beside


def _by_mesh(
    pairs: Sequence[tuple[Question, str]], shown: Sequence[Scene], world: World
) -> Iterator[tuple[str, float]]:
    """Single things whose mesh training drew in other looks, and those whose mesh it never drew."""
    for known, word in ((True, "known mesh"), (False, "unseen mesh")):
        some = [p for p in pairs if world.knows(shown[p[0].picture].objects[0].individual) is known]
        yield f"answered noun, {word}", _right(some)


def _asked(model: Examinee, asked: Sequence[Question], codes: Sequence[Codes]) -> list[str]:
    return model.answer([(one.text, codes[one.picture]) for one in asked])


def _inquiries(
    world: World, shown: Sequence[Scene], rng: np.random.Generator
) -> dict[str, list[Question]]:
    return {
        "presence": inquiry.presence(world, shown, rng),
        "colour": inquiry.colour(world, shown),
        "place": inquiry.place(world, shown),
        "count": inquiry.count(shown),
        "answered noun": inquiry.noun(world, shown),
    }


def _captions(world: World, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Every noun four times, each in another colour at another place, and the request for it."""
    nouns = [noun for noun in world.nouns for _ in range(DRAWINGS)]
    captions = []
    for noun in nouns:
        colour, place = (str(rng.choice(names)) for names in (world.colours, world.places))
        thing = f"a person in {colour}" if noun == "person" else words.a(f"{colour} {noun}")
        captions.append(f"A photo of {thing} {place}.")
    return nouns, captions


def _right(pairs: Sequence[tuple[Question, str]]) -> float:
    return float(np.mean([question.passes(reply) for question, reply in pairs]))


def _rng() -> np.random.Generator:
    return np.random.default_rng(SEED)
