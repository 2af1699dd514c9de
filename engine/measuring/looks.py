"""How drawings look: like the concept, as was asked for, or like a photo that was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from PIL.Image import Image

from engine.evaluation import following
from engine.evaluation import similarity as likeness
from engine.events import Job
from engine.measuring.examination import Examination, Facts
from engine.vision.models import Floats

LEAKED = 8
"""Drawings of the class name at most."""
Pictures = Mapping[str, Sequence[Image]]


def similarity(own: Examination) -> Job[Facts]:
    """Every column of similarity, whether prompts are followed, and what leaked."""
    drawn = yield from own.drawings()
    rebuilt = {
        "new": own.base.reconstructed(own.material.positives),
        "learned": own.base.reconstructed(own.material.training),
        "others": own.base.reconstructed(_others(own)),
    }
    own.show("New photos, as the image tokenizer keeps them", rebuilt["new"])
    own.show("The photos it was learned from", own.material.training)
    facts: Facts = {}
    for looks, name in ((own.embedder, likeness.NAME), (own.clip, "CLIP-I")):
        if looks is not None:
            facts[name] = _compared(looks, drawn, rebuilt)
    own.figure = _figure(own.name, facts[likeness.NAME])
    facts["following"] = yield from _following(own, drawn, rebuilt)
    return facts


def _others(own: Examination) -> Sequence[Image]:
    """What drawings should be less like: of `hard`, else of `negatives`, else the pool's."""
    alone = own.wish.negatives is not None and own.wish.hard is None
    return own.material.easy if alone else own.material.hard


def _compared(looks: Any, drawn: Sequence[Image], rebuilt: Pictures) -> Facts:
    seen = {name: looks.embed(pictures) for name, pictures in rebuilt.items()}
    reals, learned, pictures = seen["new"], seen["learned"], looks.embed(drawn)
    compared = likeness.Compared(reals=reals, others=seen["others"], training=learned)
    scores, best = likeness.score(pictures, compared), likeness.ceiling_interval(reals)
    found: Facts = {
        **scores.figures,
        "each": scores.each,
        "copied": scores.copied,
        "ceiling_low": best.low,
        "ceiling_high": best.high,
    }
    if len(learned):
        found["paper_rule"] = likeness.averaged(pictures, learned)
        picture, photo, cosine = likeness.nearest_copy(pictures, learned)
        found["nearest_copy"] = {"drawing": picture, "photo": photo, "cosine": cosine}
    return found


def _following(own: Examination, drawn: Sequence[Image], rebuilt: Pictures) -> Job[Facts]:
    groups = following.Groups(
        looks=own.embedder,
        reals=own.embedder.embed(rebuilt["new"]),
        others=own.embedder.embed(rebuilt["others"]),
        words=own.clip,
    )
    facts: Facts = {}
    if len(groups.others):
        facts |= yield from _elsewhere(own, groups)
    if own.clip is not None and own.wish.noun:
        facts["CLIP-T"] = following.clip_text(own.clip, f"a photo of a {own.wish.noun}", drawn)
    if own.wish.noun:
        facts["leakage"] = yield from _leakage(own, own.wish.noun, drawn, groups.reals)
    return facts


def _elsewhere(own: Examination, groups: following.Groups) -> Job[Facts]:
    """The concept at other places, and what the base model says of these drawings."""
    scores, drawn = yield from following.recontextualise(
        own.examinee, own.base, own.name, groups, own.sampling
    )
    pictures = [picture for _, picture in drawn]
    own.show(" · ".join(groups.places), pictures, drawn=True)
    said = following.captions(own.base, pictures)
    shares = [
        following.recall(caption.replace(own.name, own.wish.noun or ""), text)
        for (caption, _), text in zip(drawn, said, strict=True)
    ]
    return {
        "recontextualised": asdict(scores),
        following.CAPTION_NAME: sum(shares) / len(shares),
    }


def _leakage(own: Examination, noun: str, drawn: Sequence[Image], reals: Floats) -> Job[Facts]:
    caption = f"A photo of {'an' if noun[0] in 'aeiou' else 'a'} {noun}."
    count = min(LEAKED, own.count)
    there = yield from own.examinee.draw(caption, count, own.sampling)
    without = yield from own.base.draw(caption, count, own.sampling)
    own.show(f"“{caption}” with the concept active", there, drawn=True)
    means = [
        likeness.score(own.embedder.embed(pictures), likeness.Compared(reals=reals)).similarity
        for pictures in (there, without, drawn)
    ]
    return following.Leakage(
        class_drawings=means[0], base_drawings=means[1], concept_drawings=means[2]
    ).figures


def _figure(name: str, found: Facts) -> str:
    """`Resemblance of Bo: 0.71 [0.66, 0.75]; two real photos of it reach 0.83.`"""
    reached, best = f"{found['similarity']:.2f}", found.get("ceiling")
    if found.get("low") is not None:
        reached += f" [{found['low']:.2f}, {found['high']:.2f}]"
    real = (
        f"two real photos of it reach {best:.2f}" if best else "one photo gives no measure for it"
    )
    return f"Resemblance of {name}: {reached}; {real}."
