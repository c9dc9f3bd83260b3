"""The builder's frame: the steps at the left, a step's work in the middle, help at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from annotator.gui.building.step import BuilderStep
from annotator.gui.building.step_button import StepButton
from annotator.gui.errors import Interaction, told
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.screens import STEPS, ScreenInfo
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import Chip, ElidedLabel, label
from annotator.gui.widgets.layouts import (
    STRETCH,
    column,
    holding,
    row,
    scrolled,
    sheet,
    stretched,
)
from annotator.services.lesson_library import UNTITLED
from annotator.services.publishing import check_draft, errors_by_step
from annotator.session.drafting import DraftChanged
from annotator.translation import _, said
from annotator.use_cases.drafting import DraftEditing

STEPS_WIDTH = 196
HELP_WIDTH = 264
#: A narrower window starts without the help, in pixels.
ROOM_FOR_HELP = 1500
#: How long after a change the draft is checked, in milliseconds.
CHECK_PAUSE = 300


class BuilderScreen(QWidget):
    """One draft on the builder."""

    backRequested = Signal()
    #: Emitted with the lesson that the teacher wants to see as a student.
    tryRequested = Signal(object)

    def __init__(
        self,
        editing: DraftEditing,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Open the draft; raise UnknownThing if it is not here."""
        super().__init__(parent)
        self._editing = editing
        self._interaction = interaction
        self.session = editing.open()
        self._infos = STEPS
        self._steps: dict[str, BuilderStep] = {}
        self._buttons: dict[str, StepButton] = {}
        self._is_help_chosen = False
        self._check_clock = QTimer(self, singleShot=True, interval=CHECK_PAUSE)
        self._stack = QStackedWidget()
        self.setAccessibleName(_("Lesson builder"))
        self._help = self._build_help()
        middle = row(
            self._build_steps(),
            stretched(self._stack),
            self._help,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_3),
            spacing=SPACE_3,
        )
        column(self._build_header(), stretched(middle), inside=self, margins=0, spacing=0)
        self._connect()

    def _build_header(self) -> QHBoxLayout:
        self.back_button = _tool(
            _("Lessons"), "arrow-left", _("Back to the list; everything here is stored")
        )
        self._title = ElidedLabel("", role="heading")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._state = Chip("")
        undo, redo = (
            _("Take back the last step of this lesson (Ctrl+Z)"),
            (_("Do the step again (Ctrl+Shift+Z)")),
        )
        self.undo_button = named(_tool("", "undo-2", undo), _("Undo"))
        self.redo_button = named(_tool("", "redo-2", redo), _("Redo"))
        self.help_button = _tool(
            _("Help"), "circle-question-mark", _("Show or hide what this step is about")
        )
        self.help_button.setCheckable(True)
        return row(
            self.back_button,
            stretched(self._title),
            self._state,
            SPACE_3,
            self.undo_button,
            self.redo_button,
            self.help_button,
            margins=(SPACE_3, SPACE_2, SPACE_3, 0),
            spacing=SPACE_2,
        )

    def _build_steps(self) -> QWidget:
        self._group = QButtonGroup(self)
        for number, info in enumerate(self._infos, 1):
            made = self._buttons[info.key] = StepButton(number, _(info.title))
            self._group.addButton(made, number - 1)
        steps = column(
            *self._buttons.values(), STRETCH, margins=(0, SPACE_1, 0, 0), spacing=SPACE_1
        )
        holder = named(holding(steps), _("Steps"))
        holder.setFixedWidth(STEPS_WIDTH)
        return holder

    def _build_help(self) -> QWidget:
        self._help_title = label("", "heading")
        self._help_text = paragraph()
        self._help_text.setAlignment(Qt.AlignmentFlag.AlignTop)
        page = column(self._help_title, self._help_text, STRETCH, margins=SPACE_4, spacing=SPACE_2)
        area = named(scrolled(holding(page)), _("Help for this step"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made = sheet(column(area, margins=1))
        made.setFixedWidth(HELP_WIDTH)
        return made

    def _connect(self) -> None:
        self._check_clock.timeout.connect(self.check)
        self._group.idClicked.connect(self._on_group_id_clicked)
        self.back_button.clicked.connect(self.backRequested)
        self.help_button.clicked.connect(self._on_help_button_clicked)
        self.help_button.toggled.connect(self._on_help_button_toggled)
        self.redo_button.clicked.connect(self.redo)
        self.undo_button.clicked.connect(self.undo)
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        # For good: the session is this screen's own and goes with it.
        self.session.subscribe(self._on_draft_changed)

    # -- what the area asks ----------------------------------------------------------------------

    def enter(self) -> None:
        """Show the draft where it was left, or at its first step."""
        if not self._is_help_chosen:
            self.help_button.setChecked(self.window().width() >= ROOM_FOR_HELP)
        shown = self.step
        if shown is None:
            self.show_step(self._infos[0].key)
        else:
            shown.show_draft()
        self._on_help_button_toggled(self.help_button.isChecked())
        self._show_draft()
        self.check()

    def leave(self) -> bool:
        """Let the step in view store what is typed; return whether it can be left."""
        return self.step is None or self.step.leave()

    # -- steps -----------------------------------------------------------------------------------

    @property
    def step(self) -> BuilderStep | None:
        """Return the step in view, or None before the first one is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, BuilderStep) else None

    def _on_group_id_clicked(self, number: int) -> None:
        self.show_step(self._infos[number].key)

    def show_step(self, key: str) -> None:
        """Show a step once the one before has stored what is typed."""
        info = next((each for each in self._infos if each.key == key), None)
        if info is None:
            return
        if self.step is not None and self.step.key != key and not self.step.leave():
            key = self.step.key
            info = next(each for each in self._infos if each.key == key)
        self._buttons[key].setChecked(True)
        step = self._step(info)
        self._stack.setCurrentWidget(step)
        self._help_title.setText(_(info.title))
        self._help_text.setText(_(step.help_text))
        step.show_draft()

    def _step(self, info: ScreenInfo) -> BuilderStep:
        known = self._steps.get(info.key)
        if known is not None:
            return known
        step: BuilderStep = info.load()(self.session, self._editing, self._interaction)
        step.jumpRequested.connect(self._on_step_jump_requested)
        step.problemsChanged.connect(self._check_clock.start)
        if hasattr(step, "tryRequested"):
            step.tryRequested.connect(self.tryRequested)
        self._steps[info.key] = step
        self._stack.addWidget(step)
        return step

    def _on_step_jump_requested(self, key: str, article_id: str, item_id: str) -> None:
        self.show_step(key)
        if self.step is not None and self.step.key == key:
            self.step.setFocus()
            self.step.go_to(article_id, item_id)

    # -- the draft -------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the newest step of the draft."""
        if self.leave():
            self._turn(self.session.undo)

    def redo(self) -> None:
        """Do the step again that was taken back."""
        if self.leave():
            self._turn(self.session.redo)

    def _turn(self, way: Callable[[], bool]) -> None:
        with told(self._interaction, _("Build a lesson")):
            way()

    def _on_draft_changed(self, _change: DraftChanged) -> None:
        if self.step is not None:
            self.step.show_draft()
        self._show_draft()
        self._check_clock.start()

    def _show_draft(self) -> None:
        draft = self.session.draft
        self._title.setText(draft.lesson.title or _(UNTITLED))
        set_tip(self._title, draft.lesson.title)
        if draft.published is None:
            self._state.setText(_("Draft"))
        else:
            self._state.setText(
                _("Version {version} is published", version=draft.published.version)
            )
        undo, redo = self.session.undo_label, self.session.redo_label
        undo_tip = _("Undo {step}", step=said(undo)) if undo else _("Nothing to undo")
        redo_tip = _("Redo {step}", step=said(redo)) if redo else _("Nothing to redo")
        for tool, done, tip in (
            (self.undo_button, undo, undo_tip),
            (self.redo_button, redo, redo_tip),
        ):
            tool.setEnabled(done is not None)
            named(tool, tells=tip, tip=tip)

    def check(self) -> None:
        """Show which steps have problems and which have none."""
        self._check_clock.stop()
        draft = self.session.draft
        errors = errors_by_step(check_draft(draft))
        has = {
            "articles": bool(draft.lesson.articles),
            "scheme": bool(draft.lesson.scheme.categories),
            "questions": bool(draft.lesson.questions or draft.lesson.criteria),
            "key": bool(draft.key.annotations),
            "check": bool(draft.lesson.articles) and not sum(errors.values()),
            "publish": draft.published is not None,
        }
        for key, shown in self._buttons.items():
            step = self._steps.get(key)
            own = step.problems() if step is not None else 0
            shown.show_state(max(errors.get(key, 0), own), is_done=has.get(key, False))

    # -- help ------------------------------------------------------------------------------------

    def _on_help_button_toggled(self, is_on: bool) -> None:
        self._help.setVisible(is_on)

    def _on_help_button_clicked(self) -> None:
        self._is_help_chosen = True


def _tool(text: str, icon: str, tells: str) -> QPushButton:
    made = button(text, tells, kind="quiet", tip=tells)
    made.setIcon(themed_icon(icon))
    return made
