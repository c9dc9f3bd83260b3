"""The faults that `make mutants` puts in: each is a small one, and leaves a file that runs."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from tests.mutants.changes import mutants_of, mutated
from tests.mutants.reach import Reach
from tests.mutants.trial import Outcome, outcome_of


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


def test_a_no_is_made_a_yes_and_not_another_no() -> None:
    found = mutants_of("a.py", "def f():\n    return False")
    assert [mutant.what for mutant in found] == ["False to True"]


LONG = "a = [\n    b\n    for b in c\n    if d > 3\n]\nif (e\n    and f):\n    g(1)\n"


def test_the_tests_of_a_fault_are_those_of_its_line_or_of_its_statement() -> None:
    lines = {1: ["one"], 6: ["", "two"], 8: [""]}
    reach = Reach({"a.py": lines}, {"one": 2.0, "two": 1.0})
    found = {mutant.what: reach.tests(mutant) for mutant in mutants_of("a.py", LONG)}
    assert found["3 to 4"] == ["one"]  # in a statement of several lines
    assert found["to Or"] == ["two"]
    assert found["1 to 2"] == ["two", "one"]  # at import: all of the file, the quickest first


def test_the_tests_of_the_nearest_file_are_run_first() -> None:
    near, far = ["tests/a.py::one", "tests/a.py::two"], ["tests/b.py::one", "tests/b.py::two"]
    seconds = dict.fromkeys([*near, *far, "tests/b.py::three"], 1.0)
    reach = Reach({"a.py": {1: [*far, *near]}}, seconds)
    assert reach.nearest(mutants_of("a.py", "a = 1")[0]) == near
    assert Reach({}, {}).nearest(mutants_of("a.py", "a = 1")[0]) == []


def test_a_test_that_fails_without_a_fault_sees_none() -> None:
    reach = Reach({"a.py": {1: ["tests/b.py::one"]}}, {"tests/b.py::one": 1.5}, ["tests/b.py::two"])
    mutant = mutants_of("a.py", "a = 1")[0]
    assert reach.files(mutant) == ["tests/b.py", "--deselect=tests/b.py::two"]
    assert reach.cost(reach.files(mutant)) == 1.5
    slow = replace(reach, seconds={"tests/b.py::one": 5.5})
    assert slow.files(mutant) == []


@pytest.mark.parametrize(
    "code, said, by",
    [
        (0, "1 passed", ""),
        (1, "FAILED tests/a.py::one[b c] - assert 1 == 2", "tests/a.py::one[b c]"),
        (1, "ERROR tests/a.py::one - ValueError", "tests/a.py::one"),
        (2, "ERROR tests/a.py - NameError: name", "import"),
        (4, "ImportError while loading conftest\nE   NameError: name", "import"),
        (-24, "", "time"),
    ],
)
def test_it_is_told_by_what_a_fault_was_seen(code: int, said: str, by: str) -> None:
    assert outcome_of(code, said) == Outcome(by)


@pytest.mark.parametrize(
    "code, said",
    [(4, "ERROR: not found: tests/a.py::one"), (5, "no tests ran"), (3, "INTERNALERROR")],
)
def test_a_run_that_stops_otherwise_counts_for_nothing(code: int, said: str) -> None:
    with pytest.raises(SystemExit, match="another reason"):
        outcome_of(code, said)


def test_every_fault_of_a_file_can_be_put_in() -> None:
    source = "def f(a, b):\n    if a < b and not a:\n        return [c + 1 for c in b if c > 2]\n"
    found = mutants_of("a.py", source)
    changed = {mutated(source, mutant.number) for mutant in found}
    assert len(changed) == len(found)
    assert ast.unparse(ast.parse(source)) not in changed
