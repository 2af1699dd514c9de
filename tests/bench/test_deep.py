"""What the bench of deep concepts makes of its records; nothing is learned here."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.deep import Trial, bars, page, shared
from bench.teaching.results import Results
from bench.teaching.subjects import Subject
from engine.training.config import PRESETS

QUICK = PRESETS["quick"]
METRIC = "the metric"


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Two concepts, rows alone and 8 positions; a bench without a model behind it."""
    subjects = tuple(
        Subject(
            key=f"l1-cup-{n}", level="L1", kind="object", class_name="a cup",
            learned=(Path("a"),), held_out=(Path("b"),),
        )
        for n in range(2)
    )  # fmt: skip
    base = SimpleNamespace(checkpoint=SimpleNamespace(fingerprint="f" * 64))
    lab = SimpleNamespace(
        bench=SimpleNamespace(base=base, drawings=4), looks=(SimpleNamespace(name=METRIC),)
    )
    return Trial(
        lab=lab, subjects=subjects, positions=(0, 8), config=QUICK,
        results=Results(tmp_path), seeds=1,
    )  # fmt: skip


def written(trial: Trial, positions: int, similarity: float, seconds: float) -> None:
    placed = {"both": 0.4, "identity": 0.6, "place": 0.5}
    for number, subject in enumerate(trial.subjects):
        record = {
            "similarity": {METRIC: {"similarity": similarity + number / 100}},
            "recognition": {"likelihood": {"weighted_easy": 0.9, "weighted_hard": 0.7}},
            "questions": {},
            "elsewhere": {"recontextualised": placed},
            "seconds": seconds,
        }
        trial.put(subject, positions, 0, record)


def test_a_step_that_takes_longer_is_paid_with_rows():
    deep = shared(QUICK, 8, 0.9)
    assert deep.prefix_positions == 8
    assert deep.rows_per_epoch == pytest.approx(0.9 * QUICK.rows_per_epoch, abs=2)
    assert shared(QUICK, 8, 1.1) == replace(QUICK, prefix_positions=8)
    assert shared(QUICK, 0, 0.5) == QUICK


def test_a_record_of_other_settings_does_not_count(trial):
    written(trial, 8, 0.7, 40)
    assert len(trial.runs(8)) == 2
    assert not replace(trial, config=replace(QUICK, epochs=2)).runs(8)


def test_the_page_says_what_depth_reaches_and_adds(trial):
    written(trial, 0, 0.60, 40)
    written(trial, 8, 0.65, 40)
    text = page(trial)
    assert "| 8 | 0.655" in text
    assert "+0.050" in text


def test_bars_hold_depth_to_rows_alone_and_to_their_time(trial):
    written(trial, 0, 0.60, 40)
    written(trial, 8, 0.65, 40.4)
    assert all(bar.passed for bar in bars(trial))
    assert not any("VQA" in bar.name for bar in bars(trial))  # it was not measured
    written(trial, 8, 0.55, 43)
    missed = [bar.name for bar in bars(trial) if not bar.passed]
    assert missed == [
        "8 positions: learning longer than rows alone",
        f"8 positions: {METRIC} added",
    ]
