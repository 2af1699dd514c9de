"""`engine pool …`: pictures of other things, which learning compares a concept with."""

from pathlib import Path

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.commands.choices import machine_options
from engine.courtesy import Courtesy
from engine.learning import pools
from engine.pool.entries import Source, SourceKind
from engine.settings import Settings
from engine.watch import watch


@click.group()
def pool() -> None:
    """Pictures of other things that learning compares a concept with: the more, the better.

    \b
    engine pool add ~/Pictures        your own photos, read where they are
    engine pool add animals.zip       a pack that somebody made
    engine pool draw 500              pictures that the base model draws itself
    engine learn Bo bo/ --pool drawn  learn with some of them only

    Everything stays on this computer. Each concept's facts say where its pictures came from.
    """


@pool.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What to call it. Default: its name.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@machine_options
def add(settings: Settings, folder: Path, title: str, yes: bool) -> None:
    """Add the pictures of FOLDER, or of a ZIP file; or those that are new there since.

    Your own photos stay where they are: only how they look is noted, on this computer.
    """
    if not yes and folder.is_dir():
        click.confirm(
            f"Look at every picture in {folder}, and learn from those like a concept?",
            abort=True,
            err=True,
        )
    keeps("What was looked at is kept: the same command goes on from there.")
    source = watch(pools.add(folder, title, settings))
    report(_facts(source), _line(source), *_caution(source))


@pool.command()
@click.argument("count", type=click.IntRange(1, 100_000))
@machine_options
def draw(settings: Settings, count: int) -> None:
    """Have the base model draw COUNT pictures of all sorts of things, and add them."""
    keeps("The pictures drawn so far are kept: the same command goes on from there.")
    source = watch(jobs.draw_pool(count, settings), courtesy=Courtesy.of(settings))
    report(_facts(source), _line(source))


@pool.command("list")
@json_option
def list_sources() -> None:
    """List where the pool's pictures come from."""
    known = pools.sources()
    report({"sources": [_facts(one) for one in known]}, *map(_line, known))


@pool.command()
@click.argument("title")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def remove(title: str, yes: bool) -> None:
    """Take TITLE out of the pool. Your own photos stay; unpacked and drawn pictures are erased."""
    if not yes:
        click.confirm(f"Take {title} out of the pool?", abort=True, err=True)
    source = pools.remove(title)
    report({"removed": source.title}, f"{source.title} is no longer in the pool.")


def _facts(source: Source) -> dict[str, object]:
    return {
        "title": source.title,
        "kind": source.kind.value,
        "folder": str(source.folder),
        "pictures": source.pictures,
        "skipped": source.skipped,
    }


def _line(source: Source) -> str:
    skipped = f", {source.skipped} could not be read" if source.skipped else ""
    return f"{source.title} ({source.kind}): {source.pictures} pictures{skipped}"


def _caution(source: Source) -> list[str]:
    if source.kind is not SourceKind.FOLDER:
        return []
    return [
        "A concept may be on your own photos, so none of them is taken for “not it” by likeness."
    ]
