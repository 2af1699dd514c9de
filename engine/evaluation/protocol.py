"""How a measurement is taken: the paper's way, for published numbers, or ours. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import InputError
from engine.runtime.sampling import IMAGE, Sampling

UNDERSTANDING_ROOM = 16
"""Ids that the paper's replies of 30 spend on understanding tokens (method.md 2.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """Prompts, sampling and rules of one way to measure; sections are those of method.md."""

    name: str
    drawings: int
    """Of each caption."""
    sampling: Sampling
    """Of drawings; the seed is that of the first."""
    recognition: str = "Is {name} in this photo?"
    """[2.8]"""
    caption: str = "A photo of {name}."
    """[2.8]"""
    emitted: bool = False
    """Whether replies must open with understanding tokens by themselves, or these are forced."""
    by_words: bool = False
    """Whether the paper's search for words decides [2.9], or the likelihood of the first word."""
    averaged: bool = False
    """Whether real photos are averaged, not brought to length 1, before the cosine [2.9]."""
    shots: int = 5
    """Answered examples before a question of MMLU, as in its own paper, where they fit."""
    reply: int = 14
    """New ids of a recognition reply after forced tokens."""
    choice_reply: int = 10
    """New ids of a reply to a question of two choices [2.9]."""


PAPER = Protocol(
    name="paper",
    drawings=100,
    sampling=Sampling(temperature=1.0, top_k=50),  # [2.8]; guidance is off
    emitted=True,
    by_words=True,
    averaged=True,
    shots=0,
    reply=30,
)
"""The authors' evaluation, method.md 2.8 and 2.9."""
OURS = Protocol(name="ours", drawings=8, sampling=IMAGE)
"""Guided drawings, probabilities for yes and no, photos held out: what the figures here mean."""

PROTOCOLS: Mapping[str, Protocol] = MappingProxyType({one.name: one for one in (OURS, PAPER)})


def find(name: str) -> Protocol:
    """The protocol of this name. InputError where there is none."""
    if name not in PROTOCOLS:
        raise InputError(
            f"There is no protocol {name!r}.", remedy=f"Choose {' or '.join(PROTOCOLS)}."
        )
    return PROTOCOLS[name]
