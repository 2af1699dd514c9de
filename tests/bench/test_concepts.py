"""The whole bench over the tiny checkpoint: it runs, says what it missed, and goes on."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from PIL import Image

from bench import concepts
from bench.teaching import summary
from bench.teaching.plan import Found, Plan, measured


@pytest.fixture
def plan(suite, quickest):
    return Plan(subjects=suite, config=quickest, seeds=1)


@pytest.fixture
def real(tmp_path, photo):
    """A folder with two subjects of five photos."""
    folder = tmp_path / "real"
    for name in ("dog", "teapot"):
        (folder / name).mkdir(parents=True)
        for number in range(5):
            photo(number + len(name), (40, 40)).save(folder / name / f"{number}.jpg")
    return folder


def strict(path):
    """JSON without NaN or Infinity."""

    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(path.read_text(), parse_constant=refuse)


def test_a_tiny_random_model_misses_its_bars_and_everything_is_written(bench, plan, real, capsys):
    assert concepts.run(bench, plan.subjects, plan, real) == 1
    out = capsys.readouterr().out
    for bar in ("same/different AUC", "gap closed, L1", "gap closed, L2", "longest learning"):
        assert bar in out
    folder = bench.results.folder
    facts = strict(folder / "summary.json")
    assert [row["key"] for row in facts["rows"]] == [subject.key for subject in plan.subjects]
    assert {row["key"] for row in facts["real"]["rows"]} == {"dog", "teapot"}
    page = (folder / "learning.md").read_text()
    for words in ("EffNet-Lite0", facts["date"], facts["machine"], "| l2-tree-1 |", "Real photos"):
        assert words in page
    with Image.open(folder / "l1-dog-1.png") as sheet:
        assert sheet.size[0] > 300 and sheet.size[1] > 400


def test_a_bench_that_was_stopped_learns_only_what_is_missing(bench, plan, finish):
    finish(measured(bench, replace(plan, subjects=plan.subjects[:1])))
    kept = bench.results.folder / "l1-dog-1-seed0.json"
    before = kept.stat().st_mtime_ns
    found = finish(measured(bench, replace(plan, subjects=plan.subjects[:2])))
    assert kept.stat().st_mtime_ns == before
    assert (bench.results.folder / "l1-cup-1-seed0.json").exists()
    assert [row.key for row in found.rows] == ["l1-dog-1", "l1-cup-1"]


def row(level, concept, seconds=60.0):
    recognised = {"weighted_easy": 0.97, "weighted_hard": 0.8}
    run = {
        "lesson": {"seconds": seconds},
        "similarity": {"similarity": concept, "copied": False},
        "recognition": recognised,
        "own_threshold": recognised,
    }
    words = {"ceiling": 0.8, "class": {"similarity": 0.4}}
    return summary.row((f"{level}-dog", level), [run], words, [])


def bars(*rows):
    found = Found(rows=rows, levels=summary.levels(rows))
    judged = concepts.Judged(metric="a metric", qualification={"auc": 0.96}, found=found)
    return {bar.name: bar for bar in concepts.bars_of(judged)}


def test_each_aim_has_a_bar_and_good_figures_reach_it():
    found = bars(row("L1", 0.7), row("L2", 0.55))
    assert len(found) == 6 and all(bar.passed for bar in found.values())
    assert found["gap closed, L1"].figure == pytest.approx(0.75)
    assert found["gap closed, L2"].figure == pytest.approx(0.375)


def test_a_short_fall_on_one_level_or_one_slow_learning_is_a_missed_bar():
    assert not bars(row("L1", 0.55), row("L2", 0.55))["gap closed, L1"].passed
    assert not bars(row("L1", 0.7), row("L1", 0.7, seconds=181.0))["longest learning"].passed


def test_only_levels_that_were_measured_have_bars():
    assert "gap closed, L2" not in bars(row("L1", 0.7))


def test_a_missing_checkpoint_is_told_in_a_sentence(tmp_path):
    told = CliRunner().invoke(concepts.main, ["--checkpoint", "nowhere", "--folder", tmp_path])
    assert told.exit_code == 1 and "There is no checkpoint nowhere." in told.output


def test_numbers_that_json_cannot_hold_become_null():
    assert concepts.without_nan({"a": [float("nan"), (1.0, float("inf"))], "b": "x"}) == {
        "a": [None, [1.0, None]],
        "b": "x",
    }
