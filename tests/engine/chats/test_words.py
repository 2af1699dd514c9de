"""Words of a message: names after an @, titles, the shape of the tree."""

from engine.chats.entries import Message, Speaker
from engine.chats.memory import Exchange, exchanges
from engine.chats.tree import children, path_to, shown_path
from engine.chats.words import mentioned, search_query, title_of


def test_names_after_an_at_are_taken_out_and_named_once() -> None:
    names = ["Bo", "Bo Junior", "Zoë"]
    text, found = mentioned("Is @bo junior with @Zoë, and @Bo? @bo junior!", names)
    assert text == "Is Bo Junior with Zoë, and Bo? Bo Junior!"
    assert found == ["Bo Junior", "Zoë", "Bo"]


def test_an_address_or_a_longer_word_is_no_mention() -> None:
    for text in ("me@bo", "@bob", "@", "@nobody"):
        assert mentioned(text, ["Bo"]) == (text, [])
    assert mentioned("@bo", []) == ("@bo", [])


def test_a_title_is_cut_between_words() -> None:
    assert title_of("One\n two") == "One two"
    assert title_of("word " * 20) == "word " * 11 + "word…"
    assert len(title_of("x" * 100)) == 60


def test_every_word_is_searched_for_literally() -> None:
    assert search_query('fox AND "bear" col:x') == '"fox"* "AND"* "bear"* "col"* "x"*'
    assert search_query(" -- ") == ""


def message(number: int, parent: int, text: str, **more: object) -> Message:
    """A message of the model's where its number is even."""
    speaker = Speaker.MODEL if number % 2 == 0 else Speaker.PERSON
    return Message(**{"id": number, "parent": parent, "speaker": speaker, "text": text} | more)  # type: ignore[arg-type]


def test_the_shown_path_follows_what_was_seen_last() -> None:
    messages = [message(1, 0, "a"), message(2, 1, "b", seen=5), message(4, 1, "c", seen=2)]
    assert [one.text for one in shown_path(children(messages))] == ["a", "b"]
    assert [one.id for one in path_to({one.id: one for one in messages}, 4)] == [1, 4]


def test_messages_that_were_never_answered_are_one_turn() -> None:
    path = [message(1, 0, "a"), message(3, 1, "b"), message(4, 3, "c"), message(5, 4, "d")]
    assert list(exchanges(path)) == [Exchange("a\nb", None, "c"), Exchange("d", None, "")]
