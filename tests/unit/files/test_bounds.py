"""What is too much is told before a parser sees it, in one pass that no text can slow down."""

from __future__ import annotations

import json
import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotator
from annotator.domain.errors import StorageTrouble
from annotator.files.bounds import (
    MOST_CELLS,
    Bounds,
    TooMuch,
    check_cells,
    check_json,
    check_lines,
    check_markup,
    check_members,
    check_toml,
)
from annotator.files.rubric_presets import read_presets

FEW = Bounds(values=10, names=5, depth=4)
#: Texts that make careless patterns look at everything again and again.
SLOW = (
    '"\\' * 400_000,
    '"""' * 300_000 + '"',
    "'''" + "''a" * 300_000,
    '"""\\' + '\\"""' * 200_000,
    "a" * 1_000_000,
    " " * 1_000_000,
    "a." * 500_000,
    "[" * 1_000_000,
    "#" * 1_000_000,
    "\n[" + " " * 900_000,
)


@pytest.mark.parametrize(
    "data, said",
    [
        (b"[" + b"[]," * 20 + b"[]]", "more than 10 values"),
        (b"{" + b",".join(b'"%d":1' % n for n in range(8)) + b"}", "more than 5 named entries"),
        (b"[[[[[1]]]]]", "nested too deep"),
        (b'["' + b"x" * 50 + b'",' + b'"a",' * 12 + b'"b"]', "more than 10 values"),
    ],
)
def test_json_with_too_much_in_it_is_told(data: bytes, said: str) -> None:
    with pytest.raises(TooMuch, match=said):
        check_json(data, FEW)


def test_what_stands_inside_of_strings_does_not_count() -> None:
    check_json(json.dumps(["[{,:}]" * 100, 'a "quoted" \\ word,' * 100]).encode(), FEW)
    check_toml('a = "[,=." # ,,,,,,,,,,,,,,,\nb = """\n[,=.\n' + "[,=.\\" * 99 + '\n"""\n', FEW)
    check_toml("a = '[,=.,,,,,,,,'\nb = '''\n[,=.,,,,,,,,\n'''\n", FEW)


VALUES = st.recursive(
    st.none() | st.integers() | st.text('"\\[]{},:a', max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)


@given(VALUES)
def test_real_json_counts_at_most_twice_what_it_holds(value: object) -> None:
    values, names, depth = counted(value)
    check_json(json.dumps(value).encode(), Bounds(2 * values, names, depth))


def counted(value: object) -> tuple[int, int, int]:
    """Return the values, the names, and the levels."""
    if not isinstance(value, list | dict):
        return 1, 0, 0
    inner = [counted(each) for each in (value.values() if isinstance(value, dict) else value)]
    names = len(value) if isinstance(value, dict) else 0
    return (
        1 + sum(each[0] for each in inner),
        names + sum(each[1] for each in inner),
        1 + max((each[2] for each in inner), default=0),
    )


@pytest.mark.parametrize(
    "text, said",
    [
        ("a." * 20 + "a = 1", "nested too deep"),
        ("[" + '"a" . ' * 20 + "a]", "nested too deep"),
        ("x = " + "[" * 20 + "]" * 20, "nested too deep"),
        ("x = [" + "1, " * 20 + "]", "more than 10 values"),
        ("\n".join(f"a{n} = 1" for n in range(8)), "more than 5 named entries"),
    ],
)
def test_toml_with_too_much_in_it_is_told(text: str, said: str) -> None:
    with pytest.raises(TooMuch, match=said):
        check_toml(text, FEW)


def test_real_toml_is_not_too_much() -> None:
    text = "a = 1.5\nb.c = [1.5, 2.5, 3.5]\n[d.e]\nt = 07:32:00.5\n"
    assert tomllib.loads(text)
    check_toml(text, FEW)


@pytest.mark.parametrize("text", SLOW, ids=range(len(SLOW)))
def test_no_text_slows_the_counting_down(text: str) -> None:
    most = Bounds(10_000_000, 10_000_000, 10_000_000)
    start = time.process_time()
    check_json(text.encode(), most)
    check_toml(text, most)
    assert time.process_time() - start < 3


def test_tables_pages_texts_and_archives_have_their_own_limits() -> None:
    for check, text in (
        (check_cells, ";" * (MOST_CELLS + 1)),
        (check_markup, "<p>" * 60_001),
        (check_lines, "a\r" * 20_001),
    ):
        with pytest.raises(TooMuch, match="more than"):
            check(text)
        check(text[:1_000])
    with pytest.raises(TooMuch, match="more than 200 entries"):
        check_members(b"PK\x01\x02" * 201, 200)


#: Where a parser of what comes from outside is called, each behind its count. What only reads
#: its own process, its own cache, the database or what ships with the program stands below.
COUNTED = {
    "files/json_text.py",
    "files/toml_text.py",
    "files/csv_tables.py",
    "files/guarded_zip.py",
    "files/hand_in_places.py",
    "files/importing/word_documents.py",
    "files/importing/word_package.py",
    "files/key_lock.py",
    "files/standards_csv.py",
    "services/comments.py",
    "settings.py",
}
OUR_OWN = {
    "cli/demo_folder.py",
    "files/deletion_notes.py",
    "files/gradebook.py",
    "files/importing/word_lists.py",
    "files/importing/worker.py",
    "gui/look/icons.py",
    "gui/widgets/language_worker.py",
    "nlp/lexicons.py",
    "nlp/worker.py",
    "services/printing.py",
    "storage/engine.py",
    "storage/erasing.py",
    "translation.py",
    "use_cases/import_process.py",
    "use_cases/known_lessons.py",
    "use_cases/language_process.py",
    "use_cases/shipped_lessons.py",
}
PARSER = re.compile(
    r"validate_json\(|json\.loads?\(|tomllib\.loads?\(|csv\.(?:Dict)?[rR]eader\(|ZipFile\("
)


def test_every_parser_is_one_that_counts_first() -> None:
    top = Path(annotator.__file__).parent
    found = {
        path.relative_to(top).as_posix()
        for path in top.rglob("*.py")
        if PARSER.search(path.read_text(encoding="utf-8"))
    }
    assert found == COUNTED | OUR_OWN


def test_presets_that_are_nested_deep_are_told(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    path.write_text("a = " + "[" * 50_000, encoding="utf-8")
    with pytest.raises(StorageTrouble, match="rubrics that ship"):
        read_presets(path)
