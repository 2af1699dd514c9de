"""How the TensorRT backend uses TensorRT, seen by a stand-in that computes at real addresses."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import FormatError, InputError, SetupError
from engine.runtime.backends.base import SoftPrompt
from engine.runtime.backends.plan import Plan
from engine.runtime.backends.plan_shelf import open_builder
from engine.runtime.backends.tensorrt_module import NAMES, installed
from engine.runtime.backends.trt import TensorRTBackend
from engine.runtime.compiled import CompiledModel, write_manifest
from tests.scripted_tensorrt import ASKED, READ, Script, scripted_tensorrt

CLOSE = 1e-5
PICTURE = 8 * 8 + 2
IDS = list(range(400, 412))


@pytest.fixture
def script():
    """What the stand-in was asked for."""
    return Script()


@pytest.fixture
def backend(plans_of_tiny, script):
    """The backend over plans of 80 and 1024 positions."""
    made = TensorRTBackend.open(plans_of_tiny, device="cpu", tensorrt=scripted_tensorrt(script))
    yield made
    made.close()


def column(*ids):
    return np.array(ids, np.int64)[:, None]


def only(calls, *kinds):
    return [(what, plan) for what, plan, _ in calls if what in kinds]


def placed(calls, plan):
    return dict(detail for what, of, detail in calls if what == "address" and of == plan)


def test_every_number_is_that_of_pytorch(backend, torch_backend, noise_concept, vocabulary):
    bo, first = noise_concept("Bo"), vocabulary.first_concept
    prompt = SoftPrompt(first, bo.embeddings, bo.head)
    long, short = [0, first, first + 1, *IDS], [0, 410, first]
    found = []
    for one in (backend, torch_backend):
        one.load_soft_prompt(prompt)
        read = one.prefill([long, short])
        one.fork(2)
        stepped = one.step(column(420, 421, 422, 423), "images")
        many = one.step(np.arange(430, 430 + 4 * 7).reshape(4, 7))
        one.rewind([20, 21, 4, 5])
        again = one.step(column(424, 425, 426, 427))
        found.append([read, stepped, many, again])
    for ours, oracle in zip(*found, strict=True):
        np.testing.assert_allclose(ours, oracle, atol=CLOSE)


def test_images_are_those_of_pytorch_however_many_a_plan_takes(backend, torch_backend):
    codes = np.random.default_rng(0).integers(0, 64, (3, 64))
    pixels = backend.decode_image(codes)
    np.testing.assert_allclose(pixels, torch_backend.decode_image(codes), atol=1e-4)
    np.testing.assert_array_equal(backend.encode_image(pixels), torch_backend.encode_image(pixels))


def test_nothing_is_loaded_before_it_is_needed(backend, script):
    assert only(script.took(), "load") == []
    backend.prefill([IDS], "images")
    assert only(script.took(), "load") == [("load", "decoder-80"), ("load", "image_head")]
    backend.step(column(400))
    assert only(script.took(), "load") == [("load", "head")]


def test_a_step_of_one_id_places_nothing_again(backend, script):
    backend.prefill([IDS, IDS[:3]])
    backend.step(column(420, 421))
    script.took()
    for _ in range(3):
        backend.step(column(422, 423))
    assert script.took() == [("run", "decoder-80", 0), ("run", "head", 0)] * 3


def test_keys_and_values_are_written_where_they_are_read(backend, script):
    backend.prefill([IDS])
    places = placed(script.took(), "decoder-80")
    past = {name.removeprefix("past."): at for name, at in places.items() if "past." in name}
    present = {name.removeprefix("present."): at for name, at in places.items() if "ent." in name}
    assert len(past) == 4 and len(set(past.values())) == 4
    assert past == present


def test_positions_and_places_to_write_share_one_memory(backend, script):
    backend.prefill([IDS])
    script.took()
    backend.step(column(420))
    places = placed(script.took(), "decoder-80")
    assert places["position_ids"] == places["write_index"] != places["wanted"]


def test_the_decoders_hidden_states_are_read_where_it_left_them(backend, script):
    backend.prefill([IDS])
    script.took()
    backend.step(column(420))
    calls = script.took()
    assert placed(calls, "decoder-80")["hidden"] == placed(calls, "head")["hidden"]


def test_one_id_takes_the_first_profile_and_more_the_second(backend, script):
    backend.prefill([IDS[:1]])
    backend.step(column(420))
    assert only(script.took(), "profile") == []
    backend.step(np.array([[421, 422]]))
    assert only(script.took(), "profile") == [("profile", "decoder-80")]


def test_long_rows_are_read_in_pieces(backend, script):
    backend.prefill([IDS, IDS[:2]])
    assert len(only(script.took(), "run")) == -(-len(IDS) // READ) + 1
    backend.step(np.array([IDS[:7]] * 2))
    assert len(only(script.took(), "run")) == -(-7 // ASKED) * 2


def test_the_smallest_plan_that_leaves_room_for_a_picture_is_taken(backend):
    backend.prefill([[400] * (80 - PICTURE)])
    assert backend.capacity == 80
    backend.prefill([[400] * (81 - PICTURE)])
    assert backend.capacity == 1024
    backend.prefill([[400]])
    assert backend.capacity == 80


def test_buffers_grow_and_keep_what_was_read(backend, torch_backend, script):
    rows = [[0, *range(400, 470)], [0, 410]]
    backend.prefill([row[:10] for row in rows])
    torch_backend.prefill([row[:10] for row in rows])
    script.took()
    for at in range(10, 10 + 75, 15):
        ids = np.arange(2 * 15).reshape(2, 15) + 400 + at
        np.testing.assert_allclose(backend.step(ids), torch_backend.step(ids), atol=CLOSE)
    assert backend.capacity == 1024
    np.testing.assert_allclose(
        backend.step(column(1, 2)), torch_backend.step(column(1, 2)), atol=CLOSE
    )
    plans = only(script.took(), "drop", "load")
    assert plans == [("drop", "decoder-80"), ("load", "decoder-1024")]


def test_what_no_plan_holds_is_taken_by_the_largest(backend):
    backend.prefill([[400] * 1000])
    assert backend.capacity == 1024


def test_more_rows_than_were_compiled_for_are_refused_in_words(backend):
    with pytest.raises(InputError, match="9 rows at once"):
        backend.prefill([[400]] * 9)
    backend.prefill([[400]] * 3)
    with pytest.raises(InputError, match="9 rows at once") as caught:
        backend.fork(3)
    assert backend.lengths == [1, 1, 1] and "--max-batch" in caught.value.remedy


def test_rtx_makes_graphs_itself_and_keeps_its_kernels(plans_of_tiny, tmp_path, script):
    folder = copied(plans_of_tiny, tmp_path)
    for start in range(2):
        backend = TensorRTBackend.open(folder, device="cpu", tensorrt=scripted_tensorrt(script))
        backend.prefill([IDS])
        calls = script.took()
        assert ("context", "decoder-80", "whole") in calls
        kept = ("kernels", "head", b"kernels of head") in calls
        assert kept == (start == 1)
        backend.close()


def test_the_full_tensorrt_runs_a_step_once_before_it_is_recorded(plans_of_tiny, script):
    backend = TensorRTBackend.open(
        plans_of_tiny, device="cpu", tensorrt=scripted_tensorrt(script, "tensorrt")
    )
    backend.prefill([IDS])
    assert ("context", "decoder-80", 0) in script.took()
    backend.step(column(420))
    assert len(only(script.took(), "run")) == 4
    backend.step(column(421))
    assert len(only(script.took(), "run")) == 2
    backend.close()


@pytest.mark.parametrize(
    "failure, sentence",
    [("invalid", "invalid"), ("broken", "Magic tag does not match")],
)
def test_a_plan_for_another_gpu_says_compile_again(backend, script, failure, sentence):
    setattr(script, failure, True)
    with pytest.raises(FormatError, match=sentence) as caught:
        backend.prefill([IDS])
    assert "Compile the model again" in caught.value.remedy


def test_a_run_that_fails_says_why(backend, script):
    script.failing = True
    with pytest.raises(SetupError, match="Out of memory"):
        backend.prefill([IDS])


def test_plans_of_another_version_say_compile_again(plans_of_tiny, tmp_path, script):
    other = copied(plans_of_tiny, tmp_path, versions={"tensorrt_rtx": "0.9"})
    with pytest.raises(FormatError, match=r"built by tensorrt_rtx 0\.9; 1\.0 is installed"):
        TensorRTBackend.open(other, device="cpu", tensorrt=scripted_tensorrt(script))


def test_a_compiled_model_without_plans_is_refused(compiled_tiny, script):
    with pytest.raises(FormatError, match="holds no TensorRT plans"):
        TensorRTBackend.open(compiled_tiny, device="cpu", tensorrt=scripted_tensorrt(script))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_without_a_gpu_the_backend_says_so(plans_of_tiny, script):
    with pytest.raises(SetupError, match="no NVIDIA GPU"):
        TensorRTBackend.open(plans_of_tiny, tensorrt=scripted_tensorrt(script))


@pytest.mark.parametrize(
    ("room", "budget", "graphs"), [(None, 1000, "whole"), (5000, 1000, "whole"), (300, 300, 0)]
)
def test_weights_stream_where_the_gpu_has_no_room_for_them(
    plans_of_tiny, script, room, budget, graphs
):
    script.streamable = 1000
    path = CompiledModel.open(plans_of_tiny).path("decoder")
    plan = Plan(scripted_tensorrt(script), path, room)
    calls = script.took()
    assert [detail for what, _, detail in calls if what == "budget"] == [budget]
    assert {detail for what, _, detail in calls if what == "context"} == {graphs}
    assert plan.streams == (budget < 1000)
    assert calls.index(("budget", "decoder-80", budget)) < calls.index(
        ("context", "decoder-80", graphs)
    )


def test_weights_that_cannot_stream_are_left_alone(plans_of_tiny, script):
    path = CompiledModel.open(plans_of_tiny).path("decoder")
    assert not Plan(scripted_tensorrt(script), path, 10).streams
    assert only(script.took(), "budget") == []


def test_a_plan_that_asks_for_what_nobody_gives_is_refused(plans_of_tiny, tmp_path, script):
    parts = dict(CompiledModel.open(plans_of_tiny).manifest.parts)
    other = copied(plans_of_tiny, tmp_path, parts=parts | {"head": parts["decoder"]})
    backend = TensorRTBackend.open(other, device="cpu", tensorrt=scripted_tensorrt(script))
    with pytest.raises(FormatError, match="asks for “input_ids”"):
        backend.prefill([IDS])


@pytest.mark.skipif(installed() is None, reason="neither tensorrt_rtx nor tensorrt is installed")
def test_the_module_that_built_the_plans_is_opened(plans_of_tiny, tmp_path):
    other = copied(plans_of_tiny, tmp_path, versions={installed() or "": "1"})
    assert open_builder(CompiledModel.open(other)).name == installed() in NAMES


def copied(folder: Path, to: Path, **changes: object) -> Path:
    """A compiled model with another manifest; its graphs stay where they are."""
    for path in folder.glob("*.plan"):
        (to / path.name).write_bytes(path.read_bytes())
    write_manifest(to, replace(CompiledModel.open(folder).manifest, **changes))
    return to
