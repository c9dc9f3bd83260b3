"""The reading room with 100,000 characters and 5,000 annotations, against a bare text widget.

The usual ways to draw highlights (`setExtraSelections` and `mergeCharFormat`) run in turns
with ours, on the same text in a widget of the same size. Times are those of the processor, so
that other programs do not count.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QStringListModel
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QListView, QTextEdit, QWidget

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.spans import Span
from annotator.gui.articles.article_document import ReadingStyle
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.look.theme import LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.reading.reading_room import ReadingRoom
from annotator.services.lessons import install_lesson
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from annotator.storage.database import open_store
from tests.bench.measuring import Row, compared, cpu_seconds
from tests.bench.storing import raw_database
from tests.fakes import sample_lesson
from tests.fakes.ports import MemoryFiles, make_ports

CHARACTERS, ANNOTATIONS = 100_000, 5_000
#: One frame of a screen, in milliseconds.
FRAME = 1000 / 60
TIMES = 15
STEPS = 150
WORDS = ("soup", "price", "canteen", "cruel", "greedy", "parents", "council", "lunch", "said")
SIZE = (700, 640)


def run() -> list[Row]:
    """Measure opening, adding, removing, undoing and scrolling."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    wear(app, LIGHT)
    article = long_article("long", CHARACTERS)
    rows = [_opening(article), *_usual_ways(article)]
    with room_with([article], ANNOTATIONS) as room:
        rows += _gestures(room, article, "")
        rows.append(_scrolling(room, ""))
    five = [long_article(f"a{n}", CHARACTERS // 5, seed=n) for n in range(5)]
    with room_with(five, ANNOTATIONS // 5) as room:
        rows += _gestures(room, five[0], ", five articles")
        rows.append(_scrolling(room, ", five articles"))
    return rows


def long_article(name: str, length: int, seed: int = 5) -> Article:
    """Return paragraphs of plain sentences."""
    rnd = random.Random(seed)
    made: list[str] = []
    while sum(map(len, made)) < length:
        counts = [rnd.randint(6, 18) for _ in range(rnd.randint(3, 6))]
        made.append(" ".join(" ".join(rnd.choices(WORDS, k=n)).capitalize() + "." for n in counts))
    return sample_lesson.article(name, "\n".join(made))


def _annotations(article: Article, number: int, session: ReadingSession) -> list[Annotation]:
    rnd = random.Random(1)
    places = sorted(rnd.sample(range(len(article.body) - 100), number))
    categories = session.lesson.scheme.categories
    made = []
    for n, at in enumerate(places):
        span = Span(at, at + rnd.randint(12, 90))
        made.append(
            Annotation(
                AnnotationId(f"{article.id}-{n}"),
                article.id,
                categories[n % 2].id,
                span,
                anchor_of(article.body, span),
                session.student.id,
                datetime(2026, 5, 4, tzinfo=UTC),
            )
        )
    return made


@contextmanager
def _session(articles: Sequence[Article], each: int) -> Iterator[ReadingSession]:
    lesson: Lesson = replace(
        sample_lesson.lesson(), articles=tuple(articles), reason_required=frozenset()
    )
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.db")
        ports = make_ports(store, MemoryFiles())
        install_lesson(ports, lesson)
        empty = ReadingSession(ports, lesson, sign_in(ports, "Bench"))
        with store.writing() as unit:
            for article in articles:
                for annotation in _annotations(article, each, empty):
                    unit.work.put(empty.workspace, annotation)
            unit.commit()
        yield ReadingSession(ports, lesson, empty.student)
        store.close()


@contextmanager
def room_with(articles: Sequence[Article], each: int) -> Iterator[ReadingRoom]:
    with _session(articles, each) as session:
        room = ReadingRoom(session)
        room.resize(1920, 1000)
        room.show()
        room.board.show_articles([article.id for article in articles])
        settle()
        yield room
        _end(room)


def settle() -> None:
    """Let Qt lay out and paint; a bench has no event loop of its own to wait in."""
    QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def _end(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# -- opening -----------------------------------------------------------------------------------


def _opening(article: Article) -> Row:
    style = ReadingStyle(14)
    with _session([article], ANNOTATIONS) as session:
        annotations = session.annotations(article.id)
        scheme = session.lesson.scheme
    made: list[QWidget] = []

    def ours() -> None:
        view = ArticleView(article, scheme, style)
        view.resize(*SIZE)
        view.set_annotations(annotations)
        view.show()
        view.grab()
        made.append(view)

    def bare() -> None:
        view = _bare(article)
        view.show()
        view.grab()
        made.append(view)

    def measured(work: Callable[[], None]) -> Callable[[], float]:
        def once() -> float:
            seconds = cpu_seconds(work)
            _end(made.pop())
            return seconds * 1e3

        return once

    mine, theirs = compared(measured(ours), measured(bare), 11)
    note = "bare QTextEdit: setPlainText and first paint"
    return Row(
        "open 100,000 characters, 5,000 annotations", mine, theirs, "ms", mine / theirs, 1.8, note
    )


def _bare(article: Article) -> QTextEdit:
    view = QTextEdit()
    view.setReadOnly(True)
    view.setFont(ReadingStyle(14).font)
    view.resize(*SIZE)
    view.setPlainText(article.body)
    return view


# -- gestures ----------------------------------------------------------------------------------


def _gestures(room: ReadingRoom, article: Article, where: str) -> list[Row]:
    """Select, add, undo and remove with the room's own gestures, until it is painted again.

    To select is a gesture of its own, with a row of its own: it scrolls, and the articles
    beside it scroll along. The others run in turns with the floor: drawing the span alone, one
    bare commit, and one row into a bare list as long as the room's, painted.
    """
    view = room.board.view(article.id)
    view.setFocus()
    category = room._session.lesson.scheme.categories[0]
    times: dict[str, list[float]] = {"select": [], "add": [], "undo": [], "remove": []}
    floor: list[float] = []

    def select(place: int) -> None:
        view.select(Span(place, place + 3))
        settle()

    def add() -> None:
        view.marking.request_highlight(category)
        settle()

    def undo() -> None:
        room.undo()
        settle()

    def remove() -> None:
        view.marking.request_removal()
        settle()

    with _floor(room, article) as floor_of:
        for n in range(TIMES + 2):
            place = article.sentences[3 + n].start
            times["select"].append(cpu_seconds(partial(select, place)))
            times["add"].append(cpu_seconds(add))
            floor.append(sum(map(cpu_seconds, floor_of(n))))
            times["undo"].append(cpu_seconds(undo))
            select(place)
            add()
            times["remove"].append(cpu_seconds(remove))
    theirs = statistics.median(floor[2:]) * 1e3
    rows = [_frame_row("select, painted" + where, times.pop("select")[2:])]
    for what, spent in times.items():
        mine = statistics.median(spent[2:]) * 1e3
        note = "drawing it alone, one bare commit, one row into a bare list"
        name = f"{what} one, painted{where}"
        rows.append(Row(name, mine, theirs, "ms", mine / theirs, 2.0, note))
    return rows


@contextmanager
def _floor(
    room: ReadingRoom, article: Article
) -> Iterator[Callable[[int], tuple[Callable[[], None], ...]]]:
    """Give what no program can leave out of a gesture, made ready for the n-th time."""
    session = room._session
    annotations = session.annotations(article.id)
    drawn = ArticleView(article, session.lesson.scheme, ReadingStyle(14))
    drawn.resize(room.board.view(article.id).size())
    rows = QStringListModel([str(n) for n in range(ANNOTATIONS)])
    bare = QListView()
    bare.setModel(rows)
    bare.resize(room.panel.annotations.list.size())
    for widget in (drawn, bare):
        widget.show()
    drawn.set_annotations(annotations)
    settle()
    with tempfile.TemporaryDirectory() as folder:
        raw = raw_database(Path(folder) / "raw.db")

        def commit(n: int) -> None:
            raw.execute("begin immediate")
            values = (str(n), "bench", article.id, n, n + 30, "x" * 120)
            raw.execute("insert into annotation values (?, ?, ?, ?, ?, ?)", values)
            raw.execute("commit")

        def draw() -> None:
            drawn.set_annotations(annotations)
            settle()

        def insert() -> None:
            rows.insertRow(3)
            rows.setData(rows.index(3), "new")
            settle()

        def ready(n: int) -> tuple[Callable[[], None], ...]:
            drawn.set_annotations([*annotations[:3], *annotations[4:]])
            settle()
            return draw, partial(commit, n), insert

        yield ready
        raw.close()
    _end(drawn)
    _end(bare)


def _frame_row(name: str, seconds: Sequence[float]) -> Row:
    mine = statistics.median(seconds) * 1e3
    return Row(name, mine, FRAME, "ms", mine / FRAME, 1.0, "one frame at 60 Hz")


def _scrolling(room: ReadingRoom, where: str) -> Row:
    view = room.board.views()[0]
    bar = view.verticalScrollBar()

    def scroll(to: int) -> None:
        bar.setValue(to)
        settle()

    spent = [cpu_seconds(partial(scroll, 60 * step)) for step in range(STEPS)]
    mine = statistics.quantiles(spent, n=20)[18] * 1e3
    name = f"scroll, 95th percentile{where}"
    return Row(name, mine, FRAME, "ms", mine / FRAME, 1.0, "one frame at 60 Hz")


# -- the usual ways ----------------------------------------------------------------------------


def _usual_ways(article: Article) -> list[Row]:
    """Compare with writing all highlights in each of the usual ways, until it is painted."""
    style = ReadingStyle(14)
    with _session([article], ANNOTATIONS) as session:
        annotations = session.annotations(article.id)
        scheme = session.lesson.scheme
    colour = QTextCharFormat()
    colour.setBackground(QColor("#FFE0A0"))
    ours = ArticleView(article, scheme, style)
    ours.resize(*SIZE)
    usual = _bare(article)
    for view in (ours, usual):
        view.show()
    settle()

    def cursor_of(span: Span) -> QTextCursor:
        cursor = QTextCursor(usual.document())
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def draw_ours() -> None:
        ours.set_annotations(())
        ours.set_annotations(annotations)
        ours.grab()

    def add_ours() -> None:
        # Everything but the first is there: it comes, and is drawn.
        ours.set_annotations(annotations[1:])
        ours.grab()
        start.append(time.process_time())
        ours.set_annotations(annotations)
        ours.grab()

    def selection_of(annotation: Annotation) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor_of(annotation.span), colour
        return selection

    def by_selections() -> None:
        usual.setExtraSelections([selection_of(each) for each in annotations])
        usual.grab()

    def add_by_selections() -> None:
        usual.setExtraSelections([selection_of(each) for each in annotations[1:]])
        usual.grab()
        start.append(time.process_time())
        usual.setExtraSelections([*usual.extraSelections(), selection_of(annotations[0])])
        usual.grab()

    def by_format() -> None:
        for annotation in annotations:
            cursor_of(annotation.span).mergeCharFormat(colour)
        usual.grab()

    start: list[float] = []

    def since_start(gesture: Callable[[], None]) -> float:
        gesture()
        return (time.process_time() - start.pop()) * 1e3

    mine, theirs = compared(
        lambda: since_start(add_ours), lambda: since_start(add_by_selections), 7
    )
    note = "the usual way: setExtraSelections"
    name = "add one to 5,000 instead of setExtraSelections"
    added = Row(name, mine, theirs, "ms", mine / theirs, 1.0, note)
    rows = []
    for name, way in (("setExtraSelections", by_selections), ("mergeCharFormat", by_format)):
        mine, theirs = compared(
            lambda: cpu_seconds(draw_ours) * 1e3, lambda way=way: cpu_seconds(way) * 1e3, 5
        )
        note = f"the usual way: {name}"
        rows.append(
            Row(f"draw 5,000 instead of {name}", mine, theirs, "ms", mine / theirs, 1.0, note)
        )
    _end(ours)
    _end(usual)
    return [*rows, added]
