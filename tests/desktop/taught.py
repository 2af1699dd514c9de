"""Small steps of teaching that several tests take, and jobs that say what the engine's say."""

from desktop.state.lesson_run import LessonRun
from desktop.state.teaching import TeachingState
from engine.events import Job, Progress
from engine.learning.keeping import open_library
from engine.learning.lesson import Lesson
from engine.settings import Settings
from engine.training.forecast import Forecast

FORECAST = Forecast(peak_bytes=2**30, seconds_per_step=0.1, steps=600, seconds=62.0)


def forecasting(lesson: Lesson, settings: Settings) -> Job[Forecast]:
    """What `jobs.forecast` says."""
    yield Progress(1, 3, "Trying three steps")
    return FORECAST


def endless(*_: object) -> Job[None]:
    """A job that gets nowhere."""
    while True:
        yield Progress(0, 1)


def started(state: TeachingState) -> LessonRun:
    """The run of the lesson that begins now."""
    state.start()
    assert state.run is not None
    return state.run


def names() -> list[str]:
    """What is in the library."""
    with open_library() as library:
        return [entry.name for entry in library]
