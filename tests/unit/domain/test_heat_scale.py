"""The colours of heat: even to the eye, as CIE 1976 says, from few students to all."""

from __future__ import annotations

from math import atan2, degrees, hypot

import pytest

from annotator.domain.heat_scale import (
    HEAT_STEPS,
    ON_DARK,
    ON_PAPER,
    ON_PAPER_GREY,
    HeatScale,
    Rgb,
    heat_range,
    heat_step,
    rgb_of_lab,
)


def lab_of_rgb(rgb: Rgb) -> tuple[float, float, float]:
    """Return the CIE L*a*b* of an sRGB colour by IEC 61966-2-1 and CIE 15, the way back."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize(
    "rgb",
    [
        (0.8, 0.4, 0.2),
        (0.2, 0.6, 0.3),
        (0.3, 0.2, 0.7),
        (0.5, 0.5, 0.5),
        (0.03, 0.01, 0.02),
        (0.06, 0.05, 0.07),
    ],
)
def test_a_colour_is_the_one_that_cie_means(rgb: Rgb) -> None:
    assert rgb_of_lab(*lab_of_rgb(rgb)) == pytest.approx(rgb, abs=2e-4)


def test_what_no_screen_shows_is_cut() -> None:
    assert rgb_of_lab(100, 0, 0) == pytest.approx((1, 1, 1), abs=1e-3)
    assert rgb_of_lab(0, 0, 0) == (0, 0, 0)
    assert max(rgb_of_lab(95, 80, 60)) == pytest.approx(1)
    assert min(rgb_of_lab(40, 100, 60)) == 0


@pytest.mark.parametrize(
    "scale, first, last, chroma",
    [(ON_PAPER, 95, 63, 58), (ON_PAPER_GREY, 95, 63, 0), (ON_DARK, 20, 42, 46)],
)
def test_equal_steps_look_equally_far_apart(
    scale: HeatScale, first: float, last: float, chroma: float
) -> None:
    for number in range(HEAT_STEPS):
        colour = scale.colour(number + 1)
        lightness, a, b = lab_of_rgb(colour)
        near = 0.1 if max(colour) < 0.999 else 2.5  # the lightest is cut to what a screen shows
        assert lightness == pytest.approx(first + (last - first) * number / 4, abs=near)
        assert hypot(a, b) == pytest.approx(chroma * (0.25 + 0.75 * number / 4), abs=near)
        if chroma and near < 1:
            assert degrees(atan2(b, a)) == pytest.approx(65, abs=0.2)


@pytest.mark.parametrize(
    "count, of, step",
    [(1, 5, 1), (2, 5, 2), (4, 5, 4), (5, 5, 5), (2, 10, 1), (3, 10, 2), (1, 30, 1), (1, 1, 5)],
)
def test_a_step_is_a_fifth_of_the_students(count: int, of: int, step: int) -> None:
    assert heat_step(count, of) == step


def test_no_count_is_beyond_the_last_step() -> None:
    assert heat_step(7, 5) == HEAT_STEPS


def test_the_steps_cover_all_per_cents_once() -> None:
    assert [heat_range(step) for step in range(1, 6)] == [
        (1, 20),
        (21, 40),
        (41, 60),
        (61, 80),
        (81, 100),
    ]
