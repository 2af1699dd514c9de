"""Settings refuse nonsense, and the presets are as documented."""

from dataclasses import replace

import pytest

from engine.errors import InputError
from engine.tokens.prompts import Layout
from engine.training.config import PRESETS, TrainingConfig, preset_name
from engine.training.pool import bucket_sizes


def test_the_default_settings_are_the_preset_quick():
    assert PRESETS["quick"] == TrainingConfig()
    assert set(PRESETS) == {"quick", "paper", "positives-only"}


def test_every_preset_has_33_rows_with_self_prompting():
    for preset in PRESETS.values():
        assert preset.latent_tokens == 16
        assert preset.layout is Layout.SELF_PROMPTING


def test_the_paper_has_1522_rows_an_epoch_in_its_own_proportions():
    paper = PRESETS["paper"]
    assert paper.rows_per_epoch == 1522
    assert paper.drawing_rows + paper.soft_rows == 1067
    assert paper.positive_rows + paper.negative_rows == 405
    assert paper.negative_rows == paper.negatives and not paper.colour_negatives
    assert paper.drawing_rows == bucket_sizes(paper.soft_positives, paper.latent_tokens)[0]
    assert (paper.batch_size, paper.epochs, paper.weight_decay) == (4, 15, 1e-4)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"latent_tokens": 0},
        {"latent_tokens": 65},
        {"token_spacing": 17},
        {"learning_rate": 0.0},
        {"learning_rate": float("nan")},
        {"final_rate": 1.5},
        {"max_grad_norm": 0.0},
        {"batch_size": 0},
        {"epochs": 0},
        {"soft_rows": -1},
        {"image_loss_weight": -1.0},
        {"decision_weight": -1.0},
        dict.fromkeys(
            ["positive_rows", "negative_rows", "text_rows", "drawing_rows", "soft_rows"], 0
        ),
    ],
    ids=str,
)
def test_nonsense_is_refused_with_a_remedy(nonsense):
    with pytest.raises(InputError) as error:
        TrainingConfig(**nonsense)
    assert error.value.remedy.startswith("Choose")


def test_a_preset_is_recognised_whatever_its_seed():
    assert preset_name(replace(PRESETS["paper"], seed=3)) == "paper"
    assert preset_name(TrainingConfig(epochs=3)) == "custom"


def test_positives_alone_see_nothing_like_the_concept_and_a_hundred_views_of_each_photo():
    alone = PRESETS["positives-only"]
    assert (alone.soft_positives, alone.soft_rows, alone.augmented_views) == (0, 0, 100)
    assert alone.rows_per_epoch == PRESETS["quick"].rows_per_epoch
