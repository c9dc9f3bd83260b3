"""Joins the comment field and its bank with the session: what is commented, and what is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotations import Annotation
from annotator.domain.grading_session import BankComment
from annotator.domain.identifiers import AnnotationId, CategoryId, HandInId, QuestionId
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.comment_panel import CommentPanel
from annotator.session.grading import GradingSession
from annotator.translation import N_, _, ngettext
from annotator.use_cases.grading import Grading

TITLE = N_("Comments")
KINDS = N_("Comments (*.csv *.txt)")
WITH_VERDICT = N_("Comment that goes with the verdict")
IN_BANK = N_("Kept in the comment bank.")


class CommentController(QObject):
    """What the comment field is about now; it is stored while somebody types."""

    finished = Signal()
    said = Signal(str)

    def __init__(
        self,
        grading: Grading,
        session: GradingSession,
        panel: CommentPanel,
        interaction: Interaction,
    ) -> None:
        """Begin without anything to comment on."""
        super().__init__(panel)
        self._grading = grading
        self._session = session
        self._interaction = interaction
        self.panel = panel
        self._hand_in: HandInId | None = None
        self._annotation: AnnotationId | None = None
        self._question: QuestionId | None = None
        self._category: CategoryId | None = None
        self._group = ""
        self._is_stored = True
        self._bank: tuple[BankComment, ...] = ()
        panel.bankAdded.connect(self._on_panel_bank_added)
        panel.bankChanged.connect(self._on_panel_bank_changed)
        panel.finished.connect(self.finished)
        panel.importRequested.connect(self.import_file)
        panel.written.connect(self._on_panel_written)

    # -- what is commented -----------------------------------------------------

    def show(
        self,
        hand_in_id: HandInId,
        about: str,
        *,
        annotation: Annotation | None = None,
        question: QuestionId | None = None,
    ) -> None:
        """Comment on an annotation or an answer, without either on the whole work."""
        self._group = ""
        self._category = annotation.category_id if annotation else None
        where = (hand_in_id, annotation.id if annotation else None, question)
        if where != (self._hand_in, self._annotation, self._question):
            self.panel.flush()
        self._hand_in, self._annotation, self._question = where
        decisions = self._session.entry(hand_in_id).graded.decisions
        found = decisions.comment_on(annotation=where[1], question=question)
        self.panel.show_comment(about, found.text if found else "", self._category)

    def show_group(self, key: str, category_id: CategoryId | None) -> None:
        """Write what goes to each student of an answer group with the verdict."""
        if self._hand_in is not None or self._group != key:
            self.panel.flush()
            self._hand_in = None
            self._group = key
            self._category = category_id
            self.panel.show_comment(_(WITH_VERDICT), "", category_id)

    @property
    def group_comment(self) -> str:
        """Return what goes with the verdict on the group that is shown."""
        return self.panel.text.strip() if self._hand_in is None else ""

    def clear_group_comment(self) -> None:
        """Empty the field once the verdict is stored."""
        self.panel.flush()
        self.panel.show_comment(_(WITH_VERDICT), "", self._category)

    def flush(self) -> bool:
        """Store what is written; return False if that could not be done."""
        self._is_stored = True
        self.panel.flush()
        return self._is_stored

    def _on_panel_written(self, text: str) -> None:
        if self._hand_in is None:
            return  # it waits for the verdict on the group
        self._is_stored = False
        with told(self._interaction, _(TITLE)):
            self._session.comment(
                self._hand_in, text, annotation=self._annotation, question=self._question
            )
            self._is_stored = True

    # -- the bank --------------------------------------------------------------

    def read_bank(self) -> None:
        """Show the comment bank as it is stored."""
        self._bank = self._grading.comments(self._session.lesson.scheme)
        self.panel.set_bank(self._bank)

    def _on_panel_bank_added(self, text: str) -> None:
        with told(self._interaction, _(TITLE)):
            self._grading.add_comment(text, self._category)
            self.read_bank()
            self.said.emit(_(IN_BANK))

    def _on_panel_bank_changed(self, key: str, text: str) -> None:
        known = next((comment for comment in self._bank if comment.id == key), None)
        if known is not None:
            with told(self._interaction, _(TITLE)):
                self._grading.change_comment(known, text)
                self.read_bank()

    def import_file(self) -> None:
        """Ask for a text or CSV file and add its comments to the bank."""
        path = self._interaction.choose_file(_("Import comments"), _(KINDS), None)
        if path is None:
            return
        with told(self._interaction, _(TITLE)):
            done = self._grading.import_comments(self._session.lesson.scheme, path)
            self.read_bank()
            added = ngettext("{number} comment added.", "{number} comments added.", done.added)
            there = _("{number} were there already.", number=done.skipped)
            self.said.emit(f"{added} {there}" if done.skipped else added)
