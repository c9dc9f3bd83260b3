"""What screens must not know: ports, stores and units of work, whatever they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

GUI = Path(__file__).parents[2] / "annotator" / "gui"
#: What a widget names when it reaches past its use case.
NAMES = {"ports", "Ports", "UnitOfWork", "Store"}
CALLS = {"reading", "writing"}
#: Folders whose screens are not converted yet.
PENDING = {"building", "grading", "widgets"}


def reached(path: Path) -> Iterator[str]:
    """Yield each place where a file names a port or opens a unit of work."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "arg", "")
        if name in NAMES:
            yield f"{path.relative_to(GUI)}:{getattr(node, 'lineno', 0)} {name}"
        called = node.func if isinstance(node, ast.Call) and not node.args else None
        if isinstance(called, ast.Attribute) and called.attr in CALLS:
            yield f"{path.relative_to(GUI)}:{called.lineno} {called.attr}()"


def test_no_widget_reaches_past_its_use_case() -> None:
    found = [each for path in sorted(GUI.rglob("*.py")) for each in reached(path)]
    wrong = [each for each in found if each.partition("/")[0] not in PENDING]
    assert wrong == [], "\n".join(wrong)


def test_the_folders_that_are_pending_become_fewer() -> None:
    found = {each.partition("/")[0] for path in GUI.rglob("*.py") for each in reached(path)}
    assert found == PENDING, "take what is converted out of PENDING"
