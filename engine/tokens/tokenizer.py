"""Words ↔ ids. Knows nothing of the model; nothing a person types can become a special token.

transformers' tokenizer classes are avoided: the class Chameleon's checkpoint declares drops every
space (method.md 1.4, trap 7).
"""

import codecs
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import tokenizers

from engine.errors import FormatError, SetupError
from engine.tokens.prompts import Codes, Part
from engine.tokens.vocabulary import Vocabulary

_ROUND_TRIP = "A photo of Bo,  two spaces; <image> café 狗\n"
_REMEDY = "Download the checkpoint's tokenizer.json and config.json again."


class Tokenizer:
    """The byte-level BPE of a checkpoint, without its special tokens, and their ids beside it."""

    def __init__(self, written: Mapping[str, Any], image_size: int, image_length: int) -> None:
        """Read the parsed tokenizer.json; `image_length` is the number of codes of a picture."""
        self.image_size, self.image_length = image_size, image_length
        names = dict(written["model"]["vocab"])
        names |= {token["content"]: token["id"] for token in written.get("added_tokens") or ()}
        self.vocabulary = Vocabulary.from_names(names)
        self._names = {token_id: name for name, token_id in names.items()}
        self._bpe = _plain_bpe(written)

    @classmethod
    def open(cls, folder: Path) -> "Tokenizer":
        """Read tokenizer.json and config.json of a checkpoint.

        SetupError where one is missing, FormatError where one is damaged or not Chameleon's.
        """
        written, config = _read(folder / "tokenizer.json"), _read(folder / "config.json")
        vqgan = config.get("vq_config") or {}
        size = int(vqgan.get("resolution", 512))
        levels = len(vqgan.get("channel_multiplier", (1, 1, 2, 2, 4)))
        try:
            tokenizer = cls(written, size, (size // 2 ** (levels - 1)) ** 2)
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(
                f"{folder / 'tokenizer.json'} is not a tokenizer we can read.", remedy=_REMEDY
            ) from error
        tokenizer._check(folder)
        return tokenizer

    def encode(self, parts: Sequence[Part], *, begin: bool = True) -> list[int]:
        """Ids of a prompt: words as plain text, ids as they are, pictures between their marks.

        With `begin`, the one id that opens every sequence stands first. Neighbouring words are
        joined before they are encoded, so that how a prompt was cut does not matter.
        """
        ids = [self.vocabulary.begin_text] if begin else []
        words: list[str] = []
        for part in parts:
            if isinstance(part, str):
                words.append(part)
                continue
            ids += self._encode_text("".join(words))
            words = []
            ids += self._encode_picture(part) if isinstance(part, Codes) else part
        return ids + self._encode_text("".join(words))

    def decode(self, ids: Iterable[int], names: Mapping[int, str] | None = None) -> str:
        """The words in `ids`. Every other id is left out, but for those that `names` spells."""
        decoder = StreamDecoder(self, names)
        return "".join(map(decoder.push, ids)) + decoder.finish()

    def codes(self, ids: Iterable[int]) -> Codes:
        """The picture in `ids`: their image codes in order, everything else left out."""
        code_of = self._code_of
        return Codes(tuple(code_of[token_id] for token_id in ids if token_id in code_of))

    def text_bytes(self, token_id: int) -> bytes:
        """What an ordinary text id stands for in UTF-8 (perhaps half a letter); else nothing."""
        if token_id in self.vocabulary.special_ids or token_id not in self._names:
            return b""
        return bytes(_BYTES[letter] for letter in self._names[token_id])

    def _encode_text(self, text: str) -> list[int]:
        ids = self._bpe.encode(text, add_special_tokens=False).ids if text else []
        if not self.vocabulary.special_ids.isdisjoint(ids):
            ids = [one for letter in text for one in self._bpe.encode(letter).ids]
        return list(ids)

    def _encode_picture(self, codes: Codes) -> list[int]:
        vocabulary = self.vocabulary
        image = (vocabulary.image_ids[code] for code in codes.values)
        return [vocabulary.begin_image, *image, vocabulary.end_image]

    @cached_property
    def _code_of(self) -> dict[int, int]:
        return {token_id: code for code, token_id in enumerate(self.vocabulary.image_ids)}

    def _check(self, folder: Path) -> None:
        ids = self.encode([_ROUND_TRIP], begin=False)
        lost = self.vocabulary.special_ids.intersection(ids)
        if lost or self.decode(ids) != _ROUND_TRIP:
            raise FormatError(
                f"The tokenizer in {folder} does not give back the words it was given.",
                remedy=_REMEDY,
            )


class StreamDecoder:
    """Turns ids into words as they come; a letter is given out once all its bytes are there.

    A name is set off from a word before it: words carry the space before them, a concept's id
    carries none, and a model that is used to words leaves it out.
    """

    def __init__(self, tokenizer: Tokenizer, names: Mapping[int, str] | None = None) -> None:
        self._tokenizer, self._names = tokenizer, names or {}
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._in_word = False

    def push(self, token_id: int) -> str:
        """The words that `token_id` completes; often none or one."""
        if token_id in self._names:
            space = " " * self._in_word
            return self._told(self._utf8.decode(b"", final=True) + space + self._names[token_id])
        return self._told(self._utf8.decode(self._tokenizer.text_bytes(token_id)))

    def finish(self) -> str:
        """What is left when the stream ends: a mark for half a letter, or nothing."""
        return self._utf8.decode(b"", final=True)

    def _told(self, words: str) -> str:
        if words:
            self._in_word = words[-1].isalnum()
        return words


def _plain_bpe(written: Mapping[str, Any]) -> tokenizers.Tokenizer:
    """The tokenizer without anything that would give some words a meaning of their own."""
    dropped: dict[str, Any] = {
        "added_tokens": [],
        "post_processor": None,
        "truncation": None,
        "padding": None,
    }
    try:
        return tokenizers.Tokenizer.from_str(json.dumps({**written, **dropped}))
    except Exception as error:  # the library raises nothing more exact
        raise ValueError(str(error)) from error


def _byte_alphabet() -> dict[str, int]:
    """The letter that stands for each byte in a byte-level BPE, as GPT-2 defined it."""
    shown = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    letters = {chr(byte): byte for byte in shown}
    return letters | {chr(256 + n): byte for n, byte in enumerate(hidden)}


_BYTES = _byte_alphabet()


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"{path} cannot be read.", remedy=_REMEDY) from error
    except ValueError as error:
        raise FormatError(f"{path} is damaged.", remedy=_REMEDY) from error
    if not isinstance(content, dict):
        raise FormatError(f"{path} is damaged.", remedy=_REMEDY)
    return content
