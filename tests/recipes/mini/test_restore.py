"""A checkpoint that ships becomes a work folder again, and what was begun is left alone."""

import json
from pathlib import Path

import pytest
import torch

pytest.importorskip("cv2")
pytest.importorskip("trimesh")
pytest.importorskip("OpenEXR")

from recipes.mini import assemble, decoder, picture_decoder, report, resume
from recipes.mini.restore import restore
from recipes.mini.sizes import Size

MINUTES = {"image tokenizer": 3.0, "decoder": 5.0, "picture decoder": 2.0}


@pytest.fixture
def past(tmp_path: Path) -> Path:
    path = tmp_path / "past.json"
    path.write_text(json.dumps({"minutes": MINUTES, "measures": {"0.2": {"presence": 0.4}}}))
    return path


def test_a_restored_work_folder_makes_the_same_checkpoint_again(
    trained: Path, tiny_size: Size, past: Path, tmp_path: Path
):
    shipped = assemble.assemble(trained, tiny_size, tmp_path / "mini")
    work = tmp_path / "elsewhere"
    work.mkdir()
    restore(shipped, work, tiny_size, past)
    again = assemble.assemble(work, tiny_size, tmp_path / "again")
    for file in shipped.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes(), file.name
    assert report.last(work) == 0.2
    spent = {part: resume.facts_of(work / file)["seconds"] for part, file in report.TRAINED.items()}
    assert spent == {part: minutes * 60 for part, minutes in MINUTES.items()}


def test_work_that_has_begun_is_left_alone(
    trained: Path, tiny_size: Size, past: Path, tmp_path: Path
):
    shipped = assemble.assemble(trained, tiny_size, tmp_path / "mini")
    before = (trained / decoder.FILE).read_bytes()
    restore(shipped, trained, tiny_size, past)
    assert (trained / decoder.FILE).read_bytes() == before
    assert not (trained / picture_decoder.FILE).exists()


def test_a_checkpoint_of_another_size_is_refused(
    trained: Path, tiny_size: Size, past: Path, tmp_path: Path
):
    import dataclasses

    shipped = assemble.assemble(trained, tiny_size, tmp_path / "mini")
    work = tmp_path / "elsewhere"
    work.mkdir()
    with pytest.raises(RuntimeError, match="size mismatch"):
        restore(shipped, work, dataclasses.replace(tiny_size, width=128), past)
    assert not (work / decoder.FILE).exists()
    assert torch.is_grad_enabled()
