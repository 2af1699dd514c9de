"""The header of a concept file: JSON with a cap, whose facts are JSON again."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save

from engine.concepts.concept import Concept
from engine.concepts.format import LARGEST_HEADER
from tests.engine.concepts.test_concept import path, refused, rewritten

__all__ = ["path"]


@pytest.mark.parametrize("facts", ["[" * 2**19, '{"a":' * 2**16, f'{{"a": {"9" * 5000}}}', "{"])
def test_facts_that_are_nested_without_end_or_no_json_are_refused(path: Path, facts: str) -> None:
    rows = {name: np.zeros((5, 8), np.float32) for name in ("embeddings", "head")}
    path.write_bytes(save(rows, metadata={"format": "1", "concept": facts}))
    refused(path, "damaged")


def test_a_header_larger_than_any_of_ours_is_refused_before_it_is_read(path: Path) -> None:
    Concept.load(rewritten(path, {}, training={"why": "w" * (LARGEST_HEADER // 2)}))
    large = rewritten(path, {}, training={"why": "w" * LARGEST_HEADER})
    refused(large, "not a concept file")
