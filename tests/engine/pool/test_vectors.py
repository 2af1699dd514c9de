"""One file of vectors: exact search, and what a kill or a short file does to it."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import FormatError
from engine.pool.vectors import VectorFile
from engine.vision.models import Floats


def unit(count: int, seed: int = 0) -> Floats:
    """(count, 32) random directions."""
    drawn = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    vectors: Floats = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return vectors


@pytest.fixture
def file(tmp_path: Path) -> VectorFile:
    return VectorFile(tmp_path / "some" / "vectors.f16", 32)


def test_a_search_finds_what_numpy_finds(file: VectorFile) -> None:
    vectors, (query,) = unit(500), unit(1, seed=1)
    for start in range(0, 500, 100):
        file.append(vectors[start : start + 100], start)
    rows, cosines = file.nearest(query, 50, 500)
    exact = np.argsort(-(vectors @ query))[:50]
    assert len(set(rows.tolist()) & set(exact.tolist())) >= 49  # fp16 may swap the last
    assert cosines == pytest.approx(vectors[rows] @ query, abs=2e-3)
    assert (np.diff(cosines) <= 0).all()


def test_bytes_after_the_count_are_void_and_replaced(file: VectorFile) -> None:
    file.append(unit(20), 0)  # a kill came before the list was told of the last ten
    file.append(unit(5, seed=2), 10)
    (query,) = unit(5, seed=2)[:1]
    rows, cosines = file.nearest(query, 1, 15)
    assert (rows[0], cosines[0]) == (10, pytest.approx(1, abs=2e-3))
    assert file.path.stat().st_size == 15 * 32 * 2


def test_no_more_is_found_than_there_is(file: VectorFile) -> None:
    (query,) = unit(1)
    assert len(file.nearest(query, 10, 0)[0]) == 0
    file.append(unit(3), 0)
    assert len(file.nearest(query, 10, 3)[0]) == 3


def test_a_file_that_is_too_short_is_damaged(file: VectorFile) -> None:
    file.append(unit(3), 0)
    with pytest.raises(FormatError, match="too short"):
        file.nearest(unit(1)[0], 1, 4)


def test_some_vectors_move_to_a_new_file(file: VectorFile, tmp_path: Path) -> None:
    vectors = unit(10)
    file.append(vectors, 0)
    new = VectorFile(tmp_path / "new.f16", 32)
    file.copy(np.array([1, 3, 9]), 10, new)
    assert new.rows(np.arange(3), 3) == pytest.approx(vectors[[1, 3, 9]], abs=1e-3)
