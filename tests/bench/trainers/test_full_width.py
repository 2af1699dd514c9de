"""Memory of a real step in a process of its own, against what is computed."""

import sys

import pytest

from bench.trainers.full_width import authors_bytes, taken
from engine.training.memory_model import Shapes

NARROW = Shapes(
    hidden=128, intermediate=352, layers=2, heads=4, kv_heads=4, vocabulary=16_384,
    picture_tokenizer=0, row=200, labels=180,
)  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_authors_recipe_takes_more_and_both_are_computed() -> None:
    plain, ours, _ = taken(NARROW)
    assert plain.measured > ours.measured
    assert plain.off < 0.2
    assert plain.whole > 4 * ours.whole


def test_whole_matrices_are_counted_three_times() -> None:
    wider = Shapes(vocabulary=2 * Shapes().vocabulary)
    matrices = 3 * 2 * Shapes().vocabulary * Shapes().hidden * 2
    assert authors_bytes(wider) - authors_bytes(Shapes()) > matrices
