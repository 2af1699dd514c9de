"""Learning and measuring one subject over the tiny checkpoint."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from bench.teaching import lessons
from bench.teaching.opened import drawings, own_home
from engine.concepts.concept import Concept
from engine.learning.keeping import open_library
from engine.paths import home


@pytest.fixture
def dog(suite):
    return suite[0]


def test_a_learning_is_measured_and_kept_with_its_drawings(bench, dog, quickest, finish):
    record = finish(lessons.taught(bench, dog, quickest))
    assert record["lesson"]["seconds"] > 0 and record["lesson"]["steps"] > 0
    assert -1 <= record["similarity"]["similarity"] <= 1
    assert len(record["certainties"]["positives"]) == len(dog.held_out)
    assert {"weighted_easy", "weighted_hard"} <= set(record["recognition"])
    folder = bench.results.folder / "l1-dog-1-seed0"
    assert len(drawings(folder)) == bench.drawings
    assert Concept.load(folder / "rows.concept").name == "l1-dog-1"


def test_the_library_is_left_as_it_was(bench, dog, quickest, finish):
    finish(lessons.taught(bench, dog, quickest))
    with open_library() as library:
        assert list(library) == []


def test_what_was_measured_is_read_not_learned_again(bench, dog, quickest, finish):
    first = finish(lessons.taught(bench, dog, quickest))
    again = lessons.taught(bench, dog, quickest)
    with pytest.raises(StopIteration) as done:
        next(again)  # no step, no score: the first thing it does is to return
    assert done.value.value == first


def test_other_settings_or_another_checkpoint_are_measured_anew(bench, dog, quickest, finish):
    finish(lessons.taught(bench, dog, quickest))
    other = replace(bench.base, checkpoint=replace(bench.base.checkpoint, fingerprint="other"))
    for changed in (
        lessons.taught(bench, dog, replace(quickest, learning_rate=0.01)),
        lessons.taught(replace(bench, base=other), dog, quickest),
        lessons.taught(replace(bench, drawings=1), dog, quickest),
    ):
        assert next(changed)
        changed.close()


def test_a_stopped_learning_leaves_no_record(bench, dog, quickest):
    job = lessons.taught(bench, dog, quickest)
    for _ in range(3):
        next(job)
    job.close()
    assert not list(bench.results.folder.glob("*.json"))


def test_shuffled_rows_can_be_measured_and_are_another_concept(bench, dog, quickest, finish):
    _, concept = finish(lessons.learned_concept(bench, dog, quickest))
    order = np.random.default_rng(0).permutation(len(concept.embeddings))
    broken = replace(concept, embeddings=concept.embeddings[order], head=concept.head[order[::-1]])
    sound, shuffled = (
        finish(lessons.measured_concept(bench, dog, one, bench.results.folder / name))
        for one, name in ((concept, "sound"), (broken, "broken"))
    )
    assert shuffled.keys() == sound.keys()
    assert shuffled["certainties"] != sound["certainties"]


def test_the_same_rows_give_the_same_figures(bench, dog, quickest, finish):
    _, concept = finish(lessons.learned_concept(bench, dog, quickest))
    folder = bench.results.folder / "twice"
    first, second = (
        finish(lessons.measured_concept(bench, dog, concept, folder)) for _ in range(2)
    )
    assert first == second


def test_words_alone_are_measured_without_learning(bench, dog, finish):
    record = finish(lessons.baselines(bench, dog))
    assert record["class"]["caption"] == "A photo of a dog."
    assert record["description"]["caption"].endswith("a small brown dog with pink stripes.")
    assert -1 <= record["ceiling"] <= 1
    assert finish(lessons.baselines(bench, dog)) == record


def test_the_metric_is_qualified_on_every_subject(bench, suite, finish):
    found = finish(lessons.qualified(bench, suite))
    assert found["pairs"] == 21 * 20 / 2
    assert 0 <= found["auc"] <= 1 and 0 <= found["hard_auc"] <= 1


def test_a_home_apart_is_left_again(tmp_path):
    before = home()
    with own_home(tmp_path / "apart"):
        assert home() == tmp_path / "apart"
    assert home() == before


def test_scores_of_a_record_are_plain(bench, dog, quickest, finish):
    record = finish(lessons.taught(bench, dog, quickest))
    figures = [*record["recognition"].values(), *record["own_threshold"].values()]
    assert all(isinstance(one, float) for one in figures)
    assert "preset" not in record and asdict(quickest)["epochs"] == record["lesson"]["best_epoch"]
