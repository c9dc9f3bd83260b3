"""How the grades of a class are said: per cent, points of so many, or steps with names."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.grades import PERCENT, GradeScale, ScaleKind, grade_of
from annotator.gui.classes.dialog_frame import DialogFrame
from annotator.gui.look.theme import SPACE_2
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, holding, row
from annotator.gui.widgets.note_field import NoteField
from annotator.services.grade_scales import MOST_POINTS, steps_text, steps_typed
from annotator.translation import N_, _

KINDS = (
    (ScaleKind.PERCENT, N_("Per cent")),
    (ScaleKind.POINTS, N_("Points of a number of your own")),
    (ScaleKind.STEPS, N_("Steps with names")),
)
ROUNDINGS = (
    (1.0, N_("whole points")),
    (0.5, N_("half points")),
    (0.1, N_("tenths")),
    (0.01, N_("hundredths")),
)
ABOUT = N_(
    "Grades are said like this on every screen, sheet and file; the points stay as they are."
)
STEPS = N_("One step on a line: its name, then the least per cent, such as: B 80")
EXAMPLE = 0.714


class ScaleDialog(DialogFrame):
    """Chooses a scale, with an example of what it says."""

    #: The scale, and whether it is for all classes.
    chosen = Signal(object, bool)

    def __init__(self, name: str, scale: GradeScale, parent: QWidget | None = None) -> None:
        """Show the scale of a class as it is."""
        super().__init__(
            _("Grades of {name}", name=name),
            _(ABOUT),
            _("Use this scale"),
            _("Say the grades of the class on this scale"),
            parent,
        )
        self.kind = ChoiceBox(_("Scale"))
        self.kind.fill([(_(text), kind.value) for kind, text in KINDS])
        self.kind.choose(scale.kind.value)
        self.out_of = named(QDoubleSpinBox(), _("Most points"))
        self.out_of.setDecimals(1)
        self.out_of.setRange(1, MOST_POINTS)
        self.out_of.setValue(scale.out_of)
        self.rounding = ChoiceBox(_("Rounded to"))
        self.rounding.fill([(_(text), to) for to, text in ROUNDINGS])
        self.rounding.choose(scale.rounded_to)
        self.steps = NoteField(_("Steps"), 6)
        self.steps.setAccessibleDescription(_(STEPS))
        self.steps.setPlainText(steps_text(scale))
        self.for_all = CheckBox(_("For all my classes"))
        self._example = paragraph("", "muted")
        self._points = holding(
            row(
                *(label(_("Out of"), "muted"), self.out_of, self.rounding, STRETCH),
                spacing=SPACE_2,
                margins=0,
            )
        )
        self._steps = holding(
            column(paragraph(_(STEPS), "muted"), self.steps, spacing=SPACE_2, margins=0)
        )
        for part in (self.kind, self._points, self._steps, self._example, self.for_all):
            self.body.addWidget(part)
        self.kind.activated.connect(self._show)
        self.out_of.valueChanged.connect(self._show)
        self.rounding.activated.connect(self._show)
        self.steps.textChanged.connect(self._show)
        self.accepting.connect(self._on_accepting)
        self._show()

    def scale(self) -> GradeScale:
        """Return the scale as it stands in the fields; raise NotAllowed where it is none."""
        kind = ScaleKind(str(self.kind.currentData()))
        if kind is ScaleKind.POINTS:
            to = float(self.rounding.currentData())
            return GradeScale(kind, out_of=self.out_of.value(), rounded_to=to)
        return steps_typed(self.steps.toPlainText()) if kind is ScaleKind.STEPS else PERCENT

    def _show(self) -> None:
        kind = self.kind.currentData()
        self._points.setVisible(kind == ScaleKind.POINTS.value)
        self._steps.setVisible(kind == ScaleKind.STEPS.value)
        self.say("")
        try:
            grade = grade_of(EXAMPLE, 1, self.scale())
            said = _("{percent} % is said as: {grade}", percent=grade.percent, grade=grade.text)
        except AnnotatorError:
            said = ""
        self._example.setText(said)
        if self.isVisible():
            self.grow()

    def _on_accepting(self) -> None:
        try:
            scale = self.scale()
        except AnnotatorError as trouble:
            self.say(str(trouble))
            return
        self.chosen.emit(scale, self.for_all.isChecked())
        self.accept()
