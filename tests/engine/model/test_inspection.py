"""Every kind of damage to a checkpoint folder, and the sentence that refuses it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.errors import FormatError, SetupError, YoError
from engine.model.checkpoints import add
from engine.model.config import INDEX
from engine.model.weights import shard_of


def change_tensor(folder: Path, name: str, change: Callable[[torch.Tensor], torch.Tensor]) -> None:
    path = folder / shard_of(folder)[name]
    tensors = load_file(path)
    tensors[name] = change(tensors[name]).contiguous()
    save_file(tensors, path)


def change_json(path: Path, change: Callable[[dict], object]) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def drop_shard(folder: Path) -> None:
    (folder / sorted(set(shard_of(folder).values()))[1]).unlink()


def cut_shard(folder: Path) -> None:
    shard = folder / sorted(set(shard_of(folder).values()))[1]
    shard.write_bytes(shard.read_bytes()[:-100])


def empty_shard(folder: Path) -> None:
    (folder / sorted(set(shard_of(folder).values()))[1]).write_bytes(b"")


def reshape(folder: Path) -> None:
    change_tensor(folder, "model.layers.0.mlp.up_proj.weight", lambda tensor: tensor.T)


def poison(folder: Path) -> None:
    def one_bad(tensor: torch.Tensor) -> torch.Tensor:
        tensor[3, 5] = float("nan")
        return tensor

    change_tensor(folder, "model.embed_tokens.weight", one_bad)


def overflow(folder: Path) -> None:
    change_tensor(folder, "model.norm.weight", lambda tensor: tensor / 0)


def whole_numbers(folder: Path) -> None:
    change_tensor(folder, "lm_head.weight", lambda tensor: tensor.to(torch.int8))


def drop_picture_decoder(folder: Path) -> None:
    def without(index: dict) -> None:
        places = index["weight_map"]
        for name in [name for name in places if name.startswith("model.vqmodel.decoder.")]:
            del places[name]

    change_json(folder / INDEX, without)


def drop_name(folder: Path) -> None:
    change_json(folder / INDEX, lambda index: index["weight_map"].pop("model.norm.weight"))


def other_shard(folder: Path) -> None:
    """The index says a tensor is in a shard that does not hold it."""

    def misplace(index: dict) -> None:
        places = index["weight_map"]
        other = next(file for file in places.values() if file != places["lm_head.weight"])
        places["lm_head.weight"] = other

    change_json(folder / INDEX, misplace)


def other_sizes(folder: Path) -> None:
    change_json(folder / "config.json", lambda config: config.update(hidden_size=128))


def odd_sizes(folder: Path) -> None:
    change_json(folder / "config.json", lambda config: config.update(num_attention_heads=7))


def other_codes(folder: Path) -> None:
    change_json(
        folder / "config.json", lambda config: config["vq_config"].update(num_embeddings=63)
    )


def other_vocabulary(folder: Path) -> None:
    def moved(config: dict) -> None:
        names = config["vocabulary_map"]
        names["<racm3:break>"], names["a"] = names["a"], names["<racm3:break>"]

    change_json(folder / "config.json", moved)


def tied(folder: Path) -> None:
    change_json(folder / "config.json", lambda config: config.update(tie_word_embeddings=True))


def other_tokenizer(folder: Path) -> None:
    def without(tokenizer: dict) -> None:
        del tokenizer["model"]["vocab"]["<eoss>"]
        kept = [token for token in tokenizer["added_tokens"] if token["content"] != "<eoss>"]
        tokenizer["added_tokens"] = kept

    change_json(folder / "tokenizer.json", without)


def no_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def no_index(folder: Path) -> None:
    (folder / INDEX).unlink()


DAMAGES = {
    drop_shard: (SetupError, "model-00002"),
    cut_shard: (FormatError, "model-00002"),
    empty_shard: (FormatError, "model-00002"),
    reshape: (FormatError, "up_proj"),
    poison: (FormatError, "embed_tokens"),
    overflow: (FormatError, r"norm\.weight"),
    whole_numbers: (FormatError, "I8"),
    drop_picture_decoder: (FormatError, "cannot draw"),
    drop_name: (FormatError, r"norm\.weight"),
    other_shard: (FormatError, "lm_head"),
    other_sizes: (FormatError, "shape"),
    odd_sizes: (FormatError, "divide"),
    other_codes: (FormatError, "another model"),
    other_vocabulary: (FormatError, "differ"),
    tied: (FormatError, "ties"),
    other_tokenizer: (FormatError, "eoss"),
    no_tokenizer: (SetupError, "tokenizer"),
    no_index: (SetupError, "index"),
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_checkpoint_is_refused_in_one_sentence_and_nothing_is_kept(
    damage: Callable[[Path], None], tiny_checkpoint: Path, tmp_path: Path, home: Path
):
    folder = Path(shutil.copytree(tiny_checkpoint, tmp_path / "anole"))
    damage(folder)
    kind, sentence = DAMAGES[damage]
    with pytest.raises(YoError, match=sentence) as error:
        list(add(folder))
    assert type(error.value) is kind
    assert error.value.remedy
    assert "\n" not in str(error.value)
    assert not home.exists()
