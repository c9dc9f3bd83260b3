"""The Compare screen: Facts, Wording, Sources and Numbers of a lesson's articles."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from annotator.domain import corrections
from annotator.domain.comparisons import ArticleSpan, Comparison
from annotator.domain.corrections import AddSentence, Change
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId, FactId
from annotator.gui.compare.article_drawer import ArticleDrawer
from annotator.gui.compare.facts_tab import FactsTab
from annotator.gui.compare.numbers_tab import NumbersTab
from annotator.gui.compare.sources_tab import QuotedSourcesTab
from annotator.gui.compare.table_content import Bodies, FactRows, fact_rows
from annotator.gui.compare.wording_tab import WordingTab
from annotator.gui.errors import Interaction, told
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.language_worker import LanguageWorker, RequestId
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.comparing import (
    ComparedLesson,
    corrected,
    last_gesture,
    quoted,
)
from annotator.services.comparison_records import comparison_of
from annotator.translation import N_, _, ngettext
from annotator.use_cases.comparing import Comparing

TABS = (N_("&Facts"), N_("&Wording"), N_("&Sources"), N_("&Numbers"))
NO_UNDO = N_("Nothing was put right by hand yet")
READING = N_("Reading the articles and finding what they share. This takes some seconds.")


class CompareScreen(QWidget):
    """The same story in several articles, side by side, put right by hand."""

    backRequested = Signal()

    def __init__(
        self,
        comparing: Comparing,
        interaction: Interaction,
        parent: QWidget | None = None,
        *,
        worker: LanguageWorker | None = None,
    ) -> None:
        """Show nothing yet; `enter` reads the lesson. A worker that is given is not closed."""
        super().__init__(parent)
        self._comparing = comparing
        self._interaction = interaction
        self._worker = worker or LanguageWorker(self)
        self._request: RequestId | None = None
        self._reading = TaskSlot(self, _("reading a comparison"))
        self._keeping = TaskSlot(self, _("writing a comparison"), in_turn=True)
        self._compared: ComparedLesson | None = None
        self._found: Comparison | None = None
        self.comparison: Comparison | None = None
        self._wanted_for: FactId | None = None
        self._stale: set[int] = set()
        self.setAccessibleName(_("Compare"))
        self.facts, self.wording = FactsTab(), WordingTab()
        self.sources, self.numbers = QuotedSourcesTab(), NumbersTab()
        self.drawer = ArticleDrawer()
        self._build()
        self._connect()
        self.back.setIcon(themed_icon("arrow-left"))
        self.undo.setIcon(themed_icon("undo-2"))
        self.keep.setIcon(themed_icon("file-down"))
        self._say(_(READING))

    # -- its parts -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("What is compared"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget()
        for text, page in zip(TABS, self._pages(), strict=True):
            self.tabs.addTab(_(text))
            self._stack.addWidget(page)
        middle = row(stretched(self._stack), self.drawer, spacing=SPACE_3)
        work = QWidget()
        column(self.tabs, stretched(middle), inside=work, spacing=SPACE_2, margins=0)
        self._whole = QStackedWidget()
        self._whole.addWidget(work)
        self._whole.addWidget(self._build_message())
        column(
            self._build_header(),
            stretched(self._whole),
            inside=self,
            spacing=SPACE_2,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
        )

    def _build_header(self) -> QHBoxLayout:
        self.back = button(
            f" {_('Back')}",
            _("Leave the comparison"),
            self.backRequested,
            kind="quiet",
            name=_("Back"),
        )
        self._title = label(_("Compare"), "title")
        self._said = label("", "muted")
        self.undo = button(f" {_('Undo')}", "", self._undo, kind="quiet", name=_("Undo"))
        self.keep = button(
            f" {_('Save as PDF')}",
            _("Put the comparison into a file to print"),
            self._keep,
            kind="quiet",
            name=_("Save as PDF"),
        )
        said = (self.back, self._title, self._said)
        return row(*said, STRETCH, self.undo, self.keep, spacing=SPACE_3)

    def _build_message(self) -> QWidget:
        page = QWidget()
        self._message = paragraph("", "muted")
        self._message.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._message.setFixedWidth(560)
        self.again = button(_("Try again"), "", self.enter)
        centre = Qt.AlignmentFlag.AlignHCenter
        box = column(STRETCH, inside=page)
        box.addWidget(self._message, 0, centre)
        box.addWidget(self.again, 0, centre)
        box.addStretch(2)
        return page

    def _pages(self) -> tuple[FactsTab, WordingTab, QuotedSourcesTab, NumbersTab]:
        return self.facts, self.wording, self.sources, self.numbers

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        corrected = (self.facts, self.wording, self.sources)
        for page in corrected:
            page.corrected.connect(self._correct)
        for shown in self._pages():
            shown.placeRequested.connect(self.drawer.show_place)
        self.facts.sentenceWanted.connect(self._on_facts_sentence_wanted)
        self.drawer.sentencePicked.connect(self._on_drawer_sentence_picked)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._undo)
        closing = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.drawer.close_drawer)
        closing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- reading -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Read the lesson anew; its articles are compared where they are others than before."""
        self._forget_request()
        self._reading.start(self._comparing.read, self._on_lesson_read, self._on_failed)

    def leave(self) -> bool:
        """Stop waiting; everything that was put right is stored."""
        self._reading.cancel()
        self._forget_request()
        return True

    def _forget_request(self) -> None:
        if self._request is not None:
            self._worker.cancel(self._request)
            self._request = None

    def _on_lesson_read(self, compared: ComparedLesson) -> None:
        known = self._compared
        self._compared = compared
        self._title.setText(_("Compare: {title}", title=compared.lesson.title))
        if known is not None and known.request == compared.request and self._found is not None:
            self._show()
            return
        self.drawer.set_lesson(compared.lesson)
        self._say(_(READING))
        self._request = self._worker.ask(compared.request, self._on_answer, self._on_failed)

    def _on_answer(self, answer: dict[str, Any]) -> None:
        self._request = None
        if self._compared is not None:
            # A long lesson has hundreds of rows: they are made beside the interface.
            prepare = partial(_prepared, answer, self._compared.bodies)
            self._reading.start(prepare, self._on_prepared, self._on_failed)

    def _on_prepared(self, prepared: tuple[Comparison, FactRows]) -> None:
        self._found, rows = prepared
        self.facts.know(rows)
        self._show()
        self.facts.table.setFocus()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._request = None
        self._say(str(trouble), can_retry=True)

    def _say(self, text: str, *, can_retry: bool = False) -> None:
        self._message.setText(text)
        self.again.setVisible(can_retry)
        self.undo.setEnabled(False)
        self.keep.setEnabled(False)
        self._said.setText("")
        self._whole.setCurrentIndex(1)

    def _show(self) -> None:
        """Show the comparison with everything that was put right."""
        compared, found = self._compared, self._found
        if compared is None or found is None:
            return
        made = self._comparing.corrections(compared.lesson.id)
        changes = [each.change for each in made]
        comparison = corrected(found, changes, compared.bodies)
        self.comparison = comparison
        self._stale = set(range(len(TABS)))
        self._fill(self.tabs.currentIndex())
        count = len(made)
        self._said.setText(
            ngettext("{number} change by hand", "{number} changes by hand", count) if count else ""
        )
        self.undo.setEnabled(bool(count))
        tip = _(NO_UNDO)
        if made:
            last = _DESCRIBED[type(last_gesture(made)[0].change)]
            tip = _("Take back: {change}", change=_(last))
        set_tip(self.undo, tip)
        self.undo.setAccessibleDescription(tip)
        self.keep.setEnabled(True)
        self._whole.setCurrentIndex(0)

    def _on_tabs_current_changed(self, number: int) -> None:
        self._fill(number)
        self._stack.setCurrentIndex(number)

    def _fill(self, number: int) -> None:
        """Show the comparison in a tab; the others wait until they are looked at."""
        compared, comparison = self._compared, self.comparison
        if number not in self._stale or compared is None or comparison is None:
            return
        self._stale.discard(number)
        self._pages()[number].show_comparison(comparison, compared)

    # -- putting right -------------------------------------------------------------------------

    def _correct(self, changes: tuple[Change, ...]) -> None:
        if self._compared is None:
            return
        with told(self._interaction, _("Compare")):
            self._comparing.correct(self._compared.lesson.id, *changes)
        self._show()

    def _undo(self) -> None:
        if self._compared is None or not self.undo.isEnabled():
            return
        with told(self._interaction, _("Compare")):
            self._comparing.undo(self._compared.lesson.id)
        self._show()

    def _keep(self) -> None:
        """Write the comparison as it is now into a folder that is chosen."""
        folder = self._interaction.choose_folder(_("Where should the comparison go?"), None)
        if folder is None or self._compared is None or self.comparison is None:
            return
        self.keep.setEnabled(False)
        is_letter = (
            QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        )
        write = partial(
            self._comparing.print,
            self._compared,
            self.comparison,
            folder,
            paper="letter" if is_letter else "a4",
        )
        self._keeping.start(write, self._on_kept, self._on_keep_failed)

    def _on_kept(self, path: Path) -> None:
        self.keep.setEnabled(True)
        self._said.setText(_("Saved as {file}", file=path.name))
        set_tip(self._said, str(path))

    def _on_keep_failed(self, trouble: AnnotatorError) -> None:
        self.keep.setEnabled(True)
        self._interaction.tell(_("Compare"), str(trouble))

    def _on_facts_sentence_wanted(self, fact_id: FactId, article_id: ArticleId) -> None:
        self._wanted_for = fact_id
        self.drawer.pick_sentence(article_id, self.facts.table)

    def _on_drawer_sentence_picked(self, place: ArticleSpan) -> None:
        if self._wanted_for is None or self._compared is None:
            return
        sentence = quoted(place, self._compared.bodies)
        self._correct((AddSentence(sentence, self._wanted_for),))
        self._wanted_for = None


def _prepared(answer: dict[str, Any], bodies: Bodies) -> tuple[Comparison, FactRows]:
    """Return what the language process found, and the rows of its facts."""
    found = comparison_of(answer)
    return found, fact_rows(found, bodies)


#: What was put right, in a few words.
_DESCRIBED = {
    corrections.RenameFact: N_("another title for a row"),
    corrections.MergeFacts: N_("rows made one"),
    corrections.SplitFact: N_("a row split off"),
    corrections.MoveSentence: N_("a sentence moved"),
    corrections.AddSentence: N_("a sentence added"),
    corrections.RemoveSentence: N_("a sentence taken out"),
    corrections.DropFact: N_("a row taken away"),
    corrections.RenameWording: N_("another name for a group"),
    corrections.MergeWordings: N_("groups made one"),
    corrections.DropWording: N_("a group taken away"),
    corrections.MoveTerm: N_("words moved"),
    corrections.RemoveTerm: N_("words taken out"),
    corrections.CorrectQuotedSource: N_("the side of a source"),
    corrections.DropQuotedSource: N_("a source taken away"),
}
