"""The progress of a part, as a stretch of the whole."""

import pytest

from engine.events import Job, Noticed, Progress
from export.pace import stretch


def part(closed: list[bool]) -> Job[str]:
    """Two phases, each from nothing to all."""
    try:
        for phase in range(2):
            yield Noticed(f"phase {phase}")
            for done in range(3):
                yield Progress(done, 2, f"phase {phase}")
        return "made"
    finally:
        closed.append(True)


def test_a_part_moves_within_its_stretch_and_never_back() -> None:
    job, seen = stretch(part([]), 10, 20, 100, "All"), []
    with pytest.raises(StopIteration) as end:
        while True:
            seen.append(next(job))
    assert end.value.value == "made"
    progress = [event for event in seen if isinstance(event, Progress)]
    assert [event.done for event in progress] == [10, 15, 20, 20, 20, 20]
    assert {(event.total, event.note) for event in progress} == {(100, "All")}
    assert Noticed("phase 1") in seen


def test_closing_closes_the_part() -> None:
    closed: list[bool] = []
    job = stretch(part(closed), 0, 1, 1, "All")
    next(job)
    job.close()
    assert closed == [True]
