"""`engine gallery favourite|rate|tag|album`, and the lists: albums, tags, concepts, prompts."""

from collections.abc import Sequence

import click

from engine.commands.border import json_option, report
from engine.commands.pictures import changed, concept_id, found_ids, ids_argument, several
from engine.gallery.picture import Counted
from engine.gallery.store import open_gallery
from engine.watch import printable


@click.command()
@ids_argument
@click.option("--off", is_flag=True, help="No longer.")
@json_option
def favourite(ids: tuple[str, ...], off: bool) -> None:
    """Make pictures favourites."""
    with open_gallery() as store:
        chosen = found_ids(store, ids)
        store.labels.set_favourite(chosen, not off)
    report({"pictures": chosen, "favourite": not off}, changed(chosen))


@click.command()
@click.argument("stars", type=click.IntRange(0, 5))
@ids_argument
@json_option
def rate(stars: int, ids: tuple[str, ...]) -> None:
    """Give pictures 1 to 5 STARS, or take them away with 0."""
    with open_gallery() as store:
        chosen = found_ids(store, ids)
        store.labels.rate(chosen, stars)
    report({"pictures": chosen, "rating": stars}, changed(chosen))


@click.command()
@click.argument("tag")
@ids_argument
@click.option("--off", is_flag=True, help="Take the tag away.")
@json_option
def tag(tag: str, ids: tuple[str, ...], off: bool) -> None:
    """Add TAG to pictures."""
    with open_gallery() as store:
        chosen = found_ids(store, ids)
        change = store.labels.untag if off else store.labels.tag
        change(chosen, tag)
    report({"pictures": chosen, "tag": tag, "off": off}, changed(chosen))


@click.command()
@click.argument("album")
@ids_argument
@click.option("--off", is_flag=True, help="Take them out of the album.")
@json_option
def album(album: str, ids: tuple[str, ...], off: bool) -> None:
    """Put pictures into ALBUM, which is made where there is none."""
    with open_gallery() as store:
        chosen = found_ids(store, ids)
        change = store.labels.take_out if off else store.labels.put
        change(chosen, album)
    report({"pictures": chosen, "album": album, "off": off}, changed(chosen))


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def albums(ctx: click.Context) -> None:
    """List albums, empty ones as well; rename and remove them."""
    if ctx.invoked_subcommand is None:
        with open_gallery() as store:
            found = store.labels.albums()
        _counted("albums", found, "There are no albums yet: `engine gallery album NAME ID`.")


@albums.command("rename")
@click.argument("album")
@click.argument("name")
@json_option
def rename_album(album: str, name: str) -> None:
    """Call ALBUM NAME."""
    with open_gallery() as store:
        store.labels.rename_album(album, name)
    report({"album": name.strip()}, f"It is called “{name.strip()}” now.")


@albums.command("remove")
@click.argument("album")
@json_option
def remove_album(album: str) -> None:
    """Remove ALBUM; its pictures stay in the gallery."""
    with open_gallery() as store:
        stay = store.labels.delete_album(album)
    report({"removed": album, "pictures": stay}, f"It is removed; {several(stay)} of it stay.")


@click.command()
@json_option
def tags() -> None:
    """List the tags of pictures, and how many have each."""
    with open_gallery() as store:
        found = store.labels.tags()
    _counted("tags", found, "No picture has a tag yet: `engine gallery tag NAME ID`.")


@click.command()
@json_option
def concepts() -> None:
    """List the concepts that were drawn, also deleted ones, and how many pictures show each."""
    with open_gallery() as store:
        found = store.labels.concepts()
    _counted("concepts", found, "No concept was drawn yet: `engine imagine`.")


@click.command()
@click.option("--concept", default="", metavar="NAME", help="Only those it was drawn with.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@json_option
def prompts(concept: str, limit: int) -> None:
    """List different prompts of the pictures, the latest first. They go with their pictures."""
    with open_gallery() as store:
        found = store.prompts(concept_id(store, concept), limit)
    report({"prompts": found}, *(map(printable, found) if found else ["Nothing was drawn yet."]))


def _counted(what: str, found: Sequence[Counted], nothing: str) -> None:
    facts = [{"name": one.name, "pictures": one.count} for one in found]
    lines = [f"{one.count:>6}  {printable(one.name)}" for one in found]
    report({what: facts}, *(lines or [nothing]))
