"""`engine chats folders …` and `move`; the options that say which chats are wanted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from engine.chats.filtering import ChatFilter
from engine.chats.store import open_chats
from engine.commands.border import json_option, report

Command = TypeVar("Command", bound=Callable[..., Any])
_DAY = click.DateTime(["%Y-%m-%d"])


def filter_options(command: Command) -> Command:
    """Options that narrow a list of chats; `wanted_of` reads them."""
    for option in (
        click.option("--until", type=_DAY, metavar="DAY", help="Last changed then or before."),
        click.option("--since", type=_DAY, metavar="DAY", help="Last changed then or later."),
        click.option("--concept", default="", metavar="NAME", help="Only chats about it."),
        click.option("--folder", metavar="NAME", help='Only chats in it; "" for those in none.'),
    ):
        command = option(command)
    return command


def wanted_of(
    *, folder: str | None, concept: str, since: datetime | None, until: datetime | None
) -> ChatFilter:
    """What these options ask for."""
    first, last = (moment.date() if moment else None for moment in (since, until))
    return ChatFilter(folder=folder, concept=concept, since=first, until=last)


@click.command()
@click.argument("chat")
@click.argument("folder", default="")
@json_option
def move(chat: str, folder: str) -> None:
    """Put CHAT into FOLDER, which is made where there is none; without FOLDER, into none."""
    with open_chats() as store:
        found = store.find(chat)
        store.folders.move([found.id], folder)
        name = store.chat(found.id).folder
    where = f"in “{name}”" if name else "in no folder"
    report({"id": found.id, "folder": name}, f"{found.title or 'The chat'} is {where} now.")


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def folders(ctx: click.Context) -> None:
    """List folders of chats; make, rename and remove them."""
    if ctx.invoked_subcommand is not None:
        return
    with open_chats() as store:
        found = store.folders.all()
    facts = [{"name": one.name, "chats": one.chats} for one in found]
    lines = [f"{one.chats:>5}  {one.name}" for one in found]
    report({"folders": facts}, *(lines or ["There are no folders yet."]))


@folders.command()
@click.argument("name")
@json_option
def add(name: str) -> None:
    """Make the folder NAME."""
    with open_chats() as store:
        store.folders.make(name)
    report({"folder": name.strip()}, f"There is a folder “{name.strip()}”.")


@folders.command()
@click.argument("folder")
@click.argument("name")
@json_option
def rename(folder: str, name: str) -> None:
    """Call FOLDER NAME."""
    with open_chats() as store:
        store.folders.rename(folder, name)
    report({"folder": name.strip()}, f"It is called “{name.strip()}” now.")


@folders.command()
@click.argument("folder")
@json_option
def remove(folder: str) -> None:
    """Remove FOLDER; its chats stay, and are in none then."""
    with open_chats() as store:
        chats = store.folders.remove(folder)
    report({"removed": folder, "chats": chats}, f"It is removed; its chats stay: {len(chats)}.")
