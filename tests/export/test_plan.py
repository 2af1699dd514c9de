"""How a plan is built: what is said before, what is refused, and what a stop leaves behind.

The builds are those of tensorrt_rtx, which needs no GPU for it.
"""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from engine.errors import InputError, SetupError
from engine.events import Noticed, Progress, finish
from export.config import ExportConfig
from export.plan import (
    PlanSettings,
    Span,
    build_plan,
    decoder_settings,
    forecast_memory,
    head_settings,
    image_settings,
)
from export.plan_builder import fraction

needs_rtx = pytest.mark.skipif(
    find_spec("tensorrt_rtx") is None,
    reason="tensorrt_rtx is not installed; pip install tensorrt-rtx-cu12",
)
LONG = 1600
"""Layers of a graph that TensorRT is silent about for a minute or two."""
BATCH = {"batch": Span(1, 1, 8)}
ROOT = Path(__file__).parents[2]
ABANDONED = """
import sys
from multiprocessing import active_children
from pathlib import Path
from export.plan import PlanSettings, Span, build_plan
graph = Path(sys.argv[1])
settings = PlanSettings(profiles=({"batch": Span(1, 1, 8)},))
for event in build_plan(graph, graph.with_suffix(".plan"), settings):
    print(*(child.pid for child in active_children()), flush=True)
"""
"""An app that builds and says at each event which process does it."""


def write_graph(folder, *, layers=1, unused=False, kind="MatMul"):
    """x (batch, width) through `layers` matrices; `unused` adds an input nobody reads."""
    width, random = 64, np.random.default_rng(0)
    weights, nodes, last = [], [], "x"
    for layer in range(layers):
        matrix = random.normal(size=(width, width)).astype(np.float32) / 8
        weights.append(numpy_helper.from_array(matrix, f"w{layer}"))
        nodes.append(helper.make_node(kind, [last, f"w{layer}"], [f"h{layer}"]))
        nodes.append(helper.make_node("Sigmoid", [f"h{layer}"], [f"s{layer}"]))
        last = f"s{layer}"
    shape = ["batch", width]
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)]
    if unused:
        inputs.append(helper.make_tensor_value_info("kv_len", TensorProto.INT64, ["batch"]))
    outputs = [helper.make_tensor_value_info(last, TensorProto.FLOAT, shape)]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.save(model, folder / "tiny.onnx")
    return folder / "tiny.onnx"


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.suffix != ".onnx"]


@needs_rtx
def test_a_plan_is_whole_and_its_memory_was_told_before(tmp_path):
    graph = write_graph(tmp_path)
    events = list(build_plan(graph, tmp_path / "tiny.plan", PlanSettings(profiles=(BATCH,))))
    assert isinstance(events[0], Noticed) and "GB of memory" in events[0].text
    done = [event.done for event in events[1:] if isinstance(event, Progress)]
    assert done == sorted(done) and len(done) == len(events) - 1 > 3
    assert leftovers(tmp_path) == ["tiny.plan"] and (tmp_path / "tiny.plan").stat().st_size > 10_000


@needs_rtx
def test_an_input_that_tensorrt_would_ignore_is_an_error(tmp_path):
    graph = write_graph(tmp_path, unused=True)
    with pytest.raises(SetupError, match="Unused Input: kv_len"):
        finish(build_plan(graph, tmp_path / "tiny.plan", PlanSettings(profiles=(BATCH,))))
    assert leftovers(tmp_path) == []


@needs_rtx
def test_an_operator_that_tensorrt_lacks_is_named(tmp_path):
    graph = write_graph(tmp_path, kind="Hardly")
    with pytest.raises(SetupError, match="Hardly"):
        finish(build_plan(graph, tmp_path / "tiny.plan", PlanSettings(profiles=(BATCH,))))
    assert leftovers(tmp_path) == []


@needs_rtx
def test_closing_the_job_ends_the_build_within_a_second(tmp_path):
    graph = write_graph(tmp_path, layers=LONG)
    job = build_plan(graph, tmp_path / "tiny.plan", PlanSettings(profiles=(BATCH,)))
    assert isinstance(next(job), Noticed) and isinstance(next(job), Progress)
    begin = time.monotonic()
    job.close()
    assert time.monotonic() - begin < 1
    assert active_children() == [] and leftovers(tmp_path) == []


@needs_rtx
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_build_does_not_outlive_a_killed_app(tmp_path):
    graph = write_graph(tmp_path, layers=LONG)
    command = [sys.executable, "-c", ABANDONED, str(graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as app:
        assert app.stdout is not None
        named = (line.split() for line in app.stdout)
        builder = int(next(pids[-1] for pids in named if pids))
        app.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while is_running(builder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(builder)


def is_running(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@needs_rtx
def test_declared_gpus_are_built_for_and_others_refused(tmp_path):
    graph, plan = write_graph(tmp_path), tmp_path / "tiny.plan"
    for capabilities in (("8.6",), ("8.6", "8.9", "12.0")):
        settings = PlanSettings(profiles=(BATCH,), compute_capabilities=capabilities)
        finish(build_plan(graph, plan, settings))
        assert plan.exists()
        plan.unlink()
    with pytest.raises(InputError, match=r"cannot build for compute capability 9\.0") as caught:
        settings = PlanSettings(profiles=(BATCH,), compute_capabilities=("9.0",))
        finish(build_plan(graph, plan, settings))
    assert "8.6" in caught.value.remedy and not plan.exists()


@needs_rtx
def test_a_free_dimension_can_be_fixed_and_weights_can_stream(tmp_path):
    graph = write_graph(tmp_path)
    settings = PlanSettings(profiles=({},), fixed={"batch": 4}, weight_streaming=True)
    finish(build_plan(graph, tmp_path / "tiny.plan", settings))
    assert leftovers(tmp_path) == ["tiny.plan"]


def test_a_tensorrt_that_is_not_installed_is_named(tmp_path):
    settings = PlanSettings(profiles=(BATCH,), tensorrt="tensorrt_lean")
    with pytest.raises(SetupError, match="Neither TensorRT-RTX nor TensorRT"):
        finish(build_plan(write_graph(tmp_path), tmp_path / "tiny.plan", settings))


def test_the_forecast_counts_the_weights_beside_the_graph(tmp_path):
    graph = write_graph(tmp_path)
    before = forecast_memory(graph)
    (tmp_path / "tiny.onnx.data").write_bytes(bytes(1_000_000))
    assert 2_000_000 <= forecast_memory(graph) - before <= 6_000_000


def test_progress_counts_phases_inside_phases():
    assert fraction([(0, 4)]) == 0
    assert fraction([(1, 4), (1, 2)]) == 0.25 + 0.125
    assert fraction([(4, 4), (9, 2)]) == 1
    assert fraction([(0, 0)]) == 0


def test_a_decoder_has_a_profile_for_one_id_and_one_for_many():
    config = ExportConfig(target="tensorrt", precision="bf16", max_batch=6)
    settings = decoder_settings(config, 1152)
    one, many = settings.profiles
    assert settings.fixed == {"capacity": 1152}
    assert one["sequence"] == one["asked"] == Span(1, 1, 1)
    assert many["sequence"].least == 1 and many["sequence"].most > many["asked"].most > 1
    assert {profile["batch"].most for profile in settings.profiles} == {6}


def test_weights_stream_only_in_the_decoder_and_where_it_was_chosen():
    chosen = ExportConfig(target="tensorrt", precision="bf16", stream_weights=True)
    assert decoder_settings(chosen, 1152).weight_streaming
    assert not head_settings(chosen).weight_streaming
    plain = ExportConfig(target="tensorrt", precision="bf16")
    assert not decoder_settings(plain, 1152).weight_streaming


def test_no_profile_is_larger_than_the_buffers():
    config = ExportConfig(target="tensorrt", precision="bf16")
    many = decoder_settings(config, 16).profiles[1]
    assert many["sequence"].most == many["asked"].most == 16


def test_every_part_is_built_for_the_declared_gpus():
    config = ExportConfig(target="tensorrt", precision="bf16", compute_capabilities=("8.9",))
    for settings in (decoder_settings(config, 64), head_settings(config), image_settings(config)):
        assert settings.compute_capabilities == ("8.9",)
