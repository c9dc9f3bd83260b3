"""What a lesson says about itself, as a form: each field is stored when it is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.domain.lessons import Feedback, Lesson
from annotator.domain.text import normalise
from annotator.gui.building.asked_field import AskedField
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, TARGET
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, Part, column, row, sheet
from annotator.gui.widgets.note_field import NoteField
from annotator.translation import N_, _, ngettext

LONGEST_LINE = 300
WIDEST_CHOICE = 260


@dataclass(frozen=True, slots=True)
class TextField:
    """One text of a lesson: which, how it is called, and how many lines it shows."""

    name: str
    text: str
    lines: int
    description: str


TEXTS = (
    TextField("title", N_("Title"), 1, N_("What students see on the start screen")),
    TextField("event", N_("Event"), 1, N_("What happened, where and when")),
    TextField("summary", N_("Summary"), 2, N_("One or two sentences on the lesson's card")),
    TextField("instructions", N_("Instructions"), 4, N_("What students do, in order")),
    TextField("language", N_("Language of the articles"), 1, N_("A code such as en, de or es")),
    TextField("license", N_("License of the lesson"), 1, N_("Under which terms others may use it")),
    TextField("source_note", N_("Note on the sources"), 2, N_("Where the texts are from")),
)
FEEDBACK = (
    (Feedback.AFTER_HAND_IN, N_("After the hand-in")),
    (Feedback.AT_ONCE, N_("At once, for practice")),
)


class DetailsForm(QWidget):
    """The fields; `changed` brings what was done and the lesson with it."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty fields."""
        super().__init__(parent)
        self.texts = {field.name: _made(field) for field in TEXTS}
        self.feedback = ChoiceBox(_("When students see the answers"))
        self.feedback.setAccessibleDescription(_("Answers come after the hand-in, or at once"))
        self.feedback.fill([(_(text), feedback.value) for feedback, text in FEEDBACK])
        self.feedback.setMaximumWidth(WIDEST_CHOICE)
        self.hide_outlets = named(
            CheckBox(_("Hide outlets and authors until the hand-in")),
            tells=_("Students judge the words without the name"),
        )
        self.hide_outlets.setMinimumHeight(TARGET)
        self.elsewhere = paragraph("", "muted")
        self.asked = AskedField()
        rules = {"asked": self.asked, "feedback": self.feedback, "hide_outlets": self.hide_outlets}
        self._form = Form(self, {**self.texts, **rules})
        self._form.edited.connect(self._on_edited)
        self._column = column(
            self._about(),
            self._rules(),
            STRETCH,
            inside=self,
            margins=(0, 0, SPACE_2, SPACE_2),
            spacing=SPACE_4,
        )

    def _about(self) -> QWidget:
        parts: list[Part] = [label(_("About the lesson"), "heading")]
        for field in TEXTS:
            caption = label(_(field.text), "small")
            caption.setBuddy(self.texts[field.name])
            parts += [SPACE_1, caption, self.texts[field.name]]
        return _sheet(*parts)

    def _rules(self) -> QWidget:
        caption = label(_("Students see the answers"))
        caption.setBuddy(self.feedback)
        return _sheet(
            label(_("How students work"), "heading"),
            self.asked,
            SPACE_2,
            row(caption, self.feedback, STRETCH, spacing=SPACE_3),
            SPACE_2,
            self.hide_outlets,
            SPACE_2,
            self.elsewhere,
        )

    def put_first(self, widget: QWidget) -> None:
        """Show a widget above the fields, until it is put elsewhere."""
        self._column.insertWidget(0, widget)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a lesson; a field in which somebody types keeps what is typed."""
        self.asked.set_articles(lesson.articles)
        self._form.show(lesson)
        self.elsewhere.setText("\n".join(set_elsewhere(lesson)))

    def store(self) -> None:
        """Tell what was changed since the lesson was shown, as one step."""
        self._form.flush()

    def _on_edited(self, typed: Lesson) -> None:
        texts: dict[str, Any] = {f.name: _tidied(f, getattr(typed, f.name)) for f in TEXTS}
        after = replace(typed, **texts | {"language": texts["language"] or "en"})
        if after != (before := self._form.value):
            self.changed.emit(_what(before, after), after)


def _made(field: TextField) -> QLineEdit | NoteField:
    if field.lines > 1:
        made: QLineEdit | NoteField = NoteField(_(field.text), field.lines)
    else:
        made = line = QLineEdit()
        line.setMaxLength(LONGEST_LINE)
    made.setPlaceholderText(_(field.description))
    return named(made, _(field.text), _(field.description))


def _sheet(*parts: Part) -> QWidget:
    return sheet(column(*parts, margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_4), spacing=SPACE_1))


def set_elsewhere(lesson: Lesson) -> tuple[str, ...]:
    """Return what other steps set and a teacher looks for before publishing."""
    level = f", {lesson.level}" if lesson.level else ""
    asked = [
        _(
            "{number} of {category}",
            number=lesson.required_work.annotations[category.id],
            category=category.name.lower(),
        )
        for category in lesson.scheme.categories
        if lesson.required_work.annotations.get(category.id)
    ]
    questions = len(lesson.required_work.questions)
    if questions:
        asked.append(ngettext("{number} answer", "{number} answers", questions))
    reasons = [c.name.lower() for c in lesson.scheme.categories if c.id in lesson.reason_required]
    if reasons:
        asked.append(_("a reason for {categories}", categories=_(" and ").join(reasons)))
    wants = "; ".join(asked) or _("nothing")
    return (
        _(
            "Time and level: {minutes} minutes{level} (step Questions).",
            minutes=lesson.minutes,
            level=level,
        ),
        _("The hand-in check asks for: {wants} (steps Scheme and Questions).", wants=wants),
    )


def _tidied(field: TextField, text: str) -> str:
    clean = normalise(text)
    return " ".join(clean.split()) if field.lines == 1 else clean.strip()


def _what(before: Lesson, after: Lesson) -> str:
    texts = [field for field in TEXTS if getattr(before, field.name) != getattr(after, field.name)]
    if len(texts) == 1:
        return _("change the {field}", field=_(texts[0].text).lower())
    return _("change the lesson's details") if texts else _("change how students work")
