"""What a concept must beat, or cannot beat: words, a photo in the prompt, broken rows, copies."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.paper.material import Lab
from bench.paper.scoring import Candidate, likeness, measured
from bench.teaching.opened import photos
from bench.teaching.results import Record
from bench.teaching.subjects import Subject
from engine.concepts.concept import Concept
from engine.events import Job
from engine.tokens import prompts

CLASS, DESCRIPTION, IMAGE = "class name", "description", "image prompt"
SHUFFLED, OTHER, NEAREST = "shuffled rows", "another concept's rows", "nearest training photo"
WORDS = (CLASS, DESCRIPTION, IMAGE)
BROKEN = (SHUFFLED, OTHER)
_NAME = "Mila"
"""Who a description is about."""


def in_words(lab: Lab, subject: Subject) -> Iterator[tuple[str, Candidate]]:
    """The base model told in words, or shown a photo; with the name of each control."""
    base = lab.bench.examinee()
    name = subject.class_name
    yield CLASS, Candidate(examinee=base, name=name, caption=f"A photo of {name}.")
    if subject.description:
        known, asked = subject.description
        yield (
            DESCRIPTION,
            Candidate(examinee=base, name=_NAME, caption=f"{known} {asked}", context=known),
        )
    shown = base.encode(photos(subject.learned[:1]))[0]
    caption = f"A photo of {_NAME}."
    yield IMAGE, Candidate(examinee=base, name=_NAME, caption=caption, shown=shown)


def broken(concept: Concept, other: Concept, seed: int) -> dict[str, Concept]:
    """The concept with its rows in another order, and another's rows under its name."""
    order = np.random.default_rng(seed).permutation(len(concept.embeddings))
    shuffled = replace(concept, embeddings=concept.embeddings[order], head=concept.head[order])
    return {SHUFFLED: shuffled, OTHER: replace(other, name=concept.name)}


def of_concept(lab: Lab, concept: Concept, subject: Subject, folder: Path) -> Job[Record]:
    """Everything about a concept, or a broken one."""
    return (yield from measured(lab, candidate(lab, concept), subject, folder))


def candidate(lab: Lab, concept: Concept) -> Candidate:
    """A concept as it is examined."""
    return Candidate(
        examinee=lab.bench.examinee(concept),
        name=concept.name,
        caption=f"A photo of {concept.name}.",
    )


def nearest(lab: Lab, subject: Subject) -> Record:
    """Learned photos in place of drawings: what copying would reach, and must be flagged as."""
    rebuilt = lab.bench.examinee().reconstructed(photos(subject.learned[: lab.bench.drawings]))
    return {"similarity": likeness(lab, subject, rebuilt)}


def tokens_of(lab: Lab, subject: Subject, concepts: Sequence[Concept]) -> dict[str, int]:
    """How many ids each control and concept adds to a prompt."""
    tokenizer = lab.bench.base.tokenizer
    known = subject.description[0] if subject.description else ""
    found = {
        DESCRIPTION: len(tokenizer.encode([known], begin=False)),
        IMAGE: tokenizer.image_length + 2,
    }
    for one in concepts:
        layout = prompts.Layout(one.layout)
        found[f"concept of {one.latent_tokens}"] = prompts.row_count(one.latent_tokens, layout)
    return found
