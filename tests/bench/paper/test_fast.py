"""The fast subset is held to what the page states, and to what must always hold."""

import math
import statistics
from dataclasses import replace

import pytest

from bench.paper import fast
from bench.paper.findings import Findings
from bench.paper.page import page
from bench.teaching.results import Results
from tests.bench.paper.conftest import METRICS, record
from tests.bench.paper.test_page import FACTS


def measured_again(filled, tmp_path, value):
    """The first concepts anew: drawings as alike as `value`, broken rows far less."""
    scope = replace(filled.scope, main=filled.scope.main[:2], seeds=1)
    quick = replace(filled, results=Results(tmp_path / "quick"), scope=scope)
    quick.put("qualification", {"metrics": {METRICS[0]: {"auc": 0.99, "hard_auc": 0.8}}})
    for subject in scope.main:
        broken = {"shuffled rows": record(0.3), "another concept's rows": record(0.35)}
        quick.put(f"main-soft-prompt-{subject.key}-s0", record(value) | broken)
        quick.put(f"words-{subject.key}", {"class name": record(0.4)})
    return Findings(quick)


def stated_within(filled, width):
    """The records of the first concepts, each sure to so much over its drawings and photos."""
    for subject in filled.scope.main[:2]:
        for name in (f"main-soft-prompt-{subject.key}-s0", f"words-{subject.key}"):
            known = filled.get(name)
            scores = known.get("class name", known)["similarity"][METRICS[0]]
            scores |= {"low": scores["similarity"] - width, "high": scores["similarity"] + width}
            filled.put(name, known)
    return Findings(filled)


def test_figures_within_the_stated_intervals_pass(filled, tmp_path):
    full = stated_within(filled, 0.1)
    found = fast.bars(measured_again(filled, tmp_path, 0.7), full)
    assert len(found) == 2 + 2 * 4 and all(bar.passed for bar in found)


def test_a_figure_outside_its_interval_is_a_missed_bar(filled, tmp_path):
    full = stated_within(filled, 0.01)
    missed = [bar.name for bar in fast.bars(measured_again(filled, tmp_path, 0.8), full)
              if not bar.passed]  # fmt: skip
    assert missed == [f"similarity of soft prompt, l1-cup-{n}: the high end" for n in (0, 1)]


def test_a_learning_that_failed_is_a_missed_bar_and_not_left_out(filled, tmp_path):
    quick = measured_again(filled, tmp_path, 0.7).plan
    name = f"main-soft-prompt-{quick.scope.main[0].key}-s0"
    quick.put(name, {"excluded": "learning ran away twice"})
    found = fast.bars(Findings(quick), stated_within(filled, 0.1))
    assert len(found) == 2 + 2 * 4 and sum(not bar.passed for bar in found) == 2


def test_rows_no_better_than_broken_ones_are_a_missed_bar(filled, tmp_path):
    found = fast.bars(measured_again(filled, tmp_path, 0.2), stated_within(filled, 0.4))
    assert [bar.passed for bar in found[:2]] == [False, False]


def test_without_the_full_plan_only_what_must_always_hold_is_asked(plan, filled, tmp_path):
    quick = measured_again(filled, tmp_path, 0.7)
    never = Findings(replace(plan, results=Results(tmp_path / "never")))
    assert len(fast.bars(quick, never)) == 2


def test_the_interval_of_a_learning_has_the_spread_between_seeds_in_it(filled):
    full = stated_within(filled, 0.1)
    spread = fast.learning_spread(full)
    pairs = [[one["similarity"][METRICS[0]]["similarity"] for one in some]
             for some in full.main.values()]  # fmt: skip
    assert spread == pytest.approx(statistics.fmean(map(statistics.variance, pairs)) ** 0.5)
    found = fast.stated(full)
    learned, plain = found["soft prompt, l1-cup-0"], found["class name, l1-cup-0"]
    assert plain.high - plain.value == pytest.approx(0.1)
    assert learned.high - learned.value == pytest.approx(math.hypot(0.1, 1.96 * spread * 2**0.5))
    assert learned.value - learned.low == pytest.approx(learned.high - learned.value)


def test_nothing_is_stated_of_a_learning_before_enough_were_repeated(filled):
    stated_within(filled, 0.1)
    (filled.results.folder / f"main-soft-prompt-{filled.scope.main[0].key}-s1.json").unlink()
    assert fast.learning_spread(Findings(filled)) is None
    assert set(fast.stated(Findings(filled))) == {f"class name, l1-cup-{n}" for n in (0, 1)}


def test_the_page_states_the_intervals(filled):
    text = page([stated_within(filled, 0.1)], FACTS)
    assert "What the fast subset must reproduce" in text
    assert text.count("| soft prompt, l1-cup-") == 2 and text.count("| class name, l1-cup-") == 2
