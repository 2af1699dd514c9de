"""Cases drawn on a backend, in interleaved rounds: time, forward passes, and which drafts stood."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bench.drawing.cases import Case
from engine.events import Progress
from engine.runtime.backends.base import Backend
from engine.runtime.studio import Studio
from engine.tokens import prompts
from engine.tokens.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True)
class Run:
    """One batch of pictures."""

    seconds: float
    """From the prompt to the pixels, for the whole batch."""
    known: tuple[int, ...]
    """Codes that became known in each pass, over the batch; the first pass reads the prompt."""


@dataclass(slots=True)
class Measured:
    """All runs of one case on one backend."""

    backend: str
    case: Case
    length: int
    """Codes of a picture."""
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Of a batch: the median."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def passes(self) -> float:
        """Forward passes of a batch: the mean."""
        return statistics.fmean(len(run.known) for run in self.runs)

    @property
    def share(self) -> float:
        """Of the passes that drawing code by code takes."""
        return self.passes / self.length

    @property
    def seconds_per_pass(self) -> float:
        """The median over all runs; the pixels are in it."""
        return statistics.median(run.seconds / len(run.known) for run in self.runs)

    def standing(self) -> list[float]:
        """How often the n-th draft of a pass stood, of those whose forerunners all did.

        Of single pictures only: in a batch the passes do not tell them apart.
        """
        ahead = self.case.sampling.ahead
        tried, stood = [0] * ahead, [0] * ahead
        for run in self.runs:
            done = run.known[0]
            for known in run.known[1:]:
                last = self.length - done - 1  # of it one cannot tell: nothing comes behind
                for place in range(min(known, ahead, last)):
                    tried[place] += 1
                    stood[place] += known > place + 1
                done += known
        return [up / of for up, of in zip(stood, tried, strict=True) if of >= _ENOUGH]


_ENOUGH = 10
"""Tries that a rate must rest on."""


def measure(
    backend: Backend,
    tokenizer: Tokenizer,
    cases: Sequence[Case],
    captions: Sequence[str],
    seeds: int,
) -> Iterator[list[Measured]]:
    """Draw every case in turn, `seeds` times for each caption; yield all so far after a round."""
    studio = Studio(backend, tokenizer, (), "")
    backend.load_soft_prompt(None)
    found = [Measured(backend.name, case, tokenizer.image_length) for case in cases]
    _drawn(studio, cases[0], captions[0], 0)  # memory is allotted and kernels are chosen
    for number in range(seeds * len(captions)):
        for one in found:
            caption = captions[number % len(captions)]
            one.runs.append(_drawn(studio, one.case, caption, number + 1))
        yield found


def _drawn(studio: Studio, case: Case, caption: str, number: int) -> Run:
    vocabulary = studio.tokenizer.vocabulary
    asked = prompts.picture_request([], [caption], vocabulary)
    prompt = studio.tokenizer.encode([*asked, *prompts.picture_opening([], vocabulary)])
    seeds = range(number * case.count, (number + 1) * case.count)
    order = studio.order(prompt, case.sampling, seeds)
    done = [0]
    began = time.perf_counter()
    for event in studio.drawn(replace(order, preview=False), caption):
        if isinstance(event, Progress):
            done.append(event.done)
    seconds = time.perf_counter() - began
    return Run(seconds, tuple(after - before for before, after in pairwise(done)))
