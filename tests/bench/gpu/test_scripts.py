"""On a machine without a GPU every script runs through, and each row says why it has no figure."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from bench.gpu import backends, captured, decode, learn, report
from bench.gpu.rows import NO_GPU, NOT_INSTALLED, Check, Row, conclude
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.training.memory_model import Shapes
from tests.tiny import tiny_config

without_gpu = pytest.mark.skipif(torch.cuda.is_available(), reason="tells of its absence")


def ran(main, *arguments):
    with pytest.raises(SystemExit) as end:
        main([str(one) for one in arguments])
    return end.value.code


@without_gpu
def test_decode_says_that_there_is_no_gpu(tmp_path, capsys):
    assert ran(decode.main, tmp_path) == 0
    rows = json.loads((tmp_path / "decode.json").read_text())["rows"]
    assert {row["note"] for row in rows} == {NO_GPU}
    assert {row["rows"] for row in rows} == {1, 4, 8}
    assert "int4, CUDA graph | 8 | – | – | – | – | no GPU here" in capsys.readouterr().out


@without_gpu
def test_learning_says_that_there_is_no_gpu(tmp_path):
    assert ran(learn.main, tmp_path, "--quick") == 0
    found = json.loads((tmp_path / "learn.json").read_text())
    assert {row["note"] for row in found["rows"]} == {NO_GPU}
    assert {row["name"] for row in found["rows"]} >= {"8 GB, int4", "24 GB, bf16"}
    assert {check["passed"] for check in found["checks"]} == {None}


def learned(preset, batch, seconds, gib):
    case = learn.Case(preset=preset, batch=batch, shapes=replace(Shapes(), picture_tokenizer=0))
    return learn.Found(case, seconds=seconds, peak=round(gib * 2**30))


def test_learning_must_be_fast_within_its_memory_and_as_computed():
    def verdicts(*found):
        return [check.passed for check in learn.checks(list(found), quick=False)]

    assert verdicts(learned("8 GB", 1, 0.2, 5.7)) == [True, True, True]
    assert verdicts(learned("8 GB", 1, 0.3, 5.7)) == [False, True, True]
    assert verdicts(learned("8 GB", 1, 0.2, 7.9)) == [True, False, False]
    assert verdicts(learned("full", 4, 0.2, 35.0))[0] is False  # of one row nothing is known


@without_gpu
def test_backends_say_what_is_missing(tmp_path):
    assert ran(backends.main, tmp_path, "--quick") == 0
    found = json.loads((tmp_path / "backends.json").read_text())
    assert {row["note"] for row in found["rows"]} <= {NO_GPU, NOT_INSTALLED}
    assert {check["passed"] for check in found["checks"]} == {None}


@without_gpu
def test_the_report_joins_what_was_run(tmp_path):
    ran(decode.main, tmp_path)
    report.main([str(tmp_path)])
    text = (tmp_path / "gpu.md").read_text()
    assert "no GPU here" in text
    assert "backends: was not run." in text


def test_a_check_that_does_not_hold_is_the_exit_status(tmp_path, capsys):
    checks = [Check("a", True), Check("b", None, NO_GPU), Check("c", False, "0 of 64")]
    with pytest.raises(SystemExit) as end:
        conclude("x", tmp_path, [], checks, "machine")
    assert end.value.code == 1
    assert "| c | **does not hold** | 0 of 64 |" in capsys.readouterr().out


def test_a_figure_stands_beside_its_floor():
    row = Row(name="bf16", rows=4, context=64, milliseconds=5.0, floor=4.0)
    assert row.cells == ("bf16", "4", "64", "5.00", "4.00", "80%", "")


@pytest.mark.parametrize(("position", "slots"), [(0, 256), (255, 256), (256, 512), (1087, 1280)])
def test_a_bucket_holds_its_position(position, slots):
    assert captured.slots_of(position) == slots


def test_agreement_is_exact_or_within_the_gates_bound(tiny_checkpoint):
    backend = PyTorchBackend.open(tiny_checkpoint, device="cpu", dtype="float32")
    prompt, ids = [5, 6, 7], []
    logits = [backend.prefill([prompt])[0]]
    for _ in range(4):
        ids.append(int(logits[-1].argmax()))
        logits.append(backend.step(np.array([[ids[-1]]]))[0, 0])
    oracle = backends.Oracle(prompt, ids, np.stack(logits[:-1]))
    assert backends.agreement(backend, oracle, "float32")[0]
    wrong = backends.Oracle(prompt, [ids[0] + 1, *ids[1:]], oracle.logits)
    assert not backends.agreement(backend, wrong, "float32")[0]
    far = backends.Oracle(prompt, ids, -oracle.logits)
    assert not backends.agreement(backend, far, "bfloat16")[0]


def test_random_weights_make_a_model_that_runs():
    model = backends.random_chameleon(tiny_config(), "cpu", torch.float32)
    backend = PyTorchBackend(model)
    assert np.isfinite(backend.prefill([[5, 6, 7]])).all()
    assert model.vqgan.decoder.conv_in.weight.dtype == torch.float32
