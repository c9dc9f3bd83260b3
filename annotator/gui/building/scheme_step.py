"""The step of the scheme: the categories of the lesson, their looks and their techniques."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import AnnotatorError, NotAllowed
from annotator.domain.identifiers import CategoryId
from annotator.domain.scheme import Category, Technique
from annotator.gui.articles.highlight_colours import palette_of_marks
from annotator.gui.articles.line_patterns import category_icon
from annotator.gui.building.scheme_form import SchemeForm
from annotator.gui.building.scheme_preview import PAPERS, SchemePreview
from annotator.gui.building.scheme_techniques import SchemeTechniques
from annotator.gui.building.step import BuilderStep
from annotator.gui.errors import Interaction
from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, Theme
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import label
from annotator.services import schemes
from annotator.session.drafting import DraftSession

if TYPE_CHECKING:
    from annotator.wiring.application import Application

#: The width of the side, in pixels and in letters.
LIST_WIDTH, LIST_LETTERS = 310, 40
TITLE = "Scheme"
HIDE_OUTLETS = "Hide outlets until the hand-in"
HELP = """The scheme is what students look for. Four categories come with the program; rename \
them, give them other colours, or add your own.

Colour is never the only sign: each category has a letter and a line pattern too. The three \
sheets at the left show how it looks on light paper, on dark paper and printed in grey. Sentences \
below them say which colours are too weak or too alike.

Switch off the techniques that you do not teach. They are not offered to students then, and not \
suggested for the key.

A category that has keys cannot change from words to sentences. If you remove it, its keys go \
too; Undo brings all of it back."""


class SchemeStep(BuilderStep):
    """The categories at the left, the chosen one in fields at the right."""

    key: ClassVar[str] = "scheme"
    title: ClassVar[str] = "Scheme"
    help_text: ClassVar[str] = HELP

    def __init__(
        self,
        session: DraftSession,
        application: Application,
        theme: Theme,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Make the parts; nothing is shown before `show_draft`."""
        super().__init__(session, application, theme, interaction, parent)
        from annotator.wiring.application import default_scheme

        self._shipped = default_scheme()
        self._chosen: CategoryId | None = None
        self.list = QListWidget()
        self.add = QPushButton("Add")
        self.remove = QPushButton("Remove")
        self.up = QToolButton()
        self.down = QToolButton()
        self.preview = SchemePreview(theme)
        self.findings = label("")
        self.hide_outlets = QCheckBox(HIDE_OUTLETS)
        self.trouble = label("", "danger")
        self.form = SchemeForm(theme)
        self.techniques = SchemeTechniques()
        self._set_up()
        self._arrange()
        self._connect()

    def _set_up(self) -> None:
        self.list.setAccessibleName("Categories")
        self.list.setIconSize(QSize(22, 22))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.add.setAccessibleName("Add a category")
        self.up.setAccessibleName("Move the category up")
        self.down.setAccessibleName("Move the category down")
        for button in (self.up, self.down, self.remove):
            button.setProperty("kind", "quiet")
            set_tip(button, button.accessibleName() or "Remove the category and its keys")
        self.findings.setWordWrap(True)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self._dress()

    def _dress(self) -> None:
        self.up.setIcon(themed_icon("arrow-up", self.theme.text))
        self.down.setIcon(themed_icon("arrow-down", self.theme.text))

    def _fit(self) -> None:
        """Make the side wide enough for its words in the size of the moment."""
        letters = LIST_LETTERS * self.fontMetrics().averageCharWidth()
        self._side.setFixedWidth(max(LIST_WIDTH, letters))

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_1)
        buttons.addWidget(self.add, 1)
        for button in (self.remove, self.up, self.down):
            buttons.addWidget(button)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SPACE_2)
        side.addWidget(self.list)
        side.addLayout(buttons)
        side.addWidget(self.preview)
        side.addWidget(self.findings)
        side.addWidget(self.hide_outlets)
        side.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(self.trouble)
        column.addWidget(self.form)
        column.addSpacing(SPACE_2)
        column.addWidget(label("Techniques", "heading"))
        column.addWidget(self.techniques)
        column.addStretch(1)
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(_scrolling(page, "The chosen category"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        row.setSpacing(SPACE_4)
        self._side = _scrolling(left, "Categories and their looks")
        row.addWidget(self._side)
        row.addWidget(sheet, 1)
        self._fit()

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.add.clicked.connect(self._on_add_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.form.edited.connect(self.leave)
        self.form.leastChanged.connect(self._on_least_changed)
        self.form.reasonToggled.connect(self._on_reason_toggled)
        self.hide_outlets.clicked.connect(self._on_hide_outlets_clicked)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.techniques.addRequested.connect(self._on_technique_added)
        self.techniques.switched.connect(self._on_technique_switched)
        self.up.clicked.connect(self._on_up_clicked)

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
        self.preview.show_scheme(lesson.scheme, self.theme)
        found = schemes.colour_findings(lesson.scheme, PAPERS)
        self.findings.setText("\n\n".join(finding.message for finding in found))
        self.findings.setProperty("role", "warning" if _has_problem(found) else "small")
        self.findings.style().polish(self.findings)
        self.findings.setVisible(bool(found))
        self.hide_outlets.setChecked(lesson.hide_outlets)
        self._show_category()

    def _show_list(self) -> None:
        draft = self.session.draft
        categories, chosen = draft.lesson.scheme.categories, self.category
        colours = palette_of_marks(categories, self.theme)
        self.list.blockSignals(True)
        self.list.clear()
        for category in categories:
            icon = category_icon(
                category, colours[category.id], self.theme.text, self.devicePixelRatioF()
            )
            item = QListWidgetItem(icon, category.name)
            item.setData(Qt.ItemDataRole.UserRole, category.id)
            set_tip(item, f"{schemes.keys_of(draft, category.id)} keys")
            self.list.addItem(item)
            if chosen is not None and category.id == chosen.id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        height = self.list.sizeHintForRow(0) if categories else 24
        self.list.setFixedHeight(max(3, len(categories)) * max(height, 24) + 6)
        at = self.list.currentRow()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(categories) - 1)
        self.remove.setEnabled(len(categories) > 1)
        self.add.setEnabled(len(categories) < schemes.MOST_CATEGORIES)

    def _show_category(self) -> None:
        category, lesson = self.category, self.session.draft.lesson
        if category is None:
            return
        self._chosen = category.id
        self.form.show_category(lesson, category)
        every = schemes.all_techniques(category, self._shipped)
        self.techniques.show_techniques(every, frozenset(t.id for t in category.techniques))

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        super().set_theme(theme)
        self._dress()
        self._fit()
        self.form.set_theme(theme)
        self.show_draft()

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
        typed, stored = self.form.typed(), self.category
        if typed is None or stored is None or typed == stored:
            self._say("")
            return True
        try:
            draft = schemes.changed_category(self.session.draft, typed)
        except NotAllowed as trouble:
            self._say(str(trouble))
            return False
        self._say("")
        return self._change(f"change {stored.name.lower()}", draft)

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _change(self, what: str, draft: LessonDraft) -> bool:
        try:
            self.session.change(what, draft)
        except AnnotatorError as trouble:
            self.interaction.tell(TITLE, str(trouble))
            return False
        return True

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        wanted = CategoryId(item.data(Qt.ItemDataRole.UserRole))
        if self.leave():
            self._chosen = wanted
        self.show_draft()

    def _on_add_clicked(self) -> None:
        if not self.leave():
            return
        draft, self._chosen = schemes.added_category(self.session.draft)
        if self._change("add a category", draft):
            self.form.name.setFocus()
            self.form.name.selectAll()

    def _on_remove_clicked(self) -> None:
        category = self.category
        if category is None:
            return
        keys = schemes.keys_of(self.session.draft, category.id)
        if keys:
            these = "1 key" if keys == 1 else f"{keys} keys"
            text = f"{category.name} has {these} in the answer key, which go with it."
            if not self.interaction.ask(
                "Remove the category?", text, "Remove", "Keep", careful=True
            ):
                return
        self._say("")
        draft = schemes.removed_category(self.session.draft, category.id)
        self._chosen = None
        self._change(f"remove {category.name.lower()}", draft)

    def _on_up_clicked(self) -> None:
        self._move(-1)

    def _on_down_clicked(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        category = self.category
        if category is not None and self.leave():
            draft = schemes.moved_category(self.session.draft, category.id, step)
            self._change(f"move {category.name.lower()}", draft)

    def _on_reason_toggled(self, asked: bool) -> None:
        if self._chosen is not None:
            draft = self.session.draft
            lesson = schemes.with_reason_asked(draft.lesson, self._chosen, asked=asked)
            what = "ask for a reason" if asked else "ask for no reason"
            self._change(what, replace(draft, lesson=lesson))

    def _on_least_changed(self, number: int) -> None:
        if self._chosen is not None:
            draft = self.session.draft
            lesson = schemes.with_least(draft.lesson, self._chosen, number)
            self._change("annotations asked for", replace(draft, lesson=lesson))

    def _on_hide_outlets_clicked(self, hidden: bool) -> None:
        draft = self.session.draft
        what = "hide outlets" if hidden else "show outlets"
        self._change(what, replace(draft, lesson=replace(draft.lesson, hide_outlets=hidden)))

    def _on_technique_switched(self, technique: Technique, on: bool) -> None:
        category = self.category
        if category is None or not self.leave():
            return
        draft = schemes.with_technique(
            self.session.draft, category.id, technique, on=on, shipped=self._shipped
        )
        self._change(f"switch {technique.name.lower()} {'on' if on else 'off'}", draft)

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


def _scrolling(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
    return area


def _has_problem(found: tuple[schemes.ColourFinding, ...]) -> bool:
    return any(finding.is_problem for finding in found)
