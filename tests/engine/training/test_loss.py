"""Against an independent computation: rows written into whole matrices, all logits, labels -100."""

import pytest
import torch
from torch.nn import functional as F

from engine.model.chameleon import Rows
from engine.model.packed import packing
from engine.training.batches import batches_of
from engine.training.examples import Kind, concept_ids, epoch_examples
from engine.training.loss import LOGITS_AT_ONCE, losses
from engine.training.state import TrainingState


@pytest.fixture
def state(tiny_model, training_set, config) -> TrainingState:
    ids = concept_ids(training_set.tokenizer, config)
    return TrainingState(tiny_model.reserved_rows(ids.all), config)


def plain_loss(model, state, examples, drawn):
    """Sum over labels of one sort, row by row, with a full softmax at every position."""
    at = slice(state.first, state.first + len(state.embeddings))
    table, head = model.table.clone(), model.head.clone()
    table[at], head[at] = state.embeddings, state.head
    total = torch.zeros(())
    for row in examples:
        if (row.kind is Kind.DRAWING) != drawn:
            continue
        ids = torch.tensor([row.ids])
        hidden = model.inner(inputs_embeds=F.embedding(ids, table)).last_hidden_state
        labels = ids.clone()
        labels[:, : row.answer_start] = -100
        logits = (hidden @ head.T)[0, :-1]
        each = F.cross_entropy(logits, labels[0, 1:], ignore_index=-100, reduction="none")
        for place in row.decided:
            each[place - 1] *= row.decision
        total = total + each.sum()
    return total


@pytest.mark.parametrize("limits", [(1, LOGITS_AT_ONCE), (10_000, 20_000)])
def test_losses_and_gradients_equal_a_plain_computation(
    tiny_model, training_set, config, state, limits
):
    most_positions, logits_at_once = limits
    examples = epoch_examples(training_set, config, 0)
    found = summed(tiny_model, [state], owned([examples]), most_positions, logits_at_once)
    plain = [plain_loss(tiny_model, state, examples, drawn=drawn) for drawn in (False, True)]
    torch.testing.assert_close(found[0], torch.stack(plain), rtol=1e-5, atol=1e-3)

    ours = torch.autograd.grad(found[0, 0] + 2 * found[0, 1], state.parameters)
    wanted = torch.autograd.grad(plain[0] + 2 * plain[1], state.parameters)
    for one, other in zip(ours, wanted, strict=True):
        assert other.abs().max() > 1e-2
        torch.testing.assert_close(one, other, rtol=1e-4, atol=2e-4)


def owned(rows_of_each):
    """Rows of several concepts, with the number of each."""
    return [(owner, row) for owner, rows in enumerate(rows_of_each) for row in rows]


def summed(model, states, rows, most_positions=10_000, logits_at_once=LOGITS_AT_ONCE):
    """Losses (C, 2) of rows of several concepts, all passes together."""
    table = Rows(
        states[0].first,
        torch.stack([one.embeddings for one in states]),
        torch.stack([one.head for one in states]),
    )
    with packing(model):
        passes = [
            losses(model, table, batch, logits_at_once)
            for batch in batches_of(rows, most_positions)
        ]
    return torch.stack(passes).sum(dim=0)


def test_every_row_of_the_concept_gets_a_gradient(tiny_model, training_set, config, state):
    examples = epoch_examples(training_set, config, 0)
    summed(tiny_model, [state], owned([examples])).sum().backward()
    for parameter in state.parameters:
        assert (parameter.grad.abs().amax(dim=1) > 0).all()


def test_each_concept_of_a_batch_has_its_own_rows_losses_and_gradients(
    tiny_model, training_set, config, state
):
    other = TrainingState(state.rows, config)
    with torch.no_grad():
        other.embeddings.add_(0.5), other.head.add_(0.5)
    halves = [epoch_examples(training_set, config, epoch) for epoch in range(2)]
    found = summed(tiny_model, [state, other], owned(halves))
    for place, (one, rows) in enumerate(zip((state, other), halves, strict=True)):
        plain = [plain_loss(tiny_model, one, rows, drawn=drawn) for drawn in (False, True)]
        torch.testing.assert_close(found[place], torch.stack(plain), rtol=1e-5, atol=1e-3)
        wanted = torch.autograd.grad(sum(plain), one.parameters)
        ours = torch.autograd.grad(found.sum(), one.parameters, retain_graph=True)
        for mine, its in zip(ours, wanted, strict=True):
            torch.testing.assert_close(mine, its, rtol=1e-4, atol=2e-4)


def test_packing_leaves_the_model_as_it_was(tiny_model):
    before = tiny_model.inner.config._attn_implementation
    with packing(tiny_model):
        assert tiny_model.inner.config._attn_implementation != before
    assert tiny_model.inner.config._attn_implementation == before
