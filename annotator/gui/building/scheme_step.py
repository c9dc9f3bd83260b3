"""The step of the scheme: the categories of the lesson, their looks and their techniques."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent

from annotator.domain.errors import AnnotatorError, NotAllowed
from annotator.domain.identifiers import CategoryId
from annotator.domain.scheme import Category, Scheme, Technique
from annotator.gui.articles.category_signs import CategoryChip
from annotator.gui.building.scheme_form import SchemeForm
from annotator.gui.building.scheme_preview import PAPERS, SchemePreview
from annotator.gui.building.scheme_techniques import SchemeTechniques
from annotator.gui.building.step import BuilderStep
from annotator.gui.lists.row import Row
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.look.wearing import set_role
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named, paragraph, tool
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import (
    STRETCH,
    column,
    holding,
    row,
    scrolled,
    sheet,
    stretched,
)
from annotator.gui.widgets.ready_choice import ReadyChoice, ReadyThing
from annotator.services import schemes
from annotator.translation import N_, _, ngettext

#: The width of the side, in pixels and in letters.
LIST_WIDTH, LIST_LETTERS = 310, 40
HIDE_OUTLETS = N_("Hide outlets until the hand-in")
HELP = N_(
    "The scheme is what students look for. Five categories come with the program; rename "
    "them, give them other colours, or add your own.\n\nColour is never the only sign: each "
    "category has a letter and a line pattern too. The three sheets at the left show how "
    "it looks on light paper, on dark paper and printed in grey. Sentences below them say "
    "which colours are too weak or too alike.\n\nSwitch off the techniques that you do not "
    "teach. They are not offered to students then, and not suggested for the key.\n\nA "
    "category that has keys cannot change from words to sentences. If you remove it, its "
    "keys go too; Undo brings all of it back."
)


class SchemeStep(BuilderStep):
    """The categories at the left, the chosen one in fields at the right."""

    key: ClassVar[str] = "scheme"
    trouble_title: ClassVar[str] = N_("Scheme")
    help_text: ClassVar[str] = HELP

    def _build(self) -> None:
        self._ready = self.editing.ready_categories()
        self._shipped = Scheme("shipped", tuple(each.category for each in self._ready))
        self._chosen: CategoryId | None = None
        self.list = RowView(_("Categories"))
        self.add = button(_("Add"), "", self._on_add_clicked, name=_("Add a category"))
        self.remove = button(
            _("Remove"),
            "",
            self._on_remove_clicked,
            kind="quiet",
            tip=_("Remove the category and its keys"),
        )
        up, down = _("Move the category up"), _("Move the category down")
        self.up = tool(up, "", partial(self._move, -1), tip=up)
        self.up.setIcon(themed_icon("arrow-up"))
        self.down = tool(down, "", partial(self._move, 1), tip=down)
        self.down.setIcon(themed_icon("arrow-down"))
        self.ready = ReadyChoice(_("Ready category"), _("Add it"), is_narrow=True)
        self.preview = SchemePreview()
        self.findings = paragraph()
        self.hide_outlets = CheckBox(_(HIDE_OUTLETS))
        self.trouble = paragraph("", "danger")
        self.trouble.hide()
        self.form = SchemeForm()
        self.techniques = SchemeTechniques()
        self._arrange()
        self._fit()
        self._connect()

    def _fit(self) -> None:
        """Make the side wide enough for its words in the size of the moment."""
        letters = LIST_LETTERS * self.fontMetrics().averageCharWidth()
        self._side.setFixedWidth(max(LIST_WIDTH, letters))

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the words in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _arrange(self) -> None:
        side = column(
            self.list,
            row(stretched(self.add), self.remove, self.up, self.down, spacing=SPACE_1),
            self.ready,
            self.preview,
            self.findings,
            self.hide_outlets,
            STRETCH,
            margins=0,
            spacing=SPACE_2,
        )
        page = column(
            self.trouble,
            self.form,
            SPACE_2,
            label(_("Techniques"), "heading"),
            self.techniques,
            STRETCH,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_4),
            spacing=SPACE_2,
        )
        self._side = named(scrolled(holding(side)), _("Categories and their looks"))
        chosen = sheet(column(named(scrolled(holding(page)), _("The chosen category")), margins=1))
        row(
            self._side,
            stretched(chosen),
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_3),
            spacing=SPACE_4,
        )

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.form.form.edited.connect(self.leave)
        self.form.leastChanged.connect(self._on_least_changed)
        self.form.reasonToggled.connect(self._on_reason_toggled)
        self.hide_outlets.clicked.connect(self._on_hide_outlets_clicked)
        self.list.rowChosen.connect(self._on_row_chosen)
        self.ready.taken.connect(self._on_ready_taken)
        self.techniques.addRequested.connect(self._on_technique_added)
        self.techniques.switched.connect(self._on_technique_switched)

    # -- what is shown -------------------------------------------------------------------

    @property
    def category(self) -> Category | None:
        """Return the category that is in the fields."""
        categories = self.session.draft.lesson.scheme.categories
        found = next((c for c in categories if c.id == self._chosen), None)
        return found or (categories[0] if categories else None)

    def show_draft(self) -> None:
        """Show the scheme as it is now."""
        lesson = self.session.draft.lesson
        self._show_list()
        self.preview.show_scheme(lesson.scheme)
        found = schemes.colour_findings(lesson.scheme, PAPERS)
        self.findings.setText("\n\n".join(finding.message for finding in found))
        has_problem = any(finding.is_problem for finding in found)
        set_role(self.findings, "warning" if has_problem else "small")
        self.findings.style().polish(self.findings)
        self.findings.setVisible(bool(found))
        self.hide_outlets.setChecked(lesson.hide_outlets)
        self._show_category()

    def _show_list(self) -> None:
        draft, chosen = self.session.draft, self.category
        categories = draft.lesson.scheme.categories
        rows = [
            Row(
                c.id,
                c.name,
                signs=(CategoryChip(c),),
                tip=ngettext("{number} key", "{number} keys", schemes.keys_of(draft, c.id)),
            )
            for c in categories
        ]
        self.list.set_rows(rows, chosen.id if chosen is not None else "")
        self.list.setFixedHeight(max(3, len(rows)) * self.list.rowHeight(0) + 6)
        at = self.list.currentIndex().row()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(categories) - 1)
        self.remove.setEnabled(len(categories) > 1)
        is_full = len(categories) >= schemes.MOST_CATEGORIES
        self.add.setEnabled(not is_full)
        self.ready.offer([] if is_full else self._missing())

    def _missing(self) -> list[ReadyThing]:
        """Return the ready categories that the scheme does not have, and for whom they are."""
        known = {category.id for category in self.session.draft.lesson.scheme.categories}
        return [
            ReadyThing(
                each.category.name,
                " ".join(filter(None, (each.category.definition, each.audience))),
                each.category,
            )
            for each in self._ready
            if each.category.id not in known
        ]

    def _show_category(self) -> None:
        category, shown = self.category, self.form.form.value
        if category is None:
            return
        self._chosen = category.id
        anew = shown is None or shown.id != category.id
        self.form.show_category(self.session.draft.lesson, category, anew=anew)
        every = schemes.all_techniques(category, self._shipped)
        self.techniques.show_techniques(every, frozenset(t.id for t in category.techniques))

    def problems(self) -> int:
        """Return how many colours cannot be told apart or seen."""
        found = schemes.colour_findings(self.session.draft.lesson.scheme, PAPERS)
        return sum(finding.is_problem for finding in found)

    def go_to(self, article_id: str, item_id: str) -> None:  # noqa: ARG002 - the contract's
        """Show the category with this id."""
        known = {c.id for c in self.session.draft.lesson.scheme.categories}
        if item_id in known and self.leave():
            self._chosen = CategoryId(item_id)
            self.show_draft()

    # -- change --------------------------------------------------------------------------

    def leave(self) -> bool:
        """Store what the fields have; where that is refused, say so and stay."""
        stored = self.form.form.value
        self._say("")
        if not self.form.form.is_changed:
            return True
        typed = self.form.form.typed()
        label_ = _("change {category}", category=stored.name.lower())
        if not self.change(label_, lambda draft: schemes.changed_category(draft, typed)):
            return False
        if (category := self.category) is not None:
            # As it was tidied, such as a letter in capitals.
            self.form.form.show(category, anew=True)
        return True

    def refuse(self, trouble: AnnotatorError) -> None:
        """Say what is wrong with what is typed above it, everything else in a dialog."""
        if isinstance(trouble, NotAllowed):
            self._say(str(trouble))
        else:
            super().refuse(trouble)

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _on_row_chosen(self, wanted: str) -> None:
        if self.leave():
            self._chosen = CategoryId(wanted)
        self.show_draft()

    def _on_add_clicked(self) -> None:
        if not self.leave():
            return
        draft, self._chosen = schemes.added_category(self.session.draft)
        if self.change(_("add a category"), lambda _draft: draft):
            self.form.name.setFocus()
            self.form.name.selectAll()

    def _on_ready_taken(self, ready: Category) -> None:
        if not self.leave():
            return
        self._chosen = ready.id
        what = _("add {category}", category=ready.name.lower())
        self.change(what, partial(schemes.with_ready_category, ready=ready))

    def _on_remove_clicked(self) -> None:
        category = self.category
        if category is None:
            return
        keys = schemes.keys_of(self.session.draft, category.id)
        if keys:
            text = ngettext(
                "{category} has {number} key in the answer key, which goes with it.",
                "{category} has {number} keys in the answer key, which go with it.",
                keys,
                category=category.name,
            )
            if not self.interaction.ask(
                _("Remove the category?"), text, _("Remove"), _("Keep"), careful=True
            ):
                return
        self._say("")
        self._chosen = None
        self.change(
            _("remove {category}", category=category.name.lower()),
            partial(schemes.removed_category, category_id=category.id),
        )

    def _move(self, step: int) -> None:
        category = self.category
        if category is not None and self.leave():
            move = partial(schemes.moved_category, category_id=category.id, step=step)
            self.change(_("move {category}", category=category.name.lower()), move)

    def _on_reason_toggled(self, asked: bool) -> None:
        if self._chosen is not None:
            what = _("ask for a reason") if asked else _("ask for no reason")
            ask = partial(schemes.with_reason_asked, category_id=self._chosen, asked=asked)
            self.change_lesson(what, ask)

    def _on_least_changed(self, number: int) -> None:
        if self._chosen is not None:
            ask = partial(schemes.with_least, category_id=self._chosen, number=number)
            self.change_lesson(_("annotations asked for"), ask)

    def _on_hide_outlets_clicked(self, hidden: bool) -> None:
        what = _("hide outlets") if hidden else _("show outlets")
        self.change_lesson(what, lambda lesson: replace(lesson, hide_outlets=hidden))

    def _on_technique_switched(self, technique: Technique, on: bool) -> None:
        category = self.category
        if category is None or not self.leave():
            return
        switch = partial(
            schemes.with_technique,
            category_id=category.id,
            technique=technique,
            on=on,
            shipped=self._shipped,
        )
        name = technique.name.lower()
        what = _("switch {technique} on", technique=name)
        if not on:
            what = _("switch {technique} off", technique=name)
        self.change(what, switch)

    def _on_technique_added(self, name: str, definition: str) -> None:
        category = self.category
        if category is None or not self.leave():
            return
        try:
            made = schemes.own_technique(category, self._shipped, name, definition)
        except NotAllowed as trouble:
            self._say(str(trouble))
            return
        self._on_technique_switched(made, True)
        self.techniques.clear_own()
