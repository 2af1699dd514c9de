"""Many prompts at once give what the engine's own session gives one by one."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.runtime.backends.opening import open_backend
from engine.runtime.sampling import IMAGE
from engine.runtime.session import Session
from engine.tokens.tokenizer import Tokenizer

pytest.importorskip("cv2")

from recipes.mini.examinee import Examinee

QUESTIONS = ("What is this?", "Where was this photo taken, please?", "A dog?")


@pytest.fixture(scope="module")
def session(tiny_checkpoint: Path) -> Session:
    return Session(open_backend(tiny_checkpoint, device="cpu"), Tokenizer.open(tiny_checkpoint))


@pytest.fixture(scope="module")
def examinee(tiny_checkpoint: Path) -> Examinee:
    return Examinee.open(tiny_checkpoint)


@pytest.fixture(scope="module")
def photos() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (3, 16, 16, 3), np.uint8)


def finish(job):
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def test_answers_are_those_of_a_session(examinee: Examinee, session: Session, photos: np.ndarray):
    codes = examinee.encode(photos)
    together = examinee.answer(list(zip(QUESTIONS, codes, strict=True)))
    for text, photo, answer in zip(QUESTIONS, photos, together, strict=True):
        alone = finish(session.ask(text, Image.fromarray(photo), limit=24))
        assert answer == alone.strip()


def test_drawings_are_those_of_a_session(examinee: Examinee, session: Session):
    captions = ["A photo of a dog.", "A photo of a small brown dog in the snow."]
    drawn = examinee.draw(captions)
    for seed, (caption, codes) in enumerate(zip(captions, drawn, strict=True)):
        sampling = type(IMAGE)(temperature=0.7, top_p=0.9, guidance=3.0, seed=seed)
        (alone,) = finish(session.imagine(caption, sampling=sampling, preview=False))
        assert codes.values == alone.codes


def test_pictures_of_codes_have_the_models_size(examinee: Examinee, photos: np.ndarray):
    rebuilt = examinee.decode(examinee.encode(photos))
    assert rebuilt.shape == photos.shape
    assert rebuilt.dtype == np.uint8
