"""Answers that are kept as they come: streamed, stopped, killed, drawn, and forgotten."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from engine import jobs
from engine.chats import tables
from engine.chats.concepts import used
from engine.chats.entries import PICTURE, Message, NewPicture, State, Used, Way
from engine.chats.memory import exchanges, remembered
from engine.chats.photos import attached
from engine.chats.store import ChatStore, open_chats
from engine.chats.talk import Draft, Wish, answer, respond
from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.events import Noticed, Preview, Said
from engine.settings import Settings
from tests.engine.chats.test_store import a_picture
from tests.jobs import heard

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store() -> Iterator[ChatStore]:
    """The person's chats."""
    with open_chats() as opened:
        yield opened


def asked(store: ChatStore, text: str, *pictures: NewPicture, about: tuple[Used, ...] = ()) -> int:
    """A new chat's first message."""
    return store.say(store.new(about).id, 0, text, pictures).id


def said(events: list[Any]) -> str:
    """All words of some events."""
    return "".join(event.text for event in events if isinstance(event, Said))


def test_an_answer_is_streamed_and_kept(store: ChatStore, bo: Concept, settings: Settings) -> None:
    message = asked(store, "What is Bo?", about=used(["bo"]))
    events, number = heard(answer(message, Wish(), settings))
    kept = store.path(number)[-1]
    assert kept.text == said(events) != ""
    assert (kept.parent, kept.state) == (message, State.WHOLE)
    assert kept.facts == {"way": "words", "seed": 0, "concepts": "Bo 1", "photos": 0}


def test_a_second_answer_is_livelier_and_a_branch_beside_the_first(
    store: ChatStore, settings: Settings
) -> None:
    message = asked(store, "What is it?")
    numbers = [heard(answer(message, Wish(seed=seed), settings))[1] for seed in (0, 0, 1, 2)]
    texts = [store.path(number)[-1].text for number in numbers]
    assert texts[0] == texts[1] and len(set(texts)) == 3
    assert {store.path(number)[-1].parent for number in numbers} == {message}


def test_a_stopped_answer_keeps_what_was_said(store: ChatStore, settings: Settings) -> None:
    job = answer(asked(store, "What is it?"), Wish(), settings)
    events = []
    for event in job:
        events.append(event)
        if len(said(events)) > 5:
            break
    job.close()
    [_, kept] = store.messages(store.chats()[0].id)
    assert (kept.text, kept.state) == (said(events), State.STOPPED)


def test_an_answer_stopped_before_its_first_word_is_not_there(
    store: ChatStore, settings: Settings
) -> None:
    job = answer(asked(store, "What is it?"), Wish(way=Way.PICTURE), settings)
    next(job)
    assert len(store.messages(store.chats()[0].id)) == 2
    job.close()
    assert len(store.messages(store.chats()[0].id)) == 1


def test_earlier_turns_are_read_again(store: ChatStore, settings: Settings) -> None:
    first = heard(answer(asked(store, "One?"), Wish(), settings))[1]
    chat = store.chats()[0].id
    later = heard(answer(store.say(chat, first, "Two?").id, Wish(), settings))[1]
    alone = heard(answer(asked(store, "Two?"), Wish(), settings))[1]
    assert store.path(later)[-1].text != store.path(alone)[-1].text


def test_a_photo_changes_the_answer_and_needs_no_words(
    store: ChatStore, settings: Settings, photos: list[Path]
) -> None:
    texts = {
        store.path(heard(answer(asked(store, "", attached(file)), Wish(), settings))[1])[-1].text
        for file in photos
    }
    assert len(texts) > 1


def test_a_picture_is_kept_in_the_chat_and_in_the_gallery(
    store: ChatStore, bo: Concept, settings: Settings
) -> None:
    from engine.gallery.picture import Source
    from engine.gallery.store import open_gallery

    message = asked(store, "a photo of Bo", about=used(["Bo"]))
    events, number = heard(answer(message, Wish(way=Way.PICTURE, seed=4), settings))
    kept = store.path(number)[-1]
    assert kept.text == PICTURE and kept.pictures[0].drawn
    previews = [event for event in events if isinstance(event, Preview)]
    assert previews[-1].done == 1.0 > previews[0].done
    with open_gallery() as gallery:
        [picture] = gallery.pictures(gallery.ids())
    assert (picture.source, picture.prompt, picture.seed) == (Source.CHAT, "a photo of Bo", 4)
    assert [subject.name for subject in picture.subjects] == ["Bo"]
    assert Image.open(picture.path).tobytes() == Image.open(kept.pictures[0].path).tobytes()  # type: ignore[arg-type]


def test_an_answer_that_took_long_to_begin_is_kept_though_others_looked_meanwhile(
    store: ChatStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = asked(store, "a photo")
    job = answer(message, Wish(way=Way.PICTURE), settings)
    next(job)
    with monkeypatch.context() as later:
        later.setattr(tables, "ABANDONED", -1.0)  # all that is here counts as of long ago
        open_chats().close()
    assert len(store.messages(store.chats()[0].id)) == 1
    _, number = heard(job)
    [_, kept] = store.messages(store.chats()[0].id)
    assert (kept.id, kept.parent, kept.state) == (number, message, State.WHOLE)
    assert kept.text == PICTURE and len(kept.pictures) == 1 and kept.facts["way"] == "a picture"


def test_a_picture_stopped_half_way_is_kept_as_far_as_it_was_seen(
    store: ChatStore, settings: Settings
) -> None:
    job = answer(asked(store, "a photo"), Wish(way=Way.PICTURE), settings)
    next(event for event in job if isinstance(event, Preview))
    job.close()
    kept = store.messages(store.chats()[0].id)[-1]
    assert kept.state is State.STOPPED and len(kept.pictures) == 1


def test_words_and_pictures_are_answered_in_a_chat(store: ChatStore, settings: Settings) -> None:
    first = heard(answer(asked(store, "One?"), Wish(), settings))[1]
    chat = store.chats()[0].id
    message = store.say(chat, first, "Show me two.").id
    number = heard(answer(message, Wish(way=Way.BOTH, seed=1), settings))[1]
    kept = store.path(number)[-1]
    assert kept.state is State.WHOLE and kept.text
    assert kept.text.count(PICTURE) == len(kept.pictures)


def test_a_concept_keeps_the_name_and_version_it_had_in_the_chat(
    store: ChatStore, bo: Concept, settings: Settings
) -> None:
    message = asked(store, "What is Bo?", about=used(["Bo"]))
    before = heard(answer(message, Wish(), settings))[1]
    with jobs.open_library() as library:
        library.rename("Bo", "Max")
        library.add_version("Max", bo)
    after = heard(answer(message, Wish(), settings))[1]
    assert store.path(after)[-1].text == store.path(before)[-1].text
    with jobs.open_library() as library:
        library.delete("Max")
    with pytest.raises(InputError, match="no longer"):
        heard(answer(message, Wish(), settings))
    assert len(store.messages(store.chats()[0].id)) == 3


def test_a_response_to_a_temporary_chat_is_written_nowhere(home: Path, settings: Settings) -> None:
    with ChatStore.temporary() as store:
        message = asked(store, "What is it?", a_picture(drawn=False))
        events, _ = heard(respond(store.path(message), (), Wish(), settings))
    assert said(events)
    assert not [path for path in home.rglob("*") if path.suffix in {".db", ".png", ".jpg"}]


def test_a_draft_has_words_and_pictures_in_their_order() -> None:
    draft = Draft()
    picture = Image.new("RGB", (4, 4))
    for event in (Said("a"), Preview(0, picture, 0.5), Preview(0, picture, 1.0), Said("b")):
        draft.hear(event)
    draft.hear(Preview(0, picture, 0.5))
    assert (draft.text, len(draft.pictures)) == (f"a{PICTURE}b", 1)
    draft.end_sketch()
    assert (draft.text, len(draft.pictures)) == (f"a{PICTURE}b{PICTURE}", 2)


def test_only_the_latest_turns_that_fit_are_remembered(
    store: ChatStore, settings: Settings
) -> None:
    path: list[Message] = []
    chat = store.new().id
    for number in range(4):
        asked_ = store.say(chat, path[-1].id if path else 0, f"q{number}", [a_picture(drawn=False)])
        begun = store.answer(asked_.id, {})
        store.write(begun.id, f"a{number}", State.WHOLE)
        path = store.path(begun.id)
    [session] = [heard(jobs.open_session([], settings))[1]]
    earlier = list(exchanges(path))
    events, turns = heard(remembered(session, earlier, 180))
    assert [turn.text for turn in turns] == ["q0", "q1", "q2", "q3"]
    assert [turn.photo is not None for turn in turns] == [False, False, True, True]
    assert [type(event) for event in events] == [Noticed]
    assert len(session.tokenizer.encode(["q3a3"])) < session.length(turns) <= 180 + 8
    events, turns = heard(remembered(session, earlier, 20))
    assert turns and [turn.photo for turn in turns] == [None] * len(turns)
    assert "forgotten" in str(events[0]) and turns[-1].text == "q3"


def test_a_chat_goes_on_without_an_earlier_photo_whose_file_is_gone(
    store: ChatStore, settings: Settings
) -> None:
    chat = store.new().id
    shown = store.say(chat, 0, "Look", [a_picture(drawn=False)])
    first = heard(answer(shown.id, Wish(), settings))[1]
    assert shown.pictures[0].path is not None
    shown.pictures[0].path.unlink()
    events, number = heard(answer(store.say(chat, first, "And?").id, Wish(), settings))
    assert store.path(number)[-1].state is State.WHOLE
    assert any(isinstance(one, Noticed) and "is gone" in one.text for one in events)
    with pytest.raises(InputError, match="photo of this message is gone"):
        heard(answer(shown.id, Wish(), settings))


KILLED = """
import json, sys, time
from engine.chats import talk
from engine.events import Said
from engine.settings import Settings
text = ""
for event in talk.answer(int(sys.argv[1]), talk.Wish(), Settings(checkpoint=sys.argv[2])):
    if isinstance(event, Said):
        text += event.text
        print(json.dumps(text), flush=True)
        time.sleep(0.05)
"""


def test_a_kill_in_the_middle_of_an_answer_loses_half_a_second_at_most(
    store: ChatStore, settings: Settings
) -> None:
    message = asked(store, "What is it?")
    arguments = [sys.executable, "-c", KILLED, str(message), str(settings.checkpoint)]
    heard_at: list[tuple[float, str]] = []
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            heard_at.append((time.monotonic(), json.loads(line)))
            if heard_at[-1][0] - heard_at[0][0] > 1.5:
                break
        os.kill(process.pid, signal.SIGKILL)
        killed = time.monotonic()
    assert process.returncode == -signal.SIGKILL
    due = max((text for at, text in heard_at if at < killed - 1.0), key=len)
    kept = store.path(message + 1)[-1]
    assert kept.state is State.WRITING
    assert kept.text.startswith(due)


def test_an_answer_in_a_chat_that_is_just_being_erased_is_refused_in_words(
    store: ChatStore,
) -> None:
    message, begun = asked(store, "Hm?"), threading.Event()

    def erase_slowly() -> None:
        with open_chats() as other, other._db.change():
            other._tables.delete(other.chat_of(message).id)
            begun.set()
            time.sleep(0.5)  # the answer has come, and waits

    with ThreadPoolExecutor(1) as aside:
        erased = aside.submit(erase_slowly)
        begun.wait()
        with pytest.raises(InputError, match="gone"):
            store.answer(message, {})
        erased.result()


def test_what_is_asked_of_a_job_travels_between_processes(store: ChatStore) -> None:
    message = asked(store, "What is it?", a_picture(drawn=False))
    path = tuple(store.path(message))
    for job in ((answer, (message, Wish(), Settings())), (respond, (path, (), Wish(), Settings()))):
        assert ForkingPickler.loads(ForkingPickler.dumps(job)) == job
