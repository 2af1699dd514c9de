"""`engine imagine`: pictures of a concept, as files and on one contact sheet."""

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from PIL import Image

from engine import jobs
from engine.commands.border import report
from engine.commands.choices import machine_options
from engine.errors import SetupError
from engine.settings import Settings
from engine.watch import watch

if TYPE_CHECKING:
    from engine.runtime.drawing import Drawing

_GAP, _LEAST_SIDE = 8, 192  # pixels; pictures of the mini are enlarged on the sheet


@click.command(no_args_is_help=True)
@click.argument("name")
@click.argument("caption")
@click.option("-n", "count", type=click.IntRange(1, 100), default=4, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the first.")
@click.option(
    "--ahead",
    type=click.IntRange(0, 128),
    help="Codes drafted ahead: the same pictures in fewer steps; 0 is none. "
    "Default: what was fastest when the model was compiled, else none.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder for the pictures. Default: this one.",
)
@machine_options
def imagine(  # noqa: PLR0913 - one for each option
    settings: Settings,
    *,
    name: str,
    caption: str,
    count: int,
    seed: int,
    ahead: int | None,
    out: Path,
) -> None:
    """Draw NAME as CAPTION says. The name stands in the caption as a word.

    \b
    engine imagine Bo "a photo of Bo on the beach"
    engine imagine Bo "a photo of Bo in the snow" -n 8 --seed 20 --out drawings/
    """
    request = jobs.Request(name=name, caption=caption, count=count, seed=seed, ahead=ahead)
    drawings = watch(jobs.imagine(request, settings))
    files, sheet = _written(name, drawings, out)
    facts = {
        "name": name,
        "caption": caption,
        "seeds": [one.seed for one in drawings],
        "files": files,
        "sheet": sheet,
    }
    report(facts, f"Drawn: {sheet}", f"and each alone: {', '.join(file.name for file in files)}")


def contact_sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """All pictures, of one size, in a near-square grid on white; small ones are enlarged."""
    columns = math.ceil(math.sqrt(len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    side = pictures[0].width * max(1, math.ceil(_LEAST_SIDE / pictures[0].width))
    cell = side + _GAP
    sheet = Image.new("RGB", (columns * cell + _GAP, rows * cell + _GAP), "white")
    for place, picture in enumerate(pictures):
        enlarged = picture.resize((side, side), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (_GAP + place % columns * cell, _GAP + place // columns * cell))
    return sheet


def _written(name: str, drawings: Sequence["Drawing"], out: Path) -> tuple[list[Path], Path]:
    """Write each drawing and the sheet; earlier files of the same name and seeds are replaced."""
    from engine.runtime.drawing import save

    stem = re.sub(r"\W+", "-", name).strip("-").lower() or "drawing"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"The folder {out} cannot be made: {error.strerror or error}.",
            remedy="Choose another with --out.",
        ) from error
    files = [out / f"{stem}-{one.seed}.png" for one in drawings]
    for one, file in zip(drawings, files, strict=True):
        save(one, file)
    sheet = out / f"{stem}-{drawings[0].seed}-to-{drawings[-1].seed}.png"
    contact_sheet([one.picture for one in drawings]).save(sheet)
    return files, sheet
