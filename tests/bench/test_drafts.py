"""The table of drafts and its bars, and the records that it is made of."""

import math
from dataclasses import replace
from typing import Any

import pytest

from bench.drafting.records import Plan, known, lacking, make_all, measured, record_of
from bench.drafting.trial import FIGURES
from bench.drafts import averaged, bars, section
from engine.paths import home
from engine.training.drafter import Drafter, DrafterFacts


def found(**quality: float) -> dict[str, Any]:
    """Records of one concept: `none_0=0.4` is the quality of the reserved rows at 0 steps."""
    records: dict[str, Any] = {}
    for key, value in quality.items():
        draft, step = key.split("_")
        figures = records.setdefault(draft, {"figures": {}})["figures"]
        figures |= {f"{step}/{name}": value for name in FIGURES}
        figures[f"{step}/image loss"] = 5 - value
    return records


def plan_of(drafts: str, *steps: int) -> Plan:
    return Plan(subjects=(), drafts=tuple(drafts.split()), steps=steps, config=Any)


@pytest.fixture
def plan(suite: Any, quickest: Any) -> Plan:
    """Two drafts of one concept."""
    return Plan(subjects=suite[:1], drafts=("none", "kmeans"), steps=(0, 1), config=quickest)


def test_figures_are_averaged_over_concepts() -> None:
    plan = plan_of("none words", 0)
    table = averaged([found(none_0=0.2, words_0=0.4), found(none_0=0.4, words_0=0.6)], plan)
    assert math.isclose(table["words"][0]["quality"], 0.5)
    assert "| words | 0 | 0.500 |" in section(table, plan, 2)


def test_the_best_draft_must_begin_ahead_and_not_fall_behind() -> None:
    plan = plan_of("none words kmeans", 0, 50)
    ahead = found(none_0=0.2, none_50=0.5, words_0=0.4, words_50=0.5, kmeans_0=0.1, kmeans_50=0.1)
    assert all(bar.passed for bar in bars(averaged([ahead], plan), plan.steps))
    behind = found(none_0=0.2, none_50=0.5, words_0=0.4, words_50=0.3, kmeans_0=0.1, kmeans_50=0.1)
    assert [bar.passed for bar in bars(averaged([behind], plan), plan.steps)] == [True, True, False]


def test_without_reserved_rows_nothing_can_be_said() -> None:
    plan = plan_of("words", 0)
    assert bars(averaged([found(words_0=0.4)], plan), plan.steps) == []


def test_each_draft_is_measured_once_and_kept(
    bench: Any, plan: Plan, here: Any, finish: Any
) -> None:
    assert finish(make_all(bench, plan, here)) == 1
    (records,) = known(bench, plan)
    assert set(records) == {"none", "kmeans"}
    assert set(records["none"]["figures"]) == {
        f"{step}/{name}" for step in (0, 1) for name in FIGURES
    }
    assert finish(make_all(bench, plan, here)) == 0


def test_a_stopped_trial_keeps_the_drafts_that_were_measured(
    bench: Any, plan: Plan, finish: Any
) -> None:
    finish(measured(bench, replace(plan, drafts=("none",)), plan.subjects[0]))
    assert record_of(bench, plan, plan.subjects[0], "none")
    assert not record_of(bench, plan, plan.subjects[0], "kmeans")
    assert known(bench, plan) == []


def test_without_a_drafter_its_draft_is_lacking_and_never_another_in_its_name(
    bench: Any, plan: Plan
) -> None:
    wanted = replace(plan, drafts=("none", "drafter"))
    assert lacking(bench, wanted) == ("drafter",)
    facts = DrafterFacts(
        base_model=bench.base.checkpoint.fingerprint, embedder=bench.embedder.name,
        layout=plan.config.layout.value, latent_tokens=2, dimensions=8, hidden_size=64, width=4,
    )  # fmt: skip
    (home() / "drafters").mkdir(parents=True)
    Drafter(facts).save(home() / "drafters" / "own.drafter")
    assert lacking(bench, wanted) == ()
