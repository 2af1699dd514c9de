"""The app with a person at it: `python -m bench.journeys WAY FOLDER`.

Started as its users start it, with its pages, threads and engine process. FOLDER has `home` and the
four `photos`, and gets `report.json` and `Mila.concept`. A learning is small, so that it takes
seconds; `--full` takes the app's own.
"""

import json
import sys
import time
from pathlib import Path

import click
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bench.faulting import small
from bench.journeys import keys, mouse, stops, visit
from bench.journeys.person import Person
from bench.journeys.steps import Trip
from desktop.app import application, run
from engine import jobs
from engine.files import write_whole

WAYS = {
    "mouse": mouse.journey,
    "keys": keys.journey,
    "stops": stops.journey,
    "visit": visit.journey,
}


@click.command()
@click.argument("way", type=click.Choice(list(WAYS)))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Learn as the app does.")
@click.option("--quick", is_flag=True, help="Only see that it works.")
def main(way: str, folder: Path, full: bool, quick: bool) -> None:
    """Run the app, and write what the person has found."""
    if not full:
        jobs.learn = small.learn
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    trip = Trip(folder / "photos", folder / "Mila.concept", quick)
    person = Person(application(), WAYS[way](trip), folder)
    began = time.monotonic()
    status = run(["--data-dir", str(folder / "home")])
    report = person.report | {"status": status, "seconds": time.monotonic() - began}
    report["figures"] = trip.figures
    write_whole(folder / "report.json", json.dumps(report, indent=2).encode())
    sys.exit(status)


if __name__ == "__main__":
    main()
