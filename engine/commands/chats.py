"""`engine chats …`: talks that are kept, in the same library as the window's."""

from pathlib import Path
from typing import Any

import click

from engine.chats.concepts import known_names, things, used
from engine.chats.entries import Chat, Message, Speaker, Used, Way
from engine.chats.export import Format
from engine.chats.export import export as write_chat
from engine.chats.marking import marked
from engine.chats.photos import attached
from engine.chats.store import ChatStore, open_chats
from engine.chats.talk import Wish, answer
from engine.chats.tree import branch_of, children, shown_path
from engine.chats.words import mentioned
from engine.commands.border import json_option, keeps, report, wants_json
from engine.commands.chat_concepts import drop, use_newest
from engine.commands.chat_folders import filter_options, folders, move, wanted_of
from engine.commands.choices import machine_options
from engine.errors import InputError
from engine.settings import Settings
from engine.watch import watch

WAYS = {"words": Way.WORDS, "both": Way.BOTH, "picture": Way.PICTURE}
_SHORT = 8  # letters of an id that a list shows


@click.group()
def chats() -> None:
    """Talk and keep it: list, show, continue, branch, search, export and erase chats."""


for command in (folders, move, drop, use_newest):
    chats.add_command(command)


@chats.command("list")
@filter_options
@json_option
def list_chats(**options: Any) -> None:
    """List chats, pinned ones first: all, or those that are wanted."""
    wanted = wanted_of(**options)
    with open_chats() as store:
        found = store.chats(wanted)
    nothing = "There are no such chats." if wanted.narrow else "There are no chats yet."
    report(
        {"chats": [_facts(chat) for chat in found]}, *(map(_line, found) if found else [nothing])
    )


@chats.command()
@click.argument("chat")
@json_option
def show(chat: str) -> None:
    """Show the branch of CHAT that was last looked at. CHAT is the beginning of its id."""
    with open_chats() as store:
        found = store.find(chat)
        messages = store.messages(found.id)
    following = children(messages)
    lines = []
    for message in shown_path(following):
        branch = branch_of(following, message)
        beside = f" ({branch.number} of {branch.count})" if branch.count > 1 else ""
        lines += [f"[{message.id}] {message.speaker}{beside}: {message.words}"]
        lines += [f"    {one.path}" for one in message.pictures]
    facts = _facts(found) | {"messages": [_message_facts(one) for one in messages]}
    report(facts, _line(found), *lines)


@chats.command()
@click.option("--concept", "concepts", multiple=True, metavar="NAME", help="Talk about it.")
@json_option
def new(concepts: tuple[str, ...]) -> None:
    """Begin a chat, and print its id."""
    chosen = used(concepts)
    with open_chats() as store:
        begun = store.new(chosen)
    report(_facts(begun), begun.id)


@chats.command()
@click.argument("chat")
@click.argument("text")
@click.option("--photo", type=click.Path(path_type=Path), help="Show this photo with it.")
@click.option("--way", type=click.Choice(tuple(WAYS)), default="words", show_default=True)
@click.option("--after", type=int, help="Say it after this message: 0 begins another branch.")
@machine_options
def say(  # noqa: PLR0913 - one for each option
    settings: Settings, chat: str, text: str, *, photo: Path | None, way: str, after: int | None
) -> None:
    """Say TEXT in CHAT and print the answer. `@NAME` in TEXT takes a concept into the chat."""
    picture = [] if photo is None else [attached(photo)]
    with open_chats() as store:
        found = store.find(chat)
        words, names = mentioned(text, known_names())
        store.use(found.id, _joined(found.concepts, used(names)))
        said = store.say(found.id, _parent(store, found, after), words, picture, WAYS[way])
    _answered(said.id, Wish(way=WAYS[way]), settings)


@chats.command()
@click.argument("chat")
@click.option("--way", type=click.Choice(tuple(WAYS)), help="Default: as it was asked for.")
@machine_options
def again(settings: Settings, chat: str, way: str | None) -> None:
    """Answer the last question of CHAT once more; the earlier answers stay as branches."""
    with open_chats() as store:
        found = store.find(chat)
        following = children(store.messages(found.id))
    asked = [one for one in shown_path(following) if one.speaker is Speaker.PERSON]
    if not asked:
        raise InputError("Nothing was asked in this chat yet.", remedy="Use `engine chats say`.")
    before = len(following.get(asked[-1].id, ()))
    wanted = WAYS[way] if way else asked[-1].way
    _answered(asked[-1].id, Wish(way=wanted, seed=before), settings)


@chats.command()
@click.argument("message", type=int)
@click.argument("text")
@json_option
def edit(message: int, text: str) -> None:
    """Change the words of the answer MESSAGE, which is marked as edited from then on."""
    with open_chats() as store:
        if store.path(message)[-1].speaker is not Speaker.MODEL:
            raise InputError(
                "This is no answer.", remedy="Say it anew: `engine chats say --after`."
            )
        store.edit(message, text)
    report({"message": message}, "It is changed.")


@chats.command()
@click.argument("message", type=int)
@json_option
def choose(message: int) -> None:
    """Go on from the branch of MESSAGE."""
    with open_chats() as store:
        store.choose(message)
    report({"message": message}, "It is shown now.")


@chats.command()
@click.argument("words")
@filter_options
@json_option
def search(words: str, **options: Any) -> None:
    """Find messages with all of WORDS: everywhere, or in the chats that are wanted."""
    with open_chats() as store:
        hits = store.search(words, wanted=wanted_of(**options))
        titles = {chat.id: chat.title for chat in store.chats()}
    facts = [{"chat": one.chat, "message": one.message, "snippet": one.snippet} for one in hits]
    lines = [f"{hit.chat[:_SHORT]}  {titles[hit.chat]}: {hit.snippet}" for hit in hits]
    report({"hits": facts}, *(lines or ["Nothing was found."]))


@chats.command()
@click.argument("chat")
@click.argument("title")
@json_option
def rename(chat: str, title: str) -> None:
    """Give CHAT another TITLE."""
    with open_chats() as store:
        changed = store.rename(store.find(chat).id, title)
    report(_facts(changed), f"It is called {changed.title} now.")


@chats.command()
@click.argument("chat")
@click.option("--off", is_flag=True, help="Let it go again.")
@json_option
def pin(chat: str, off: bool) -> None:
    """Keep CHAT at the top of the list."""
    with open_chats() as store:
        changed = store.pin(store.find(chat).id, not off)
    report(_facts(changed), _line(changed))


@chats.command()
@click.argument("chat", required=False)
@click.option("--all", "every", is_flag=True, help="Erase every chat.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def delete(chat: str | None, every: bool, yes: bool) -> None:
    """Erase CHAT with its pictures, for good."""
    if (chat is None) is not every:
        raise click.UsageError("Name a chat, or say --all.")
    with open_chats() as store:
        found = store.chats() if chat is None else [store.find(chat)]
        if not yes:
            click.confirm(f"Erase {len(found)} chats for good?", abort=True, err=True)
        store.erase(*(one.id for one in found))
    report({"deleted": [one.id for one in found]}, *(f"{_line(one)} is erased." for one in found))


@chats.command()
@click.argument("chat")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Write over FILE.")
@click.option("--unmarked", is_flag=True, help="Do not mark drawings of people as made by AI.")
@json_option
def export(chat: str, file: Path, replace: bool, unmarked: bool) -> None:
    """Write CHAT to FILE, which ends with .md, .txt, .html or .json.

    Drawings of people carry IPTC's mark as those of `engine gallery export` do.
    """
    forms = {one.value: one for one in Format}
    if file.suffix[1:].lower() not in forms:
        raise InputError(f"{file} has no known ending.", remedy="Use .md, .txt, .html or .json.")
    with open_chats() as store:
        found = store.find(chat)
        messages = store.messages(found.id)
        form = forms[file.suffix[1:].lower()]
        if Settings.load().mark_people and not unmarked:
            messages = marked(messages, found.concepts, things(found.concepts))
        written = write_chat(found, messages, file, form, replace=replace)
    report({"files": [str(path) for path in written]}, *(f"Written to {path}" for path in written))


def _answered(message: int, wish: Wish, settings: Settings) -> None:
    keeps("What was said until then is kept.")
    number = watch(answer(message, wish, settings), speak=not wants_json())
    with open_chats() as store:
        said = store.path(number)[-1]
    report(_message_facts(said), "", *(f"{one.path}" for one in said.pictures))


def _parent(store: ChatStore, chat: Chat, after: int | None) -> int:
    """The message that is answered; by default the last one that is shown."""
    messages = store.messages(chat.id)
    if after is None:
        path = shown_path(children(messages))
        return path[-1].id if path else 0
    if after and after not in {one.id for one in messages}:
        raise InputError(f"This chat has no message {after}.", remedy="Use `engine chats show`.")
    return after


def _joined(concepts: tuple[Used, ...], more: tuple[Used, ...]) -> tuple[Used, ...]:
    known = {one.id for one in concepts}
    return (*concepts, *(one for one in more if one.id not in known))


def _line(chat: Chat) -> str:
    pinned = " (pinned)" if chat.pinned else ""
    about = ", ".join(one.name for one in chat.concepts)
    title = chat.title or "New chat"
    folder = f" [{chat.folder}]" if chat.folder else ""
    day = chat.changed_at[:10]
    return f"{chat.id[:_SHORT]}  {day}  {title}{pinned}{folder}  {about}".rstrip()


def _facts(chat: Chat) -> dict[str, object]:
    concepts = [{"name": one.name, "version": one.version} for one in chat.concepts]
    times = {"created_at": chat.created_at, "changed_at": chat.changed_at}
    facts = {"id": chat.id, "title": chat.title, "pinned": chat.pinned, "folder": chat.folder}
    return facts | {"concepts": concepts} | times


def _message_facts(message: Message) -> dict[str, object]:
    return {
        "message": message.id,
        "parent": message.parent,
        "speaker": message.speaker.value,
        "text": message.words,
        "state": message.state.value,
        "edited": message.edited,
        "pictures": [str(one.path) for one in message.pictures],
    }
