"""Every arm learns the same: the authors' recipe, each saving alone, and our own trainer."""

from typing import Any

import pytest
import torch

from bench.trainers.arms import AUTHORS, OURS, authors, both, every
from bench.trainers.material import Material
from engine.training.examples import concept_ids

STEPS = 4


def test_every_arm_learns_the_same_rows(tiny_model: Any, material: Material) -> None:
    learned = {}
    for name, arm in every(tiny_model, material).items():
        for step in range(STEPS):
            arm.take(step)
        learned[name] = arm.rows()
        arm.begin_anew()
    plain = learned[AUTHORS]
    assert len(learned) == 7
    for name, rows in learned.items():
        assert rows.first == plain.first, name
        torch.testing.assert_close(rows.embeddings, plain.embeddings, rtol=0, atol=2e-4)
        torch.testing.assert_close(rows.head, plain.head, rtol=0, atol=2e-4)


def test_learning_changes_rows_and_beginning_anew_brings_them_back(
    tiny_model: Any, material: Material
) -> None:
    for name, arm in both(tiny_model, material).items():
        before = arm.rows()
        arm.take(0)
        assert not torch.equal(arm.rows().head, before.head), name
        arm.begin_anew()
        assert torch.equal(arm.rows().head, before.head), name
        assert torch.equal(arm.rows().embeddings, before.embeddings), name


def test_whole_matrices_change_in_the_concepts_rows_alone(
    tiny_model: Any, material: Material
) -> None:
    before = [one.detach().clone() for one in (tiny_model.table, tiny_model.head)]
    ids = concept_ids(material.training_set.tokenizer, material.config).all
    arm = authors(tiny_model, material)
    arm.take(0)
    for old, new in zip(before, (tiny_model.table, tiny_model.head), strict=True):
        changed = (old != new).any(dim=1).nonzero().flatten().tolist()
        assert changed == list(ids)
    arm.begin_anew()
    assert torch.equal(before[0], tiny_model.table)
    assert torch.equal(before[1], tiny_model.head)


def test_ours_takes_its_steps_in_order(tiny_model: Any, material: Material) -> None:
    with pytest.raises(ValueError, match="at step 0"):
        both(tiny_model, material)[OURS].take(1)
