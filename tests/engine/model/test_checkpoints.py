"""The register of checkpoints: adding, finding, verifying, forgetting."""

import os
import shutil
from pathlib import Path
from typing import TypeVar

import pytest

from engine.errors import FormatError, InputError, SetupError
from engine.events import Progress, finish
from engine.model import checkpoints
from engine.model.checkpoints import add, choose, find, listing, remove, verify
from engine.model.weights import shard_of

T = TypeVar("T")


@pytest.fixture
def folder(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_checkpoint, tmp_path / "anole"))


def test_an_added_checkpoint_is_found_by_name_and_by_folder(folder: Path):
    added = finish(add(folder))
    assert added.name == "anole"
    assert added.folder == folder
    assert find("anole") == find(folder) == find(str(folder)) == added
    assert added in listing()
    assert added.short == added.fingerprint[:12]
    assert added.bytes == sum((folder / name).stat().st_size for name in added.files)
    assert set(added.files) == {*shard_of(folder).values(), "config.json", "tokenizer.json"}


def test_adding_reports_its_progress_to_the_end(folder: Path):
    events = list(add(folder))
    assert all(isinstance(event, Progress) for event in events)
    for note in ("Checking the weights", "Reading the files"):
        done = [(e.done, e.total) for e in events if isinstance(e, Progress) and e.note == note]
        assert done == sorted(done)
        assert done[-1][0] > 0.9 * done[-1][1]


def test_the_fingerprint_is_of_content_alone(folder: Path, tmp_path: Path):
    first = finish(add(folder))
    other = Path(shutil.copytree(folder, tmp_path / "elsewhere"))
    (other / "README.md").write_text("not part of the model")
    assert finish(add(other)).fingerprint == first.fingerprint


def test_another_file_has_another_fingerprint(folder: Path):
    first = find(folder).fingerprint
    config = folder / "config.json"
    config.write_text(config.read_text() + "\n")
    assert find(folder).fingerprint != first


def test_a_folder_never_added_is_hashed_once(folder: Path, home: Path):
    first = find(folder)
    written = (home / "checkpoints.json").read_bytes()
    assert find(folder) == first
    assert (home / "checkpoints.json").read_bytes() == written
    assert first not in listing()


def test_the_chosen_checkpoint_is_found_without_a_name(folder: Path):
    added = finish(add(folder, "big one"))
    choose("big one")
    assert find() == added
    remove("big one")
    with pytest.raises(InputError):
        choose("big one")


def test_a_sound_checkpoint_verifies_even_when_its_files_were_copied(folder: Path):
    added = finish(add(folder))
    os.utime(folder / "config.json", (1, 1))
    with pytest.raises(FormatError, match="changed") as error:
        find("anole")
    assert "verify" in error.value.remedy
    assert finish(verify("anole")).fingerprint == added.fingerprint
    assert find("anole").fingerprint == added.fingerprint


def test_verifying_names_the_file_that_changed(folder: Path):
    finish(add(folder))
    shard = folder / sorted(set(shard_of(folder).values()))[0]
    content = bytearray(shard.read_bytes())
    content[-1] ^= 1
    shard.write_bytes(content)
    with pytest.raises(FormatError, match=shard.name):
        finish(verify("anole"))


def test_verifying_names_the_file_that_is_gone(folder: Path):
    finish(add(folder))
    shard = folder / sorted(set(shard_of(folder).values()))[0]
    shard.unlink()
    with pytest.raises(SetupError, match=shard.name):
        finish(verify("anole"))


def test_a_removed_checkpoint_is_forgotten_and_its_files_stay(folder: Path):
    finish(add(folder))
    remove("anole")
    assert "anole" not in [checkpoint.name for checkpoint in listing()]
    assert (folder / "config.json").exists()
    with pytest.raises(InputError):
        find("anole")
    with pytest.raises(InputError):
        remove("anole")


@pytest.mark.parametrize("name", ["", "a/b", "a\\b", "x" * 61, "new\nline", "mini", "../up"])
def test_a_bad_name_is_refused(name: str, folder: Path):
    if name == "":
        folder = folder.rename(folder.with_name("!"))  # its own name is no better
    with pytest.raises(InputError):
        finish(add(folder, name))
    assert not checkpoints._registry_file().exists()


def test_a_taken_name_is_refused(folder: Path):
    finish(add(folder))
    with pytest.raises(InputError, match="already"):
        finish(add(folder))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(InputError):
        find(tmp_path / "nowhere")
    with pytest.raises(SetupError):
        finish(add(tmp_path / "nowhere"))


def test_a_cancelled_adding_keeps_nothing(folder: Path):
    job = add(folder)
    next(job)
    job.close()
    assert not checkpoints._registry_file().exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', '{"format": "x"}'])
def test_a_damaged_registry_says_what_to_do(content: str, home: Path):
    home.mkdir()
    (home / "checkpoints.json").write_text(content)
    with pytest.raises(FormatError) as error:
        listing()
    assert "Delete" in error.value.remedy


def test_a_registry_from_the_future_asks_for_an_update(home: Path):
    home.mkdir()
    (home / "checkpoints.json").write_text('{"format": 2}')
    with pytest.raises(FormatError) as error:
        listing()
    assert "Update" in error.value.remedy


def test_a_registry_left_by_an_interrupted_writer_is_never_half(folder: Path, home: Path):
    finish(add(folder))
    (home / "0123.tmp").write_text('{"format"')
    assert find("anole").name == "anole"
