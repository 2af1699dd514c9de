"""This computer and its base models, as the page of models sees them."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.state import machine_words
from desktop.state.bringing import BringingState, is_removable
from desktop.state.compiling import CompilingState
from desktop.state.jobs import JobKind, JobStatus, Queue
from desktop.state.models import ModelsState
from desktop.state.settings import SettingsState
from engine import doctor
from engine.events import finish
from engine.graphics import Reason, Used
from engine.licences import accepted
from engine.model import checkpoints
from engine.settings import Settings
from export.choosing import Offer, Order
from tests.desktop.scripted_engine import playing
from tests.graphics_cards import card

SECONDS = 20_000


@pytest.fixture
def settings(home: Path) -> SettingsState:
    """The defaults."""
    return SettingsState(Settings())


@pytest.fixture
def models(settings: SettingsState, queue: Queue) -> ModelsState:
    """A state that has not looked yet."""
    return ModelsState(settings, queue)


def look(models: ModelsState, qtbot: Any) -> None:
    """Look, and wait for it."""
    models.look()
    qtbot.waitUntil(lambda: not models.looking, timeout=SECONDS)


def test_the_bundled_model_is_there_at_once_with_its_verdicts(
    models: ModelsState, qtbot: Any
) -> None:
    look(models, qtbot)
    assert models.machine is not None
    (mini,) = models.models
    assert mini.bundled
    assert mini.bytes > 10_000_000
    assert len(mini.verdicts) == 4
    assert models.active == "mini"


def test_an_added_checkpoint_can_be_used_and_forgotten(
    models: ModelsState, settings: SettingsState, tiny_checkpoint: Path, qtbot: Any
) -> None:
    finish(checkpoints.add(tiny_checkpoint, "tiny"))
    look(models, qtbot)
    models.use("tiny")
    assert settings.value.checkpoint == "tiny"
    models.forget("tiny")
    assert models.active == "mini"
    qtbot.waitUntil(lambda: len(models.models) == 1, timeout=SECONDS)
    assert tiny_checkpoint.exists()


def test_unchanged_files_are_told_and_changed_ones_fail_with_what_to_do(
    models: ModelsState, tiny_checkpoint: Path, tmp_path: Path, qtbot: Any
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(tiny_checkpoint, folder)
    finish(checkpoints.add(folder, "tiny"))
    told: list[str] = []
    models.verified.connect(told.append)
    job = models.verify("tiny", "Verifying tiny")
    qtbot.waitUntil(lambda: job.over, timeout=SECONDS)
    assert (job.status, told) == (JobStatus.DONE, ["tiny"])
    (folder / "config.json").write_text((folder / "config.json").read_text() + " ")
    again = models.verify("tiny", "Verifying tiny")
    qtbot.waitUntil(lambda: again.over, timeout=SECONDS)
    assert (again.status, told) == (JobStatus.FAILED, ["tiny"])
    assert again.error is not None and "config.json" in str(again.error)
    assert "add it anew" in again.error.remedy


def test_a_checkpoint_whose_drive_is_gone_says_so_and_the_others_stay(
    models: ModelsState, tiny_checkpoint: Path, tmp_path: Path, qtbot: Any
) -> None:
    stick = tmp_path / "stick"
    shutil.copytree(tiny_checkpoint, stick)
    finish(checkpoints.add(stick, "tiny"))
    shutil.rmtree(stick)
    look(models, qtbot)
    gone = models.find("tiny")
    assert gone is not None
    assert "config.json cannot be read" in gone.problem
    assert len(models.models) == 2


def test_a_chosen_card_that_is_gone_is_said_with_the_one_that_is_used_instead(
    models: ModelsState, settings: SettingsState, qtbot: Any
) -> None:
    look(models, qtbot)
    assert models.machine is not None
    cards = (card("Old", "GPU-a", 8), card("New", "GPU-b", 24))
    machine = replace(models.machine, gpus=cards, settings=Settings(gpu="GPU-sold"))
    assert machine.gpu == cards[1]
    said = dict(machine_words.machine(machine))["Graphics"]
    assert "New is used. The one that you have chosen is not here now" in said
    models.use_gpu("GPU-a")
    assert settings.value.gpu == "GPU-a" == Settings.load().gpu
    qtbot.waitUntil(lambda: not models.looking, timeout=SECONDS)
    assert models.machine.settings.gpu == "GPU-a"


def test_what_the_engine_found_becomes_the_reasons(
    models: ModelsState, queue: Queue, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = doctor.Found(name="mini", folder=Path(), megabytes=1, runs="Runs on the CPU.")
    examined = doctor.Examination(
        system="", processor="", cores=1, memory_gb=1, gpus=(), cards=(),
        used=Used(None, Reason.NONE), versions={},
        library=Path(), free_gb=1, checkpoints=(found,), prospects=(), needs=(),
        advice=("This PyTorch was built without CUDA.",),
    )  # fmt: skip
    monkeypatch.setattr(doctor, "examination", lambda _: playing([], examined))
    job = models.examine("Looking")
    assert job.kind is JobKind.CHECK
    qtbot.waitUntil(lambda: bool(models.reasons), timeout=SECONDS)
    assert models.reasons == {"mini": "Runs on the CPU."}
    assert models.advice == ("This PyTorch was built without CUDA.",)


@pytest.fixture
def drive(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    """A folder with a licence."""
    folder = tmp_path / "Anole"
    shutil.copytree(tiny_checkpoint, folder)
    (folder / "LICENSE").write_text("Research only.")
    return folder


def test_a_checkpoint_is_brought_only_after_its_licence_was_accepted(
    queue: Queue, drive: Path, qtbot: Any
) -> None:
    state = BringingState(queue)
    state.look_at(drive)
    qtbot.waitUntil(lambda: state.candidate is not None, timeout=SECONDS)
    assert state.candidate is not None
    assert state.candidate.licence.text == "Research only."
    assert state.name == "Anole"
    assert state.start("Adding") is None
    state.choose(agreed=True, copy=True)
    job = state.start("Adding")
    assert job is not None
    qtbot.waitUntil(lambda: job.over, timeout=SECONDS)
    assert job.status is JobStatus.DONE
    assert [one.name for one in checkpoints.added()] == ["Anole"]
    assert len(accepted()) == 1


def test_a_taken_name_is_said_before_the_start(queue: Queue, drive: Path, qtbot: Any) -> None:
    state = BringingState(queue)
    state.look_at(drive)
    qtbot.waitUntil(lambda: state.candidate is not None, timeout=SECONDS)
    state.choose(name="mini", agreed=True)
    assert "already a checkpoint mini" in state.name_problem
    assert not state.ready


def test_a_folder_without_weights_is_a_failure_with_a_remedy(
    queue: Queue, tmp_path: Path, qtbot: Any
) -> None:
    state = BringingState(queue)
    with qtbot.waitSignal(state.failed, timeout=SECONDS) as failed:
        state.look_at(tmp_path)
    assert failed.args[0].remedy
    assert state.candidate is None


def test_drives_that_come_and_go_are_known_by_their_place() -> None:
    assert is_removable(Path("/media/erika/STICK/Anole"))
    assert not is_removable(Path("/home/erika/Anole"))


def test_offers_come_from_the_engine_and_one_of_them_is_compiled(
    queue: Queue, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = Offer(
        target="onnx", precision="int4", device="cpu", disk=1, memory=2, obstacle="",
        suggested=True,
    )  # fmt: skip
    asked: list[Order] = []

    def compiling(order: Order) -> object:
        asked.append(order)
        return playing([], None)

    monkeypatch.setattr("export.choosing.offers", lambda *_: playing([], (offer,)))
    monkeypatch.setattr("export.choosing.compile_checkpoint", compiling)
    state = CompilingState(queue)
    state.ask("mini", "onnx", "Looking")
    qtbot.waitUntil(lambda: state.offers == (offer,), timeout=SECONDS)
    job = state.compile(offer, "Compiling")
    assert job.kind is JobKind.COMPILE
    qtbot.waitUntil(lambda: job.over, timeout=SECONDS)
    (order,) = asked
    assert order.precision == "int4"
