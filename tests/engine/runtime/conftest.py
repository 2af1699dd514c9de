"""A backend that says what a rule tells it, the tiny model as a backend, and concepts of noise."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.concepts.concept import Concept, row_count
from engine.runtime.backends.base import Backend, Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.backends.trt import TensorRTBackend
from engine.runtime.compiled import CompiledModel, compiled_folder
from engine.runtime.sampling import Choice, chosen
from engine.runtime.session import Session
from engine.tokens.tokenizer import Tokenizer
from engine.tokens.vocabulary import Vocabulary
from tests.scripted_tensorrt import Script, scripted_tensorrt

Rule = Callable[[tuple[int, ...]], Logits]


class ScriptedBackend:
    """Keeps the `Backend` protocol; `rule` gives the logits (V,) for everything a row has read."""

    name = "scripted"

    def __init__(
        self, rule: Rule, image_ids: Sequence[int], *, context: int = 1024, image_length: int = 64
    ) -> None:
        self.rule, self.context, self.image_length = rule, context, image_length
        self.image_ids = list(image_ids)
        self.rows: list[tuple[int, ...]] = []
        self.prefilled: list[list[tuple[int, ...]]] = []
        self.read: list[int] = []
        """How many ids each prefill read; what was kept is not read."""
        self.seen: list[int] = []
        """The brightness of every photo that was encoded."""
        self.steps = 0
        self.soft_prompt: SoftPrompt | None = None

    @property
    def lengths(self) -> list[int]:
        return [len(row) for row in self.rows]

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        self.soft_prompt = prompt

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        known = [row[:kept] for row in self.rows] if kept else [()] * len(rows)
        assert known == [tuple(row[:kept]) for row in rows], "other ids were read than are kept"
        self.rows = [tuple(row) for row in rows]
        self.prefilled.append(self.rows)
        self.read.append(sum(len(row) - kept for row in rows))
        return self._logits(head)

    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        return chosen(self.step(ids, head)[:, -1], choice)

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        self.steps += 1
        said = []
        for column in ids.T:
            self.rows = [(*row, int(new)) for row, new in zip(self.rows, column, strict=True)]
            said.append(self._logits(head))
        return np.stack(said, axis=1)

    def fork(self, n: int) -> None:
        self.rows = [row for row in self.rows for _ in range(n)]

    def rewind(self, lengths: Sequence[int]) -> None:
        self.rows = [row[:length] for row, length in zip(self.rows, lengths, strict=True)]

    def encode_image(self, pixels: Pixels) -> Ids:
        """Every photo becomes one code everywhere: the brightness of its red corner, 0…7."""
        corner = ((pixels[:, 0, 0, 0] + 1) * 3.5).round().astype(np.int64)
        self.seen += corner.tolist()
        return np.repeat(corner[:, None], self.image_length, axis=1)

    def decode_image(self, codes: Ids) -> Pixels:
        """Each code is one pixel: its share of 64 as a grey level."""
        side = int(self.image_length**0.5)
        grey = (codes.astype(np.float32) / 32 - 1).reshape(-1, 1, side, side)
        return np.repeat(grey, 3, axis=1)

    def close(self) -> None:
        self.rows = []

    def _logits(self, head: Head) -> Logits:
        logits = np.stack([self.rule(row) for row in self.rows])
        return logits[:, self.image_ids] if head == "images" else logits


@pytest.fixture(scope="session")
def scripted(vocabulary: Vocabulary) -> Callable[..., ScriptedBackend]:
    """`scripted(rule)` is a backend whose logits are `rule(ids read so far)`."""
    return partial(ScriptedBackend, image_ids=vocabulary.image_ids)


@pytest.fixture(scope="session")
def saying(tiny_tokenizer: Tokenizer) -> Callable[..., ScriptedBackend]:
    """`saying(text)`: a backend that answers each turn with `text`, then ends the turn."""
    vocabulary = tiny_tokenizer.vocabulary

    def backend_for(text: str, *, context: int = 1024) -> ScriptedBackend:
        script = [*tiny_tokenizer.encode([text], begin=False), vocabulary.end_turn]

        def rule(row: tuple[int, ...]) -> Logits:
            turn = len(row) - 1 - row[::-1].index(vocabulary.end_turn)
            after = [i for i in row[turn + 1 :] if i not in vocabulary.reserved]
            return one_hot(vocabulary.size, script[min(len(after), len(script) - 1)])

        return ScriptedBackend(rule, vocabulary.image_ids, context=context)

    return backend_for


def one_hot(size: int, wanted: int) -> Logits:
    logits = np.zeros(size, np.float32)
    logits[wanted] = 20
    return logits


@pytest.fixture(scope="session")
def compiled_tiny(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny checkpoint compiled for ONNX Runtime in fp32, never tested; read only."""
    from tests.compiled import write_compiled

    return write_compiled(tiny_checkpoint, tmp_path_factory.mktemp("compiled") / "tiny")


@pytest.fixture
def installed(home: Path, compiled_tiny: Path, tiny_model: Any, vocabulary: Vocabulary) -> Path:
    """The same where the runtime looks for it, with PyTorch's answers beside it."""
    from tests.compiled import ask_pytorch

    fingerprint = CompiledModel.open(compiled_tiny).manifest.fingerprint
    folder = compiled_folder() / f"{fingerprint[:12]}-onnx-fp32"
    shutil.copytree(compiled_tiny, folder)
    ask_pytorch(folder, tiny_model, vocabulary)
    return folder


@pytest.fixture(scope="session")
def plans_of_tiny(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny checkpoint as plans of the stand-in for TensorRT, in two sizes; read only."""
    from tests.scripted_tensorrt import write_plans

    return write_plans(tiny_checkpoint, tmp_path_factory.mktemp("plans") / "tiny", (80, 1024))


@pytest.fixture(params=["pytorch", "onnx", "tensorrt"])
def backend(
    request: pytest.FixtureRequest, tiny_model: Any, compiled_tiny: Path, plans_of_tiny: Path
) -> Iterator[Backend]:
    """Every backend, over the tiny model. A new backend joins the contract by a parameter here."""
    made: Backend
    if request.param == "onnx":
        made = OrtBackend.open(compiled_tiny, threads=1)
    elif request.param == "tensorrt":
        made = TensorRTBackend.open(
            plans_of_tiny, device="cpu", tensorrt=scripted_tensorrt(Script())
        )
    else:
        made = PyTorchBackend(tiny_model)
    yield made
    made.close()


@pytest.fixture
def torch_backend(tiny_model: Any) -> PyTorchBackend:
    """The tiny model on PyTorch, whatever other backends there are."""
    return PyTorchBackend(tiny_model)


@pytest.fixture(scope="session")
def noise_concept(tiny_model: Any) -> Callable[..., Concept]:
    """`noise_concept("Bo", seed=0, latent_tokens=2)`: a concept that means nothing."""
    width = tiny_model.config.hidden_size

    def make(
        name: str = "Bo", *, seed: int = 0, latent_tokens: int = 2, layout: str = "self-prompting"
    ) -> Concept:
        random = np.random.default_rng(seed)
        shape = (2, row_count(latent_tokens, layout), width)
        embeddings, head = random.standard_normal(shape).astype(np.float32)
        return Concept(
            name=name,
            kind="pet",
            base_model="tiny",
            layout=layout,
            latent_tokens=latent_tokens,
            prompt_version=1,
            embeddings=embeddings,
            head=head / width**0.5,
        )

    return make


@pytest.fixture
def session(
    torch_backend: PyTorchBackend, tiny_tokenizer: Tokenizer, noise_concept: Callable[..., Concept]
) -> Session:
    """Bo, a concept of noise, over the tiny model."""
    return Session(torch_backend, tiny_tokenizer, [noise_concept("Bo")])


@pytest.fixture(scope="session")
def says(tiny_tokenizer: Tokenizer) -> Callable[..., Session]:
    """`says(backend, *concepts)` is a session over this backend."""
    return lambda backend, *concepts: Session(backend, tiny_tokenizer, concepts)


@pytest.fixture(scope="session")
def finish() -> Callable[[Any], tuple[list[Any], Any]]:
    """`finish(job)` → its events and its result."""

    def run(job: Any) -> tuple[list[Any], Any]:
        events = []
        while True:
            try:
                events.append(next(job))
            except StopIteration as done:
                return events, done.value

    return run
