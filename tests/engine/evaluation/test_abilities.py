"""Whole exams, taken with a backend that knows colours."""

import io

import pytest
from PIL import Image

from engine.errors import FormatError
from engine.evaluation.abilities import change, picture_of, take
from engine.evaluation.exams import Exam, Form, Question
from engine.evaluation.protocol import OURS, PAPER

RED, BLUE = 48, 3


def yes_no(right):
    return Question(text="Is there a cat?", right=(right,))


def photo_of(colour):
    content = io.BytesIO()
    colour.save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def exam(colour):
    """Four questions about photos; a backend that says yes to red is right on three."""
    shown = [(RED, "yes"), (RED, "no"), (BLUE, "no"), (BLUE, "no")]
    questions = [
        Question(text="Is it red?", right=(right,), picture=photo_of(colour(code)), subject=right)
        for code, right in shown
    ]
    return Exam(name="POPE popular", form=Form.YES_NO, questions=tuple(questions))


@pytest.mark.parametrize("protocol", [OURS, PAPER])
def test_marks_are_the_share_of_right_answers_and_those_of_each_subject(
    examined, exam, finish, protocol
):
    _, marks = finish(take(examined({RED}), exam, protocol))
    assert marks.right == (1, 0, 1, 1)
    assert marks.by_likelihood == marks.by_words
    assert marks.subjects == {"no": pytest.approx(2 / 3), "yes": 1}
    assert marks.accuracy.value == 0.75
    assert marks.figures["questions"] == 4 and marks.unread == 0


@pytest.mark.parametrize("protocol", [OURS, PAPER])
def test_alone_the_deciding_rule_gives_the_same_marks_and_others_are_not_asked(
    examined, exam, finish, protocol
):
    known = {}
    _, marks = finish(take(examined({RED}), exam, protocol, known=known, alone=True))
    assert marks.right == (1, 0, 1, 1)
    assert sorted(map(len, (marks.by_likelihood, marks.by_words))) == [0, 4]
    assert set(known) == {one.picture for one in exam.questions}


def test_a_change_is_over_the_same_questions(examined, exam, finish):
    _, before = finish(take(examined({RED}), exam))
    _, after = finish(take(examined(set()), exam))
    assert after.right == (0, 1, 1, 1)
    found = change(before, after)
    assert found.interval.value == 0 and found.interval.low < 0 < found.interval.high


def test_a_question_that_is_too_long_is_wrong_and_counted(examined, finish):
    long = Question(text="word " * 3000, right=("yes",))
    exam = Exam(name="POPE random", form=Form.YES_NO, questions=(long, yes_no("no")))
    _, marks = finish(take(examined(set()), exam))
    assert marks.right == (0, 1) and marks.unread == 1


def test_answered_examples_of_the_same_subject_open_a_prompt(examined, finish):
    example = Question(text="1+1?", options=("1", "2", "3", "4"), right=("B",), subject="sums")
    other = Question(text="?", options=("1", "2", "3", "4"), right=("A",), subject="letters")
    asked = Question(text="2+2?", options=("1", "2", "3", "4"), right=("D",), subject="sums")
    exam = Exam(
        name="MMLU", form=Form.LETTER, questions=(asked,), examples=(example, other, example)
    )
    examinee = examined(set())
    assert finish(take(examinee, exam, OURS))[1].shots == 2
    assert finish(take(examinee, exam, PAPER))[1].shots == 0


def test_a_damaged_photo_inside_a_file_is_named():
    with pytest.raises(FormatError, match="photo"):
        picture_of(b"not a picture")
    buffer = io.BytesIO()
    Image.new("L", (20, 20)).save(buffer, "PNG")
    assert picture_of(buffer.getvalue()).mode == "RGB"
