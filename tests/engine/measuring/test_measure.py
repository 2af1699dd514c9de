"""Whole measurements on the tiny checkpoint: every kind, as values, as a page, as a command."""

import base64
import json
import pickle
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine import jobs
from engine.cli import commands
from engine.concepts.cards import Description
from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.evaluation.similarity import NAME
from engine.events import Noticed, Progress
from engine.gallery.mark import PACKET
from engine.learning import lookalikes
from engine.measuring import page
from engine.measuring.baselines import Tuning, tune
from engine.measuring.measure import Report, measure
from engine.measuring.wish import Kind, Wish
from engine.settings import Settings
from tests.jobs import heard


@pytest.fixture
def pool(tmp_path: Path, photo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool of sixteen pictures."""
    folder = tmp_path / "pool"
    folder.mkdir()
    for number in range(16):
        photo(100 + number).save(folder / f"{number}.png")
    monkeypatch.setattr(lookalikes, "POOL", folder)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question in words about Bo."""
    path = tmp_path / "questions.json"
    path.write_text(
        json.dumps([{"question": "Is {name} red?", "options": ["yes", "no"], "right": 0}])
    )
    return path


@pytest.fixture
def wish(bo: Concept, pool: None, photos: list[Path], questions: Path) -> Wish:
    """Everything about Bo, as little of it as there can be."""
    folder = photos[0].parent
    return Wish(
        name="Bo", positives=folder, hard=folder, drawings=2, limit=2, questions=questions,
        noun="dog",
    )  # fmt: skip


@pytest.fixture
def report(wish: Wish, settings: Settings) -> Report:
    """Everything about Bo, measured."""
    return heard(measure(wish, settings))[1]


def test_every_kind_is_measured_as_plain_facts_with_a_figure_for_people(report: Report) -> None:
    facts = json.loads(json.dumps(report.facts))
    assert {kind.value for kind in Kind} <= set(facts)
    assert {"protocol", "words, forced", "words, self-emitted"} <= set(facts["recognition"])
    # Bo was learned from no photos here, and a threshold from those that are scored would flatter
    assert "threshold from training photos" not in facts["recognition"]
    assert {"similarity", "ceiling", "copied", "diversity"} <= set(facts["similarity"][NAME])
    assert "leakage" in facts["similarity"]["following"]
    assert facts["faces"]["cell"] == "not measurable"  # Bo is a pet
    assert set(facts["abilities"]["exams"]["MMLU"]) == {"base", "active", "change"}
    assert facts["vqa"]["with the concept"]["text"] in (0, 1)
    assert report.figure.startswith("Resemblance of Bo: ")
    assert "two real photos of it reach" in report.figure
    again = pickle.loads(pickle.dumps(report))  # it can go to another process
    assert again.facts == report.facts and len(again.strips) == len(report.strips)


class Page(HTMLParser):
    """What a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_holds_all_its_pictures_and_is_closed(report: Report, tmp_path: Path) -> None:
    page.write(report, tmp_path / "bo.html")
    parsed = Page()
    parsed.feed((tmp_path / "bo.html").read_text(encoding="utf-8"))
    assert parsed.open == []
    assert len(parsed.sources) > 6
    assert all(source.startswith("data:image/png;base64,") for source in parsed.sources)
    report.facts["name"] = "<script>x</script>"  # a name cannot become part of the page
    assert "<script>" not in page.page(report)


def test_on_a_persons_page_drawings_are_marked_as_made_by_a_model_and_photos_are_not(
    bo: Concept, pool: None, photos: list[Path], settings: Settings
) -> None:
    with jobs.open_library() as library:
        library.describe("Bo", Description(kind="person"))
    looks = Wish(name="Bo", kinds=(Kind.SIMILARITY,), positives=photos[0].parent, drawings=1)
    found = heard(measure(looks, settings))[1]
    drawn = sum(len(strip.pictures) for strip in found.strips if strip.person)
    assert 0 < drawn < sum(len(strip.pictures) for strip in found.strips)
    for wanted, expected in ((True, drawn), (False, 0)):
        parsed = Page()
        parsed.feed(page.page(found, mark_people=wanted))
        pictures = [base64.b64decode(source.partition(",")[2]) for source in parsed.sources]
        assert sum(PACKET.encode() in picture for picture in pictures) == expected


def test_without_a_folder_what_was_held_out_is_used_and_said(
    bo: Concept, pool: None, settings: Settings
) -> None:
    kinds = (Kind.RECOGNITION,)
    with pytest.raises(InputError, match="no photo"):  # Bo has none in this library
        heard(measure(Wish(name="Bo", kinds=kinds), settings))


def test_the_base_model_alone_has_abilities_and_nothing_else(settings: Settings) -> None:
    events, found = heard(measure(Wish(kinds=(Kind.ABILITIES,), limit=1), settings))
    assert "active" not in found.facts["abilities"]["exams"]["MMLU"]
    assert any(isinstance(event, Progress) for event in events)
    with pytest.raises(InputError, match="abilities"):
        Wish(kinds=(Kind.FACES,))


def test_unknown_names_and_protocols_are_refused(bo: Concept, settings: Settings) -> None:
    for wrong in (Wish(name="Nobody"), Wish(name="Bo", protocol="theirs")):
        with pytest.raises(InputError):
            heard(measure(wrong, settings))


def engine(*words: object) -> dict[str, object]:
    """The object that `engine words… --json` prints."""
    result = CliRunner().invoke(commands, [*(str(word) for word in words), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_commands_print_one_object_and_write_the_page(
    wish: Wish, photos: list[Path], tiny_checkpoint: Path, tmp_path: Path
) -> None:
    machine = ("--checkpoint", tiny_checkpoint, "--device", "cpu")
    folder = photos[0].parent
    seen = engine("evaluate", "recognition", "Bo", "--positives", folder, *machine)
    assert seen["recognition"]["protocol"]["easy_auroc"] >= 0
    paper = engine("evaluate", "recognition", "Bo", "--positives", folder, "--protocol", "paper",
                   *machine)  # fmt: skip
    assert "threshold" not in paper["recognition"]["protocol"]  # words have none
    looks = engine("evaluate", "similarity", "Bo", "--positives", folder, "--negatives", folder,
                   "--drawings", 1, *machine)  # fmt: skip
    assert looks["similarity"][NAME]["floor"] > looks["similarity"][NAME]["ceiling"]  # the same
    alone = engine("evaluate", "abilities", "--limit", 1, *machine)
    assert len(alone["abilities"]["exams"]) == 5
    out = tmp_path / "bo.html"
    engine("evaluate", "report", "Bo", "--out", out, "--positives", folder, "--limit", 1,
           "--drawings", 2, *machine)  # fmt: skip
    assert out.read_text().startswith("<!doctype html>")
    assert json.loads(out.with_suffix(".json").read_text())["name"] == "Bo"


@pytest.mark.parametrize("method", ["full", "lora"])
def test_a_fine_tuning_keeps_its_curve_and_adds_no_concept(
    method: str, photos: list[Path], settings: Settings, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "sums_test.csv").write_text("1+1?,1,2,3,4,B\n")
    asked = Tuning(
        name="Mila", photos=tuple(photos), method=method, class_name="a dog", iterations=2,
        keep_weights=True, data=data,
    )  # fmt: skip
    events, curve = heard(tune(asked, settings))
    said = next(event.text for event in events if isinstance(event, Noticed))
    assert "fine-tuning takes about" in said and "GB" in said
    assert [point["iteration"] for point in curve.points] == [0, 2]
    assert {NAME, "MMLU"} <= set(curve.points[-1])
    kept = json.loads((curve.folder / "curve.json").read_text())
    assert [point["iteration"] for point in kept["points"]] == [0, 2]
    assert (curve.folder / "iteration-0002.safetensors").stat().st_size > 0
    with jobs.open_library() as library:
        assert list(library) == []


def test_fine_tuning_is_asked_for_with_the_command_that_learns(tiny_checkpoint: Path) -> None:
    machine = ("--checkpoint", str(tiny_checkpoint), "--device", "cpu", "--json")
    result = CliRunner().invoke(commands, ["learn", "Mila", "--method", "lora", *machine])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"] == "No photo was given."
