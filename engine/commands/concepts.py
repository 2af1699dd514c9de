"""`engine concepts …`: what was learned, and its files."""

from pathlib import Path

import click

from engine import jobs, renaming
from engine.commands.border import json_option, report
from engine.commands.cards import duplicate, kind, merge_command, note, portrait, tag
from engine.commands.choices import machine_options
from engine.commands.versions import list_versions, show_curves, use_version
from engine.concepts.entries import Entry, Role, Version
from engine.erasure import ErasureReport, erase
from engine.learning import sharing
from engine.learning.sample import add_sample
from engine.settings import Settings
from engine.watch import watch

_METRICS = {"similarity": "EffNet-Lite0 similarity"}
"""What a score is called wherever people see it."""


@click.group()
def concepts() -> None:
    """List, show, describe, copy, export, import and delete what was learned; add the sample."""


for command in (tag, note, kind, portrait, duplicate, merge_command):
    concepts.add_command(command)
for command in (list_versions, use_version, show_curves):
    concepts.add_command(command)


@concepts.command("list")
@click.option("--search", default="", metavar="WORDS", help="Only those that say them.")
@json_option
def list_concepts(search: str) -> None:
    """List every concept in the library, or those that say all of some words."""
    with jobs.open_library() as library:
        entries = [card.entry for card in library.cards() if card.says(search)]
    if not entries:
        nothing = "There are no concepts yet. Try `engine concepts sample` or `engine learn`."
        report({"concepts": []}, "Nothing was found." if search else nothing)
        return
    width = max(len(entry.name) for entry in entries)
    lines = [
        f"{entry.name:<{width}}  {entry.kind:<6}  {entry.created_at[:10]}" for entry in entries
    ]
    report({"concepts": [_entry_facts(entry) for entry in entries]}, *lines)


@concepts.command()
@click.argument("name")
@json_option
def show(name: str) -> None:
    """Show how NAME was learned and how well it is known."""
    with jobs.open_library() as library:
        entry = library.find(name)
        versions = library.versions(name)
        photos = library.photos(name)
    held_out = sum(photo.role is Role.HELD_OUT for photo in photos)
    facts = _entry_facts(entry) | {
        "photos": [str(photo.path) for photo in photos],
        "versions": [_version_facts(version) for version in versions],
    }
    report(
        facts,
        f"{entry.name} ({entry.kind}), learned from {len(photos)} photos ({held_out} held out)",
        *(line for version in versions for line in _version_lines(version, entry)),
    )


@concepts.command()
@click.argument("name")
@click.argument("new_name")
@json_option
def rename(name: str, new_name: str) -> None:
    """Call NAME by NEW_NAME from now on."""
    entry = renaming.rename(name, new_name)
    report(_entry_facts(entry), f"It is called {entry.name} now.")


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
    report(_entry_facts(entry), f"{entry.name} is in the library.")


@concepts.command()
@click.option("--name", help="Call it otherwise.")
@machine_options
def sample(settings: Settings, name: str | None) -> None:
    """Add a dog that was learned beforehand on the bundled mini, to try everything at once."""
    entry = watch(add_sample(settings, name))
    report(
        _entry_facts(entry),
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
    }
    return ", ".join(f"{what} {count}" for what, count in counts.items())


def _entry_facts(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "base_model": entry.base_model,
        "created_at": entry.created_at,
        "version": entry.current_version,
    }


def _version_facts(version: Version) -> dict[str, object]:
    return {
        "number": version.number,
        "file": str(version.path),
        "created_at": version.created_at,
        "training": dict(version.facts),
        "scores": dict(version.scores),
    }


def _version_lines(version: Version, entry: Entry) -> list[str]:
    current = " (in use)" if version.number == entry.current_version else ""
    shown = {_METRICS.get(name, name): value for name, value in version.scores.items()}
    numbers = ", ".join(f"{name} {value:.3g}" for name, value in shown.items())
    facts = ", ".join(f"{name} {value}" for name, value in version.facts.items())
    positions = version.facts.get("prefix_positions")
    deep = [f"  deep: {positions} positions in every layer; it is used alone"] if positions else []
    return [
        f"version {version.number}{current}, {version.created_at[:16].replace('T', ' ')}",
        *deep,
        f"  scores: {numbers or 'none'}",
        f"  learned with: {facts or 'nothing is known'}",
        f"  file: {version.path}",
    ]
