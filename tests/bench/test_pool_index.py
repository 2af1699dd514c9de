"""The comparison of indices compares what it says."""

from pathlib import Path

import numpy as np
import pytest

from bench.indexing import vectors
from bench.indexing.systems import MappedFile, UsearchExact
from bench.indexing.timing import timed_index
from bench.pool_index import CHOSEN, bars, recall


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """2,000 vectors, and 1,000 to add."""
    vectors.write(tmp_path / "random.f16", 2000)
    return tmp_path / "random.f16"


def test_vectors_have_length_one_and_are_the_same_every_time(file: Path, tmp_path: Path) -> None:
    ((rows, part),) = vectors.parts(file, 100, 200)
    assert rows.tolist() == list(range(100, 200))
    lengths = np.linalg.norm(part.astype(np.float32), axis=1)
    assert lengths == pytest.approx(np.ones(100), abs=2e-3)
    vectors.write(tmp_path / "again.f16", 2000)
    assert (tmp_path / "again.f16").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("system", [MappedFile, UsearchExact])
def test_exact_systems_find_the_truth(system: type[MappedFile], file: Path, tmp_path: Path) -> None:
    index = system(tmp_path)
    for rows, part in vectors.parts(file, 0, 2000):
        index.add(rows, part)
    (query,) = vectors.queries(1)
    truth = set(vectors.nearest(file, 2000, query, 100).tolist())
    assert len(truth & set(index.search(query, 100).tolist())) >= 99


def test_the_chosen_system_is_measured_and_judged(file: Path) -> None:
    timed = timed_index(CHOSEN, str(file), 2000, 60)
    assert not isinstance(timed, str)
    assert recall(timed, file) > 0.99
    row = {"memory": 1.0, "searched": timed.searched, "added": timed.added, "recall": 0.5}
    assert [bar.passed for bar in bars(row)] == [True, True, False, True]
    assert not any(bar.passed for bar in bars({"problem": "killed"}))
