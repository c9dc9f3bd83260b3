"""Worksheets against other ways to make a PDF, and by two processes instead of one.

WeasyPrint and typst are run where they are installed (`pip install weasyprint typst`); nothing
else needs them.
"""

from __future__ import annotations

import io
import math
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from pypdf import PdfReader

from annotator import typefaces
from annotator.domain.annotations import Annotation
from annotator.domain.hand_ins import HandIn
from annotator.domain.lessons import Article, Lesson
from annotator.services.grading import ClassGrades
from annotator.worksheets.renderer import DocumentRenderer
from annotator.worksheets.sheets import CopySheet, PageOptions
from annotator.worksheets.student_copy import student_copy
from annotator.worksheets.typesetting import LayoutCache
from tests.bench.measuring import Row, compared, cpu_seconds, wall_seconds

FONTS = Path(typefaces.__file__).parent
#: Students in the comparison of one process with two, and with other programs.
CLASS, FEW = 30, 3
#: Two processes are to be this many times faster than one.
SPEED_UP = 1.6
_NO_BAR = math.inf


def run(grades: ClassGrades) -> list[Row]:
    """Measure two processes, then every other program that is installed."""
    return [_two_processes(grades), *_peers(grades)]


# -- two processes -----------------------------------------------------------------------------


def _two_processes(grades: ClassGrades) -> Row:
    many = ClassGrades(grades.lesson, grades.key, (grades.graded * CLASS)[:CLASS])

    def printed(processes: int) -> float:
        batch = DocumentRenderer(PageOptions(), processes).graded(many)
        return wall_seconds(lambda: [len(document) for _, document in batch.each()])

    two, one = compared(lambda: printed(2), lambda: printed(1), runs=3)
    note = f"one process; {one / two:.2f} times as fast, with starting the second"
    bar = 1 / SPEED_UP
    if _others_at_work() > (os.cpu_count() or 1) - 1.5:
        bar, note = _NO_BAR, note + "; other programs keep this machine too busy to judge"
    return Row(f"{CLASS} worksheets by two", two, one, "s", two / one, bar, note)


def _others_at_work() -> float:
    """Return how many programs beside this one want a processor, over the last minute."""
    return os.getloadavg()[0] - 1 if hasattr(os, "getloadavg") else 0.0


# -- other programs ----------------------------------------------------------------------------


def _peers(grades: ClassGrades) -> Iterator[Row]:
    lesson = grades.lesson
    hand_ins = [entry.hand_in for entry in grades.graded[:FEW]]
    cache = LayoutCache()

    def ours() -> list[bytes]:
        return [
            student_copy(CopySheet(lesson, h, h.student_name, "code"), PageOptions(), cache)
            for h in hand_ins
        ]

    mine = ours()
    for name, setter in _setters():
        theirs = [setter(lesson, hand_in) for hand_in in hand_ins]

        def other(setter: Callable[[Lesson, HandIn], bytes] = setter) -> float:
            return cpu_seconds(lambda: [setter(lesson, hand_in) for hand_in in hand_ins])

        a, b = compared(lambda: cpu_seconds(ours), other, runs=5)
        note = f"tagged here: {_is_tagged(mine[0])}, there: {_is_tagged(theirs[0])}; "
        note += f"{_kilobytes(mine):.0f} and {_kilobytes(theirs):.0f} KiB each"
        each = 1e3 / len(hand_ins)
        bar = 1.0 if name == "WeasyPrint" else _NO_BAR
        yield Row(f"five articles, {name}", a * each, b * each, "ms", a / b, bar, note)


def _setters() -> Iterator[tuple[str, Callable[[Lesson, HandIn], bytes]]]:
    """Yield the programs that are here, each with what sets one student's articles."""
    if find_spec("weasyprint"):
        yield "WeasyPrint", _by_weasyprint
    if find_spec("typst"):
        yield "typst", _by_typst
    if find_spec("PySide6"):
        yield "Qt", _qt_setter()


def _kilobytes(files: list[bytes]) -> float:
    return sum(map(len, files)) / len(files) / 1024


def _is_tagged(file: bytes) -> str:
    return "yes" if "/StructTreeRoot" in PdfReader(io.BytesIO(file)).trailer["/Root"] else "no"


_LINES = {"loaded-language": "wavy", "unsupported-claim": "dashed", "opinion": "double"}
_TINTS = {"loaded-language": "#f6deA6", "unsupported-claim": "#c4e4f7"}


def _pieces(article: Article, hand_in: HandIn) -> Iterator[tuple[str, list[Annotation]]]:
    """Yield stretches of the body with the annotations that lie on them."""
    mine = [a for a in hand_in.annotations if a.article_id == article.id]
    edges = {0, len(article.body)}
    edges.update(edge for a in mine for edge in (a.span.start, a.span.end))
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        on = [a for a in mine if a.span.start <= start and a.span.end >= end]
        yield article.body[start:end], on


def _html(lesson: Lesson, hand_in: HandIn) -> str:
    parts = []
    for article in lesson.articles:
        parts.append(f"<h2>{escape(article.headline)}</h2><p>")
        for text, on in _pieces(article, hand_in):
            shown = escape(text).replace("\n", "</p><p>")
            for annotation in on:
                line = _LINES.get(annotation.category_id, "dotted")
                tint = _TINTS.get(annotation.category_id, "transparent")
                style = f"text-decoration:underline {line};background-color:{tint}"
                shown = f'<span style="{style}">{shown}</span>'
            parts.append(shown)
        parts.append("</p>")
    notes = "".join(
        f"<p>{escape(a.quote)}: {escape(a.reason)}</p>" for a in hand_in.annotations if a.reason
    )
    return f"<html lang=en><title>t</title><body>{''.join(parts)}{notes}</body></html>"


def _by_weasyprint(lesson: Lesson, hand_in: HandIn) -> bytes:
    from weasyprint import CSS, HTML

    faces = "".join(
        f'@font-face{{font-family:A;src:url("{(FONTS / name).as_uri()}");{how}}}'
        for name, how in (
            ("AtkinsonHyperlegible-Regular.ttf", ""),
            ("AtkinsonHyperlegible-Bold.ttf", "font-weight:bold"),
        )
    )
    style = CSS(string=f"{faces} body{{font:11pt/1.55 A}} @page{{size:A4;margin:20mm}}")
    document = HTML(string=_html(lesson, hand_in))
    return bytes(document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1"))


def _by_typst(lesson: Lesson, hand_in: HandIn) -> bytes:
    import typst

    return bytes(typst.compile(_typst_source(lesson, hand_in).encode(), font_paths=[str(FONTS)]))


def _typst_source(lesson: Lesson, hand_in: HandIn) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    parts = [
        '#set page(paper: "a4", margin: 20mm)',
        '#set document(title: "t")',
        '#set text(font: "Atkinson Hyperlegible", size: 11pt, lang: "en")',
    ]
    for article in lesson.articles:
        parts.append(f"#heading(level: 2, {quoted(article.headline)})")
        for text, on in _pieces(article, hand_in):
            for number, row in enumerate(text.split("\n")):
                shown = quoted(row)
                for annotation in on:
                    tint = _TINTS.get(annotation.category_id)
                    if tint:
                        shown = f'highlight(fill: rgb("{tint}"), {shown})'
                    shown = f'underline(stroke: (dash: "dashed"), {shown})'
                parts.append(("#parbreak()" if number else "") + f"#{{{shown}}}")
        parts.append("#parbreak()")
    parts += [f"#par({quoted(a.quote + ': ' + a.reason)})" for a in hand_in.annotations if a.reason]
    return "".join(f"{part}\n" if part.startswith("#set") else part for part in parts)


def _qt_setter() -> Callable[[Lesson, HandIn], bytes]:
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    QFontDatabase.addApplicationFont(str(FONTS / "AtkinsonHyperlegible-Regular.ttf"))
    QFontDatabase.addApplicationFont(str(FONTS / "AtkinsonHyperlegible-Bold.ttf"))
    return partial(_by_qt, app)


def _by_qt(_app: object, lesson: Lesson, hand_in: HandIn) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QFont, QPdfWriter, QTextDocument

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    document = QTextDocument()
    document.setDefaultFont(QFont("Atkinson Hyperlegible", 11))
    document.setHtml(_html(lesson, hand_in))
    document.print_(writer)
    del writer
    buffer.close()
    return bytes(buffer.data().data())


if __name__ == "__main__":
    from tests.bench.classes import played_class
    from tests.bench.measuring import table

    started = time.perf_counter()
    with played_class(12) as (_, played):
        print(table(run(played)))
    print(f"{time.perf_counter() - started:.0f} s")
