"""`engine styles`, and `engine imagine --style`, as a person or a script uses them."""

import json
from pathlib import Path

from engine.concepts.concept import Concept
from tests.engine.test_cli import engine, facts


def names(*words: str) -> list[str]:
    found = facts(engine("styles", "list", *words, "--json"))["styles"]
    assert isinstance(found, list)
    return [style["name"] for style in found]


def test_styles_are_listed_added_and_removed() -> None:
    assert "At night" in names()
    added = facts(engine("styles", "add", "Evening", "in a golden light", "--json"))
    assert added == {
        "name": "Evening", "words": "in a golden light", "own": True, "large": False
    }  # fmt: skip
    assert names("golden") == ["Evening"]
    assert "larger models only" in engine("styles", "list", "watercolour").stdout
    assert engine("styles", "remove", "evening").exit_code == 0
    assert names("golden") == []
    assert engine("styles", "list", "golden").stdout == "No style was found.\n"


def test_a_drawing_takes_styles_and_words_by_its_seed(
    bo: Concept, tmp_path: Path, tiny_checkpoint: Path
) -> None:
    options = ("--checkpoint", tiny_checkpoint, "--device", "cpu", "--out", tmp_path, "--json")
    chosen = ("--style", "at night", "--style", "Watercolour")
    drawn = facts(engine("imagine", "Bo", "a {red|blue} Bo.", "-n", 2, *chosen, *options))
    ending = " Bo at night, a watercolour painting."
    assert drawn["caption"] == "a {red|blue}" + ending
    assert set(drawn["prompts"]) <= {"a red" + ending, "a blue" + ending}
    wrong = engine("imagine", "Bo", "Bo", "--style", "at knight", *options)
    assert wrong.exit_code == 1
    assert "At night" in json.loads(wrong.stdout)["remedy"]
