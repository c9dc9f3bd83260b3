"""The one style sheet of the program, set once: its colours are roles of the palette.

Widgets say what they are and the sheet draws them: `QPushButton` with the property `kind`
("primary" for the one filled button of a screen, "quiet" for one without an edge, "round" for a
single sign), `QLabel` with the property `role` ("muted", "chip", "danger", "warning" and the
sizes of `labels.SIZES`), `QFrame` with the role "sheet" for paper.
"""

from __future__ import annotations

from string import Template

from annotator import paths
from annotator.gui.look.palette import SHEET_ROLES
from annotator.gui.look.theme import RADIUS, TARGET


def style_sheet() -> str:
    """Return the style sheet that draws the widgets of the program in whatever palette."""
    values = {colour: f"palette({role})" for colour, role in SHEET_ROLES.items()}
    icons = (paths.resources_dir() / "icons").as_posix()
    return _SHEET.substitute(values, icons=icons, radius=f"{RADIUS}px", target=f"{TARGET}px")


_SHEET = Template("""
QToolTip {
    background: $surface; color: $text; border: 1px solid $edge; padding: 4px 6px;
}
QLabel[role="wordmark"] { color: $accent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="chip"] {
    background: $pressed; color: $text; border: 1px solid $border; border-radius: 10px;
    padding: 1px 9px;
}

QFrame[role="sheet"] {
    background: $surface; border: 1px solid $border; border-radius: $radius;
}
QFrame[role="sheet"][current="true"] { border: 2px solid $accent; }
QTabBar#insight-tabs::tab { padding: 7px 10px; }

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
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0px; }

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
    background: $accent; border-color: $accent;
}
QListView::indicator:checked { border: 3px solid $edge; }
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
#key-panel QTabBar::tab { padding: 7px 9px; }
#key-panel QTableView { border: none; background: transparent; }
#key-differences::item:selected { background: $pressed; color: $text; }
QTabBar#teacher-tabs { background: transparent; }
QTabBar#teacher-tabs::tab {
    background: transparent; color: $muted; padding: 7px 14px; margin: 0 1px;
    border: 2px solid transparent; border-bottom: 3px solid transparent; font-weight: bold;
}
QTabBar#teacher-tabs::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar#teacher-tabs::tab:hover { background: $hover; }
QTabBar#teacher-tabs::tab:focus { border-color: $focus; border-radius: 6px; }
QWidget#teacher-bar { border-bottom: 1px solid $border; }
#hover-card, #selection-popup {
    background: $surface; border: 1px solid $edge; border-radius: 8px;
}
#reading-help QComboBox { min-height: 28px; }
#links-list { background: transparent; border: none; color: $text; }
#links-list::item { padding: 6px 8px; border-bottom: 1px solid $border; }
#links-list::item:selected { background: $pressed; color: $text; }
#links-list:focus { border: 2px solid $focus; border-radius: 6px; }
QPushButton[kind="swatch"] { min-height: 0px; padding: 0px; border: none; }
QPushButton[aligned="left"] { text-align: left; padding: 1px 4px; }
""")
