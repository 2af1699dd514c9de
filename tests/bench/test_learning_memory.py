"""Presets of memory: a real step of a narrow model, and the bars that hold them to their names."""

import sys
from dataclasses import replace

import pytest

from bench.learning_memory import Compared, bars, compared, section
from engine.training.fit import FITS
from engine.training.memory_model import Shapes

NARROW = Shapes(
    hidden=128, intermediate=384, layers=2, heads=4, kv_heads=4, vocabulary=4096,
    picture_tokenizer=0, row=200, labels=180,
)  # fmt: skip
GOOD = Compared(
    preset="8 GB", weights="int4", measured=1.0, computed=1.1, weights_measured=1.0,
    weights_computed=1.0, whole=6.5, seconds=1.0,
)  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_preset_takes_a_real_step_and_is_computed_for_7b() -> None:
    found = compared(NARROW, "8 GB")
    assert found.weights == "int4"
    assert 0 < found.measured < 1
    assert found.computed < found.whole
    assert found.seconds > 0


def test_every_preset_is_computed_to_fit_the_memory_of_its_name() -> None:
    assert [bar.passed for bar in bars([GOOD])] == [True, True]
    assert [bar.passed for bar in bars([replace(GOOD, whole=8.1)])] == [True, False]
    assert "| 8 GB | int4 |" in section([GOOD])


def test_a_wrong_model_and_a_killed_process_miss_their_bar() -> None:
    for wrong in (replace(GOOD, computed=1.2), replace(GOOD, measured=float("nan"))):
        assert [bar.passed for bar in bars([wrong])] == [False, True]


def test_the_roomiest_preset_is_named_for_no_memory() -> None:
    assert len(bars([replace(GOOD, preset=next(iter(FITS)))])) == 1
