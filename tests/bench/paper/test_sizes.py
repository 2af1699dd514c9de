"""Two model sizes stand side by side, over the same concepts, and never in one figure."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from bench.paper import pictures, sizes
from bench.paper.arms import CLAIMS
from bench.paper.findings import Findings
from bench.paper.page import page
from bench.paper.sitting import left_over
from bench.teaching.results import Results
from tests.bench.paper.conftest import model, written
from tests.bench.paper.test_page import FACTS


@pytest.fixture
def small(plan, tmp_path):
    """A smaller model that learns worse, and is asked the claims alone."""
    bench = SimpleNamespace(base=model("a", 4, 192), drawings=8)
    lab = SimpleNamespace(bench=bench, limit=None, looks=plan.lab.looks, protocol=plan.lab.protocol)
    scope = replace(plan.scope, planned=CLAIMS)
    results = Results(tmp_path / "results" / "aaaa")
    return written(replace(plan, lab=lab, scope=scope, results=results), worse=0.2)


def rows(text, title):
    return next(line for line in text.splitlines() if line.startswith(f"| {title} |"))


def figure(cell):
    return float(cell.split()[0])


def test_one_size_has_no_chapter_of_sizes(filled):
    assert list(sizes.section([Findings(filled)], "plots")) == []


def test_sizes_that_share_nothing_yet_have_none_either(filled, small):
    for path in small.results.folder.glob("*.json"):
        path.unlink()
    found = [Findings(filled), Findings(small)]
    assert list(sizes.section(found, "plots")) == []


def test_sizes_stand_side_by_side_the_smallest_first(filled, small):
    text = page([Findings(filled), Findings(small)], FACTS)
    chapter = text.split("## Sizes side by side")[1].split("## Model")[0]
    assert "| figure | m aaaa: 4 layers of 192 | m ffff: 6 layers of 256 |" in chapter
    own, other = rows(chapter, "soft prompt: similarity").split(" | ")[1:]
    assert figure(own) == pytest.approx(0.5, abs=0.01)
    assert figure(other) == pytest.approx(0.7, abs=0.01)
    assert rows(chapter, "base model: MMLU").count("0.800 (n 1)") == 2
    assert rows(chapter, "soft prompt − full, 500: similarity").count("**different** (n 4)") == 2
    trend = chapter.split("The trend: m aaaa: 4 layers of 192 less m ffff: 6 layers of 256")[1]
    lost = rows(trend, "soft prompt − full, 500: similarity").split(" | ")[1]
    assert figure(lost) == pytest.approx(-0.2, abs=0.01) and "**different** (n 4)" in lost
    assert text.count("## Model m ") == 2


def test_a_line_is_over_the_concepts_that_every_size_has(filled, small):
    (small.results.folder / f"main-soft-prompt-{small.scope.main[0].key}-s0.json").unlink()
    (small.results.folder / f"main-soft-prompt-{small.scope.main[0].key}-s1.json").unlink()
    chapter = "\n".join(sizes.section([Findings(filled), Findings(small)], "plots"))
    assert rows(chapter, "soft prompt: similarity").count("(n 3)") == 2
    assert rows(chapter, "full, 500: similarity").count("(n 4)") == 2


def test_a_further_size_is_asked_the_claims_and_no_ablation(small, plan):
    names = {name for task in small.tasks() for name in task.records}
    main = plan.scope.main
    assert {f"deep-concept-16-positions-{one.key}-s1" for one in main} <= names
    assert {f"full-{one.key}-s1" for one in main} <= names
    assert not [name for name in names if name.startswith(("prompts", "tokens", "300", "soft"))]
    assert not [name for name in names if "many" in name]


def test_what_is_planned_is_counted_whatever_one_sitting_is_limited_to(filled):
    today = replace(filled, scope=replace(filled.scope, only=frozenset({"tokens"})))
    assert Findings(today).records.keys() == Findings(filled).records.keys()
    assert Findings(filled).hours() > 1


def test_records_of_an_earlier_checkpoint_are_named_and_in_no_figure(small, tmp_path):
    results = tmp_path / "results"
    (results / "4749").mkdir(parents=True)
    for name in ("bf16", "qualification"):
        (results / "4749" / f"{name}.json").write_text("{}")
    others = list(left_over(results, {"ffff"}))
    count = len(list((results / "aaaa").glob("*.json")))
    assert others == ["4749 (2 records)", f"m aaaa: 6 layers of 256 ({count} records)"]
    text = page([Findings(small)], FACTS | {"others": others})
    assert "in no figure of this" in text and "4749 (2 records)" in text


def test_the_plot_of_sizes_is_drawn_and_linked(filled, small, tmp_path):
    found = [Findings(filled), Findings(small)]
    pictures.write(found, tmp_path / "plots")
    assert (tmp_path / "plots" / "sizes.png").exists()
    assert "(pictures/reproduction/sizes.png)" in page(found, FACTS)
