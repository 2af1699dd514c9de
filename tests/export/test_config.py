"""Which exports make sense, and what follows from a choice."""

import pytest

from engine.errors import InputError
from export.config import ExportConfig


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": "coreml"},
        {"precision": "int3"},
        {"precision": "fp8"},
        {"target": "tensorrt", "precision": "fp32"},
        {"precision": "fp32", "device": "cuda"},
        {"precision": "bf16", "device": "cpu"},
        {"device": "tpu"},
        {"context": 0},
        {"max_batch": 0},
        {"max_batch": 1000},
        {"buckets": ()},
        {"buckets": (2304, 1152)},
        {"compute_capabilities": ("8.6", "4.2")},
        {"stream_weights": True},
        {"rounding": "fitted"},
        {"precision": "int4", "rounding": "guessed"},
    ],
    ids=str,
)
def test_a_choice_that_cannot_work_is_refused_with_a_remedy(wrong):
    with pytest.raises(InputError) as refused:
        ExportConfig(**wrong)
    assert "Choose" in refused.value.remedy or "Give" in refused.value.remedy


@pytest.mark.parametrize(
    ("target", "precision", "activation", "dialect"),
    [
        ("onnx", "fp32", "float32", "contrib"),
        ("onnx", "int4", "float32", "contrib"),
        ("onnx", "int8", "float32", "contrib"),
        ("onnx", "fp16", "float16", "contrib"),
        ("onnx", "bf16", "bfloat16", "contrib"),
        ("tensorrt", "bf16", "bfloat16", "standard"),
        ("tensorrt", "int4", "bfloat16", "standard"),
        ("tensorrt", "fp8", "bfloat16", "standard"),
        ("tensorrt", "fp16", "float16", "standard"),
    ],
)
def test_dtype_and_dialect_follow_from_target_and_precision(target, precision, activation, dialect):
    config = ExportConfig(target=target, precision=precision)
    assert (config.activation, config.dialect) == (activation, dialect)


def test_codes_on_cuda_meet_bfloat16_because_its_attention_knows_no_float32():
    assert ExportConfig(precision="int4", device="cuda").activation == "bfloat16"
    assert ExportConfig(precision="int4").runs_on == "cpu"


def test_a_context_is_the_models_own_unless_a_shorter_one_is_chosen():
    assert ExportConfig().context_of(4096) == 4096
    assert ExportConfig(context=512).context_of(4096) == 512
    with pytest.raises(InputError, match="at most 4096"):
        ExportConfig(context=5000).context_of(4096)


@pytest.mark.parametrize(
    ("trained", "capacities"),
    [(4096, (1152, 2304, 4096)), (8192, (1152, 2304, 4096, 8192)), (1024, (1024,))],
)
def test_buckets_end_at_the_context(trained, capacities):
    assert ExportConfig(target="tensorrt", precision="bf16").capacities(trained) == capacities
