from desktop.state.branches import followed, shown
from engine.chats.entries import Message, Speaker


def message(number: int, parent: int) -> Message:
    """One of a chat, seen in the order they were made."""
    return Message(id=number, parent=parent, speaker=Speaker.PERSON, text="", seen=number)


def test_what_is_said_at_the_end_or_beside_it_is_shown_as_if_all_were_read_anew() -> None:
    messages = {1: message(1, 0), 2: message(2, 1), 3: message(3, 1), 4: message(4, 3)}
    for parent in (0, 1, 3, 4):
        said = message(5, parent)
        now = messages | {5: said}
        assert followed(shown(messages), now, said) == shown(now)
    assert followed([], {1: messages[1]}, messages[1]) == shown({1: messages[1]})
