"""The parts of a full-size run, on a small checkpoint."""

import onnx
import pytest
from onnx import helper

from bench.decoding import full
from bench.decoding.checkpoint import Shape, write_random_checkpoint
from bench.decoding.full_results import Found, bars_of, section
from bench.memory import Peak
from export.config import ExportConfig

SHAPE = Shape(hidden=64, layers=2, heads=4, intermediate=96, positions=256)
PEAK = Peak(2_000_000_000, 3_000_000_000, 12.0)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return write_random_checkpoint(tmp_path_factory.mktemp("random"), SHAPE)


@pytest.fixture(scope="module")
def folder(checkpoint, tmp_path_factory):
    folder = tmp_path_factory.mktemp("int4")
    full.export_graphs(checkpoint, ExportConfig(precision="int4"), folder, "nearest")
    return folder


def test_every_graph_of_a_compiled_model_is_accepted(folder):
    shapes = {path.stem: full.check(path) for path in folder.glob("*.onnx")}
    assert len(shapes) == 5
    assert [one.error for one in shapes.values()] == [""] * 5
    assert shapes["image_encoder"].inferred == shapes["image_encoder"].values


def test_a_graph_that_is_none_is_told(tmp_path):
    node = helper.make_node("NoSuchOperator", ["x"], ["y"])
    value = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1])
    graph = helper.make_graph([node], "bad", [value], [])
    onnx.save(helper.make_model(graph), tmp_path / "bad.onnx")
    assert "NoSuchOperator" in full.check(tmp_path / "bad.onnx").error


def test_steps_are_timed_for_each_batch(folder):
    steps = full.step(folder, 1, (1, 2), 2)
    assert steps.load_seconds > 0
    assert set(steps.step_seconds) == {1, 2}
    assert min(steps.step_seconds.values()) > 0


def test_an_export_that_takes_too_much_memory_misses_its_bar():
    found = Found(2, exports={"int4": PEAK, "int8": Peak(7_000_000_000, 0, 1.0)})
    found.shapes["int4 for TensorRT decoder"] = full.Shapes("", 10, 5, 5)
    verdicts = {bar.name: bar.passed for bar in bars_of(found)}
    assert verdicts == {
        "anonymous memory of the export: int4": True,
        "anonymous memory of the export: int8": False,
        "graphs that onnx.checker rejects": True,
        "shapes inferred, standard operators": True,
    }


def test_a_build_that_was_killed_is_shown():
    found = Found(32, builds={16: (None, 2_000_000_000, PEAK)})
    text = section(found, bars_of(found), 2)
    assert "| 16 | 2.00 | killed | 2.00 | 3.00 | 12 |" in text
