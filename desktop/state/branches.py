"""The branch of a chat that is shown, message by message. Pure functions of values."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.chats.entries import Message, State
from engine.chats.tree import Branch, branch_of, children, shown_path


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the branch that is shown, and where it stands among its branches."""

    message: Message
    branch: Branch


def shown(messages: Mapping[int, Message]) -> list[Shown]:
    """From the beginning of the chat, along the branches that were looked at last."""
    following = children(messages.values())
    return [Shown(one, branch_of(following, one)) for one in shown_path(following)]


def without_draft(messages: Mapping[int, Message], asked: int) -> dict[int, Message]:
    """The same without what a job is writing after the message `asked`."""
    return {
        number: one
        for number, one in messages.items()
        if not (one.parent == asked and one.state is State.WRITING)
    }


def followed(branch: list[Shown], messages: Mapping[int, Message], said: Message) -> list[Shown]:
    """The branch with what was said just now, which all of it leads to; else the one anew.

    A chat may be long: only the new message is looked at.
    """
    last = branch[-1].message.id if branch else 0
    if said.parent != last or said.id not in messages:
        return shown(messages)
    beside = sum(one.parent == last for one in messages.values())
    return [*branch, Shown(said, Branch(beside, beside))]
