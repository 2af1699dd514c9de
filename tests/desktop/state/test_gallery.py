"""The gallery's state, without a widget."""

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.state.jobs import JobKind
from desktop.state.pictures import PictureModel, PictureRole
from engine.errors import InputError
from engine.gallery.export import Wrapping
from engine.gallery.mark import PACKET
from engine.gallery.query import Query, Sort
from engine.gallery.store import Gallery
from engine.paths import OUTGOING
from tests.desktop.drawn import MILA, kept
from tests.desktop.scripted_engine import playing


@pytest.fixture
def state(context: Context) -> GalleryState:
    """The gallery of an empty home."""
    return GalleryState(context.home, context.queue, context.notices, context.settings)


@pytest.fixture
def settle(state: GalleryState, qtbot: QtBot) -> object:
    """Waits until nothing is read or written any more."""

    def wait() -> None:
        qtbot.waitUntil(lambda: state.loaded and not state.busy, timeout=10_000)
        qtbot.waitUntil(lambda: not state.model._errands.busy, timeout=10_000)

    return wait


def test_pictures_are_found_newest_first_with_what_can_be_chosen(
    state: GalleryState, settle, home: Path
) -> None:
    pictures = kept(home, 1, 2, 3)
    state.reload()
    settle()
    assert state.model.ids == [one.id for one in reversed(pictures)]
    assert [(one.name, one.count) for one in state.found.concepts] == [("Bo", 3)]


def test_a_query_narrows_the_list(state: GalleryState, settle, home: Path) -> None:
    first, second = kept(home, 1, 2)
    state.reload()
    state.ask(text="sea 1")
    settle()
    assert state.model.ids == [first.id]
    state.ask(text="", sort=Sort.OLDEST)
    settle()
    assert state.model.ids == [first.id, second.id]


def test_labels_are_written_and_shown(state: GalleryState, settle, home: Path) -> None:
    (picture,) = kept(home, 1)
    state.reload()
    settle()
    assert state.model.index(0).data(PictureRole.PICTURE) is None
    settle()
    state.set_favourite([picture.id], True)
    state.rate([picture.id], 4)
    state.tag([picture.id], "sea")
    state.put([picture.id], "Best")
    settle()
    shown = state.model.index(0).data(PictureRole.PICTURE)
    assert (shown.favourite, shown.rating) == (True, 4)
    assert (shown.tags, shown.albums) == (("sea",), ("Best",))
    assert "4" in state.model.words(shown) and "favourite" in state.model.words(shown)
    state.untag([picture.id], "sea")
    state.take_out([picture.id], "Best")
    settle()
    assert state.model.picture(0).tags == () == state.model.picture(0).albums


def test_deleting_can_be_undone_and_is_real_after_that(
    state: GalleryState, settle, home: Path, context: Context
) -> None:
    one, two = kept(home, 1, 2)
    state.reload()
    settle()
    state.delete([one.id])
    assert state.model.ids == [two.id]
    context.notices.undo()
    settle()
    assert state.model.ids == [two.id, one.id]
    state.delete([one.id])
    settle()
    context.notices.commit()
    settle()
    assert not one.path.exists() and two.path.exists()


def test_a_refused_label_is_told(state: GalleryState, settle, home: Path, qtbot: QtBot) -> None:
    (picture,) = kept(home, 1)
    with qtbot.waitSignal(state.failed, timeout=5000) as failed:
        state.rate([picture.id], 9)
    assert isinstance(failed.args[0], InputError)


def test_pictures_are_exported_and_copies_are_erased(
    state: GalleryState, settle, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    ids = [one.id for one in kept(home, 1, 2)]
    state.reload()
    out = tmp_path / "out"
    out.mkdir()
    state.export(ids, out, Wrapping())
    settle()
    assert sorted(path.name for path in out.iterdir()) == ["drawing-1.png", "drawing-2.png"]
    with qtbot.waitSignal(state.copied, timeout=5000) as copied:
        state.copy_out(ids)
    (first, second) = copied.args[0]
    assert first.exists() and second.exists() and (home / OUTGOING) in first.parents
    state.erase_copies()
    settle()
    assert not (home / OUTGOING).exists()


def test_what_a_crash_left_on_its_way_out_is_erased_at_the_start(
    context: Context, qtbot: QtBot
) -> None:
    left = context.home / OUTGOING / "x" / "drawing-1.png"
    left.parent.mkdir(parents=True)
    left.touch()
    state = GalleryState(context.home, context.queue, context.notices, context.settings)
    qtbot.waitUntil(lambda: not state.busy, timeout=5000)
    assert not left.exists()


def test_a_sheet_is_the_same_however_pictures_were_selected_and_marked_where_one_is_of_a_person(
    state: GalleryState, settle, home: Path, tmp_path: Path, context: Context
) -> None:
    ids = [kept(home, 1)[0].id, kept(home, 2, subjects=(MILA,))[0].id]
    state.reload()
    state.export_sheet(ids, tmp_path / "sheet.png")
    state.export_sheet(ids[::-1], tmp_path / "newest first.png")
    settle()
    sheet = (tmp_path / "sheet.png").read_bytes()
    assert sheet == (tmp_path / "newest first.png").read_bytes() and PACKET.encode() in sheet
    context.settings.change(mark_people=False)
    state.export_sheet(ids, tmp_path / "unmarked.png")
    settle()
    assert PACKET.encode() not in (tmp_path / "unmarked.png").read_bytes()


def test_files_that_are_gone_are_told_and_recovered_by_a_job(
    state: GalleryState, settle, home: Path
) -> None:
    one, _ = kept(home, 1, 2)
    one.path.unlink()
    state.reload()
    settle()
    assert state.found.missing == (one.id,)
    job = state.recover()
    assert job is not None and job.kind is JobKind.DRAW
    job.cancel()
    state.forget_missing()
    settle()
    assert one.id not in state.model.ids


def test_a_drawing_that_ends_brings_its_pictures(
    state: GalleryState, settle, home: Path, context: Context, qtbot: QtBot
) -> None:
    state.reload()
    settle()
    (picture,) = kept(home, 1)
    context.queue.add("Bo", JobKind.DRAW, playing, [])
    qtbot.waitUntil(lambda: state.model.ids == [picture.id], timeout=5000)


def test_settings_say_how_pictures_are_given_away(state: GalleryState, context: Context) -> None:
    context.settings.change(export_recipe="recipe", mark_people=False)
    assert state.wrapping(scale=2).content == "recipe"
    assert not state.wrapping().mark_people
    assert state.wrapping(clean=True).content == "clean"


def test_the_model_keeps_qts_rules_through_every_kind_of_change(home: Path, qtbot: QtBot) -> None:
    ids = [one.id for one in kept(home, *range(5))]
    model = PictureModel(home / "library")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for shown in (ids[:3], ids, ids[1:], [ids[1], *ids[3:]], ids[::-1], [], ids):
        model.show_ids(shown)
        assert [model.index(row).data(PictureRole.ID) for row in range(len(shown))] == shown
    [model.index(row).data() for row in range(5)]
    with qtbot.waitSignal(model.dataChanged, timeout=5000):
        pass
    assert model.index(4).data() == "Bo at sea 4"
    assert isinstance(tester.model(), QAbstractItemModel)


def test_only_pages_that_are_looked_at_are_read(home: Path, qtbot: QtBot) -> None:
    ids = [one.id for one in kept(home, *range(70))]
    model = PictureModel(home / "library")
    model.show_ids(ids)
    model.index(69).data()
    qtbot.waitUntil(lambda: model.picture(69) is not None, timeout=5000)
    assert model.picture(0) is None and model.picture(64) is not None


def test_typing_looks_through_what_is_known_and_has_no_more_read(home: Path, qtbot: QtBot) -> None:
    pictures = kept(home, *range(70))
    model, role = PictureModel(home / "library"), Qt.ItemDataRole.DisplayRole
    model.show_ids([one.id for one in pictures])
    with qtbot.waitSignal(model.read):
        model.data(model.index(3, 0))
    assert [one.row() for one in model.match(model.index(0, 0), role, "bo at sea 2", -1)] == [
        2, *range(20, 30),
    ]  # fmt: skip
    assert [one.row() for one in model.match(model.index(25, 0), role, "bo at sea 2", 6)] == [
        25, 26, 27, 28, 29, 2,
    ]  # fmt: skip
    assert model.match(model.index(0, 0), role, "bo at sea 69") == []
    assert not model._errands.busy and not model._pages


def test_erased_pictures_are_never_waited_for(home: Path, qtbot: QtBot) -> None:
    (picture,) = kept(home, 1)
    model = PictureModel(home / "library")
    model.show_ids([picture.id])
    with Gallery(home / "library") as gallery:
        gallery.erase([picture.id])
    model.index(0).data()
    with qtbot.waitSignal(model.read, timeout=5000):
        pass
    assert model.picture(0) is None


def test_asking_for_the_same_again_looks_only_once(state: GalleryState, settle) -> None:
    state.ask(text="")
    settle()
    looked = state.found
    state.ask(text="")
    assert not state.busy and state.found is looked
    state.show(Query())
    assert state.busy
    settle()
