"""Wear a theme: palette, font and the one style sheet of the program, changed in place.

A theme reaches widgets in Qt's own way. Who paints itself asks `current_theme()` when it paints
and needs no telling: Qt paints anew what gets another palette or font.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QWidget

from annotator.gui.look.fonts import interface_font
from annotator.gui.look.palette import palette_of
from annotator.gui.look.sheet import style_sheet
from annotator.gui.look.theme import DARK, HIGH_CONTRAST, LIGHT, Theme

#: How large the labels of these roles are, measured by the usual label.
SIZES = {"wordmark": 1.5, "title": 1.6, "heading": 1.2, "small": 0.92, "chip": 0.92}
_BOLD = ("wordmark", "title", "heading")
#: Names the look as a property of the application, which owns it.
_LOOK = "annotator-look"


def system_theme(app: QApplication) -> Theme:
    """Return the theme that the machine's own settings ask for."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def current_theme() -> Theme:
    """Return the theme that the program wears."""
    look = _look_of(QApplication.instance())
    return look.theme if look is not None else LIGHT


def theme_of(widget: QWidget) -> Theme:
    """Return the theme that a widget wears: its paper's, where it lies on one, or the program's."""
    above: QWidget | None = widget
    while above is not None:
        paper = getattr(above, "paper", None)
        if isinstance(paper, Theme):
            return paper
        above = above.parentWidget()
    return current_theme()


def wear(app: QApplication, theme: Theme) -> None:
    """Give the whole program this look; what is hidden takes it when it is next shown."""
    look = _look_of(app)
    if look is None:
        look = Look(app)
        app.setProperty(_LOOK, look)
    look.wear(theme)


def polish(widget: QWidget) -> None:
    """Let the style sheet read the palette of a widget and its parts anew."""
    look = _look_of(QApplication.instance())
    if look is not None:
        look.polish(widget)


def undress(app: QApplication) -> None:
    """Take the look off again; palette, font and style are left to whoever asks."""
    look = _look_of(app)
    if look is not None:
        app.setProperty(_LOOK, None)
        app.setStyleSheet("")
        look.deleteLater()


def _look_of(app: QCoreApplication | None) -> Look | None:
    look = app.property(_LOOK) if app is not None else None
    return look if isinstance(look, Look) else None


def set_role(label: QLabel, role: str) -> None:
    """Give a label one of the roles that the style sheet draws, and the size of it."""
    label.setProperty("role", role)
    _size(label)


class Look(QObject):
    """What an application wears."""

    def __init__(self, app: QApplication) -> None:
        """Dress the application for the first time."""
        super().__init__(app)
        self._app = app
        self.theme = LIGHT
        # Fonts and palettes reach children under a style sheet as they do without one.
        app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        app.setStyle("Fusion")
        app.setPalette(palette_of(LIGHT))
        app.setFont(interface_font(LIGHT))
        app.setStyleSheet(style_sheet())

    def wear(self, theme: Theme) -> None:
        """Change palette and font, and what the style sheet made of them."""
        before, self.theme = self.theme, theme
        kinds = []
        if palette_of(theme) != palette_of(before):
            self._app.setPalette(palette_of(theme))
            kinds.append(QEvent.Type.ApplicationPaletteChange)
        if theme.interface_size != before.interface_size:
            self._app.setFont(interface_font(theme))
            kinds.append(QEvent.Type.ApplicationFontChange)
        for kind in kinds * 2:  # Qt would tell the windows only after all that is typed by now
            QCoreApplication.sendPostedEvents(None, kind.value)
        if QEvent.Type.ApplicationFontChange in kinds:
            for widget in self._app.allWidgets():
                if isinstance(widget, QLabel) and widget.property("role") in SIZES:
                    _size(widget)
        if theme.text_size != before.text_size and QEvent.Type.ApplicationFontChange not in kinds:
            # The smallest articles are no reason for smaller menus; who shows them is told.
            for widget in self._app.allWidgets():
                QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))
        for window in [each for each in self._app.topLevelWidgets() if each.parent() is None]:
            if QEvent.Type.ApplicationPaletteChange in kinds:
                self.polish(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give what was hidden during a change its look before it is seen."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            self.polish(watched)
        return super().eventFilter(watched, event)

    def polish(self, top: QWidget) -> None:
        """Let the style sheet read the palette anew for what can be seen."""
        style: QStyle = self._app.style()
        waiting = [top]
        while waiting:
            widget = waiting.pop()
            if not widget.isVisible():
                widget.installEventFilter(self)
                continue
            style.unpolish(widget)
            style.polish(widget)
            waiting += (each for each in widget.children() if isinstance(each, QWidget))


def _size(label: QLabel) -> None:
    font = QFont()
    role = label.property("role")
    if role in SIZES:
        font.setPointSizeF(current_theme().interface_size * SIZES[role])
    if role in _BOLD:
        font.setBold(True)
    label.setFont(font)
