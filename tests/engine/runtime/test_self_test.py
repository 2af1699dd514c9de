"""The self-test passes what computes right, and says what is wrong with the rest."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from engine.errors import FormatError, SetupError
from engine.events import finish
from engine.runtime import self_test
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.compiled import CompiledModel
from engine.runtime.self_test_files import (
    OUTCOMES,
    REFERENCE,
    load_reference,
    remember,
    remembered,
    save_reference,
)


@pytest.fixture(scope="module")
def reference(tiny_model, compiled_tiny, vocabulary):
    sizes = CompiledModel.open(compiled_tiny).manifest.sizes
    asked = self_test.questions(vocabulary, sizes)
    return finish(self_test.record(PyTorchBackend(tiny_model), asked, "fp32"))


class Wrong:
    """A backend with one fault: `fault(answer)` replaces what `method` gives."""

    def __init__(self, inner, method, fault):
        self._inner, self._method, self._fault = inner, method, fault

    def __getattr__(self, name):
        inner = getattr(self._inner, name)
        if name != self._method:
            return inner
        return lambda *given: self._fault(inner(*given))


def test_a_right_backend_passes_with_every_token(compiled_tiny, reference):
    outcome = finish(self_test.examine(OrtBackend.open(compiled_tiny), reference, "fp32"))
    assert outcome.problem == "" and outcome.equal_ids == 64
    assert outcome.error < 1e-5 and outcome.same_codes == 1 and outcome.psnr > 80


def test_the_largest_error_and_both_speeds_are_told(torch_backend, reference, compiled_tiny):
    outcome = finish(self_test.examine(OrtBackend.open(compiled_tiny), reference, "fp32"))
    assert outcome.error <= outcome.largest_error < 1e-4
    assert outcome.seconds_per_step > 0
    assert outcome.pytorch_seconds_per_step == reference.seconds_per_step > 0
    one_off = Wrong(torch_backend, "step", lambda logits: logits + np.eye(1, logits.shape[-1]))
    found = finish(self_test.examine(one_off, reference, "fp32"))
    assert found.largest_error > 5 * found.error  # one logit of each row


def test_a_speed_is_never_told_of_a_machine_that_was_asked_earlier(
    reference, compiled_tiny, tmp_path
):
    save_reference(reference, tmp_path)
    again = load_reference(tmp_path)
    assert again.seconds_per_step is None
    outcome = finish(self_test.examine(OrtBackend.open(compiled_tiny), again, "fp32"))
    assert outcome.pytorch_seconds_per_step is None


def test_an_outcome_that_an_earlier_version_kept_is_read(installed):
    model = CompiledModel.open(installed)
    outcome = self_test.Outcome(problem="", equal_ids=64, error=0.0, same_codes=1.0, psnr=99.0)
    remember(model, "ONNX Runtime on cpu", outcome)
    written = json.loads((installed / OUTCOMES).read_text())
    for kept in written["outcomes"].values():
        for name in ("largest_error", "seconds_per_step", "pytorch_seconds_per_step"):
            del kept[name]
    (installed / OUTCOMES).write_text(json.dumps(written))
    assert remembered(model, "ONNX Runtime on cpu") == outcome


@pytest.mark.parametrize(
    ("method", "fault", "problem"),
    [
        ("step", lambda logits: logits * 1.001, "logits"),
        ("prefill", lambda logits: logits[:, ::-1], "logits"),
        ("step", lambda logits: logits * np.nan, "logits"),
        ("encode_image", lambda codes: codes[:, ::-1], "codes"),
        ("decode_image", lambda pixels: pixels * 0.9, "dB"),
    ],
)
def test_a_fault_is_named(torch_backend, reference, method, fault, problem):
    backend = Wrong(torch_backend, method, fault)
    outcome = finish(self_test.examine(backend, reference, "fp32"))
    assert problem in outcome.problem


@pytest.mark.parametrize("method", ["load_soft_prompt", "rewind"])
def test_a_backend_that_does_not_do_as_told_fails(torch_backend, reference, method):
    class Deaf(Wrong):
        def __getattr__(self, name):
            return (lambda _: None) if name == method else getattr(self._inner, name)

    outcome = finish(self_test.examine(Deaf(torch_backend, "", None), reference, "fp32"))
    assert "logits" in outcome.problem


def test_quantized_weights_may_be_further_off(torch_backend, reference):
    backend = Wrong(torch_backend, "step", lambda logits: logits * 1.05)
    assert finish(self_test.examine(backend, reference, "fp32")).problem
    assert not finish(self_test.examine(backend, reference, "int4")).problem


def test_a_reference_comes_back_from_its_file(reference, tmp_path):
    save_reference(reference, tmp_path)
    again = load_reference(tmp_path)
    assert again.precision == "fp32"
    for part in ("questions", "answers"):
        kept = asdict(getattr(again, part))
        for name, value in asdict(getattr(reference, part)).items():
            np.testing.assert_array_equal(kept[name], value)


@pytest.mark.parametrize("content", [b"", b"PK", b"\0" * 100], ids=repr)
def test_a_damaged_reference_is_refused(reference, tmp_path, content):
    with pytest.raises(SetupError, match="never compared"):
        load_reference(tmp_path)
    (tmp_path / REFERENCE).write_bytes(content)
    with pytest.raises(FormatError, match="damaged"):
        load_reference(tmp_path)


def test_an_outcome_holds_until_a_file_changes(installed):
    model = CompiledModel.open(installed)
    outcome = self_test.Outcome(problem="", equal_ids=64, error=0.0, same_codes=1.0, psnr=99.0)
    assert remembered(model, "ONNX Runtime on cpu") is None
    remember(model, "ONNX Runtime on cpu, fp32", outcome)
    assert remembered(model, "ONNX Runtime on cpu") == outcome
    assert remembered(model, "ONNX Runtime on cuda") is None
    path = model.path("decoder")
    path.write_bytes(path.read_bytes())
    assert remembered(model, "ONNX Runtime on cpu") is None
