"""What is said of the paper's claims follows the plan's rules, case by case."""

import math

import pytest

from bench.paper.findings import Findings
from bench.paper.hypotheses import Part, Span, in_words, judged, several, together
from bench.paper.page import page
from tests.bench.paper.test_page import FACTS


def verdicts(plan):
    return {claim[:2]: together(parts) for claim, parts in judged(Findings(plan))}


@pytest.mark.parametrize(
    ("low", "high", "above", "below", "within"),
    [
        (0.03, 0.05, True, False, False),
        (-0.05, -0.03, False, True, False),
        (-0.01, 0.01, None, None, True),
        (0.01, 0.05, True, False, None),
        (math.nan, math.nan, None, None, None),
    ],
)
def test_an_interval_decides_or_leaves_open(low, high, above, below, within):
    span = Span(low, high, 4)
    assert (span.above(0).holds, span.below(0).holds, span.within.holds) == (above, below, within)


def test_a_claim_needs_all_its_parts_and_falls_with_one():
    yes, no, maybe = Part(True, 4), Part(False, 3), Part(None, 2)
    assert together([yes, yes]) == yes
    assert together([yes, maybe]) == Part(None, 2)
    assert together([maybe, no]) == Part(False, 2)
    assert several(2, [yes, yes, no]).holds is True
    assert several(2, [yes, maybe, no]).holds is None
    assert several(2, [yes, no, no]).holds is False


def test_what_was_not_measured_is_not_called_undecided():
    assert in_words(Part(None, 0)) == "not measured yet"
    assert in_words(Part(None, 2)) == "**undecided** (n 2)"
    assert in_words(Part(False, 4)) == "**disagrees** (n 4)"


def test_verdicts_follow_from_what_the_records_hold(filled):
    found = verdicts(filled)
    assert found["H1"] == Part(False, 4)  # within the margin at 300, 0.05 below it at 500
    assert found["H2"] == Part(True, 4)
    assert found["H8"] == Part(True, 4)
    assert {found[name].concepts for name in ("H3", "H4", "H5", "H6", "H7")} == {2}


def test_soft_prompts_that_match_fine_tuning_at_both_points_agree(filled):
    for subject in filled.scope.main:
        for seed in (0, 1):
            name = f"full-{subject.key}-s{seed}"
            known, own = filled.get(name), filled.get(name.replace("full", "main-soft-prompt"))
            for point in known["points"].values():
                point["similarity"] = own["similarity"]
            filled.put(name, known)
    assert verdicts(filled)["H1"] == Part(True, 4)


def test_the_page_opens_each_size_with_the_verdicts(filled):
    text = page([Findings(filled)], FACTS)
    chapter = text.split("## Model m ffff")[1]
    assert chapter.index("What the paper claims") < chapter.index("Do the metrics")
    assert (
        "| H2 soft prompts keep abilities, full fine-tuning loses them | **agrees** (n 4) |" in text
    )


def test_before_any_ablation_its_claims_are_not_measured_yet(filled):
    for path in filled.results.folder.glob("tokens-*.json"):
        path.unlink()
    assert verdicts(filled)["H6"].concepts == 0
