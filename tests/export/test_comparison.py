"""How far two backends' distributions lie apart."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.events import finish
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.sampling import IMAGE, Sampling
from engine.tokens.vocabulary import Vocabulary
from export.comparison import (
    answered,
    compare,
    divergence,
    narrowed,
    record,
    replies,
    sayable,
)
from export.material import Passage


@pytest.fixture
def backend(tiny_model: object) -> PyTorchBackend:
    return PyTorchBackend(tiny_model)  # type: ignore[arg-type]


def test_equal_scores_do_not_diverge_and_a_shift_changes_nothing():
    scores = np.random.default_rng(0).normal(size=(3, 9)).astype(np.float32)
    assert np.allclose(divergence(scores, scores + 5), 0, atol=1e-6)


def test_divergence_is_that_of_the_textbook():
    p, q = np.array([[0.5, 0.25, 0.25]]), np.array([[0.25, 0.5, 0.25]])
    found = divergence(np.log(p).astype(np.float32), np.log(q).astype(np.float32))
    assert found == pytest.approx(0.25 * np.log(2), abs=1e-6)


def test_candidates_that_both_drop_count_for_nothing():
    ours = np.log(np.array([[0.7, 0.3, 0.0]], np.float32) + np.float32(1e-30))
    theirs = np.log(np.array([[0.6, 0.4, 1e-9]], np.float32))
    sampling = Sampling(temperature=1.0, top_p=0.95)
    narrow = narrowed(ours, theirs, sampling)
    assert np.isneginf(narrow[0][0, 2])
    assert np.isneginf(narrow[1][0, 2])
    assert divergence(*narrow)[0] == pytest.approx(0.7 * np.log(7 / 6) + 0.3 * np.log(3 / 4), 1e-4)


def test_a_code_that_only_one_of_them_would_draw_still_counts():
    ours = np.log(np.array([[0.90, 0.09, 0.01]], np.float32))
    theirs = np.log(np.array([[0.50, 0.09, 0.41]], np.float32))
    narrow = narrowed(ours, theirs, Sampling(top_p=0.9))
    assert np.isfinite(narrow[0][0, 2])
    assert divergence(*narrow)[0] > 0.3


def test_a_model_is_at_no_distance_from_itself(
    backend: PyTorchBackend, vocabulary: Vocabulary, tmp_path: Path
):
    codes = tuple(vocabulary.image_ids[code] for code in range(9))
    begin = (vocabulary.begin_text, vocabulary.begin_image)
    asked = Passage("words", (vocabulary.begin_text, *vocabulary.text_ids[:5]))
    passages = [
        *finish(answered(backend, [asked], vocabulary)),
        Passage("images", (*asked.prompt, vocabulary.begin_image), codes, begin),
    ]
    finish(record(backend, passages, vocabulary, tmp_path))
    same = finish(compare(backend, passages, vocabulary, tmp_path))
    assert same.ids == len(passages[0].reply) + 9
    assert same.kl == pytest.approx(0, abs=1e-9)
    assert same.top1 == 1


def test_another_reply_is_at_a_distance(
    backend: PyTorchBackend, vocabulary: Vocabulary, tmp_path: Path
):
    text = vocabulary.text_ids
    one = Passage("words", (vocabulary.begin_text, *text[:4]), text[4:9])
    finish(record(backend, [one], vocabulary, tmp_path))
    other = replace(one, prompt=(vocabulary.begin_text, *text[30:34]))
    assert finish(compare(backend, [other], vocabulary, tmp_path)).kl > 0.01


def test_replies_are_the_logits_of_ids_read_one_by_one(
    backend: PyTorchBackend, vocabulary: Vocabulary
):
    passage = Passage("words", (vocabulary.begin_text, 70), (71, 72, 73))
    at_once = replies(backend, passage)
    one_by_one = [backend.prefill([passage.prompt])]
    one_by_one += [backend.step(np.array([[one]]))[0] for one in (71, 72)]
    np.testing.assert_allclose(at_once, np.concatenate(one_by_one), atol=1e-5)


def test_names_of_concepts_may_be_said_and_image_codes_not(vocabulary: Vocabulary):
    named = Passage("words", (0,), named=(vocabulary.first_concept,))
    allowed = set(sayable(named, vocabulary).tolist())
    assert {vocabulary.first_concept, vocabulary.end_turn} <= allowed
    assert allowed.isdisjoint(vocabulary.image_ids)
    assert IMAGE.guidance > 1  # what pictures are compared with is what is shipped
