"""What the mini is taught: sequences of words and pictures, with a loss weight for each part.

A group is four pictures: three of one individual, one of another that is easily taken for it.
Turns are spelled as method.md 2.4 says: question, end of turn, answer, end of turn. The slot
where soft rows will stand later is taught in words (`Mila is a small brown dog.`), never with rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from engine.tokens.prompts import Codes, Part
from engine.tokens.vocabulary import Vocabulary
from recipes.mini import words
from recipes.mini.questions import (
    FACTS,
    GLANCES,
    QUESTIONS,
    QUIZ,
    Lexicon,
    mistaken,
    pick,
    said,
)
from recipes.mini.scenes import Individual, Scene

GLANCED, DECIDED, SAID, DRAWN, SHOWN, GIVEN = 40.0, 16.0, 4.0, 1.0, 0.3, 0.0
"""Loss weights: the word that answers a glance, yes or no, words to say, a picture to draw, a
picture that is shown, all else.

Yes or no is one id in an answer whose other words repeat the question: at the weight of any other
word it drowns, and the mini would guess. A glance has one such word beside a whole picture.
"""
CROWDED = 0.35
"""Of glances at least, go at a picture of two things where there is one: few pictures are, and to
find the thing that is asked about is what is hard.
"""
LOSSES = {"pictures": DRAWN, "words": SAID, "yes and no": DECIDED, "glances": GLANCED}
"""What losses are told apart by, and the weight that marks each."""

Pieces: TypeAlias = list[tuple[Part, float]]


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures 0…2 show one individual, picture 3 a hard negative."""

    scenes: tuple[Scene, ...]
    codes: tuple[Codes, ...]

    @property
    def individual(self) -> Individual:
        """Whom pictures 0…2 show."""
        return self.scenes[0].objects[0].individual

    @property
    def impostor(self) -> Individual:
        """Whom picture 3 shows."""
        return self.scenes[3].objects[0].individual


@dataclass(frozen=True, slots=True)
class Teacher:
    """Spells sequences from groups."""

    vocab: Vocabulary
    world: Lexicon

    def sequence(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """One training sequence; the kinds in the shares of the recipe."""
        kind = rng.choice(len(SHARES), p=SHARES)
        return KINDS[kind](self, groups, rng)

    def draw(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """Words → picture; a tenth from nothing, a twentieth from a picture alone."""
        group, which = groups[0], int(rng.integers(4))
        scene, codes = group.scenes[which], group.codes[which]
        luck = rng.random()
        if luck < 0.10:
            return [(codes, DRAWN)]
        if luck < 0.15:
            shown = group.codes[int(rng.integers(3))]
            return [(shown, SHOWN), *self._turn([]), (group.codes[0], DRAWN), (self._end, SAID)]
        if luck < 0.55 or len(scene.objects) > 1:
            asked = pick(rng, words.DRAW).format(words.caption(scene, rng))
            asked = _as_typed(asked[0].upper() + asked[1:], rng)
            return [*self._turn([asked]), *self._drawing(scene, codes, rng)]
        name = pick(rng, words.NAMES)
        one = scene.objects[0].individual
        known = words.sentence(f"{name} is {words.description(one, rng)}")
        where = f"{name} {scene.place}" if rng.random() < 0.8 else name
        asked = f"{known} {_as_typed(pick(rng, words.DRAW).format(where), rng)}"
        return [*self._turn([asked]), *self._drawing(scene, codes, rng)]

    def ask(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """A picture, and four to seven turns about it: words are few beside a picture."""
        which = int(rng.integers(4))
        return self._interview(groups[0].scenes[which], groups[0].codes[which], rng)

    def quiz(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """A picture, and many questions answered in a word: it is read once, decided on often."""
        which = int(rng.integers(4))
        scene, codes = groups[0].scenes[which], groups[0].codes[which]
        pieces: Pieces = []
        for turn in range(int(rng.integers(10, 19))):
            asked, reply = pick(rng, QUIZ)(scene, self.world, rng)
            shortened = f"{reply.split(',')[0].rstrip('.')}."
            pieces += self._turn([asked], *([codes] if turn == 0 else []))
            pieces += self._say(shortened if reply.startswith(("Yes", "No")) else reply)
        return pieces

    def glance(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """One to three pictures, a question before each, answered in a word.

        Of all turns about a picture only the first is asked before it is seen, and the question
        must then be found again behind it. A model that is asked first too seldom learns to
        answer all questions but these, and these are the ones that people ask.
        """
        pairs = [pair for group in groups for pair in zip(group.scenes, group.codes, strict=True)]
        crowded = [pair for pair in pairs if len(pair[0].objects) > 1] or pairs
        pieces: Pieces = []
        for _ in range(int(rng.integers(1, 4))):
            scene, codes = pick(rng, crowded if rng.random() < CROWDED else pairs)
            asked, reply = pick(rng, GLANCES)(scene, self.world, rng)
            pieces += self._turn([asked], codes)
            decided = reply.rstrip(".").split(",")[0]
            pieces += [(decided, GLANCED), (".", SAID), (self._end, SAID)]
        return pieces

    def drill(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """The same in words alone, and so soonest learned: is it what was said a moment before?"""
        scene, name = groups[0].scenes[int(rng.integers(4))], pick(rng, words.NAMES)
        described = words.description(scene.objects[0].individual, rng)
        known = words.sentence(f"{name} is {described} {scene.place}")
        pieces: Pieces = []
        for turn in range(int(rng.integers(8, 17))):
            asked, reply = said(scene, name, self.world, rng)
            pieces += self._turn([f"{known} {asked}" if turn == 0 else asked]) + self._say(reply)
        return pieces

    def recognise(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """`Mila is a small brown dog. Is Mila in this photo?` — often with an impostor.

        One picture in seven shows another kind of thing than is said in just these colours, and one
        in fourteen the same in another one: a model that is asked for the odd thing too seldom goes
        by colours alone.
        """
        group, name = groups[0], pick(rng, words.NAMES)
        luck, one = rng.random(), group.individual
        which, source = (int(rng.integers(3)), group) if luck < 0.66 else (3, group)
        if luck > 0.83:
            which, source = int(rng.integers(4)), groups[1]
        seen = {each.individual for each in source.scenes[which].objects}
        if 0.45 < luck < 0.66:
            one = mistaken(one, {each.noun for each in seen}, self.world, rng)
        known = words.sentence(f"{name} is {words.description(one, rng)}")
        asked = f"{known} {pick(rng, words.RECOGNISE).format(name)}"
        reply = words.KNOWN if one in seen else words.UNKNOWN
        opening = words.sentence(words.short(one)) + " " if rng.random() < 0.25 else ""
        turn = self._turn([asked], source.codes[which])
        return [*turn, *self._say(opening + pick(rng, reply).format(name))]

    def compare(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """Two pictures of one: a third, or whether it is the same."""
        group, name = groups[0], pick(rng, words.NAMES)
        first, second, third = (int(i) for i in rng.permutation(3))
        if rng.random() < 0.25:
            scene = group.scenes[third]
            asked = f"A photo of {name} {scene.place}."
            given: Pieces = [(f"{name}:", GIVEN)]
            given += [(group.codes[i], SHOWN) for i in (first, second)]
            return [*given, *self._turn([asked]), (group.codes[third], DRAWN), (self._end, SAID)]
        same = rng.random() < 0.5
        other = (group, second) if same else (group, 3)
        if not same and rng.random() < 0.3:
            other = (groups[1], 0)
        shown = other[0].codes[other[1]]
        if rng.random() < 0.5:
            turn = self._turn([pick(rng, words.SAME)], group.codes[first], shown)
            return [*turn, *self._say("Yes, it is the same." if same else "No, it is another one.")]
        intro: Pieces = [(f"This is {name}:", GIVEN), (group.codes[first], SHOWN)]
        turn = self._turn([pick(rng, words.RECOGNISE).format(name)], shown)
        reply = pick(rng, words.KNOWN if same else words.UNKNOWN).format(name)
        return [*intro, *turn, *self._say(reply)]

    def talk(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """Words only: facts on a named individual, categories, choices A–D."""
        pieces: Pieces = []
        for _ in range(int(rng.integers(1, 4))):
            asked, reply = pick(rng, FACTS)(
                groups[int(rng.integers(2))].individual, self.world, rng
            )
            pieces += [*self._turn([asked]), *self._say(reply)]
        return pieces

    def long_chat(self, groups: Sequence[Group], rng: np.random.Generator) -> Pieces:
        """Several pictures and questions in one conversation."""
        pieces: Pieces = []
        for group in groups[:3]:
            which = int(rng.integers(4))
            kind = rng.random()
            if kind < 0.5:
                pieces += self._interview(group.scenes[which], group.codes[which], rng)
            elif kind < 0.75:
                pieces += self.talk(groups, rng)
            else:
                asked = f"A photo of {words.caption(group.scenes[which], rng)}."
                drawn = (group.codes[which], DRAWN)
                pieces += [*self._turn([asked]), drawn, (self._end, SAID)]
        return pieces

    def _interview(self, scene: Scene, codes: Codes, rng: np.random.Generator) -> Pieces:
        pieces: Pieces = []
        for turn in range(int(rng.integers(4, 8))):
            asked, reply = pick(rng, QUESTIONS)(scene, self.world, rng)
            pieces += self._turn([asked], *([codes] if turn == 0 else []))
            pieces += self._say(reply)
        return pieces

    def _drawing(self, scene: Scene, codes: Codes, rng: np.random.Generator) -> Pieces:
        """The picture; one in four opens with words, where generation rows will stand."""
        drawn: Pieces = [(codes, DRAWN), (self._end, SAID)]
        if rng.random() < 0.75:
            return drawn
        return [(words.sentence(words.short(scene.objects[0].individual)), SAID), *drawn]

    def _turn(self, asked: Sequence[str], *photos: Codes) -> Pieces:
        shown: Pieces = [(photo, SHOWN) for photo in photos]
        return [*((text, GIVEN) for text in asked), *shown, (self._end, GIVEN)]

    def _say(self, reply: str) -> Pieces:
        decided = next((word for word in ("Yes", "No") if reply.startswith(word)), "")
        opening: Pieces = [(decided, DECIDED)] if decided else []
        return [*opening, (reply.removeprefix(decided), SAID), (self._end, SAID)]

    @property
    def _end(self) -> list[int]:
        return [self.vocab.end_turn]


def _as_typed(asked: str, rng: np.random.Generator) -> str:
    """A request as people type it: one in four without a capital, or without a full stop."""
    if rng.random() < 0.25:
        asked = asked[0].lower() + asked[1:]
    return asked.rstrip(".") if rng.random() < 0.25 else asked


KINDS: tuple[Callable[[Teacher, Sequence[Group], np.random.Generator], Pieces], ...] = (
    Teacher.draw,
    Teacher.ask,
    Teacher.quiz,
    Teacher.glance,
    Teacher.recognise,
    Teacher.drill,
    Teacher.compare,
    Teacher.talk,
    Teacher.long_chat,
)
SHARES = (0.36, 0.08, 0.07, 0.20, 0.14, 0.03, 0.06, 0.03, 0.03)
