"""Which backend, device and precision are taken, and what is said about it."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
import torch

from engine.errors import InputError, SetupError
from engine.events import Noticed
from engine.runtime.backends.choose import Choice, PassedOver, Wish, choose, options
from engine.runtime.backends.opening import open_backend, open_best
from engine.runtime.compiled import MANIFEST, CompiledModel
from engine.runtime.self_test import Outcome
from engine.runtime.self_test_files import (
    OUTCOMES,
    REFERENCE,
    load_reference,
    remember,
    save_reference,
)
from tests.jobs import heard

GOOD = Outcome(problem="", equal_ids=64, error=0.0, same_codes=1.0, psnr=99.0)
BAD = Outcome(problem="its logits are off", equal_ids=3, error=1.0, same_codes=1.0, psnr=99.0)


@pytest.fixture
def mine(installed):
    """A wish for the CPU that knows the tiny checkpoint's fingerprint."""
    return Wish(device="cpu", fingerprint=CompiledModel.open(installed).manifest.fingerprint)


def edit(folder, **changes):
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_small_checkpoint_runs_exactly_on_the_cpu_and_says_why(tiny_checkpoint):
    choice = choose(tiny_checkpoint, Wish(device="cpu"))
    assert (choice.backend, choice.device, choice.precision) == ("PyTorch", "cpu", "float32")
    assert "CPU" in choice.why and choice.why.endswith(".")


def test_an_opened_backend_is_what_was_chosen(tiny_checkpoint):
    backend = open_backend(tiny_checkpoint, device="cpu")
    assert backend.name == "PyTorch on cpu, float32"
    assert backend.prefill([[0, 400]]).shape == (1, backend.vocabulary_size)
    backend.close()


def test_threads_are_left_alone_unless_asked_for(tiny_checkpoint):
    before = torch.get_num_threads()
    open_backend(tiny_checkpoint, device="cpu").close()
    assert torch.get_num_threads() == before
    try:
        open_backend(tiny_checkpoint, device="cpu", threads=before + 1).close()
        assert torch.get_num_threads() == before + 1
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("wish", [{"device": "npu"}, {"backend": "jax"}], ids=str)
def test_what_there_is_not_is_refused(wish):
    with pytest.raises(InputError, match=next(iter(wish.values()))):
        Wish(**wish)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_a_missing_gpu_is_said_and_auto_falls_back(tiny_checkpoint):
    with pytest.raises(SetupError, match="GPU"):
        choose(tiny_checkpoint, Wish(device="cuda"))
    assert choose(tiny_checkpoint, Wish()).device == "cpu"


def test_a_compiled_model_goes_before_pytorch_on_the_cpu(tiny_checkpoint, mine, installed):
    choice = choose(tiny_checkpoint, mine)
    assert (choice.backend, choice.title) == ("ONNX Runtime", "ONNX Runtime on cpu")
    assert installed.name in choice.why and "fp32" in choice.why
    assert choose(tiny_checkpoint, Wish(device="cpu")).backend == "PyTorch"


def test_pytorch_is_taken_where_it_is_asked_for(tiny_checkpoint, mine):
    wish = Wish(device="cpu", fingerprint=mine.fingerprint, backend="pytorch")
    assert choose(tiny_checkpoint, wish).backend == "PyTorch"


def test_a_backend_that_cannot_run_is_said_with_its_reason(tiny_checkpoint, mine, installed):
    wish = Wish(device="cpu", fingerprint=mine.fingerprint, backend="onnx")
    (installed / REFERENCE).unlink()
    with pytest.raises(SetupError, match="never compared"):
        choose(tiny_checkpoint, wish)
    with pytest.raises(SetupError, match="no compiled model"):
        choose(tiny_checkpoint, Wish(backend="onnx"))


def test_of_several_compiled_models_the_smallest_goes_first(tiny_checkpoint, mine, installed):
    larger = installed.with_name(f"{installed.name}-2")
    larger.mkdir()
    for path in installed.iterdir():
        (larger / path.name).write_bytes(path.read_bytes())
    (installed / "head.onnx.data").write_bytes(b"0" * 10_000_000)
    parts = json.loads((installed / MANIFEST).read_text())["parts"]
    parts["head"]["files"][1]["bytes"] = 10_000_000
    edit(installed, parts=parts)
    found = [one for one in options(tiny_checkpoint, mine) if isinstance(one, Choice)]
    assert [one.model and one.model.folder for one in found] == [larger, installed, None]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"fingerprint": "f" * 64}, "other weights"),
        ({"format": 99}, "newer version"),
        ({"parts": {}}, "damaged"),
    ],
    ids=["other weights", "newer", "damaged"],
)
def test_a_model_that_does_not_fit_is_passed_over_with_its_reason(
    tiny_checkpoint, mine, installed, changes, reason
):
    edit(installed, **changes)
    choice = choose(tiny_checkpoint, mine)
    assert choice.backend == "PyTorch"
    assert installed.name in choice.why and reason in choice.why


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
@pytest.mark.parametrize("changes", [{"target": "tensorrt"}, {"activation": "bfloat16"}], ids=str)
def test_models_for_a_gpu_are_passed_over_without_one(tiny_checkpoint, mine, installed, changes):
    edit(installed, **changes)
    wish = Wish(fingerprint=mine.fingerprint)
    passed = [one for one in options(tiny_checkpoint, wish) if isinstance(one, PassedOver)]
    assert "GPU" in passed[0].why
    assert choose(tiny_checkpoint, wish).backend == "PyTorch"


def test_the_first_opening_tests_a_model_and_the_second_does_not(tiny_checkpoint, mine, installed):
    events, opened = heard(open_best(tiny_checkpoint, mine, threads=1))
    assert opened.backend.name == "ONNX Runtime on cpu, fp32"
    assert any("Testing" in event.note for event in events)
    opened.backend.close()
    events, opened = heard(open_best(tiny_checkpoint, mine, threads=1))
    assert events == []
    opened.backend.close()


def test_a_model_that_fails_its_self_test_is_refused_and_the_next_one_used(
    tiny_checkpoint, mine, installed
):
    reference = load_reference(installed)
    answers = replace(reference.answers, words=reference.answers.words[:, ::-1])
    save_reference(replace(reference, answers=answers), installed)
    events, opened = heard(open_best(tiny_checkpoint, mine, threads=1))
    assert opened.backend.name == "PyTorch on cpu, float32"
    said = [event.text for event in events if isinstance(event, Noticed)]
    assert len(said) == 1 and "failed its self-test: its logits are off" in said[0]
    assert said[0] in opened.choice.why
    assert choose(tiny_checkpoint, mine).backend == "PyTorch"


def test_a_changed_byte_is_found_before_a_model_is_first_used(tiny_checkpoint, mine, installed):
    path = installed / "image_decoder.onnx.data"
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    _, opened = heard(open_best(tiny_checkpoint, mine, threads=1))
    assert opened.choice.backend == "PyTorch"
    assert "image_decoder.onnx.data is damaged" in opened.choice.why


def test_a_failed_self_test_is_remembered(tiny_checkpoint, mine, installed):
    model = CompiledModel.open(installed)
    remember(model, "ONNX Runtime on cpu, fp32", BAD)
    choice = choose(tiny_checkpoint, mine)
    assert choice.backend == "PyTorch" and "failed its self-test: its logits are off" in choice.why
    remember(model, "ONNX Runtime on cpu, fp32", GOOD)
    assert choose(tiny_checkpoint, mine).backend == "ONNX Runtime"


def test_an_open_pytorch_is_used_where_the_choice_falls_on_it(tiny_checkpoint, torch_backend):
    _, opened = heard(open_best(tiny_checkpoint, Wish(device="cpu"), pytorch=torch_backend))
    assert opened.backend is torch_backend


def test_a_damaged_memory_of_self_tests_only_means_another_one(tiny_checkpoint, mine, installed):
    (installed / OUTCOMES).write_text("{")
    assert choose(tiny_checkpoint, mine).backend == "ONNX Runtime"


@pytest.mark.parametrize("module", ["torch", "onnxruntime"])
def test_naming_a_session_loads_nothing_heavy(module):
    code = (
        "import sys, engine.runtime.session, engine.runtime.backends.choose,"
        f"engine.runtime.backends.opening; sys.exit('{module}' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
