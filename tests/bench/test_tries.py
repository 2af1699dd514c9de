"""Settings are tried on a few concepts: each once, and told side by side."""

import pytest

from bench import tries
from engine.errors import InputError
from engine.training.config import TrainingConfig


def test_a_change_is_a_name_and_a_value_of_its_kind():
    found = tries.changed(TrainingConfig(), "epochs=3,learning_rate=0.01,flips=False")
    assert (found.epochs, found.learning_rate, found.flips) == (3, 0.01, False)


@pytest.mark.parametrize("words", ["epoch=3", "epochs", "epochs=many", ""])
def test_what_is_no_change_is_refused(words):
    with pytest.raises(InputError):
        tries.changed(TrainingConfig(), words)


def test_concepts_are_named_or_two_of_each_level():
    assert [one.key for one in tries.subjects_of(["l3-tent-1"])] == ["l3-tent-1"]
    assert [one.level for one in tries.subjects_of([])] == ["L1", "L2", "L1", "L2"]
    with pytest.raises(InputError, match="no concept"):
        tries.subjects_of(["a cat"])


def test_each_setting_is_tried_once_and_told_in_a_line(bench, suite, quickest, here, finish):
    cup = [one for one in suite if one.key == "l1-cup-1"]
    other = tries.changed(quickest, "decision_weight=1")
    assert finish(tries.tried(bench, cup, [quickest, other], here)) == 3
    assert finish(tries.tried(bench, cup, [quickest, other], here)) == 0
    (sheet, _) = bench.results.folder.glob("*/l1-cup-1.png")
    assert (sheet.parent / "l1-cup-1-seed0.json").exists()
    levels = {"one": tries.together(bench, cup, quickest)}
    head, line = tries.lines(levels)
    assert "gap closed" in head and line.startswith("one")
