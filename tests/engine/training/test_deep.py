"""A deep concept: keys and values of every layer are learned besides the rows."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch
from torch.nn import functional as F
from transformers import DynamicCache

from engine.concepts.concept import prefix_positions
from engine.errors import InputError
from engine.events import Snapshot
from engine.model.chameleon import Rows
from engine.model.packed import packing
from engine.model.weights import open_checkpoint
from engine.runtime.backends.base import SoftPrompt
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.training.batches import batches_of
from engine.training.config import TrainingConfig
from engine.training.examples import Kind, epoch_examples
from engine.training.fit import FITS, Fit
from engine.training.loss import losses
from engine.training.many import Pupil, learn_many
from engine.training.run import Run, rows_of
from engine.training.steps import Stepper
from engine.training.trainer import Place, learn
from tests.jobs import heard
from tests.tiny import write_tiny_checkpoint

P = 3


@pytest.fixture
def deep(config) -> TrainingConfig:
    return replace(config, prefix_positions=P, decision_weight=1.0)


@pytest.fixture(
    scope="module", params=[{}, {"kv_heads": 2}, {"swin_norm": True, "kv_heads": 1}], ids=str
)
def model(request, tmp_path_factory):
    """Every head its own keys, or some shared, and both places of the norms."""
    folder = write_tiny_checkpoint(tmp_path_factory.mktemp("deep") / "tiny", **request.param)
    return open_checkpoint(folder, dtype=torch.float32)


def summed(model, states, rows_of_each, most_positions=10_000):
    """Losses (C, 2) of the rows of several concepts, as a step computes them."""
    stacked = (torch.stack([getattr(s, n) for s in states]) for n in ("embeddings", "head"))
    table = Rows(states[0].first, *stacked, torch.stack([one.prefix for one in states]))
    owned = [(owner, row) for owner, rows in enumerate(rows_of_each) for row in rows]
    with packing(model):
        return sum(losses(model, table, batch) for batch in batches_of(owned, most_positions))


def plain_loss(model, state, examples, drawn):
    """Of one sort, row by row, with transformers' own cache and mask, and every logit."""
    at = slice(state.first, state.first + len(state.embeddings))
    table, head = model.table.clone(), model.head.clone()
    table[at], head[at] = state.embeddings, state.head
    total = torch.zeros(())
    for row in (one for one in examples if (one.kind is Kind.DRAWING) == drawn):
        embedded, cache = F.embedding(torch.tensor([row.ids]), table), DynamicCache()
        first = model.inner(inputs_embeds=embedded[:, :1], past_key_values=cache, use_cache=True)
        for layer, own in enumerate(state.prefix):
            cache.update(own[:1], own[1:], layer)
        rest = model.inner(
            inputs_embeds=embedded[:, 1:],
            past_key_values=cache,
            position_ids=torch.arange(1, len(row.ids))[None] + P,
            use_cache=True,
        )
        hidden = torch.cat([first.last_hidden_state, rest.last_hidden_state], dim=1)
        at_labels = hidden[0, row.answer_start - 1 : -1]
        targets = torch.tensor(row.ids[row.answer_start :])
        total = total + F.cross_entropy(at_labels @ head.T, targets, reduction="sum")
    return total


@pytest.mark.parametrize("most_positions", [1, 10_000])
def test_losses_and_gradients_equal_those_of_transformers_own_cache(
    model, training_set, deep, most_positions
):
    state = Run.begin(model, training_set, deep).state
    examples = epoch_examples(training_set, deep, 0)
    found = summed(model, [state], [examples], most_positions)[0]
    plain = torch.stack([plain_loss(model, state, examples, drawn=d) for d in (False, True)])
    torch.testing.assert_close(found, plain, rtol=1e-5, atol=1e-3)
    ours = torch.autograd.grad(found.sum(), state.parameters)
    wanted = torch.autograd.grad(plain.sum(), state.parameters)
    for one, other in zip(ours, wanted, strict=True):
        assert other.abs().max() > 1e-2
        torch.testing.assert_close(one, other, rtol=1e-4, atol=2e-4)


def test_a_prefix_begins_as_the_models_own_keys_and_values_of_its_rows(
    tiny_model, training_set, deep
):
    state = Run.begin(tiny_model, training_set, deep).state
    backend = PyTorchBackend(tiny_model)
    begin = training_set.tokenizer.vocabulary.begin_text
    backend.prefill([[begin, *range(state.first, state.first + P)]])
    kept = backend._cache.buffer[:, :, 0, :, 1 : 1 + P].transpose(0, 1)
    torch.testing.assert_close(state.prefix.data, kept, rtol=0, atol=1e-5)


def test_a_prefix_may_have_more_positions_than_the_concept_has_rows(
    tiny_model, training_set, config
):
    run = Run.begin(tiny_model, training_set, replace(config, prefix_positions=12))
    assert run.state.prefix.shape == (2, 2, 4, 12, 16)


@pytest.mark.parametrize("fit", [Fit(positions=1), Fit(checkpointing=True), FITS["8 GB"]], ids=str)
def test_every_fit_gives_the_same_gradients(tiny_model, training_set, deep, fit):
    found = []
    for one in (FITS["full"], fit):
        run = Run.begin(tiny_model, training_set, deep)
        Stepper.alone(tiny_model, one).gradients([run])
        found.append([parameter.grad for parameter in run.state.parameters])
    assert len(found[0]) == 3
    for one, other in zip(*found, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-5)


def test_what_is_learned_is_what_sessions_read(tiny_model, training_set, deep):
    """The loss of a text row, from the logits that the backend gives for it."""
    run = Run.begin(tiny_model, training_set, deep)
    examples = epoch_examples(training_set, deep, 0)
    row = next(one for one in examples if one.kind is Kind.TEXT)
    found = summed(tiny_model, [run.state], [[row]])[0].sum().item()
    concept, backend = run.concept(), PyTorchBackend(tiny_model)
    backend.load_soft_prompt(
        SoftPrompt(run.state.first, concept.embeddings, concept.head, concept.prefix)
    )
    asked, answer = row.ids[: row.answer_start], row.ids[row.answer_start :]
    logits = [backend.prefill([asked])[0], *backend.step(np.array([answer]))[0, :-1]]
    said = F.cross_entropy(
        torch.from_numpy(np.stack(logits)), torch.tensor(answer), reduction="sum"
    )
    assert found == pytest.approx(said.item(), rel=1e-4)


def test_snapshots_hold_the_prefix_as_it_was(tiny_model, training_set, deep):
    events, concept = heard(learn(tiny_model, training_set, deep))
    snapshots = [event.concept for event in events if isinstance(event, Snapshot)]
    assert [prefix_positions(one) for one in snapshots] == [P, P]
    assert np.array_equal(snapshots[-1].prefix, concept.prefix)
    assert not np.array_equal(snapshots[0].prefix, concept.prefix)
    assert concept.training["prefix_positions"] == P


def test_an_interrupted_learning_ends_with_the_same_prefix(
    tiny_model, training_set, deep, tmp_path
):
    _, undisturbed = heard(learn(tiny_model, training_set, deep))
    job = learn(tiny_model, training_set, deep, place=Place(folder=tmp_path, save_seconds=0))
    list(islice(job, 5))
    job.close()
    _, resumed = heard(learn(tiny_model, training_set, deep, place=Place(folder=tmp_path)))
    for name in ("embeddings", "head", "prefix"):
        assert np.array_equal(getattr(resumed, name), getattr(undisturbed, name))


def test_a_state_with_another_prefix_is_not_taken(tiny_model, training_set, config, deep):
    shallow, other = (
        Run.begin(tiny_model, training_set, one)
        for one in (config, replace(config, prefix_positions=P + 1))
    )
    run = Run.begin(tiny_model, training_set, deep)
    for one in (shallow, other):
        assert not run.state.take(one.state.encoded("same"), "same")


def test_many_deep_concepts_learn_each_its_own_prefix(tiny_model, training_set, deep):
    photos = training_set.photos
    mila = replace(
        training_set,
        subject=replace(training_set.subject, name="Mila"),
        photos=replace(photos, positives=photos.positives[1:]),
    )
    sets = [training_set, mila]
    told = list(learn_many(tiny_model, [Pupil(training_set=one) for one in sets], deep))
    concepts = {run.training_set.subject.name: run.concept() for run, _ in told}
    for one in sets:
        _, alone = heard(learn(tiny_model, one, deep))
        together = concepts[one.subject.name]
        np.testing.assert_allclose(together.prefix, alone.prefix, atol=2e-4)
        np.testing.assert_allclose(together.embeddings, alone.embeddings, atol=2e-4)
    assert np.abs(concepts["Bo"].prefix - concepts["Mila"].prefix).max() > 1e-3


def test_a_concept_that_is_taught_more_goes_on_from_its_prefix(tiny_model, training_set, deep):
    _, concept = heard(learn(tiny_model, training_set, deep))
    again = Run.begin(tiny_model, training_set, deep, start=rows_of(concept))
    assert np.array_equal(again.concept().prefix, concept.prefix)
    other = Run.begin(tiny_model, training_set, deep, start=replace(rows_of(concept), prefix=None))
    assert again.inputs != other.inputs


def test_the_prefix_has_its_own_part_of_the_rate(tiny_model, training_set, deep):
    run = Run.begin(tiny_model, training_set, replace(deep, prefix_rate=0.25))
    Stepper.alone(tiny_model).gradients([run])
    list(run.advance({}, 0.0))
    rows, prefix = run.state.optimizer.param_groups
    assert prefix["lr"] == pytest.approx(rows["lr"] / 4)


def test_without_a_prefix_nothing_but_rows_is_learned(tiny_model, training_set, config):
    run = Run.begin(tiny_model, training_set, config)
    assert run.state.prefix is None and len(run.state.parameters) == 2
    concept = run.concept()
    assert concept.prefix is None and "prefix_positions" not in concept.training


@pytest.mark.parametrize("nonsense", [{"prefix_positions": -1}, {"prefix_rate": 0}])
def test_a_prefix_that_makes_no_sense_is_refused(nonsense):
    with pytest.raises(InputError):
        TrainingConfig(**nonsense)
