"""Against an independent computation: rows written into whole matrices, all logits, labels -100."""

import pytest
import torch
from torch.nn import functional as F

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
        total = total + F.cross_entropy(logits, labels[0, 1:], ignore_index=-100, reduction="sum")
    return total


@pytest.mark.parametrize("limits", [(1, LOGITS_AT_ONCE), (10_000, 20_000)])
def test_losses_and_gradients_equal_a_plain_computation(
    tiny_model, training_set, config, state, limits
):
    most_positions, logits_at_once = limits
    examples = epoch_examples(training_set, config, 0)
    text = image = torch.zeros(())
    for batch in batches_of(examples, 1, most_positions):
        found = losses(tiny_model, state.rows, batch, logits_at_once)
        text, image = text + found.text, image + found.image
    plain_text = plain_loss(tiny_model, state, examples, drawn=False)
    plain_image = plain_loss(tiny_model, state, examples, drawn=True)
    torch.testing.assert_close(text, plain_text, rtol=1e-5, atol=1e-3)
    torch.testing.assert_close(image, plain_image, rtol=1e-5, atol=1e-3)

    ours = torch.autograd.grad(text + 2 * image, state.parameters)
    plain = torch.autograd.grad(plain_text + 2 * plain_image, state.parameters)
    for one, other in zip(ours, plain, strict=True):
        assert other.abs().max() > 1e-2
        torch.testing.assert_close(one, other, rtol=1e-4, atol=2e-4)


def test_every_row_of_the_concept_gets_a_gradient(tiny_model, training_set, config, state):
    for batch in batches_of(epoch_examples(training_set, config, 0), 1, 10_000):
        found = losses(tiny_model, state.rows, batch)
        (found.text + found.image).backward()
    for parameter in state.parameters:
        assert (parameter.grad.abs().amax(dim=1) > 0).all()
