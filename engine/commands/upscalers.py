"""`engine upscalers …`: a person's own networks that enlarge pictures."""

from pathlib import Path

import click

from engine.commands.border import json_option, report
from engine.vision import upscalers as brought
from engine.vision.upscalers import Installed
from engine.watch import watch


@click.group()
def upscalers() -> None:
    """Networks of your own (ONNX) that `engine gallery export --upscaler` enlarges with."""


@upscalers.command("list")
@json_option
def list_upscalers() -> None:
    """List the upscalers that were added."""
    found = brought.installed()
    lines = [f"{one.factor}x  {one.name}" for one in found]
    nothing = "No upscaler was added; pictures are enlarged by Lanczos resampling."
    report({"upscalers": [_facts(one) for one in found]}, *(lines or [nothing]))


@upscalers.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def add(file: Path) -> None:
    """Check FILE, an ONNX network in one file, and keep a copy of it.

    It takes RGB pictures of 0 to 1 as float32 (1, 3, height, width) and makes them 2 or 4 times as
    wide and high, as exports of Real-ESRGAN and its kin do.
    """
    one = watch(brought.add(file))
    report(_facts(one), f"Added: {one.name}, {one.factor} times as large")


@upscalers.command()
@click.argument("name")
@json_option
def remove(name: str) -> None:
    """Erase the copy of an upscaler."""
    one = brought.remove(name)
    report(_facts(one), f"Removed: {one.name}")


def _facts(one: Installed) -> dict[str, object]:
    return {"name": one.name, "factor": one.factor, "file": str(one.path)}
