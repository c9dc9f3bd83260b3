"""Delete a student or whole classes: asked with care, and a receipt that can be printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from annotator.domain.classes import ClassGroup
from annotator.domain.errors import AnnotatorError
from annotator.gui.classes.dialog_frame import DialogFrame, button
from annotator.gui.task import TaskSlot, busy
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.leaving import Leaving
from annotator.gui.widgets.paper import paper_of, print_paper
from annotator.services.privacy import ErasureReceipt
from annotator.translation import N_, _

#: What is typed before whole classes go.
WORD = "DELETE"
STILL_DELETING = N_(
    "The classes are still being deleted, and this goes on to its end. Wait for the "
    "receipt, or close once more to leave without it."
)


class ReceiptDialog(DialogFrame):
    """What was deleted and what was not; it is stored nowhere."""

    def __init__(self, receipt: ErasureReceipt, parent: QWidget | None = None) -> None:
        """Show a receipt."""
        whole = _("Deleted") if receipt.is_complete else _("Deleted, with something left to do")
        whole = _("Not all is deleted yet") if receipt.unfinished else whole
        super().__init__(
            whole,
            _("This receipt is kept nowhere. Print it for the school's files."),
            _("Print…"),
            _("Print the receipt"),
            parent,
            no=_("Close"),
        )
        self._receipt = receipt
        self.text = QPlainTextEdit("\n\n".join(receipt.lines))
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "field")
        self.text.setAccessibleName(_("Receipt"))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text, 1)
        copy = button(_("Copy"), _("Copy the receipt as text"), self._on_copy_clicked)
        self.buttons.insertWidget(0, copy)
        self.no.setAccessibleDescription(_("Close the receipt"))
        self.accepting.connect(self._on_accepting)
        self.fit(640, 460)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._receipt.lines))

    def _on_accepting(self) -> None:
        paper = paper_of(_("Receipt of a deletion"), self._receipt.lines)
        if print_paper(paper, self):
            self.accept()


class PurgeDialog(DialogFrame):
    """The end of a school year: which classes go, with everybody who is only in them."""

    purged = Signal(object)

    def __init__(
        self,
        classes: Sequence[tuple[ClassGroup, str]],
        count: Callable[[Sequence[ClassGroup]], int],
        purge: Callable[[Sequence[ClassGroup]], ErasureReceipt],
        parent: QWidget | None = None,
    ) -> None:
        """Offer classes, each with a line on it; `count` says how many students would go."""
        super().__init__(
            _("Delete classes at the end of a year"),
            _(
                "Students who are in no other class go with all work, hand-ins, grades and "
                "backups. Lessons and answer keys stay. Export the gradebooks first: this "
                "cannot be undone."
            ),
            _("Delete for good"),
            _("Delete the ticked classes and their students"),
            parent,
        )
        self._count = count
        self._purge = purge
        self.work = TaskSlot(self, _("deleting classes"), in_turn=True)
        busy(self, self.work)
        self._leaving = Leaving(self.work, self.say, _(STILL_DELETING))
        self.boxes: list[tuple[QCheckBox, ClassGroup]] = []
        for group, about in classes:
            box = CheckBox(f"{group.name.replace('&', '&&')} – {about}")
            box.setAccessibleDescription(_("Tick to delete this class"))
            box.toggled.connect(self._on_changed)
            self.body.addWidget(box)
            self.boxes.append((box, group))
        self._who = paragraph("", "warning")
        self.body.addWidget(self._who)
        caption = label(_("Type {word} to go on", word=WORD))
        about = _("Only then can the classes be deleted")
        self.word = named(QLineEdit(), _("Type {word} to go on", word=WORD), about)
        caption.setBuddy(self.word)
        self.word.textChanged.connect(self._on_changed)
        self.body.addWidget(caption)
        self.body.addWidget(self.word)
        self.no.setDefault(True)
        self.accepting.connect(self._on_accepting)
        self._on_changed()

    @property
    def chosen(self) -> list[ClassGroup]:
        """Return the classes that are ticked."""
        return [group for box, group in self.boxes if box.isChecked()]

    def _on_changed(self) -> None:
        chosen = self.chosen
        self._who.setText(
            _(
                "Would be deleted: classes {classes}, students {students}.",
                classes=len(chosen),
                students=self._count(chosen),
            )
            if chosen
            else ""
        )
        self.yes.setEnabled(bool(chosen) and self.word.text().strip().upper() == WORD)

    def _on_accepting(self) -> None:
        if not self.yes.isEnabled():
            return
        chosen = self.chosen
        self.yes.setEnabled(False)
        self.say(_("Deleting, and cleaning every backup…"), "muted")
        self.work.start(partial(self._purge, chosen), self._on_purged, self._on_failed)

    def reject(self) -> None:
        """Close; while classes are deleted, say that this goes on."""
        if self._leaving.may_leave():
            super().reject()

    def _on_purged(self, receipt: ErasureReceipt) -> None:
        self.purged.emit(receipt)
        self.accept()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self.say(str(trouble))
        self._on_changed()
