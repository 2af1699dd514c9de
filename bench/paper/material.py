"""What every run shares: the bench, the metric that qualified, questions with known answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bench.teaching.invariance import invariant
from bench.teaching.opened import Bench, photos
from bench.teaching.subjects import LEARNED, Subject
from engine.evaluation import similarity
from engine.evaluation.choices import Choice
from engine.evaluation.exams import Exam, Picture, find, spread
from engine.evaluation.invariant import Invariant
from engine.evaluation.protocol import OURS, Protocol
from engine.evaluation.similarity import Looks
from engine.evaluation.statistics import auroc
from engine.measuring.wish import EXAMS
from engine.paths import RESOURCES
from engine.tokens.images import square
from engine.tokens.prompts import Codes
from engine.vision.embedder import similarity as cosines
from engine.vision.models import Floats

SUITE = RESOURCES / "suite"
QUALIFIED = 0.95
"""AUC that a metric must reach before it is used."""
NEW_OF_MANY = 12
"""Of 300 photos, those that are held out."""


@dataclass(eq=False)
class Lab:
    """Everything that a run is measured with."""

    bench: Bench
    protocol: Protocol = OURS
    """How drawings and answers are had."""
    limit: int | None = None
    """Questions of each benchmark; None: all."""
    cache: Path | None = None
    """Where the pool's features are kept: it takes minutes to look at all of it."""
    codes: dict[Picture, Codes] = field(default_factory=dict)
    """Of the benchmarks' photos: the image tokenizer is the same for all who are examined."""

    @cached_property
    def exams(self) -> tuple[Exam, ...]:
        """The suite's benchmarks."""
        return tuple(spread(one, self.limit) for one in find(EXAMS).exams)

    @cached_property
    def invariant(self) -> Invariant:
        """The background-invariant embedder, fitted on the pool's individuals."""
        return invariant(self.bench, self.cache)

    @cached_property
    def looks(self) -> Sequence[Looks]:
        """Every metric, the one that decides first."""
        return (self.invariant, self.bench.embedder)

    def seen(self, looks: Looks, paths: tuple[Path, ...]) -> Floats:
        """Features of photos after encode–decode, each computed once."""
        known = self._known
        if (looks.name, paths) not in known:
            rebuilt = self.bench.examinee().reconstructed(photos(paths))
            known[looks.name, paths] = np.asarray(looks.embed(rebuilt))
        return known[looks.name, paths]

    @cached_property
    def _known(self) -> dict[tuple[str, tuple[Path, ...]], Floats]:
        return {}


def qualification(lab: Lab, subjects: Sequence[Subject]) -> dict[str, dict[str, float]]:
    """Same/different AUC of each metric over all subjects' photos, and within the noun."""
    found: dict[str, dict[str, float]] = {}
    for looks in lab.looks:
        rows = [lab.seen(looks, (*one.learned, *one.held_out)) for one in subjects]
        who = [one.key for one, row in zip(subjects, rows, strict=True) for _ in row]
        auc = similarity.qualify(np.concatenate(rows), who)
        same = [_own_pairs(row) for row in rows]
        alike = [
            cosines(row, lab.seen(looks, one.hard)).ravel()
            for one, row in zip(subjects, rows, strict=True)
            if one.hard
        ]
        hard = auroc(np.concatenate(same), np.concatenate(alike))
        found[looks.name] = {"auc": auc.auc, "hard_auc": hard, "photos": len(who)}
    return found


def of_many(subject: Subject, facts: dict[str, Any]) -> Subject:
    """The subject with its 300 photos: all but a few are learned from."""
    paths = tuple(SUITE / photo["file"] for photo in facts["many"])
    return replace(
        subject,
        key=f"{subject.key}-many",
        learned=paths[NEW_OF_MANY:],
        held_out=paths[:NEW_OF_MANY],
    )


@cache
def truth() -> dict[str, dict[str, Any]]:
    """What the suite knows about each concept, by its key."""
    facts = json.loads((SUITE / "concepts.json").read_text(encoding="utf-8"))
    return {one["id"]: one for one in facts}


def questions(facts: dict[str, Any], everything: Sequence[dict[str, Any]]) -> list[Choice]:
    """Two-choice questions with answers that the suite knows: in words, and about new photos."""
    colours = sorted({one["look"]["main"] for one in everything})
    nouns = sorted({one["noun"] for one in everything})
    places = sorted({photo["place"] for one in everything for photo in one["photos"]})
    dice = np.random.default_rng([*facts["id"].encode()])
    own = facts["look"]
    asked = [
        (
            "What colour is {name}?",
            own["main"],
            _other(colours, (own["main"], own["second"]), dice),
        ),
        ("What is {name}?", _a(facts["noun"]), _a(_other(nouns, (facts["noun"],), dice))),
    ]
    found = [_choice(question, pair, None, dice) for question, *pair in asked]
    for photo in facts["photos"][LEARNED:]:
        path = SUITE / photo["file"]
        wrong = _other(places, (photo["place"],), dice)
        found.append(_choice("Where is {name}?", [photo["place"], wrong], path, dice))
    return found


def fidelity(lab: Lab, shown: Sequence[Path]) -> dict[str, float]:
    """How much of photos survives encode–decode: PSNR in dB, and likeness of the two."""
    size = lab.bench.base.tokenizer.image_size
    before = [square(photo, size) for photo in photos(shown)]
    after = lab.bench.examinee().reconstructed(photos(shown))
    pairs = list(zip(before, after, strict=True))
    errors = [np.mean((np.asarray(a, float) - np.asarray(b, float)) ** 2) for a, b in pairs]
    looks = [lab.bench.embedder.embed(some) for some in (before, after)]
    return {
        "psnr": float(np.mean([10 * np.log10(255**2 / max(one, 1e-9)) for one in errors])),
        "likeness": float((looks[0] * looks[1]).sum(axis=1).mean()),
    }


def _own_pairs(row: Floats) -> Floats:
    pairs: Floats = cosines(row, row)[np.triu_indices(len(row), 1)]
    return pairs


def _other(names: Sequence[str], taken: Sequence[str], dice: np.random.Generator) -> str:
    return str(dice.choice([one for one in names if one not in taken]))


def _choice(
    question: str, pair: Sequence[str], photo: Path | None, dice: np.random.Generator
) -> Choice:
    right = int(dice.integers(2))
    first, second = pair if right == 0 else reversed(pair)
    return Choice(question=question, options=(first, second), right=right, photo=photo)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
