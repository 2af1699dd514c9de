"""The colours of each style. Text on its ground has a contrast of 4.5 : 1 or more (a test)."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette


class Tone(StrEnum):
    """What a colour says, beside words or a shape that say the same."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    ACCENT = "accent"
    TEMPORARY = "temporary"
    """The frame of a chat that is never written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One style, as hexadecimal colours."""

    window: str
    base: str
    raised: str
    text: str
    quiet: str
    disabled: str
    edge: str
    """Lines that only part things."""
    outline: str
    """Edges that show where a field is: 3 : 1 on its ground and around it."""
    control: str
    hover: str
    soft: str
    """The ground of what is switched on."""
    focus: str
    highlight: str
    strong: str
    """The highlight under the pointer."""
    highlighted_text: str
    link: str
    tones: dict[Tone, str]


STYLES = {
    "light": Colours(
        window="#f5f4f1",
        base="#ffffff",
        raised="#eceae5",
        text="#1d1f1c",
        quiet="#5c605a",
        disabled="#8d918b",
        edge="#d8d5ce",
        outline="#858881",
        control="#ffffff",
        hover="#efede8",
        soft="#d9e8e2",
        focus="#1f6f5c",
        highlight="#1f6f5c",
        strong="#185a4a",
        highlighted_text="#ffffff",
        link="#14604e",
        tones={
            Tone.GOOD: "#1a6e3c",
            Tone.WARNING: "#8a5200",
            Tone.BAD: "#b3261e",
            Tone.ACCENT: "#1f6f5c",
            Tone.TEMPORARY: "#6f3fb0",
        },
    ),
    "dark": Colours(
        window="#1b1d1b",
        base="#232623",
        raised="#2d312d",
        text="#eceee9",
        quiet="#a6ada4",
        disabled="#767d74",
        edge="#434842",
        outline="#7d857b",
        control="#2d312d",
        hover="#383d38",
        soft="#2b4a41",
        focus="#7fd1b9",
        highlight="#7fd1b9",
        strong="#9be2cd",
        highlighted_text="#10201b",
        link="#8fdcc6",
        tones={
            Tone.GOOD: "#7bd694",
            Tone.WARNING: "#f0b35a",
            Tone.BAD: "#ff9a8f",
            Tone.ACCENT: "#7fd1b9",
            Tone.TEMPORARY: "#c9a6ff",
        },
    ),
    "contrast": Colours(
        window="#000000",
        base="#000000",
        raised="#000000",
        text="#ffffff",
        quiet="#ffffff",
        disabled="#b8b8b8",
        edge="#ffffff",
        outline="#ffffff",
        control="#000000",
        hover="#000000",
        soft="#3a3400",
        focus="#ffe600",
        highlight="#ffe600",
        strong="#fff27a",
        highlighted_text="#000000",
        link="#8ad7ff",
        tones={
            Tone.GOOD: "#5dff8f",
            Tone.WARNING: "#ffe600",
            Tone.BAD: "#ff9d9d",
            Tone.ACCENT: "#ffe600",
            Tone.TEMPORARY: "#e0b8ff",
        },
    ),
}


def palette(style: str) -> QPalette:
    """The palette of `light`, `dark` or `contrast`."""
    colours = STYLES[style]
    made = QPalette(QColor(colours.raised), QColor(colours.window))
    for role, colour in _roles(colours).items():
        made.setColor(role, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        made.setColor(off, role, QColor(colours.disabled))
    made.setColor(off, QPalette.ColorRole.Highlight, QColor(colours.edge))
    return made


def tones(style: str) -> dict[Tone, QColor]:
    """The judging colours of a style."""
    return {which: QColor(colour) for which, colour in STYLES[style].tones.items()}


def _roles(colours: Colours) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.highlighted_text,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.Highlight: colours.highlight,
        role.HighlightedText: colours.highlighted_text,
        role.Accent: colours.highlight,
        role.Link: colours.link,
        role.LinkVisited: colours.link,
        role.Mid: colours.edge,
        role.Midlight: colours.edge,
        role.Light: colours.base,
        role.Dark: colours.edge,
        role.Shadow: colours.edge,
    }
