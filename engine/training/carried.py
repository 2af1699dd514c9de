"""A training set as bytes, for the other processes of a learning, and back. Plain JSON."""

import json
from typing import Any

from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from engine.training.examples import Subject, TrainingSet
from engine.training.photos import Photos, Picture

_PHOTOS = ("positives", "soft_positives", "negatives")


def packed(training_set: TrainingSet) -> bytes:
    """All but the tokenizer, which every process opens for itself."""
    subject, photos = training_set.subject, training_set.photos
    value: dict[str, Any] = {
        "subject": [subject.name, subject.kind, subject.base_model],
        "answers": training_set.answers,
    }
    value |= {name: [_views(one) for one in getattr(photos, name)] for name in _PHOTOS}
    return json.dumps(value).encode()


def unpacked(content: bytes, tokenizer: Tokenizer) -> TrainingSet:
    """What `packed` was given."""
    value: dict[str, Any] = json.loads(content)
    photos = {name: tuple(_picture(views) for views in value[name]) for name in _PHOTOS}
    return TrainingSet(
        subject=Subject(*value["subject"]),
        tokenizer=tokenizer,
        photos=Photos(**photos),
        answers=tuple((question, answer) for question, answer in value["answers"]),
    )


def _views(picture: Picture) -> list[tuple[int, ...] | None]:
    other = picture.mirrored
    return [picture.plain.values, other.values if other else None]


def _picture(views: list[list[int] | None]) -> Picture:
    plain, other = (Codes(tuple(view)) if view is not None else None for view in views)
    assert plain is not None
    return Picture(plain, other)
