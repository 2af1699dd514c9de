"""`engine gallery sheet` and `export-sheet`: pictures side by side, drawn for it or long ago."""

from pathlib import Path

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.commands.choices import machine_options
from engine.commands.pictures import facts, found_ids, ids_argument, several
from engine.commands.wishes import about, names_argument, sampling_options
from engine.errors import InputError
from engine.gallery.drawing import DrawRequest
from engine.gallery.sheet import write_sheet
from engine.gallery.store import open_gallery
from engine.runtime.sampling import Sampling
from engine.settings import Settings
from engine.watch import watch


@click.command()
@names_argument
@click.option("--prompt", "prompts", multiple=True, required=True, help="May be given repeatedly.")
@click.option("--seeds", default="1-4", show_default=True, help="Such as 1-4 or 3,7,9.")
@click.option("--versions", default="", help="Of the first NAME, such as 1,2. Default: in use.")
@sampling_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("sheet.png"))
@machine_options
def sheet(  # noqa: PLR0913 - one for each option
    settings: Settings,
    *,
    names: tuple[str, ...],
    prompts: tuple[str, ...],
    seeds: str,
    versions: str,
    sampling: Sampling,
    out: Path,
) -> None:
    """Draw every prompt with every seed and version, and write one contact sheet.

    Concepts are named as for `engine imagine`: before the options, or by an @ in a prompt.

    \b
    engine gallery sheet Bo --prompt "Bo at sea" --prompt "Bo in snow" --seeds 1-4 --versions 1,2
    """
    names, prompts = about(names, prompts)
    request = DrawRequest(
        names=names,
        prompts=prompts,
        seeds=numbers(seeds),
        versions=numbers(versions),
        sampling=sampling,
    )
    keeps("What was finished is in the gallery: `engine gallery list`.")
    pictures = watch(jobs.draw(request, settings))
    write_sheet(out, pictures, mark_people=settings.mark_people)
    found = {"sheet": out, "pictures": [facts(picture) for picture in pictures]}
    report(found, f"{several(len(pictures))} drawn: {out}")


@click.command("export-sheet")
@ids_argument
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("sheet.png"))
@click.option("--unmarked", is_flag=True, help="Do not mark a sheet that shows people.")
@json_option
def export_sheet(ids: tuple[str, ...], out: Path, unmarked: bool) -> None:
    """Write pictures as one contact sheet: seeds across, prompts, versions and settings down."""
    if out.exists():
        raise InputError(f"{out} exists already.", remedy="Choose another file name.")
    with open_gallery() as store:
        pictures = store.in_order(found_ids(store, ids))
    marked = Settings.load().mark_people and not unmarked
    write_sheet(out, pictures, mark_people=marked)
    shown = [picture.id for picture in pictures]
    report({"sheet": out, "pictures": shown}, f"{several(len(shown))} on one sheet: {out}")


def numbers(words: str) -> tuple[int, ...]:
    """`1-4,9` as (1, 2, 3, 4, 9). InputError for anything else."""
    found: list[int] = []
    try:
        for part in words.split(",") if words else []:
            first, _, last = part.partition("-")
            found += range(int(first), int(last or first) + 1)
    except ValueError as error:
        raise InputError(f"“{words}” are no numbers.", remedy="Write 1-4 or 1,2,3.") from error
    return tuple(dict.fromkeys(found))
