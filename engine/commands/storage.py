"""`engine storage`: what the private folder holds, and what of it can go."""

from pathlib import Path

import click

from engine.cleaning import CleanUp, clean_ups, find_clean_up
from engine.cleaning import clean as remove
from engine.commands.border import json_option, keeps, report
from engine.errors import InputError
from engine.former_folder import Former, erase_former, former_folder, look
from engine.moving import check, destination, move
from engine.paths import home
from engine.storage import Part, Used, survey
from engine.verdicts import bytes_in_words
from engine.watch import watch

_FIRST = 50
"""Files of the former folder that are named before it is erased."""
_WORDS = {
    Part.CONCEPTS: "Concepts",
    Part.PHOTOS: "Photos of concepts",
    Part.PICTURES: "Pictures",
    Part.CHATS: "Pictures in chats",
    Part.LIBRARY: "List of the library, and what was said",
    Part.REPLACED: "Libraries that were replaced",
    Part.LEARNING: "Learnings in progress",
    Part.CHECKPOINTS: "Copied checkpoints",
    Part.COMPILED: "Compiled models",
    Part.QUANTIZED: "Quantized weights",
    Part.POOL: "Pool",
    Part.CACHE: "Cache",
    Part.LOGS: "Logs",
    Part.OTHER: "Other",
}


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def storage(ctx: click.Context) -> None:
    """Say what takes how much of the disk, and what can be cleaned up. Changes nothing."""
    if ctx.invoked_subcommand is not None:
        return
    used, offers, former = survey(), clean_ups(), former_folder()
    facts = {
        "folder": str(home()),
        "former": None if former is None else str(former),
        "used": [
            {
                "part": one.part.name.lower(),
                "name": one.name,
                "bytes": one.bytes,
                "files": one.files,
            }
            for one in used
        ],
        "clean_ups": [_facts(one) for one in offers],
    }
    left = [f"The former folder is still there: {former} (engine storage erase-former)"]
    report(facts, *map(_line, used), *map(_offer, offers), *(left if former else []))


@storage.command()
@click.argument("which", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def clean(which: str, yes: bool) -> None:
    """Remove the files of the clean-up ID, after they were listed."""
    found = find_clean_up(which)
    if not yes:
        for path in found.files:
            click.echo(path, err=True)
        size = bytes_in_words(found.bytes)
        click.confirm(f"Remove these {len(found.files)} files ({size})?", abort=True, err=True)
    done = remove(found)
    facts = {"removed": done.removed, "bytes": done.bytes, "kept": [str(p) for p in done.kept]}
    kept = [f"Could not be removed: {path}" for path in done.kept]
    report(facts, f"{done.removed} files removed, {bytes_in_words(done.bytes)}.", *kept)


@storage.command("move")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask, whatever speaks against FOLDER.")
@json_option
def move_folder(folder: Path, yes: bool) -> None:
    """Move everything of yours to FOLDER, or into a folder in it where it holds other things.

    All is copied and compared before the new place is used; the former one stays until
    `engine storage erase-former`. Ctrl-C changes nothing.
    """
    target = destination(folder)
    found = check(target)
    for doubt in found:
        click.echo(f"{target}: {doubt}", err=True)
    if found and not yes:
        click.confirm("Move it there all the same?", abort=True, err=True)
    keeps("Nothing was changed.")
    done = watch(move(target))
    facts = {"folder": str(done.folder), "former": str(done.former), "bytes": done.bytes}
    size = bytes_in_words(done.bytes)
    report(
        facts,
        f"{size} are in {done.folder} now, and used there.",
        f"The former folder is still there: {done.former}",
        "`engine storage erase-former` erases it.",
    )


@storage.command("erase-former")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def erase_former_folder(yes: bool) -> None:
    """Erase what is left in the folder that was in use before it was moved."""
    former = look()
    if former is None:
        raise InputError(
            "No former folder is left.", remedy="Nothing needs to be done: your library is safe."
        )
    if not yes:
        for line in _listed(former):
            click.echo(line, err=True)
        size = bytes_in_words(former.bytes)
        asked = f"Erase these {len(former.files)} files ({size}) in {former.folder}?"
        click.confirm(asked, abort=True, err=True)
    erased = erase_former(former)
    report({"former": str(former.folder), "bytes": erased}, f"{bytes_in_words(erased)} erased.")


def _listed(former: Former) -> list[str]:
    """The first files, and how many more there are."""
    more = len(former.files) - _FIRST
    named = [path.relative_to(former.folder).as_posix() for path in former.files[:_FIRST]]
    return [*named, f"… and {more} more"] if more > 0 else named


def _facts(offer: CleanUp) -> dict[str, object]:
    files = [str(path) for path in offer.files]
    return {"id": offer.id, "name": offer.name, "bytes": offer.bytes, "files": files}


def _line(one: Used) -> str:
    words = f"  {one.name}" if one.name else _WORDS[one.part]
    return f"{bytes_in_words(one.bytes):>9}  {words}"


def _offer(offer: CleanUp) -> str:
    size = bytes_in_words(offer.bytes)
    name = f" ({offer.name})" if offer.name and offer.name not in offer.id else ""
    return f"{size:>9}  can go: engine storage clean {offer.id}{name}"
