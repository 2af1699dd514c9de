"""`engine imagine` with one concept, several or none, as freely as the window draws."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.runtime.sampling import IMAGE
from tests.engine.test_cli import engine, facts


@pytest.fixture
def drawn(tmp_path: Path, tiny_checkpoint: Path) -> Any:
    """Draws one picture, and tells what `engine gallery show` says of it."""

    def draw(*words: object) -> dict[str, Any]:
        tiny = ("--checkpoint", tiny_checkpoint, "--device", "cpu", "--out", tmp_path, "--json")
        made: Any = facts(engine("imagine", *words, "-n", 1, *tiny))
        return made | facts(engine("gallery", "show", made["pictures"][0], "--json"))

    return draw


def test_nothing_need_be_taught_to_draw(drawn: Any, tmp_path: Path) -> None:
    made = drawn("a red cup")
    assert (made["names"], made["concepts"], made["prompt"]) == ([], [], "a red cup")
    assert (tmp_path / "drawing-1.png").exists()


def test_a_concept_is_named_before_the_caption_or_by_an_at_in_it(bo: Concept, drawn: Any) -> None:
    for words in (["Bo", "a photo of Bo"], ["a photo of @bo"], ["BO", "a photo of @Bo"]):
        made = drawn(*words)
        assert [one["name"] for one in made["concepts"]] == ["Bo"]
        assert made["prompt"] == "a photo of Bo"


def test_several_concepts_are_drawn_together(bo: Concept, drawn: Any, tmp_path: Path) -> None:
    engine("concepts", "duplicate", "Bo", "Mila")
    made = drawn("Bo", "Bo and @Mila")
    assert [one["name"] for one in made["concepts"]] == ["Bo", "Mila"] == made["names"]
    assert (tmp_path / "bo-mila-1.png").exists()


def test_a_concepts_name_alone_is_no_caption(bo: Concept) -> None:
    said = engine("imagine", "bo", "--json")
    assert said.exit_code == 1 and "a photo of bo" in json.loads(said.stdout)["remedy"]


def test_a_version_is_drawn_by_its_number(bo: Concept, drawn: Any) -> None:
    with jobs.open_library() as library:
        library.add_version("Bo", bo)
    assert drawn("Bo", "Bo")["concepts"][0]["version"] == 2
    assert drawn("Bo", "Bo", "--version", 1)["concepts"][0]["version"] == 1
    assert engine("imagine", "Bo", "Bo", "--version", 9).exit_code == 1
    assert engine("imagine", "a red cup", "--version", 1).exit_code == 1


def test_guidance_and_sampling_are_chosen_or_as_in_the_window(drawn: Any) -> None:
    usual = drawn("a cup")["sampling"]
    values = [usual[name] for name in ("guidance", "temperature", "top_p")]
    assert values == [IMAGE.guidance, IMAGE.temperature, IMAGE.top_p]
    chosen = drawn("a cup", "--guidance", 5, "--temperature", 1.5, "--top-p", 0.5)["sampling"]
    assert [chosen[name] for name in ("guidance", "temperature", "top_p")] == [5, 1.5, 0.5]


@pytest.mark.parametrize(
    "option", [("--guidance", 20.1), ("--temperature", 3.1), ("--top-p", 0), ("--version", 0)]
)
def test_what_the_window_does_not_offer_is_wrong_usage(option: tuple[str, float]) -> None:
    assert engine("imagine", "a cup", *option).exit_code == 2
