"""The decoder's graphs: their names and shapes, rows as inputs, and files that are whole."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import onnx
import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.errors import FormatError, InputError
from engine.events import finish
from engine.model.weights import open_checkpoint
from engine.runtime.backends.base import SoftPrompt
from engine.runtime.backends.pytorch import PyTorchBackend
from export.config import ExportConfig
from export.decoder import decoder_graphs, write_decoder
from export.trial import Trial
from tests.tiny import write_tiny_checkpoint

FIRST, WIDTH = 560, 64
DIALECTS = ("contrib", "standard")


@pytest.fixture(scope="module")
def trials(tiny_checkpoint, tmp_path_factory):
    """Both dialects of the tiny checkpoint, in fp32."""
    folder = tmp_path_factory.mktemp("graphs")
    for dialect in DIALECTS:
        finish(write_decoder(tiny_checkpoint, ExportConfig(), folder / dialect, dialect=dialect))
    return {one: Trial(folder / one, one, capacity=64) for one in DIALECTS}


def noise(rows, seed=0):
    random = np.random.default_rng(seed)
    embeddings, head = random.standard_normal((2, rows, WIDTH)).astype(np.float32)
    return SoftPrompt(FIRST, embeddings, head / 8)


def declared(path):
    """Name → dtype and shape of every input and output."""
    graph = onnx.load(path, load_external_data=False).graph
    shapes = {}
    for one in (*graph.input, *graph.output):
        kind = one.type.tensor_type
        dims = [dim.dim_param or dim.dim_value for dim in kind.shape.dim]
        shapes[one.name] = (onnx.TensorProto.DataType.Name(kind.elem_type), *dims)
    return shapes


def rewritten(folder, change):
    """Each tensor of a checkpoint replaced by `change(name, tensor)`."""
    for shard in folder.glob("*.safetensors"):
        tensors = load_file(shard)
        save_file({name: change(name, one) for name, one in tensors.items()}, shard)
    return folder


def first_head_for_all(name, tensor):
    return tensor[:1].expand_as(tensor).contiguous() if "q_norm" in name else tensor


BUFFER = ("FLOAT", "batch", 4, "capacity", 16)
SHARED = {
    "input_ids": ("INT64", "batch", "sequence"),
    "concept_embeddings": ("FLOAT", "rows", WIDTH),
    "concept_first": ("INT64", 1),
    "wanted": ("INT64", "batch", "asked"),
    "hidden": ("FLOAT", "batch", "asked", WIDTH),
} | {f"{when}.{i}.{what}": BUFFER for when in ("past", "present") for i in (0, 1)
     for what in ("key", "value")}  # fmt: skip
OWN = {
    "contrib": {"seqlens_k": ("INT32", "batch"), "total_sequence_length": ("INT32",)},
    "standard": {
        "position_ids": ("INT64", "batch", "sequence"),
        "attention_mask": ("FLOAT", "batch", 1, "sequence", "capacity"),
        "write_index": ("INT64", "batch"),
    },
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_and_shapes_are_those_that_backends_bind(dialect, tiny_checkpoint, tmp_path):
    paths = finish(write_decoder(tiny_checkpoint, ExportConfig(), tmp_path, dialect=dialect))
    assert [path.name for path in paths] == ["decoder.onnx", "head.onnx", "image_head.onnx"]
    assert declared(paths[0]) == SHARED | OWN[dialect]
    vocabulary = open_checkpoint(tiny_checkpoint).config.vocab_size
    assert declared(paths[1])["logits"] == ("FLOAT", "batch", "asked", vocabulary)
    assert declared(paths[2])["logits"] == ("FLOAT", "batch", "asked", 64)
    for path in paths:
        onnx.checker.check_model(str(path), full_check=True)


def test_static_buffers_have_the_capacity_that_is_asked_for(tiny_checkpoint):
    config = ExportConfig(target="tensorrt", precision="bf16")
    decoder, *_ = decoder_graphs(tiny_checkpoint, config, capacity=256)
    inputs = {one.name: one.type.tensor_type for one in decoder.model("data").graph.input}
    for name, axis in (("past.1.key", 2), ("attention_mask", 3)):
        assert inputs[name].elem_type == onnx.TensorProto.BFLOAT16
        assert inputs[name].shape.dim[axis].dim_value == 256


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rows_of_different_length_go_on_each_from_its_own_end(dialect, trials, tiny_model):
    oracle, trial = PyTorchBackend(tiny_model), trials[dialect]
    rows, more = [list(range(400, 417)), [420, 421, 422]], np.array([[430], [431]])
    for backend in (oracle, trial):
        backend.load_soft_prompt(None)
    np.testing.assert_allclose(trial.prefill(rows), oracle.prefill(rows), atol=2e-5)
    np.testing.assert_allclose(trial.step(more), oracle.step(more), atol=2e-5)


def test_the_standard_dialect_reads_several_ids_of_several_rows_at_once(trials, tiny_model):
    oracle, trial = PyTorchBackend(tiny_model), trials["standard"]
    rows, more = [[400, 401, 402], [410]], np.array([[430, 431], [432, 433]])
    trial.load_soft_prompt(None)
    trial.prefill(rows), oracle.prefill(rows)
    np.testing.assert_allclose(trial.step(more), oracle.step(more), atol=2e-5)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_one_graph_serves_every_concept(dialect, trials, tiny_model):
    oracle, trial = PyTorchBackend(tiny_model), trials[dialect]
    said = []
    for prompt in (None, noise(1), noise(33), noise(33, seed=1)):
        for backend in (oracle, trial):
            backend.load_soft_prompt(prompt)
        said.append(trial.prefill([[400, FIRST, FIRST + 1, FIRST + 40]]))
        np.testing.assert_allclose(
            said[-1], oracle.prefill([[400, FIRST, FIRST + 1, FIRST + 40]]), atol=5e-5
        )
    assert all(np.abs(one - two).max() > 0.1 for one, two in pairwise(said))


def test_the_image_head_is_the_whole_head_at_the_image_codes(trials, vocabulary):
    for trial in trials.values():
        trial.load_soft_prompt(noise(3))
        words = trial.prefill([[400, 401]])[:, vocabulary.image_ids]
        np.testing.assert_allclose(trial.prefill([[400, 401]], "images"), words, atol=2e-5)


def test_a_trial_of_a_deep_concept_is_refused_not_read_without_its_prefix(trials):
    deep = replace(noise(3), prefix=np.zeros((2, 2, 4, 1, 16), np.float32))
    for trial in trials.values():
        with pytest.raises(ValueError, match="no prefix"):
            trial.load_soft_prompt(deep)


def test_one_row_stands_for_all_heads_only_where_all_are_equal(tiny_checkpoint, tmp_path):
    def norm_shape(folder):
        decoder, *_ = decoder_graphs(folder, ExportConfig())
        held = {one.name: list(one.dims) for one in decoder.model("data").graph.initializer}
        return held["model.layers.0.self_attn.q_norm.weight"]

    equal = rewritten(write_tiny_checkpoint(tmp_path / "equal"), first_head_for_all)
    assert (norm_shape(tiny_checkpoint), norm_shape(equal)) == ([4, 16], [16])
    finish(write_decoder(equal, ExportConfig(), tmp_path / "graphs"))
    oracle = PyTorchBackend(open_checkpoint(equal, dtype=torch.float32))
    trial = Trial(tmp_path / "graphs", "contrib", capacity=32)
    np.testing.assert_allclose(trial.prefill([[400, 7]]), oracle.prefill([[400, 7]]), atol=2e-5)


def test_a_bfloat16_table_stays_so_and_says_the_same(tmp_path):
    folder = rewritten(
        write_tiny_checkpoint(tmp_path / "half"), lambda _, tensor: tensor.to(torch.bfloat16)
    )
    finish(write_decoder(folder, ExportConfig(), tmp_path / "graphs"))
    path = tmp_path / "graphs" / "decoder.onnx"
    held = onnx.load(path, load_external_data=False).graph.initializer
    kinds = {one.name: one.data_type for one in held}
    assert kinds["model.embed_tokens.weight"] == onnx.TensorProto.BFLOAT16
    assert kinds["model.layers.0.mlp.down"] == onnx.TensorProto.FLOAT
    oracle = PyTorchBackend(open_checkpoint(folder, dtype=torch.float32))
    trial = Trial(tmp_path / "graphs", "contrib", capacity=32)
    np.testing.assert_allclose(trial.prefill([[400, 7]]), oracle.prefill([[400, 7]]), atol=2e-5)


def test_closing_the_job_leaves_no_unfinished_graph(tiny_checkpoint, tmp_path):
    job = write_decoder(tiny_checkpoint, ExportConfig(), tmp_path)
    next(job)
    job.close()
    assert list(tmp_path.iterdir()) == []


def test_progress_grows_to_the_bytes_of_all_graphs(tiny_checkpoint, tmp_path):
    events = list(write_decoder(tiny_checkpoint, ExportConfig(), tmp_path))
    done = [event.done for event in events]
    graphs = decoder_graphs(tiny_checkpoint, ExportConfig())
    assert done == sorted(done)
    assert {event.total for event in events} == {sum(graph.bytes for graph in graphs)}
    assert done[-1] == events[-1].total


def test_a_tensor_of_another_shape_is_refused_and_nothing_is_left(tiny_checkpoint, tmp_path):
    folder = write_tiny_checkpoint(tmp_path / "other", intermediate_size=96)
    (folder / "config.json").write_bytes((tiny_checkpoint / "config.json").read_bytes())
    with pytest.raises(FormatError, match="has shape"):
        finish(write_decoder(folder, ExportConfig(), tmp_path / "graphs"))
    assert list((tmp_path / "graphs").iterdir()) == []


def test_a_context_beyond_the_models_own_is_refused(tiny_checkpoint, tmp_path):
    with pytest.raises(InputError, match="at most 1024"):
        finish(write_decoder(tiny_checkpoint, ExportConfig(context=2048), tmp_path))


def test_an_architecture_that_the_graph_does_not_say_is_refused(tmp_path):
    folder = write_tiny_checkpoint(tmp_path / "biased", hidden_act="gelu")
    with pytest.raises(FormatError, match="unlike Chameleon"):
        finish(write_decoder(folder, ExportConfig(), tmp_path / "graphs"))
