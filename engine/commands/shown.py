"""`engine concepts list|show`: what there is, and all that is known of one."""

from collections.abc import Mapping

import click

from engine import jobs
from engine.commands.border import json_option, report
from engine.commands.cards import card_facts
from engine.concepts.cards import Card
from engine.concepts.concept import KINDS, Fact
from engine.concepts.entries import Entry, Photo, Role, Version
from engine.concepts.filtering import Filter, Sort, chosen
from engine.learning.keeping import EMBEDDER
from engine.watch import printable


@click.command("list")
@click.option("--search", default="", metavar="WORDS", help="Only those that say them.")
@click.option("--tag", default="", help="Only those with this tag.")
@click.option("--kind", type=click.Choice(KINDS), help="Only those of this kind.")
@click.option(
    "--sort", type=click.Choice([one.value for one in Sort]), default="name", show_default=True
)
@json_option
def list_concepts(search: str, tag: str, kind: str | None, sort: str) -> None:
    """List every concept in the library, or those that are wanted.

    WORDS must all stand in the name, a tag or a note. `best` sorts by the mean of the scores.
    """
    wanted = Filter(words=search, tag=tag, kind=kind or "", sort=Sort(sort))
    with jobs.open_library() as library:
        cards = chosen(library.cards(), wanted)
    nothing = "There are no concepts yet. Try `engine concepts sample` or `engine learn`."
    width = max((len(card.entry.name) for card in cards), default=0)
    lines = [_line(card, width) for card in cards]
    facts = [
        entry_facts(card.entry)
        | card_facts(card)
        | {"learned_at": card.learned_at, "scores": dict(card.scores)}
        for card in cards
    ]
    report({"concepts": facts}, *(lines or ["Nothing was found." if wanted.narrows else nothing]))


@click.command()
@click.argument("name")
@json_option
def show(name: str) -> None:
    """Show how NAME was learned, how well it is known, and what was said about it."""
    with jobs.open_library() as library:
        card = library.card(name)
        versions = library.versions(name)
        photos = library.photos(name)
    facts = (
        entry_facts(card.entry)
        | card_facts(card)
        | {
            "photos": [str(photo.path) for photo in photos],
            "versions": [_version_facts(version) for version in versions],
        }
    )
    told = [line for version in versions for line in _version_lines(version, card.entry)]
    report(facts, *_card_lines(card, photos), *told)


def entry_facts(entry: Entry) -> dict[str, object]:
    """What `--json` tells about a concept as it was learned."""
    return {
        "name": entry.name,
        "kind": entry.kind,
        "base_model": entry.base_model,
        "created_at": entry.created_at,
        "version": entry.current_version,
    }


def metric(score: str, facts: Mapping[str, Fact]) -> str:
    """What a score is called: similarity with the network that measured it, where that is known."""
    network = facts.get(EMBEDDER)
    return f"{network} similarity" if score == "similarity" and network else score


def _line(card: Card, width: int) -> str:
    entry = card.entry
    several = f"  {card.versions} versions" if card.versions > 1 else ""
    tags = f"  [{', '.join(card.tags)}]" if card.tags else ""
    return f"{entry.name:<{width}}  {entry.kind:<6}  {entry.created_at[:10]}{several}{tags}"


def _card_lines(card: Card, photos: list[Photo]) -> list[str]:
    held_out = sum(photo.role is Role.HELD_OUT for photo in photos)
    entry, agreed = card.entry, card.consent
    lines = [
        f"{entry.name} ({entry.kind}), learned from {len(photos)} photos ({held_out} held out)",
        f"tags: {', '.join(card.tags) or 'none'}",
    ]
    lines += [f"notes: {printable(card.notes)}"] if card.notes else []
    lines += [f"portrait: {card.portrait}"] if card.portrait else []
    lines += [f"stated on {agreed.given_at[:10]}: “{agreed.statement}”"] if agreed else []
    return lines


def _version_facts(version: Version) -> dict[str, object]:
    return {
        "number": version.number,
        "file": str(version.path),
        "created_at": version.created_at,
        "training": dict(version.facts),
        "scores": dict(version.scores),
        "notes": version.notes,
    }


def _version_lines(version: Version, entry: Entry) -> list[str]:
    current = " (in use)" if version.number == entry.current_version else ""
    numbers = ", ".join(
        f"{metric(name, version.facts)} {value:.3g}" for name, value in version.scores.items()
    )
    facts = ", ".join(f"{name} {value}" for name, value in version.facts.items())
    positions = version.facts.get("prefix_positions")
    deep = [f"  deep: {positions} positions in every layer; it is used alone"] if positions else []
    notes = [f"  notes: {printable(version.notes)}"] if version.notes else []
    return [
        f"version {version.number}{current}, {version.created_at[:16].replace('T', ' ')}",
        *notes,
        *deep,
        f"  scores: {numbers or 'none'}",
        f"  learned with: {facts or 'nothing is known'}",
        f"  file: {version.path}",
    ]
