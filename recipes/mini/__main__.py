"""Makes the mini checkpoint and everything that is drawn from its world.

    python -m recipes.mini --size cpu --hours 2

Started again it goes on where it was stopped, at whatever point. More hours later continue the same
training; fewer hours than were planned bring its end, with the falling rate, forward.
"""

import argparse
import sys
import time
from pathlib import Path

from engine.paths import RESOURCES
from recipes.mini import report
from recipes.mini.fetch import WORK
from recipes.mini.sizes import SIZES
from recipes.mini.stages import STAGES, Plan


def main() -> None:
    """Run every stage, with a line on stderr for each step of it."""
    plan = _asked()
    began = time.monotonic()
    for number, (title, stage) in enumerate(STAGES, start=1):
        for step in stage(plan):
            spent = time.monotonic() - began
            line = f"[{number}/{len(STAGES)} {spent / 60:6.1f} min] {title}: {step}"
            print(line, file=sys.stderr, flush=True)


def _asked() -> Plan:
    parser = argparse.ArgumentParser(prog="python -m recipes.mini", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="cpu")
    parser.add_argument(
        "--hours", type=float, default=2.0, help="of training, both models together"
    )
    parser.add_argument(
        "--drafter-minutes", type=float, default=20.0, help="of the drafter's training, besides"
    )
    parser.add_argument("--work", type=Path, default=WORK, help="where everything unfinished lies")
    parser.add_argument("--out", type=Path, default=RESOURCES / "checkpoints" / "mini")
    parser.add_argument("--resources", type=Path, default=RESOURCES, help="pool, suite, samples")
    parser.add_argument("--report", type=Path, default=report.FOLDER, help="for report.md")
    parser.add_argument(
        "--earlier",
        type=Path,
        help="a checkpoint of this recipe to go on from where its work folder is gone; "
        "hours count from its first",
    )
    asked = parser.parse_args()
    return Plan(
        size=SIZES[asked.size],
        hours=asked.hours,
        drafter_minutes=asked.drafter_minutes,
        work=asked.work,
        out=asked.out,
        resources=asked.resources,
        report=asked.report,
        earlier=asked.earlier,
    )


if __name__ == "__main__":
    main()
