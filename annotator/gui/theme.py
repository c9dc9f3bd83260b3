"""Colours, spacing and type: the look of the program, light, dark and high contrast.

Widgets say what they are and the style sheet draws them: `QPushButton` with the property
`kind` ("primary" for the one filled button of a screen, "quiet" for one without an edge,
"round" for a single sign), `QLabel` with the property `role` ("wordmark", "title", "heading",
"muted", "small", "chip", "danger", "warning"), `QFrame` with the role "sheet" for paper.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from annotator import paths

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


#: Set on an application that has its style.
_STYLED = "annotator-styled"


def system_theme(app: QApplication) -> Theme:
    """Return the theme that the machine's own settings ask for."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program this look: style, palette, font and style sheet."""
    if not app.property(_STYLED):
        # Once: under a style sheet the style has no name, and setting it again costs most of all.
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.setPalette(palette_of(theme))
    app.setFont(interface_font(theme))
    app.setStyleSheet(style_sheet(theme))


def interface_font(theme: Theme) -> QFont:
    """Return the font of menus, buttons and labels, loaded from the program's own files."""
    load_fonts()
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(theme.interface_size)
    return font


def load_fonts(*styles: str) -> None:
    """Make styles of the shipped font known to Qt; without names those of the interface."""
    for style in styles or ("Regular", "Bold"):
        _load_font(style)


@cache
def _load_font(style: str) -> int:
    """Load one file of the font once; asking Qt whether it is there costs more."""
    folder = _font_folder()
    if folder is None:
        return -1
    return QFontDatabase.addApplicationFont(str(folder / f"AtkinsonHyperlegible-{style}.ttf"))


def _font_folder() -> Path | None:
    spec = importlib.util.find_spec("annotator.typefaces")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent


def palette_of(theme: Theme) -> QPalette:
    """Return the theme as a palette, for what the style sheet does not reach."""
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.background,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.focus,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Light: theme.surface,
        role.Midlight: theme.border,
        role.Mid: theme.border,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faded = theme.text if theme.is_high_contrast else blend(theme.surface, theme.text, 0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(faded))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the style sheet that draws the widgets of the program in this theme."""
    size = theme.interface_size
    values = {
        "surface": theme.surface,
        "background": theme.background,
        "text": theme.text,
        "muted": theme.muted,
        "accent": theme.accent,
        "accent_text": theme.accent_text,
        "accent_hover": blend(theme.accent, theme.text, 0.16),
        "border": theme.border,
        "edge": theme.edge,
        "focus": theme.focus,
        "danger": theme.danger,
        "warning": theme.warning,
        "hover": theme.hover,
        "pressed": theme.pressed,
        "faded": blend(theme.surface, theme.text, 0.55),
        "icons": (paths.resources_dir() / "icons").as_posix(),
        "tick": "light" if theme.accent_text == "#FFFFFF" else "dark",
        "radius": f"{RADIUS}px",
        "target": f"{max(TARGET, round(size * 2.2))}px",
        "wordmark": f"{size * 1.5:g}pt",
        "title": f"{size * 1.6:g}pt",
        "heading": f"{size * 1.2:g}pt",
        "small": f"{size * 0.92:g}pt",
    }
    return _SHEET.substitute(values)


_SHEET = Template("""
QToolTip {
    background: $surface; color: $text; border: 1px solid $edge; padding: 4px 6px;
}
QLabel[role="wordmark"] { font-size: $wordmark; font-weight: bold; color: $accent; }
QLabel[role="title"] { font-size: $title; font-weight: bold; }
QLabel[role="heading"] { font-size: $heading; font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: $small; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="chip"] {
    background: $pressed; color: $text; border: 1px solid $border; border-radius: 10px;
    padding: 1px 9px; font-size: $small;
}

QFrame[role="sheet"] {
    background: $surface; border: 1px solid $border; border-radius: $radius;
}

QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
    min-height: $target; padding: 1px 13px;
}
QToolButton { padding: 1px 7px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $pressed; }
QPushButton:checked { background: $pressed; border-color: $accent; }
QPushButton:focus, QToolButton:focus {
    border: 2px solid $focus; padding: 0px 12px;
}
QToolButton:focus { padding: 0px 6px; }
QPushButton:disabled, QToolButton:disabled { color: $faded; border-color: $border; }
QPushButton[kind="primary"] {
    background: $accent; color: $accent_text; border-color: $accent; font-weight: bold;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 0px 12px; }
QPushButton[kind="primary"]:disabled {
    background: $border; border-color: $border; color: $faded;
}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    background: transparent; border-color: transparent;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton[kind="jump"] {
    background: transparent; border-color: transparent; text-align: left; padding: 1px 7px;
}
QPushButton[kind="jump"]:hover { background: $hover; }
QPushButton[kind="jump"]:focus { border: 2px solid $focus; padding: 0px 6px; }
QPushButton[kind="round"] { padding: 1px 0px; font-weight: bold; }
QPushButton[kind="round"]:focus { padding: 0px; }
QToolButton[kind="quiet"]:checked, QPushButton[kind="quiet"]:checked { background: $pressed; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit[kind="field"], QTextEdit[kind="field"] {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
    padding: 4px 8px; selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit { min-height: 24px; }
QLineEdit:focus, QPlainTextEdit[kind="field"]:focus, QTextEdit[kind="field"]:focus {
    border: 2px solid $focus; padding: 3px 7px;
}
QLineEdit[trouble="true"] { border: 2px solid $danger; padding: 3px 7px; }

QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
    min-height: 26px; padding: 1px 8px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QComboBox:hover { background: $hover; }
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus,
QDateTimeEdit:focus { border: 2px solid $focus; padding: 0 7px; }
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: $faded; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 22px; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $edge;
    selection-background-color: $accent; selection-color: $accent_text;
}

QListView, QTreeView {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 6px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QListView:focus, QTreeView:focus { border: 2px solid $focus; }
QPlainTextEdit:disabled, QTextEdit:disabled, QLineEdit:disabled { color: $faded; }

QCheckBox, QRadioButton {
    color: $text; spacing: 8px; padding: 1px 4px; min-height: 22px;
    border: 2px solid transparent; border-radius: 6px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $faded; }
QCheckBox::indicator, QListView::indicator {
    width: 16px; height: 16px; background: $surface; border: 1px solid $edge; border-radius: 4px;
}
QCheckBox::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/tick-$tick.svg");
}
QCheckBox::indicator:indeterminate { background: $pressed; border: 4px solid $accent; }
QCheckBox::indicator:disabled { background: $border; border-color: $border; }
QRadioButton::indicator {
    width: 16px; height: 16px; background: $surface; border: 1px solid $edge; border-radius: 9px;
}
QRadioButton::indicator:checked {
    width: 8px; height: 8px; border: 5px solid $accent; background: $accent_text;
}
QRadioButton::indicator:disabled { border-color: $border; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateEdit::up-button, QTimeEdit::up-button,
QDateTimeEdit::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button,
QDateEdit::down-button, QTimeEdit::down-button, QDateTimeEdit::down-button {
    background: transparent; border: none; width: 22px; height: 13px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow, QTimeEdit::up-arrow,
QDateTimeEdit::up-arrow { image: url("$icons/step-up.svg"); width: 12px; height: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow, QTimeEdit::down-arrow,
QDateTimeEdit::down-arrow { image: url("$icons/step-down.svg"); width: 12px; height: 12px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow {
    image: url("$icons/step-down.svg"); width: 14px; height: 14px;
}
QGroupBox {
    border: 1px solid $border; border-radius: $radius; margin-top: 10px; padding-top: 10px;
}
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: $muted; }

QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 7px 14px; min-height: 20px;
    border: 2px solid transparent; border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { color: $text; font-weight: bold; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: 6px; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }

QSlider { background: transparent; border: 2px solid transparent; border-radius: 6px; }
QSlider:focus { border: 2px solid $focus; }
QSlider::groove:horizontal { height: 4px; background: $edge; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    width: 16px; margin: -7px 0; border-radius: 9px;
    background: $surface; border: 2px solid $accent;
}

QMenuBar { background: $background; color: $text; border-bottom: 1px solid $border;
  padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $pressed; }
QMenu { background: $surface; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $accent_text; }
QMenu::item:disabled { color: $faded; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QTableView { background: $surface; border: 1px solid $border; border-radius: 6px; }
QTableView:focus { border: 2px solid $focus; }
QTableView::item { padding: 4px 8px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 6px 8px; font-weight: bold;
}

QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent; }

#side-panel QTabBar::tab {
    padding: 7px 8px 6px 8px; margin: 0 1px;
    border: none; border-bottom: 2px solid transparent;
}
#side-panel QTabBar::tab:first { margin-left: 6px; }
#side-panel QTabBar::tab:selected {
    color: $text; border-bottom: 2px solid $accent;
}
#side-panel QTabBar::tab:hover { background: $hover; }
#side-panel QTabBar::tab:focus { border: 2px solid $focus; }
#side-panel QScrollArea, #side-panel QScrollArea > QWidget > QWidget { background: transparent; }
#side-panel QScrollArea#scheme, #side-panel QScrollArea#questions {
    border: 2px solid transparent;
}
#side-panel QScrollArea#scheme:focus, #side-panel QScrollArea#questions:focus {
    border: 2px solid $focus; border-radius: 6px;
}
#side-panel QTableView {
    background: transparent; border: none; selection-background-color: transparent;
}
#reading-help QComboBox { min-height: 28px; }
#links-list { background: transparent; border: none; color: $text; }
#links-list::item { padding: 6px 8px; border-bottom: 1px solid $border; }
#links-list::item:selected { background: $pressed; color: $text; }
#links-list:focus { border: 2px solid $focus; border-radius: 6px; }
QPushButton[aligned="left"] { text-align: left; padding: 1px 4px; }
""")
