"""The report of a checkpoint of random weights: every measure, the aims, the pictures."""

import json
from pathlib import Path

import pytest

pytest.importorskip("cv2")

from recipes.mini import report
from recipes.mini.assemble import assemble
from recipes.mini.sizes import Size


def test_a_report_holds_every_measure_beside_the_earlier_ones(
    trained: Path, tiny_size: Size, tmp_path: Path
):
    checkpoint = assemble(trained, tiny_size, tmp_path / "mini")
    (trained / "report.json").write_text(json.dumps({"1": {"presence": 0.42}}))
    assert report.last(trained) == 1
    report.write(trained, tiny_size, checkpoint, hours=2, folder=tmp_path)
    assert report.last(trained) == 2
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| measure | 1 h | 2 h | aim | |" in text
    assert "| presence | 0.42 | 0.00 | 0.85 | missed by 0.85 |" in text
    assert "The gate was not measured." in text
    for name in ("drawn noun", "colour", "place", "count", "loss of pictures", "loss of words"):
        assert f"| {name} |" in text
    for picture in ("reconstructions", "drawings"):
        assert f"(report/{picture}.webp)" in text
        assert 0 < (tmp_path / "report" / f"{picture}.webp").stat().st_size < 300_000


def test_there_is_no_report_before_the_first(work: Path):
    assert report.last(work) == 0
