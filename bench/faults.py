"""Kills with -9 at random moments: nothing that was shown as saved is missing, and all goes on.

    python -m bench.faults [--quick] [--seed N] [--only learning|app]

First a learning of a tiny random model, which must end with the rows of an undisturbed one, bit by
bit. Then the app, as a person works in it: its engine and its window by turns.
"""

import random
import sys
import tempfile
from pathlib import Path

import click

from bench.bars import Bar, show
from bench.faulting import kills, learning
from tests.tiny import write_tiny_checkpoint

LEARNINGS, LEARNINGS_QUICK = 20, 5
APPS, APPS_QUICK = 50, 5


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Five kills of each.")
@click.option("--seed", default=0, show_default=True, help="Of the moments of the kills.")
@click.option("--only", type=click.Choice(["learning", "app"]), help="One of the two.")
def main(quick: bool, seed: int, only: str | None) -> None:
    """Show the bars; the exit status is 1 where one is missed."""
    bars: list[Bar] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        if only != "app":
            bars += of_learning(Path(scratch), LEARNINGS_QUICK if quick else LEARNINGS, seed)
        if only != "learning":
            bars += of_app(Path(scratch), APPS_QUICK if quick else APPS, seed)
    sys.exit(show(bars))


def of_learning(scratch: Path, wanted: int, seed: int) -> list[Bar]:
    """A learning alone."""
    tally, seconds = learning.measure(scratch, wanted, random.Random(seed))
    return learning.bars(tally, wanted, seconds)


def of_app(scratch: Path, wanted: int, seed: int) -> list[Bar]:
    """The app's two processes, with a checkpoint and photos of their own."""
    place = kills.Place(scratch / "Ümläut & Leerzeichen")
    checkpoint = write_tiny_checkpoint(place.folder / "Prüfpunkt eins")
    return kills.bars(kills.measure(place, checkpoint, wanted, random.Random(seed)), wanted)


if __name__ == "__main__":
    main()
