"""What the private folder holds, and what of it can go."""

import os
import time
from pathlib import Path

import pytest

from engine.cleaning import BUSY, clean, clean_ups, find_clean_up, sweep
from engine.errors import InputError
from engine.storage import Part, survey
from tests.desktop.learned import add

LONG_AGO = time.time() - 2 * BUSY
TEMPORARY = f"{'0' * 32}.tmp"


def put(path: Path, size: int = 10, *, old: bool = True) -> Path:
    """A file of so many bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    if old:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def ids() -> set[str]:
    """What can be cleaned up now."""
    return {one.id for one in clean_ups()}


def test_an_empty_home_has_nothing_and_is_not_made(home: Path) -> None:
    assert survey() == ()
    assert clean_ups() == ()
    assert not home.exists()


def test_the_parts_add_up_to_the_whole_folder(home: Path) -> None:
    for name in ("cache/thumbnails/ab/x", "learning/l/state.json", "settings.json", "logs/app.log"):
        put(home / name)
    parts = [one for one in survey() if not one.name]
    assert sum(one.bytes for one in parts) == 40
    assert {one.part for one in parts} == {Part.CACHE, Part.LEARNING, Part.OTHER, Part.LOGS}


def test_each_concept_is_there_by_name_with_all_that_it_takes(home: Path, tmp_path: Path) -> None:
    add(tmp_path, "Bo")
    found = {(one.part, one.name): (one.bytes, one.files) for one in survey()}
    parts = (found[Part.CONCEPTS, ""], found[Part.PHOTOS, ""])
    assert found[Part.CONCEPTS, "Bo"] == (sum(p[0] for p in parts), sum(p[1] for p in parts))


def test_the_cache_goes_and_what_others_put_there_stays(home: Path) -> None:
    ours = put(home / "cache" / "thumbnails" / "ab" / f"{'a' * 32}-192-1-2", old=False)
    theirs = put(home / "cache" / "holiday.txt")
    offer = find_clean_up("cache")
    assert offer.files == (ours,)
    done = clean(offer)
    assert (done.removed, done.bytes, done.kept) == (1, 10, ())
    assert theirs.exists()
    assert not ours.parent.exists()
    assert "cache" not in ids()


def test_a_file_that_became_a_link_meanwhile_stays(home: Path, tmp_path: Path) -> None:
    ours = put(home / "logs" / "app.log")
    elsewhere = put(tmp_path / "precious.log")
    offer = find_clean_up("logs")
    ours.unlink()
    ours.symlink_to(elsewhere)
    assert clean(offer).kept == (ours,)
    assert elsewhere.exists()


def test_a_linked_folder_is_neither_counted_nor_cleaned(home: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "precious" / f"{'a' * 32}-192")
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "thumbnails").symlink_to(elsewhere.parent)
    assert survey() == ()
    assert clean_ups() == ()


def test_what_is_being_worked_on_is_not_offered(home: Path) -> None:
    put(home / "learning" / ("a" * 32) / "state.json", old=False)
    put(home / "compiled" / "abc.partial" / "decoder.onnx", old=False)
    put(home / "library" / "concepts" / TEMPORARY, old=False)
    assert ids() == set()


def test_what_was_left_long_ago_is_offered(home: Path) -> None:
    put(home / "learning" / ("a" * 32) / "state.json")
    put(home / "compiled" / "abc.partial" / "decoder.onnx")
    put(home / "library" / "concepts" / TEMPORARY)
    assert ids() == {f"learning:{'a' * 32}", "compiled:abc.partial", "temporary"}


def test_a_compiled_model_goes_with_its_folder(home: Path) -> None:
    folder = home / "compiled" / "abc-onnx-cpu-int4"
    for name in ("decoder.onnx", "decoder.onnx.data", "manifest.json", "reference.npz"):
        put(folder / name, old=False)
    assert clean(find_clean_up("compiled:abc-onnx-cpu-int4")).removed == 4
    assert not folder.exists()
    assert (home / "compiled").exists()


def test_quantized_weights_can_go_once_no_compiled_model_needs_them(home: Path) -> None:
    put(home / "quantized" / "0123456789ab-int4.safetensors")
    model = put(home / "compiled" / "0123456789ab-onnx-cpu-int4" / "manifest.json")
    assert not any(one.startswith("quantized") for one in ids())
    model.unlink()
    model.parent.rmdir()
    assert ids() == {"quantized:0123456789ab-int4.safetensors"}


def test_only_copies_that_we_made_and_nobody_uses_are_offered(home: Path) -> None:
    put(home / "checkpoints" / "theirs" / "model.safetensors")
    stray = home / "checkpoints" / "large.partial"
    ours = put(stray / "model.safetensors")
    added = put(stray / "diary.txt")
    put(stray / "copied.json").write_text('["model.safetensors"]')
    os.utime(stray / "copied.json", (LONG_AGO, LONG_AGO))
    assert ids() == {"copied:large.partial"}
    clean(find_clean_up("copied:large.partial"))
    assert not ours.exists()
    assert added.exists()


def test_an_unknown_clean_up_is_refused() -> None:
    with pytest.raises(InputError):
        find_clean_up("everything")


def test_a_library_that_was_half_restored_is_swept_when_nobody_works_on_it(home: Path) -> None:
    photo = put(home / f"library-{'a' * 32}.partial" / "photos" / "x.png")
    sweep()
    assert photo.exists(), "the folder itself is new, so somebody may be at it"
    os.utime(photo.parent.parent, (LONG_AGO, LONG_AGO))
    sweep()
    assert not photo.parent.parent.exists()
