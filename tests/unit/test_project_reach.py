"""What only tests reach is no part of the app: it is used there, or it goes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "annotator"
ROOMS = ("domain", "services", "scoring", "session")
#: What may stand there unused, and why.
ALLOWED: dict[str, str] = {}

Names = set[tuple[str, str]]


def test_no_public_definition_of_the_rule_rooms_is_for_tests_only() -> None:
    modules = {
        ".".join(("annotator", *path.relative_to(APP).with_suffix("").parts)): path
        for path in APP.rglob("*.py")
    }
    trees = {name: ast.parse(path.read_text("utf-8")) for name, path in modules.items()}
    assert unreached(trees) == sorted(ALLOWED)


@pytest.mark.parametrize(
    "user, left",
    [
        ("from annotator.domain.a import used\nused()", ["annotator.domain.a.Kept.method"]),
        ("from annotator.domain import a\na.used()\nx.method", []),
        ("", ["annotator.domain.a.Kept.method", "annotator.domain.a.used"]),
        ("used()\nmethod = 1", ["annotator.domain.a.Kept.method", "annotator.domain.a.used"]),
    ],
)
def test_what_is_reached_is_told_from_what_is_not(user: str, left: list[str]) -> None:
    rule = "def used(): return Kept()\nclass Kept:\n def method(self): return self.method()"
    if "used" not in user or "import" not in user:
        left = [*left[:1], "annotator.domain.a.Kept", *left[1:]]
    trees = {"annotator.domain.a": ast.parse(rule), "annotator.cli.b": ast.parse(user)}
    assert unreached(trees) == sorted(left)


def unreached(trees: Mapping[str, ast.Module]) -> list[str]:
    """Return the definitions that the app never comes to, also through each other."""
    parts = [
        (
            {(module, name) for name in names_of(statement)},
            *used_by(module, statement, imports),
        )
        for module, tree in trees.items()
        for imports in [imports_of(tree)]
        for statement in tree.body
    ]
    public = {
        (module, name)
        for names, _, _ in parts
        for module, name in names
        if module.split(".")[1] in ROOMS and not name.startswith("_")
    }
    gone: Names = set()
    while True:
        alive = [part for part in parts if not part[0] & gone]
        used = set[tuple[str, str]]().union(*(part[1] for part in alive))
        if public - used <= gone:
            break
        gone |= public - used
    attributes = set[str]().union(*(part[2] for part in alive))
    methods = [
        f"{module}.{each.name}.{method.name}"
        for module, tree in trees.items()
        if module.split(".")[1] in ROOMS
        for each in ast.walk(tree)
        if isinstance(each, ast.ClassDef)
        for method in each.body
        if isinstance(method, ast.FunctionDef)
        and not method.name.startswith("_")
        and method.name not in attributes
    ]
    return sorted([*(f"{module}.{name}" for module, name in gone), *methods])


def names_of(statement: ast.stmt) -> list[str]:
    """Return what a statement at the top of a module defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return [target.id for target in targets if isinstance(target, ast.Name)]
    return []


def imports_of(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Return by local name what a module imports from where."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    return {
        each.asname or each.name: (node.module or "", each.name)
        for node in found
        for each in node.names
    }


def used_by(
    module: str, statement: ast.stmt, imports: Mapping[str, tuple[str, str]]
) -> tuple[Names, set[str]]:
    """Return what a statement names, and the attributes it asks for by a dot or as a text.

    What something asks of itself is no use of it.
    """
    own = set(names_of(statement))
    names: Names = set()
    attributes: set[str] = set()
    waiting: list[tuple[ast.AST, str]] = [(statement, "")]
    while waiting:
        node, inside = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            inside = node.name
        if isinstance(node, ast.Name) and node.id not in own:
            names |= {(module, node.id), imports.get(node.id, (module, node.id))}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            attributes.add(node.value)
        elif isinstance(node, ast.Attribute):
            holder = node.value.id if isinstance(node.value, ast.Name) else ""
            package, name = imports.get(holder, ("", ""))
            names.add((f"{package}.{name}", node.attr))
            if (holder, node.attr) != ("self", inside):
                attributes.add(node.attr)
        waiting += [(child, inside) for child in ast.iter_child_nodes(node)]
    return names, attributes
