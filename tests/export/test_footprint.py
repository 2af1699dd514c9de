"""How much an export takes on disk is known before it begins."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import SetupError
from export import footprint
from export.config import ExportConfig, Precision
from tests.compiled import write_compiled


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_the_forecast_is_near_what_is_written(
    precision: Precision, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    config = ExportConfig(precision=precision)
    folder = write_compiled(tiny_checkpoint, tmp_path / "out", precision=precision)
    written = sum(file.stat().st_size for file in folder.glob("*.data"))
    forecast = footprint.footprint(tiny_checkpoint, config).graphs
    assert written == pytest.approx(forecast, rel=0.1)
    weights = folder.with_name("out-weights")
    if weights.exists():
        artefact = footprint.footprint(tiny_checkpoint, config).artefact
        assert weights.stat().st_size == pytest.approx(artefact, rel=0.2)


def test_each_bucket_of_a_plan_takes_its_own_room(tiny_checkpoint: Path) -> None:
    one, three = (
        ExportConfig(target="tensorrt", precision="bf16", context=1024, buckets=buckets)
        for buckets in ((1024,), (256, 512, 1024))
    )
    more = footprint.needed(tiny_checkpoint, three) - footprint.needed(tiny_checkpoint, one)
    decoder = footprint.footprint(tiny_checkpoint, one).decoder
    assert more == pytest.approx(2 * decoder * footprint.SPARE, rel=0.01)


def test_a_small_disk_is_refused_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"needs 1000000.0 GB on the disk of .* GB left"):
        footprint.check_disk(tmp_path / "not" / "there" / "yet", 10**15)
    footprint.check_disk(tmp_path, 1)


def test_what_fits_into_half_of_the_free_memory_stays_exact(
    tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = []
    for free in (1 << 40, 8_000_000, 1_000):
        monkeypatch.setattr(footprint, "available_memory", lambda free=free: free)
        chosen.append(footprint.suitable_precision(tiny_checkpoint, "onnx"))
    assert chosen == ["fp32", "int8", "int4"]
    assert footprint.suitable_precision(tiny_checkpoint, "tensorrt") == "bf16"


def test_weights_stream_by_themselves_only_on_a_gpu_that_is_too_small(
    tiny_checkpoint: Path,
) -> None:
    plans = ExportConfig(target="tensorrt", precision="bf16")

    def settled(config: ExportConfig, gpu: int | None) -> bool | None:
        return footprint.settled(tiny_checkpoint, config, gpu).stream_weights

    assert settled(plans, 1_000_000_000) and not settled(plans, 80_000_000_000)
    assert not settled(plans, None) and not settled(ExportConfig(), 1_000_000_000)
    assert not settled(replace(plans, compute_capabilities=("8.6",)), 1_000_000_000)
    assert settled(replace(plans, stream_weights=True), 80_000_000_000)
    assert not settled(replace(plans, stream_weights=False), 1_000_000_000)
