"""The layout of a written checkpoint; what it says is read back by engine and transformers."""

import json
import warnings
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoTokenizer

from engine.tokens.tokenizer import Tokenizer
from recipes.mini.checkpoint import tokenizer_json, vocabulary_map, write_checkpoint
from tests.tiny import text_tokenizer, tiny_config, write_tiny_checkpoint

FILES = {
    "config.json", "generation_config.json", "model.safetensors.index.json",
    "preprocessor_config.json", "processor_config.json", "special_tokens_map.json",
    "tokenizer.json", "tokenizer_config.json",
}  # fmt: skip


def test_a_written_folder_has_anoles_files(tiny_checkpoint: Path):
    shards = sorted(path.name for path in tiny_checkpoint.glob("*.safetensors"))
    assert len(shards) >= 2
    assert shards[0] == f"model-00001-of-{len(shards):05d}.safetensors"
    assert {path.name for path in tiny_checkpoint.iterdir()} == FILES | set(shards)


def test_words_are_stored_in_bf16_codes_in_fp32_and_what_paints_in_fp16(tiny_checkpoint: Path):
    for shard in tiny_checkpoint.glob("*.safetensors"):
        for name, tensor in load_file(shard).items():
            if name.startswith("model.vqmodel.decoder."):
                assert tensor.dtype == torch.float16
            else:
                is_image = name.startswith("model.vqmodel.")
                assert tensor.dtype == (torch.float32 if is_image else torch.bfloat16)


def test_the_index_finds_every_tensor_and_the_limit_of_a_shard_is_kept(tiny_checkpoint: Path):
    index = json.loads((tiny_checkpoint / "model.safetensors.index.json").read_text())
    found = {
        name: shard.name
        for shard in tiny_checkpoint.glob("*.safetensors")
        for name in load_file(shard)
    }
    assert index["weight_map"] == found
    assert all(shard.stat().st_size < 1_100_000 for shard in tiny_checkpoint.glob("*.safetensors"))


def test_writing_again_leaves_no_old_shard(tmp_path: Path):
    ids = vocabulary_map(tokenizer_json(text_tokenizer(), 64))
    many = {f"model.layers.{n}.weight": torch.ones(10, 10) for n in range(6)}
    for tensors, shards in ((many, 6), ({"lm_head.weight": torch.ones(2, 2)}, 1)):
        tokenizer = tokenizer_json(text_tokenizer(), 64)
        write_checkpoint(tmp_path, tiny_config(), tensors, tokenizer, shard_bytes=250)
        assert len(list(tmp_path.glob("*.safetensors"))) == shards
    config = json.loads((tmp_path / "config.json").read_text())
    assert config["vocabulary_map"] == ids
    assert config["vocab_size"] == len(ids)


def test_the_same_seed_writes_the_same_bytes(tiny_checkpoint: Path, tmp_path: Path):
    again = write_tiny_checkpoint(tmp_path)
    for path in tiny_checkpoint.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_ids_run_without_gaps_around_the_asked_sizes():
    ids = vocabulary_map(tokenizer_json(text_tokenizer(), 512, range(16190, 16230)))
    assert sorted(ids.values()) == list(range(len(ids)))
    assert ids["IMGIMGFBBZ"] == 4 + 511
    assert [name for name in ids if name.startswith("<reserved")][1:] == [
        f"<reserved{number}>" for number in range(16190, 16230)
    ]


def test_transformers_reads_words_as_we_do(tiny_checkpoint: Path, tiny_tokenizer: Tokenizer):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that the declared class is not the file's
        theirs = AutoTokenizer.from_pretrained(tiny_checkpoint)
    text = " A photo of a small dog in the snow."
    assert theirs(text)["input_ids"] == tiny_tokenizer.encode([text])
    assert theirs.decode(tiny_tokenizer.encode([text], begin=False)) == text
