"""Learn, ask and draw on a checkpoint, then hold everything open: what the offline test watches.

python -m tests.journey CHECKPOINT PHOTOS POOL
"""

import sys
import time
from collections.abc import Generator
from pathlib import Path

from engine.offline import stay_offline

SECONDS = 18.5
"""ONNX Runtime's telemetry opens its first socket some seconds after a session is made."""


def main(checkpoint: str, photos: str, pool: str) -> None:
    """The journey, as the `engine` command would make it."""
    from dataclasses import replace

    from engine import jobs
    from engine.gallery.drawing import DrawRequest
    from engine.learning import lookalikes
    from engine.learning.lesson import Lesson
    from engine.settings import Settings
    from engine.training import config
    from engine.vision.embedder import Embedder

    held = Embedder(threads=1)
    begun = time.monotonic()
    few = {"epochs": 2, "positive_rows": 4, "negative_rows": 4, "drawing_rows": 4}
    config.PRESETS = {"quick": replace(config.PRESETS["quick"], soft_rows=4, text_rows=4, **few)}
    lookalikes.POOL = Path(pool)
    settings = Settings(checkpoint=checkpoint, device="cpu", threads=1)
    run(jobs.learn(Lesson(name="Bo", photos=(Path(photos),)), settings))
    run(jobs.ask("Bo", "Is Bo in this photo?", next(Path(photos).iterdir()), settings))
    run(jobs.draw(DrawRequest(names=("Bo",), prompts=("a photo of Bo",), seeds=(1,)), settings))
    time.sleep(max(0.0, begun + SECONDS - time.monotonic()))
    del held


def run(job: Generator[object, None, object]) -> None:
    """A job to its end."""
    for _ in job:
        pass


if __name__ == "__main__":
    stay_offline()
    main(*sys.argv[1:])
