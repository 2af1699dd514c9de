"""Two jobs on one backend: each goes on as if it were alone. On every backend."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from engine.concepts.concept import Concept
from engine.events import Job
from engine.runtime.backends.base import Backend, SoftPrompt
from engine.runtime.drawing import Drawing
from engine.runtime.sampling import TEXT, Sampling
from engine.runtime.seat import Seat
from engine.runtime.session import Session
from engine.tokens.tokenizer import Tokenizer

CLOSE = 1e-5
LONG, SHORT = [0, 400, 401, 402, 403], [0, 410]


def columns(*ids: int) -> np.ndarray:
    return np.array(ids, np.int64)[:, None]


def taken(job: Job[list[Drawing]]) -> list[Drawing]:
    """The result of a job."""
    while True:
        try:
            next(job)
        except StopIteration as done:
            return list(done.value)


def test_a_reading_goes_on_where_it_was_though_another_one_came_between(backend: Backend) -> None:
    alone = Seat(backend)
    alone.prefill([LONG, SHORT])
    alone.fork(2)
    alone.step(columns(420, 421, 422, 423))
    alone.rewind([6, 6, 3, 2])
    wanted = alone.step(columns(430, 431, 432, 433))

    first, other = Seat(backend), Seat(backend)
    first.prefill([LONG, SHORT])
    other.prefill([SHORT])
    first.fork(2)
    other.step(columns(500))
    first.step(columns(420, 421, 422, 423))
    other.prefill([LONG])
    first.rewind([6, 6, 3, 2])
    other.step(columns(501))
    np.testing.assert_allclose(first.step(columns(430, 431, 432, 433)), wanted, atol=CLOSE)
    assert first.lengths == [7, 7, 4, 3] and other.lengths == [6]


def test_each_seat_keeps_its_own_concept(
    backend: Backend, noise_concept: Callable[..., Concept], tiny_tokenizer: Tokenizer
) -> None:
    width = noise_concept("Bo").embeddings.shape[1]
    reserved = min(tiny_tokenizer.vocabulary.reserved)
    random = np.random.default_rng(0)
    rows = [random.standard_normal((2, 4, width)).astype(np.float32) for _ in range(2)]
    prompts = [SoftPrompt(reserved, *pair) for pair in rows]
    asked = [[0, reserved, 400]]
    seats = [Seat(backend), Seat(backend)]
    wanted = []
    for seat, prompt in zip(seats, prompts, strict=True):
        seat.load_soft_prompt(prompt)
        wanted.append(seat.prefill(asked))
    assert not np.allclose(wanted[0], wanted[1])
    for seat, logits in zip(seats, wanted, strict=True):
        np.testing.assert_allclose(seat.prefill(asked), logits, atol=CLOSE)


def test_alone_nothing_is_read_twice(scripted: Callable[..., Backend]) -> None:
    counted = scripted(lambda row: np.zeros(9000, np.float32))
    seat = Seat(counted)
    seat.prefill([LONG])
    seat.step(columns(420))
    seat.step(columns(421))
    assert len(counted.prefilled) == 1  # type: ignore[attr-defined]  # the scripted one counts


def test_a_paused_drawing_is_the_same_as_one_that_was_left_alone(
    session: Session, torch_backend: Backend, tiny_tokenizer: Tokenizer
) -> None:
    picture = Sampling(temperature=1.0, top_p=1.0, seed=3)
    undisturbed = taken(session.imagine("Bo in the snow.", count=2, sampling=picture))
    job = session.imagine("Bo in the snow.", count=2, sampling=picture)
    for _ in range(12):
        next(job)
    visitor = Session(torch_backend, tiny_tokenizer)
    taken(visitor.imagine("A red cup.", count=1, sampling=picture))
    for _ in visitor.ask("What is this?", Image.new("RGB", (64, 64), "red"), sampling=TEXT):
        pass
    assert [one.codes for one in taken(job)] == [one.codes for one in undisturbed]


def test_what_a_row_begins_with_is_read_once_on_every_backend(backend: Backend) -> None:
    first, longer = [0, *range(400, 440)], [0, *range(400, 430), *range(500, 512)]
    alone = Seat(backend).prefill([[7]])  # whatever was there before
    wanted = Seat(backend).prefill([longer])
    Seat(backend).prefill([[7]])
    Seat(backend).prefill([first])
    found = Seat(backend).prefill([longer])
    np.testing.assert_allclose(found, wanted, atol=CLOSE)
    assert not np.allclose(found, alone)


def test_only_what_is_new_is_read_also_by_another_seat(scripted: Callable[..., Backend]) -> None:
    counted = scripted(lambda row: np.zeros(9000, np.float32))
    row = list(range(400, 430))
    Seat(counted).prefill([row])
    Seat(counted).prefill([[*row[:20], 7, 8]])
    Seat(counted).prefill([[*row[:20], 7, 8]])  # the last id must be read: its logits are wanted
    assert counted.read == [30, 2, 1]  # type: ignore[attr-defined]


def test_pictures_several_rows_and_other_concepts_are_read_anew(
    scripted: Callable[..., Backend],
) -> None:
    counted = scripted(lambda row: np.zeros(9000, np.float32))
    row, rows = list(range(400, 430)), np.ones((1, 4), np.float32)
    seat = Seat(counted)
    seat.prefill([row])
    seat.prefill([row], "images")
    seat.prefill([row, row])
    seat.prefill([row])
    seat.load_soft_prompt(SoftPrompt(16, rows, rows))
    seat.prefill([row])
    seat.load_soft_prompt(SoftPrompt(16, rows, rows.copy()))
    seat.prefill([row])
    assert counted.read == [30, 30, 60, 30, 30, 1]  # type: ignore[attr-defined]


def test_nothing_is_kept_of_a_reading_that_failed(scripted: Callable[..., Backend]) -> None:
    failing = False

    def rule(row: tuple[int, ...]) -> np.ndarray:
        if failing:
            raise MemoryError
        return np.zeros(9000, np.float32)

    counted = scripted(rule)
    row, seat = list(range(400, 430)), Seat(counted)
    seat.prefill([row])
    failing = True
    with pytest.raises(MemoryError):
        seat.step(columns(500))
    failing = False
    Seat(counted).prefill([row])
    assert counted.read == [30, 30]  # type: ignore[attr-defined]


def test_a_photo_is_encoded_once(scripted: Callable[..., Backend]) -> None:
    counted = scripted(lambda row: np.zeros(9000, np.float32))
    dark, light = (np.full((1, 3, 8, 8), value, np.float32) for value in (-1, 1))
    codes = [Seat(counted).encode_image(pixels) for pixels in (dark, light, dark, light)]
    assert counted.seen == [0, 7]  # type: ignore[attr-defined]
    np.testing.assert_array_equal(codes[0], codes[2])
    np.testing.assert_array_equal(codes[1], codes[3])
