"""`engine concepts tag|note|kind|portrait|duplicate`: what a person adds to a concept."""

from dataclasses import asdict

import click

from engine import jobs
from engine.commands.border import json_option, report
from engine.commands.consent import consent_option, stated
from engine.concepts.cards import Card, Consent, Description
from engine.concepts.concept import KINDS
from engine.concepts.tables import now
from engine.errors import InputError
from engine.learning.consent import PERSON
from engine.merging import merge


@click.command()
@click.argument("name")
@click.argument("tags", nargs=-1)
@click.option("--clear", is_flag=True, help="Take all tags away.")
@json_option
def tag(name: str, tags: tuple[str, ...], clear: bool) -> None:
    """Give NAME these TAGS instead of those it had; without TAGS, show them."""
    if tags and clear:
        raise click.UsageError("Give tags, or --clear.")
    _describe(name, Description(tags=tags if tags or clear else None))


@click.command()
@click.argument("name")
@click.argument("text")
@click.option("--version", type=click.IntRange(min=1), help="On this version alone.")
@json_option
def note(name: str, text: str, version: int | None) -> None:
    """Keep TEXT as the note on NAME, or on one of its versions; "" erases it."""
    if version is None:
        _describe(name, Description(notes=text))
        return
    with jobs.open_library() as library:
        noted = library.note_version(name, version, text)
    report(
        {"name": name, "version": noted.number, "notes": noted.notes},
        f"Version {noted.number} of {name}: {noted.notes or 'no note'}",
    )


@click.command()
@click.argument("name")
@click.argument("kind", type=click.Choice(KINDS))
@consent_option
@json_option
def kind(name: str, kind: str, consent: bool) -> None:
    """Say what KIND of thing NAME is. For a person, it is asked whether they have agreed."""
    with jobs.open_library() as library:
        card = library.card(name)
    agreed: Consent | None = None
    if kind == PERSON and card.consent is None:
        agreed = Consent(stated([card.entry.name], given=consent), now())
    _describe(name, Description(kind=kind, consent=agreed))


@click.command()
@click.argument("name")
@click.argument("number", type=click.IntRange(min=1))
@json_option
def portrait(name: str, number: int) -> None:
    """Show NAME by its photo of this NUMBER, as `engine concepts show` lists them from 1."""
    with jobs.open_library() as library:
        photos = library.photos(name)
    if number > len(photos):
        raise InputError(
            f"There are {len(photos)} photos, not {number}.", remedy="Choose one of them."
        )
    _describe(name, Description(portrait=photos[number - 1].path))


@click.command()
@click.argument("name")
@click.argument("new_name")
@json_option
def duplicate(name: str, new_name: str) -> None:
    """Keep a copy of NAME as NEW_NAME, with versions, snapshots and photos of its own."""
    with jobs.open_library() as library:
        entry = library.duplicate(name, new_name)
        card = library.card(entry.name)
    report(card_facts(card), f"{entry.name} is a copy of {name}.")


@click.command("merge")
@click.argument("name")
@click.argument("other")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def merge_command(name: str, other: str, yes: bool) -> None:
    """Make OTHER part of NAME, where both are the same thing.

    Its versions, photos, drawings and chats are of NAME from then on; the version of NAME that is
    in use stays.
    """
    if not yes:
        click.confirm(f"Make {other} part of {name}?", abort=True, err=True)
    done = merge(name, other)
    report(
        asdict(done),
        f"{done.other} is part of {done.name} now: versions {done.versions}, photos {done.photos}, "
        f"drawings {done.drawings}, chats {done.chats}.",
    )


def card_facts(card: Card) -> dict[str, object]:
    """What `--json` tells about a concept's card."""
    return {
        "name": card.entry.name,
        "kind": card.entry.kind,
        "tags": list(card.tags),
        "notes": card.notes,
        "portrait": str(card.portrait) if card.portrait else None,
        "consent": card.consent.statement if card.consent else None,
        "consent_given_at": card.consent.given_at if card.consent else None,
        "versions": card.versions,
        "photos": card.photos,
    }


def _describe(name: str, change: Description) -> None:
    with jobs.open_library() as library:
        card: Card = library.describe(name, change)
    words = ", ".join(card.tags) or "none"
    report(
        card_facts(card),
        f"{card.entry.name} ({card.entry.kind}), tags: {words}",
        *([card.notes] if card.notes else []),
    )
