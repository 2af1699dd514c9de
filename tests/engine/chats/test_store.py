"""Chats as they are kept: trees, search, undo, real deletion, and processes that are killed."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.chats import tables
from engine.chats.entries import PICTURE, Chat, Message, NewPicture, Picture, State, Used
from engine.chats.store import ChatStore
from engine.chats.tree import branch_of, children, shown_path
from engine.errors import FormatError, InputError

ROOT = Path(__file__).resolve().parents[3]


def a_picture(grey: int = 90, *, drawn: bool = True) -> NewPicture:
    """A small PNG."""
    content = BytesIO()
    Image.new("RGB", (4, 3), (grey, grey, grey)).save(content, "PNG")
    return NewPicture(data=content.getvalue(), width=4, height=3, drawn=drawn)


def open_store(folder: Path, kind: str) -> ChatStore:
    """A store on disk, or in memory."""
    return ChatStore.open(folder) if kind == "kept" else ChatStore.temporary()


@pytest.fixture(params=["kept", "temporary"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChatStore]:
    """Both kinds of store keep one contract."""
    with open_store(tmp_path / "library", request.param) as opened:
        yield opened


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[ChatStore]:
    """A store on disk."""
    with ChatStore.open(tmp_path / "library") as opened:
        yield opened


def answered(store: ChatStore, chat: Chat, parent: int, question: str, text: str) -> Message:
    """A question and its whole answer; the answer is returned."""
    said = store.say(chat.id, parent, question)
    begun = store.answer(said.id, {})
    store.write(begun.id, text, State.WHOLE)
    return store.path(begun.id)[-1]


def shown(store: ChatStore, chat: Chat) -> list[str]:
    """The texts of the branch that is shown."""
    return [one.text for one in shown_path(children(store.messages(chat.id)))]


def test_a_chat_is_titled_by_its_first_words(store: ChatStore) -> None:
    chat = store.new([Used(id="x", name="Bo", version=2)])
    assert chat.title == ""
    store.say(chat.id, 0, "Where  is\nBo today? " + "And tomorrow? " * 9)
    [listed] = store.chats()
    assert listed.title.startswith("Where is Bo today? And tomorrow?")
    assert len(listed.title) <= 60 and listed.title.endswith("…")
    assert listed.concepts == (Used(id="x", name="Bo", version=2),)


def test_what_two_processes_change_of_a_chat_at_once_is_all_kept(
    kept: ChatStore, tmp_path: Path
) -> None:
    chat, begun = kept.new(), threading.Event()

    def rename_slowly() -> None:
        with ChatStore.open(tmp_path / "library") as other, other._db.change():
            other._tables.update(replace(chat, title="Bo"))
            begun.set()
            time.sleep(0.5)  # the pinning has come, and waits

    with ThreadPoolExecutor(1) as aside:
        renamed = aside.submit(rename_slowly)
        begun.wait()
        kept.pin(chat.id, True)
        renamed.result()
    assert (kept.chat(chat.id).title, kept.chat(chat.id).pinned) == ("Bo", True)


def test_nothing_to_say_is_refused(store: ChatStore) -> None:
    chat = store.new()
    with pytest.raises(InputError, match="empty"):
        store.say(chat.id, 0, "  \n")
    assert store.say(chat.id, 0, "", [a_picture(drawn=False)]).pictures


def test_branches_are_kept_and_the_one_looked_at_last_is_shown(store: ChatStore) -> None:
    chat = store.new()
    first = answered(store, chat, 0, "One?", "1")
    second = store.answer(first.parent, {})
    store.write(second.id, "one", State.WHOLE)
    answered(store, chat, second.id, "Two?", "two")
    other = store.say(chat.id, 0, "Uno?")
    assert shown(store, chat) == ["Uno?"]
    store.choose(first.id)
    assert shown(store, chat) == ["One?", "1"]
    store.choose(second.id)
    assert shown(store, chat) == ["One?", "one", "Two?", "two"]
    following = children(store.messages(chat.id))
    assert (branch_of(following, other).number, branch_of(following, other).count) == (2, 2)
    assert branch_of(following, second).number == 2


def test_pictures_stand_where_the_answer_has_them(store: ChatStore) -> None:
    chat = store.new()
    said = store.say(chat.id, 0, "Draw.", [a_picture(1, drawn=False)])
    begun = store.answer(said.id, {"seed": 3})
    store.write(begun.id, f"Look: {PICTURE}", State.WRITING, [a_picture(2)])
    store.write(begun.id, f"Look: {PICTURE} nice {PICTURE}", State.WHOLE, [a_picture(3)])
    asked, drawn = store.path(begun.id)
    first, second = drawn.pictures
    assert drawn.pieces == ("Look: ", first, " nice ", second)
    assert [piece for piece in asked.pieces if isinstance(piece, Picture)] == list(asked.pictures)
    assert [one.read() for one in drawn.pictures] == [a_picture(2).data, a_picture(3).data]
    assert drawn.words == "Look:  nice" and drawn.facts == {"seed": 3}


def test_search_finds_beginnings_of_words_whatever_their_accents(store: ChatStore) -> None:
    chat = store.new()
    answered(store, chat, 0, "Where is the Füchslein?", "Under the beech tree.")
    assert [hit.snippet for hit in store.search("fuchs")] == ["Where is the Füchslein?"]
    assert store.search('tree" OR beech')[0:1] == store.search("beech tree or")
    assert [hit.message for hit in store.search("BEE tre")] == [2]
    assert store.search("!?") == [] == store.search("oak")


def test_an_answer_is_found_when_it_is_no_longer_written_and_by_its_newest_words(
    store: ChatStore,
) -> None:
    chat = store.new()
    begun = store.answer(store.say(chat.id, 0, "Hm?").id, {})
    store.write(begun.id, "A badger", State.WRITING)
    assert store.search("badger") == []
    store.write(begun.id, "A badger sleeps", State.STOPPED)
    assert store.search("badger")
    store.edit(begun.id, "An owl sleeps")
    assert store.search("badger") == [] and store.search("owl")
    assert store.path(begun.id)[-1].edited


def test_renamed_and_pinned_chats_stay_so(store: ChatStore) -> None:
    first, second = store.new(), store.new()
    store.pin(first.id, True)
    store.rename(first.id, " Old  dog ")
    assert [chat.id for chat in store.chats()] == [first.id, second.id]
    store.say(first.id, 0, "Hello")
    assert store.chat(first.id).title == "Old dog"
    with pytest.raises(InputError, match="empty"):
        store.rename(first.id, " ")


def test_a_hidden_chat_comes_back_and_is_not_found_meanwhile(store: ChatStore) -> None:
    chat = store.new()
    store.say(chat.id, 0, "A secret")
    store.hide(chat.id)
    assert store.chats() == [] and store.search("secret") == []
    store.restore(chat.id)
    assert [one.id for one in store.chats()] == [chat.id] and store.search("secret")


def test_a_chat_is_found_by_the_beginning_of_its_id_or_its_title(store: ChatStore) -> None:
    chat = store.new()
    store.say(chat.id, 0, "Hello there")
    assert store.find(chat.id[:6]).id == store.find("hello THERE").id == chat.id
    with pytest.raises(InputError, match="no chat"):
        store.find("zzz")
    store.say(store.new().id, 0, "Hello there")
    with pytest.raises(InputError, match="Several"):
        store.find("hello there")


def test_an_erased_chat_leaves_no_word_and_no_picture(kept: ChatStore, tmp_path: Path) -> None:
    library = tmp_path / "library"
    doomed, other = kept.new(), kept.new()
    last = answered(kept, doomed, 0, "Xylophonist", f"Quokkas {PICTURE}")
    kept.write(last.id, last.text, State.WHOLE, [a_picture()])
    kept.say(other.id, 0, "Marmots", [a_picture(7)])
    kept.erase(doomed.id)
    assert [chat.id for chat in kept.chats()] == [other.id]
    assert len(list((library / "chats").iterdir())) == 1
    rest = b"".join(path.read_bytes() for path in library.glob("library.db*"))
    assert b"Marmots" in rest
    for word in (b"ylophonist", b"uokka"):
        assert word not in rest


def test_a_temporary_chat_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    with ChatStore.temporary() as store:
        answered(store, store.new(), 0, "Secret?", "Yes.")
        store.say(store.chats()[0].id, 2, "And this?", [a_picture(drawn=False)])
        assert set(tmp_path.rglob("*")) == before


def test_a_picture_of_a_change_that_failed_goes_as_well(kept: ChatStore, tmp_path: Path) -> None:
    chat = kept.new()
    with pytest.raises(InputError, match="no such chat"):
        kept.say("nobody", 0, "Hello", [a_picture()])
    said = kept.say(chat.id, 0, "Hm")
    begun = kept.answer(said.id, {})
    kept.erase(chat.id)
    with pytest.raises(InputError, match="gone"):
        kept.write(begun.id, "text", State.WHOLE, [a_picture()])
    assert list((tmp_path / "library" / "chats").iterdir()) == []


def test_what_a_killed_process_left_is_swept_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library"
    with ChatStore.open(library) as store:
        chat, hidden = store.new(), store.new()
        begun = store.answer(store.say(chat.id, 0, "Hm?").id, {})
        store.write(begun.id, "Half an ans", State.WRITING)
        silent = store.answer(store.say(chat.id, 0, "And?").id, {})
        store.hide(hidden.id)
        (library / "chats" / f"{'0' * 32}.png").write_bytes(b"nobody lists this")
        (library / "chats" / "mine.png").write_bytes(b"not ours")
    with ChatStore.open(library) as store:
        assert store.path(begun.id)[-1].state is State.WRITING  # it may still be written
    monkeypatch.setattr(tables, "ABANDONED", -1.0)
    with ChatStore.open(library) as store:
        assert store.path(begun.id)[-1].state is State.STOPPED
        assert store.search("half an ans")
        assert silent.id not in {one.id for one in store.messages(chat.id)}  # it had said nothing
        with pytest.raises(InputError):
            store.chat(hidden.id)
    assert [path.name for path in (library / "chats").iterdir()] == ["mine.png"]


def test_a_lost_list_is_told_and_pictures_are_not_swept(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with ChatStore.open(library) as store:
        store.say(store.new().id, 0, "Look", [a_picture()])
    (library / "library.db").unlink()
    with pytest.raises(FormatError, match="missing"):
        ChatStore.open(library)
    assert len(list((library / "chats").iterdir())) == 1


def test_a_long_chat_is_read_quickly(kept: ChatStore, timed: Callable[[], float]) -> None:
    chat = kept.new()
    fill(kept, chat, 5000)
    before = timed()
    assert len(shown_path(children(kept.messages(chat.id)))) == 5000
    assert timed() - before < 2.0  # 0.11 s where it was measured; a machine may be busy


def fill(store: ChatStore, chat: Chat, count: int) -> None:
    """Messages one after the other, past the store: it would wait for the disk each time."""
    rows = ((chat.id, number, f"Message {number}. " * 8) for number in range(count))
    sql = (
        "INSERT INTO messages (chat, parent, speaker, text, state, edited, created_at, changed_at,"
        " seen, facts) VALUES (?, ?, 'person', ?, 'whole', 0, '', '', 1, '{}')"
    )
    database = sqlite3.connect(store._db.path)
    with database:
        database.executemany(sql, rows)
    database.close()


@pytest.fixture
def timed() -> Callable[[], float]:
    import time

    return time.perf_counter


SAYING = """
import sys
from pathlib import Path
from engine.chats.store import ChatStore
for number in range(int(sys.argv[2])):
    with ChatStore.open(Path(sys.argv[1])) as store:
        store.say(store.new().id, 0, f"Number {number}")
"""


def test_two_processes_say_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", SAYING, str(tmp_path / "ü l"), "4"]
    running = [subprocess.Popen(arguments, cwd=ROOT) for _ in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    with ChatStore.open(tmp_path / "ü l") as store:
        assert len(store.chats()) == 8 == len(store.search("number"))
