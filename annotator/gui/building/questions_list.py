"""The open questions of a lesson, each on a sheet of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from annotator.domain.lessons import Lesson, Question
from annotator.gui.building.item_sheets import Item, ItemSentences, ItemSheet
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import named
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.gui.widgets.note_field import NoteField
from annotator.services import rubrics
from annotator.translation import N_, _

EMPTY = N_(
    "There is no open question yet. Add one that needs two articles to answer, such "
    "as: What do all of them agree on?"
)


class QuestionSheet(ItemSheet):
    """One question: its words, what it is about, the lines on paper, and whether it is asked."""

    sentences = ItemSentences(
        up=N_("Move question {number} up"),
        down=N_("Move question {number} down"),
        remove=N_("Remove question {number}"),
        add=N_("Add a question"),
        changed=N_("change the question “{words}”"),
        moved=N_("move a question"),
        removed=N_("remove a question"),
    )
    words = "prompt"
    changed = staticmethod(rubrics.changed_question)
    moved = staticmethod(rubrics.moved_question)
    removed = staticmethod(rubrics.removed_question)

    def __init__(self, number: int) -> None:
        """Show no question yet."""
        super().__init__(number)
        self.prompt = NoteField(_("Question {number}", number=number), 2)
        self.about = ChoiceBox(_("What question {number} is about", number=number))
        self.about.setMinimumContentsLength(14)
        self.lines = named(QSpinBox(), _("Lines on paper for question {number}", number=number))
        self.lines.setRange(rubrics.FEWEST_LINES, rubrics.MOST_LINES)
        self.lines.setSuffix(" " + _("lines"))
        self.lines.setKeyboardTracking(False)
        self.asked = named(
            CheckBox(_("Required")), tip=_("The hand-in says so where it has no answer")
        )
        self.needs_all = named(
            CheckBox(_("Needs all articles")),
            tip=_("Students are told to skim those that they do not work on"),
        )
        column(
            row(label(_("Question {number}", number=number), "muted"), STRETCH, self.tools),
            self.prompt,
            row(
                label(_("About"), "muted"),
                stretched(self.about),
                self.lines,
                self.needs_all,
                self.asked,
                spacing=SPACE_2,
            ),
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_3),
            spacing=SPACE_1,
        )
        self._fill_in(
            {
                "prompt": self.prompt,
                "article_id": self.about,
                "lines": self.lines,
                "needs_all": self.needs_all,
            },
            _may_store,
        )
        self.asked.clicked.connect(self._on_asked_clicked)

    def show_item(self, lesson: Lesson, item: Item) -> None:
        """Show a question; words that are being written stay."""
        articles = [(f"{n} {each.outlet}", each.id) for n, each in enumerate(lesson.articles, 1)]
        is_all = lesson.asked.is_all
        whole = _("All articles") if is_all else _("The articles asked for")
        self.about.fill([(whole, ""), *articles])
        assert isinstance(item, Question)
        self.needs_all.setVisible(not is_all and item.article_id is None)
        self.asked.setChecked(item.id in lesson.required_work.questions)
        super().show_item(lesson, item)

    def write(self) -> None:
        """Put the keyboard into the words, all of them selected."""
        self.prompt.setFocus()
        self.prompt.selectAll()

    def _on_asked_clicked(self, asked: bool) -> None:
        wanted = self.form.value.id
        self.edited.emit(
            _("require an answer") if asked else _("require no answer"),
            lambda draft: rubrics.with_lesson(
                draft, rubrics.with_question_asked(draft.lesson, wanted, asked=asked)
            ),
        )


def _may_store(question: Question) -> bool:
    return bool(question.prompt.strip())
