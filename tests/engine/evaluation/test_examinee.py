"""Many prompts at once say what a session says of each; an inactive concept is not there."""

import numpy as np
import pytest
import torch

from engine.concepts.concept import Concept, row_count
from engine.evaluation.examinee import Asked, base, with_concept
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.sampling import IMAGE
from engine.runtime.session import Session

QUESTION = "Is Bo in this photo?"


@pytest.fixture(scope="module")
def bo(tiny_model):
    width = tiny_model.config.hidden_size
    rows = np.random.default_rng(0).normal(size=(2, row_count(2, "self-prompting"), width))
    return Concept(
        name="Bo",
        kind="pet",
        base_model="tiny",
        layout="self-prompting",
        latent_tokens=2,
        prompt_version=1,
        embeddings=rows[0].astype(np.float32),
        head=rows[1].astype(np.float32),
    )


class Opening(PyTorchBackend):
    """The tiny model, which first says what `script` tells it."""

    script: list[int] = []  # noqa: RUF012 - a test sets it on its own object

    def prefill(self, rows, head="words", kept=0):
        self.said = 0
        return self._told(super().prefill(rows, head, kept))

    def step(self, ids, head="words"):
        return self._told(super().step(ids, head))

    def _told(self, logits):
        if self.said < len(self.script):
            logits[..., self.script[self.said]] = 1e4
        self.said += 1
        return logits


@pytest.fixture
def backend(tiny_model):
    return PyTorchBackend(tiny_model)


@pytest.fixture
def examinee(backend, tiny_tokenizer, bo):
    return with_concept(backend, tiny_tokenizer, bo)


def asked(examinee, photos):
    return [Asked(QUESTION, codes) for codes in examinee.encode(photos)]


def test_certainties_are_those_of_a_session(examinee, backend, tiny_tokenizer, bo, photo):
    photos = [photo(seed) for seed in range(5)]
    session = Session(backend, tiny_tokenizer, [bo])
    alone = [session.recognise(one) for one in photos]
    expected = [one.yes / (one.yes + one.no) for one in alone]
    assert examinee.certainties(asked(examinee, photos)) == pytest.approx(expected, abs=1e-5)


def test_replies_side_by_side_are_those_of_a_session(examinee, backend, tiny_tokenizer, bo, finish):
    questions = ["Is Bo here?", "What colour is Bo, and where does Bo like to sleep?"]
    session = Session(backend, tiny_tokenizer, [bo])
    expected = [finish(session.ask(one, limit=6))[1] for one in questions]
    replies = examinee.replies([Asked(one) for one in questions], 6)
    assert [one.text for one in replies] == [one.strip() for one in expected]
    assert not any(one.emitted for one in replies)


def test_drawings_are_those_of_a_session(examinee, backend, tiny_tokenizer, bo, finish):
    session = Session(backend, tiny_tokenizer, [bo])
    _, expected = finish(session.imagine("A photo of Bo.", count=2, preview=False))
    _, drawn = finish(examinee.draw("A photo of Bo.", 2, IMAGE))
    for own, other in zip(drawn, expected, strict=True):
        np.testing.assert_array_equal(np.asarray(own), np.asarray(other.picture))


def test_only_what_is_not_forced_can_be_said_by_the_model_itself(examinee, tiny_tokenizer):
    own = list(examinee.introduced[0].understanding)
    free = examinee.spelled(Asked(QUESTION), forced=False)
    assert examinee.spelled(Asked(QUESTION)) == free + own
    assert tiny_tokenizer.vocabulary.end_turn == free[-1]


def test_a_model_that_opens_with_the_understanding_tokens_is_seen_to(
    tiny_model, tiny_tokenizer, bo, photo
):
    backend = Opening(tiny_model)
    examinee = with_concept(backend, tiny_tokenizer, bo)
    backend.script = list(examinee.introduced[0].understanding)
    (reply,) = examinee.replies(asked(examinee, [photo(1)]), 5, emitted=True)
    assert reply.emitted
    assert reply.certainty == pytest.approx(
        examinee.certainties(asked(examinee, [photo(1)]))[0], abs=1e-5
    )


def test_endings_are_mean_log_probabilities_of_whole_words(examinee, tiny_tokenizer, tiny_model):
    options = ["Red and blue.", "A dog."]
    (found,) = examinee.endings([Asked("What is Bo?")], [options])
    prompt = examinee.spelled(Asked("What is Bo?"))
    for score, option in zip(found, options, strict=True):
        ids = tiny_tokenizer.encode([option], begin=False)
        backend = PyTorchBackend(tiny_model)
        backend.load_soft_prompt(examinee.soft_prompt)
        logits = [backend.prefill([prompt])[0]]
        logits += list(backend.step(np.array([ids]))[0][:-1])
        likely = torch.log_softmax(torch.tensor(np.array(logits)), dim=-1)
        expected = np.mean([float(row[one]) for row, one in zip(likely, ids, strict=True)])
        assert score == pytest.approx(expected, abs=1e-4)


def test_questions_may_have_different_numbers_of_options(examinee):
    found = examinee.endings([Asked("Who?"), Asked("What is Bo?")], [["A", "B", "C"], ["A", "B"]])
    assert [len(one) for one in found] == [3, 2]
    alone = examinee.endings([Asked("What is Bo?")], [["A", "B"]])
    np.testing.assert_allclose(found[1], alone[0], atol=1e-5)


def test_options_are_log_probabilities_among_themselves(examinee):
    found = examinee.options([Asked("Which?"), Asked("Which one of these is it?")], "ABCD")
    np.testing.assert_allclose(np.exp(found).sum(axis=1), [1, 1], atol=1e-6)


def test_an_inactive_concept_leaves_every_logit_bit_equal_to_the_base(
    backend, tiny_tokenizer, examinee, photo, finish
):
    alone = base(backend, tiny_tokenizer)
    prompts = [alone.spelled(one) for one in asked(alone, [photo(1), photo(2)])]
    backend.load_soft_prompt(None)
    before = backend.prefill(prompts)
    examinee.certainties(asked(examinee, [photo(1)]))
    finish(examinee.draw("A photo of Bo.", 1, IMAGE))
    alone.certainties(asked(alone, [photo(1)]))
    after = backend.prefill(prompts)
    assert after.tobytes() == before.tobytes()


def test_rows_that_lie_there_but_are_not_named_change_only_their_own_columns(
    backend, tiny_tokenizer, examinee, photo
):
    alone = base(backend, tiny_tokenizer)
    prompts = [alone.spelled(one) for one in asked(alone, [photo(1)])]
    backend.load_soft_prompt(None)
    before = backend.prefill(prompts)
    backend.load_soft_prompt(examinee.soft_prompt)
    after = backend.prefill(prompts)
    own = list(examinee.introduced[0].all)
    others = [np.delete(logits, own, axis=1) for logits in (after, before)]
    np.testing.assert_allclose(*others, atol=1e-6)  # a product is rounded by where it lies
    assert not np.array_equal(after[:, own], before[:, own])
