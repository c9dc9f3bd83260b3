"""A theme as Qt's palette: the one way in which colours reach widgets and the style sheet."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from annotator.gui.look.theme import Theme, blend

#: What the style sheet calls each colour of a theme, and the role of the palette that it is.
#: A sheet knows a fixed set of roles, so some carry a colour for which Qt has no name.
SHEET_ROLES = {
    "surface": "base",
    "background": "window",
    "text": "window-text",
    "muted": "placeholder-text",
    "accent": "highlight",
    "accent_text": "highlighted-text",
    "accent_hover": "link-visited",
    "border": "mid",
    "edge": "dark",
    "focus": "accent",
    "danger": "bright-text",
    "warning": "shadow",
    "hover": "midlight",
    "pressed": "light",
    "faded": "button",
}


@lru_cache(maxsize=16)
def palette_of(theme: Theme) -> QPalette:
    """Return the theme as a palette."""
    role = QPalette.ColorRole
    faded = blend(theme.surface, theme.text, 0.55)
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.background,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: faded,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.focus,
        role.Link: theme.accent,
        role.LinkVisited: blend(theme.accent, theme.text, 0.16),
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Light: theme.pressed,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.edge,
        role.Shadow: theme.warning,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        disabled = theme.text if theme.is_high_contrast else faded
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(disabled))
    return palette
