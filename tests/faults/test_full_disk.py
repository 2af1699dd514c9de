"""A full disk: each thing that cannot be written is one sentence, and nothing that was is lost."""

import signal
from pathlib import Path

from engine import thumbnails
from engine.chats.store import open_chats
from engine.cleaning import clean, clean_ups
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.storage import Part
from tests.desktop.test_app import started, until
from tests.faults.conftest import Disk, everything, files_in
from tests.faults.deeds import DEEDS, export, in_words, noise


def test_whatever_does_not_fit_is_told_and_costs_nothing(lived_in: Disk, tmp_path: Path) -> None:
    export(tmp_path)
    before, files = everything(), files_in(lived_in.home)
    old = (lived_in.folder / "Bo.concept").read_bytes()
    lived_in.fill()
    for deed in DEEDS:
        told = in_words(deed, tmp_path / "elsewhere")
        assert told.remedy and "\n" not in str(told), deed.__name__
    lived_in.free()
    assert everything() == before
    assert (lived_in.folder / "Bo.concept").read_bytes() == old
    assert all(name.startswith("learning/") for name in files_in(lived_in.home) - files)


def test_with_room_again_everything_works(lived_in: Disk, tmp_path: Path) -> None:
    lived_in.fill()
    for deed in DEEDS:
        in_words(deed, tmp_path / "elsewhere")
    lived_in.free()
    for deed in (one for one in DEEDS if one.__name__ != "rename"):
        deed(tmp_path / "elsewhere")


def test_what_is_there_can_be_read_and_seen(lived_in: Disk) -> None:
    lived_in.fill()
    assert len(everything()) == 6
    with open_gallery() as gallery:
        picture = gallery.pictures(gallery.ids())[0]
        assert thumbnails.thumbnail(picture.path, 96)


def test_room_can_be_made_in_the_app(lived_in: Disk, tmp_path: Path) -> None:
    noise(800).save(tmp_path / "large.png")
    assert len(thumbnails.thumbnail(tmp_path / "large.png", 768)) > 100_000
    lived_in.fill()
    for offer in clean_ups():
        if offer.part is Part.CACHE:
            assert clean(offer).kept == ()
    with open_library() as library:
        library.delete("Bo")
    with open_chats() as chats:
        chats.erase(chats.chats()[0].id)
    assert not [one for one in everything() if "Where is Bo" in one or "dog" in one]


def test_the_window_starts_all_the_same(lived_in: Disk) -> None:
    lived_in.fill()
    window = started(lived_in.home)
    try:
        assert not until(lambda: window.poll() is not None, seconds=4)
    finally:
        window.send_signal(signal.SIGKILL)
        window.wait()
