"""Two jobs on one backend: each goes on as if it were alone. On every backend."""

from collections.abc import Callable

import numpy as np
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
