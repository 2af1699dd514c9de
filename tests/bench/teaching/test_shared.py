"""Learnings of a plan made elsewhere: each record once, then found by the plan."""

from dataclasses import replace

import pytest

from bench.teaching import plan as plans
from bench.teaching.plan import Plan
from bench.teaching.shared import Place, learn_ahead, make


@pytest.fixture
def plan(suite, quickest):
    return Plan(subjects=suite[:1], config=quickest, seeds=2)


def test_only_missing_records_are_made_and_all_are_found_afterwards(bench, plan, here, finish):
    make(Place.of(bench), plan.subjects[0], replace(plan.config, seed=1))
    assert finish(learn_ahead(bench, plan, here)) == 2
    assert [config and config.seed for _, _, config in here.calls] == [None, 0]
    (row,) = plans.found(bench, plan).rows
    assert row.key == "l1-dog-1" and len(row.seconds) == 2


def test_a_subject_that_was_not_learned_is_left_out(bench, plan, suite, here, finish):
    finish(learn_ahead(bench, replace(plan, seeds=1), here))
    there = plans.found(bench, replace(plan, subjects=suite[:2]))
    assert [(row.key, len(row.seconds)) for row in there.rows] == [("l1-dog-1", 1)]
