"""Which ids mean what. No other module spells a token's name or number (method.md 1.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.errors import FormatError, InputError

BEGIN_TEXT, PAD, END_TEXT = "<s>", "<pad>", "</s>"
BEGIN_IMAGE, END_IMAGE = "<racm3:break>", "<eoss>"
END_TURN, IMAGE_PLACEHOLDER = "<reserved08706>", "<image>"
FIRST_CONCEPT = "<reserved16200>"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The ids of a checkpoint, read from its tokenizer."""

    size: int
    begin_text: int
    pad: int
    end_text: int
    begin_image: int
    end_image: int
    end_turn: int
    image_placeholder: int
    reserved: range
    """The longest run of reserved ids; concepts borrow from it."""
    first_concept: int
    image_ids: tuple[int, ...]
    """The id of every image code, in code order."""
    special_ids: frozenset[int]
    """Every id that is not ordinary text: controls, sentinels, reserved and image ids."""

    @classmethod
    def from_names(cls, ids: Mapping[str, int]) -> "Vocabulary":
        """Read the map of a tokenizer (token name → id). FormatError where a name is missing."""
        missing = [name for name in _REQUIRED if name not in ids]
        if missing:
            raise FormatError(
                f"The tokenizer has no {missing[0]}: it is not Chameleon's.",
                remedy="Choose a folder with Chameleon or Anole weights and their tokenizer.json.",
            )
        codes = {image_code(name): i for name, i in ids.items() if name.startswith("IMGIMG")}
        reserved = _longest_run(i for name, i in ids.items() if name.startswith("<reserved"))
        special = {i for name, i in ids.items() if _is_special(name)}
        return cls(
            size=max(ids.values()) + 1,
            begin_text=ids[BEGIN_TEXT],
            pad=ids[PAD],
            end_text=ids[END_TEXT],
            begin_image=ids[BEGIN_IMAGE],
            end_image=ids[END_IMAGE],
            end_turn=ids[END_TURN],
            image_placeholder=ids[IMAGE_PLACEHOLDER],
            reserved=reserved,
            first_concept=ids[FIRST_CONCEPT],
            image_ids=tuple(codes[code] for code in sorted(codes)),
            special_ids=frozenset(special),
        )

    @cached_property
    def text_ids(self) -> tuple[int, ...]:
        """Every id that chat may say: ordinary text only, in id order."""
        return tuple(i for i in range(self.size) if i not in self.special_ids)

    def concept_base(self, rows: int) -> int:
        """The first of `rows` adjacent reserved ids; `<reserved16200>` where they fit after it."""
        if rows > len(self.reserved):
            raise InputError(
                f"{rows} soft-prompt rows do not fit into {len(self.reserved)} reserved ids.",
                remedy="Use fewer concepts at once, or concepts with fewer latent tokens.",
            )
        return min(self.first_concept, self.reserved.stop - rows)


_REQUIRED = (
    BEGIN_TEXT, PAD, END_TEXT, BEGIN_IMAGE, END_IMAGE, END_TURN, IMAGE_PLACEHOLDER, FIRST_CONCEPT
)  # fmt: skip


def image_code(name: str) -> int:
    """Chameleon spells code 105 as IMGIMGBAFZ: its digits as letters, closed by Z."""
    return int("".join(str(ord(letter) - ord("A")) for letter in name[len("IMGIMG") : -1]))


def image_name(code: int) -> str:
    """The token name of an image code; the inverse of `image_code`."""
    return "IMGIMG" + "".join(chr(ord("A") + int(digit)) for digit in str(code)) + "Z"


def _is_special(name: str) -> bool:
    """Meta's rule (method.md 1.5), but `<` itself and `</` stay words."""
    return name.startswith(("<", "IMGIMG")) and len(name) > 2


def _longest_run(ids: Iterable[int]) -> range:
    ordered = sorted(ids)
    best = range(0)
    start = 0
    for here in range(len(ordered)):
        if here + 1 == len(ordered) or ordered[here + 1] != ordered[here] + 1:
            run = range(ordered[start], ordered[here] + 1)
            best, start = max(best, run, key=len), here + 1
    return best
