"""The folder in which a compiled model grows."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import InputError, SetupError
from export.partial import Partial, claimed, partial_folder

REQUEST: dict[str, object] = {"checkpoint": "abc", "config": {"buckets": [1, 2]}}


def make(partial: Partial, part: str, *files: str) -> None:
    """Finish a part of these files."""
    folder = partial.begin()
    for name in files:
        (folder / name).write_text(name)
    partial.finish(part)


def test_a_finished_part_is_there_for_the_next_process(tmp_path: Path) -> None:
    out = tmp_path / "compiled"
    with claimed(out, REQUEST) as partial:
        make(partial, "decoder", "decoder.onnx", "decoder.onnx.data")
    with claimed(out, REQUEST) as again:
        assert again.has("decoder")
        assert not again.has("image_encoder")
        assert again.bytes == len("decoder.onnx" + "decoder.onnx.data")


def test_what_was_not_finished_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), claimed(tmp_path / "out", REQUEST) as partial:
        (partial.begin() / "decoder.onnx").write_text("half")
        raise KeyboardInterrupt
    assert not partial.writing.exists()
    assert not partial.has("decoder")


def test_a_part_whose_file_was_cut_short_is_made_again(tmp_path: Path) -> None:
    with claimed(tmp_path / "out", REQUEST) as partial:
        make(partial, "decoder", "decoder.onnx")
        (partial.folder / "decoder.onnx").write_text("dec")
        assert not partial.has("decoder")


def test_a_killed_move_of_files_does_not_count_as_a_part(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with claimed(out, REQUEST) as partial:
        (partial.folder / "decoder.onnx").write_text("moved, but not in the list")
    with claimed(out, REQUEST) as again:
        assert not again.has("decoder")
        make(again, "decoder", "decoder.onnx")
        assert (again.folder / "decoder.onnx").read_text() == "decoder.onnx"


def test_parts_of_another_request_are_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with claimed(out, REQUEST) as partial:
        make(partial, "decoder", "decoder.onnx")
    with claimed(out, {**REQUEST, "checkpoint": "other"}) as other:
        assert not other.has("decoder")
        assert not (other.folder / "decoder.onnx").exists()


def test_a_damaged_list_is_begun_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with claimed(out, REQUEST) as partial:
        make(partial, "decoder", "decoder.onnx")
        (partial.folder / "finished.json").write_text("{")
    with claimed(out, REQUEST) as again:
        assert not again.has("decoder")


def test_completing_replaces_an_older_compiled_model(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text("older")
    (out / "older.onnx").write_text("")
    with claimed(out, REQUEST) as partial:
        make(partial, "decoder", "decoder.onnx")
    partial.complete(out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in out.iterdir()] == ["decoder.onnx"]


def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    (out / "holiday.jpg").write_text("")
    with pytest.raises(InputError, match="is no compiled model"), claimed(out, REQUEST):
        pass
    assert not partial_folder(out).exists()


def test_a_strange_partial_folder_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    partial_folder(out).mkdir()
    (partial_folder(out) / "mine.txt").write_text("")
    with pytest.raises(InputError, match="in the way"), claimed(out, REQUEST):
        pass
    assert (partial_folder(out) / "mine.txt").exists()


def test_two_processes_do_not_write_into_the_same_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = (
        "import sys; from pathlib import Path; from export.partial import claimed\n"
        "with claimed(Path(sys.argv[1]), {}): pass"
    )
    command = [sys.executable, "-c", script, str(out)]
    with claimed(out, REQUEST):
        second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Another export is writing" in second.stderr
    assert subprocess.run(command, check=False).returncode == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be written"), claimed(tmp_path / "file/o", {}):
        pass
