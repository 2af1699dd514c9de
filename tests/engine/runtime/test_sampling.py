"""Filters, penalties, and noise that depends on seed and position alone."""

import numpy as np
import pytest

from engine.errors import InputError
from engine.runtime.sampling import (
    GREEDY,
    Sampling,
    filtered,
    gumbel,
    penalised,
    pick,
    probabilities,
)

SCORES = np.log(np.array([[0.5, 0.3, 0.15, 0.05]], np.float32))


def test_temperature_zero_takes_the_likeliest():
    assert pick(SCORES, GREEDY, [7], 0) == [0]


def test_top_k_keeps_the_k_likeliest():
    assert np.isfinite(filtered(SCORES, Sampling(top_k=2)))[0].tolist() == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("top_p", "kept"), [(0.4, 1), (0.6, 2), (0.9, 3), (1.0, 4)])
def test_top_p_keeps_the_fewest_that_reach_p(top_p, kept):
    assert np.isfinite(filtered(SCORES, Sampling(top_p=top_p))).sum() == kept


def test_top_p_keeps_the_first_of_equals():
    scores = np.zeros((2, 10), np.float32)
    scores[1, 4] = 1
    kept = np.isfinite(filtered(scores, Sampling(top_p=0.45)))
    assert np.flatnonzero(kept[0]).tolist() == [0, 1, 2, 3, 4]
    assert np.flatnonzero(kept[1]).tolist() == [0, 1, 2, 4]


def test_the_likeliest_always_survives():
    assert np.isfinite(filtered(SCORES, Sampling(top_p=1e-9, top_k=1)))[0, 0]


def test_the_repetition_penalty_pushes_said_ids_down_whatever_their_sign():
    scores = np.array([[2.0, -2.0, 1.0]], np.float32)
    np.testing.assert_allclose(penalised(scores, [0, 1, 1], 2.0), [[1.0, -4.0, 1.0]])
    np.testing.assert_array_equal(penalised(scores, [], 2.0), scores)


def test_draws_follow_the_probabilities():
    picks = [pick(SCORES, Sampling(), [3], position)[0] for position in range(4000)]
    shares = np.bincount(picks, minlength=4) / len(picks)
    np.testing.assert_allclose(shares, np.exp(SCORES[0]), atol=0.03)


def test_temperature_sharpens():
    picks = [pick(SCORES, Sampling(temperature=0.25), [3], position)[0] for position in range(500)]
    assert picks.count(0) / 500 == pytest.approx(probabilities(SCORES * 4)[0, 0], abs=0.05)


def test_a_draw_depends_on_seed_and_position_only_not_on_the_batch():
    random = np.random.default_rng(0)
    scores = random.standard_normal((3, 50)).astype(np.float32)
    together = pick(scores, Sampling(top_p=0.9), [5, 6, 7], 11)
    alone = [pick(scores[[r]], Sampling(top_p=0.9), [5 + r], 11)[0] for r in range(3)]
    assert together == alone


def test_seeds_and_positions_give_unrelated_noise():
    base = gumbel(1, 0, 1000)
    for other in (gumbel(2, 0, 1000), gumbel(1, 1, 1000)):
        assert abs(np.corrcoef(base, other)[0, 1]) < 0.1


def test_the_noise_of_a_seed_is_the_same_for_ever():
    golden = [-0.2695900003604028, 1.5692226281383048, 1.6761625823542066]
    np.testing.assert_allclose(gumbel(1, 2, 3), golden, rtol=1e-12)


@pytest.mark.parametrize("bad", [{"temperature": -1}, {"top_p": 0}, {"top_k": -1}, {"seed": -1}])
def test_settings_without_sense_are_refused_with_a_remedy(bad):
    with pytest.raises(InputError) as error:
        Sampling(**bad)
    assert error.value.remedy
