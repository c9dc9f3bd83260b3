"""A scale of colours that is even to the eye, from hardly tinted to strong."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

#: Steps of the scale.
HEAT_STEPS = 5
_HUE, _LEAST_CHROMA = 65.0, 0.25

#: Red, green and blue, each from 0 to 1.
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class HeatScale:
    """The CIE lightness of the first and the last step, and the chroma of the last."""

    first: float
    last: float
    chroma: float

    def colour(self, step: int) -> Rgb:
        """Return the colour of a step from 1 to HEAT_STEPS; equal steps look equally far apart."""
        reached = (step - 1) / (HEAT_STEPS - 1)
        chroma = self.chroma * (_LEAST_CHROMA + (1 - _LEAST_CHROMA) * reached)
        hue = radians(_HUE)
        lightness = self.first + (self.last - self.first) * reached
        return rgb_of_lab(lightness, chroma * cos(hue), chroma * sin(hue))


#: On white paper under dark text, in colour and in grey; and on a dark ground under light text.
ON_PAPER = HeatScale(95.0, 63.0, 58.0)
ON_PAPER_GREY = HeatScale(95.0, 63.0, 0.0)
ON_DARK = HeatScale(20.0, 42.0, 46.0)


def heat_step(count: int, of: int) -> int:
    """Return the step for a count: 1 for up to a fifth of all, HEAT_STEPS for nearly all."""
    return min(HEAT_STEPS, 1 + (count * HEAT_STEPS - 1) // of)


def heat_range(step: int) -> tuple[int, int]:
    """Return the lowest and the highest per cent of a step."""
    return (step - 1) * 100 // HEAT_STEPS + 1, step * 100 // HEAT_STEPS


def rgb_of_lab(lightness: float, a: float, b: float) -> Rgb:
    """Return the sRGB colour of CIE L*a*b* under D65, cut to what a screen shows."""
    fy = (lightness + 16) / 116
    x, y, z = (
        white * (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29))
        for white, f in ((0.95047, fy + a / 500), (1.0, fy), (1.08883, fy - b / 200))
    )
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    red, green, blue = (_companded(min(max(value, 0.0), 1.0)) for value in linear)
    return red, green, blue


def _companded(value: float) -> float:
    return float(12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)
