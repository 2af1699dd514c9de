from PIL import Image

from desktop.pace import Pace
from engine.events import Measured, Preview, Progress, Said

PICTURE = Image.new("RGB", (2, 2))


def test_words_that_come_fast_are_joined_and_none_is_lost() -> None:
    pace = Pace()
    sent = [
        event
        for step, word in enumerate("abcdefgh")
        for event in pace.release(Said(word), step * 0.01)
    ]
    sent += pace.flush()
    assert "".join(event.text for event in sent if isinstance(event, Said)) == "abcdefgh"
    assert len(sent) == 3


def test_of_fast_progress_the_latest_and_the_last_are_kept() -> None:
    pace = Pace()
    sent = [
        event for step in range(1, 101) for event in pace.release(Progress(step, 100), step / 1000)
    ]
    assert sent[0] == Progress(1, 100) and sent[-1] == Progress(100, 100)
    assert len(sent) < 8


def test_what_was_held_goes_before_another_kind_of_event() -> None:
    pace = Pace()
    pace.release(Said("a"), 0.0)
    assert pace.release(Said("b"), 0.001) == []
    assert pace.release(Measured("loss", 1.0, 1), 0.002) == [Said("b"), Measured("loss", 1.0, 1)]


def test_two_phases_are_never_joined() -> None:
    pace = Pace()
    pace.release(Progress(1, 9, "Looking"), 0.0)
    pace.release(Progress(2, 9, "Looking"), 0.001)
    sent = pace.release(Progress(0, 9, "Learning"), 0.002)
    assert sent + pace.flush() == [Progress(2, 9, "Looking"), Progress(0, 9, "Learning")]


def test_previews_of_one_picture_are_thinned_but_the_finished_one_arrives() -> None:
    pace = Pace()
    sent = [
        event
        for row in range(1, 21)
        for event in pace.release(Preview(0, PICTURE, row / 20), row * 0.02)
    ]
    assert len(sent) < 8 and isinstance(sent[-1], Preview) and sent[-1].done == 1
    assert pace.release(Preview(1, PICTURE, 0.1), 0.4) != []
