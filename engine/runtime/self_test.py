"""Whether a backend computes here what PyTorch computed from the same weights.

PyTorch's answers are kept beside a compiled model, so that every machine, driver and version can be
asked again without PyTorch: a sentence with a concept in a ragged batch, a picture in forked rows,
several ids at once, and one picture through both halves of the image tokenizer.
"""

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.events import Job, Progress
from engine.runtime.backends.base import Backend, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.compiled import Sizes
from engine.tokens.vocabulary import Vocabulary

GREEDY_IDS = 64
TOLERANCES = {
    "fp32": 1e-4, "fp16": 0.02, "bf16": 0.1, "int8": 0.1, "int4": 0.15, "fp8": 0.3
}  # fmt: skip
"""Root mean square of a difference in the logits' own spread, by what the weights are kept in.

Wide: how near quantized weights are is the gate's matter. A kernel that is wrong is off by 1.
"""
TIE = 6
"""Times the tolerance that PyTorch's choice may lie below the best one: near ties may flip."""
SAME_CODES = 0.98
PSNR = 40.0
"""Decibels of the decoded picture at least."""
_KEPT_EVERY = 8
_ROWS = 3
_STRENGTH = 0.05
"""Of the concept's noise, about that of a trained embedding."""


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """What is asked. Ids are int64 (n,)."""

    sentence: Ids
    """A prompt that names a concept; its first half stands beside it as another row."""
    opening: Ids
    """The same with begin of image."""
    drawn: Ids
    """Image ids (rows, 4) that the forked rows read: one, then three at once."""
    first: int
    """The id of the concept's first row."""
    rows: NDArray[np.float32]
    """The concept's embeddings and head (2, R, H)."""
    picture: Pixels
    """(1, 3, S, S)."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a backend gave. Logits are float32."""

    said: Ids
    """The likeliest id at each step (64,)."""
    gaps: NDArray[np.float32]
    """How far the id that was read next lay below it, in the logits' spread (64,)."""
    words: Logits
    """Every eighth step's logits (8, V)."""
    images: Logits
    """Logits of the image codes (n, codes)."""
    codes: Ids
    """Of the picture (1, grid²)."""
    pixels: Pixels
    """Of the codes that were asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What PyTorch said; `precision` is what it computed in, or its weights were kept in."""

    precision: str
    questions: Questions
    answers: Answers
    seconds_per_step: float | None = None
    """Of the machine that was asked just now; None where the answers come from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a self-test found; `problem` is empty where it passed, else says what is wrong."""

    problem: str
    equal_ids: int
    """Of 64."""
    error: float
    """Of the logits: root mean square in their own spread."""
    same_codes: float
    """Share of the picture's codes."""
    psnr: float
    """Of the decoded picture in decibels, at most 200."""
    largest_error: float | None = None
    """Of one logit, in their own spread; None where an earlier version tested."""
    seconds_per_step: float | None = None
    """Median of the greedy steps, each of one id in every row; None as above."""
    pytorch_seconds_per_step: float | None = None
    """The same of PyTorch on these weights; None where it was not asked beside it."""


def questions(vocabulary: Vocabulary, sizes: Sizes) -> Questions:
    """The same for every backend of a model."""
    noise = np.random.default_rng(0)
    first = vocabulary.concept_base(_ROWS)
    text, images = (np.array(ids, np.int64) for ids in (vocabulary.text_ids, vocabulary.image_ids))
    words = text[:: max(1, len(text) // 12)]
    concept = range(first, first + _ROWS)
    sentence = [vocabulary.begin_text, *concept, *words, vocabulary.end_turn]
    side = np.linspace(-1, 1, sizes.image_size, dtype=np.float32)
    across, down = np.meshgrid(side, side)
    colours = np.stack([across, down, np.sin(4 * across * down)])
    return Questions(
        sentence=np.array(sentence, np.int64),
        opening=np.array([*sentence, vocabulary.begin_image], np.int64),
        drawn=noise.choice(images, (min(2, sizes.max_batch), 4)),
        first=first,
        rows=noise.normal(0, _STRENGTH, (2, _ROWS, sizes.hidden)).astype(np.float32),
        picture=colours[None].astype(np.float32),
    )


def record(backend: Backend, asked: Questions, precision: str) -> Job[Reference]:
    """Ask the oracle; `precision`: what it computes in, or its weights are kept in."""
    answers, seconds = yield from _answers(backend, asked, None)
    return Reference(precision, asked, answers, seconds)


def examine(backend: Backend, reference: Reference, precision: str) -> Job[Outcome]:
    """Ask a backend the same and compare; `precision`: what its weights are kept in."""
    theirs = reference.answers
    ours, seconds = yield from _answers(backend, reference.questions, theirs)
    logits = (ours.words, theirs.words), (ours.images, theirs.images)
    tolerance = max(TOLERANCES[precision], TOLERANCES[reference.precision])
    outcome = Outcome(
        problem="",
        equal_ids=int((ours.said == theirs.said).sum()),
        error=max(_error(*pair) for pair in logits),
        same_codes=float((ours.codes == theirs.codes).mean()),
        psnr=_psnr(ours.pixels, theirs.pixels),
        largest_error=max(_largest_error(*pair) for pair in logits),
        seconds_per_step=seconds,
        pytorch_seconds_per_step=reference.seconds_per_step,
    )
    return replace(outcome, problem=_problem(outcome, float(ours.gaps.max()), tolerance))


def _problem(found: Outcome, gap: float, tolerance: float) -> str:
    """The first thing that is out of bounds; every number that is none is out of them."""
    if not found.error <= tolerance:
        return f"its logits are off by {found.error:.2g} of their spread"
    if not gap <= TIE * tolerance:
        return f"only {found.equal_ids} of {GREEDY_IDS} greedy tokens are PyTorch's"
    if not found.same_codes >= SAME_CODES:
        return f"only {found.same_codes:.0%} of a picture's codes are PyTorch's"
    if not found.psnr >= PSNR:
        return f"a picture is {found.psnr:.0f} dB from PyTorch's"
    return ""


def _answers(
    backend: Backend, asked: Questions, given: Answers | None
) -> Job[tuple[Answers, float]]:
    """All answers, and seconds of a step; of `given` ones ids and codes are read, not the own."""
    backend.load_soft_prompt(SoftPrompt(asked.first, *asked.rows))
    read = None if given is None else given.said
    said, gaps, words, seconds = yield from _sentence(backend, asked, read)
    images = _drawing(backend, asked)
    backend.load_soft_prompt(None)
    codes = backend.encode_image(asked.picture)
    pixels = backend.decode_image(codes if given is None else given.codes)
    return Answers(said, gaps, words, images, codes, pixels), seconds


def _sentence(
    backend: Backend, asked: Questions, given: Ids | None
) -> Job[tuple[Ids, NDArray[np.float32], Logits, float]]:
    """Greedy ids of the whole row, beside another that reads the same; gaps, and some logits.

    Besides, the median of the seconds that a step took.
    """
    said, gaps = np.zeros(GREEDY_IDS, np.int64), np.zeros(GREEDY_IDS, np.float32)
    kept, seconds = [], []
    count = len(asked.drawn)
    half = asked.sentence[: len(asked.sentence) // 2]
    logits = backend.prefill([asked.sentence.tolist(), half.tolist()][:count])
    for number in range(GREEDY_IDS):
        yield Progress(number, GREEDY_IDS, "Testing the compiled model")
        row = logits[0]
        said[number] = row.argmax()
        following = said[number] if given is None else given[number]
        gaps[number] = (row.max() - row[following]) / row.std()
        if number % _KEPT_EVERY == 0:
            kept.append(logits)
        if number + 1 < GREEDY_IDS:
            began = time.perf_counter()
            logits = backend.step(np.full((count, 1), following))[:, -1]
            seconds.append(time.perf_counter() - began)
    return said, gaps, np.concatenate(kept), float(np.median(seconds))


def _drawing(backend: Backend, asked: Questions) -> Logits:
    """Logits of image codes after the prompt, after one id of each forked row, after three more.

    What is read in between is rewound.
    """
    found = [backend.prefill([asked.opening.tolist()], "images")]
    backend.fork(len(asked.drawn))
    begun = backend.lengths
    backend.step(asked.drawn[:, 1:3], "images")
    backend.rewind(begun)
    for ids in (asked.drawn[:, :1], asked.drawn[:, 1:]):
        found += list(backend.step(ids, "images"))
    return np.concatenate(found)


def _error(ours: Logits, theirs: Logits) -> float:
    return float(np.sqrt(np.mean((ours - theirs) ** 2)) / theirs.std())


def _largest_error(ours: Logits, theirs: Logits) -> float:
    return float(np.abs(ours - theirs).max() / theirs.std())


def _psnr(ours: Pixels, theirs: Pixels) -> float:
    """Peak signal-to-noise ratio of values in [-1, 1]."""
    error = float(np.mean((ours - theirs) ** 2))
    return min(200.0, float(10 * np.log10(4 / max(error, 1e-30))))
