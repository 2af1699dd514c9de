"""Questions about pictures of the world whose right answers are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recipes.mini import words
from recipes.mini.looks import EVEN
from recipes.mini.scenes import Individual, Scene
from recipes.mini.world import World


@dataclass(frozen=True, slots=True)
class Question:
    """About a picture (by its number); right where the answer passes."""

    picture: int
    text: str
    right: str
    wrong: tuple[str, ...] = ()
    """An answer that also names one of these is not right."""
    also: tuple[str, ...] = ()
    """As right as `right`."""

    def passes(self, answer: str) -> bool:
        """Whether the answer says what is right and nothing that is wrong."""
        said = f" {answer.lower().strip(' .')} ".replace(".", " ").replace(",", " ")
        right, wrong = (
            any(f" {one.lower()} " in said for one in names)
            for names in ((self.right, *self.also), self.wrong)
        )
        return right and not wrong


def scenes_of(
    world: World, who: Sequence[Individual], count: int, rng: np.random.Generator
) -> list[Scene]:
    """Pictures of these individuals in turn, every other one with a companion among them."""
    shown: list[Scene] = []
    for number in range(count):
        one = who[number // 2 % len(who)]
        others = [other for other in who if other.noun != one.noun]
        pair = (one, others[int(rng.integers(len(others)))]) if number % 2 else (one,)
        shown.append(world.scene(rng, pair))
    return shown


def presence(world: World, shown: Sequence[Scene], rng: np.random.Generator) -> list[Question]:
    """Is there a …? Half are there; of those that are not, half are often seen with what is."""
    questions = []
    for number, scene in enumerate(shown):
        nouns = [each.individual.noun for each in scene.objects]
        present, luck = number // 2 % 2 == 0, rng.random()
        near = world.companions(nouns[0]) if luck < 0.5 else world.nouns
        absent = [noun for noun in near if noun not in nouns] or world.nouns
        noun = str(rng.choice(nouns if present else absent))
        asked = f"Is there {words.a(noun)} in this photo?"
        questions.append(Question(number, asked, "yes" if present else "no"))
    return questions


def colour(world: World, shown: Sequence[Scene]) -> list[Question]:
    """What colour is the …? Where two share it evenly, either is right."""
    questions = []
    for number, scene in enumerate(shown):
        one = scene.objects[0].individual
        asked = f"What colour is the {one.noun}?"
        also = (one.look.second,) if one.look.pattern in EVEN else ()
        wrong = tuple(name for name in world.colours if name not in (one.look.main, *also))
        questions.append(Question(number, asked, one.look.main, wrong, also))
    return questions


def place(world: World, shown: Sequence[Scene]) -> list[Question]:
    """Where is it?"""
    return [
        Question(number, "Where is this?", scene.place, _others(world.places, scene.place))
        for number, scene in enumerate(shown)
    ]


def count(shown: Sequence[Scene]) -> list[Question]:
    """How many?"""
    asked = "How many things are in this photo?"
    return [
        Question(number, asked, *(("one", ("two",)), ("two", ("one",)))[len(scene.objects) - 1])
        for number, scene in enumerate(shown)
    ]


def noun(world: World, shown: Sequence[Scene]) -> list[Question]:
    """What is this? Of one object only."""
    return [
        Question(
            number,
            "What is this?",
            scene.objects[0].individual.noun,
            _others(world.nouns, scene.objects[0].individual.noun),
        )
        for number, scene in enumerate(shown)
        if len(scene.objects) == 1
    ]


def _others(names: Sequence[str], right: str) -> tuple[str, ...]:
    """The other names, but for those that are part of the right one (`chair`, `deck chair`)."""
    return tuple(name for name in names if name not in right)
