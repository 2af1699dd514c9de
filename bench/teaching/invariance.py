"""The metric without backgrounds, fitted on the pool: for where the plain one does not qualify."""

from dataclasses import replace
from pathlib import Path

from safetensors.numpy import load, save

from bench.teaching.opened import Bench, drawings, photos
from bench.teaching.results import Record, digest
from bench.teaching.subjects import Subject
from engine.evaluation import similarity
from engine.evaluation.invariant import Invariant, fitted
from engine.evaluation.similarity import Looks
from engine.files import write_whole
from engine.learning import lookalikes
from engine.training.pool import read_pool
from engine.vision.models import Floats


def invariant(bench: Bench, cache: Path | None) -> Invariant:
    """The embedder without what backgrounds add; features of the pool are kept in `cache`."""
    pool = read_pool(lookalikes.POOL)
    features = _features(bench, tuple(one.path for one in pool), cache)
    return Invariant(bench.embedder, fitted(features, [one.individual for one in pool]))


def seen_by(bench: Bench, metric: Looks) -> Bench:
    """The same bench, whose drawings and photos are compared by another metric."""
    return replace(bench, metric=metric, _known={})


def reseen(bench: Bench, subject: Subject, folder: Path, record: Record) -> Record:
    """A record of a learning, its drawings in `folder` compared by the bench's metric."""
    return record | {
        "similarity": record["similarity"] | {"similarity": _of(bench, subject, folder)}
    }


def words_reseen(bench: Bench, subject: Subject, folder: Path, record: Record) -> Record:
    """The same for what words alone reach."""
    found = record | {"ceiling": similarity.ceiling(bench.looks(subject.held_out))}
    for kind in ("class", "description"):
        if kind in record:
            found[kind] = record[kind] | {"similarity": _of(bench, subject, folder / kind)}
    return found


def _of(bench: Bench, subject: Subject, folder: Path) -> float:
    reals = similarity.Compared(reals=bench.looks(subject.held_out))
    return similarity.score(bench.metric.embed(drawings(folder)), reals).similarity


def _features(bench: Bench, paths: tuple[Path, ...], cache: Path | None) -> Floats:
    """Of pictures after encode–decode: (N, 1280)."""
    file = None
    if cache is not None:
        file = cache / f"pool-{digest([bench.base.checkpoint.fingerprint], paths)}.safetensors"
        if file.exists():
            return load(file.read_bytes())["features"]
    features = bench.embedder.embed(bench.examinee().reconstructed(photos(paths)))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, save({"features": features}))
    return features
