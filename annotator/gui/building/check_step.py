"""The step that proves the lesson: every problem in a row, and a click leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.building.step import BuilderStep
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, Theme
from annotator.gui.widgets.icons import icon_pixmap
from annotator.gui.widgets.labels import label
from annotator.services.publishing import DraftProblem, StepKey, check_draft

_WHERE = {
    StepKey.ARTICLES: "Articles",
    StepKey.SCHEME: "Scheme",
    StepKey.QUESTIONS: "Questions",
    StepKey.KEY: "Key",
    StepKey.PUBLISH: "Publish",
}
PAUSE = 200


class FindingRow(QPushButton):
    """One problem as a wide button: its sign, what is wrong, and the step that corrects it."""

    chosen = Signal(object)

    def __init__(self, problem: DraftProblem, theme: Theme, parent: QWidget | None = None) -> None:
        """Show a problem."""
        super().__init__(parent)
        self.problem = problem
        self.setProperty("kind", "jump")
        self.setAutoDefault(True)  # Enter goes there too
        kind = "Problem" if problem.is_error else "Advice"
        self.setAccessibleName(f"{kind}: {problem.message}")
        self.setAccessibleDescription(f"Go to {_WHERE[problem.step]}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_2, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_3)
        self._sign = QLabel()
        self._sign.setFixedWidth(22)
        words = label(problem.message)
        words.setWordWrap(True)
        where = label(_WHERE[problem.step], "small")
        for each in (self._sign, words, where):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addWidget(where)
        self.clicked.connect(self._on_clicked)
        self.set_theme(theme)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.problem)

    def set_theme(self, theme: Theme) -> None:
        """Draw the sign in another theme's colours."""
        is_error = self.problem.is_error
        name, colour = ("circle-x", theme.danger) if is_error else ("lightbulb", theme.warning)
        self._sign.setPixmap(icon_pixmap(name, colour, 18, self.devicePixelRatioF()))

    def hasHeightForWidth(self) -> bool:
        """Return that a narrow row is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at this width."""
        layout = self.layout()
        return 0 if layout is None else max(38, layout.totalHeightForWidth(width))


class CheckStep(BuilderStep):
    """What must be corrected, what could be better, and the way to each."""

    key: ClassVar[str] = "check"
    title: ClassVar[str] = "Check"
    help_text: ClassVar[str] = (
        "Here stands everything that keeps the lesson from being published, and below it "
        "advice that you can follow or leave.\n\n"
        "A click on a line leads to the place. The list follows every change.\n\n"
        "Sentences without a label cost nobody points: they are not scored."
    )

    def __init__(self, *args: object, **more: object) -> None:
        """Build the two lists; they are filled by `show_draft`."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self._rows: list[FindingRow] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PAUSE)
        self._clock.timeout.connect(self._check)
        self._build()

    def _build(self) -> None:
        self._summary = label("", "title")
        self._summary.setWordWrap(True)
        self._hint = label("", "muted")
        self._hint.setWordWrap(True)
        self._errors = self._sheet("What must be corrected")
        self._advice = self._sheet("What could be better")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self._errors)
        column.addWidget(self._advice)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("Problems and advice")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_4, SPACE_2, SPACE_2, 0)
        outer.setSpacing(SPACE_2)
        outer.addWidget(self._summary)
        outer.addWidget(self._hint)
        outer.addWidget(self._area, 1)

    def _sheet(self, heading: str) -> QFrame:
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addWidget(label(heading, "heading"))
        return sheet

    @property
    def rows(self) -> Sequence[FindingRow]:
        """Return the rows as they stand."""
        return tuple(self._rows)

    def show_draft(self) -> None:
        """Check the draft anew, at once where it comes into view."""
        if self._rows or self._summary.text():
            self._clock.start()
        else:
            self._check()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        super().set_theme(theme)
        for row in self._rows:
            row.set_theme(theme)

    def problems(self) -> int:
        """Return none of its own: each problem counts at the step that corrects it."""
        return 0

    def _check(self) -> None:
        self._clock.stop()
        found = check_draft(self.session.draft)
        if [row.problem for row in self._rows] != list(found):
            self._show(found)
        errors = sum(problem.is_error for problem in found)
        if errors:
            noun = "1 problem" if errors == 1 else f"{errors} problems"
            self._summary.setText(f"{noun} to correct")
            self._hint.setText("A click on a line leads to the place.")
        else:
            self._summary.setText("Ready to publish")
            advice = len(found)
            self._hint.setText(
                "Nothing stands in the way."
                if not advice
                else "Nothing stands in the way. The advice below is yours to follow or leave."
            )

    def _show(self, found: Sequence[DraftProblem]) -> None:
        place = self._area.verticalScrollBar().value()
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for problem in found:
            sheet = self._errors if problem.is_error else self._advice
            row = FindingRow(problem, self.theme, sheet)
            row.chosen.connect(self._on_row_chosen)
            layout = sheet.layout()
            assert layout is not None
            layout.addWidget(row)
            self._rows.append(row)
        self._errors.setVisible(any(problem.is_error for problem in found))
        self._advice.setVisible(any(not problem.is_error for problem in found))
        self._area.verticalScrollBar().setValue(place)

    def _on_row_chosen(self, problem: DraftProblem) -> None:
        self.jumpRequested.emit(problem.step.value, problem.article_id, problem.item_id)
