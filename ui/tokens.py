"""Colours and sizes, and nothing else: the light and the dark theme, and which colours must be readable on which."""

from dataclasses import dataclass, fields

SIZES = {"verdict": 72, "display": 44, "title": 30, "lead": 20, "body": 16, "small": 14}
"""Heights of text in device-independent pixels, from what is read at 3 m to what is read at arm's length."""

SPACE = 4
RADIUS = 6
RADIUS_PANEL = 10


@dataclass(frozen=True)
class Tokens:
    """One theme. `x_ink` is a colour to write with on `panel`; `x_soft` is a quiet ground to write `x_ink` on."""

    ink: str
    ink_2: str
    accent: str
    on_accent: str
    accent_ink: str
    accent_soft: str
    ground: str
    panel: str
    line: str
    edge: str
    bar: str
    rail: str
    rail_here: str
    rail_ink: str
    lens: str
    lens_ink: str
    found: str
    admit: str
    hold: str
    refuse: str
    undecided: str
    on_verdict: str
    admit_ink: str
    hold_ink: str
    hold_soft: str
    refuse_ink: str
    refuse_soft: str
    attention_ink: str
    attention_soft: str

    def as_dict(self) -> dict[str, str]:
        """Name → colour, for the style sheet's template."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Tokens(
    ink="#14202B", ink_2="#52616F", accent="#1F6FB2", on_accent="#FFFFFF", accent_ink="#1F6FB2", accent_soft="#E3EFF9",
    ground="#F4F6F8", panel="#FFFFFF", line="#DDE3E9", edge="#7C8A97", bar="#E8EDF2",
    rail="#0F2233", rail_here="#1C3B57", rail_ink="#C9D6E2", lens="#2B3640", lens_ink="#E9EFF4", found="#2EE08A",
    admit="#0B7A4B", hold="#9C5A00", refuse="#B3261E", undecided="#3C4A57", on_verdict="#FFFFFF",
    admit_ink="#0B7A4B", hold_ink="#8A4F00", hold_soft="#FDEAD0", refuse_ink="#B3261E", refuse_soft="#FCE9E7",
    attention_ink="#5B3FB5", attention_soft="#ECE7FA",
)  # fmt: skip

DARK = Tokens(
    ink="#E9EFF4", ink_2="#A6B5C2", accent="#2F7FC3", on_accent="#FFFFFF", accent_ink="#6DB6F0", accent_soft="#163149",
    ground="#0E161D", panel="#17222C", line="#2B3A47", edge="#718496", bar="#131D26",
    rail="#091118", rail_here="#17324A", rail_ink="#B7C6D3", lens="#0A1016", lens_ink="#D5DFE7", found="#2EE08A",
    admit="#0B7A4B", hold="#9C5A00", refuse="#B3261E", undecided="#4A5A69", on_verdict="#FFFFFF",
    admit_ink="#4FC98F", hold_ink="#F2B056", hold_soft="#3A2A12", refuse_ink="#FF938A", refuse_soft="#3F1E1C",
    attention_ink="#BBAAFF", attention_soft="#2A2446",
)  # fmt: skip

THEMES = {"light": LIGHT, "dark": DARK}

TEXT, LARGE, PART = 4.5, 3.0, 3.0
"""WCAG 2.1 AA: ordinary text, text from 24 px (or 19 px bold), and the parts of a control that must be seen."""

READABLE: tuple[tuple[str, str, float], ...] = (
    ("ink", "ground", TEXT), ("ink", "panel", TEXT), ("ink", "bar", TEXT), ("ink", "accent_soft", TEXT),
    ("ink_2", "ground", TEXT), ("ink_2", "panel", TEXT), ("ink_2", "bar", TEXT), ("ink_2", "accent_soft", TEXT),
    ("on_accent", "accent", LARGE), ("accent_ink", "panel", TEXT), ("accent_ink", "ground", TEXT),
    ("accent_ink", "accent_soft", TEXT), ("rail_ink", "rail", TEXT), ("on_accent", "rail_here", TEXT),
    ("lens_ink", "lens", TEXT), ("found", "lens", PART), ("edge", "panel", PART), ("edge", "ground", PART),
    ("on_verdict", "admit", TEXT), ("on_verdict", "hold", TEXT), ("on_verdict", "refuse", TEXT),
    ("on_verdict", "undecided", TEXT), ("admit_ink", "panel", TEXT), ("hold_ink", "panel", TEXT),
    ("hold_ink", "hold_soft", TEXT), ("refuse_ink", "panel", TEXT), ("refuse_ink", "refuse_soft", TEXT),
    ("attention_ink", "panel", TEXT), ("attention_ink", "attention_soft", TEXT),
    *((ink, "accent_soft", TEXT) for ink in ("admit_ink", "hold_ink", "refuse_ink", "attention_ink")),
)  # fmt: skip
"""(what is written, what it is written on, the contrast it needs)."""


def contrast(one: str, other: str) -> float:
    """The WCAG 2.1 contrast ratio of two colours written #RRGGBB, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
