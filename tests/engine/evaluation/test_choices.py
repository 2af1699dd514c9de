"""Questions of two choices: both official layouts and our own, and the paper's rule."""

import json

import pytest

from engine.errors import FormatError, InputError
from engine.evaluation.choices import Choice, holds, measure, read_questions
from engine.evaluation.protocol import OURS, PAPER

OURS_IN_FILE = [{"question": "What colour is {name}?", "options": ["brown", "red"], "right": 0}]


@pytest.fixture
def official(tmp_path, colour):
    """As Yo'LLaVA publishes them: by photo with `options`, by number with `option`."""
    (tmp_path / "test" / "bo").mkdir(parents=True)
    colour(1).save(tmp_path / "test" / "bo" / "0.png")
    options = {"A": "Red", "B": "Blue {or} so"}
    seen = {"question": "What colour is <sks>?", "options": options, "correct_answer": "B"}
    told = {"question": "Is sks a dog?", "option": {"A": "Yes", "B": "No"}, "correct_answer": "A"}
    written = {"bo": {"./yollava-data/test/bo/0.png": seen, "1": told}}
    path = tmp_path / "questions.json"
    path.write_text(json.dumps(written))
    return path


def test_the_official_files_are_read_with_their_photos(official):
    seen, told = read_questions(official, "bo", official.parent / "test")
    assert seen.photo == official.parent / "test" / "bo" / "0.png"
    assert seen.question.format(name="Bo") == "What colour is Bo?" and seen.right == 1
    assert told.photo is None and told.question.format(name="Bo") == "Is Bo a dog?"
    assert told.options == ("Yes", "No") and told.right == 0


def test_our_own_list_is_read(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(OURS_IN_FILE))
    (one,) = read_questions(path, "Bo")
    assert (one.options, one.right, one.photo) == (("brown", "red"), 0, None)


@pytest.mark.parametrize("content", ["[{}]", "not json", '{"bo": {"1": {"question": "?"}}}'])
def test_a_file_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(FormatError, match=r"bad\.json"):
        read_questions(tmp_path / "bad.json", "bo")


def test_a_file_without_the_concept_is_refused(official):
    with pytest.raises(InputError, match="Mila"):
        read_questions(official, "Mila")


def test_the_right_option_in_the_reply_is_right_whatever_its_letters():
    one = Choice(question="?", options=("Dark Brown", "Red"), right=0)
    assert holds(one, "It is dark brown, mostly.") and not holds(one, "Brown or red.")


@pytest.mark.parametrize("protocol", [OURS, PAPER])
def test_photos_and_words_are_counted_apart(examined, finish, colour, tmp_path, protocol):
    red = tmp_path / "red.png"
    colour(48).save(red)
    questions = [
        Choice(question="Is {name} here?", options=("yes", "no"), right=0, photo=red),
        Choice(question="Is {name} here?", options=("yes", "no"), right=1, photo=red),
        Choice(question="Is {name} red?", options=("yes", "no"), right=1),
    ]
    _, scores = finish(measure(examined({48}), questions, "Bo", protocol))
    assert scores.vqa == scores.vqa_by_likelihood == 0.5
    assert scores.text == scores.text_by_likelihood == 1
    assert scores.right == (True, False, True)
