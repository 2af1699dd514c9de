"""Graphs and the files of their weights: mapped from pages, whole or absent."""

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from engine.errors import SetupError
from export.graph import Graph, Weight
from export.trial import open_graph
from tests.jobs import heard


def doubling(*weights):
    """A graph that multiplies by every weight in turn."""
    graph = Graph("doubling", 23)
    value = graph.input("x", torch.float32, ["n", 4])
    for name, tensor in weights:
        value = graph.op("Mul", value, graph.tensor(name, tensor))
    graph.output("y", torch.float32, ["n", 4])
    graph.op("Identity", value, out="y")
    return graph


LARGE = torch.full((20000, 4), 2.0)


def test_a_saved_graph_is_valid_and_computes(tmp_path):
    _, path = heard(doubling(("small", torch.full((4,), 3.0)), ("large", LARGE)).save(tmp_path))
    onnx.checker.check_model(str(path), full_check=True)
    given = np.ones((20000, 4), np.float32)
    np.testing.assert_array_equal(open_graph(path).run(None, {"x": given})[0], given * 6)


def test_small_weights_stay_inside_and_large_ones_begin_at_a_page(tmp_path):
    graph = doubling(("small", torch.ones(4)), ("middle", torch.ones(300, 4)), ("large", LARGE))
    _, path = heard(graph.save(tmp_path))
    held = {one.name: one for one in onnx.load(path, load_external_data=False).graph.initializer}
    places = {
        name: {entry.key: entry.value for entry in one.external_data} for name, one in held.items()
    }
    assert not places["small"]
    assert int(places["middle"]["offset"]) % 64 == 0
    assert int(places["large"]["offset"]) % 65536 == 0
    assert places["large"]["location"] == "doubling.onnx.data"


def test_progress_counts_the_bytes_of_the_weights(tmp_path):
    graph = doubling(("large", LARGE), ("other", LARGE + 1))
    events, _ = heard(graph.save(tmp_path, before=10, total=graph.bytes + 10))
    assert [event.done for event in events] == [10 + graph.bytes // 2, 10 + graph.bytes]
    assert {event.total for event in events} == {graph.bytes + 10}


def test_a_closed_job_leaves_no_file_and_takes_the_old_graph_with_it(tmp_path):
    graph = doubling(("large", LARGE), ("other", LARGE + 1))
    heard(graph.save(tmp_path))
    job = graph.save(tmp_path)
    next(job)
    job.close()
    assert not (tmp_path / "doubling.onnx").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["doubling.onnx.data"]


def test_a_broken_promise_of_bytes_is_a_bug(tmp_path):
    graph = Graph("short", 23)
    graph.weight(Weight("w", 1, (1000,), 4000, lambda: iter([torch.ones(999)])))
    with pytest.raises(ValueError, match="3996 bytes, not 4000"):
        heard(graph.save(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be written"):
        heard(doubling(("large", LARGE)).save(tmp_path / "file" / "folder"))


def test_equal_constants_and_names_are_held_once():
    graph = doubling(("same", LARGE))
    graph.tensor("same", LARGE)
    assert graph.constant(0, -1) == graph.constant(0, -1)
    assert graph.bytes == LARGE.numel() * 4
    held = graph.model("somewhere").graph.initializer
    assert sorted(one.name for one in held) == ["const.0_-1", "same"]
    assert numpy_helper.to_array(held[0]).tolist() == [0, -1]
