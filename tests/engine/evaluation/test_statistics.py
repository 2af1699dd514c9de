"""Ranking, gaps and intervals against cases worked out by hand."""

import math

import numpy as np
import pytest

from engine.evaluation.statistics import (
    auroc,
    bootstrap,
    equivalence,
    gap_closed,
    hierarchical,
    over_both,
)


def mean(table):
    return float(table.mean())


def test_auroc_counts_the_pairs_that_are_in_order():
    # 0.9 beats all three, 0.4 beats 0.3 and 0.1 but not 0.5, of six pairs
    assert auroc([0.9, 0.4], [0.3, 0.1, 0.5]) == pytest.approx(5 / 6)


def test_a_tie_counts_half_in_auroc():
    assert auroc([0.5, 0.7], [0.5, 0.2]) == pytest.approx(3.5 / 4)
    assert auroc([1, 1, 1], [1, 1]) == 0.5


def test_auroc_agrees_with_counting_every_pair():
    dice = np.random.default_rng(0)
    above, below = dice.integers(0, 8, 40) + 1, dice.integers(0, 8, 30)
    pairs = [(a > b) + (a == b) / 2 for a in above for b in below]
    assert auroc(above, below) == pytest.approx(np.mean(pairs))


def test_auroc_of_nothing_is_undefined():
    assert math.isnan(auroc([], [0.5])) and math.isnan(auroc([0.5], []))


def test_the_gap_closed_is_that_of_the_means_not_the_mean_of_gaps():
    concept, class_name, ceiling = [0.6, 0.5], [0.4, 0.1], [0.5, 0.9]
    assert gap_closed(concept, class_name, ceiling) == pytest.approx((0.55 - 0.25) / (0.7 - 0.25))


def test_the_class_name_closes_nothing_and_another_photo_closes_all():
    assert gap_closed([0.2, 0.4], [0.2, 0.4], [0.9, 0.9]) == 0
    assert gap_closed([0.9], [0.2], [0.9]) == pytest.approx(1)
    assert gap_closed([0.1], [0.2], [0.9]) < 0


def test_where_the_ceiling_is_no_higher_than_the_class_there_is_no_gap():
    assert math.isnan(gap_closed([0.5], [0.6], [0.6]))


def test_the_same_seed_gives_the_same_interval():
    rows = np.random.default_rng(1).random((12, 1))
    assert bootstrap(rows, mean, seed=3) == bootstrap(rows, mean, seed=3)
    assert bootstrap(rows, mean, seed=3) != bootstrap(rows, mean, seed=4)


def test_an_interval_holds_its_figure_and_narrows_with_more_rows():
    dice = np.random.default_rng(2)
    few, many = (bootstrap(dice.normal(0, 1, (n, 1)), mean) for n in (10, 1000))
    for found in (few, many):
        assert found.low < found.value < found.high
    assert many.high - many.low == pytest.approx(2 * 1.96 / 1000**0.5, rel=0.15)
    assert few.high - few.low > 4 * (many.high - many.low)


def test_rows_are_resampled_whole():
    rows = np.array([[0.0, 1.0], [1.0, 2.0], [5.0, 6.0]])
    found = bootstrap(rows, lambda table: float((table[:, 1] - table[:, 0]).mean()))
    assert (found.low, found.value, found.high) == (1, 1, 1)


def test_one_row_or_an_undefined_figure_has_no_interval():
    one = bootstrap(np.array([[0.7]]), mean)
    assert one.value == 0.7 and math.isnan(one.low) and math.isnan(one.high)
    assert math.isnan(bootstrap(np.zeros((4, 1)), lambda _: math.nan).low)


def test_auroc_agrees_with_scikit_learn():
    from sklearn.metrics import roc_auc_score

    dice = np.random.default_rng(4)
    above, below = dice.integers(0, 9, 50) + 1, dice.integers(0, 9, 70)
    labels = [1] * 50 + [0] * 70
    assert auroc(above, below) == pytest.approx(roc_auc_score(labels, [*above, *below]))


def test_drawings_and_photos_both_count_for_an_interval_over_both():
    dice = np.random.default_rng(5)
    rows, columns = dice.normal(0, 1, (40, 1)), dice.normal(0, 1, (1, 40))
    found = over_both(rows + columns)
    assert found.value == pytest.approx(float((rows + columns).mean()))
    assert found.high - found.low == pytest.approx(2 * 1.96 * (2 / 40) ** 0.5, rel=0.25)
    assert math.isnan(over_both(np.array([[0.3]])).low)


def test_concepts_are_the_unit_of_a_hierarchical_interval_not_their_seeds():
    dice = np.random.default_rng(6)
    concepts = dice.normal(0, 1, 30)
    groups = [centre + dice.normal(0, 0.01, 20) for centre in concepts]
    found = hierarchical(groups)
    assert found.value == pytest.approx(float(np.mean([one.mean() for one in groups])))
    width = 2 * 1.96 * concepts.std() / 30**0.5
    assert found.high - found.low == pytest.approx(width, rel=0.15)  # not sqrt(20) narrower


def test_groups_of_different_size_weigh_alike():
    assert hierarchical([[1.0], [0.0, 0.0, 0.0]]).value == 0.5


def test_equivalence_wants_the_whole_interval_within_the_margin():
    dice = np.random.default_rng(7)
    first = dice.normal(0.5, 0.1, 40)
    close = equivalence(first, first + dice.normal(0, 0.01, 40), 0.02)
    assert close.verdict == "equivalent" and close.low < close.difference < close.high
    noisy = equivalence(first, first + dice.normal(0, 0.2, 40), 0.02)
    assert noisy.verdict == "undecided"  # not significant, and yet not the same
    assert equivalence(first, first - 0.1, 0.02).verdict == "different"
    assert equivalence(first[:1], first[:1]).verdict == "undecided"
