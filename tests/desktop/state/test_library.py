"""The library's state, over a real library and an engine in this process."""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.library import LibraryState, TakenName, concept_files
from engine.concepts.cards import Description
from engine.concepts.names import NameTakenError
from engine.errors import FormatError, InputError, YoError
from engine.events import Job, Progress
from engine.learning import sharing
from engine.learning.keeping import open_library
from engine.learning.workplace import Workplace
from engine.model import checkpoints
from engine.paths import OUTGOING
from tests.desktop import learned


@pytest.fixture
def state(context: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[LibraryState]:
    """Bo and a cup, read."""
    learned.add(tmp_path, "Bo", "dog")
    learned.add(tmp_path, "Cup", kind="object")
    made = LibraryState(context)
    with qtbot.waitSignal(made.changed):
        made.read()
    yield made
    qtbot.waitUntil(lambda: not made._errands.busy)


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Waits until something holds."""
    return lambda holds: qtbot.waitUntil(holds, timeout=10_000)


def shown(state: LibraryState) -> list[str]:
    """The names in the grid."""
    return [state.model.index(row).data() for row in range(state.model.rowCount())]


def test_a_search_narrows_the_grid(state: LibraryState) -> None:
    assert shown(state) == ["Bo", "Cup"]
    state.look_for(words="dog")
    assert shown(state) == ["Bo"]
    assert not state.empty


def test_selecting_reads_the_details(state: LibraryState, until: Callable[..., None]) -> None:
    state.select_name("Bo")
    until(lambda: state.details is not None)
    assert state.details is not None
    assert len(state.details.photos) == 2
    assert [one.epoch for one in state.details.snapshots[1]] == [1, 2]
    assert state.details.card.portrait is not None


def test_changes_are_kept_and_seen(state: LibraryState, until: Callable[..., None]) -> None:
    state.select_name("Bo")
    state.rename("Bo", "Bobby")
    state.describe("Bobby", Description(notes="Likes sausages"))
    until(lambda: state.details is not None and state.details.card.notes == "Likes sausages")
    assert shown(state) == ["Bobby", "Cup"]


def test_a_copy_gets_the_next_free_name_and_is_selected(
    state: LibraryState, until: Callable[..., None]
) -> None:
    state.duplicate("Bo")
    until(lambda: shown(state) == ["Bo", "Bo 2", "Cup"])
    card = state.selected_card
    assert card is not None and card.entry.name == "Bo 2"


def test_a_deletion_can_be_taken_back(state: LibraryState, context: Context) -> None:
    state.select_name("Bo")
    card = state.selected_card
    assert card is not None
    state.delete(card)
    assert shown(state) == ["Cup"]
    assert state.selected == ""
    context.notices.undo()
    assert shown(state) == ["Bo", "Cup"]
    with open_library() as library:
        assert len(library.photos("Bo")) == 2


def test_a_deletion_that_was_not_taken_back_erases_and_reports(
    state: LibraryState, context: Context, until: Callable[..., None], home: Path
) -> None:
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    state.select_name("Bo")
    card = state.selected_card
    assert card is not None
    Workplace.of("Bo").photos.mkdir(parents=True)
    learned.photo(home / OUTGOING / "x" / "drawing.png")
    state.delete(card)
    context.notices.commit()
    until(lambda: any("is erased" in text for text in said))
    report = next(text for text in said if "is erased" in text)
    assert "2 photo" in report and "2 snapshot" in report
    assert "an unfinished learning" in report and "1 file(s) for other apps" in report
    until(lambda: shown(state) == ["Cup"] and len(state._cards) == 1)
    assert len(list((home / "library" / "photos").iterdir())) == 2


def test_what_cannot_be_done_is_told(state: LibraryState, qtbot: QtBot) -> None:
    with qtbot.waitSignal(state.failed) as failed:
        state.rename("Bo", "Cup")
    assert isinstance(failed.args[0], InputError)


def test_a_concept_is_exported_over_an_older_file(
    state: LibraryState, tmp_path: Path, until: Callable[..., None], context: Context
) -> None:
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    file = tmp_path / "bo.concept"
    file.write_text("old")
    state.export("Bo", file, with_photos=False)
    until(lambda: bool(said))
    small = file.stat().st_size
    state.export("Bo", file, with_photos=True)
    until(lambda: len(said) == 2)
    assert file.stat().st_size > small


def test_files_are_imported_by_the_engine(
    state: LibraryState, until: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def importing(path: Path, name: str | None, settings: object) -> Job[object]:
        yield Progress(0, 1, "Importing")
        return sharing.import_concept(path, "Bo from afar", "f" * 64)

    monkeypatch.setattr("desktop.state.library.import_job", importing)
    with open_library() as library:
        library.export("Bo", tmp_path / "bo.concept")
    state.import_files([tmp_path / "bo.concept"])
    until(lambda: "Bo from afar" in shown(state))
    card = state.selected_card
    assert card is not None and card.entry.name == "Bo from afar"


def of_bundled_model(path: Path, name: str) -> Path:
    """A concept file that fits the model in use."""
    model = checkpoints.find(None).fingerprint
    learned.concept(name, base_model=model).save(path)
    return path


def test_what_has_the_name_of_another_one_can_be_kept_under_a_new_name(
    state: LibraryState, until: Callable[..., None], tmp_path: Path
) -> None:
    asked: list[TakenName] = []
    state.name_taken.connect(asked.append)
    state.import_files([of_bundled_model(tmp_path / "bo.concept", "bo")])
    until(lambda: bool(asked))
    assert (asked[0].name, asked[0].suggested) == ("Bo", "Bo 2")
    assert shown(state) == ["Bo", "Cup"]
    asked[0].add_as("Cup")
    until(lambda: len(asked) == 2)
    assert asked[1].suggested == "Cup 2"
    asked[1].add_as("Bo from afar")
    until(lambda: shown(state) == ["Bo", "Bo from afar", "Cup"])


def test_the_sample_can_be_added_beside_another_concept_of_its_name(
    state: LibraryState, until: Callable[..., None], tmp_path: Path
) -> None:
    asked: list[TakenName] = []
    state.name_taken.connect(asked.append)
    state.rename("Bo", "Mila")
    state.add_sample()
    until(lambda: bool(asked))
    asked[0].add_as(asked[0].suggested)
    until(lambda: shown(state) == ["Cup", "Mila", "Mila 2"])


def test_that_a_name_is_taken_survives_the_way_from_the_engine() -> None:
    error = NameTakenError("It is taken.", "Choose another.", name="Bo")
    there = pickle.loads(pickle.dumps(error))
    assert (str(there), there.remedy, there.name) == ("It is taken.", "Choose another.", "Bo")


def test_a_file_of_another_model_is_refused_with_the_reason(
    state: LibraryState, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def importing(path: Path, name: str | None, settings: object) -> Job[object]:
        yield Progress(0, 1, "Importing")
        return sharing.import_concept(path, "Other", "0" * 64)

    monkeypatch.setattr("desktop.state.library.import_job", importing)
    with open_library() as library:
        library.export("Bo", tmp_path / "bo.concept")
    with qtbot.waitSignal(state.failed) as failed:
        state.import_files([tmp_path / "bo.concept"])
    error: YoError = failed.args[0]
    assert isinstance(error, FormatError)
    assert "another model" in str(error)
    assert shown(state) == ["Bo", "Cup"]


def test_only_concept_files_are_taken() -> None:
    paths = [Path("a.concept"), Path("b.CONCEPT"), Path("c.png")]
    assert concept_files(paths) == paths[:2]
