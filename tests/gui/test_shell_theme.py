"""Every theme can be read, and icons follow its text colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QLabel

from annotator.gui.look.icons import icon_pixmap, themed_icon
from annotator.gui.look.theme import (
    DARK,
    FONT_FAMILY,
    HIGH_CONTRAST,
    LARGEST_TEXT,
    LIGHT,
    SMALLEST_TEXT,
    THEMES,
    Theme,
    contrast,
    theme_named,
)
from annotator.gui.look.wearing import system_theme, wear

every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def text_pairs(theme: Theme) -> list[tuple[str, str]]:
    grounds = (theme.surface, theme.background, theme.hover, theme.pressed)
    pairs = [(theme.text, ground) for ground in grounds]
    inks = (theme.muted, theme.accent, theme.danger, theme.warning)
    pairs += [(ink, ground) for ink in inks for ground in (theme.surface, theme.background)]
    return [*pairs, (theme.muted, theme.hover), (theme.accent_text, theme.accent)]


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@every_theme
def test_all_text_of_a_theme_can_be_read(theme):
    weak = {pair: contrast(*pair) for pair in text_pairs(theme) if contrast(*pair) < 4.5}
    assert not weak


@every_theme
def test_edges_and_the_focus_ring_of_a_theme_can_be_seen(theme):
    edges = [
        (ink, on) for ink in (theme.edge, theme.focus) for on in (theme.surface, theme.background)
    ]
    weak = {pair: contrast(*pair) for pair in edges if contrast(*pair) < 3}
    assert not weak


@every_theme
def test_a_theme_reaches_the_palette_and_the_font_is_the_shipped_one(plain_app, qtbot, theme):
    wear(plain_app, theme)
    label = QLabel("The vehicle")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.text)
    assert QFontInfo(label.font()).family() == FONT_FAMILY


def test_a_theme_is_found_by_its_name():
    assert [theme_named(theme.name) for theme in THEMES] == [LIGHT, DARK, HIGH_CONTRAST]
    assert theme_named("sepia") is None


def test_the_machine_without_wishes_gets_a_theme(plain_app):
    assert system_theme(plain_app) in THEMES


def test_text_size_stays_within_what_is_readable_and_moves_the_interface_along():
    assert LIGHT.with_text_size(3).text_size == SMALLEST_TEXT
    assert LIGHT.with_text_size(99).text_size == LARGEST_TEXT
    assert LIGHT.with_text_size(24).interface_size > LIGHT.interface_size


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp):
    picture = icon_pixmap("undo-2", "#0F6E74", 20, 2.0).toImage()
    assert picture.width() == 40
    inked = {
        picture.pixelColor(x, y).name()
        for x in range(40)
        for y in range(40)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert inked == {"#0f6e74"}


def test_a_disabled_icon_is_fainter(qapp):
    icon = themed_icon("undo-2", "#000000")

    def darkest(mode: QIcon.Mode) -> int:
        picture = icon.pixmap(20, mode).toImage()
        return max(picture.pixelColor(x, y).alpha() for x in range(20) for y in range(20))

    assert darkest(QIcon.Mode.Disabled) < 0.6 * darkest(QIcon.Mode.Normal)


def test_an_icon_that_is_not_there_is_a_bug_that_shows_at_once(qapp):
    with pytest.raises(KeyError):
        themed_icon("no-such-icon", "#000000")
