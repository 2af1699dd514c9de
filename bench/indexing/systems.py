"""Each library behind the same three verbs: add, search, and nothing else. One core."""

import sqlite3
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bench.indexing.vectors import DIMENSIONS, Floats, Halves, Rows

_LINKS, _BUILD, _LOOK = 16, 128, 2048
"""Neighbours of a node, and how far graphs look while they are built and searched."""


class Index(Protocol):
    """What a pool asks of an index."""

    def add(self, rows: Rows, vectors: Halves) -> None:
        """Take vectors (n, 1280) in, under these numbers."""
        ...

    def search(self, query: Floats, count: int) -> Rows:
        """Numbers of the `count` nearest to `query` (1280,) by inner product."""
        ...


class MappedFile:
    """Vectors in one file, appended; each search reads all of it in fp32 parts with numpy."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "vectors.f16"

    def add(self, rows: Rows, vectors: Halves) -> None:
        """Append."""
        with self._path.open("ab") as file:
            file.write(vectors.tobytes())

    def search(self, query: Floats, count: int) -> Rows:
        """Every cosine, then the largest."""
        vectors = np.memmap(self._path, np.float16, "r").reshape(-1, DIMENSIONS)
        cosines = np.empty(len(vectors), np.float32)
        for start in range(0, len(vectors), 4096):
            part = vectors[start : start + 4096]
            cosines[start : start + len(part)] = part.astype(np.float32) @ query
        best: Rows = np.argpartition(-cosines, count)[:count]
        return best


class UsearchExact(MappedFile):
    """The same file, read by usearch's exact search on half precision."""

    def search(self, query: Floats, count: int) -> Rows:
        """Exact."""
        usearch = import_module("usearch.index")
        vectors = np.memmap(self._path, np.float16, "r").reshape(-1, DIMENSIONS)
        asked = query.astype(np.float16)
        kind = usearch.MetricKind.IP
        found = usearch.search(vectors, asked, count, kind, exact=True, threads=1)
        keys: Rows = np.asarray(found.keys, np.int64).ravel()
        return keys


class UsearchGraph:
    """usearch's HNSW graph in half precision."""

    def __init__(self, folder: Path) -> None:
        self._index = import_module("usearch.index").Index(
            ndim=DIMENSIONS, metric="ip", dtype="f16", connectivity=_LINKS,
            expansion_add=_BUILD, expansion_search=_LOOK,
        )  # fmt: skip

    def add(self, rows: Rows, vectors: Halves) -> None:
        """Link them in."""
        self._index.add(rows, vectors, threads=1)

    def search(self, query: Floats, count: int) -> Rows:
        """Walk."""
        found = self._index.search(query.astype(np.float16), count, threads=1)
        keys: Rows = np.asarray(found.keys, np.int64).ravel()
        return keys


class Faiss:
    """One of faiss' indices, all in memory."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        faiss = import_module("faiss")
        faiss.omp_set_num_threads(1)
        self._index = make(faiss)

    def add(self, rows: Rows, vectors: Halves) -> None:
        """Numbers are given in order."""
        floats = vectors.astype(np.float32)
        if not self._index.is_trained:
            self._index.train(floats)
        self._index.add(floats)

    def search(self, query: Floats, count: int) -> Rows:
        """As the index does."""
        _, found = self._index.search(query[None], count)
        rows: Rows = found[0]
        return rows


def _faiss_flat(folder: Path) -> Index:
    return Faiss(
        lambda faiss: faiss.IndexScalarQuantizer(
            DIMENSIONS, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
    )


def _faiss_graph(folder: Path) -> Index:
    def made(faiss: Any) -> Any:
        index = faiss.IndexHNSWSQ(
            DIMENSIONS, faiss.ScalarQuantizer.QT_fp16, _LINKS, faiss.METRIC_INNER_PRODUCT
        )
        index.hnsw.efConstruction, index.hnsw.efSearch = _BUILD, _LOOK
        return index

    return Faiss(made)


class Hnswlib:
    """hnswlib's graph; it keeps fp32."""

    def __init__(self, folder: Path) -> None:
        self._index = import_module("hnswlib").Index("ip", DIMENSIONS)
        self._index.init_index(1000, ef_construction=_BUILD, M=_LINKS)
        self._index.set_ef(_LOOK)
        self._index.set_num_threads(1)

    def add(self, rows: Rows, vectors: Halves) -> None:
        """Link them in."""
        if rows[-1] >= self._index.max_elements:
            self._index.resize_index(int(rows[-1]) + 1)
        self._index.add_items(vectors.astype(np.float32), rows, num_threads=1)

    def search(self, query: Floats, count: int) -> Rows:
        """Walk."""
        found, _ = self._index.knn_query(query, count, num_threads=1)
        rows: Rows = found[0].astype(np.int64)
        return rows


class SqliteVec:
    """sqlite-vec's table; it knows fp32, int8 and bits, and reads all of them in each search."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "vectors.db")
        self._database.enable_load_extension(True)
        import_module("sqlite_vec").load(self._database)
        self._database.execute(
            f"CREATE VIRTUAL TABLE vectors USING vec0(v float[{DIMENSIONS}] distance_metric=cosine)"
        )

    def add(self, rows: Rows, vectors: Halves) -> None:
        """Insert."""
        floats = vectors.astype(np.float32)
        with self._database:
            self._database.executemany(
                "INSERT INTO vectors(rowid, v) VALUES (?, ?)",
                [(int(row), one.tobytes()) for row, one in zip(rows, floats, strict=True)],
            )

    def search(self, query: Floats, count: int) -> Rows:
        """Exact."""
        found = self._database.execute(
            "SELECT rowid FROM vectors WHERE v MATCH ? AND k = ?", (query.tobytes(), count)
        )
        return np.array([row for (row,) in found], np.int64)


SYSTEMS: dict[str, Callable[[Path], Index]] = {
    "mapped file, numpy": MappedFile,
    "mapped file, usearch exact": UsearchExact,
    "faiss flat fp16": _faiss_flat,
    "sqlite-vec": SqliteVec,
    "usearch HNSW fp16": UsearchGraph,
    "faiss HNSW fp16": _faiss_graph,
    "hnswlib": Hnswlib,
}
