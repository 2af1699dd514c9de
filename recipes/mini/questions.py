"""Questions with true answers, about a scene or in words alone; all in the words of `words.py`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

import numpy as np

from recipes.mini import words
from recipes.mini.scenes import Individual, Scene

T = TypeVar("T")
Answered: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names of the world, and which nouns appear together."""

    nouns: tuple[str, ...]
    colours: tuple[str, ...]
    places: tuple[str, ...]
    companions: Mapping[str, tuple[str, ...]]


def pick(rng: np.random.Generator, choices: Sequence[T]) -> T:
    """One of `choices`, all alike likely."""
    return choices[int(rng.integers(len(choices)))]


def what(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Which thing it is."""
    shown = " and ".join(words.short(each.individual) for each in scene.objects)
    form = pick(rng, ("This is {}.", "{}.", "I see {}.", "It is {}.", "{}."))
    return pick(rng, words.WHAT), _capital(form.format(shown))


def colour(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """The main colour of one of the things."""
    one, asked = _asked_colour(scene, rng)
    form = pick(rng, ("{}.", "It is {}.", "The {noun} is {}."))
    return asked, _capital(form.format(one.look.main, noun=one.noun))


def bare_colour(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """The same, answered in a word."""
    one, asked = _asked_colour(scene, rng)
    return asked, _capital(f"{one.look.main}.")


def bare_noun(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """What the one thing is, in a word; of two things, whether one is there."""
    if len(scene.objects) > 1:
        return presence(scene, world, rng)
    return pick(rng, words.WHAT), _capital(f"{scene.objects[0].individual.noun}.")


def where(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """The place."""
    form = pick(rng, ("{}.", "It is {}.", "This is {}.", "The {noun} is {}."))
    noun = scene.objects[0].individual.noun
    asked = pick(rng, words.WHERE).format(noun)
    return asked, _capital(form.format(scene.place, noun=noun))


def how_many(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """One or two."""
    return pick(rng, words.HOW_MANY), "Two." if len(scene.objects) == 2 else "One."


def presence(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Is there a …? Half are not: random, often seen together, or of another colour."""
    shown = [each.individual for each in scene.objects]
    one = pick(rng, shown)
    coloured = rng.random() < 0.4
    thing = words.short(one) if coloured else words.a(one.noun)
    if rng.random() < 0.5:
        reply = pick(rng, ("Yes, there is {}.", "Yes, I see {}.", "Yes.", "Yes, this is {}."))
    else:
        thing = _absent(shown, world, rng, coloured=coloured)
        reply = pick(rng, ("No, there is no {}.", "No, I do not see {}.", "No.", "No."))
    bare = thing.split(" ", 1)[1]
    reply = reply.format(bare if " no {" in reply else thing)
    return pick(rng, words.PRESENT).format(thing), reply


def placed(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Is this in …? Half are not. Places are soon known: here to compare is learned first."""
    place = scene.place if rng.random() < 0.5 else pick(rng, world.places)
    right = place == scene.place
    asked = pick(rng, ("Is this {}?", "Is it {}?", "Is the photo taken {}?"))
    forms = ("Yes.", "Yes, it is {}.") if right else ("No.", "No, it is not {}.")
    return asked.format(place), pick(rng, forms).format(place)


def coloured(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Is the … red? Half are not."""
    one = pick(rng, scene.objects).individual
    named = one.look.main if rng.random() < 0.5 else pick(rng, world.colours)
    asked = pick(rng, ("Is the {} {}?", "Is that {} {}?")).format(one.noun, named)
    right = named == one.look.main
    forms = ("Yes.", "Yes, it is {}.") if right else ("No.", "No, it is not {}.")
    return asked, pick(rng, forms).format(named)


def choice(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Two choices, or four with letters."""
    one = scene.objects[0].individual
    kind, right, pool = pick(
        rng,
        (
            ("What is this?", words.a(one.noun), tuple(words.a(n) for n in world.nouns)),
            ("What colour is it?", one.look.main, world.colours),
            ("Where is it?", scene.place, world.places),
        ),
    )
    shown = {words.a(each.individual.noun) for each in scene.objects} | {right}
    wrong = [option for option in pool if option not in shown]
    if rng.random() < 0.4:
        options = [right, pick(rng, wrong)]
        first, second = (options[i] for i in rng.permutation(2))
        return f"{kind} {_capital(first)} or {second}?", _capital(f"{right}.")
    return _lettered(kind, right, wrong, rng)


def describe(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """The whole caption."""
    return pick(rng, words.DESCRIBE), words.sentence(words.caption(scene, rng))


def pattern(scene: Scene, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Stripes, spots, patches or checks?"""
    one = scene.objects[0].individual
    named = pick(rng, tuple(words.SECOND))
    if rng.random() < 0.4:
        named = one.look.pattern if one.look.pattern in words.SECOND else named
    asked = pick(rng, ("Does it have {}?", "Do you see {}?", "Are there {} on it?"))
    reply = "Yes, it has {}." if one.look.pattern == named else "No, it has no {}."
    return asked.format(words.SECOND[named]), reply.format(words.SECOND[named])


def said_fact(one: Individual, world: Lexicon, rng: np.random.Generator) -> Answered:
    """A question whose answer was given a moment before."""
    name = pick(rng, words.NAMES)
    known = words.sentence(f"{name} is {words.description(one, rng)}")
    luck = rng.random()
    if luck < 0.35:
        return f"{known} What colour is {name}?", _capital(f"{one.look.main}.")
    if luck < 0.65:
        return f"{known} What is {name}?", f"{name} is {words.a(one.noun)}."
    noun = one.noun if rng.random() < 0.5 else pick(rng, world.nouns)
    yes = (
        f"Yes, {name} is {words.a(noun)}."
        if noun == one.noun
        else f"No, {name} is not {words.a(noun)}."
    )
    return f"{known} Is {name} {words.a(noun)}?", yes


def said(scene: Scene, name: str, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Is NAME a …? red? in …? — about what was said of it."""
    one = scene.objects[0].individual
    truth, pool = pick(
        rng,
        (
            (words.a(one.noun), tuple(words.a(noun) for noun in world.nouns)),
            (one.look.main, world.colours),
            (scene.place, world.places),
        ),
    )
    named = truth if rng.random() < 0.5 else pick(rng, pool)
    return f"Is {name} {named}?", "Yes." if named == truth else "No."


def category(one: Individual, world: Lexicon, rng: np.random.Generator) -> Answered:
    """What sort of thing a noun is."""
    noun = pick(rng, world.nouns)
    right = words.CATEGORY.get(noun, "a thing")
    wrong = [name for name in words.CATEGORIES if name != right]
    luck = rng.random()
    if luck < 0.3:
        return f"What is {words.a(noun)}?", _capital(f"{words.a(noun)} is {right}.")
    if luck < 0.6:
        asked = right if rng.random() < 0.5 else pick(rng, wrong)
        reply = "Yes, {} is {}." if asked == right else "No, {} is not {}."
        return f"Is {words.a(noun)} {asked}?", reply.format(words.a(noun), asked)
    return _lettered(f"What is {words.a(noun)}?", right, wrong, rng)


def member(one: Individual, world: Lexicon, rng: np.random.Generator) -> Answered:
    """Which of these is an animal?"""
    noun = pick(rng, [noun for noun in world.nouns if noun in words.CATEGORY])
    kind = words.CATEGORY[noun]
    wrong = [words.a(other) for other in world.nouns if words.CATEGORY.get(other) != kind]
    return _lettered(f"Which of these is {kind}?", words.a(noun), wrong, rng)


def legs(one: Individual, world: Lexicon, rng: np.random.Generator) -> Answered:
    """How many legs?"""
    noun = pick(rng, tuple(words.LEGS))
    count = words.NUMBERS[words.LEGS[noun]]
    if rng.random() < 0.5:
        return f"How many legs does {words.a(noun)} have?", _capital(f"{count} legs.")
    wrong = [number for number in words.NUMBERS if number != count]
    return _lettered(f"How many legs does {words.a(noun)} have?", count, wrong, rng)


def mistaken(
    one: Individual, present: Collection[str], world: Lexicon, rng: np.random.Generator
) -> Individual:
    """Nobody who is there: the same look on a noun that is not, or the same in another colour."""
    if rng.random() < 2 / 3:
        noun = pick(rng, [noun for noun in world.nouns if noun not in present])
        return replace(one, noun=noun, kind="person" if noun == "person" else "object")
    look = one.look
    other = pick(rng, [name for name in world.colours if name not in (look.main, look.second)])
    second = other if look.second == look.main else look.second
    return replace(one, look=replace(look, main=other, second=second))


QUESTIONS: tuple[Callable[[Scene, Lexicon, np.random.Generator], Answered], ...] = (
    what, what, colour, where, how_many, presence, presence, presence, placed, coloured, choice,
    describe, pattern,
)  # fmt: skip
QUIZ = (presence, presence, presence, presence, placed, coloured, pattern, what)
GLANCES = (
    presence, presence, presence, presence, bare_noun, bare_noun, bare_noun, bare_colour,
    bare_colour, coloured, placed, pattern,
)  # fmt: skip
"""Questions that are answered before the first comma."""
FACTS: tuple[Callable[[Individual, Lexicon, np.random.Generator], Answered], ...] = (
    said_fact, said_fact, category, member, legs,
)  # fmt: skip


def _asked_colour(scene: Scene, rng: np.random.Generator) -> tuple[Individual, str]:
    one = pick(rng, scene.objects).individual
    asked = pick(rng, words.COLOUR).format(one.noun)
    if len(scene.objects) > 1 and one.noun not in asked:
        asked = f"What colour is the {one.noun}?"
    return one, asked


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _absent(
    shown: Sequence[Individual], world: Lexicon, rng: np.random.Generator, *, coloured: bool
) -> str:
    present = {one.noun for one in shown}
    luck = rng.random()
    if coloured and luck < 0.4:
        one = pick(rng, shown)
        other = pick(rng, [colour for colour in world.colours if colour != one.look.main])
        return f"a person in {other}" if one.kind == "person" else words.a(f"{other} {one.noun}")
    near = world.companions.get(shown[0].noun, ()) if luck < 0.7 else world.nouns
    noun = pick(rng, [noun for noun in near if noun not in present] or ["planet"])
    if coloured and noun != "person":
        own = rng.random() < 0.75  # in what is shown: else the colour alone would tell
        return words.a(f"{shown[0].look.main if own else pick(rng, world.colours)} {noun}")
    return words.a(noun)


def _lettered(asked: str, right: str, wrong: Sequence[str], rng: np.random.Generator) -> Answered:
    options = [right, *(wrong[int(i)] for i in rng.permutation(len(wrong))[:3])]
    order = rng.permutation(len(options))
    lines = [f"{letter}. {options[i]}" for letter, i in zip("ABCD", order, strict=False)]
    letter = "ABCD"[int(np.flatnonzero(order == 0)[0])]
    return "\n".join([asked, *lines, "Answer:"]), letter
