"""What is learned, what is held out, and what it is told apart from."""

import pytest

from bench.concepts import FEWEST, SUITE
from bench.teaching.subjects import choose, describe, read_folders, read_suite, spread
from engine.errors import InputError


def test_four_photos_are_learned_from_and_the_rest_is_held_out(suite):
    for subject in suite:
        assert [path.stem for path in subject.learned] == ["0", "1", "2", "3"]
        assert [path.stem for path in subject.held_out] == ["4", "5", "6"]


def test_easy_negatives_are_other_nouns_and_hard_ones_other_looks(suite):
    dog = suite[0]
    assert {path.parent.name for path in dog.hard} == {"other-look"}
    assert {path.parent.name for path in dog.easy} == {"other-noun", "l1-cup-1", "l2-tree-1"}


def test_photos_of_others_are_never_ones_they_are_learned_from(suite):
    learned = {path for subject in suite for path in subject.learned}
    assert not any(learned & set(subject.easy) for subject in suite)


def test_only_the_levels_asked_for_are_read(suite_folder):
    assert [one.key for one in read_suite(suite_folder, ["L2"])] == ["l2-tree-1"]


def test_the_bundled_suite_can_carry_the_published_page():
    subjects = read_suite(SUITE, ("L1", "L2"))
    assert len(subjects) >= FEWEST
    for subject in subjects:
        assert len(subject.held_out) >= 4 and subject.easy and subject.hard
        assert all(path.exists() for path in subject.files)
        assert 15 <= len(" ".join(subject.description or ()).split()) <= 25


def test_levels_take_turns_so_that_the_first_few_are_of_all(suite):
    assert [one.level for one in choose(suite * 4, 3)] == ["L1", "L2", "L1"]


def test_a_choice_is_spread_evenly():
    assert spread(range(10), 2) == [2, 7]
    assert spread(range(3), 5) == [0, 1, 2]


@pytest.mark.parametrize(
    ("kind", "pattern", "words"),
    [
        ("pet", "plain", "The dog is all brown."),
        ("pet", "spotted", "with pink spots"),
        ("pet", "two-tone", "with pink parts"),
        ("person", "checked", "in brown with pink checks"),
    ],
)
def test_a_description_uses_the_words_of_the_world(kind, pattern, words):
    noun = "person" if kind == "person" else "dog"
    look = {"main": "brown", "second": "pink", "pattern": pattern}
    known, asked = describe(noun, kind, "small", look)
    assert words in f"{known} {asked}"
    assert known.startswith("Mila is a small") and asked.startswith("A photo of Mila")


@pytest.fixture
def real_folders(tmp_path, photo):
    for name, count in {"dog": 6, "dog2": 5, "teapot": 5, "can": 2}.items():
        (tmp_path / name).mkdir()
        for number in range(count):
            photo(number, (40, 40)).save(tmp_path / name / f"{number:02}.jpg")
    return tmp_path


def test_folders_of_photos_become_subjects(real_folders):
    dog, dog2, teapot = read_folders(real_folders, 3)
    assert (dog.key, dog.class_name, dog.kind) == ("dog", "a dog", "pet")
    assert (teapot.class_name, teapot.kind, teapot.description) == ("a teapot", "object", None)
    assert (len(dog.learned), len(dog.held_out)) == (4, 2)
    assert (len(teapot.learned), len(teapot.held_out)) == (3, 2)
    assert {path.parent.name for path in dog.hard} == {"dog2"}
    assert {path.parent.name for path in dog2.easy} == {"can", "teapot"}


def test_a_list_of_classes_names_them(real_folders):
    (real_folders / "prompts_and_classes.txt").write_text("subject_name,class\nteapot,old pot\n")
    assert read_folders(real_folders, 3)[2].class_name == "an old pot"


def test_too_few_folders_are_refused(real_folders):
    with pytest.raises(InputError, match="3 folders"):
        read_folders(real_folders, 4)


def test_a_missing_suite_is_refused(tmp_path):
    with pytest.raises(InputError, match="no suite"):
        read_suite(tmp_path, ["L1"])
