"""Packing and labels: every label stays with its row."""

import random

import pytest
import torch

from engine.training.batches import batches_of, steps_of
from engine.training.examples import Example, Kind


@pytest.fixture
def examples() -> list[Example]:
    """Rows whose every id is theirs alone, so that a mixed-up label shows."""
    dice, rows = random.Random(0), []
    for number in range(12):
        length = dice.randrange(5, 60)
        ids = tuple(range(1000 * (number + 1), 1000 * (number + 1) + length))
        rows.append(Example(ids, dice.randrange(1, length), list(Kind)[number % 3]))
    return rows


@pytest.fixture
def owned(examples) -> list[tuple[int, Example]]:
    """The same rows, of three concepts."""
    return [(number % 3, row) for number, row in enumerate(examples)]


@pytest.mark.parametrize("most", [1, 100, 10_000])
def test_labels_are_never_mixed_up(owned, most):
    found = []
    for batch in batches_of(owned, most):
        before = batch.ids[batch.predicted_at]
        assert torch.equal(before + 1, batch.targets)  # the id just before, of the same row
        owners = batch.owners[batch.predicted_at]
        labels = (batch.targets.tolist(), batch.drawn.tolist(), owners.tolist())
        found += list(zip(*labels, strict=True))
    wanted = [
        (one, row.kind is Kind.DRAWING, owner)
        for owner, row in owned
        for one in row.ids[row.answer_start :]
    ]
    assert sorted(found) == sorted(wanted)


def test_a_yes_or_no_counts_for_as_many_labels_as_it_weighs():
    rows = [
        Example((1, 2, 3, 4), 2, Kind.RECOGNITION, range(3, 4), 9.0),
        Example((5, 6), 1, Kind.TEXT),
    ]
    (batch,) = batches_of([(0, row) for row in rows], 100)
    weights = dict(zip(batch.targets.tolist(), batch.weights.tolist(), strict=True))
    assert weights == {3: 1.0, 4: 9.0, 6: 1.0}
    assert [row.labels for row in rows] == [10.0, 1.0]


@pytest.mark.parametrize("most", [1, 100, 10_000])
def test_every_row_is_in_exactly_one_batch_and_nothing_is_padding(owned, most):
    seen = []
    for batch in batches_of(owned, most):
        assert len(batch.lengths) == 1 or len(batch.ids) <= most
        assert sum(batch.lengths) == len(batch.ids) == len(batch.owners)
        seen += [tuple(row.tolist()) for row in torch.split(batch.ids, batch.lengths)]
    assert sorted(seen) == sorted(row.ids for _, row in owned)


def test_rows_come_by_length(owned):
    lengths = [length for batch in batches_of(owned, 100) for length in batch.lengths]
    assert lengths == sorted(lengths)


def test_steps_hold_all_rows_in_order(examples):
    steps = steps_of(examples, 5)
    assert [len(step) for step in steps] == [5, 5, 2]
    assert [row for step in steps for row in step] == examples
