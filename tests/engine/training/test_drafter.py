"""A drafter's file, and how its rows are fitted to a concept."""

from pathlib import Path

import pytest
import torch

from engine.errors import FormatError
from engine.model.chameleon import Rows
from engine.tokens.prompts import ConceptIds, Layout
from engine.training.drafter import ENDING, Drafter, DrafterFacts, find_drafter, read_facts

FACTS = DrafterFacts(
    base_model="base", embedder="eyes", layout="self-prompting", latent_tokens=3,
    dimensions=10, hidden_size=8, width=4, steps=7,
)  # fmt: skip


@pytest.fixture
def drafter() -> Drafter:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        made = Drafter(FACTS)
        torch.nn.init.normal_(made.head)
    return made


@pytest.fixture
def look() -> torch.Tensor:
    return torch.nn.functional.normalize(torch.arange(10.0), dim=0)


def reserved(rows: int) -> Rows:
    """Rows that say where they stand."""
    marks = 100 + torch.arange(float(rows))[:, None].expand(rows, 8)
    return Rows(50, marks.clone(), -marks)


def test_a_file_gives_back_what_was_written_but_for_half_precision(
    drafter: Drafter, look: torch.Tensor, tmp_path: Path
) -> None:
    drafter.save(tmp_path / "one.drafter")
    again = Drafter.load(tmp_path / "one.drafter")
    assert again.facts == read_facts(tmp_path / "one.drafter") == FACTS
    for one, two in zip(drafter(look[None]), again(look[None]), strict=True):
        assert torch.allclose(one, two, atol=0.02)


def test_each_look_has_its_own_embeddings_and_all_share_a_head(drafter: Drafter) -> None:
    embeddings, head = drafter(torch.nn.functional.normalize(torch.randn(2, 10), dim=1))
    assert embeddings.shape == head.shape == (2, 7, 8)
    assert not torch.equal(embeddings[0], embeddings[1])
    assert torch.equal(head[0], head[1])


@pytest.mark.parametrize("tokens", [2, 3, 5])
def test_more_or_fewer_tokens_take_the_first_of_each_half(
    tokens: int, drafter: Drafter, look: torch.Tensor
) -> None:
    ids = ConceptIds(50, tokens)
    rows = drafter.draft(look.numpy(), ids, reserved(1 + 2 * tokens))
    embeddings, _ = (one[0] for one in drafter(look[None]))
    count = min(3, tokens)
    assert torch.allclose(rows.embeddings[: 1 + count], embeddings[: 1 + count])
    assert torch.allclose(rows.embeddings[1 + tokens :][:count], embeddings[4 : 4 + count])
    kept = rows.embeddings[:, 0] >= 100
    assert int(kept.sum()) == 2 * (tokens - count)


def test_a_drafter_is_found_for_its_own_base_model_embedder_and_layout(
    drafter: Drafter, home: Path
) -> None:
    (home / "drafters").mkdir(parents=True)
    path = home / "drafters" / f"mine{ENDING}"
    drafter.save(path)
    assert find_drafter("base", "eyes", Layout.SELF_PROMPTING) == path
    assert find_drafter("other", "eyes", Layout.SELF_PROMPTING) is None
    assert find_drafter("base", "others", Layout.SELF_PROMPTING) is None
    assert find_drafter("base", "eyes", Layout.SHARED) is None


def test_half_a_file_is_refused(drafter: Drafter, tmp_path: Path) -> None:
    path = tmp_path / "one.drafter"
    drafter.save(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FormatError, match="damaged"):
        Drafter.load(path)
