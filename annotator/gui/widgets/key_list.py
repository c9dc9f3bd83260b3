"""Every key of a lesson and what it does: the list behind F1, in sections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One line of the list; `keys` are all that it speaks of, as Qt writes them."""

    shown: str
    meaning: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeySection:
    """Some lines that belong together."""

    title: str
    lines: tuple[KeyHelp, ...]


def _each(prefix: str, *names: str) -> tuple[str, ...]:
    return tuple(prefix + name for name in names)


_ARROWS = ("Left", "Right", "Up", "Down")
_EDGES = ("Home", "End")
_PAGES = ("PgUp", "PgDown")
_NUMBERS = ("1", "2", "3", "4")

IN_AN_ARTICLE = KeySection(
    "In an article: annotate",
    (
        KeyHelp("1 2 3 4", "Annotate the selection with the category of that number", _NUMBERS),
        KeyHelp("1 2, nothing selected", "Give the chosen words this category; the note stays", ()),
        KeyHelp("3 4, nothing selected", "Label the sentence at the caret", ()),
        KeyHelp(
            "Ctrl+1 to Ctrl+4",
            "Pen: each drag or click marks with this category; again or Esc ends",
            _each("Ctrl+", *_NUMBERS),
        ),
        KeyHelp(
            "Enter",
            "Write the reason; with a selection: go into the pop-up of categories",
            ("Return", "Enter"),
        ),
        KeyHelp("Del", "Remove the annotation", ("Del", "Backspace")),
        KeyHelp("Ctrl+Y", "Redo, like Ctrl+Shift+Z", ("Ctrl+Y",)),
        KeyHelp("N, P", "Next and previous annotation", ("N", "P")),
        KeyHelp("L", "Link: the same thing in another article", ("L",)),
        KeyHelp(
            "Esc", "Close the pop-up, put the pen down, drop the selection or the choice", ("Esc",)
        ),
        KeyHelp(
            "Alt with 1 to 4, N, P, L, Enter, Del",
            "The same, also where single keys are turned off",
            _each("Alt+", *_NUMBERS, "N", "P", "L", "Return", "Enter", "Del", "Backspace"),
        ),
        KeyHelp(
            "Shift+Alt+Left, Right",
            "Move the end of the chosen words by a word",
            _each("Alt+Shift+", "Left", "Right"),
        ),
        KeyHelp(
            "Shift+Alt+Up, Down",
            "Move the start of the chosen words by a word",
            _each("Alt+Shift+", "Up", "Down"),
        ),
    ),
)
MOVING = KeySection(
    "In an article: move and select",
    (
        KeyHelp("Arrows", "Move by letter and line", _ARROWS),
        KeyHelp("Ctrl+Left, Ctrl+Right", "Move by word", _each("Ctrl+", "Left", "Right")),
        KeyHelp("Alt+arrows", "Move by sentence", _each("Alt+", *_ARROWS)),
        KeyHelp("Ctrl+Up, Ctrl+Down", "Move by paragraph", _each("Ctrl+", "Up", "Down")),
        KeyHelp("Home, End", "Start and end of the line", _EDGES),
        KeyHelp("Ctrl+Home, Ctrl+End", "Start and end of the article", _each("Ctrl+", *_EDGES)),
        KeyHelp("Page Up, Page Down", "Move by page", _PAGES),
        KeyHelp(
            "Shift with any of these",
            "Select",
            (
                *_each("Shift+", *_ARROWS, *_EDGES, *_PAGES),
                *_each("Ctrl+Shift+", *_ARROWS, *_EDGES),
            ),
        ),
        KeyHelp("Ctrl+A, Ctrl+C", "Select the whole article, copy", ("Ctrl+A", "Ctrl+C")),
    ),
)
SIDE_BY_SIDE = KeySection(
    "Side by side",
    (
        KeyHelp("F6, Shift+F6", "Next and previous article", ("F6", "Shift+F6")),
        KeyHelp("F11", "This article alone, and the others again", ("F11",)),
        KeyHelp(
            "Ctrl+Shift+Page Up, Page Down",
            "Move this article to the left and to the right",
            _each("Ctrl+Shift+", *_PAGES),
        ),
        KeyHelp("Ctrl+F", "Find in one or all articles", ("Ctrl+F",)),
        KeyHelp("F3, Shift+F3", "Next and previous find", ("F3", "Shift+F3")),
    ),
)
WRITING = KeySection(
    "While you write or choose",
    (
        KeyHelp("Ctrl+Enter or Esc, in a note", "Done: store it and go back to the text", ()),
        KeyHelp("Enter, Shift+Enter, while finding", "Next and previous find", ()),
        KeyHelp("Enter, in the list of annotations", "Write the reason", ()),
        KeyHelp("Tab, Shift+Tab", "Next and previous control", ()),
        KeyHelp("Esc, in a dialog or in reading help", "Close it", ()),
    ),
)
LESSON_KEYS = (IN_AN_ARTICLE, MOVING, SIDE_BY_SIDE, WRITING)
