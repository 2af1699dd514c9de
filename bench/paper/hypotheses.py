"""The hypotheses of PLAN.md, and what the records say of each: agrees, disagrees, or undecided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bench.paper import arms
from bench.paper.ablations import measured
from bench.paper.findings import Findings, exam, likeness_at
from bench.paper.tables import MARGIN, Reading, Runs, at, markdown, matched
from engine.training.baselines import KEPT
from engine.training.variants import Variant

LOST = 3
"""Benchmarks of five that full fine-tuning must lose."""
OTHERS = (Variant.SHARED, Variant.CONCATENATED, Variant.CONCATENATED_TUNED)
"""What self-prompting must beat."""
Lines: TypeAlias = Mapping[str, Runs]


@dataclass(frozen=True, slots=True)
class Part:
    """Whether a part of a claim holds; None where that cannot be told. Over so many concepts."""

    holds: bool | None
    concepts: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a difference lies, by its 90 % interval; ends are NaN where there is none."""

    low: float
    high: float
    concepts: int

    def above(self, bound: float) -> Part:
        """Whether it is more than that."""
        if self.low > bound:
            return Part(True, self.concepts)
        return Part(False if self.high <= bound else None, self.concepts)

    def below(self, bound: float) -> Part:
        """Whether it is less than that."""
        if self.high < bound:
            return Part(True, self.concepts)
        return Part(False if self.low >= bound else None, self.concepts)

    @property
    def within(self) -> Part:
        """Whether it is within the margin."""
        return together([self.above(-MARGIN), self.below(MARGIN)])


def together(parts: Sequence[Part]) -> Part:
    """Refuted where one is, true where all are; over the fewest concepts."""
    known = [one.holds for one in parts]
    holds = False if False in known else None if None in known else True
    return Part(holds, min(one.concepts for one in parts))


def several(count: int, parts: Sequence[Part]) -> Part:
    """Whether so many of them hold."""
    true = sum(one.holds is True for one in parts)
    open_ = sum(one.holds is None for one in parts)
    holds = True if true >= count else None if true + open_ >= count else False
    return Part(holds, min(one.concepts for one in parts))


def section(found: Findings) -> Iterator[str]:
    """A line for each hypothesis; nothing before a concept was learned."""
    if not found.main:
        return
    yield "### What the paper claims, and what is found here\n"
    rows = [(claim, in_words(together(parts))) for claim, parts in judged(found)]
    yield "\n".join(markdown(["claim (bench/paper/PLAN.md)", "here"], rows))
    yield _RULES


_RULES = """
By the rules of the plan, from 90 % intervals: disagrees where a part of the claim is refuted,
agrees where all parts hold, else undecided. Over few concepts intervals are narrower than they
should be.
"""


def in_words(part: Part) -> str:
    """`undecided (n 4)`."""
    if not part.concepts:
        return "not measured yet"
    word = {True: "agrees", False: "disagrees", None: "undecided"}[part.holds]
    return f"**{word}** (n {part.concepts})"


def judged(found: Findings) -> Iterator[tuple[str, list[Part]]]:
    """Each claim with its parts."""
    lines = {experiment: some for experiment, _, some in measured(found)}
    soft, words = lines.get(arms.SOFT, {}), lines.get(arms.AUGMENTED, {})
    yield "H1 soft prompts match full fine-tuning in similarity", _h1(found)
    yield "H2 soft prompts keep abilities, full fine-tuning loses them", _h2(found)
    yield (
        "H3 soft positives help, up to about 1,000",
        [_similar(found, soft, name, "0").above(0) for name in ("100", "300", "1000")],
    )
    yield (
        "H4 soft positives beat positives alone and augmentation",
        [
            _similar(found, words, "soft positives", name).above(0)
            for name in ("positives only", "augmented")
        ],
    )
    variants, tokens = lines.get(arms.VARIANTS, {}), lines.get(arms.TOKENS, {})
    yield "H5 self-prompting beats shared and concatenated tokens", _h5(found, variants)
    yield "H6 more latent tokens help until about 16", _h6(found, tokens)
    adaptive = _similar(found, lines.get(arms.ADAPTIVE, {}), "on", "off")
    yield "H7 adaptive length helps", [adaptive.above(0)]
    deep = _span(found.deep, found.main, at(*likeness_at(found.metric)))
    yield "H8 depth helps (exploratory: amendment 2)", [deep.above(0)]


def _h1(found: Findings) -> list[Part]:
    similar = at(*likeness_at(found.metric))
    return [_span(found.main, found.full(step), similar).within for step in KEPT]


def _h2(found: Findings) -> list[Part]:
    kept, lost = [], []
    for name in found.exam_names():
        base, right = found.base_of(name), at(*exam(name))
        kept.append(_span(found.main, base, right).within)
        lost.append(_span(found.full(max(KEPT)), base, right).below(-MARGIN))
    return [*kept, several(LOST, lost)] if lost else [Part(None, 0)]


def _h5(found: Findings, lines: Lines) -> list[Part]:
    own, parts = str(Variant.SELF_PROMPTING), list[Part]()
    for other in map(str, OTHERS):
        both = [_similar(found, lines, own, other), _recognised(found, lines, own, other)]
        parts += [one.above(-MARGIN) for one in both]
        parts.append(several(1, [one.above(MARGIN) for one in both]))
    return parts


def _h6(found: Findings, lines: Lines) -> list[Part]:
    fewer = [_similar(found, lines, "16", name).above(-MARGIN) for name in ("4", "8")]
    more = [_similar(found, lines, name, "16").below(MARGIN) for name in ("32", "64")]
    return [*fewer, *more]


def _similar(found: Findings, lines: Lines, one: str, other: str) -> Span:
    reading = at(*likeness_at(found.metric))
    return _span(lines.get(one, {}), lines.get(other, {}), reading)


def _recognised(found: Findings, lines: Lines, one: str, other: str) -> Span:
    reading = found.recognised("weighted_hard")
    return _span(lines.get(one, {}), lines.get(other, {}), reading)


def _span(one: Runs, other: Runs, reading: Reading) -> Span:
    test, concepts = matched(one, other, reading)
    return Span(test.low, test.high, concepts)
