"""What every lesson shares: the open model, the embedder, the pool, a home apart, the results."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL.Image import Image

from bench.teaching.results import Results, digest
from bench.teaching.subjects import Subject
from engine.concepts.concept import Concept
from engine.evaluation import similarity
from engine.evaluation.examinee import Examinee, with_concept
from engine.evaluation.similarity import Looks
from engine.events import Job
from engine.learning import lookalikes
from engine.open_model import LearningBase, OpenModel
from engine.paths import home
from engine.runtime.sampling import IMAGE
from engine.runtime.session import Session
from engine.settings import Settings
from engine.tokens.images import read_photo
from engine.training.pool import PoolPicture, read_pool
from engine.vision.embedder import Embedder
from engine.vision.models import Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Bench:
    """What every lesson shares. Records and drawings go to `results`."""

    base: LearningBase
    embedder: Embedder
    results: Results
    metric: Looks
    """What drawings and photos are compared by; the records of learnings are by the embedder."""
    drawings: int = similarity.DRAWINGS
    _known: dict[tuple[Path, ...], Floats] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether the metric is the embedder itself, as in the records."""
        return self.metric is self.embedder

    def session(self, *concepts: Concept) -> Session:
        """These concepts, or none, over the base model."""
        fingerprint = self.base.checkpoint.fingerprint
        return Session(self.base.backend, self.base.tokenizer, concepts, checkpoint=fingerprint)

    def examinee(self, *concepts: Concept) -> Examinee:
        """These concepts active, or the base model alone."""
        return with_concept(self.base.backend, self.base.tokenizer, *concepts)

    def looks(self, paths: tuple[Path, ...]) -> Floats:
        """Features (N, D) of photos after encode–decode, by the metric."""
        if paths not in self._known:
            self._known[paths] = self.metric.embed(self.examinee().reconstructed(photos(paths)))
        return self._known[paths]

    def draw(self, session: Session, caption: str) -> Job[list[Image]]:
        """The drawings of a caption; always with the same seeds."""
        drawn = yield from session.imagine(
            caption, count=self.drawings, sampling=replace(IMAGE, seed=0), preview=False
        )
        return [one.picture for one in drawn]

    def request(self, subject: Subject, *words: str) -> str:
        """What a record of this subject depends on."""
        mine = (self.base.checkpoint.fingerprint, str(self.drawings), subject.key, *words)
        return digest([*mine, *(subject.description or ())], subject.files)


def open_bench(folder: Path, settings: Settings, drawings: int) -> Job[Bench]:
    """Open the base model and the embedder; results go to `folder`.

    The pool is looked at once here, so that the first learning does not pay for it.
    """
    base = yield from OpenModel().get_for_learning(settings)
    embedder = Embedder(settings.threads or 0)
    yield from embedded_pool(embedder)
    return Bench(
        base=base,
        embedder=embedder,
        metric=embedder,
        results=Results(folder),
        drawings=drawings,
    )


@contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """Within, the library lies in `folder`: a bench never touches the person's own."""
    before = os.environ.get("YOCHAMELEON_HOME")
    os.environ["YOCHAMELEON_HOME"] = str(folder)
    try:
        yield
    finally:
        del os.environ["YOCHAMELEON_HOME"]
        if before is not None:
            os.environ["YOCHAMELEON_HOME"] = before


def photos(paths: Sequence[Path]) -> list[Image]:
    """Read photos."""
    return [read_photo(path) for path in paths]


def save_drawings(folder: Path, drawn: Sequence[Image]) -> None:
    """Write numbered PNG files in place of those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for number, picture in enumerate(drawn):
        picture.save(folder / f"{number:02}.png")


def drawings(folder: Path) -> list[Image]:
    """What `save_drawings` wrote."""
    return photos(sorted(folder.glob("*.png")))


def embedded_pool(embedder: Embedder) -> Job[tuple[Sequence[PoolPicture], Floats]]:
    """The bundled pool and its embeddings (N, 1280); nothing where there is none."""
    if not lookalikes.POOL.exists():
        return (), embedder.embed([])
    pool = read_pool(lookalikes.POOL)
    return pool, (yield from lookalikes.pool_embeddings(pool, embedder, home() / "cache"))
