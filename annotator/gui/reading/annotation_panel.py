"""The list of annotations with the note of the chosen one below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotating import Note
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Scheme
from annotator.domain.wording import either
from annotator.gui.look.theme import SPACE_1, SPACE_3, SPACE_4
from annotator.gui.reading.annotation_filter import AnnotationFilter, AnnotationFilterCriteria
from annotator.gui.reading.annotation_list import AnnotationList
from annotator.gui.reading.annotation_list_model import AnnotationListModel
from annotator.gui.reading.filter_bar import FilterBar
from annotator.gui.reading.meter_line import MeterLine
from annotator.gui.reading.note_editor import NoteEditor
from annotator.gui.reading.practice_line import PracticeLine
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.labels import label
from annotator.services.feedback import Practice, PracticeRemark
from annotator.services.highlighting import HighlightMeter
from annotator.translation import N_, _

NO_MATCH = N_("No annotation is like that. “Show all” brings the others back.")
#: How long after the last change the numbers are counted anew, in milliseconds.
COUNT_PAUSE = 150


class AnnotationPanel(QWidget):
    """What has been annotated so far, and why."""

    chosen = Signal(str)
    removeRequested = Signal(object)
    categoryRequested = Signal(str, str)
    finished = Signal()

    def __init__(
        self,
        lesson: Lesson,
        save: Callable[[AnnotationId, Note], bool],
        practice: Practice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start without annotations; a practice lesson answers at once."""
        super().__init__(parent)
        self._lesson = lesson
        self._article_id = lesson.articles[0].id if lesson.articles else None
        self._meter = HighlightMeter(lesson)
        self._model = AnnotationListModel(lesson, self)
        self._filter = AnnotationFilter(self._model, self)
        self.filter_bar = FilterBar(lesson)
        self.list = AnnotationList(self._filter)
        self.meter = MeterLine(lesson.scheme)
        self._practice = practice
        self.practice_line = PracticeLine(has_answers=bool(practice and practice.has_answers))
        self.remove_several = QPushButton()
        self.remove_several.setAccessibleDescription(_("Remove what is chosen, in one step"))
        self.editor = NoteEditor(lesson, save)
        self._scroll = FittingScroll(self.editor)
        self._empty = label(_first_steps(lesson.scheme), "muted")
        self._no_match = label(_(NO_MATCH), "muted")
        self._rule = QFrame()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(COUNT_PAUSE)
        self._arrange()
        self._connect()
        self.show_annotation(None)
        self._on_list_several_chosen(0)
        self._show_emptiness()
        self._recount()

    def _connect(self) -> None:
        self._clock.timeout.connect(self._recount)
        self.editor.categoryRequested.connect(self.categoryRequested)
        self.editor.finished.connect(self.finished)
        self.editor.removeRequested.connect(self.removeRequested)
        self.filter_bar.wantedChanged.connect(self._on_filter_bar_wanted_changed)
        self.list.chosen.connect(self.chosen)
        self.list.noteRequested.connect(self._on_list_note_requested)
        self.list.removeRequested.connect(self.removeRequested)
        self.list.severalChosen.connect(self._on_list_several_chosen)
        self.practice_line.reviewToggled.connect(self._show_emptiness)
        self.practice_line.startAgainRequested.connect(self._on_practice_line_start_again)
        self.remove_several.clicked.connect(self.list.remove_chosen)

    def _arrange(self) -> None:
        for words in (self._empty, self._no_match):
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self._rule.setFixedHeight(1)
        self._rule.setAutoFillBackground(True)
        self._rule.setBackgroundRole(QPalette.ColorRole.Mid)
        upper = QWidget()
        self._upper = QStackedLayout(upper)
        self._upper.addWidget(self.list)
        self._upper.addWidget(self._empty)
        self._upper.addWidget(self._no_match)
        self._upper.addWidget(self.practice_line.review)
        upper.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        upper.setMinimumHeight(90)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.practice_line)
        self.practice_line.setVisible(self._practice is not None)
        column.addWidget(self.filter_bar)
        column.addWidget(upper, 1)
        several = QHBoxLayout()
        several.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, 0)
        several.addWidget(self.remove_several)
        column.addLayout(several)
        column.addWidget(self.meter)
        column.addWidget(self._rule)
        column.addWidget(self._scroll)

    def counts(self) -> Counter[str]:
        """Return how many annotations there are of each category."""
        return self._model.counts()

    @property
    def count(self) -> int:
        """Return how many annotations there are."""
        return self._model.rowCount()

    def set_part(self, article_id: ArticleId, annotations: Sequence[Annotation]) -> None:
        """Show the annotations of one article."""
        self._model.set_part(article_id, annotations)
        self._show_emptiness()
        self._clock.start()

    def show_article(self, article_id: ArticleId) -> None:
        """Measure the article in which the keyboard is."""
        if article_id != self._article_id:
            self._article_id = article_id
            self._measure()

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Choose an annotation: its row and its note."""
        self.editor.show_annotation(annotation)
        self.editor.remark.show_remark(self._remark(annotation))
        self._rule.setVisible(annotation is not None)
        self._scroll.setVisible(annotation is not None)
        self._scroll.updateGeometry()
        self.list.show_chosen(annotation.id if annotation else None)

    def _remark(self, annotation: Annotation | None) -> PracticeRemark | None:
        if self._practice is None or annotation is None:
            return None
        return self._practice.remark(annotation)

    def flush(self) -> bool:
        """Store what is typed; return False if that failed."""
        return self.editor.flush()

    def _show_emptiness(self) -> None:
        shown = self._filter.rowCount()
        full = self.list if shown else self._no_match
        self._upper.setCurrentWidget(full if self.count else self._empty)
        # At the end of a practice lesson what to look at again takes the place of the list.
        again = self.practice_line.again.isChecked()
        if again:
            self._upper.setCurrentWidget(self.practice_line.review)
        self.filter_bar.setVisible(bool(self.count) and not again)
        self.meter.setVisible(bool(self.count) and not again)
        self.filter_bar.show_result(shown, self.count)

    def _recount(self) -> None:
        """Count and measure after a pause, because nobody reads numbers that fast."""
        articles: dict[str, int] = {
            a.id: len(self._model.part(a.id)) for a in self._lesson.articles
        }
        self.filter_bar.show_counts(self.counts(), articles, self._model.without_reason())
        self._show_emptiness()
        self._measure()
        if self._practice is not None and self._practice.has_answers:
            mine = tuple(self._model.annotations())
            score = self._practice.score(mine)
            self.practice_line.show_score(
                score, self._practice.review(mine) if score.is_complete else ()
            )

    def _measure(self) -> None:
        if self._article_id is None:
            return
        part, outlet = self._model.part(self._article_id), self._outlet(self._article_id)
        if marked := self._meter.marked(self._article_id, part):
            self.meter.show_marked(marked, outlet)
        else:
            self.meter.show_share(self._meter.share(self._article_id, part), outlet)

    def _outlet(self, article_id: ArticleId) -> str:
        return self._lesson.article(article_id).outlet

    def _on_filter_bar_wanted_changed(self, wanted: AnnotationFilterCriteria) -> None:
        self._filter.show_wanted(wanted)
        self._show_emptiness()
        self.list.show_chosen(self.editor.annotation_id)

    def _on_list_several_chosen(self, number: int) -> None:
        self.remove_several.setVisible(number > 1)
        self.remove_several.setText(_("Remove {number} annotations", number=number))

    def _on_practice_line_start_again(self) -> None:
        self.removeRequested.emit(tuple(each.id for each in self._model.annotations()))

    def _on_list_note_requested(self, annotation_id: str) -> None:
        self.chosen.emit(annotation_id)
        self.editor.write()


def _first_steps(scheme: Scheme) -> str:
    """Return what to do first, with the keys of the lesson's own categories."""
    words = [each.key for each in scheme.categories if not each.is_sentence]
    labels = [each.key for each in scheme.categories if each.is_sentence and each.is_scored]
    steps = []
    if words:
        steps.append(_("Select some words in an article and press {keys}.", keys=either(words)))
    if labels:
        steps.append(_("Click into a sentence and press {keys}.", keys=either(labels)))
    below = _("Each annotation appears here, with room for your reason.")
    return "\n\n".join((_("Nothing annotated yet."), " ".join(steps), below))
