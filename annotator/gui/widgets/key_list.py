"""Every key of a lesson and what it does: the list behind F1, in sections."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.translation import N_


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
_NUMBERS = ("1", "2", "3", "4", "5")

IN_AN_ARTICLE = KeySection(
    N_("In an article: annotate"),
    (
        KeyHelp(
            "1 2 3 4 5", N_("Annotate the selection with the category of that number"), _NUMBERS
        ),
        KeyHelp(
            N_("1 2, nothing selected"),
            N_("Give the chosen words this category; the note stays"),
            (),
        ),
        KeyHelp(N_("3 4 5, nothing selected"), N_("Label the sentence at the caret"), ()),
        KeyHelp(
            N_("Ctrl+1 to Ctrl+5"),
            N_("Pen: each drag or click marks with this category; again or Esc ends"),
            _each("Ctrl+", *_NUMBERS),
        ),
        KeyHelp(
            N_("Enter"),
            N_("Write the reason; with a selection: go into the pop-up of categories"),
            ("Return", "Enter"),
        ),
        KeyHelp(N_("Del"), N_("Remove the annotation"), ("Del", "Backspace")),
        KeyHelp("Ctrl+Y", N_("Redo, like Ctrl+Shift+Z"), ("Ctrl+Y",)),
        KeyHelp(N_("N, P"), N_("Next and previous annotation"), ("N", "P")),
        KeyHelp("L", N_("Link: the same thing in another article"), ("L",)),
        KeyHelp(
            N_("Esc"),
            N_("Close the pop-up, put the pen down, drop the selection or the choice"),
            ("Esc",),
        ),
        KeyHelp(
            N_("Alt with 1 to 5, N, P, L, Enter, Del"),
            N_("The same, also where single keys are turned off"),
            _each("Alt+", *_NUMBERS, "N", "P", "L", "Return", "Enter", "Del", "Backspace"),
        ),
        KeyHelp(
            N_("Shift+Alt+Left, Right"),
            N_("Move the end of the chosen words by a word"),
            _each("Alt+Shift+", "Left", "Right"),
        ),
        KeyHelp(
            N_("Shift+Alt+Up, Down"),
            N_("Move the start of the chosen words by a word"),
            _each("Alt+Shift+", "Up", "Down"),
        ),
    ),
)
MOVING = KeySection(
    N_("In an article: move and select"),
    (
        KeyHelp(N_("Arrows"), N_("Move by letter and line"), _ARROWS),
        KeyHelp(N_("Ctrl+Left, Ctrl+Right"), N_("Move by word"), _each("Ctrl+", "Left", "Right")),
        KeyHelp(N_("Alt+arrows"), N_("Move by sentence"), _each("Alt+", *_ARROWS)),
        KeyHelp(N_("Ctrl+Up, Ctrl+Down"), N_("Move by paragraph"), _each("Ctrl+", "Up", "Down")),
        KeyHelp(N_("Home, End"), N_("Start and end of the line"), _EDGES),
        KeyHelp(
            N_("Ctrl+Home, Ctrl+End"), N_("Start and end of the article"), _each("Ctrl+", *_EDGES)
        ),
        KeyHelp(N_("Page Up, Page Down"), N_("Move by page"), _PAGES),
        KeyHelp(
            N_("Shift with any of these"),
            N_("Select"),
            (
                *_each("Shift+", *_ARROWS, *_EDGES, *_PAGES),
                *_each("Ctrl+Shift+", *_ARROWS, *_EDGES),
            ),
        ),
        KeyHelp(N_("Ctrl+A, Ctrl+C"), N_("Select the whole article, copy"), ("Ctrl+A", "Ctrl+C")),
    ),
)
SIDE_BY_SIDE = KeySection(
    N_("Side by side"),
    (
        KeyHelp(N_("F6, Shift+F6"), N_("Next and previous article"), ("F6", "Shift+F6")),
        KeyHelp("F11", N_("This article alone, and the others again"), ("F11",)),
        KeyHelp(
            N_("Ctrl+Shift+Page Up, Page Down"),
            N_("Move this article to the left and to the right"),
            _each("Ctrl+Shift+", *_PAGES),
        ),
        KeyHelp("Ctrl+F", N_("Find in one or all articles"), ("Ctrl+F",)),
        KeyHelp(N_("F3, Shift+F3"), N_("Next and previous find"), ("F3", "Shift+F3")),
    ),
)
WRITING = KeySection(
    N_("While you write or choose"),
    (
        KeyHelp(
            N_("Ctrl+Enter or Esc, in a note"), N_("Done: store it and go back to the text"), ()
        ),
        KeyHelp(N_("Enter, Shift+Enter, while finding"), N_("Next and previous find"), ()),
        KeyHelp(N_("Enter, in the list of annotations"), N_("Write the reason"), ()),
        KeyHelp(N_("Tab, Shift+Tab"), N_("Next and previous control"), ()),
        KeyHelp(N_("Esc, in a dialog or in reading help"), N_("Close it"), ()),
    ),
)
LESSON_KEYS = (IN_AN_ARTICLE, MOVING, SIDE_BY_SIDE, WRITING)
