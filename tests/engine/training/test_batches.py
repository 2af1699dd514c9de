"""Padding and labels: every label stays with its row."""

import random

import pytest
import torch

from engine.training.batches import batches_of, steps_of
from engine.training.examples import Example, Kind

PAD = 1


@pytest.fixture
def examples() -> list[Example]:
    """Rows whose every id is theirs alone, so that a mixed-up label shows."""
    dice, rows = random.Random(0), []
    for number in range(12):
        length = dice.randrange(5, 60)
        ids = tuple(range(1000 * (number + 1), 1000 * (number + 1) + length))
        rows.append(Example(ids, dice.randrange(1, length), list(Kind)[number % 3]))
    return rows


@pytest.mark.parametrize("most", [1, 100, 10_000])
def test_labels_are_never_mixed_up(examples, most):
    found = []
    for batch in batches_of(examples, PAD, most):
        before = batch.ids.flatten()[batch.predicted_at]
        assert torch.equal(before + 1, batch.targets)  # the id just before, of the same row
        found += list(zip(batch.targets.tolist(), batch.drawn.tolist(), strict=True))
    wanted = [
        (one, row.kind is Kind.DRAWING) for row in examples for one in row.ids[row.answer_start :]
    ]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("most", [1, 100, 10_000])
def test_every_row_is_in_exactly_one_batch_and_padded_on_the_right(examples, most):
    seen = []
    for batch in batches_of(examples, PAD, most):
        assert len(batch.ids) == 1 or batch.ids.numel() <= most
        for row in batch.ids.tolist():
            ids = [one for one in row if one != PAD]
            assert row == ids + [PAD] * (len(row) - len(ids))
            seen.append(tuple(ids))
    assert sorted(seen) == sorted(row.ids for row in examples)


def test_rows_of_a_batch_are_of_similar_length(examples):
    for batch in batches_of(examples, PAD, 10_000):
        lengths = (batch.ids != PAD).sum(dim=1)
        assert lengths.max() <= 1.25 * lengths.min()


def test_steps_hold_all_rows_in_order(examples):
    steps = steps_of(examples, 5)
    assert [len(step) for step in steps] == [5, 5, 2]
    assert [row for step in steps for row in step] == examples
