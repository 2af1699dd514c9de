"""Final losses of the same seeds, and how far apart they are."""

from typing import Any

import pytest

from bench.trainers.arms import AUTHORS, OURS, both
from bench.trainers.material import Material
from bench.trainers.outcome import Outcome, judged, learned


def test_both_trainers_end_with_the_same_losses(tiny_model: Any, material: Material) -> None:
    *_, outcome = learned(tiny_model, material, both, steps=3, seeds=2)
    assert [len(each) for each in outcome.losses.values()] == [2, 2]
    for one, other in zip(*outcome.losses.values(), strict=True):
        assert one == pytest.approx(other, abs=1e-3)
        assert one < outcome.before
    assert outcome.apart < 2


def test_learning_leaves_the_model_as_it_was(tiny_model: Any, material: Material) -> None:
    rows = both(tiny_model, material)[OURS].rows()
    before = judged(tiny_model, material, rows)
    list(learned(tiny_model, material, both, steps=2, seeds=1))
    assert judged(tiny_model, material, both(tiny_model, material)[OURS].rows()) == before


def test_another_loss_is_told_in_deviations_of_seeds() -> None:
    same = Outcome(steps=1, before=9.0, losses={AUTHORS: [1.0, 2.0, 3.0], OURS: [1.0, 2.0, 3.0]})
    worse = Outcome(steps=1, before=9.0, losses={AUTHORS: [1.0, 2.0, 3.0], OURS: [4.0, 5.0, 6.0]})
    assert same.apart == 0
    assert worse.apart == pytest.approx(3.0)
