"""The words of the schemes that ship: they decide hard sentences, and a child can read them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from annotator.domain.scheme import CANNOT_TELL, Scheme
from annotator.files.lesson_record import scheme_of
from annotator.files.lesson_source import read_scheme
from annotator.files.lesson_source_problems import ProblemList
from annotator.files.ready_questions import read_ready_questions
from annotator.paths import resources_dir, schemes_dir
from annotator.scoring.readability import readability

PAGE = Path(__file__).parents[2] / "docs" / "hard-sentences.md"
#: US school year that every text for students stays within.
GRADE = 6.0
LABELS = {"opinion": "opinion", "checkable": "reporting", "cannot tell": CANNOT_TELL}


def shipped(name: str) -> Scheme:
    problems = ProblemList()
    record = read_scheme(schemes_dir(), name, problems)
    assert record is not None
    assert problems.found == []
    return scheme_of(record)


SCHEMES = {path.stem: shipped(path.stem) for path in sorted(schemes_dir().glob("*.toml"))}
SCHEME = SCHEMES["default"]


class Hard(NamedTuple):
    kind: str
    sentence: str
    label: str
    because: str
    why: str


def hard_sentences() -> Iterator[Hard]:
    kind = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        kind = line.removeprefix("## ") if line.startswith("## ") else kind
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in ("sentence", "---"):
            yield Hard(kind, *cells)


HARD = tuple(hard_sentences())


def texts(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for category in scheme.categories:
        for part in ("definition", "prompt", "example"):
            yield f"{category.id} {part}", getattr(category, part)
        for technique in category.techniques:
            yield f"{technique.id} definition", technique.definition
            yield f"{technique.id} example", technique.example
    for number, rule in enumerate(scheme.rules, 1):
        yield f"rule {number}", rule


@pytest.mark.parametrize("each", HARD, ids=[each.sentence[:40] for each in HARD])
def test_a_line_of_the_scheme_decides_each_hard_sentence(each: Hard) -> None:
    category = SCHEME.category(LABELS[each.label])
    decides = [*SCHEME.rules, category.definition, category.prompt, category.example]
    names = [technique.name for technique in category.techniques]
    assert each.because in names or any(each.because in text for text in decides)
    assert each.why
    assert not re.search(r"\breporting\b", each.why, re.IGNORECASE)


def test_the_hard_sentences_are_many_of_every_kind_and_label() -> None:
    assert len(HARD) == len({each.sentence for each in HARD}) >= 40
    assert min(Counter(each.kind for each in HARD).values()) >= 4
    labels = Counter(each.label for each in HARD)
    assert labels["opinion"] >= 15
    assert labels["checkable"] >= 15
    assert labels["cannot tell"] >= 4


def test_the_word_of_the_task_stays_and_the_test_is_asked_everywhere() -> None:
    assert SCHEME.rules[0].startswith("Opinion or reporting?")
    asked = [SCHEME.rules[0]]
    asked += [SCHEME.category(each).prompt for each in ("opinion", "reporting")]
    assert all("could it be proved or disproved?" in text.lower() for text in asked)


@pytest.mark.parametrize("name", SCHEMES)
def test_a_child_of_grade_six_can_read_every_text(name: str) -> None:
    graded = {where: readability(text).grade for where, text in texts(SCHEMES[name]) if text}
    assert {where: grade for where, grade in graded.items() if (grade or 0) > GRADE} == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_every_technique_is_told_and_shown(name: str) -> None:
    for category in SCHEMES[name].categories:
        assert all((category.definition, category.prompt, category.example))
        names = [technique.name for technique in category.techniques]
        assert len(names) == len(set(names))
        assert all(technique.definition and technique.example for technique in category.techniques)


def test_the_ready_questions_can_be_read_too() -> None:
    ready = read_ready_questions(resources_dir() / "questions" / "ready.toml")
    prompts = {each.question.id: each.question.prompt for each in ready}
    assert [*prompts][:3] == ["who-made-this", "why-was-it-made", "who-pays"]
    hard = {name: readability(text).grade for name, text in prompts.items()}
    assert {name: grade for name, grade in hard.items() if (grade or 0) > GRADE} == {}


def test_the_page_on_schemes_has_the_categories_as_they_are() -> None:
    page = (PAGE.parent / "schemes.md").read_text(encoding="utf-8")
    for scheme in SCHEMES.values():
        for category in scheme.categories:
            where = "sentence" if category.is_sentence else "words"
            row = f"| **{category.letter}** {category.name.lower()} | {where} | {category.prompt} |"
            assert row in page
            number = len(category.techniques)
            assert f"{row} {number} techniques" in page or not number
