"""The words of the code: each public class name has one meaning, and none is private to us."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "annotator"
#: Pictures that only this program once used for its rooms; the field has its own words.
PRIVATE = {"house", "desk", "press", "pen", "door", "gate", "shelf", "book", "wish"}
#: Which of them a name may hold all the same, because the toolkit or a reader says so.
QT = re.compile(
    r"Q[A-Z]|[a-z]+Press|Press[A-Z]|[Pp]en[A-Z_]|set_?[Pp]en|_pen$|^pen$|^press$|^book$"
)
#: A word of the glossary's right column that is the term of another field.
ELSEWHERE = {"GlyphCluster"}  # text shaping


def words(name: str) -> set[str]:
    found = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", name)
    singular = {each.lower() for each in found}
    return singular | {each.removesuffix("s") for each in singular}


def glossary() -> tuple[set[str], list[set[str]]]:
    """Return the words to avoid, and the words of each term."""
    avoided, terms = set(), []
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()[6:]:
        _, term, _, instead, _ = (each.strip() for each in line.split("|"))
        terms.append(words(term.title().replace("-", "")))
        avoided |= {each.strip() for each in instead.split(",") if " " not in each.strip()}
    return avoided - {""}, terms


def classes() -> dict[str, list[str]]:
    found = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(PACKAGE)))
    return found


def test_a_public_class_name_means_one_thing():
    assert not {name: places for name, places in classes().items() if len(places) > 1}


def test_no_class_has_a_word_that_the_glossary_avoids():
    avoided, terms = glossary()
    assert {"mark", "tagset", "submission", "source"} <= avoided
    wrong = {}
    for name, places in classes().items():
        of_terms = set().union(*(term for term in terms if term <= words(name)), set())
        bad = (words(name) & avoided) - of_terms
        if bad and name not in ELSEWHERE:
            wrong[name] = (bad, places)
    assert not wrong


@pytest.mark.parametrize("kind", ["modules", "classes", "functions"])
def test_nothing_is_named_with_a_word_of_our_own(kind):
    names = set()
    for path in PACKAGE.rglob("*.py"):
        if "versions" in path.parts:  # the names of old versions stay
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if kind == "modules":
            names.add(path.stem)
        elif kind == "classes":
            names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
        else:
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    names |= {node.name, *(each.arg for each in node.args.args)}
    wrong = {name for name in names if words(name) & PRIVATE and not QT.search(name)}
    assert not wrong
