"""`engine concepts …`: what was learned, and its files."""

from pathlib import Path

import click

from engine import jobs, renaming
from engine.commands.border import json_option, report
from engine.commands.cards import duplicate, kind, merge_command, note, portrait, tag
from engine.commands.choices import machine_options
from engine.commands.shown import entry_facts, list_concepts, show
from engine.commands.versions import list_versions, show_curves, use_version
from engine.erasure import ErasureReport, erase
from engine.learning import sharing
from engine.learning.sample import add_sample
from engine.settings import Settings
from engine.watch import watch


@click.group()
def concepts() -> None:
    """List, show, describe, copy, export, import and delete what was learned; add the sample."""


for command in (list_concepts, show, tag, note, kind, portrait, duplicate, merge_command):
    concepts.add_command(command)
for command in (list_versions, use_version, show_curves):
    concepts.add_command(command)


@concepts.command()
@click.argument("name")
@click.argument("new_name")
@json_option
def rename(name: str, new_name: str) -> None:
    """Call NAME by NEW_NAME from now on."""
    entry = renaming.rename(name, new_name)
    report(entry_facts(entry), f"It is called {entry.name} now.")


@concepts.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-photos", is_flag=True, help="Put its photos into the file as well.")
@json_option
def export(name: str, file: Path, with_photos: bool) -> None:
    """Write NAME to FILE, to give it to somebody or to keep it safe."""
    with jobs.open_library() as library:
        library.export(name, file, with_photos=with_photos)
    report({"file": str(file)}, f"Written to {file}")


@concepts.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="Keep it under another name.")
@machine_options
def import_concept(settings: Settings, file: Path, name: str | None) -> None:
    """Add the concept in FILE, which `engine concepts export` wrote."""
    entry = sharing.import_concept(file, name, jobs.find_checkpoint(settings).fingerprint)
    report(entry_facts(entry), f"{entry.name} is in the library.")


@concepts.command()
@click.option("--name", help="Call it otherwise.")
@machine_options
def sample(settings: Settings, name: str | None) -> None:
    """Add a dog that was learned beforehand on the bundled mini, to try everything at once."""
    entry = watch(add_sample(settings, name))
    report(
        entry_facts(entry),
        f"{entry.name} is in the library.",
        f'Try `engine imagine "{entry.name}" "a photo of {entry.name}"`.',
    )


@concepts.command()
@click.argument("name")
@click.option("--keep-drawings", is_flag=True, help="Leave the pictures drawn of it.")
@click.option("--keep-chats", is_flag=True, help="Leave the chats about it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def delete(name: str, keep_drawings: bool, keep_chats: bool, yes: bool) -> None:
    """Erase NAME with its photos, drawings and chats, for good."""
    with jobs.open_library() as library:
        entry = library.find(name)
        if not yes:
            what = f"Erase {entry.name} and all that was made from its photos for good?"
            click.confirm(what, abort=True, err=True)
    gone = erase(entry.name, drawings=not keep_drawings, chats=not keep_chats)
    lines = [f"{entry.name} is erased: {_erased_words(gone)}."]
    if gone.set_aside:
        lines.append("Libraries set aside may hold it still: `engine library replaced` lists them.")
    if gone.former:
        lines.append("The former folder may hold it still: `engine storage` names it.")
    if gone.weekly:
        lines.append("Weekly backups may hold it still: delete them, or wait four weeks.")
    report(_erased_facts(gone), *lines)


def _erased_facts(gone: ErasureReport) -> dict[str, object]:
    return {
        "deleted": gone.erased.name,
        "photos": len(gone.erased.photos),
        "versions": gone.erased.versions,
        "snapshots": gone.erased.snapshots,
        "drawings": gone.drawings,
        "chats": gone.chats,
        "thumbnails": gone.thumbnails,
        "learning": gone.learning,
        "outgoing": gone.outgoing,
        "set_aside": gone.set_aside,
        "former": gone.former,
        "weekly_backups": gone.weekly,
        "bytes": gone.erased.bytes,
    }


def _erased_words(gone: ErasureReport) -> str:
    counts = {
        "photos": len(gone.erased.photos),
        "versions": gone.erased.versions,
        "snapshots": gone.erased.snapshots,
        "drawings": gone.drawings,
        "chats": gone.chats,
        "thumbnails": gone.thumbnails,
        "unfinished learnings": int(gone.learning),
        "files for other apps": gone.outgoing,
    }
    return ", ".join(f"{what} {count}" for what, count in counts.items())
