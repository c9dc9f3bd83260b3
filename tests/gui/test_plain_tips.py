"""No text from outside reaches a tip but through the one place that keeps it plain."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtGui import Qt

import annotator.gui
from annotator.gui.plain_text import plain

GUI = Path(annotator.gui.__file__).parent
#: What Qt may take for markup; the first argument is the text.
TIPS = frozenset({"setToolTip", "setWhatsThis"})
ALLOWED = GUI / "plain_text.py"


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def is_ours(text: ast.expr) -> bool:
    """Return whether a text is a sentence of our own, with nothing from outside in it."""
    if isinstance(text, ast.IfExp):
        return is_ours(text.body) and is_ours(text.orelse)
    if isinstance(text, ast.Call):
        looks_up = isinstance(text.func, ast.Name) and text.func.id == "_" and not text.keywords
        return looks_up and len(text.args) == 1 and is_ours(text.args[0])
    return isinstance(text, ast.Constant)


def test_tips_are_literals_or_go_through_set_tip() -> None:
    odd = []
    for path in sorted(GUI.rglob("*.py")):
        for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            literal = bool(call.args) and is_ours(call.args[0])
            if name in TIPS and not literal and path != ALLOWED:
                odd.append(f"{path.relative_to(GUI)}:{call.lineno}")
    assert not odd, "use set_tip of annotator/gui/plain_text.py: " + ", ".join(odd)


def test_labels_with_a_text_are_made_by_the_labels_module() -> None:
    """A QLabel guesses whether its text is markup unless it is told."""
    odd = []
    for path in sorted(GUI.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for call in calls(ast.parse(source)):
            is_label = isinstance(call.func, ast.Name) and call.func.id == "QLabel"
            if is_label and call.args and "PlainText" not in source:
                odd.append(f"{path.relative_to(GUI)}:{call.lineno}")
    assert not odd, odd


def test_a_plain_text_stays_as_it_is_and_markup_is_not_taken_for_it() -> None:

    for text in ("Ann & Bo", "1 < 2", "a\nb", "", "“Tower”", "5 > 3 & 2 < 4"):
        assert plain(text) == text
    for hostile in (
        '<img src="file:///etc/passwd">',
        "<b>bold</b>",
        "&lt;b&gt;",
        "\n <table>",
        "<!DOCTYPE html>",
        '<?xml version="1.0"?><p>',
        "Ann <img src='//server/share/x.png'> Lee\n<b>",
    ):
        assert Qt.mightBeRichText(hostile)
        made = plain(hostile)
        assert not Qt.mightBeRichText(made)
        assert made.replace("\u2060", "") == hostile
