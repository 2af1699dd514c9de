"""`engine pool …`: pictures of other things, which learning compares a concept with."""

from collections.abc import Sequence
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.commands.choices import machine_options
from engine.courtesy import Courtesy
from engine.errors import InputError
from engine.learning import pools
from engine.learning.pool_ranking import MOST, Lookalike, Use, leave_out, lookalikes_of, take_in
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


@pool.command()
@click.argument("name")
@click.option("--most", type=click.IntRange(1, MOST), default=20, show_default=True)
@machine_options
def rank(settings: Settings, name: str, most: int) -> None:
    """List the pictures most like the concept NAME, and what learning would do with them."""
    found = watch(lookalikes_of(name, settings))[:most]
    facts = [
        {
            "rank": place, "path": str(one.path), "source": one.source.value,
            "likeness": one.likeness, "use": one.use.value,
            "left_out": one.left_out.value if one.left_out else None, "key": one.key,
        }
        for place, one in enumerate(found, start=1)
    ]  # fmt: skip
    lines = [_rank_line(place, one) for place, one in enumerate(found, start=1)]
    report({"pictures": facts}, *(lines or ["The pool is empty."]))


@pool.command("leave-out")
@click.argument("name")
@click.argument("ranks", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option("--every", is_flag=True, help="For every concept, not for NAME alone.")
@machine_options
def leave_out_command(settings: Settings, name: str, ranks: tuple[int, ...], every: bool) -> None:
    """Learn NAME no longer from the pictures of these RANKS, as `engine pool rank` lists them."""
    keys = _keys(watch(lookalikes_of(name, settings)), ranks)
    leave_out(keys, "" if every else name)
    whom = "every concept" if every else name
    report({"left_out": keys, "every": every}, f"Left out for {whom}: {', '.join(keys)}")


@pool.command("take-in")
@click.argument("name")
@click.argument("ranks", nargs=-1, required=True, type=click.IntRange(min=1))
@machine_options
def take_in_command(settings: Settings, name: str, ranks: tuple[int, ...]) -> None:
    """Learn from the pictures of these RANKS again, for whomever they were left out."""
    keys = _keys(watch(lookalikes_of(name, settings)), ranks)
    take_in(keys, name)
    take_in(keys)
    report({"taken_in": keys}, f"Taken in again: {', '.join(keys)}")


def _keys(found: Sequence[Lookalike], ranks: Sequence[int]) -> list[str]:
    if max(ranks) > len(found):
        raise InputError(
            f"There are {len(found)} ranks, not {max(ranks)}.",
            remedy="`engine pool rank` lists them.",
        )
    return [found[place - 1].key for place in ranks]


def _rank_line(place: int, one: Lookalike) -> str:
    use = {Use.ALIKE: "look-alike", Use.OTHER: "another thing", Use.NONE: ""}[one.use]
    state = f"left out ({one.left_out})" if one.left_out else use
    return f"{place:>4}  {one.likeness:.3f}  {state:<18}  {one.source}: {one.path}"


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
