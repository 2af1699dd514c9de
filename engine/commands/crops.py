"""Which part of each photo is meant: as it is said, else as it is suggested."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import click

from engine.commands.border import wants_json
from engine.errors import InputError
from engine.learning.intake import Crop
from engine.learning.lesson import Lesson
from engine.learning.photo_checks import check_photos
from engine.settings import Settings
from engine.watch import watch

Given: TypeAlias = Sequence[tuple[Path, int, int, int, int]]
"""What `crop_option` gives to its command as `crops`."""

crop_option = click.option(
    "--crop", "crops", multiple=True,
    type=(click.Path(path_type=Path), int, int, int, int),
    metavar="FILE LEFT TOP RIGHT BOTTOM",
    help="Only this part of FILE is meant, in pixels of the upright photo.",
)  # fmt: skip
whole_option = click.option(
    "--no-crop", "whole", is_flag=True,
    help="Learn from all of each photo, not from the square that `engine photos check` suggests.",
)  # fmt: skip


def chosen(crops: Given) -> list[Crop]:
    """The parts that were said."""
    return [Crop(path, (left, top, right, bottom)) for path, left, top, right, bottom in crops]


def with_crops(lesson: Lesson, crops: Given, settings: Settings, *, whole: bool) -> Lesson:
    """The lesson with the part of each photo that is meant, as the window has it; says so.

    With `whole`, only those that were said.
    """
    said = chosen(crops)
    if whole or not lesson.photos:
        return replace(lesson, crops=tuple(said))
    try:
        reports = watch(check_photos(lesson.photos, lesson.kind, settings, said))
    except InputError:  # learning refuses it as well, and of many it refuses this one alone
        return replace(lesson, crops=tuple(said))
    boxes = {one.path: one.crop for one in reports} | {crop.path: crop.box for crop in said}
    parts = tuple(Crop(path, box) for path, box in boxes.items() if box)
    if not wants_json():
        count = f"{len(reports)} photos" if len(reports) > 1 else "the photo"
        click.echo(
            f"A square part of {count} is learned from; --no-crop takes all of it.", err=True
        )
    return replace(lesson, crops=parts)
