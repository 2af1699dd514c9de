"""From records to rows to levels, by hand."""

import math

import pytest

from bench.teaching import summary


def record(similarity, easy=1.0, seconds=60.0, copied=False):
    recognised = {"weighted_easy": easy, "easy_auroc": easy}
    return {
        "lesson": {"seconds": seconds},
        "similarity": {"similarity": similarity, "copied": copied},
        "recognition": recognised,
        "own_threshold": recognised,
    }


def words(class_name, ceiling, description=None):
    told = {"description": {"similarity": description}} if description else {}
    return {"ceiling": ceiling, "class": {"similarity": class_name}, **told}


def row(key, level, concept, class_name, ceiling):
    return summary.row((key, level), [record(concept)], words(class_name, ceiling, 0.5), [0.4])


def test_a_row_is_the_mean_over_its_learnings():
    runs = [record(0.6, easy=1.0, seconds=50, copied=True), record(0.8, easy=0.9, seconds=70)]
    found = summary.row(("dog", "L1"), runs, words(0.4, 0.9, 0.5), [0.3, 0.5])
    assert found.similarity == pytest.approx(
        {"concept": 0.7, "class": 0.4, "description": 0.5, "other": 0.4, "ceiling": 0.9}
    )
    assert found.weighted_easy == pytest.approx(0.95)
    assert (found.seconds, found.copied) == ((50, 70), 1)


def test_what_was_not_measured_is_nan():
    found = summary.row(("dog", "real"), [record(0.6)], words(0.4, None), [])
    missing = [found.similarity[name] for name in ("ceiling", "description", "other")]
    assert all(math.isnan(one) for one in (*missing, found.weighted_hard))


def test_levels_are_summed_up_apart():
    rows = [row("a", "L1", 0.6, 0.4, 0.8), row("b", "L1", 0.8, 0.4, 0.8)]
    rows.append(row("c", "L2", 0.4, 0.4, 0.8))
    found = summary.levels(rows)
    assert (found["L1"].subjects, found["L2"].subjects) == (2, 1)
    assert found["L1"].gap.value == pytest.approx(0.75)
    assert found["L1"].gap.low == pytest.approx(0.5) and found["L1"].gap.high == pytest.approx(1)
    assert found["L2"].gap.value == 0 and math.isnan(found["L2"].gap.low)
    assert (found["L1"].described, found["L1"].other) == pytest.approx((0.25, 0))
