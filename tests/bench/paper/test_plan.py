"""The plan's runs: complete, resumable, and each arm changed in one thing."""

from dataclasses import fields, replace

from bench.paper import arms, material
from bench.paper.arms import BY_PROTOCOL, OURS
from bench.paper.findings import Findings
from bench.paper.plan import VERSION
from bench.paper.tuning import best_rate
from bench.teaching.results import Results, digest
from engine.evaluation.protocol import PAPER, PROTOCOLS
from engine.training.config import PRESETS
from engine.training.pool import adaptive_lengths


def test_every_record_of_the_plan_has_a_name_of_its_own(plan):
    names = [name for task in plan.tasks() for name in task.records]
    assert len(names) == len(set(names)) > 60
    assert {"qualification", "base", "bf16", "words-l1-cup-0"} <= set(names)


def test_what_was_measured_is_not_missing_in_the_next_sitting(plan):
    tasks = list(plan.tasks())
    done = tasks[5]
    first, *others = done.records
    plan.put(first, {"value": 1})
    assert plan.missing(done) == others
    assert plan.missing(tasks[6]) == list(tasks[6].records)


def test_the_most_telling_tables_come_first(plan):
    names = [task.records[0] for task in plan.tasks()]
    places = [
        names.index(name)
        for name in (
            "qualification",
            "base",
            "words-l1-cup-0",
            "main-soft-prompt-l1-cup-0-s0",
            "sweep-1e-07-l2-cup-9",
            "full-l1-cup-0-s0",
            "deep-concept-16-positions-l1-cup-0-s0",
            "main-soft-prompt-l1-cup-0-s1",
            "prompts-self-prompting-released-l1-cup-0-s0",
            "full-l1-cup-0-many-s0",
            "full-l1-cup-0-s1",
        )
    ]
    assert places == sorted(places)


def test_table_1_alone_still_has_fine_tuning_on_many_photos_where_those_are_planned(plan):
    def tuned(**limits: frozenset[str]) -> list[str]:
        limited = replace(plan, scope=replace(plan.scope, **limits))
        return [name for task in limited.tasks() for name in task.records if "-many-" in name]

    alone = frozenset({arms.PAPER_TABLE})
    assert tuned(only=alone) == ["full-l1-cup-0-many-s0", "full-l1-cup-0-many-s1"]
    assert tuned(only=alone, planned=alone) == []


def test_full_fine_tuning_waits_for_the_whole_search(plan):
    tuned = next(task for task in plan.tasks() if task.records == ("full-l1-cup-0-s0",))
    assert len(tuned.needs) == 5 and not plan.ready(tuned)
    for name in tuned.needs:
        plan.put(name, {"points": {}})
    assert plan.ready(tuned)


def test_no_two_tasks_share_a_name(plan):
    names = [task.name for task in plan.tasks()]
    assert len(names) == len(set(names))


def test_records_of_another_checkpoint_or_of_other_settings_do_not_count(plan):
    plan.put("base", {"value": 1})
    assert plan.get("base") is not None
    plan.lab.limit = 10
    assert plan.get("base") is None


def test_each_arm_differs_from_the_product_in_what_its_experiment_is_about():
    allowed = {
        arms.MAIN: set(),
        arms.SOFT: {"soft_positives", "soft_rows", "drawing_rows"},
        arms.TOKENS: {"latent_tokens"},
        arms.ADAPTIVE: {"token_spacing"},
        arms.AUGMENTED: {"soft_positives", "soft_rows", "drawing_rows", "augmented_views"},
        arms.VARIANTS: {"variant"},
    }
    every = [OURS.main, *OURS.ablations()]
    for arm in every:
        changed = {
            field.name
            for field in fields(arm.config)
            if getattr(arm.config, field.name) != getattr(OURS.base, field.name)
        }
        assert changed <= allowed[arm.experiment], arm.key
    keys = [arm.key for arm in every if not arm.same]
    assert len(keys) == len(set(keys))
    same = [(arm.experiment, arm.name) for arm in every if arm.same]
    assert same == [
        (arms.VARIANTS, "self-prompting"), (arms.ADAPTIVE, "on"), (arms.TOKENS, "16")
    ]  # fmt: skip


def test_the_deep_concept_differs_in_its_depth_alone_and_is_learned_of_every_concept(plan):
    deep = OURS.deep
    assert replace(deep.config, prefix_positions=0) == OURS.base and not deep.same
    names = {name for task in plan.tasks() for name in task.records if name.startswith(deep.key)}
    assert names == {f"{deep.key}-{one.key}-s{seed}" for one in plan.scope.main for seed in (0, 1)}


def test_arms_of_one_experiment_take_as_many_rows_in_an_epoch():
    for experiment in (arms.SOFT, arms.TOKENS, arms.ADAPTIVE, arms.AUGMENTED):
        some = [arm for arm in OURS.ablations() if arm.experiment == experiment]
        assert len({arm.config.rows_per_epoch for arm in some}) == 1, experiment


def test_without_adaptive_length_every_soft_positive_shows_all_tokens():
    off = next(arm.config for arm in OURS.ablations() if arm.name == "off")
    assert set(adaptive_lengths(20, off.latent_tokens, off.token_spacing)) == {off.latent_tokens}
    assert len(set(adaptive_lengths(20, OURS.base.latent_tokens))) > 5


def test_the_best_rate_is_that_of_the_most_alike_drawings(filled):
    assert best_rate(filled.sweep()) == 1e-4


def test_a_rate_at_which_every_run_failed_is_never_the_best(plan):
    reached = {"points": {"300": {"similarity": {"m": {"similarity": 0.1}}}}}
    assert best_rate({1e-3: [{"excluded": "ran away"}], 1e-5: [reached]}) == 1e-5


def test_questions_have_the_answers_that_the_suite_knows():
    facts = material.truth()
    for key in ("l1-dog-1", "l2-person-3"):
        one = facts[key]
        asked = material.questions(one, list(facts.values()))
        colour, noun, *places = asked
        assert colour.options[colour.right] == one["look"]["main"]
        assert one["look"]["second"] not in colour.options or (
            one["look"]["second"] == one["look"]["main"]
        )
        assert noun.options[noun.right].split()[-1] == one["noun"]
        assert len(places) == 6 and all(place.photo.exists() for place in places)
        known = {photo["file"]: photo["place"] for photo in one["photos"]}
        for place in places:
            file = str(place.photo.relative_to(material.SUITE))
            assert place.options[place.right] == known[file]
        assert asked == material.questions(one, list(facts.values()))
    rights = [
        one.right for key in facts for one in material.questions(facts[key], list(facts.values()))
    ]
    assert 0.4 < sum(rights) / len(rights) < 0.6


def test_results_lie_one_json_a_run(plan):
    plan.put("base", {"value": 1})
    assert isinstance(plan.results, Results)
    assert [path.name for path in plan.results.folder.iterdir()] == ["base.json"]


def test_records_are_of_one_way_to_learn():
    """Whoever changes the preset: raise VERSION, or records of both would share a table."""
    assert (VERSION, digest([repr(OURS.base)])) == ("2", "8e38c95f62270174")


def test_the_papers_protocol_learns_as_the_authors_did(plan):
    assert plan.arms is OURS
    plan.lab.protocol = PAPER
    base = plan.arms.base
    assert base == PRESETS["paper"] and plan.arms is BY_PROTOCOL["paper"]
    assert (base.epochs, base.soft_positives, base.prefix_positions) == (15, 1000, 0)
    (alike,) = [arm for arm in plan.arms.ablations() if arm.experiment == arms.SOFT and arm.same]
    assert alike.name == "1000"
    assert BY_PROTOCOL.keys() == PROTOCOLS.keys()


def test_what_is_recognised_is_told_by_the_rule_of_the_protocol(plan):
    found = Findings(plan)
    record = {"recognition": {"likelihood": {"weighted_hard": 0.7, "hard_auroc": 0.8}}}
    record["recognition"]["words, self-emitted"] = {"weighted_hard": 0.6}
    record["questions"] = {"vqa": 0.4, "vqa_by_likelihood": 0.5}
    assert (found.recognised("weighted_hard")(record), found.answered("vqa")(record)) == (0.7, 0.5)
    plan.lab.protocol = PAPER
    assert (found.recognised("weighted_hard")(record), found.answered("vqa")(record)) == (0.6, 0.4)
    assert found.recognised("hard_auroc")(record) == 0.8
