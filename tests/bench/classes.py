"""A played class, scored and printed."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from annotator import typefaces
from annotator.domain.grading import Decisions
from annotator.domain.identifiers import HandInId
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.services.collecting import CollectStatus, collect_hand_ins
from annotator.services.demo_class import play_class
from annotator.services.grading import ClassGrades, GradedHandIn, grade_class
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.bench.measuring import Row, compared, cpu_seconds

LESSON = "caracas-2019-04-30"


@contextmanager
def played_class(students: int) -> Iterator[tuple[Application, ClassGrades]]:
    """Play a class in a folder that goes away again."""
    with tempfile.TemporaryDirectory() as folder:
        application = open_application(Path(folder) / "data")
        lesson, key = application.lessons.with_key(LESSON)
        assert key is not None
        drop = Path(folder) / "drop"
        drop.mkdir()
        play_class(application.ports, lesson, key, drop, students=students, seed=7)
        collect_hand_ins(application.ports, lesson, drop)
        yield application, grade_class(application.ports, lesson.id)
        application.close()


def run_scoring(grades: ClassGrades) -> list[Row]:
    """Measure the score of one student, and that a class twice as large takes twice as long."""
    hand_ins = [entry.hand_in for entry in grades.graded]

    def score(times: int) -> float:
        def work() -> None:
            prepared = prepare_key(grades.lesson, grades.key)
            for _ in range(times):
                for hand_in in hand_ins:
                    score_hand_in(prepared, hand_in.annotations, Decisions())

        return cpu_seconds(work)

    double, single = compared(lambda: score(2), lambda: score(1))
    each = single / len(hand_ins)
    return [
        Row(
            "one student scored, five articles",
            each * 1e3,
            100.0,
            "ms",
            each * 10,
            1.0,
            "the bar of 0.1 s",
        ),
        Row(
            "a class twice as large scored",
            double * 1e3,
            single * 1e3,
            "ms",
            double / single,
            2.3,
            f"{len(hand_ins)} students",
        ),
    ]


def run_collecting(grades: ClassGrades, most: int = 150) -> list[Row]:
    """Measure that twice as many hand-ins are collected and scored in twice the time."""

    def collected(count: int) -> float:
        with tempfile.TemporaryDirectory() as place:
            application = open_application(Path(place) / "data")
            try:
                lesson, _ = application.lessons.with_key(LESSON)
                drop = Path(place) / "drop"
                drop.mkdir()
                _write_hand_ins(application, grades, count, drop)

                def work() -> None:
                    report = collect_hand_ins(application.ports, lesson, drop)
                    assert report.count(CollectStatus.NEW) == count
                    assert len(grade_class(application.ports, lesson.id).graded) == count

                return cpu_seconds(work)
            finally:
                application.close()

    double, single = compared(lambda: collected(most), lambda: collected(most // 2), runs=1)
    note = f"{most} hand-ins, {len(grades.lesson.articles)} articles each, against {most // 2}"
    return [Row("collected and scored in one go", double, single, "s", double / single, 2.3, note)]


def _write_hand_ins(application: Application, grades: ClassGrades, count: int, drop: Path) -> None:
    """Write so many different hand-ins, made from those of a played class."""
    for number in range(count):
        made = grades.graded[number % len(grades.graded)].hand_in
        other = replace(made, id=HandInId(f"copy-{number}"), student_name=f"Student {number:03}")
        application.ports.hand_in_files.write(other, grades.lesson, drop)


def run_worksheets(grades: ClassGrades) -> list[Row]:
    """Measure the class's worksheets against the same words set as plain paragraphs."""
    sheets = [_sheet(grades, entry) for entry in grades.graded]
    first = [graded_worksheet(sheet, PageOptions()) for sheet in sheets]
    texts = [_text_of(pdf) for pdf in first]

    def ours() -> float:
        def work() -> None:
            cache = LayoutCache()
            for sheet in sheets:
                graded_worksheet(sheet, PageOptions(), cache)

        return cpu_seconds(work)

    def plain() -> float:
        return cpu_seconds(lambda: [_plain_pdf(lines) for lines in texts])

    mine, theirs = compared(ours, plain, runs=5)
    pages = sum(len(PdfReader(io.BytesIO(pdf)).pages) for pdf in first)
    kilobytes = sum(map(len, first)) / 1024 / len(first)
    note = f"same words as plain Paragraphs; {pages} pages, {kilobytes:.0f} KiB each"
    return [Row(f"{len(sheets)} worksheets", mine, theirs, "s", mine / theirs, 1.4, note)]


def _sheet(grades: ClassGrades, entry: GradedHandIn) -> GradedSheet:
    name = entry.hand_in.student_name
    return GradedSheet(grades.lesson, grades.key, entry.hand_in, entry.score, name, name)


def _text_of(pdf: bytes) -> list[str]:
    """Return the lines of a PDF joined to paragraphs of about the length of real ones."""
    lines = [
        line
        for page in PdfReader(io.BytesIO(pdf)).pages
        for line in page.extract_text().splitlines()
    ]
    return [" ".join(lines[n : n + 5]) for n in range(0, len(lines), 5)]


def _plain_pdf(paragraphs: list[str]) -> bytes:
    """Set paragraphs the usual ReportLab way, with an embedded font."""
    files = Path(typefaces.__file__).parent
    pdfmetrics.registerFont(TTFont("Plain", str(files / "AtkinsonHyperlegible-Regular.ttf")))
    style = ParagraphStyle("plain", fontName="Plain", fontSize=11, leading=16, spaceAfter=5)
    target = io.BytesIO()
    document = SimpleDocTemplate(target, pagesize=A4, invariant=1)
    document.build([Paragraph(escape(text), style) for text in paragraphs])
    return target.getvalue()
