"""Tables and verdicts from records, worked out by hand; and the whole page from written ones."""

import math

import numpy as np
import pytest

from bench.paper import pictures
from bench.paper.findings import Findings
from bench.paper.page import page
from bench.paper.tables import at, cell, excluded, gap, matched, picked, shared, values
from tests.bench.paper.conftest import EXAMS, METRICS

FACTS = {
    "date": "2026-01-01", "machine": "a machine", "records": 1, "planned": 2, "hours": 0.5,
    "others": [], "protocol": "ours", "small": True, "plots": "pictures/reproduction",
}  # fmt: skip


def runs(*concepts):
    return {str(n): [{"x": value} for value in some] for n, some in enumerate(concepts)}


def test_a_cell_is_a_mean_over_concepts_of_means_over_seeds():
    found = cell(runs([1.0, 0.0], [1.0]), at("x"))
    assert found.interval.value == 0.75 and found.concepts == 2
    assert str(found).startswith("0.750 [") and "(n 2)" in str(found)
    assert str(cell({}, at("x"))) == "–"


def test_what_was_not_measured_is_left_out():
    assert values({"a": [{}, {"x": 2}], "b": [{"y": 1}]}, at("x")) == {"a": [2.0]}
    assert picked({"a": [{"p": {"x": 1}}, {}], "b": [{}]}, "p") == {"a": [{"x": 1}]}
    assert excluded({"a": [{"excluded": "ran away"}, {"x": 1}]}) == 1


def test_the_gap_closed_is_a_ratio_of_means():
    arm, floor = runs([0.6], [0.5]), runs([0.4], [0.1])
    found = gap(arm, floor, {"0": 0.5, "1": 0.9}, at("x"))
    assert found.interval.value == pytest.approx((0.55 - 0.25) / (0.7 - 0.25))
    assert math.isnan(gap(arm, floor, {"0": None}, at("x")).interval.value)


def test_arms_of_an_ablation_are_shown_over_the_concepts_that_all_have():
    found = shared({"one": runs([0.5], [0.9]), "two": runs([0.4])})
    assert found == {"one": {"0": [{"x": 0.5}]}, "two": {"0": [{"x": 0.4}]}}
    assert shared({}) == {}


def test_arms_are_compared_over_the_concepts_that_both_have():
    test, concepts = matched(runs([0.5], [0.6], [0.9]), runs([0.5], [0.6]), at("x"))
    assert concepts == 2 and test.difference == 0 and test.verdict == "equivalent"


def test_noise_is_undecided_and_not_the_same():
    first = np.random.default_rng(0).normal(0.5, 0.2, 8)
    other = first + np.tile([0.2, -0.2], 4)
    test, _ = matched(*(runs(*([value] for value in row)) for row in (first, other)), at("x"))
    assert test.verdict == "undecided"


def test_the_page_has_every_table_and_says_how_many_concepts(filled, tmp_path):
    found = Findings(filled)
    text = page([found], FACTS)
    for title in ("Do the metrics", "Concepts and controls", "Table 1", "Figure 2", "latent tokens",
                  "Adaptive length", "augmentation", "self-prompting"):  # fmt: skip
        assert title in text
    assert f"Similarity below is that of {METRICS[0]}" in text
    for name in EXAMS:
        assert f"| soft prompt − base: {name} | +0.000" in text
    assert "| 3–5 photos: deep concept, active |" in text and "| deep concept (16 pos" in text
    assert "| deep concept − soft prompt: similarity | +0.0" in text
    assert "| deep concept − full, 500: similarity | -0.0" in text
    assert text.count("**equivalent**") >= len(EXAMS)
    assert text.count("**different**") >= 2 * len(EXAMS)
    assert "on average: description 20, image prompt 146, soft prompt 33." in text
    assert "Best rate of full fine-tuning: 1e-04" in text
    assert "not measurable" not in text.split("Table 1")[0]
    assert "similarity − “positives only”" in text and "similarity − “0”" in text
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "0123-tokens.png").write_bytes(b"of an earlier checkpoint")
    pictures.write([found], tmp_path / "plots")
    drawn = {path.name for path in (tmp_path / "plots").iterdir()}
    linked = {line.split("/")[-1].rstrip(")") for line in text.splitlines() if line[:2] == "!["}
    assert drawn == linked and len(drawn) == 5


def test_the_page_of_a_plan_that_has_just_begun_has_no_figures(plan):
    text = page([Findings(plan)], FACTS)
    assert "Table 1" not in text and "1 of 2 records" in text


def test_a_metric_that_does_not_qualify_gives_way_to_one_that_does(plan):
    aucs = {METRICS[0]: {"auc": 0.9, "hard_auc": 0.8}, METRICS[1]: {"auc": 0.96, "hard_auc": 0.8}}
    plan.put("qualification", {"metrics": aucs})
    assert Findings(plan).metric == METRICS[1]


def test_every_rate_is_shown_with_what_it_reaches_and_what_bf16_makes_of_it(filled):
    filled.put("bf16", {"1e-07": {"bf16 alone": 0.0002, "fp32 masters": 0.904}})
    text = page([Findings(filled)], FACTS)
    assert "| 1e-07 | 0.500 (n 1) | 0 of 1 (n 1) | 0.0002 | 0.9040 |" in text
    assert "| 1e-04 | 0.700 (n 1) | 0 of 1 (n 1) | – | – |" in text
