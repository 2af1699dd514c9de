"""Photos before they are learned from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import photo_tray
from desktop.state.photo_tray import PhotoTray
from engine.errors import InputError
from engine.events import Job, Looked, Progress
from engine.learning.intake import Crop
from engine.settings import Settings
from engine.thumbnails import thumbnail
from engine.vision.checks import FEW_FACES
from engine.vision.findings import Finding, Flaw, Light
from tests.desktop import learned


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three photos in a folder."""
    return [learned.photo(tmp_path / "photos" / f"{n}.png", 50 * n) for n in range(3)]


@pytest.fixture
def tray(context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PhotoTray]:
    """An empty tray whose photos are looked at without networks."""
    monkeypatch.setattr(photo_tray, "check_photos", learned.looking)
    made = PhotoTray(context)
    yield made
    qtbot.waitUntil(lambda: not made._errands.busy)


@pytest.fixture
def looked(tray: PhotoTray, files: list[Path], qtbot: QtBot) -> PhotoTray:
    """The tray with all three, looked at."""
    tray.add(files)
    qtbot.waitUntil(lambda: len(tray.reports) == 3 and not tray.checking)
    return tray


def endless(*_: object) -> Job[None]:
    """A job that gets nowhere."""
    while True:
        yield Progress(0, 1)


def paths(tray: PhotoTray) -> list[str]:
    """The names of the photos."""
    return [photo.path.name for photo in tray.photos]


def test_a_folder_brings_its_photos_and_each_comes_once(
    looked: PhotoTray, files: list[Path], qtbot: QtBot
) -> None:
    looked.add([files[0].parent])
    qtbot.waitUntil(lambda: not looked._errands.busy)
    assert paths(looked) == ["0.png", "1.png", "2.png"]


def test_lights_and_places_are_counted(looked: PhotoTray) -> None:
    assert [looked.count(light) for light in Light] == [2, 1, 0]
    assert looked.located == 3


def test_the_suggested_part_is_taken_until_another_is_chosen(looked: PhotoTray) -> None:
    first, second, third = (photo.path for photo in looked.photos)
    looked.crop(second, (0, 0, 40, 40))
    looked.crop(third, None)
    assert looked.crops() == (Crop(first, (10, 0, 70, 60)), Crop(second, (0, 0, 40, 40)))


def test_every_change_can_be_taken_back_and_done_again(looked: PhotoTray) -> None:
    first = looked.photos[0].path
    looked.crop(first, (0, 0, 40, 40))
    looked.remove([first])
    assert paths(looked) == ["1.png", "2.png"]
    looked.undo()
    assert looked.photos[0].crop == (0, 0, 40, 40)
    looked.undo()
    assert looked.photos[0].crop is None
    looked.redo()
    looked.redo()
    assert paths(looked) == ["1.png", "2.png"]
    assert not looked.can_redo


def test_a_pasted_picture_is_kept_privately_and_erased_with_the_form(
    tray: PhotoTray, files: list[Path], qtbot: QtBot, home: Path
) -> None:
    tray.paste(files[0].read_bytes())
    qtbot.waitUntil(lambda: len(tray.photos) == 1)
    draft = tray.photos[0].path
    assert draft.parent == home / "drafts"
    tray.clear()
    qtbot.waitUntil(lambda: not draft.exists())
    assert files[0].exists()


def test_beginning_anew_leaves_no_small_view_of_a_photo(
    looked: PhotoTray, files: list[Path], home: Path, qtbot: QtBot
) -> None:
    for path in files:
        thumbnail(path, 96)
    looked.remove(files[:1])
    looked.clear()
    qtbot.waitUntil(lambda: not looked._errands.busy)
    assert [path for path in (home / "cache" / "thumbnails").rglob("*") if path.is_file()] == []


def test_a_folder_without_photos_is_refused(tray: PhotoTray, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(tray.failed) as failed:
        tray.add([tmp_path / "empty"])
    assert isinstance(failed.args[0], InputError)


def test_another_kind_is_looked_at_anew(
    looked: PhotoTray, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[str] = []

    def looking(some: object, kind: str, settings: object, parts: object) -> object:
        kinds.append(kind)
        return learned.looking((), kind, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(photo_tray, "check_photos", looking)
    looked.choose_kind("person")
    qtbot.waitUntil(lambda: kinds == ["person"])


def light_of_second(tray: PhotoTray) -> Light:
    """The second photo's."""
    return tray.reports[tray.photos[1].path].light


def test_another_part_is_looked_at_and_so_is_taking_it_back(
    looked: PhotoTray, qtbot: QtBot
) -> None:
    second = looked.photos[1].path
    assert light_of_second(looked) is Light.AMBER
    looked.crop(second, (0, 0, 40, 40))
    qtbot.waitUntil(lambda: light_of_second(looked) is Light.GREEN)
    looked.undo()
    qtbot.waitUntil(lambda: light_of_second(looked) is Light.AMBER)
    looked.crop(second, None)  # all of it is a choice as well
    qtbot.waitUntil(lambda: light_of_second(looked) is Light.GREEN)


def test_no_light_flickers_while_photos_are_looked_at_again(
    looked: PhotoTray, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (photo.path for photo in looked.photos[:2])
    twice = (Finding(Flaw.TWICE, Light.RED, other=first),)

    def looking(*_: object) -> Job[None]:
        alone = replace(looked.reports[second], findings=())
        yield Looked(alone)
        yield Looked(replace(alone, findings=twice))

    monkeypatch.setattr(photo_tray, "check_photos", looking)
    seen: list[Light] = []
    looked.changed.connect(lambda: seen.append(light_of_second(looked)))
    looked.crop(first, (0, 0, 40, 40))
    qtbot.waitUntil(lambda: light_of_second(looked) is Light.RED)
    assert set(seen) == {Light.AMBER, Light.RED}


def test_many_small_moves_of_the_square_are_looked_at_once(
    looked: PhotoTray, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Sequence[Crop]] = []

    def looking(
        some: Sequence[Path], kind: str, settings: Settings, parts: Sequence[Crop]
    ) -> object:
        seen.append(parts)
        return learned.looking(some, kind, settings, parts)

    monkeypatch.setattr(photo_tray, "check_photos", looking)
    first, third = looked.photos[0].path, looked.photos[2].path
    looked.crop(third, None)
    for left in range(5):
        looked.crop(first, (left, 0, left + 40, 40))
    qtbot.waitUntil(lambda: bool(seen) and not looked.checking)
    assert seen == [(Crop(first, (4, 0, 44, 40)), Crop(third, (0, 0, 80, 60)))]


def test_what_could_not_be_found_out_is_known_until_it_is_looked_at_again(
    looked: PhotoTray, qtbot: QtBot
) -> None:
    looked.choose_kind("person")
    qtbot.waitUntil(lambda: looked.unchecked == (FEW_FACES,))
    looked.choose_kind("pet")
    assert looked.unchecked == ()


def test_clearing_stops_looking(
    tray: PhotoTray,
    files: list[Path],
    qtbot: QtBot,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(photo_tray, "check_photos", endless)
    tray.add(files)
    qtbot.waitUntil(lambda: tray.checking)
    tray.clear()
    qtbot.waitUntil(lambda: not context.queue.jobs)
    assert tray.photos == ()


def test_signals_are_few(looked: PhotoTray) -> None:
    told: list[int] = []
    count: Callable[[], None] = lambda: told.append(1)  # noqa: E731
    looked.changed.connect(count)
    looked.crop(looked.photos[0].path, (0, 0, 40, 40))
    assert told == [1]
