"""Questions with known answers, and how an answer is judged."""

from collections import Counter

import numpy as np
import pytest

pytest.importorskip("cv2")

from recipes.mini import gate, inquiry
from recipes.mini.inquiry import Question
from recipes.mini.looks import EVEN
from recipes.mini.scenes import Scene
from recipes.mini.world import World


@pytest.fixture(scope="module")
def shown(world: World) -> list[Scene]:
    rng = np.random.default_rng(0)
    return inquiry.scenes_of(world, gate.held_out(world, 6), 40, rng)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("It is red.", True),
        ("Red.", True),
        ("The car is red, not blue.", False),
        ("It is blue.", False),
        ("Infrared.", False),
        ("", False),
    ],
)
def test_an_answer_passes_that_names_the_truth_and_nothing_else(answer: str, right: bool):
    assert Question(0, "What colour is it?", "red", ("blue", "green")).passes(answer) is right


def test_every_other_picture_has_a_companion_of_another_noun(shown: list[Scene]):
    assert Counter(len(scene.objects) for scene in shown) == {1: 20, 2: 20}
    for scene in shown:
        nouns = [each.individual.noun for each in scene.objects]
        assert len(set(nouns)) == len(nouns)


def test_presence_is_true_to_the_scene_and_half_are_not_there(world: World, shown: list[Scene]):
    asked = inquiry.presence(world, shown, np.random.default_rng(1))
    assert Counter(question.right for question in asked) == {"yes": 20, "no": 20}
    for question in asked:
        nouns = [each.individual.noun for each in shown[question.picture].objects]
        named = any(question.text == f"Is there a {noun} in this photo?" for noun in nouns)
        assert named is (question.right == "yes")


def test_colour_place_and_count_are_true_to_the_scene(world: World, shown: list[Scene]):
    for question in inquiry.colour(world, shown):
        one = shown[question.picture].objects[0].individual
        assert question.text == f"What colour is the {one.noun}?"
        assert question.right == one.look.main
        assert question.right not in question.wrong
        even = one.look.pattern in EVEN
        assert question.passes(f"It is {one.look.second}.") is (even or one.look.pattern == "plain")
    for question in inquiry.place(world, shown):
        assert question.passes(f"It is {shown[question.picture].place}.")
    for question in inquiry.count(shown):
        assert question.right == ("one", "two")[len(shown[question.picture].objects) - 1]


def test_what_it_is_is_asked_of_single_objects_only(world: World, shown: list[Scene]):
    asked = inquiry.noun(world, shown)
    assert len(asked) == 20
    assert all(len(shown[question.picture].objects) == 1 for question in asked)
