"""The table of drafts and its bars."""

import math

from bench.drafts import FIGURES, averaged, bars, page


def found(**quality: float) -> dict[str, float]:
    """Figures of one concept: `none_0=0.4` is the quality of the reserved rows at 0 steps."""
    figures: dict[str, float] = {}
    for key, value in quality.items():
        draft, step = key.split("_")
        figures |= {f"{draft}/{step}/{name}": value for name in FIGURES}
        figures[f"{draft}/{step}/image loss"] = 5 - value
    return figures


def test_figures_are_averaged_over_concepts() -> None:
    one = found(none_0=0.2, words_0=0.4)
    two = found(none_0=0.4, words_0=0.6)
    table = averaged([one, two], ["none", "words"], [0])
    assert math.isclose(table["words"]["0"]["quality"], 0.5)
    assert "| words | 0 | 0.500 |" in page(table)


def test_the_best_draft_must_begin_ahead_and_not_fall_behind() -> None:
    drafts, steps = ["none", "words", "kmeans"], [0, 50]
    ahead = found(none_0=0.2, none_50=0.5, words_0=0.4, words_50=0.5, kmeans_0=0.1, kmeans_50=0.1)
    assert all(bar.passed for bar in bars(averaged([ahead], drafts, steps), steps))
    behind = ahead | found(words_50=0.3)
    assert [bar.passed for bar in bars(averaged([behind], drafts, steps), steps)] == [
        True, True, False,
    ]  # fmt: skip


def test_without_reserved_rows_nothing_can_be_said() -> None:
    assert bars(averaged([found(words_0=0.4)], ["words"], [0]), [0]) == []
