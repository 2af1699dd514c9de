"""A training set drawn by dice over the tiny checkpoint, and settings that take moments."""

import pytest

from engine.tokens.tokenizer import Tokenizer
from engine.training.config import TrainingConfig
from engine.training.examples import TrainingSet
from tests.engine.training.material import small_config, small_set


@pytest.fixture
def config() -> TrainingConfig:
    """Two latent tokens of each sort, eight rows and two steps an epoch."""
    return small_config()


@pytest.fixture
def training_set(tiny_tokenizer: Tokenizer) -> TrainingSet:
    """Two photos of Bo, three soft positives, two negatives, two questions."""
    return small_set(tiny_tokenizer)
