"""The last step: what the lesson says about itself, a look as a student, and publishing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import AnnotatorError
from annotator.domain.lessons import Lesson
from annotator.gui.building.details_form import DetailsForm
from annotator.gui.building.step import BuilderStep
from annotator.gui.errors import told
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.layouts import column, row, scrolled, sheet, stretched
from annotator.services.publishing import PublishedFile, Revision, check_draft
from annotator.translation import N_, _, ngettext

BOX_WIDTH = 340


class PublishStep(BuilderStep):
    """Details at the left; at the right what publishing does, and the buttons for it."""

    tryRequested = Signal(object)
    published = Signal(object)

    key: ClassVar[str] = "publish"
    trouble_title: ClassVar[str] = N_("Publish the lesson")
    help_text: ClassVar[str] = N_(
        "Say what the lesson is about and how students work, look at it as a student, then "
        "publish it.\n\n"
        "Publishing puts the lesson on this machine's start screen and writes a .lesson file "
        "for other machines. The answer key is never in that file.\n\n"
        "A published text does not change any more. When you correct one and publish again, "
        "the next version takes its place, and you are told before what that does to work "
        "that is here already."
    )

    def _build(self) -> None:
        self._publishing = TaskSlot(self, _("publishing a lesson"), in_turn=True)
        self._sent = self.session.draft
        self._revision: Revision | None = None
        self.form = DetailsForm()
        self.form.changed.connect(self._on_form_changed)
        self._box = self._build_box()
        area = named(scrolled(self.form), _("Details of the lesson"))
        margins = (SPACE_4, SPACE_2, 0, 0)
        self._row = row(stretched(area), inside=self, margins=margins, spacing=SPACE_3)
        self._row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the box scroll with the form where there is no room beside it."""
        super().resizeEvent(event)
        self._place_box()

    def _place_box(self) -> None:
        is_narrow = self.width() < 2 * BOX_WIDTH
        if is_narrow == (self._box.parentWidget() is self.form):
            return
        if is_narrow:
            self.form.put_first(self._box)
        else:
            self._row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        self._box.show()

    def _build_box(self) -> QWidget:
        self._state = paragraph("", "heading")
        self._says = paragraph()
        self._receipt = named(paragraph(), _("Where the lesson file is"))
        self._receipt.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._receipt.hide()
        self.try_button = button(
            _("Try as a student"),
            _("Open the lesson as students see it; nothing is kept"),
            self._on_try_button_clicked,
        )
        self.problems_button = button(
            _("Show the problems"),
            _("Go to the list of what must be corrected"),
            self._on_problems_button_clicked,
        )
        self.publish_button = button(
            _("Publish"),
            _("Choose a folder for the lesson file"),
            self._on_publish_button_clicked,
            kind="primary",
        )
        box = sheet(
            column(
                self._state,
                self._says,
                self.problems_button,
                self.try_button,
                self.publish_button,
                self._receipt,
                margins=SPACE_4,
                spacing=SPACE_3,
            )
        )
        box.setFixedWidth(BOX_WIDTH)
        return box

    # -- the frame asks --------------------------------------------------------------------------

    def show_draft(self) -> None:
        """Show the details, and what publishing would do now."""
        draft = self.session.draft
        self.form.show_lesson(draft.lesson)
        errors = sum(problem.is_error for problem in check_draft(draft))
        with told(self.interaction, _(self.trouble_title)):
            self._revision = self.editing.preview(draft)
            self._show_revision(self._revision, errors)

    def _show_revision(self, revision: Revision, errors: int) -> None:
        is_ready = not errors and revision.is_needed and not self._publishing.is_busy
        if errors:
            self._state.setText(
                ngettext(
                    "{number} problem to correct first",
                    "{number} problems to correct first",
                    errors,
                )
            )
        elif not revision.is_needed:
            self._state.setText(_("Version {version} is published", version=revision.version))
        elif revision.changes_lesson:
            self._state.setText(_("Ready to become version {version}", version=revision.version))
        else:
            self._state.setText(_("Ready: the key changed"))
        says = revision.sentences or (
            _(
                "Publishing shows the lesson to the students of this machine and writes a "
                ".lesson file for other machines. The answer key stays here."
            ),
        )
        self._says.setText("\n\n".join(says))
        self.problems_button.setVisible(bool(errors))
        self.publish_button.setEnabled(is_ready)
        self.publish_button.setVisible(revision.is_needed)
        is_key_only = revision.is_needed and not revision.changes_lesson
        publish = (
            _("Publish the key")
            if is_key_only
            else _("Publish version {version}…", version=revision.version)
        )
        self.publish_button.setText(publish)
        self.try_button.setEnabled(bool(self.session.draft.lesson.articles))

    def leave(self) -> bool:
        """Store what is typed; stay until a lesson that is published is noted in its draft."""
        self.form.store()
        if self._publishing.is_busy:
            self.interaction.tell(
                _(self.trouble_title), _("The lesson is being published. Wait a moment.")
            )
        return not self._publishing.is_busy

    def go_to(self, _article_id: str, _item_id: str) -> None:
        """Put the keyboard into the title, which most problems here are about."""
        self.form.texts["title"].setFocus()

    # -- what a person does ----------------------------------------------------------------------

    def _on_form_changed(self, what: str, lesson: Lesson) -> None:
        self.change_lesson(what, lambda _before: lesson)

    def _on_problems_button_clicked(self) -> None:
        self.jumpRequested.emit("check", "", "")

    def _on_try_button_clicked(self) -> None:
        self.form.store()
        self.tryRequested.emit(self.session.draft.lesson)

    def _on_publish_button_clicked(self) -> None:
        self.form.store()
        if self._publishing.is_busy or self._revision is None or not self._may_publish():
            return
        folder = self.interaction.choose_folder(_("Where should the lesson file go?"), None)
        if folder is None:
            return
        self.publish_button.setEnabled(False)
        self._receipt.setText(_("Publishing…"))
        self._receipt.show()
        self._sent = self.session.draft
        publish = partial(self.editing.publish, self._sent, folder)
        self._publishing.start(publish, self._on_published, self._on_publish_failed)

    def _may_publish(self) -> bool:
        revision = self._revision
        assert revision is not None
        if revision.is_first or not revision.unplaced:
            return True
        said = "\n\n".join(revision.sentences)
        return self.interaction.ask(
            _(self.trouble_title), said, _("Publish"), _("Not yet"), careful=True
        )

    def _on_published(self, made: PublishedFile) -> None:
        lesson = made.published.lesson
        with told(self.interaction, _(self.trouble_title)):
            self.session.settle(self._going_on(made.published.draft))
        news = made.published.installed.news
        self._receipt.setText(
            _(
                "Version {version} is published. Students of this machine find it on the "
                "start screen; for other machines give them this file: {path}",
                version=lesson.version,
                path=made.path,
            )
            + (f"\n\n{news}" if news else "")
        )
        self._receipt.show()
        self._receipt.setFocus()
        self.published.emit(Path(made.path))

    def _going_on(self, published: LessonDraft) -> LessonDraft:
        """Return the published draft with what was changed while it was being published."""
        now, sent = self.session.draft, self._sent
        if (now.lesson, now.key) == (sent.lesson, sent.key):
            return replace(published, pages=now.pages, is_archived=now.is_archived)
        version, seal = published.lesson.version, published.lesson.public_key
        lesson = replace(now.lesson, version=version, public_key=seal)
        return replace(now, lesson=lesson, published=published.published)

    def _on_publish_failed(self, trouble: AnnotatorError) -> None:
        self._receipt.hide()
        self.show_draft()
        self.refuse(trouble)
