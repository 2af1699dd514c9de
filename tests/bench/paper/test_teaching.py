"""Subjects learn side by side, deep or not, and each is measured with what it learned."""

from dataclasses import replace

from bench.paper import arms, controls
from bench.paper.arms import Arm
from bench.paper.material import Lab
from bench.paper.plan import Plan, run_name
from bench.paper.scope import Scope
from bench.paper.scoring import drawings
from bench.paper.teaching import taught
from bench.teaching.results import Results
from engine.concepts.concept import prefix_positions


def test_deep_concepts_learn_side_by_side_and_are_examined_with_their_depth(
    bench, suite, quickest, finish
):
    config = replace(quickest, prefix_positions=2)
    arm = Arm(experiment=arms.DEEP, name="2 positions", config=config)
    lab = Lab(bench)
    found = finish(taught(lab, suite[:2], arm, 0))
    assert list(found) == [one.key for one in suite[:2]]
    for one in found.values():
        assert prefix_positions(one.concept) == 2 and len(one.snapshots) == 1
        who = controls.candidate(lab, one.concept)
        assert who.examinee.soft_prompt.prefix is not None
        assert len(finish(drawings(lab, who))) == bench.drawings


def test_the_record_of_a_deep_concept_has_abilities_and_other_places(
    bench, suite, quickest, finish, tmp_path
):
    scope = Scope(main=suite[:2], ablated=(), many=(), swept=())
    lab = Lab(bench, limit=1)
    plan = Plan(lab=lab, results=Results(tmp_path / "r"), work=tmp_path / "w", scope=scope)
    config = replace(quickest, prefix_positions=2)
    arm = Arm(experiment=arms.DEEP, name="2 positions", config=config)
    finish(plan._learn(arm, suite[:2], 0))
    for subject in suite[:2]:
        record = plan.get(run_name(arm, subject, 0))
        assert len(record["exams"]) == 5
        assert set(record["elsewhere"]) == {"recontextualised", "class drawings"}
        scores = record["similarity"][lab.looks[0].name]
        assert 0 <= scores["copies"] <= 1 and "shuffled rows" not in record
