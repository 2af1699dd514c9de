"""The contract that every backend keeps; the fixture `backend` says which ones are tested."""

import numpy as np
import pytest

from engine.errors import InputError
from engine.runtime.backends.base import SoftPrompt

CLOSE = 1e-5
LONG, SHORT = [0, 400, 401, 402, 403, 404, 405], [0, 410]


def columns(*ids):
    return np.array(ids, np.int64)[:, None]


def test_stepping_agrees_with_prefilling(backend):
    whole = backend.prefill([LONG])
    backend.prefill([LONG[:3]])
    stepped = backend.step(np.array([LONG[3:]], np.int64))
    assert stepped.shape == (1, 4, whole.shape[1])
    np.testing.assert_allclose(stepped[:, -1], whole, atol=CLOSE)


def test_every_position_of_a_step_has_its_own_logits(backend):
    backend.prefill([LONG[:3]])
    together = backend.step(np.array([LONG[3:]], np.int64))
    backend.prefill([LONG[:3]])
    for position, token in enumerate(LONG[3:]):
        np.testing.assert_allclose(
            backend.step(columns(token))[:, 0], together[:, position], atol=CLOSE
        )


def test_a_ragged_batch_equals_its_rows_alone(backend):
    together = backend.prefill([LONG, SHORT])
    stepped = [backend.step(columns(420, 421)), backend.step(columns(422, 423))]
    assert backend.lengths == [len(LONG) + 2, len(SHORT) + 2]
    for row, ids in enumerate([LONG, SHORT]):
        np.testing.assert_allclose(backend.prefill([ids])[0], together[row], atol=CLOSE)
        for step, token in zip(stepped, (420 + row, 422 + row), strict=True):
            np.testing.assert_allclose(backend.step(columns(token))[0], step[row], atol=CLOSE)


def test_forked_rows_share_what_was_read_and_then_go_their_own_way(backend):
    backend.prefill([LONG, SHORT])
    backend.fork(2)
    assert backend.lengths == [7, 7, 2, 2]
    stepped = backend.step(columns(420, 421, 420, 421))[:, 0]
    for row, ids in enumerate([[*LONG, 420], [*LONG, 421], [*SHORT, 420], [*SHORT, 421]]):
        np.testing.assert_allclose(stepped[row], backend.prefill([ids])[0], atol=CLOSE)


def test_what_was_rewound_leaves_no_trace(backend):
    backend.prefill([LONG, SHORT])
    backend.step(np.array([[500, 501, 502]] * 2, np.int64))
    backend.rewind([4, 2])
    assert backend.lengths == [4, 2]
    stepped = backend.step(columns(420, 421))[:, 0]
    np.testing.assert_allclose(stepped[0], backend.prefill([[*LONG[:4], 420]])[0], atol=CLOSE)
    np.testing.assert_allclose(stepped[1], backend.prefill([[*SHORT, 421]])[0], atol=CLOSE)


def test_rewinding_forward_is_refused(backend):
    backend.prefill([SHORT])
    with pytest.raises(ValueError, match="cannot be rewound"):
        backend.rewind([3])


def test_a_soft_prompt_changes_only_prompts_that_name_the_concept(
    backend, noise_concept, vocabulary
):
    bo, first = noise_concept("Bo"), vocabulary.first_concept
    named, plain = [0, first, 400], [0, 399, 400]
    words = np.array(vocabulary.text_ids)
    base = backend.prefill([named, plain])
    backend.load_soft_prompt(SoftPrompt(first, bo.embeddings, bo.head))
    with_bo = backend.prefill([named, plain])
    assert np.abs(with_bo[0, words] - base[0, words]).max() > 0.01
    np.testing.assert_allclose(with_bo[1, words], base[1, words], atol=CLOSE)
    backend.load_soft_prompt(None)
    np.testing.assert_allclose(backend.prefill([named, plain]), base, atol=CLOSE)


def test_the_head_rows_of_a_soft_prompt_score_the_concepts_own_ids(
    backend, noise_concept, vocabulary
):
    bo, first = noise_concept("Bo"), vocabulary.first_concept
    backend.load_soft_prompt(SoftPrompt(first, bo.embeddings, bo.head))
    once = backend.prefill([SHORT])[0]
    backend.load_soft_prompt(SoftPrompt(first, bo.embeddings, bo.head * 2))
    twice = backend.prefill([SHORT])[0]
    own = slice(first, first + len(bo.head))
    np.testing.assert_allclose(twice[own], once[own] * 2, rtol=1e-4, atol=CLOSE)
    np.testing.assert_allclose(np.delete(twice, own), np.delete(once, own), atol=CLOSE)


def test_a_second_prefill_forgets_the_first(backend):
    fresh = backend.prefill([SHORT])
    backend.prefill([LONG, LONG, LONG])
    backend.step(columns(1, 2, 3))
    np.testing.assert_allclose(backend.prefill([SHORT]), fresh, atol=CLOSE)


def test_more_than_the_context_is_refused_in_words(backend):
    backend.prefill([[400] * backend.context])
    with pytest.raises(InputError, match="at most"):
        backend.step(columns(401))


def test_pictures_survive_their_codes(backend):
    codes = np.random.default_rng(0).integers(0, 64, (2, 64))
    pixels = backend.decode_image(codes)
    assert pixels.dtype == np.float32 and pixels.shape == (2, 3, 16, 16)
    assert pixels.min() >= -1 and pixels.max() <= 1
    again = backend.encode_image(pixels)
    assert again.shape == codes.shape and again.min() >= 0 and again.max() < 64
    np.testing.assert_array_equal(backend.encode_image(pixels[:1]), again[:1])
