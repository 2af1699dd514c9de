"""A small network that makes a concept's first rows of what its photos look like, and its file.

It belongs to one base model and one embedder; `python -m recipes.mini.drafter` trains it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from engine.errors import FormatError
from engine.files import write_whole
from engine.model.chameleon import Rows
from engine.paths import RESOURCES, home
from engine.tokens.prompts import ConceptIds, Layout, row_count

Floats: TypeAlias = NDArray[np.float32]

FORMAT = 1
ENDING = ".drafter"
_AGAIN = "Install Yo'Chameleon again, or train it again with `python -m recipes.mini.drafter`."


@dataclass(frozen=True, slots=True, kw_only=True)
class DrafterFacts:
    """What a drafter is for, and its sizes."""

    base_model: str
    """Fingerprint of the checkpoint."""
    embedder: str
    """Whose vectors it reads."""
    layout: str
    latent_tokens: int
    dimensions: int
    """Of a vector."""
    hidden_size: int
    """Of a row."""
    width: int
    """Of the narrow middle: what the file's size follows from."""
    steps: int = 0
    """It was trained for."""

    @property
    def rows(self) -> int:
        """Of a concept."""
        return row_count(self.latent_tokens, Layout(self.layout))


class Drafter(nn.Module):
    """Mean rows for all concepts, and what a concept's look adds to the embeddings."""

    def __init__(self, facts: DrafterFacts) -> None:
        super().__init__()
        self.facts = facts
        self.narrow = nn.Linear(facts.dimensions, facts.width)
        self.widen = nn.Linear(facts.width, facts.rows * facts.hidden_size)
        self.head = nn.Parameter(torch.zeros(facts.rows, facts.hidden_size))

    def forward(self, looks: Tensor) -> tuple[Tensor, Tensor]:
        """Unit vectors (C, D) → embeddings and head rows, (C, R, H) each."""
        facts = self.facts
        # Entries of a unit vector are about D ** -0.5; the middle sees numbers of about one.
        scaled = looks * facts.dimensions**0.5
        middle = torch.nn.functional.gelu(self.narrow(scaled))
        embeddings = self.widen(middle).view(-1, facts.rows, facts.hidden_size)
        return embeddings, self.head.expand_as(embeddings)

    def save(self, path: Path) -> None:
        """Write the file in half precision, whole or not at all."""
        tensors = {name: one.detach().half().cpu() for name, one in self.state_dict().items()}
        own = {name: getattr(self.facts, name) for name in DrafterFacts.__slots__}
        header = {"format": str(FORMAT), "facts": json.dumps(own)}
        write_whole(path, save({name: one.contiguous() for name, one in tensors.items()}, header))

    @classmethod
    def load(cls, path: Path) -> "Drafter":
        """FormatError where the file is damaged or of another version."""
        try:
            facts = read_facts(path)
            with safe_open(path, framework="pt") as file:
                names = file.keys()
                tensors = {name: file.get_tensor(name).float() for name in names}
            drafter = cls(facts)
            drafter.load_state_dict(tensors)
        except (OSError, SafetensorError, RuntimeError) as error:
            raise FormatError(f"The drafter {path.name} is damaged.", _AGAIN) from error
        return drafter.eval()

    @torch.no_grad()
    def draft(self, look: Floats, ids: ConceptIds, reserved: Rows) -> Rows:
        """Rows of one concept for a unit vector (D,).

        A concept with fewer latent tokens takes the first of each half; one with more keeps the
        checkpoint's `reserved` rows for the rest.
        """
        embeddings, head = (one[0] for one in self(torch.tensor(look)[None]))
        rows = Rows(ids.first, reserved.embeddings.clone(), reserved.head.clone())
        mine = ConceptIds(0, self.facts.latent_tokens, Layout(self.facts.layout))
        theirs = ConceptIds(0, ids.latent_tokens, ids.layout)
        halves = ((mine.generation, theirs.generation), (mine.understanding, theirs.understanding))
        for one, other in halves:
            count = min(len(one), len(other))
            here = slice(other.start, other.start + count)
            there = slice(one.start, one.start + count)
            rows.embeddings[here] = embeddings[there].to(rows.embeddings)
            rows.head[here] = head[there].to(rows.head)
        rows.embeddings[0], rows.head[0] = embeddings[0], head[0]
        return rows


def read_facts(path: Path) -> DrafterFacts:
    """What the drafter in a file is for. FormatError where it is damaged or of another version."""
    try:
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
        if header.get("format") != str(FORMAT):
            raise FormatError(f"The drafter {path.name} is of another version.", _AGAIN)
        return DrafterFacts(**json.loads(header["facts"]))
    except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
        raise FormatError(f"The drafter {path.name} is damaged.", _AGAIN) from error


def find_drafter(base_model: str, embedder: str, layout: Layout) -> Path | None:
    """A drafter for this base model, embedder and layout: the person's own, else a bundled one."""
    for folder in (home() / "drafters", RESOURCES / "drafters"):
        for path in sorted(folder.glob(f"*{ENDING}")):
            facts = read_facts(path)
            found = (facts.base_model, facts.embedder, facts.layout)
            if found == (base_model, embedder, layout.value):
                return path
    return None
