"""The values of a look: colours, spacing and type, light, dark and high contrast."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Spacing in steps, in pixels.
SPACE_1 = 4
SPACE_2 = 8
SPACE_3 = 12
SPACE_4 = 16
SPACE_6 = 24
SPACE_8 = 32
SPACE_12 = 48
RADIUS = 8
#: The smallest side of anything that can be clicked, in pixels.
TARGET = 28

FONT_FAMILY = "Atkinson Hyperlegible"
SMALLEST_TEXT = 12
LARGEST_TEXT = 32
USUAL_TEXT = 14


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look, as #RRGGBB, and the type size of articles in points.

    `border` is a hairline that only decorates; `edge` outlines what can be used.
    """

    name: str
    surface: str
    background: str
    text: str
    muted: str
    accent: str
    accent_text: str
    border: str
    edge: str
    focus: str
    danger: str
    warning: str
    is_dark: bool = False
    is_high_contrast: bool = False
    text_size: int = USUAL_TEXT

    @property
    def interface_size(self) -> float:
        """Return the type size of menus, buttons and labels in points; it grows half as fast."""
        return 11 + max(0, self.text_size - USUAL_TEXT) / 2

    @property
    def hover(self) -> str:
        """Return the ground under a control that the pointer is on."""
        return blend(self.surface, self.accent, 0.1)

    @property
    def pressed(self) -> str:
        """Return the ground under a control that is held down or switched on."""
        return blend(self.surface, self.accent, 0.22)

    def with_text_size(self, points: int) -> Theme:
        """Return this theme with another type size, kept within what is readable."""
        return replace(self, text_size=min(LARGEST_TEXT, max(SMALLEST_TEXT, points)))


LIGHT = Theme(
    name="light",
    surface="#FCFBF7",
    background="#F1EFE9",
    text="#1D1D1B",
    muted="#5C5A54",
    accent="#0F6E74",
    accent_text="#FFFFFF",
    border="#D8D6CF",
    edge="#85827A",
    focus="#0F6E74",
    danger="#A3271C",
    warning="#7F4C00",
)
DARK = Theme(
    name="dark",
    surface="#1E1F22",
    background="#26282C",
    text="#E8E6E1",
    muted="#B0AEA8",
    accent="#5CC3C9",
    accent_text="#0C2426",
    border="#3A3C41",
    edge="#7F828A",
    focus="#5CC3C9",
    danger="#FF9B8F",
    warning="#F0B65A",
    is_dark=True,
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    surface="#000000",
    background="#000000",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#FFE14D",
    accent_text="#000000",
    border="#FFFFFF",
    edge="#FFFFFF",
    focus="#33E1FF",
    danger="#FFA8A0",
    warning="#FFE14D",
    is_dark=True,
    is_high_contrast=True,
)
THEMES = (LIGHT, DARK, HIGH_CONTRAST)


def blend(ground: str, colour: str, share: float) -> str:
    """Return `ground` with a share (0 to 1) of `colour` laid over it, as #RRGGBB."""
    mixed = (
        round(below + (above - below) * share)
        for below, above in zip(_channels(ground), _channels(colour), strict=True)
    )
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, after WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def theme_named(name: str) -> Theme | None:
    """Return the theme with this name, or None."""
    return next((theme for theme in THEMES if theme.name == name), None)
