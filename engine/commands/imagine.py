"""`engine imagine`: pictures of a concept, in the gallery, as files and on one contact sheet."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import keeps, report
from engine.commands.choices import machine_options
from engine.errors import SetupError
from engine.files import write_whole
from engine.gallery.drawing import DrawRequest
from engine.gallery.export import export
from engine.gallery.files import png
from engine.gallery.picture import Picture
from engine.gallery.sheet import contact_sheet
from engine.gallery.store import open_gallery
from engine.gallery.styles import styled
from engine.runtime.sampling import IMAGE
from engine.settings import Settings
from engine.tokens.images import read_photo
from engine.watch import watch


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
    "--style", "styles", multiple=True, help="Words to add, by name; may be given repeatedly."
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
    styles: tuple[str, ...],
    out: Path,
) -> None:
    """Draw NAME as CAPTION says. The name stands in the caption as a word.

    Each picture is kept in the gallery once it is finished, and written to a file as well. Of
    words in braces each picture takes one, which its seed decides; `engine styles list` has styles.

    \b
    engine imagine Bo "a photo of Bo on the beach"
    engine imagine Bo "a photo of Bo in the snow" -n 8 --seed 20 --out drawings/
    engine imagine Bo "a {red|blue} drawing of Bo" --style "At night"
    """
    with open_gallery() as gallery:
        caption = styled(caption, [gallery.styles.find(one) for one in styles])
    request = DrawRequest(
        names=(name,),
        prompts=(caption,),
        seeds=tuple(range(seed, seed + count)),
        sampling=IMAGE if ahead is None else replace(IMAGE, ahead=ahead),
        own_ahead=ahead is not None,
    )
    keeps("What was finished is in the gallery: `engine gallery list`.")
    pictures = watch(jobs.draw(request, settings))
    files, sheet = _written(name, pictures, out)
    facts = {
        "name": name,
        "caption": caption,
        "prompts": [one.prompt for one in pictures],
        "seeds": [one.seed for one in pictures],
        "pictures": [one.id for one in pictures],
        "files": files,
        "sheet": sheet,
    }
    report(facts, f"Drawn: {sheet}", f"and each alone: {', '.join(file.name for file in files)}")


def _written(name: str, pictures: Sequence[Picture], out: Path) -> tuple[list[Path], Path]:
    """Write each picture and the sheet; earlier files of the same name and seeds are replaced."""
    stem = re.sub(r"\W+", "-", name).strip("-").lower() or "drawing"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"The folder {out} cannot be made: {error.strerror or error}.",
            remedy="Choose another with --out.",
        ) from error
    files = [out / f"{stem}-{one.seed}.png" for one in pictures]
    with open_gallery() as gallery:
        for one, file in zip(pictures, files, strict=True):
            export(gallery, one, file)
    sheet = out / f"{stem}-{pictures[0].seed}-to-{pictures[-1].seed}.png"
    write_whole(sheet, png(contact_sheet([read_photo(one.path) for one in pictures])))
    return files, sheet
