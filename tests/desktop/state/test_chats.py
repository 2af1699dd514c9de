"""The open chat without widgets: answers that come, stop, fail, branch, and are never written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.state.jobs import JobStatus
from engine.chats import talk
from engine.chats.entries import PICTURE, Speaker, State, Way
from engine.errors import SetupError
from engine.events import Job, Noticed, Preview, Progress, Said
from engine.learning.keeping import open_library
from tests.desktop.chat_script import Script, Until, chats, kept, said, script, texts, until
from tests.desktop.learned import add, concept
from tests.desktop.scripted_engine import ScriptedEngine
from tests.engine.chats.test_store import a_picture

__all__ = ["chats", "said", "script", "until"]


def test_a_message_is_kept_before_it_is_answered(
    chats: Chats, context: Context, script: Script, until: Until
) -> None:
    script.endless = True
    chats.send("Hello", (), Way.WORDS)
    until(lambda: chats.chat.answering is not None and bool(chats.chat.answering.draft.text))
    with kept(context) as store:
        [asked, *_] = store.messages(store.chats()[0].id)
    assert asked.text == "Hello"
    chats.chat.stop()
    until(lambda: chats.chat.answering is None)


def test_what_is_said_is_shown_together_with_the_answer_that_is_coming(
    chats: Chats, script: Script, until: Until
) -> None:
    script.endless = True
    seen: list[tuple[int, bool]] = []
    chats.chat.changed.connect(
        lambda: seen.append((len(chats.chat.shown), chats.chat.answering is not None))
    )
    chats.send("Hello", (), Way.WORDS)
    until(lambda: chats.chat.answering is not None)
    assert seen == [(1, True)]
    chats.chat.stop()
    until(lambda: chats.chat.answering is None)


def test_an_answer_is_shown_and_the_chat_is_listed(chats: Chats, said: Callable[..., None]) -> None:
    said("Where is Bo?")
    assert texts(chats) == ["Where is Bo?", "One two."]
    row = chats.list.model.at(0)
    assert row is not None and row.chat.title == "Where is Bo?"


def test_stopping_keeps_the_part(
    chats: Chats, script: Script, until: Until, context: Context
) -> None:
    script.endless = True
    chats.send("Hello", (), Way.WORDS)
    until(lambda: bool(chats.chat.answering and "more" in chats.chat.answering.draft.text))
    chats.chat.stop()
    until(lambda: chats.chat.answering is None)
    [_, answer] = chats.chat.shown
    assert answer.message.state is State.STOPPED and "One two." in answer.message.text
    assert context.queue.past[0].status is JobStatus.CANCELLED


def test_nothing_is_said_while_an_answer_is_coming(
    chats: Chats, script: Script, until: Until
) -> None:
    script.endless = True
    chats.send("Hello", (), Way.WORDS)
    until(lambda: chats.chat.answering is not None)
    assert not chats.send("And?", (), Way.WORDS)
    chats.chat.stop()
    until(lambda: chats.chat.answering is None)
    assert not chats.send(" ", (), Way.WORDS)


def test_branches_of_answers_and_questions(
    chats: Chats, script: Script, said: Callable[..., None], until: Until
) -> None:
    said("Hello")
    script.events = (Said("Another."),)
    chats.chat.again(chats.chat.shown[1].message.id)
    until(lambda: texts(chats) == ["Hello", "Another."])
    assert (script.asked[-1][0].seed, chats.chat.shown[1].branch.count) == (1, 2)
    chats.chat.step(chats.chat.shown[1].message.id, -1)
    until(lambda: texts(chats) == ["Hello", "One two."])
    chats.chat.say_instead(chats.chat.shown[0].message.id, "Good morning")
    until(lambda: texts(chats) == ["Good morning", "Another."])
    assert chats.chat.shown[0].branch.number == 2
    chats.chat.step(chats.chat.shown[0].message.id, -1)
    until(lambda: texts(chats) == ["Hello", "One two."])


def ways(script: Script) -> list[Way]:
    """How each answer was asked for."""
    return [wish.way for wish, _ in script.asked]


@pytest.mark.parametrize("temporary", [False, True])
def test_a_question_is_answered_the_same_way_again_and_in_other_words(
    chats: Chats, script: Script, said: Callable[..., None], until: Until, *, temporary: bool
) -> None:
    if temporary:
        chats.chat.begin_temporary()
    script.events = (Preview(0, Image.new("RGB", (8, 8)), 1.0),)
    said("A cat", Way.PICTURE)
    question, answer = (one.message.id for one in chats.chat.shown)
    chats.chat.again(question)
    until(lambda: chats.chat.shown[1].branch.count == 2 and chats.chat.answering is None)
    chats.chat.again(answer)
    until(lambda: chats.chat.shown[1].branch.count == 3 and chats.chat.answering is None)
    chats.chat.say_instead(question, "A dog")
    until(lambda: texts(chats) == ["A dog", PICTURE] and chats.chat.answering is None)
    assert ways(script) == [Way.PICTURE] * 4


def test_a_picture_that_failed_is_asked_for_again_as_a_picture(
    chats: Chats, script: Script, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Job[list[object]]:
        raise SetupError("No memory.", remedy="Close programs.")
        yield Progress(0, 1, "Opening the model")

    answers = talk.respond
    monkeypatch.setattr(talk, "respond", refused)
    chats.send("A cat", (), Way.PICTURE)
    until(lambda: chats.chat.problem is not None and chats.chat.answering is None)
    monkeypatch.setattr(talk, "respond", answers)
    chats.chat.again(chats.chat.shown[-1].message.id)
    until(lambda: len(chats.chat.shown) == 2 and chats.chat.answering is None)
    assert ways(script) == [Way.PICTURE]


def test_a_corrected_answer_is_marked(
    chats: Chats, said: Callable[..., None], until: Until
) -> None:
    said("Hello")
    chats.chat.correct(chats.chat.shown[1].message.id, "One, two.")
    until(lambda: texts(chats)[1] == "One, two.")
    assert chats.chat.shown[1].message.edited


def test_a_failure_is_told_and_the_question_stays(
    chats: Chats, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Job[list[object]]:
        yield Progress(0, 1, "Opening the model")
        raise SetupError("No memory.", remedy="Close programs.")

    monkeypatch.setattr(talk, "respond", refused)
    chats.send("Hello", (), Way.WORDS)
    until(lambda: chats.chat.problem is not None and chats.chat.answering is None)
    assert texts(chats) == ["Hello"] and chats.chat.problem.remedy == "Close programs."  # type: ignore[union-attr]


def test_an_engine_that_died_leaves_what_was_said(
    chats: Chats, script: Script, engine: ScriptedEngine, until: Until
) -> None:
    script.endless = True
    chats.send("Hello", (), Way.WORDS)
    until(lambda: bool(chats.chat.answering and "more" in chats.chat.answering.draft.text))
    engine.die(SetupError("The engine stopped.", remedy="Try again."))
    until(lambda: chats.chat.answering is None)
    assert chats.chat.problem is not None
    assert texts(chats)[0] == "Hello"


def test_another_chat_can_be_looked_at_while_an_answer_comes(
    chats: Chats, script: Script, said: Callable[..., None], until: Until
) -> None:
    said("First")
    first = chats.chat.chat.id  # type: ignore[union-attr]
    chats.chat.begin()
    script.endless = True
    chats.send("Second", (), Way.WORDS)
    until(lambda: bool(chats.chat.answering and chats.chat.answering.draft.text))
    second = chats.chat.chat.id  # type: ignore[union-attr]
    chats.chat.open(first)
    until(lambda: texts(chats) == ["First", "One two."])
    assert chats.chat.answering is None
    chats.chat.open(second)
    until(lambda: texts(chats) == ["Second"])
    assert chats.chat.answering is not None
    chats.chat.stop()
    until(lambda: chats.chat.answering is None)
    assert len(texts(chats)) == 2


def test_a_temporary_chat_has_answers_branches_and_leaves_no_file(
    chats: Chats, context: Context, script: Script, said: Callable[..., None], until: Until
) -> None:
    before = {path for path in context.home.rglob("*") if path.suffix != ".db-wal"}
    chats.chat.begin_temporary()
    script.events = (Said("Look: "), Preview(0, Image.new("RGB", (8, 8)), 1.0), Said("so."))
    said("Secret?", Way.BOTH)
    assert texts(chats) == ["Secret?", f"Look: {PICTURE}so."]
    assert chats.chat.shown[1].message.pictures[0].path is None
    chats.chat.again(chats.chat.shown[1].message.id)
    until(lambda: chats.chat.shown[1].branch.count == 2 and chats.chat.answering is None)
    chats.chat.begin()
    assert texts(chats) == []
    chats.chat.begin_temporary()
    assert texts(chats)[0] == "Secret?"
    chats.chat.end_temporary()
    chats.chat.begin_temporary()
    assert texts(chats) == []
    until(lambda: chats.chat.library.idle)
    assert {path for path in context.home.rglob("*") if path.suffix != ".db-wal"} <= before | {
        context.home / "library" / "library.db-shm"
    }
    with kept(context) as store:
        assert store.chats() == []


def test_drawing_is_heard_row_by_row(chats: Chats, script: Script, until: Until) -> None:
    script.events = (Noticed("It is experimental."),)
    script.more, script.endless = Preview(0, Image.new("RGB", (8, 8)), 0.25), True
    chats.send("Draw", (), Way.PICTURE)
    until(lambda: bool(chats.chat.answering and chats.chat.answering.drawn == 0.25))
    answering = chats.chat.answering
    assert answering is not None and answering.draft.sketch is not None
    assert answering.remarks == ["It is experimental."]
    script.endless = False
    until(lambda: chats.chat.answering is None)
    assert texts(chats) == ["Draw", PICTURE]


def test_an_interrupted_answer_of_another_day_is_shown_as_it_was_left(
    chats: Chats, context: Context, until: Until
) -> None:
    with kept(context) as store:
        chat = store.new()
        begun = store.answer(store.say(chat.id, 0, "Hm?").id, {})
        store.write(begun.id, "Half", State.WRITING, [a_picture()])
    chats.open(chat.id)
    until(lambda: texts(chats) == ["Hm?", "Half"])
    assert chats.chat.shown[1].message.speaker is Speaker.MODEL


def test_a_message_is_said_in_other_words_though_the_file_of_its_photo_is_gone(
    chats: Chats, context: Context, script: Script, until: Until
) -> None:
    with kept(context) as store:
        chat = store.new()
        shown = store.say(chat.id, 0, "Look", [a_picture(drawn=False)])
    assert shown.pictures[0].path is not None
    shown.pictures[0].path.unlink()
    chats.open(chat.id)
    until(lambda: texts(chats) == ["Look"])
    chats.chat.say_instead(shown.id, "See")
    until(lambda: texts(chats) == ["See", "One two."] and chats.chat.answering is None)


def test_the_version_in_use_is_taken_of_a_concept_that_was_renamed(
    chats: Chats, until: Until, tmp_path: Path
) -> None:
    add(tmp_path, "Bo")
    chats.known.refresh()
    until(lambda: bool(chats.known.cards))
    chats.chat.begin(chats.known.used(["Bo"]))
    with open_library() as library:
        library.add_version("Bo", concept("Bo"))
        library.rename("Bo", "Bello")
    chats.known.refresh()
    until(lambda: chats.known.cards[0].entry.name == "Bello")
    chats.use_newest("Bo")
    assert [(one.name, one.version) for one in chats.chat.concepts] == [("Bo", 2)]
