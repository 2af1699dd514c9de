"""Every system that can run one checkpoint, opened side by side, and how far they agree."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.decoding import hugging_face
from bench.decoding.ours import Ours, compiled
from bench.decoding.results import EAGER, PRECISIONS, Parity
from bench.decoding.systems import Logits, System
from engine.model.config import read_config
from engine.tokens.tokenizer import Tokenizer

_PROMPT, _ROWS, _ROOM = 33, 3, 4


@dataclass(frozen=True, slots=True)
class Lineup:
    """One model; `folder` keeps its compiled models and GGUF files for the next run."""

    name: str
    checkpoint: Path
    folder: Path
    threads: int
    llama: bool
    """Whether llama.cpp takes part, where it can run the model."""

    @property
    def positions(self) -> int:
        """How many a row can hold."""
        return int(read_config(self.checkpoint).max_position_embeddings)

    @property
    def text_ids(self) -> range:
        """Ids of ordinary text, which stand in one run behind all others."""
        ids = Tokenizer.open(self.checkpoint).vocabulary.text_ids
        return range(ids[0], ids[-1] + 1)

    @contextmanager
    def opened(self) -> Iterator[list[System]]:
        """All at once: about 7 GB for 223 M parameters."""
        model = hugging_face.load(self.checkpoint)
        systems: list[System] = [
            hugging_face.Transformers(model, kind) for kind in hugging_face.KINDS
        ]
        try:
            for precision in PRECISIONS:
                folder = compiled(self.checkpoint, precision, self.folder / precision)
                systems.append(Ours(self.checkpoint, precision, folder, self.threads))
            systems += self._llamas(exact=False)
            yield systems
        finally:
            for system in systems:
                system.close()

    def parities(self, systems: Sequence[System]) -> list[Parity]:
        """Text logits of every other system against transformers' eager ones."""
        eager = next(system for system in systems if system.name == EAGER)
        expected = self._logits(eager)
        others = [system for system in systems if system.name.startswith("ONNX Runtime")]
        proved = [_parity(system.name, self._logits(system), expected) for system in others]
        for exact in self._llamas(exact=True):  # as it runs for speed, it rounds keys to fp16
            try:
                proved.append(_parity(exact.name, self._logits(exact), expected))
            finally:
                exact.close()
        return proved

    def _logits(self, system: System) -> Logits:
        """After a prompt, and after one more id in each of three rows: (4, text ids)."""
        dice, ids = np.random.default_rng(1), self.text_ids
        prompt, column = (dice.integers(ids.start, ids.stop, size) for size in (_PROMPT, _ROWS))
        try:
            first = system.begin(prompt, _ROWS, _ROOM)
            both = np.concatenate([first[None], system.step(column)])
        finally:
            system.end()
        text: Logits = both[:, ids.start : ids.stop]
        return text

    def _llamas(self, *, exact: bool) -> list[System]:
        if not self.llama:
            return []
        from bench.decoding import gguf, llama  # noqa: PLC0415 - not everybody has llama.cpp

        config = read_config(self.checkpoint)
        if not llama.fits(config):
            return []
        self.folder.mkdir(parents=True, exist_ok=True)
        source = self.folder / "f32.gguf"
        if not source.exists():
            gguf.write_gguf(self.checkpoint, source)
        files = {kind: llama.quantize(source, kind, self.threads) for kind in llama.KINDS}
        return [
            llama.Llama(path, kind, config, threads=self.threads, exact=exact)
            for kind, path in files.items()
        ]


def _parity(name: str, given: Logits, expected: Logits) -> Parity:
    difference = float(np.abs(given - expected).max())
    return Parity(name, difference, float(np.abs(expected).max()))
