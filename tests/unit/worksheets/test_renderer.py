"""The document renderer: who is printed, in one file or many."""

from __future__ import annotations

import io
from dataclasses import replace
from types import MappingProxyType

import pypdf
import pytest

from annotator.domain.grading import Comment, Decisions
from annotator.domain.identifiers import TEACHER, CommentId, HandInId
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.worksheets.renderer import DocumentRenderer
from annotator.worksheets.sheets import PageOptions
from tests.unit.worksheets import sample

KEY = sample.answer_key()
PREPARED = prepare_key(sample.LESSON, KEY)


def graded(name: str, every: int) -> GradedHandIn:
    work = sample.hand_in(sample.annotations()[::every], name=name)
    hashes = MappingProxyType(dict(work.article_hashes))
    work = replace(work, id=HandInId(name), article_hashes=hashes)
    score = score_hand_in(PREPARED, work.annotations, Decisions())
    return GradedHandIn(work, score, Decisions(), 1)


GRADES = ClassGrades(
    sample.LESSON, KEY, tuple(graded(f"Student {n:02}", 1 + n % 4) for n in range(10))
)


@pytest.mark.parametrize("hidden", [False, True])
def test_a_blank_worksheet_has_no_outlet_where_the_lesson_hides_them(hidden: bool) -> None:
    plain = tuple(
        replace(article, outlet=f"The Zebra {n}", byline="Q. Quill", headline="Soup")
        for n, article in enumerate(sample.LESSON.articles)
    )
    lesson = replace(sample.LESSON, articles=plain, hide_outlets=hidden)
    file = DocumentRenderer(PageOptions()).blank(lesson)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    for secret in ("Zebra", "Quill"):
        assert (secret in text) is not hidden
    assert ("Outlet A" in text) is hidden


def test_one_student_can_be_printed_alone() -> None:
    ((number, document),) = DocumentRenderer(PageOptions()).graded(GRADES, "student 03").each()
    assert number == 0
    assert "Student 03" in pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text()


def test_the_teachers_comments_stand_where_they_belong() -> None:
    one = GRADES.graded[0]
    annotation = next(a for a in one.hand_in.annotations if a.reason)
    question = sample.LESSON.questions[0]

    def comment(number: int, text: str, **where: str) -> Comment:
        made = CommentId(f"c{number}")
        return Comment(made, one.hand_in.id, TEACHER, sample.AT, text, **where)  # type: ignore[arg-type]

    decisions = Decisions(
        comments=(
            comment(1, "Overall a careful reader."),
            comment(2, "Words on the words.", annotation_id=annotation.id),
            comment(3, "Words on the answer.", question_id=question.id),
        )
    )
    grades = replace(GRADES, graded=(replace(one, decisions=decisions),))
    ((_, document),) = DocumentRenderer(PageOptions()).graded(grades).each()
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages]
    assert "Overall a careful reader." in pages[0]
    text = " ".join(" ".join(pages).split())
    assert "Teacher: Words on the words." in text
    assert "Teacher: Words on the answer." in text


def test_one_file_for_all_has_a_bookmark_for_each_student_and_counts_pages_anew() -> None:
    file = DocumentRenderer(PageOptions()).graded(GRADES).together(lambda: True)
    assert file is not None
    pdf = pypdf.PdfReader(io.BytesIO(file))
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert titles == [f"Student {n:02}" for n in range(10)]
    text = [page.extract_text() for page in pdf.pages]
    assert sum("Page 1 of " in page for page in text) == 10
    assert not any(f"of {len(pdf.pages)}" in page for page in text)


def test_one_file_for_all_passes_the_checker_of_tagged_pdf(tmp_path) -> None:
    pdfua = pytest.importorskip("pdfua")
    file = DocumentRenderer(PageOptions(anonymous=True)).graded(GRADES).together(lambda: True)
    path = tmp_path / "all.pdf"
    path.write_bytes(file or b"")
    assert pdfua.validate(path).findings in ([], ())
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    assert "Student" not in text.replace("Student Attempt", "")


def test_one_file_for_all_stops_when_it_is_told_to() -> None:
    assert DocumentRenderer(PageOptions()).graded(GRADES).together(lambda: False) is None


def test_the_list_for_the_gradebook_says_what_is_not_graded_yet() -> None:
    first, *others = GRADES.graded[:3]
    rubric = tuple(replace(entry, score=None) for entry in first.score.rubric)
    bare = replace(first, score=replace(first.score, rubric=rubric, rubric_points=0.0))
    done = (replace(one, is_done=True) for one in others)
    scored = (replace(g, score=replace(g.score, rubric=())) for g in done)
    file = DocumentRenderer(PageOptions()).report(replace(GRADES, graded=(bare, *scored)))
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    text = " ".join(" ".join(pages).split()).split("For the gradebook")[-1]
    assert "1 not graded yet: the points of these students are provisional." in text
    assert "Student 00 not graded yet" in text
    assert "Student 01 not graded yet" not in text
