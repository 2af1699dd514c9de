"""The report as one HTML file: every picture is in it, nothing is loaded from elsewhere."""

import base64
import html
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL.Image import Image, Resampling

from engine.evaluation.similarity import NAME
from engine.files import write_whole
from engine.gallery import mark
from engine.gallery.files import png
from engine.measuring import plots
from engine.measuring.examination import Facts, Strip
from engine.measuring.measure import Report
from engine.measuring.wish import Kind

_TILE = 96  # pixels; small pictures are enlarged pixel by pixel
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1f2428; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; font-size: .9rem } td, th { padding: .2rem .8rem .2rem 0;
  text-align: left; vertical-align: top; border-bottom: 1px solid #e2e5e8 }
td + td { font-variant-numeric: tabular-nums } .figure { font-size: 1.25rem }
.strip img { margin: 0 .3rem .3rem 0; border-radius: 3px }
.quiet { color: #5b636a; font-size: .85rem }
@media (prefers-color-scheme: dark) { body { color: #e4e7ea; background: #17191c }
  td, th { border-color: #32373c } .quiet { color: #9aa2aa } img.plot { background: #fff } }
"""
_TITLES = {
    Kind.RECOGNITION: "Is it recognised?",
    Kind.SIMILARITY: "Do drawings look like it?",
    Kind.FACES: "Is it the same face?",
    Kind.VQA: "Questions about it",
    Kind.ABILITIES: "Was anything else forgotten?",
}


def write(report: Report, path: Path, *, mark_people: bool = True) -> None:
    """Write the page. SetupError where the folder cannot be written."""
    write_whole(path, page(report, mark_people=mark_people).encode())


def page(report: Report, *, mark_people: bool = True) -> str:
    """The whole page; where `mark_people`, drawings of a person say that a model made them."""
    name = html.escape(report.facts["name"] or "The base model")
    body = "\n".join([f"<h1>{name}, measured</h1>", *_sections(report, mark_people)])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{name}, measured</title><style>{_STYLE}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def _sections(report: Report, mark_people: bool) -> Iterator[str]:
    facts = report.facts
    if report.figure:
        yield f'<p class="figure">{html.escape(report.figure)}</p>'
    yield f'<p class="quiet">{html.escape(_conditions(facts))}</p>'
    for strip in report.strips:
        yield _strip(strip, mark_people)
    for kind, title in _TITLES.items():
        if kind.value in facts:
            yield f"<h2>{title}</h2>"
            yield from _plots(kind, facts[kind.value])
            yield _table(facts[kind.value])


def _conditions(facts: Facts) -> str:
    words = [f"Protocol {facts['protocol']}, seed {facts['seed']}, {facts['backend']}"]
    words.append(f"{facts['seconds']:.0f} s")
    origin = facts.get("photos", {}).get("origin", {})
    words += [f"{what}: {where}" for what, where in origin.items()]
    return "; ".join(words) + "."


def _plots(kind: Kind, found: Facts) -> Iterator[str]:
    if kind is Kind.SIMILARITY and NAME in found:
        yield _image(plots.similarity(found[NAME]), "Similarity of each drawing", "plot")
    if kind is Kind.RECOGNITION and "certainties" in found:
        yield _image(plots.certainties(found["certainties"]), "Certainty about each photo", "plot")
    if kind is Kind.ABILITIES and found["exams"]:
        yield _image(plots.abilities(found["exams"]), "Share right of each exam", "plot")


def _table(found: Facts) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(name)}</td><td>{html.escape(value)}</td></tr>"
        for name, value in _flat(found)
    )
    return f"<table>{rows}</table>"


def _flat(found: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """Every single figure by its path; lists of numbers are left to the plots."""
    for name, value in found.items():
        path = f"{before}{name.replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path} · ")
        elif not isinstance(value, list):
            yield path, _words(value)


def _words(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _strip(strip: Strip, mark_people: bool) -> str:
    packet = mark.PACKET if mark_people and strip.person else ""
    pictures = "".join(_image(_png(one, packet), strip.title) for one in strip.pictures)
    return f'<h2>{html.escape(strip.title)}</h2><div class="strip">{pictures}</div>'


def _image(content: bytes, title: str, style: str = "") -> str:
    data = base64.b64encode(content).decode("ascii")
    return f'<img class="{style}" alt="{html.escape(title)}" src="data:image/png;base64,{data}">'


def _png(picture: Image, packet: str) -> bytes:
    enlarged = max(picture.size) < _TILE
    scale = _TILE / min(picture.size)
    size = round(picture.width * scale), round(picture.height * scale)
    how = Resampling.NEAREST if enlarged else Resampling.LANCZOS
    return png(picture.resize(size, how), packet)
