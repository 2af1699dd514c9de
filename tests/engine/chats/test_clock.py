"""Chats where the clock of the machine is set back."""

from pathlib import Path

import pytest

from engine.chats import tables
from engine.chats.store import ChatStore
from engine.errors import InputError


def test_after_the_clock_was_set_back_the_newest_chat_is_still_the_first_one() -> None:
    store = ChatStore.temporary()
    old, other = store.new(), store.new()
    ahead = "UPDATE chats SET changed_at = ? WHERE id = ?"
    store._db.run(ahead, tables.moment(86_400), old.id)
    store.say(other.id, 0, "Hello")
    new = store.new()
    assert [one.id for one in store.chats()] == [new.id, other.id, old.id]
    store.say(old.id, 0, "Hello again")
    assert store.chats()[0].id == old.id
    store.close()


def test_a_clock_that_is_set_back_does_not_take_the_undo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    with ChatStore.open(library) as store:
        chat = store.new()
        store._tables.hide(chat.id, tables.moment(3600))
    with ChatStore.open(library) as store:
        store.restore(chat.id)
        assert [one.id for one in store.chats()] == [chat.id]
        store._tables.hide(chat.id, tables.moment(3600))
    ChatStore.open(library).close()
    monkeypatch.setattr(tables, "ABANDONED", -1.0)
    with ChatStore.open(library) as store, pytest.raises(InputError):
        store.chat(chat.id)
