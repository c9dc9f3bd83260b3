"""What a rescore would change, shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QTableWidget, QWidget

from annotator.domain.grades import Grade
from annotator.gui.grading.totals_table import totals_table
from annotator.gui.look.theme import SPACE_3, SPACE_6
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.translation import N_, _, ngettext

NOBODY = N_("Nobody's points change: it comes into the key all the same.")


class PreviewDialog(QDialog):
    """Asks whether to take words into the key, with everybody's points before and after."""

    def __init__(
        self,
        quote: str,
        category: str,
        changes: Sequence[tuple[str, Grade, Grade]],
        parent: QWidget | None = None,
    ) -> None:
        """Show each student with the old and the new total."""
        super().__init__(parent)
        self.setWindowTitle(_("Accept for all"))
        self.setMinimumWidth(460)
        told = _(NOBODY)
        if changes:
            told = ngettext(
                "{number} total changes. It is optional: nobody loses points for not having it.",
                "{number} totals change. It is optional: nobody loses points for not having it.",
                len(changes),
            )
        self.apply = button(
            _("Accept for all"),
            _("Take it into the key and rescore everybody"),
            self.accept,
            kind="primary",
            default=True,
        )
        cancel = button(_("Cancel"), _("Change nothing"), self.reject)
        column(
            paragraph(
                _(
                    "Take “{quote}” into the key as {category}?",
                    quote=quote,
                    category=category.lower(),
                ),
                "heading",
            ),
            paragraph(told, "muted"),
            *([_table(changes)] if changes else []),
            row(STRETCH, cancel, self.apply),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )
        self.apply.setFocus()


def _table(changes: Sequence[tuple[str, Grade, Grade]]) -> QTableWidget:
    return totals_table(
        _("Totals before and after"),
        _("Each row has a student, the total now and the total after"),
        (_("Student"), _("Now"), _("After")),
        [(name, before.line, after.line) for name, before, after in changes],
    )
