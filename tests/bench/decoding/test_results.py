"""Bars compare what is comparable, and each row says what limits it."""

import pytest

from bench.decoding.kernels import limit
from bench.decoding.results import Parity, Row, bars_of, section
from bench.decoding.rounds import Cell
from bench.decoding.systems import Weights

FP32 = Weights("fp32", 800_000_000, 200_000_000, 10)
INT4 = Weights("int4", 120_000_000, 200_000_000, 10)
MILLISECONDS = {
    "transformers eager": (FP32, 80.0),
    "transformers sdpa": (FP32, 50.0),
    "ONNX Runtime fp32": (FP32, 30.0),
    "ONNX Runtime int4": (INT4, 9.0),
    "llama.cpp f32": (FP32, 31.0),
    "llama.cpp q4_0": (INT4, 8.0),
}


def row(system, batch=1, context=64, **changes):
    weights, milliseconds = MILLISECONDS[system]
    facts = {
        "model": "random",
        "system": system,
        "weights": weights,
        "cell": Cell(batch, context),
        "seconds": milliseconds / 1e3,
        "bytes_floor": 0.004,
    }
    return Row(**facts | changes)


ROWS = [row(system) for system in MILLISECONDS]
PARITIES = [Parity("ONNX Runtime fp32", 1e-5, 4.0), Parity("ONNX Runtime int4", 1.0, 4.0)]


def figures(rows, parities=()):
    return {bar.name: bar for bar in bars_of(rows, parities)}


def test_each_precision_is_held_against_llama_cpp_at_the_same_bits():
    bars = figures(ROWS)
    fp32 = bars["random, fp32, batch 1, context 64: speed over llama.cpp"]
    int4 = bars["random, int4, batch 1, context 64: speed over llama.cpp"]
    assert (fp32.passed, int4.passed) == (True, False)
    assert int4.figure == pytest.approx(8 / 9)


def test_int4_is_held_against_eager_and_the_best_setting():
    bars = figures(ROWS)
    eager = bars["random, int4, batch 1, context 64: speed over transformers eager"]
    best = bars["random, int4, batch 1, context 64: speed over transformers' best setting"]
    assert (eager.figure, eager.bound) == (pytest.approx(80 / 9), 8)
    assert (best.figure, best.bound) == (pytest.approx(50 / 9), 4)


def test_shares_of_the_bandwidth_are_asked_of_our_single_rows():
    bars = figures([*ROWS, row("ONNX Runtime int4", batch=8)])
    shares = [name for name in bars if "share" in name]
    assert shares == [
        "random, fp32, batch 1, context 64: share of the bandwidth",
        "random, int4, batch 1, context 64: share of the bandwidth",
    ]
    assert bars[shares[1]].figure == pytest.approx(4 / 9)


def test_no_share_is_asked_of_weights_that_stay_in_the_cache():
    small = Weights("fp32", 4_000_000, 1_000_000, 10)
    rows = [*ROWS[:2], row("ONNX Runtime fp32", weights=small), ROWS[3]]
    assert [name for name in figures(rows) if "share" in name] == [
        "random, int4, batch 1, context 64: share of the bandwidth"
    ]


def test_only_systems_that_keep_every_weight_must_agree():
    bars = figures(ROWS, PARITIES)
    assert [name for name in bars if "logits" in name] == [
        "text logits of ONNX Runtime fp32 against transformers"
    ]


def test_a_larger_logit_may_differ_by_more():
    assert Parity("a", 0.0, 1.0).allowed == 2e-5
    assert Parity("a", 0.0, 100.0).allowed == pytest.approx(5e-4)


def test_a_step_reads_weights_and_every_rows_keys_and_values():
    assert INT4.step_bytes(4, 64) == 120_000_000 + 4 * 64 * 10
    assert INT4.bits == 4.8


@pytest.mark.parametrize(
    ("bytes_floor", "arithmetic_floor", "bits", "named"),
    [
        (0.8, 0.2, 32, "bytes"),
        (0.3, 0.7, 4, "dequantization arithmetic"),
        (0.3, 0.7, 32, "arithmetic"),
        (0.3, 0.4, 4, "calls and attention"),
    ],
)
def test_the_higher_floor_names_the_limit(bytes_floor, arithmetic_floor, bits, named):
    assert limit(1.0, bytes_floor, arithmetic_floor, bits) == named


def test_only_our_rows_have_a_limit():
    assert row("llama.cpp f32").limit is None
    assert row("ONNX Runtime fp32", arithmetic_floor=0.025).limit == "arithmetic"


def test_the_section_shows_every_row_and_missed_bars():
    text = section(ROWS, PARITIES, bars_of(ROWS, PARITIES), {"Memory": "30 GB/s"})
    assert "- Memory: 30 GB/s" in text
    assert "| random | ONNX Runtime int4 | 1 | 64 | 9.00 | 111 | 4.80 | 44% |" in text
    assert "**missed**" in text
