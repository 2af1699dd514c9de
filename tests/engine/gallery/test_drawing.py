"""Drawing keeps every finished picture, on the tiny checkpoint."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto
from engine.errors import InputError
from engine.events import Drawn, Noticed, Preview, Progress, Snapshot
from engine.gallery.drawing import MOST_PICTURES, DrawRequest
from engine.gallery.sheet import grid, titled_sheet
from engine.gallery.store import open_gallery
from engine.gallery.wildcards import chosen
from engine.runtime.sampling import IMAGE, Sampling
from engine.settings import Settings
from tests.jobs import heard

PROMPT = "a photo of Bo"


def request(*seeds: int, **fields: object) -> DrawRequest:
    facts = {"names": ("Bo",), "prompts": (PROMPT,), "seeds": seeds or (1,)}
    return DrawRequest(**(facts | fields))  # type: ignore[arg-type]


def test_each_finished_picture_is_in_the_gallery_with_what_drew_it(
    bo: Concept, settings: Settings
) -> None:
    events, pictures = heard(jobs.draw(request(5, 6, sampling=Sampling(guidance=2.0)), settings))
    with open_gallery() as gallery:
        assert gallery.ids() == [picture.id for picture in reversed(pictures)]
        assert len(gallery.codes(pictures[0].id)) == 64
    assert [picture.seed for picture in pictures] == [5, 6]
    assert pictures[0].prompt == PROMPT and pictures[0].sampling["guidance"] == 2.0
    assert pictures[0].checkpoint == bo.base_model
    assert [(one.name, one.kind, one.version) for one in pictures[0].subjects] == [("Bo", "pet", 1)]
    assert [(event.index, event.picture) for event in events if isinstance(event, Drawn)] == [
        (place, picture.id) for place, picture in enumerate(pictures)
    ]


def test_progress_and_previews_count_over_the_whole_job(bo: Concept, settings: Settings) -> None:
    events, pictures = heard(jobs.draw(request(*range(1, 7)), settings))
    drawing = [event for event in events if isinstance(event, Progress) and event.note == "drawing"]
    assert len(pictures) == 6
    assert {event.total for event in drawing} == {6 * 64}
    assert [event.done for event in drawing] == sorted(event.done for event in drawing)
    assert drawing[-1].done == 6 * 64
    assert {event.index for event in events if isinstance(event, Preview)} == set(range(6))


def test_a_stopped_job_keeps_what_was_finished(bo: Concept, settings: Settings) -> None:
    job = jobs.draw(request(*range(1, 13)), settings)
    finished = [next(event for event in job if isinstance(event, Drawn)).picture]
    finished += [event.picture for event, _ in zip(job, range(6), strict=False)
                 if isinstance(event, Drawn)]  # fmt: skip
    job.close()
    with open_gallery() as gallery:
        assert set(finished) <= set(gallery.ids())
        assert len(gallery.ids()) == 4 and gallery.tidy() == []


def test_a_picture_can_be_drawn_again_from_its_seed_alone(bo: Concept, settings: Settings) -> None:
    _, (_, _, third) = heard(jobs.draw(request(4, 5, 9), settings))
    _, (again,) = heard(jobs.draw(request(9), settings))
    assert third.path.read_bytes() == again.path.read_bytes()


def test_codes_drafted_ahead_are_taken_from_the_request_only_when_it_is_its_own(
    bo: Concept, settings: Settings
) -> None:
    sampling = Sampling(temperature=IMAGE.temperature, ahead=8)
    _, (measured,) = heard(jobs.draw(request(1, sampling=sampling), settings))
    _, (own,) = heard(jobs.draw(request(1, sampling=sampling, own_ahead=True), settings))
    assert (measured.sampling["ahead"], own.sampling["ahead"]) == (0, 8)


def test_pictures_are_compared_with_the_concepts_photos(
    bo: Concept, photos: list[Path], settings: Settings
) -> None:
    with jobs.open_library() as library:
        two = [NewPhoto(data=path.read_bytes(), width=64, height=48) for path in photos[:2]]
        library.add_version("Bo", bo, two)
    _, (picture,) = heard(jobs.draw(request(), settings))
    assert picture.likeness is not None and picture.likeness.ceiling is not None
    assert -1 <= picture.likeness.resemblance <= 1
    assert picture.likeness.ceiling <= 1
    assert picture.subjects[0].version == 2


def test_a_lost_photo_costs_the_score_and_not_the_picture(
    bo: Concept, photos: list[Path], settings: Settings
) -> None:
    with jobs.open_library() as library:
        data = photos[0].read_bytes()
        library.add_version("Bo", bo, [NewPhoto(data=data, width=64, height=48)])
        library.photos("Bo")[0].path.unlink()
    _, (picture,) = heard(jobs.draw(request(), settings))
    assert picture.likeness is None


def test_a_sheet_has_every_prompt_seed_and_version(bo: Concept, settings: Settings) -> None:
    with jobs.open_library() as library:
        library.add_version("Bo", bo)
    asked = request(1, 2, prompts=(PROMPT, "Bo at sea"), versions=(1, 2))
    _, pictures = heard(jobs.draw(asked, settings))
    sheet = grid(pictures)
    assert len(pictures) == asked.count == 8
    assert sheet.columns == ("1", "2")
    assert sheet.rows == (f"{PROMPT} (v1)", "Bo at sea (v1)", f"{PROMPT} (v2)", "Bo at sea (v2)")
    assert len({picture.batch for picture in pictures}) == 1
    assert titled_sheet(sheet).width == 2 * 200 + 8


def test_a_version_that_is_named_is_drawn_with_the_snapshot_that_was_chosen(
    bo: Concept, settings: Settings
) -> None:
    other = replace(bo, embeddings=-bo.embeddings, head=-bo.head)
    with jobs.open_library() as library:
        library.add_version("Bo", bo, snapshots=[Snapshot(bo, 1), Snapshot(other, 2)])
    best = codes(request(versions=(2,)), settings)
    with jobs.open_library() as library:
        library.use("Bo", 2, 2)
    assert codes(request(versions=(2,)), settings) == codes(request(), settings) != best


def codes(asked: DrawRequest, settings: Settings) -> list[int]:
    """What the one picture of a request was drawn of."""
    _, (picture,) = heard(jobs.draw(asked, settings))
    with open_gallery() as gallery:
        return list(gallery.codes(picture.id))


def test_without_a_concept_the_model_draws_as_it_is(settings: Settings) -> None:
    _, (picture,) = heard(jobs.draw(request(names=()), settings))
    assert picture.subjects == () and picture.likeness is None


def test_a_concept_that_is_not_named_is_noticed_once(bo: Concept, settings: Settings) -> None:
    asked = request(*range(1, 7), prompts=("a dog",))
    events, _ = heard(jobs.draw(asked, settings))
    assert len([event for event in events if isinstance(event, Noticed)]) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"prompts": ()},
        {"prompts": (" ",)},
        {"seeds": ()},
        {"seeds": range(MOST_PICTURES + 1)},
        {"names": (), "versions": (1,)},
    ],
)
def test_nonsense_is_refused_before_any_work(fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        request(**fields)


@pytest.mark.parametrize("fields", [{"names": ("Nobody",)}, {"versions": (7,)}])
def test_an_unknown_concept_or_version_is_refused(
    fields: dict[str, object], bo: Concept, settings: Settings
) -> None:
    with pytest.raises(InputError):
        heard(jobs.draw(request(**fields), settings))


def test_a_lost_file_is_decoded_again_exactly(bo: Concept, settings: Settings) -> None:
    _, (picture,) = heard(jobs.draw(request(), settings))
    before = picture.path.read_bytes()
    picture.path.unlink()
    with open_gallery() as gallery:
        missing = gallery.tidy()
    _, back = heard(jobs.recover_pictures(missing, settings))
    assert [one.id for one in back] == [picture.id]
    assert picture.path.read_bytes() == before
    with open_gallery() as gallery:
        assert gallery.tidy() == []


def test_each_picture_takes_one_of_the_words_and_the_seed_takes_it_again(
    bo: Concept, settings: Settings
) -> None:
    wish = "a {red|blue|green} drawing of Bo"
    _, pictures = heard(jobs.draw(request(*range(1, 7), prompts=(wish,)), settings))
    assert [picture.prompt for picture in pictures] == [chosen(wish, seed) for seed in range(1, 7)]
    assert {picture.asked for picture in pictures} == {wish}
    again = pictures[4]
    _, alone = heard(jobs.draw(request(again.seed, prompts=(again.prompt,)), settings))
    _, asked = heard(jobs.draw(request(again.seed, prompts=(again.asked,)), settings))
    with open_gallery() as gallery:
        codes = {gallery.codes(one.id) for one in (again, alone[0], asked[0])}
        assert len(codes) == 1
        assert gallery.prompts() == [wish, again.prompt]
    assert grid(pictures).rows == (wish,)
