"""Stage 2: a byte-level BPE learned on the English of the world, in Chameleon's vocabulary."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from engine.tokens.prompts import Codes
from engine.tokens.vocabulary import Vocabulary
from recipes.mini import words
from recipes.mini.checkpoint import tokenizer_json, vocabulary_map
from recipes.mini.pictures import lexicon, sample_scenes
from recipes.mini.sizes import Size
from recipes.mini.tasks import Group, Teacher
from recipes.mini.world import World

SEQUENCES = 20_000


def write(world: World, size: Size, path: Path, sequences: int = SEQUENCES) -> None:
    """Train on sequences of every kind and write tokenizer.json at `path`, once."""
    if path.exists():
        return
    text = Tokenizer(models.BPE())
    text.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    text.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size.text_tokens,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    text.train_from_iterator(_texts(world, size, sequences), trainer)
    part = path.with_suffix(".partial")
    part.write_text(tokenizer_json(text, size.image_codes), encoding="utf-8")
    part.replace(path)


def vocabulary(path: Path) -> Vocabulary:
    """What the ids of a tokenizer.json mean."""
    return Vocabulary.from_names(vocabulary_map(path.read_text(encoding="utf-8")))


def _texts(world: World, size: Size, sequences: int) -> Iterator[str]:
    rng = np.random.default_rng(0)
    names = vocabulary_map(tokenizer_json(Tokenizer(models.BPE()), size.image_codes))
    teacher = Teacher(Vocabulary.from_names(names), lexicon(world))
    nothing = Codes(())
    for _ in range(sequences):
        groups = [Group(sample_scenes(world, rng), (nothing,) * 4) for _ in range(2)]
        for part, _ in teacher.sequence(groups, rng):
            if isinstance(part, str):
                yield part
    yield from (f" {name}" for name in words.NAMES)
