"""How the words of a reply are judged, worked out by hand."""

import pytest

from engine.evaluation.exams import Form, Question
from engine.evaluation.replies import judged, textvqa_accuracy


def yes_no(right):
    return Question(text="Is there a cat?", right=(right,))


FOUR = Question(text="What?", options=("a cat", "a dog", "a car", "a cup"), right=("B",))


@pytest.mark.parametrize(
    ("reply", "says_no"),
    [
        ("No.", True),
        ("no, there is", True),
        ("There is not", True),
        ("Yes. No dog.", False),
        ("Nothing", False),  # the authors' script looks for whole words
        ("", False),
    ],
)
def test_a_no_is_a_no_in_the_first_sentence(reply, says_no):
    assert judged(Form.YES_NO, yes_no("no"), reply) == float(says_no)
    assert judged(Form.YES_NO, yes_no("yes"), reply) == float(not says_no)


@pytest.mark.parametrize(
    ("reply", "right"),
    [("B", 1), ("B. a dog", 1), ("The answer is B.", 1), ("A", 0), ("A dog.", 0), ("", 0)],
)
def test_a_letter_that_stands_alone_decides(reply, right):
    assert judged(Form.LETTER, FOUR, reply) == right


def test_without_a_letter_the_one_option_that_is_named_decides():
    assert judged(Form.LETTER, FOUR, "It is a dog.") == 1
    assert judged(Form.LETTER, FOUR, "It is a dog or a cat.") == 0


@pytest.mark.parametrize(
    ("said", "people", "expected"),
    [
        ("stop", ["stop"] * 10, 1.0),
        ("Stop!", ["stop"] * 3 + ["go"] * 7, (3 * 2 / 3 + 7 * 1) / 10),
        ("the stop", ["stop"] + ["go"] * 9, (0 + 9 * 1 / 3) / 10),
        ("left", ["stop"] * 10, 0.0),
    ],
)
def test_textvqa_counts_people_and_leaves_each_out_once(said, people, expected):
    assert textvqa_accuracy(said, people) == pytest.approx(expected)
