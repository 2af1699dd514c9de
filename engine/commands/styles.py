"""`engine styles …`: named words that go with a prompt."""

import click

from engine.commands.border import json_option, report
from engine.gallery.store import open_gallery
from engine.gallery.styles import Style
from engine.watch import printable


@click.group()
def styles() -> None:
    """List, add and remove styles: named words that `engine imagine --style` adds to a caption."""


@styles.command("list")
@click.argument("words", nargs=-1)
@json_option
def list_styles(words: tuple[str, ...]) -> None:
    """List styles; WORDS must all stand in the name or in what it adds."""
    with open_gallery() as gallery:
        found = gallery.styles.all(" ".join(words))
    lines = [_line(one) for one in found] or ["No style was found."]
    report({"styles": [_facts(one) for one in found]}, *lines)


@styles.command()
@click.argument("name")
@click.argument("words")
@json_option
def add(name: str, words: str) -> None:
    """Keep WORDS as a style called NAME.

    \b
    engine styles add "Old photo" ", an old black and white photo"
    """
    with open_gallery() as gallery:
        style = gallery.styles.add(name, words)
    report(_facts(style), f"Kept: {style.name}")


@styles.command()
@click.argument("name")
@json_option
def remove(name: str) -> None:
    """Forget a style of your own."""
    with open_gallery() as gallery:
        style = gallery.styles.remove(name)
    report(_facts(style), f"Removed: {style.name}")


def _line(style: Style) -> str:
    note = "  (larger models only)" if style.large else ""
    own = "own" if style.own else "   "
    return f"{own}  {style.name:<20}  {printable(style.words)}{note}"


def _facts(style: Style) -> dict[str, object]:
    return {"name": style.name, "words": style.words, "own": style.own, "large": style.large}
