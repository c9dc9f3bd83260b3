"""What the categories mean, the boundary rules, and the keys: always one click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Category
from annotator.gui.articles.line_patterns import SignLabel
from annotator.gui.articles.technique_box import explained
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.labels import label
from annotator.translation import N_, _, ngettext

KEYS = (
    (N_("1 to 5"), N_("annotate the selection or the sentence")),
    (N_("Enter"), N_("write the reason")),
    (N_("Del"), N_("remove the annotation at the caret")),
    (N_("N, P"), N_("next, previous annotation")),
    (N_("Arrows"), N_("move the caret; with Shift select")),
    (N_("Ctrl+arrows"), N_("by word")),
    (N_("Alt+arrows"), N_("by sentence")),
    ("L", N_("link: the same thing in another article")),
    ("F6", N_("next article; F11 this one alone")),
    ("Ctrl+F", N_("find; F3 the next one")),
    ("F2", N_("this page, and back to the text")),
    ("Ctrl+Enter", N_("done writing, back to the text")),
    ("Ctrl+Z", N_("undo; Ctrl+Shift+Z redo")),
    ("F1", N_("all keys")),
)


class SchemePanel(QScrollArea):
    """The scheme of a lesson to look up while reading."""

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Show the scheme."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setObjectName("scheme")
        self.setAccessibleName(_("Scheme"))
        self.setAccessibleDescription(_spoken(lesson))
        self._lesson = lesson
        self._chips: list[tuple[SignLabel, Category]] = []
        self._inside = inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_3)
        for category in lesson.scheme.categories:
            column.addLayout(self._described(category))
        column.addSpacing(SPACE_1)
        column.addWidget(label(_("Where the borders are"), "heading"))
        for rule in lesson.scheme.rules:
            column.addWidget(_wrapped(rule))
        column.addSpacing(SPACE_1)
        column.addWidget(label(_("Keys"), "heading"))
        column.addLayout(_key_table([(_(keys), _(does)) for keys, does in KEYS]))
        column.addStretch(1)
        self.setWidget(inside)

    def show_category(self, category_id: CategoryId) -> None:
        """Bring what a category means into view."""
        for chip, category in self._chips:
            if category.id == category_id:
                top = chip.mapTo(self._inside, chip.rect().topLeft()).y()
                self.verticalScrollBar().setValue(top - SPACE_3)

    def _described(self, category: Category) -> QHBoxLayout:
        chip = SignLabel(category, 22)
        self._chips.append((chip, category))
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        name = label(_("{category} – key {key}", category=category.name, key=category.key))
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        words.addWidget(name)
        words.addWidget(_wrapped(category.definition))
        least = self._lesson.required_work.annotations.get(category.id, 0)
        if least:
            words.addWidget(_wrapped(_("At least {least} in this lesson.", least=least)))
        if category.example:
            words.addWidget(_wrapped(category.example.replace("*", ""), "small"))
        if category.techniques:
            words.addWidget(TechniqueSection(category))
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        chip_column = QVBoxLayout()
        chip_column.addWidget(chip)
        chip_column.addStretch(1)
        row.addLayout(chip_column)
        row.addLayout(words, 1)
        return row


class TechniqueSection(QWidget):
    """The techniques of a category, folded away until somebody wants them."""

    def __init__(self, category: Category) -> None:
        """Show how many there are."""
        super().__init__()
        number = len(category.techniques)
        self._number = number
        words = ngettext("{number} technique", "{number} techniques", number)
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.setProperty("kind", "quiet")
        self.toggle.setAccessibleName(_("{what} of {category}", what=words, category=category.name))
        self._list = QWidget()
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, SPACE_2)
        inside.setSpacing(SPACE_1)
        for technique in category.techniques:
            inside.addWidget(_wrapped(technique.name))
            inside.addWidget(_wrapped(explained(technique), "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toggle)
        column.addWidget(self._list)
        self.toggle.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def _on_toggled(self, shown: bool) -> None:
        self._list.setVisible(shown)
        number = self._number
        self.toggle.setText(
            ngettext("Hide {number} technique", "Hide {number} techniques", number)
            if shown
            else ngettext("Show {number} technique", "Show {number} techniques", number)
        )
        self.toggle.setAccessibleDescription(_("Shown below") if shown else _("Folded away"))


def _spoken(lesson: Lesson) -> str:
    """Return the definitions and rules as one text for a screen reader."""
    scheme = lesson.scheme
    definitions = (f"{c.name}, key {c.key}: {c.definition}" for c in scheme.categories)
    return " ".join((*definitions, *scheme.rules))


def _wrapped(text: str, role: str = "") -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    return made


def _key_table(keys: Sequence[tuple[str, str]]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(SPACE_4)
    form.setVerticalSpacing(SPACE_1)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    for key, meaning in keys:
        form.addRow(label(key, "muted"), _wrapped(meaning))
    return form
