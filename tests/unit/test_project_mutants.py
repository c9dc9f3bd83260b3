"""The faults that `make mutants` puts in: each is a small one, and leaves a file that runs."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.changes import mutants_of, mutated


@pytest.mark.parametrize(
    "source, what, changed",
    [
        ("a = b < c", "Lt to LtE", "a = b <= c"),
        ("a = b and c", "to Or", "a = b or c"),
        ("a = not b", "without Not", "a = b"),
        ("a = b + c", "Add to Sub", "a = b - c"),
        ("a = 0.5", "0.5 to 0.3", "a = 0.3"),
        ("a = True", "True to False", "a = False"),
        ("a = max(b, key=c)", "max to min", "a = min(b, key=c)"),
        ("a = sorted(b, key=c)", "sorted to list", "a = list(b)"),
        ("if a:\n    b = c", "condition negated", "if not a:\n    b = c"),
        ("def f():\n    return a", "return None", "def f():\n    return None"),
        ("for a in b:\n    continue", "statement removed", "for a in b:\n    pass"),
        ("a.append(b)", "statement removed", "pass"),
        ("a = [b for b in c if d]", "filter removed", "a = [b for b in c]"),
    ],
)
def test_a_fault_changes_one_thing(source: str, what: str, changed: str) -> None:
    (number,) = (m.number for m in mutants_of("a.py", source) if m.what == what)
    assert mutated(source, number) == changed


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "a: Literal[1] = b",
        "raise NotAllowed(1 + 1)",
        "assert a < 1",
        "from a import b",
        "if TYPE_CHECKING:\n    import b",
        "a = f'{b + 1}'",
    ],
)
def test_words_and_types_are_left_alone(source: str) -> None:
    assert mutants_of("a.py", source) == []


def test_every_fault_of_a_file_can_be_put_in() -> None:
    source = "def f(a, b):\n    if a < b and not a:\n        return [c + 1 for c in b if c > 2]\n"
    found = mutants_of("a.py", source)
    changed = {mutated(source, mutant.number) for mutant in found}
    assert len(changed) == len(found)
    assert ast.unparse(ast.parse(source)) not in changed
