"""The gate of quantized weights: is the compiled model near enough to what it was made from?

The shipped kernels run against PyTorch: without rows, with rows learned on the checkpoint's own
weights, and with rows learned on the quantized ones, whose reference is PyTorch on these. Passages
and bars are the same for every checkpoint. The reference is closed before the candidate is used.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from engine.concepts.concept import Concept
from engine.events import Job, Progress
from engine.model.quantized_file import QuantizedWeights
from engine.runtime.backends.base import Backend
from engine.runtime.placement import placed, stacked
from engine.tokens.tokenizer import Tokenizer
from engine.vision.embedder import Embedder
from export import comparison, material
from export.aside import aside
from export.likeness import EACH, Sitter, likeness, sitters
from export.material import Passage, Shown
from export.oracle import open_oracle, precision_of
from export.quantization import write_quantized
from export.rows import DENSE, Learned, stand_in
from export.verdict import Cell, Drawn, Verdict

_OPENING = Progress(0, 1, "Opening the model")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much is tried. The defaults are the gate; less is for tests and smoke runs."""

    questions: int = 48
    photos: int = 16
    """Whose codes are to be foreseen, each one by the codes before it."""
    pictures: int = 32
    """Drawn by each side; 0 leaves similarity out."""


@dataclass(frozen=True, slots=True)
class _Case:
    """Passages with one concept or none, and the reference's scores in `folder`."""

    kind: str
    weights: str
    """What the reference is."""
    concept: Concept | None
    passages: list[Passage]
    folder: Path

    @property
    def rows(self) -> str:
        """For people."""
        return f"{self.concept.name}, learned on {self.weights}" if self.concept else "none"


def gate(
    checkpoint: Path,
    candidate: Backend,
    *,
    quantized: Path | None = None,
    learned: Sequence[Learned] = (),
    scope: Scope | None = None,
) -> Job[Verdict]:
    """Measure `candidate` against PyTorch on `checkpoint`, with the rows of `learned`.

    `quantized` is the file that the candidate was compiled from. Without `learned`, words' rows
    stand in for a concept. The verdict refuses nothing by itself: `export.verdict.enforce` does.
    Where it failed, it names the precision that passes. SetupError where memory is missing.
    """
    rows = tuple(learned) or _stand_ins(checkpoint, quantized)
    with TemporaryDirectory(prefix="yochameleon-") as folder:
        trying = _Gate(checkpoint, rows, scope or Scope(), Path(folder))
        for weights in dict.fromkeys((DENSE, *(one.weights for one in rows))):
            own = None if weights == DENSE else quantized
            yield from trying.record(weights, own)
        verdict = yield from trying.judge(candidate)
        if not verdict.passed:
            passing = yield from trying.passing(quantized)
            verdict = replace(verdict, passing=passing)
    return verdict


class _Gate:
    """One run of the gate: what was recorded of the references, for candidates to be held to."""

    def __init__(
        self, checkpoint: Path, rows: tuple[Learned, ...], scope: Scope, folder: Path
    ) -> None:
        self._checkpoint, self._rows, self._scope, self._folder = checkpoint, rows, scope, folder
        self._tokenizer = Tokenizer.open(checkpoint)
        self._pictures = material.halves()[1]
        self._sitters: list[Sitter] = []
        if scope.pictures:
            self._sitters = sitters(rows, self._pictures, -(-scope.pictures // EACH))
            self._looks = Embedder()
        self._shown: list[Shown] = []
        self._cases: list[_Case] = []
        self._likeness: dict[int, list[float]] = {}
        self._precision = ""
        """Of the reference."""

    def record(self, weights: str, quantized: Path | None) -> Job[None]:
        """What PyTorch says and draws on these weights; the first also encodes the photos."""
        opening = partial(open_oracle, self._checkpoint, quantized)
        with closing((yield from aside(opening, _OPENING))) as reference:
            if weights == DENSE:
                self._precision = precision_of(reference)
            yield from self._record(reference, weights)

    def _record(self, reference: Backend, weights: str) -> Job[None]:
        if not self._shown:
            count = max(self._scope.questions, self._scope.photos)
            some = material.shown(self._pictures[:count], self._tokenizer, reference.encode_image)
            self._shown = yield from aside(partial(list, some), Progress(0, 1, "Reading pictures"))
        concepts = [one.concept for one in self._rows if one.weights == weights]
        for concept in [*([None] if weights == DENSE else []), *concepts]:
            yield from self._recorded(reference, concept, weights)
        for number, sitter in enumerate(self._sitters):
            if sitter.weights == weights:
                self._likeness[number] = yield from self._drawn(reference, sitter)

    def judge(self, candidate: Backend) -> Job[Verdict]:
        """The candidate on the same passages, and its drawings of the same sitters."""
        cells = yield from self._cells(candidate, self._cases)
        drawn = (yield from self._compared(candidate)) if self._sitters else None
        return Verdict(backend=candidate.name, cells=tuple(cells), drawn=drawn)

    def passing(self, failed: Path | None) -> Job[str]:
        """The next precision within the bars, on PyTorch: `int8`, or the reference's own.

        Without the rows that were learned on what failed: they would be learned again.
        """
        path = self._folder / "int8.safetensors"
        if failed is not None and QuantizedWeights.open(failed).bits == 4:
            yield from write_quantized(self._checkpoint, 8, path)
            cases = [case for case in self._cases if case.weights == DENSE]
            opening = partial(open_oracle, self._checkpoint, path)
            with closing((yield from aside(opening, _OPENING))) as candidate:
                cells = yield from self._cells(candidate, cases)
            if all(one.passed for one in cells):
                return "int8"
        return self._precision

    def _cells(self, candidate: Backend, cases: Sequence[_Case]) -> Job[list[Cell]]:
        vocabulary = self._tokenizer.vocabulary
        cells: list[Cell] = []
        for case in cases:
            _lay(candidate, case.concept, self._tokenizer)
            distance = yield from comparison.compare(
                candidate, case.passages, vocabulary, case.folder
            )
            cells.append(Cell(kind=case.kind, rows=case.rows, distance=distance))
        return cells

    def _recorded(self, reference: Backend, concept: Concept | None, weights: str) -> Job[None]:
        tokenizer, vocabulary = self._tokenizer, self._tokenizer.vocabulary
        ids = placed([concept], vocabulary)[0] if concept else None
        _lay(reference, concept, tokenizer)
        asked = material.questions_about(tokenizer, self._shown[: self._scope.questions], ids)
        said = yield from comparison.answered(reference, asked, vocabulary)
        seen = material.drawings(tokenizer, self._shown[: self._scope.photos], ids)
        for kind, passages in (("words", said), ("images", seen)):
            folder = self._folder / str(len(self._cases))
            folder.mkdir()
            yield from comparison.record(reference, passages, vocabulary, folder)
            self._cases.append(_Case(kind, weights, concept, passages, folder))

    def _compared(self, candidate: Backend) -> Job[Drawn]:
        mine: list[float] = []
        theirs: list[float] = []
        for number, sitter in enumerate(self._sitters):
            mine += yield from self._drawn(candidate, sitter)
            theirs += self._likeness[number]
        difference = np.subtract(mine, theirs)
        error = float(difference.std(ddof=1) / len(difference) ** 0.5)
        return Drawn(float(np.mean(mine)), float(np.mean(theirs)), error, len(mine))

    def _drawn(self, backend: Backend, sitter: Sitter) -> Job[list[float]]:
        return likeness(backend, self._tokenizer, sitter, self._looks)


def _stand_ins(checkpoint: Path, quantized: Path | None) -> tuple[Learned, ...]:
    concept = stand_in(checkpoint, Tokenizer.open(checkpoint))
    if quantized is None:
        return (Learned(concept),)
    bits = QuantizedWeights.open(quantized).bits
    return Learned(concept), Learned(concept, f"int{bits}")


def _lay(backend: Backend, concept: Concept | None, tokenizer: Tokenizer) -> None:
    concepts = [concept] if concept else []
    backend.load_soft_prompt(stacked(concepts, placed(concepts, tokenizer.vocabulary)))
