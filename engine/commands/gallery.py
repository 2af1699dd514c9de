"""`engine gallery …`: pictures that were drawn, found again, labelled, given away, erased."""

from collections.abc import Sequence
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.commands.choices import machine_options
from engine.commands.pictures import changed, facts, likeness, line, several
from engine.errors import InputError
from engine.files import storing, write_whole
from engine.gallery import export as exporting
from engine.gallery.drawing import DrawRequest
from engine.gallery.export import SCALES, Content, Wrapping
from engine.gallery.files import png
from engine.gallery.query import Query, Sort
from engine.gallery.sheet import grid, titled_sheet
from engine.gallery.store import Gallery, open_gallery
from engine.paths import home
from engine.settings import Settings
from engine.vision import upscalers
from engine.watch import printable, watch

_ids = click.argument("ids", nargs=-1, required=True, metavar="ID…")


@click.group()
def gallery() -> None:
    """Find, show, label, export and erase drawn pictures. An ID's first letters are enough."""


@gallery.command("list")
@click.argument("words", nargs=-1)
@click.option("--concept", default="", help="Only pictures of this concept.")
@click.option("--tag", default="", help="Only pictures with this tag.")
@click.option("--album", default="", help="Only pictures in this album.")
@click.option("--favourites", is_flag=True, help="Only favourites.")
@click.option("--stars", type=click.IntRange(0, 5), default=0, help="At least so many.")
@click.option("--sort", type=click.Choice([*Sort]), default=Sort.NEWEST, show_default=True)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--skip", type=click.IntRange(0), default=0, help="Leave out so many at the start.")
@json_option
def list_pictures(  # noqa: PLR0913 - one for each option
    *,
    words: tuple[str, ...],
    concept: str,
    tag: str,
    album: str,
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
            concept=_concept(store, concept),
            tag=tag,
            album=album,
            favourite=favourites,
            least_rating=stars,
            sort=Sort(sort),
        )
        ids = store.ids(query)
        pictures = store.pictures(ids[skip : skip + limit])
    lines = [line(picture) for picture in pictures] or ["No picture was found."]
    if missing:
        lines.append(f"Files of {len(missing)} pictures are gone: `engine gallery recover`.")
    found = {"count": len(ids), "pictures": [facts(picture) for picture in pictures]}
    report(found | {"missing": missing}, *lines)


@gallery.command()
@click.argument("id")
@json_option
def show(id: str) -> None:
    """Tell all about one picture."""
    with open_gallery() as store:
        picture = store.find(id)
    named = ", ".join(f"{one.name} (version {one.version})" for one in picture.subjects)
    settings = ", ".join(f"{name} {value}" for name, value in picture.sampling.items())
    report(
        facts(picture),
        printable(picture.prompt),
        f"drawn {picture.created_at[:16].replace('T', ' ')} UTC, {picture.width} px: {named}",
        f"settings: {settings}",
        likeness(picture),
        f"{'favourite, ' if picture.favourite else ''}{picture.rating} of 5 stars; "
        f"tags: {', '.join(picture.tags) or 'none'}; albums: {', '.join(picture.albums) or 'none'}",
        f"file: {picture.path}{' (gone)' if picture.missing else ''}",
    )


@gallery.command()
@_ids
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

    Pictures of people carry IPTC's mark “trained algorithmic media” unless --unmarked is given.
    """
    factor = upscalers.find(upscaler).factor if upscaler and scale == "1" else int(scale)
    how = Wrapping(
        content=Content.RECIPE if recipe else Content.CLEAN,
        mark_people=not unmarked,
        scale=factor,
        upscaler=upscaler,
        jpeg=jpeg,
    )
    with open_gallery() as store:
        chosen = _found(store, ids)
    if out.is_file():
        raise InputError(f"{out} exists already.", remedy="Choose another file name.")
    if len(chosen) > 1 or not out.suffix:
        with storing(out):
            out.mkdir(parents=True, exist_ok=True)
    files = watch(exporting.given_away(home() / "library", chosen, out, how))
    report({"files": files}, *(f"Written: {file}" for file in files))


@gallery.command()
@_ids
@click.option("--off", is_flag=True, help="No longer.")
@json_option
def favourite(ids: tuple[str, ...], off: bool) -> None:
    """Make pictures favourites."""
    with open_gallery() as store:
        chosen = _found(store, ids)
        store.labels.set_favourite(chosen, not off)
    report({"pictures": chosen, "favourite": not off}, changed(chosen))


@gallery.command()
@click.argument("stars", type=click.IntRange(0, 5))
@_ids
@json_option
def rate(stars: int, ids: tuple[str, ...]) -> None:
    """Give pictures 1 to 5 STARS, or take them away with 0."""
    with open_gallery() as store:
        chosen = _found(store, ids)
        store.labels.rate(chosen, stars)
    report({"pictures": chosen, "rating": stars}, changed(chosen))


@gallery.command()
@click.argument("tag")
@_ids
@click.option("--off", is_flag=True, help="Take the tag away.")
@json_option
def tag(tag: str, ids: tuple[str, ...], off: bool) -> None:
    """Add TAG to pictures."""
    with open_gallery() as store:
        chosen = _found(store, ids)
        change = store.labels.untag if off else store.labels.tag
        change(chosen, tag)
    report({"pictures": chosen, "tag": tag, "off": off}, changed(chosen))


@gallery.command()
@click.argument("album")
@_ids
@click.option("--off", is_flag=True, help="Take them out of the album.")
@json_option
def album(album: str, ids: tuple[str, ...], off: bool) -> None:
    """Put pictures into ALBUM, which is made where there is none."""
    with open_gallery() as store:
        chosen = _found(store, ids)
        change = store.labels.take_out if off else store.labels.put
        change(chosen, album)
    report({"pictures": chosen, "album": album, "off": off}, changed(chosen))


@gallery.command()
@_ids
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def delete(ids: tuple[str, ...], yes: bool) -> None:
    """Erase pictures for good, with all that is known of them."""
    with open_gallery() as store:
        chosen = _found(store, ids)
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
@click.argument("name")
@click.option("--prompt", "prompts", multiple=True, required=True, help="May be given repeatedly.")
@click.option("--seeds", default="1-4", show_default=True, help="Such as 1-4 or 3,7,9.")
@click.option("--versions", default="", help="Versions of NAME, such as 1,2. Default: the current.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("sheet.png"))
@machine_options
def sheet(  # noqa: PLR0913 - one for each option
    settings: Settings,
    *,
    name: str,
    prompts: tuple[str, ...],
    seeds: str,
    versions: str,
    out: Path,
) -> None:
    """Draw NAME with every prompt, seed and version, and write one contact sheet.

    \b
    engine gallery sheet Bo --prompt "Bo at sea" --prompt "Bo in snow" --seeds 1-4 --versions 1,2
    """
    request = DrawRequest(
        names=(name,), prompts=prompts, seeds=numbers(seeds), versions=numbers(versions)
    )
    keeps("What was finished is in the gallery: `engine gallery list`.")
    pictures = watch(jobs.draw(request, settings))
    write_whole(out, png(titled_sheet(grid(pictures))))
    found = {"sheet": out, "pictures": [facts(picture) for picture in pictures]}
    report(found, f"{several(len(pictures))} drawn: {out}")


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


def _found(store: Gallery, ids: Sequence[str]) -> list[str]:
    return [store.find(one).id for one in ids]


def _concept(store: Gallery, name: str) -> str:
    """The id of the concept of this name that pictures have."""
    if not name:
        return ""
    for concept in store.labels.concepts():
        if concept.name.casefold() == name.strip().casefold():
            return concept.id
    raise InputError(f"There is no picture of “{name}”.", remedy="Draw one: `engine imagine`.")
