"""Backgrounds are taken out: against a world where they are known, and against scikit-learn."""

import numpy as np
import pytest
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from engine.errors import InputError
from engine.evaluation.invariant import Invariant, fitted
from engine.evaluation.similarity import qualify
from engine.vision.embedder import Embedder


def world(individuals, seed, each=8):
    """Features: a little of who it is in 4 directions, much of where it is in 12 others."""
    dice = np.random.default_rng(seed)
    who = np.repeat(np.arange(individuals), each)
    identity = dice.normal(0, 1, (individuals, 4))[who]
    places = np.random.default_rng(9).normal(0, 3, (each, 12))[np.arange(len(who)) % each]
    noise = dice.normal(0, 0.1, (len(who), 16))
    return (np.hstack([identity, places]) + noise).astype(np.float32), [str(one) for one in who]


def test_individuals_never_seen_are_told_apart_across_backgrounds():
    features, who = world(60, seed=0)
    projection = fitted(features, who, kept=4, shrinkage=0.05)
    new, names = world(20, seed=1)
    assert qualify(new, names).auc < 0.8
    assert qualify(projection(new), names).auc > 0.95


def test_its_directions_are_those_of_scikit_learns_discriminant_analysis():
    features, who = world(40, seed=2)
    own = fitted(features, who, kept=3, shrinkage=0)
    theirs = LinearDiscriminantAnalysis(solver="eigen", n_components=3)
    theirs.fit(features.astype(np.float64), who)
    spans = [np.linalg.qr(one)[0] for one in (own.weights, theirs.scalings_[:, :3])]
    angles = np.linalg.svd(spans[0].T @ spans[1], compute_uv=False)
    assert angles.min() > 0.999


def test_pictures_become_unit_vectors_and_the_metric_has_a_name_of_its_own(photo):
    embedder = Embedder(threads=1)
    pictures = [photo(seed) for seed in range(6)]
    projection = fitted(embedder.embed(pictures), list("aabbcc"), kept=2)
    found = Invariant(embedder, projection)
    np.testing.assert_allclose(np.linalg.norm(found.embed(pictures), axis=1), 1, atol=1e-5)
    assert found.name != embedder.name and "background" in found.name


def test_individuals_that_are_shown_once_say_nothing_about_backgrounds():
    with pytest.raises(InputError, match="twice"):
        fitted(np.eye(3, dtype=np.float32), ["a", "b", "c"])
