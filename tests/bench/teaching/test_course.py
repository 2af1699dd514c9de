"""A learning measured on its way: parts of the steps, kept, and put together over concepts."""

from dataclasses import replace

import pytest

from bench.course import bars, section
from bench.teaching import course
from bench.teaching.plan import Plan
from bench.teaching.shared import Place
from engine.learning.keeping import open_library


@pytest.fixture
def config(quickest):
    return replace(quickest, epochs=4)


@pytest.fixture
def plan(suite, config):
    return Plan(subjects=suite[:2], config=config, seeds=1)


def test_each_part_is_measured_after_its_share_of_the_steps(bench, suite, config, finish):
    parts = finish(course.measured(bench, suite[0], config))["parts"]
    assert list(parts) == ["0.25", "0.5", "1"]
    steps = [one["steps"] for one in parts.values()]
    assert [one / steps[-1] for one in steps] == [0.25, 0.5, 1.0]
    seconds = [one["seconds"] for one in parts.values()]
    assert seconds == sorted(seconds)
    assert all(0 <= one["weighted_hard"] <= 1 for one in parts.values())
    with open_library() as library:
        assert list(library) == []


def test_what_was_measured_is_read_not_learned_again(bench, suite, config, finish):
    first = finish(course.measured(bench, suite[0], config))
    with pytest.raises(StopIteration) as done:
        next(course.measured(bench, suite[0], config))
    assert done.value.value == first


def test_only_missing_courses_are_made_and_they_are_put_together(bench, plan, here, finish):
    course.make(Place.of(bench), plan.subjects[1], replace(plan.config, seed=0))
    assert finish(course.learn_all(bench, plan, here)) == 3  # both subjects' words, and one course
    parts, subjects = course.averaged(bench, plan)
    assert subjects == 2
    assert [one.part for one in parts] == list(course.PARTS)
    found = bars(parts, subjects, fewest=2)
    assert found[0].passed
    assert not bars(parts, subjects)[0].passed
    text = section(parts, subjects, plan, found)
    assert "| 25% |" in text and "2 held-out concepts" in text


def test_nothing_is_said_of_concepts_that_were_not_learned(bench, plan):
    assert course.averaged(bench, plan) == ([], 0)
