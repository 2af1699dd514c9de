"""The parts of a compiled model, and when one of them need not be made."""

from dataclasses import replace
from pathlib import Path

from engine.model import checkpoints
from engine.runtime.compiled import quantized_weights
from export.config import ExportConfig
from export.partial import Partial, claimed
from export.stages import stages


def names(checkpoint: Path, config: ExportConfig) -> list[str]:
    """The parts in their order."""
    return [stage.name for stage in stages(checkpoints.find(checkpoint), config)]


def finish(partial: Partial, *parts: str) -> None:
    """Call parts finished, each with a file of its name."""
    for part in parts:
        (partial.begin() / part).touch()
        partial.finish(part)


def test_graphs_are_three_parts_and_codes_are_written_first(tiny_checkpoint: Path) -> None:
    graphs = ["decoder", "image_encoder", "image_decoder"]
    assert names(tiny_checkpoint, ExportConfig()) == graphs
    assert names(tiny_checkpoint, ExportConfig(precision="int4")) == ["quantized", *graphs]


def test_there_is_a_plan_of_the_decoder_for_each_bucket(tiny_checkpoint: Path) -> None:
    config = ExportConfig(target="tensorrt", precision="bf16", buckets=(256, 512, 4096))
    heads = ["head", "image_head", "image_encoder", "image_decoder"]
    buckets = ["decoder-256", "decoder-512", "decoder-1024"]
    assert names(tiny_checkpoint, config) == ["graphs", *buckets, *heads]


def test_weights_that_another_export_quantized_are_not_quantized_again(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    found = checkpoints.find(tiny_checkpoint)
    path = quantized_weights(found.fingerprint, 4)
    first = stages(found, ExportConfig(precision="int4"))[0]
    with claimed(tmp_path / "out", {}) as partial:
        assert not first.is_done(partial)
        path.parent.mkdir(parents=True)
        path.touch()
        assert first.is_done(partial)
        assert not stages(found, ExportConfig(precision="int8"))[0].is_done(partial)


def test_graphs_of_plans_are_not_made_again_once_all_plans_are_there(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    config = ExportConfig(target="tensorrt", precision="bf16", context=128)
    graphs, *plans = stages(checkpoints.find(tiny_checkpoint), config)
    with claimed(tmp_path / "out", {}) as partial:
        finish(partial, "graphs", *(plan.name for plan in plans[:-1]))
        partial.discard("graphs")
        assert not (partial.folder / "graphs").exists()
        assert not graphs.is_done(partial)
        finish(partial, plans[-1].name)
        assert graphs.is_done(partial)


def test_weights_that_were_rounded_otherwise_than_asked_are_rounded_again(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    found = checkpoints.find(tiny_checkpoint)
    config = ExportConfig(precision="int4", rounding="nearest")
    first = stages(found, config)[0]
    with claimed(tmp_path / "out", {}) as partial:
        for _ in first.write(tmp_path):
            pass
        assert first.is_done(partial)
        other = stages(found, replace(config, rounding="fitted"))[0]
        assert not other.is_done(partial)
        assert stages(found, replace(config, rounding=None))[0].is_done(partial)
