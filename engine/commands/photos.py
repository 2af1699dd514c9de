"""`engine photos …`: what photos are worth before something is learned from them."""

from pathlib import Path

import click

from engine.commands.border import report
from engine.commands.choices import machine_options
from engine.commands.crops import Given, chosen, crop_option
from engine.concepts.concept import KINDS
from engine.events import Job, Noticed
from engine.learning.photo_checks import check_photos
from engine.settings import Settings
from engine.vision.findings import Light, PhotoReport
from engine.watch import watch


@click.group()
def photos() -> None:
    """Look at photos before something is learned from them."""


@photos.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="object", show_default=True)
@crop_option
@machine_options
def check(settings: Settings, files: tuple[Path, ...], kind: str, crops: Given) -> None:
    """Say which of FILES, and of the photos in folders, serve to learn from, and why.

    Green serves, amber could be better, red is better left out. Each is judged by the square that
    is suggested, or by its --crop.
    """
    unchecked: list[str] = []
    reports = watch(_noting(check_photos(files, kind, settings, chosen(crops)), unchecked))
    lines = [line for one in reports for line in _lines(one)]
    facts = {"photos": [_facts(one) for one in reports], "unchecked": unchecked}
    report(facts, *lines, *unchecked)


def _noting(job: Job[list[PhotoReport]], noticed: list[str]) -> Job[list[PhotoReport]]:
    """The same job; what it notices is kept for the end, where the photos are spoken of."""
    try:
        while True:
            event = next(job)
            if isinstance(event, Noticed):
                noticed.append(event.text)
            else:
                yield event
    except StopIteration as done:
        reports: list[PhotoReport] = done.value
        return reports
    finally:
        job.close()


def _facts(one: PhotoReport) -> dict[str, object]:
    findings = [
        {
            "flaw": finding.flaw.value,
            "light": finding.light.value,
            "reason": finding.reason,
            "fix": finding.fix,
            "other": str(finding.other) if finding.other else None,
        }
        for finding in one.findings
    ]
    return {
        "file": str(one.path),
        "light": one.light.value,
        "size": [one.width, one.height],
        "crop": list(one.crop) if one.crop else None,
        "location": one.located,
        "findings": findings,
    }


def _lines(one: PhotoReport) -> list[str]:
    said = [f"{one.light.value:<5}  {one.path}"]
    for finding in one.findings:
        other = f" ({finding.other.name})" if finding.other else ""
        said.append(f"       {finding.reason}{other} {finding.fix}")
    if one.located and one.light is not Light.RED:
        said.append("       It says where it was taken; the copy that is learned from does not.")
    return said
