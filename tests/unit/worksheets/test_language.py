"""Paper speaks the language of its lesson, whatever the window speaks."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from annotator.translation import Language, speaking
from annotator.worksheets.sheets import LessonSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.fakes.pseudo import BEGIN, TAG, bare, pseudo_language
from tests.unit.worksheets import kinds, sample, test_comparison

#: What a document says that is data, or no word: names, titles, quotations, numbers, key words.
WORDS_OF_THE_PROGRAM = re.compile(
    r"\b(?:Page|Attempt|Handed in|Points|Category|Found|Missed|Traps|Rubric|Class|Date|Mark|"
    r"Meaning|Outlet|Total|required|optional|partly|missed|found|trap|no level|"
    r"not graded yet|Teacher|attempt|lesson)\b"
)


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return pseudo_language(tmp_path_factory.mktemp("words"))


def text_of(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)


@pytest.mark.parametrize("kind", ["blank", "key", "graded", "copy", "report", "comparison"])
def test_a_document_speaks_the_language_of_its_lesson(kind: str, language: Language) -> None:
    lesson = replace(sample.LESSON, language=TAG)
    options, cache = PageOptions(), LayoutCache()
    makers = {
        "blank": lambda: kinds.blank_worksheet(LessonSheet(lesson), options, cache),
        "key": lambda: kinds.answer_key(LessonSheet(lesson, sample.answer_key()), options, cache),
        "graded": lambda: kinds.graded_worksheet(sample.sheet(lesson=lesson), options, cache),
        "copy": lambda: kinds.student_copy(replace(kinds._copy(), lesson=lesson), options, cache),
        "report": lambda: kinds.class_report(
            replace(kinds.report_sheet(), lesson=lesson), options, cache
        ),
        "comparison": lambda: test_comparison.comparison_document(
            replace(test_comparison.sheet(), lesson=lesson), options, cache
        ),
    }
    english = text_of(makers[kind]())
    assert BEGIN not in english  # nobody has a catalogue of the language
    with speaking(Language("en", language.folder)):
        text = text_of(makers[kind]())
    left = bare(" ".join(text.split()))
    assert BEGIN in text
    assert WORDS_OF_THE_PROGRAM.findall(left) == [], left
