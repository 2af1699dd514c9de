"""What scoring a snapshot takes, over and over: nothing of it stays behind."""

import gc
from pathlib import Path
from typing import Any

import pytest

from engine.concepts.concept import Concept
from engine.events import Sampled, finish
from engine.learning.scoring import DRAWINGS, Judge
from engine.open_model import OpenModel
from engine.settings import Settings
from engine.vision.embedder import Embedder
from tests.conftest import Photo
from tests.jobs import heard

SAMPLINGS = 50
_SOME = 20
"""Objects that caches of libraries may come to hold; far below one for each sampling."""


@pytest.fixture
def judge(settings: Settings, photo: Photo) -> Judge:
    """Scores on the tiny checkpoint."""
    base: Any = finish(OpenModel().get(settings))
    return Judge(base, Embedder(threads=1), photo(1, (32, 32)), [photo(2, (32, 32))])


def held() -> tuple[int, int]:
    """Objects and open files of this process."""
    gc.collect()
    return len(gc.get_objects()), sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_fifty_samplings_leave_nothing_behind(judge: Judge, bo: Concept) -> None:
    for epoch in range(3):
        events, _ = heard(judge.score(bo, epoch))
        assert sum(isinstance(event, Sampled) for event in events) == DRAWINGS
    del events
    objects, files = held()
    for epoch in range(SAMPLINGS):
        finish(judge.score(bo, epoch))
    later_objects, later_files = held()
    assert later_objects - objects < _SOME
    assert later_files == files
