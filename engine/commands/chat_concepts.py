"""`engine chats drop|newest`: which concepts, and which of their versions, a chat is about."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from engine import jobs
from engine.chats.entries import Used
from engine.chats.store import open_chats
from engine.commands.border import json_option, report
from engine.concepts.names import name_key
from engine.errors import InputError


@click.command()
@click.argument("chat")
@click.argument("name")
@json_option
def drop(chat: str, name: str) -> None:
    """Talk about the concept NAME in CHAT no longer; what was said stays."""
    _use(chat, lambda concepts: [one for one in concepts if one is not _named(concepts, name)])


@click.command("newest")
@click.argument("chat")
@click.argument("name", default="")
@json_option
def use_newest(chat: str, name: str) -> None:
    """Talk in CHAT about the version of NAME that is in use now; without NAME, of every concept."""
    _use(chat, lambda concepts: _newest(concepts, name))


def _newest(concepts: Sequence[Used], name: str) -> list[Used]:
    meant = [_named(concepts, name)] if name else concepts
    with jobs.open_library() as library:
        now = {entry.id: entry.current_version for entry in library}
    return [
        replace(one, version=now.get(one.id, one.version)) if one in meant else one
        for one in concepts
    ]


def _named(concepts: Sequence[Used], name: str) -> Used:
    for one in concepts:
        if name_key(one.name) == name_key(name):
            return one
    known = ", ".join(one.name for one in concepts)
    raise InputError(
        f"This chat is not about “{name}”.",
        remedy=f"It is about {known or 'no concept'}.",
    )


def _use(chat: str, change: Callable[[Sequence[Used]], Sequence[Used]]) -> None:
    with open_chats() as store:
        found = store.find(chat)
        changed = store.use(found.id, change(found.concepts))
    facts = [{"name": one.name, "version": one.version} for one in changed.concepts]
    about = ", ".join(f"{one.name} (version {one.version})" for one in changed.concepts)
    report({"id": changed.id, "concepts": facts}, f"The chat is about {about or 'no concept'} now.")
