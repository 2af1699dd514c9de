"""Whether prompts are followed, places are right, and a class name became the concept."""

import numpy as np
import pytest

from engine.evaluation.following import (
    Groups,
    Leakage,
    nearer,
    places_seen,
    recall,
    recontextualise,
)
from engine.runtime.sampling import IMAGE
from engine.vision.embedder import Embedder

PLACES = ("on the beach", "in the snow")


def test_recall_is_the_share_of_the_asked_words_that_the_caption_has():
    assert recall("A photo of a dog on the beach.", "This is a dog on sand.") == 0.5
    assert recall("A photo of a dog on the beach.", "A beach; a DOG.") == 1
    assert recall("A photo.", "whatever") == 1


def test_a_drawing_is_nearer_to_the_concept_or_to_the_others():
    axes = np.eye(3, dtype=np.float32)
    assert nearer(axes[:2], axes[[0]], axes[[1]]) == [True, False]


def test_leakage_is_how_far_the_class_went_towards_the_concept():
    assert Leakage(class_drawings=0.4, base_drawings=0.4, concept_drawings=0.8).share == 0
    assert Leakage(class_drawings=0.8, base_drawings=0.4, concept_drawings=0.8).share == 1
    half = Leakage(class_drawings=0.6, base_drawings=0.4, concept_drawings=0.8)
    assert half.share == pytest.approx(0.5) and half.figures["share"] == half.share
    assert Leakage(class_drawings=0.6, base_drawings=0.8, concept_drawings=0.8).share is None


class Answering:
    """Stands for the base model: says where each photo is, and what it shows."""

    def __init__(self, *said):
        self.said = said

    def encode(self, pictures):
        return list(pictures)

    def replies(self, asked, limit):
        return [type("Reply", (), {"text": text}) for text in self.said[: len(asked)]]


def test_a_place_is_seen_where_it_alone_is_named():
    said = ("It is on the beach.", "In the snow!", "On the beach or in the snow.", "Nowhere.")
    seen = places_seen(Answering(*said), [None] * 4, PLACES)
    assert seen == ["on the beach", "in the snow", "", ""]


class Words:
    """A CLIP for which a picture's brightness is all: bright ones show the snow."""

    name = "brightness"

    def embed(self, images):
        bright = [np.asarray(one).mean() / 255 for one in images]
        return np.array([[1 - one, one] for one in bright], np.float32)

    def embed_words(self, texts):
        return np.array([[0, 1] if "snow" in text else [1, 0] for text in texts], np.float32)


def test_a_clip_sees_the_nearest_place(colour):
    assert places_seen(Answering(), [colour(63), colour(0)], PLACES, Words()) == [
        "in the snow",
        "on the beach",
    ]


def test_identity_and_place_must_both_be_right(examined, finish, photo):
    """Drawings are a photo of the concept each time; the base model sees a beach always."""
    embedder = Embedder(threads=1)
    plain = examined(set())
    codes = [plain.backend.encode_image(_pixels(photo(1)))[0]]
    groups = Groups(
        looks=embedder,
        reals=embedder.embed(plain.reconstructed([photo(1)])),
        others=embedder.embed(plain.reconstructed([photo(7), photo(8)])),
        places=PLACES,
    )
    base = Answering("on the beach", "on the beach")
    _, (scores, drawn) = finish(recontextualise(examined(set(), codes), base, "Bo", groups, IMAGE))
    assert (scores.identity, scores.place, scores.both) == (1, 0.5, 0.5)
    assert [caption for caption, _ in drawn] == [f"A photo of Bo {place}." for place in PLACES]
    assert scores.judge == "the base model" and scores.drawings == 2


def _pixels(image):
    from engine.tokens.images import square, to_pixels

    return to_pixels(square(image, 16))[None]
