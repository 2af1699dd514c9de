import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from desktop import palettes, stylesheet
from tests.desktop.test_theme import contrast


@pytest.mark.parametrize("style", palettes.STYLES)
def test_a_sheet_names_colours_of_its_own_style_and_pictures_that_are_there(style: str) -> None:
    sheet = stylesheet.sheet(style, still=False)
    colours = palettes.STYLES[style]
    own = {getattr(colours, name) for name in palettes.Colours.__slots__ if name != "tones"}
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= own | set(colours.tones.values())
    pictures = {Path(name) for name in re.findall(r'url\("([^"]+)"\)', sheet)}
    assert len(pictures) == 4
    for picture in pictures:
        ticks = picture.name.startswith(("check", "part"))
        wanted = colours.highlighted_text if ticks else colours.text
        assert f'stroke="{wanted}"' in picture.read_text(encoding="utf-8"), picture.name


@pytest.mark.parametrize("style", palettes.STYLES)
def test_where_a_field_is_can_be_seen_in_every_style(style: str) -> None:
    colours = palettes.STYLES[style]
    for edge in (colours.outline, colours.focus):
        for ground in (colours.base, colours.window):
            assert contrast(QColor(edge), QColor(ground)) >= 3


@pytest.mark.parametrize("style", palettes.STYLES)
def test_words_can_be_read_on_every_ground_of_a_control(style: str) -> None:
    colours = palettes.STYLES[style]
    for ground in (colours.control, colours.hover, colours.soft, colours.edge):
        if style != "contrast" or ground != colours.edge:  # there an edge is never a ground
            assert contrast(QColor(colours.text), QColor(ground)) >= 4.5
    for ground in (colours.highlight, colours.strong):
        assert contrast(QColor(colours.highlighted_text), QColor(ground)) >= 4.5


def test_motion_is_taken_out_where_that_is_wished() -> None:
    assert "animation-duration: 0" in stylesheet.sheet("light", still=True)
    assert "animation-duration" not in stylesheet.sheet("light", still=False)
