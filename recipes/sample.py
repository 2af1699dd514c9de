"""Learns the sample concept from its photos: `python -m recipes.sample`.

It belongs to the mini that it was learned on: after a newer one it is learned again, and a test
fails until then.
"""

import os
import tempfile

from engine import jobs
from engine.learning import sample
from engine.learning.lesson import Lesson
from engine.offline import stay_offline
from engine.settings import Settings
from engine.watch import watch


def main() -> None:
    """Learn with the quick preset in a library of its own; write the rows without the photos."""
    stay_offline()
    lesson = Lesson(name=sample.NAME, photos=sample.photos(), kind=sample.KIND)
    with tempfile.TemporaryDirectory() as home:
        os.environ["YOCHAMELEON_HOME"] = home
        learned = watch(jobs.learn(lesson, Settings()))
        with jobs.open_library() as library:
            library.export(sample.NAME, sample.FILE, replacing=True)
    print(f"{sample.FILE}: {sample.FILE.stat().st_size:,} bytes, {learned.scores}")


if __name__ == "__main__":
    main()
