"""Photos on the teach page: how they come, what is said about them, and the part that is meant."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop import thumbnails
from desktop.context import Context
from desktop.state import photo_tray
from desktop.state.photo_tray import PhotoTray
from desktop.views.teach_photos import TeachPhotos
from desktop.widgets.crop_editor import CropEditor
from desktop.widgets.photo_tiles import PhotoTiles
from engine.vision.checks import FEW_FACES
from engine.vision.findings import Finding, Flaw, Light
from tests.desktop import learned


@pytest.fixture
def tray(context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PhotoTray]:
    """An empty tray whose photos are looked at without networks."""
    monkeypatch.setattr(photo_tray, "check_photos", learned.looking)
    made = PhotoTray(context)
    yield made
    qtbot.waitUntil(lambda: not made._errands.busy)


@pytest.fixture
def photos(tray: PhotoTray, context: Context, qtbot: QtBot) -> TeachPhotos:
    """Shown and empty."""
    page = QWidget()
    qtbot.addWidget(page)
    made = TeachPhotos(tray, context, thumbnails.shared(), page)
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    return made


@pytest.fixture
def filled(photos: TeachPhotos, tray: PhotoTray, tmp_path: Path, qtbot: QtBot) -> TeachPhotos:
    """Two photos that were looked at."""
    tray.add([learned.photo(tmp_path / f"{n}.png", 80 * n) for n in range(2)])
    qtbot.waitUntil(lambda: len(tray.reports) == 2 and not tray.checking)
    return photos


def said(photos: TeachPhotos) -> list[str]:
    """All words that are seen."""
    return [label.text() for label in photos.findChildren(QLabel) if label.isVisible()]


def files(*paths: Path) -> QMimeData:
    """Files, as a file manager hands them over."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def red() -> QImage:
    """A picture that is no file."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def drop(photos: TeachPhotos, data: QMimeData) -> bool:
    """Hold it over the photos and, where it is taken, drop it; whether it was."""
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    held = QDropEvent(QPointF(5, 5), copy, data, left, none, QEvent.Type.DragEnter)
    held.ignore()
    photos.dragEnterEvent(held)  # type: ignore[arg-type]  # its own constructor is deprecated
    if held.isAccepted():
        photos.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    return held.isAccepted()


def names(tray: PhotoTray) -> list[str]:
    """Of the photos' files."""
    return [photo.path.name for photo in tray.photos]


def test_dropped_files_become_photos(
    photos: TeachPhotos, tray: PhotoTray, tmp_path: Path, qtbot: QtBot
) -> None:
    assert drop(photos, files(learned.photo(tmp_path / "a.png")))
    qtbot.waitUntil(lambda: names(tray) == ["a.png"])


def test_a_dropped_folder_brings_its_pictures(
    photos: TeachPhotos, tray: PhotoTray, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("b.png", "a.png"):
        learned.photo(tmp_path / "bo" / name)
    (tmp_path / "bo" / "notes.txt").write_text("no photo")
    assert drop(photos, files(tmp_path / "bo"))
    qtbot.waitUntil(lambda: names(tray) == ["a.png", "b.png"])


def test_a_picture_that_is_dropped_without_a_file_is_kept_as_a_draft(
    photos: TeachPhotos, tray: PhotoTray, home: Path, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setImageData(red())
    assert drop(photos, data)
    qtbot.waitUntil(lambda: len(tray.photos) == 1)
    draft = tray.photos[0].path
    assert draft.parent == home / "drafts"
    assert QImage(str(draft)).pixelColor(5, 5) == Qt.GlobalColor.red


def test_a_copied_picture_and_copied_files_are_pasted(
    photos: TeachPhotos, tray: PhotoTray, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    paste = context.actions.find("teach.paste")
    QGuiApplication.clipboard().setImage(red())
    paste.trigger()
    qtbot.waitUntil(lambda: len(tray.photos) == 1)
    copied = [learned.photo(tmp_path / name, 20) for name in ("a.png", "b.png")]
    QGuiApplication.clipboard().setMimeData(files(*copied))
    paste.trigger()
    qtbot.waitUntil(lambda: names(tray)[1:] == ["a.png", "b.png"])


def test_what_is_no_photo_is_refused_with_the_reason_and_the_photos_beside_it_are_taken(
    photos: TeachPhotos, tray: PhotoTray, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[str] = []
    context.notices.said.connect(lambda notice: told.append(notice.text))
    others = [tmp_path / name for name in ("a.pdf", "b.mp4", "c.txt", "d.exe")]
    assert drop(photos, files(*others))
    assert told[0].startswith("a.pdf, b.mp4, c.txt, …: not taken. What is taken: photos (JPEG,")
    drop(photos, files(learned.photo(tmp_path / "a.png"), others[0]))
    qtbot.waitUntil(lambda: names(tray) == ["a.png"])
    assert told[1].startswith("a.pdf: not taken.")


def test_lights_are_words_and_reasons_are_shown(filled: TeachPhotos) -> None:
    tiles = filled.findChild(PhotoTiles)
    assert [tiles.item(row).text() for row in range(2)] == ["Good", "Could be better"]
    tiles.setCurrentRow(1)
    assert any("blurred" in text and "sharper" in text for text in said(filled))
    assert any("removed from" in text for text in said(filled))


def test_a_near_copy_is_said_to_be_one_of_which_photo(filled: TeachPhotos, tray: PhotoTray) -> None:
    first, second = (photo.path for photo in tray.photos)
    twice = Finding(Flaw.TWICE, Light.AMBER, other=first)
    tray.reports[second] = replace(tray.reports[second], findings=(twice,))
    tray.changed.emit()
    filled.findChild(PhotoTiles).setCurrentRow(1)
    assert any("It is photo 1, 0.png." in text for text in said(filled))


def test_that_faces_were_not_compared_is_seen_for_people_alone(
    filled: TeachPhotos, tray: PhotoTray, qtbot: QtBot
) -> None:
    assert FEW_FACES not in said(filled)
    tray.choose_kind("person")
    qtbot.waitUntil(lambda: FEW_FACES in said(filled))


def test_keys_alone_crop_a_photo_and_take_it_back(
    filled: TeachPhotos, tray: PhotoTray, qtbot: QtBot
) -> None:
    crop = filled.findChild(CropEditor)
    qtbot.waitUntil(crop.isEnabled)
    qtbot.keyClick(crop, Qt.Key.Key_Left)
    assert tray.photos[0].crop == (7, 0, 67, 60)
    qtbot.keyClick(crop, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tray.crop_of(tray.photos[0]) == (10, 0, 70, 60)


def test_home_takes_what_is_suggested_for_the_kind_that_was_chosen_last(
    filled: TeachPhotos, tray: PhotoTray, qtbot: QtBot
) -> None:
    crop, first = filled.findChild(CropEditor), tray.photos[0].path
    qtbot.waitUntil(crop.isEnabled)
    assert crop.box == (10, 0, 70, 60)
    tray.reports[first] = replace(tray.reports[first], crop=(0, 0, 30, 30))
    tray.changed.emit()
    assert crop.box == (0, 0, 30, 30)
    qtbot.keyClick(crop, Qt.Key.Key_Right)
    qtbot.keyClick(crop, Qt.Key.Key_Home)
    assert tray.crop_of(tray.photos[0]) == (0, 0, 30, 30)


def test_another_part_changes_the_light_that_is_shown(filled: TeachPhotos, qtbot: QtBot) -> None:
    tiles, crop = filled.findChild(PhotoTiles), filled.findChild(CropEditor)
    tiles.setCurrentRow(1)
    qtbot.waitUntil(crop.isEnabled)
    qtbot.keyClick(crop, Qt.Key.Key_Plus)
    qtbot.keyClick(crop, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: tiles.item(1).text() == "Good")
