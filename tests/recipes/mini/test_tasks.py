"""What the mini is taught: every kind of sequence is spelled as a session asks and answers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("cv2")

from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from recipes.mini import assemble, pictures, tasks
from recipes.mini.questions import mistaken
from recipes.mini.tasks import DRAWN, GLANCED, KINDS, SHARES, SHOWN, Group, Pieces, Teacher

SEEDS = range(40)


@pytest.fixture(scope="module")
def groups(world: Any) -> list[Group]:
    """Three groups whose pictures are all told apart by their first code."""
    rng = np.random.default_rng(3)
    return [
        Group(
            pictures.sample_scenes(world, rng),
            tuple(Codes((4 * number + which,) * 16) for which in range(4)),
        )
        for number in range(3)
    ]


@pytest.fixture
def teacher(world: Any, work: Path) -> Teacher:
    tokenizer = Tokenizer.open(assemble.tokenizer_file(work).parent)
    return Teacher(tokenizer.vocabulary, pictures.lexicon(world))


def shown(pieces: Pieces) -> list[int]:
    return [part.values[0] for part, _ in pieces if isinstance(part, Codes)]


def words(pieces: Pieces) -> list[str]:
    return [part for part, _ in pieces if isinstance(part, str)]


def test_the_shares_of_the_kinds_are_a_whole():
    assert len(KINDS) == len(SHARES)
    assert sum(SHARES) == pytest.approx(1)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_gives_something_to_learn(kind: Any, teacher: Teacher, groups: list[Group]):
    for seed in SEEDS:
        pieces = kind(teacher, groups, np.random.default_rng(seed))
        assert any(weight > SHOWN for _, weight in pieces)


def test_a_glance_asks_before_each_picture_and_wants_one_word(
    teacher: Teacher, groups: list[Group]
):
    nouns, colours = teacher.world.nouns, teacher.world.colours
    for seed in SEEDS:
        pieces = teacher.glance(groups, np.random.default_rng(seed))
        weights = [weight for _, weight in pieces]
        turns = [pieces[at : at + 6] for at in range(0, len(pieces), 6)]
        assert weights.count(GLANCED) == len(turns) == len(shown(pieces))
        for asked, picture, _, word, _, _ in turns:
            assert isinstance(asked[0], str)
            assert isinstance(picture[0], Codes)
            assert word[0] in ("Yes", "No") or word[0].lower() in (*nouns, *colours)


def test_a_glance_tells_the_truth(teacher: Teacher, groups: list[Group]):
    answers = {"Yes": 0, "No": 0, "other": 0}
    for seed in range(200):
        asked, picture, _, word, *_ = teacher.glance(groups, np.random.default_rng(seed))
        scene = groups[picture[0].values[0] // 4].scenes[picture[0].values[0] % 4]
        colours = {each.individual.look.main for each in scene.objects}
        nouns = {each.individual.noun for each in scene.objects}
        named = {noun for noun in teacher.world.nouns if f" {noun}" in asked[0]}
        if word[0] in ("Yes", "No"):
            answers[word[0]] += 1
            if word[0] == "Yes" and named:
                assert named & nouns
        else:
            answers["other"] += 1
            assert word[0].lower() in colours | nouns
    assert min(answers.values()) > 20


def test_one_in_ten_drawings_begins_from_nothing(teacher: Teacher, groups: list[Group]):
    alone = [len(teacher.draw(groups, np.random.default_rng(seed))) == 1 for seed in range(400)]
    assert 0.06 < np.mean(alone) < 0.14


def test_a_picture_is_drawn_as_often_as_its_share_says(teacher: Teacher, groups: list[Group]):
    rng = np.random.default_rng(0)
    drawn = [
        any(weight == DRAWN for _, weight in teacher.sequence(groups, rng)) for _ in range(600)
    ]
    assert np.mean(drawn) > SHARES[KINDS.index(tasks.Teacher.draw)] - 0.06


def test_whoever_is_mistaken_differs_in_noun_or_colour_alone(teacher: Teacher, groups: list[Group]):
    one, world = groups[0].individual, teacher.world
    kinds = {"noun": 0, "colour": 0}
    for seed in range(60):
        other = mistaken(one, {one.noun}, world, np.random.default_rng(seed))
        assert (other.size, other.stretch, other.look.pattern) == (
            one.size,
            one.stretch,
            one.look.pattern,
        )
        assert (other.noun != one.noun) is (other.look == one.look)
        kinds["noun" if other.noun != one.noun else "colour"] += 1
    assert min(kinds.values()) > 10


def test_recognition_is_denied_of_whoever_is_not_there(teacher: Teacher, groups: list[Group]):
    denied_in_its_colour = 0
    for seed in range(300):
        pieces = teacher.recognise(groups, np.random.default_rng(seed))
        asked, number = words(pieces)[0], shown(pieces)[0]
        there = {each.individual for each in groups[number // 4].scenes[number % 4].objects}
        yes = any(word.strip().startswith("Yes") for word in words(pieces))
        nouns = {each.noun for each in there}
        if not any(f" {noun}" in asked for noun in nouns):
            assert not yes
            denied_in_its_colour += any(each.look.main in asked for each in there)
    assert denied_in_its_colour > 15
