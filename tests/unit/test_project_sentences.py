"""No sentence that a person reads goes past the catalogues, and none is looked up too early."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.fakes.pseudo import messages_tool

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "annotator"
LOOK_UPS = {"_", "ngettext"}
MARKS = {*LOOK_UPS, "N_", "stored"}
#: Function -> which of its arguments a person reads, by place; a keyword of these names too.
SHOWN = {
    **dict.fromkeys(
        ("setText", "setToolTip", "setWindowTitle", "setAccessibleName", "setAccessibleDescription",
         "setPlaceholderText", "setStatusTip", "setWhatsThis", "setTitle", "setSpecialValueText",
         "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "addMenu",
         "ElidedLabel", "label", "print_line", "print_trouble", "choose_folder"),
        (0,),
    ),
    **dict.fromkeys(("addAction", "addTab", "addItem", "choose_file", "button"), (0, 1)),
    **dict.fromkeys(("setTabText", "setTabToolTip", "set_tip", "told", "insertTab"), (1,)),
    "tell": (0, 1),
    "ask": (0, 1, 2, 3),
}  # fmt: skip
#: Not sentences: signs, names of the program, what must read the same in every language.
WAIVED = {
    "Annotator": "the name of the program",
    "annotator ": "the name of the command",
    "#E69F00": "the code of a colour, as an example",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def troubles() -> frozenset[str]:
    return messages_tool().troubles_in(PACKAGE)


def name_of(func: ast.expr) -> str:
    return getattr(func, "attr", getattr(func, "id", ""))


@cache
def calls(tree: ast.AST) -> tuple[tuple[str, ast.Call], ...]:
    return tuple(
        (name_of(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call)
    )


def is_bare(node: ast.expr) -> bool:
    """Return whether a text is written here in letters, and not looked up."""
    if isinstance(node, ast.Constant):
        text = node.value
        if not isinstance(text, str) or text in WAIVED:
            return False
        return sum(each.isalpha() for each in text) > 1
    if isinstance(node, ast.JoinedStr):
        return any(is_bare(part) for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.IfExp):
        return is_bare(node.body) or is_bare(node.orelse)
    if isinstance(node, ast.BinOp):
        return is_bare(node.left) or is_bare(node.right)
    return False


def shown_bare(tree: ast.AST) -> Iterator[int]:
    for name, call in calls(tree):
        places = SHOWN.get(name, ())
        if any(is_bare(each) for n, each in enumerate(call.args) if n in places):
            yield call.lineno


def test_nothing_written_in_english_is_shown_as_it_stands():
    found = [f"{name}:{line}" for name, tree in sources() for line in shown_bare(tree)]
    assert found == [], "look it up: _(…)"


def raised_bare(tree: ast.AST) -> Iterator[int]:
    for name, call in calls(tree):
        first = call.args[0] if name in troubles() and call.args else None
        if isinstance(first, ast.JoinedStr) and is_bare(first):
            yield call.lineno


def test_no_error_is_told_in_a_sentence_that_nothing_can_find():
    found = [f"{name}:{line}" for name, tree in sources() for line in raised_bare(tree)]
    assert found == [], 'an error looks its sentence up: NotAllowed("No {thing}.", thing=…)'


def looked_up_at_import(node: ast.AST) -> Iterator[int]:
    """Yield where a sentence is looked up as the module is loaded."""
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        early: list[ast.AST] = [*node.decorator_list, *node.args.defaults]
        early += [each for each in node.args.kw_defaults if each is not None]
        for each in early:
            yield from looked_up_at_import(each)
        return
    if isinstance(node, ast.Call) and name_of(node.func) in LOOK_UPS:
        yield node.lineno
    for child in ast.iter_child_nodes(node):
        yield from looked_up_at_import(child)


def test_nothing_is_looked_up_when_a_module_is_loaded():
    found = [f"{name}:{line}" for name, tree in sources() for line in looked_up_at_import(tree)]
    assert found == [], "mark it with N_(…) and look it up where it is shown"


def unfindable(tree: ast.AST) -> Iterator[int]:
    for name, call in calls(tree):
        if name in MARKS and isinstance(call.func, ast.Name):
            sentences = call.args[: 2 if name in ("ngettext", "stored") else 1]
            if any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in sentences):
                yield call.lineno


def test_only_whole_sentences_are_looked_up():
    found = [f"{name}:{line}" for name, tree in sources() for line in unfindable(tree)]
    assert found == [], "no f-string and no + in it: nothing could find it in a catalogue"


def wrong_holes(tree: ast.AST) -> Iterator[int]:
    """Yield where the holes of a sentence and the values that fill them are not the same."""
    for name, call in calls(tree):
        first = call.args[0] if call.args else None
        if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
            continue
        if name not in {"_", "ngettext", "stored"} | troubles():
            continue
        given = {each.arg for each in call.keywords}
        if None in given or (name not in LOOK_UPS | {"stored"} and not given):
            continue
        texts = [first.value]
        if name in ("ngettext", "stored") and len(call.args) > 1:
            texts += [each.value for each in call.args[1:2] if isinstance(each, ast.Constant)]
        holes = {hole for text in texts for hole in holes_of(text)}
        if name == "ngettext":
            given.add("number")
            holes.add("number")
        if given != holes and (given or name != "_"):
            yield call.lineno


def holes_of(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_every_hole_is_filled_and_nothing_else_is_given():
    found = [f"{name}:{line}" for name, tree in sources() for line in wrong_holes(tree)]
    assert found == []


@pytest.mark.parametrize(
    "source, rule",
    [
        ('self.name.setText("Your name")', shown_bare),
        ('self.name.setText(f"{n} names")', shown_bare),
        ('self.name.setText("one" if n else name)', shown_bare),
        ('raise UnknownThing(f"No {thing} here.")', raised_bare),
        ('TITLE = _("Undo")', looked_up_at_import),
        ('def f(title=_("Undo")): ...', looked_up_at_import),
        ('class A:\n    title = ngettext("a", "b", 1)', looked_up_at_import),
        ('def f():\n    return _(f"{n} names")', unfindable),
        ('def f():\n    return _("No " + name)', unfindable),
        ('def f():\n    return _("No {name}", nam=1)', wrong_holes),
        ('def f():\n    raise UnknownThing("No {name}", nam=1)', wrong_holes),
        ('def f():\n    return ngettext("{number} a {x}", "{number} b", n)', wrong_holes),
    ],
)
def test_each_rule_sees_what_breaks_it(source, rule):
    assert list(rule(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        'def f():\n    self.name.setText(_("Your name of {n}", n=1))',
        'def f():\n    self.name.setText(f"{n} · {m}")',
        'def f():\n    raise UnknownThing("No {name}", name=1)',
        'def f():\n    return ngettext("{number} a", "{number} b", n)',
        'def f():\n    return lambda: _("Undo")',
        'TITLE = N_("Undo")',
    ],
)
def test_what_is_right_passes(source):
    rules = (shown_bare, raised_bare, looked_up_at_import, unfindable, wrong_holes)
    assert [line for rule in rules for line in rule(ast.parse(source))] == []
