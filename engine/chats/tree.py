"""Messages as a tree: which branch is shown, and what lies beside it. Pure functions of values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.chats.entries import Message

Children: TypeAlias = Mapping[int, Sequence[Message]]
"""The branches that follow a message (0: that begin the chat), in the order they were made."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Which of the messages with the same parent this is; `number` counts from 1."""

    number: int
    count: int


def children(messages: Iterable[Message]) -> dict[int, list[Message]]:
    """Messages by their parent."""
    found: dict[int, list[Message]] = {}
    for message in sorted(messages, key=lambda one: one.id):
        found.setdefault(message.parent, []).append(message)
    return found


def shown_path(following: Children) -> list[Message]:
    """From the beginning of the chat, always along the branch that was last seen."""
    path: list[Message] = []
    parent = 0
    while branches := following.get(parent):
        path.append(max(branches, key=lambda one: (one.seen, one.id)))
        parent = path[-1].id
    return path


def path_to(messages: Mapping[int, Message], last: int) -> list[Message]:
    """From the beginning to the message `last`. KeyError where there is none."""
    path = [messages[last]]
    while path[-1].parent:
        path.append(messages[path[-1].parent])
    return path[::-1]


def branch_of(following: Children, message: Message) -> Branch:
    """The place of `message` among its branches."""
    beside = [one.id for one in following[message.parent]]
    return Branch(beside.index(message.id) + 1, len(beside))
