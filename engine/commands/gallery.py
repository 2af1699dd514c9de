"""`engine gallery …`: pictures that were drawn, found again, given away, erased."""

from pathlib import Path

import click

from engine import jobs
from engine.commands.border import json_option, report
from engine.commands.choices import machine_options
from engine.commands.labels import album, albums, concepts, favourite, prompts, rate, tag, tags
from engine.commands.pictures import (
    concept_id,
    facts,
    found_ids,
    ids_argument,
    likeness,
    line,
    several,
)
from engine.commands.sheets import export_sheet, sheet
from engine.errors import InputError
from engine.files import storing
from engine.gallery import export as exporting
from engine.gallery.export import SCALES, Content, Wrapping
from engine.gallery.query import Query, Sort
from engine.gallery.store import open_gallery
from engine.paths import home
from engine.settings import Settings
from engine.vision import upscalers
from engine.watch import printable, watch


@click.group()
def gallery() -> None:
    """Find, show, label, export and erase drawn pictures. An ID's first letters are enough."""


for command in (favourite, rate, tag, album, albums, tags, concepts, prompts):
    gallery.add_command(command)
for command in (sheet, export_sheet):
    gallery.add_command(command)


@gallery.command("list")
@click.argument("words", nargs=-1)
@click.option("--concept", default="", help="Only pictures of this concept.")
@click.option("--tag", default="", help="Only pictures with this tag.")
@click.option("--album", default="", help="Only pictures in this album.")
@click.option("--job", metavar="ID", default="", help="Only what was drawn at once with this one.")
@click.option("--favourites", is_flag=True, help="Only favourites.")
@click.option("--stars", type=click.IntRange(0, 5), default=0, help="At least so many.")
@click.option(
    "--sort", type=click.Choice([one.value for one in Sort]), default="newest", show_default=True
)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--skip", type=click.IntRange(0), default=0, help="Leave out so many at the start.")
@json_option
def list_pictures(  # noqa: PLR0913 - one for each option
    *,
    words: tuple[str, ...],
    concept: str,
    tag: str,
    album: str,
    job: str,
    favourites: bool,
    stars: int,
    sort: str,
    limit: int,
    skip: int,
) -> None:
    """List pictures; WORDS must all stand in the prompt, a concept's name or a tag."""
    with open_gallery() as store:
        missing = store.tidy()
        query = Query(
            text=" ".join(words),
            concept=concept_id(store, concept),
            tag=tag,
            album=album,
            batch=store.find(job).batch if job else "",
            favourite=favourites,
            least_rating=stars,
            sort=Sort(sort),
        )
        ids = store.ids(query)
        pictures = store.pictures(ids[skip : skip + limit])
    lines = [line(picture) for picture in pictures] or ["No picture was found."]
    if missing:
        lines.append(
            f"Files of {len(missing)} pictures are gone: `engine gallery recover`, or `forget`."
        )
    found = {"count": len(ids), "pictures": [facts(picture) for picture in pictures]}
    report(found | {"missing": missing}, *lines)


@gallery.command()
@click.argument("id")
@json_option
def show(id: str) -> None:
    """Tell all about one picture."""
    with open_gallery() as store:
        picture = store.find(id)
    named = [f"{one.name} (version {one.version})" for one in picture.subjects] or ["no concept"]
    settings = ", ".join(f"{name} {value}" for name, value in picture.sampling.items())
    report(
        facts(picture),
        printable(picture.prompt),
        f"drawn {picture.created_at[:16].replace('T', ' ')} UTC, {picture.width} px: "
        f"{', '.join(named)}",
        f"settings: {settings}",
        likeness(picture),
        f"{'favourite, ' if picture.favourite else ''}{picture.rating} of 5 stars; "
        f"tags: {', '.join(picture.tags) or 'none'}; albums: {', '.join(picture.albums) or 'none'}",
        f"file: {picture.path}{' (gone)' if picture.missing else ''}",
    )


@gallery.command()
@ids_argument
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="A folder or a file.")
@click.option("--recipe", is_flag=True, help="Also tell the prompt, names, settings and codes.")
@click.option("--unmarked", is_flag=True, help="Do not mark people's pictures as made by AI.")
@click.option("--jpeg", is_flag=True, help="JPEG instead of PNG.")
@click.option(
    "--scale", type=click.Choice([str(scale) for scale in SCALES]), default="1", show_default=True,
    help="Enlarge by Lanczos resampling; no detail is added.",
)  # fmt: skip
@click.option("--upscaler", default="", help="Enlarge by this network: `engine upscalers list`.")
@json_option
def export(  # noqa: PLR0913 - one for each option
    ids: tuple[str, ...],
    *,
    out: Path,
    recipe: bool,
    unmarked: bool,
    jpeg: bool,
    scale: str,
    upscaler: str,
) -> None:
    """Write pictures without any metadata, or with their recipe.

    Pictures of people carry IPTC's mark “trained algorithmic media” unless --unmarked is given, or
    `engine settings set mark_people off` was.
    """
    factor = upscalers.find(upscaler).factor if upscaler and scale == "1" else int(scale)
    how = Wrapping(
        content=Content.RECIPE if recipe else Content.CLEAN,
        mark_people=Settings.load().mark_people and not unmarked,
        scale=factor,
        upscaler=upscaler,
        jpeg=jpeg,
    )
    with open_gallery() as store:
        chosen = found_ids(store, ids)
    if out.is_file():
        raise InputError(f"{out} exists already.", remedy="Choose another file name.")
    if len(chosen) > 1 or not out.suffix:
        with storing(out):
            out.mkdir(parents=True, exist_ok=True)
    files = watch(exporting.given_away(home() / "library", chosen, out, how))
    report({"files": files}, *(f"Written: {file}" for file in files))


@gallery.command()
@ids_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def delete(ids: tuple[str, ...], yes: bool) -> None:
    """Erase pictures for good, with all that is known of them."""
    with open_gallery() as store:
        chosen = found_ids(store, ids)
        if not yes:
            click.confirm(f"Erase {several(len(chosen))} for good?", abort=True, err=True)
        erased = store.erase(chosen)
    report({"deleted": chosen}, f"{several(erased)} erased.")


@gallery.command()
@machine_options
def recover(settings: Settings) -> None:
    """Decode pictures whose files are gone again, from their codes."""
    with open_gallery() as store:
        missing = store.tidy()
    back = watch(jobs.recover_pictures(missing, settings)) if missing else []
    report({"recovered": [one.id for one in back]}, f"{several(len(back))} recovered.")


@gallery.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def forget(yes: bool) -> None:
    """Erase what is known of pictures whose files are gone: they cannot be recovered any more."""
    with open_gallery() as store:
        missing = store.tidy()
        if missing and not yes:
            question = f"Forget {several(len(missing))} whose files are gone?"
            click.confirm(question, abort=True, err=True)
        erased = store.erase(missing)
    report({"deleted": missing}, f"{several(erased)} forgotten.")
