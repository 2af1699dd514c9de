"""Copies of learned photos stand beside every similarity, and are never what makes it high."""

from bench.paper import copies
from bench.paper.findings import Findings
from bench.paper.page import page
from tests.bench.paper.conftest import METRICS, likeness
from tests.bench.paper.test_page import FACTS

METRIC = METRICS[0]
OLD = ("copies", "original")
"""What records of the first sitting do not hold."""


def scored(value, copied, share=None, original=None):
    own = dict(likeness(value)[METRIC]) | {"copied": copied}
    own = {name: one for name, one in own.items() if name not in OLD}
    own |= {} if share is None else {"copies": share}
    own |= {} if original is None else {"original": original}
    return {"similarity": {METRIC: own}}


def test_copies_are_counted_by_learning_and_by_drawing():
    runs = {
        "a": [scored(0.9, True, 1.0), scored(0.7, True, 0.5, 0.4)],
        "b": [scored(0.5, False, 0.0, 0.5)],
    }
    learnings, share, rest = copies.columns(runs, METRIC)
    assert learnings == "2 of 3 (n 2)"
    assert (share.interval.value, share.concepts) == (0.375, 2)
    assert (rest.interval.value, rest.concepts) == ((0.4 + 0.5) / 2, 2)
    assert copies.columns({"a": [{"exams": {}}]}, METRIC)[0] == "–"


def test_similarity_without_copies_is_never_made_up_where_all_drawings_are_copies():
    _, share, rest = copies.columns({"a": [scored(0.9, True, 1.0)]}, METRIC)
    assert share.interval.value == 1 and (rest.concepts, str(rest)) == (0, "–")


def test_older_records_are_read_and_what_they_lack_is_said():
    runs = {"a": [scored(0.9, True)], "b": [scored(0.5, False)], "c": [{"excluded": "ran away"}]}
    learnings, share, rest = copies.columns(runs, METRIC)
    assert (learnings, str(share), str(rest)) == ("1 of 2 (n 2)", "–", "–")
    assert "2 records of this table say only whether" in copies.note([runs], METRIC)
    assert "records" not in copies.note([{"a": [scored(0.5, False, 0.0, 0.5)]}], METRIC)


def test_table_1_says_that_what_fine_tuning_draws_are_copies(filled):
    for subject in filled.scope.main:
        known = filled.get(f"full-{subject.key}-s0")
        known["points"]["500"] |= scored(0.9, True, 1.0)
        filled.put(f"full-{subject.key}-s0", known)
    table = page([Findings(filled)], FACTS).split("### Table 1")[1].split("###")[0]
    full = next(line for line in table.splitlines() if line.startswith("| 3–5 photos: full, 500"))
    assert "| 4 of 8 (n 4) | 0.500 [" in full
    soft = next(line for line in table.splitlines() if line.startswith("| 3–5 photos: soft"))
    assert "| 0 of 8 (n 4) | 0.000 [" in soft
    assert "soft prompt − full, 500: similarity without copies" in table
