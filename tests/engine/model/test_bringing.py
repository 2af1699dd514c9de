"""Bringing base weights from elsewhere: linked or copied, whole or not at all."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import FormatError, InputError, SetupError
from engine.events import Progress, finish
from engine.licences import accepted, find_licence
from engine.model import checkpoints
from engine.model.bringing import Bringing, bring, copies_folder

PHASES = ["Copying the files (MB)", "Comparing the copy (MB)", "Checking the weights"]


@pytest.fixture
def drive(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    """A USB drive with a checkpoint, its licence and something else."""
    folder = tmp_path / "usb stick" / "Größe 7B"
    shutil.copytree(tiny_checkpoint, folder)
    (folder / "LICENSE").write_text("Research only.")
    (folder / "holiday.mov").write_bytes(bytes(6_000_000))
    return folder


def asked(folder: Path, *, copy: bool, name: str = "large") -> Bringing:
    """What a person asks for who has read the licence."""
    licence = find_licence(folder).sha256
    return Bringing(folder=folder, name=name, copy=copy, licence=licence)


def test_a_copy_is_used_from_the_private_folder_and_outlives_the_drive(drive: Path) -> None:
    found = finish(bring(asked(drive, copy=True)))
    shutil.rmtree(drive)
    assert found.folder == copies_folder() / "large"
    assert finish(checkpoints.verify("large")).fingerprint == found.fingerprint
    assert (found.folder / "LICENSE").exists()
    assert not (found.folder / "holiday.mov").exists()
    assert [one.checkpoint for one in accepted()] == [found.fingerprint]


def test_a_linked_checkpoint_stays_where_it_is(drive: Path) -> None:
    found = finish(bring(asked(drive, copy=False)))
    assert found.folder == drive
    assert not copies_folder().exists()
    assert checkpoints.added() == [found]


def test_progress_grows_and_ends_at_its_total(drive: Path) -> None:
    events = [event for event in bring(asked(drive, copy=True)) if isinstance(event, Progress)]
    for note in ("Copying the files (MB)", "Comparing the copy (MB)"):
        steps = [event for event in events if event.note == note]
        assert [event.done for event in steps] == sorted(event.done for event in steps)
        assert steps[-1].done == steps[-1].total


@pytest.mark.parametrize(
    "note", ["Copying the files (MB)", "Comparing the copy (MB)", "Checking the weights"]
)
def test_stopping_leaves_nothing_behind(drive: Path, note: str) -> None:
    job = bring(asked(drive, copy=True))
    next(event for event in job if isinstance(event, Progress) and event.note == note)
    job.close()
    assert list(copies_folder().iterdir()) == []
    assert checkpoints.added() == []
    assert accepted() == []


def test_what_a_kill_left_behind_is_replaced(drive: Path) -> None:
    for name in ("large", "large.partial"):
        (copies_folder() / name).mkdir(parents=True)
        (copies_folder() / name / "half").touch()
    found = finish(bring(asked(drive, copy=True)))
    assert not (found.folder / "half").exists()
    assert [path.name for path in copies_folder().iterdir()] == ["large"]


def test_a_copy_that_differs_is_found_and_removed(
    drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring(asked(drive, copy=True))
    for event in job:
        if isinstance(event, Progress) and event.note == "Comparing the copy (MB)":
            break
        partial = copies_folder() / "large.partial" / "tokenizer.json"
    partial.write_bytes(b"rot")
    with pytest.raises(FormatError, match=r"tokenizer\.json differs"):
        finish(job)
    assert list(copies_folder().iterdir()) == []


def test_another_licence_than_the_accepted_one_is_refused(drive: Path) -> None:
    wanted = asked(drive, copy=False)
    (drive / "LICENSE").write_text("Quite another one.")
    with pytest.raises(InputError, match="not the one that was accepted"):
        finish(bring(wanted))


def test_a_taken_name_is_refused_before_anything_is_copied(drive: Path) -> None:
    with pytest.raises(InputError, match="already a checkpoint mini"):
        finish(bring(asked(drive, copy=True, name="mini")))
    assert not copies_folder().exists()


def test_a_missing_shard_is_refused_before_anything_is_copied(drive: Path) -> None:
    next(drive.glob("*.safetensors")).unlink()
    with pytest.raises(SetupError):
        finish(bring(asked(drive, copy=True)))
    assert not copies_folder().exists()


def test_a_full_disk_is_said_before_anything_is_copied(
    drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(SetupError, match="A copy needs"):
        finish(bring(asked(drive, copy=True)))
    assert not copies_folder().exists()


def test_naming_what_to_bring_loads_no_torch() -> None:
    loaded = "import sys, engine.model.bringing; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
