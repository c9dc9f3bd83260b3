"""What screens must not know: ports, stores and units of work, whatever they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

GUI = Path(__file__).parents[2] / "annotator" / "gui"
#: What a widget names when it reaches past its use case.
NAMES = {"ports", "Ports", "UnitOfWork", "Store"}
CALLS = {"reading", "writing"}


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
    assert found == [], "\n".join(found)
