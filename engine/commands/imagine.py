"""`engine imagine`: pictures of a concept, in the gallery, as files and on one contact sheet."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import keeps, report
from engine.commands.choices import machine_options
from engine.commands.wishes import about, names_argument, sampling_options
from engine.errors import SetupError
from engine.files import write_whole
from engine.gallery.drawing import DrawRequest
from engine.gallery.export import Wrapping, export
from engine.gallery.picture import Picture
from engine.gallery.sheet import contact_sheet, sheet_file
from engine.gallery.store import open_gallery
from engine.gallery.styles import styled
from engine.runtime.sampling import Sampling
from engine.settings import Settings
from engine.tokens.images import read_photo
from engine.watch import watch


@click.command(no_args_is_help=True)
@names_argument
@click.argument("caption")
@click.option("-n", "count", type=click.IntRange(1, 100), default=4, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the first.")
@click.option(
    "--ahead",
    type=click.IntRange(0, 128),
    help="Codes drafted ahead: the same pictures in fewer steps; 0 is none. "
    "Default: what was fastest when the model was compiled, else none.",
)
@click.option("--version", type=click.IntRange(1), help="Of the first NAME. Default: in use.")
@sampling_options
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
    names: tuple[str, ...],
    caption: str,
    count: int,
    seed: int,
    ahead: int | None,
    version: int | None,
    sampling: Sampling,
    styles: tuple[str, ...],
    out: Path,
) -> None:
    """Draw as CAPTION says, with one concept, with several (experimental), or with none.

    A concept is a NAME before the caption, in which it stands as a word, or `@NAME` in it. Each
    picture is kept in the gallery once it is finished, and written to a file as well. Of words in
    braces each picture takes one, which its seed decides; `engine styles list` has styles.

    \b
    engine imagine Bo "a photo of Bo on the beach"
    engine imagine Bo "a photo of Bo in the snow" -n 8 --seed 20 --out drawings/
    engine imagine "@Bo on the beach" --guidance 5 --version 2
    engine imagine "a red cup"
    engine imagine Bo "a {red|blue} drawing of Bo" --style "At night"
    """
    names, (caption,) = about(names, [caption])
    with open_gallery() as gallery:
        caption = styled(caption, [gallery.styles.find(one) for one in styles])
    request = DrawRequest(
        names=names,
        prompts=(caption,),
        seeds=tuple(range(seed, seed + count)),
        versions=() if version is None else (version,),
        sampling=sampling if ahead is None else replace(sampling, ahead=ahead),
        own_ahead=ahead is not None,
    )
    keeps("What was finished is in the gallery: `engine gallery list`.")
    pictures = watch(jobs.draw(request, settings))
    files, sheet = _written(names, pictures, out, mark_people=settings.mark_people)
    facts = {
        "names": names,
        "caption": caption,
        "prompts": [one.prompt for one in pictures],
        "seeds": [one.seed for one in pictures],
        "pictures": [one.id for one in pictures],
        "files": files,
        "sheet": sheet,
    }
    report(facts, f"Drawn: {sheet}", f"and each alone: {', '.join(file.name for file in files)}")


def _written(
    names: Sequence[str], pictures: Sequence[Picture], out: Path, *, mark_people: bool
) -> tuple[list[Path], Path]:
    """Write each picture and the sheet; earlier files of the same name and seeds are replaced."""
    stem = re.sub(r"\W+", "-", " ".join(names)).strip("-").lower() or "drawing"
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
            export(gallery, one, file, Wrapping(mark_people=mark_people))
    sheet = out / f"{stem}-{pictures[0].seed}-to-{pictures[-1].seed}.png"
    together = contact_sheet([read_photo(one.path) for one in pictures])
    write_whole(sheet, sheet_file(together, pictures, mark_people=mark_people))
    return files, sheet
