"""Which articles a student works on, as one field: all, at least so many, or by groups."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.lessons import Article
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, named, paragraph, tool
from annotator.gui.widgets.delayed_save import show_text
from annotator.gui.widgets.form import ValueField, words_typed
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, clear, column, holding, row
from annotator.translation import N_, _

ALL, AT_LEAST, GROUPS = "all", "at-least", "groups"
CHOICES = (
    (ALL, N_("All of them")),
    (AT_LEAST, N_("At least so many; students choose which")),
    (GROUPS, N_("Each group some of them")),
)
TELLS = {
    ALL: N_("Every article counts for the score."),
    AT_LEAST: N_(
        "The articles in which a student did best count for the score, at least so many. The "
        "maximum is that of these articles."
    ),
    GROUPS: N_(
        "Students choose their group when they open the lesson; you tell them which. Only the "
        "group's articles count for the score."
    ),
}
MOST_GROUPS, LONGEST_NAME = 20, 40


class AskedField(ValueField):
    """A choice of three, with the number or the groups below it."""

    #: Something in it changed its height.
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold all of no articles."""
        super().__init__(parent)
        self._articles: tuple[Article, ...] = ()
        self._rows: list[GroupRow] = []
        self.kind = ChoiceBox(_("Articles that students work on"))
        self.kind.setMinimumContentsLength(24)
        self.kind.fill([(_(words), kind) for kind, words in CHOICES])
        self.least = named(QSpinBox(), _("At least so many articles"))
        self.least.setKeyboardTracking(False)
        self._tells = paragraph("", "muted")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(SPACE_1)
        self._groups = holding(self._grid)
        self.add = button(_("Add a group"), _("Add one more group"), self._on_add_clicked)
        caption = label(_("Students work on"))
        caption.setBuddy(self.kind)
        column(
            row(caption, self.kind, self.least, STRETCH, spacing=SPACE_3),
            self._tells,
            self._groups,
            row(self.add, STRETCH),
            inside=self,
            margins=0,
            spacing=SPACE_2,
        )
        self.kind.activated.connect(self._on_kind_activated)
        self.least.valueChanged.connect(self.changed)
        self._show_kind(ALL)

    @property
    def groups(self) -> Sequence[GroupRow]:
        """Return the rows of the groups."""
        return self._rows

    # -- the field's value ---------------------------------------------------------------

    def set_articles(self, articles: tuple[Article, ...]) -> None:
        """Offer these articles; what is held stays."""
        before = [(each.id, each.outlet) for each in self._articles]
        if before != [(each.id, each.outlet) for each in articles]:
            held = self.value()
            self._articles = articles
            self._rows = []
            self.show_value(held)

    def value(self) -> AskedArticles:
        """Return what is chosen."""
        kind = self.kind.currentData()
        if kind == AT_LEAST:
            return AskedArticles(at_least=self.least.value())
        if kind == GROUPS:
            return AskedArticles(groups=tuple(each.group() for each in self._rows))
        return AskedArticles()

    def show_value(self, value: AskedArticles) -> None:
        """Hold another value without telling anybody."""
        least = value.at_least or max(1, len(self._articles) - 1)
        was_blocked = self.least.blockSignals(True)
        self.least.setRange(1, max(1, len(self._articles), least))
        self.least.setValue(least)
        self.least.setSuffix(" " + _("of {number}", number=len(self._articles)))
        self.least.blockSignals(was_blocked)
        self._show_groups(value.groups)
        self._show_kind(GROUPS if value.groups else AT_LEAST if value.at_least else ALL)

    def _show_kind(self, kind: str) -> None:
        self.kind.choose(kind)
        self.least.setVisible(kind == AT_LEAST)
        self._groups.setVisible(kind == GROUPS)
        self.add.setVisible(kind == GROUPS)
        self.add.setEnabled(len(self._rows) < MOST_GROUPS)
        self._tells.setText(_(TELLS[kind]))
        self.resized.emit()

    def _show_groups(self, groups: Sequence[ReadingGroup]) -> None:
        if len(groups) != len(self._rows):
            clear(self._grid)
            self._rows = [GroupRow(n, self._articles) for n in range(1, len(groups) + 1)]
            for each in self._rows:
                self._place(each)
        for each, group in zip(self._rows, groups, strict=True):
            each.show_group(group)

    def _place(self, made: GroupRow) -> None:
        number = self._rows.index(made)
        for place, part in enumerate((made.name, *made.ticks.values(), made.remove)):
            self._grid.addWidget(part, number, place)
        made.name.textEdited.connect(self.typing)
        made.name.editingFinished.connect(self.changed)
        for tick in made.ticks.values():
            tick.clicked.connect(self.changed)
        made.remove.clicked.connect(partial(self._on_remove_clicked, made))

    # -- what a person does --------------------------------------------------------------

    def _on_kind_activated(self) -> None:
        kind = str(self.kind.currentData())
        if kind == GROUPS and not self._rows:
            self._show_groups(_first_groups(self._articles))
        self._show_kind(kind)
        self.changed.emit()

    def _on_add_clicked(self) -> None:
        groups = [each.group() for each in self._rows]
        self._show_groups([*groups, ReadingGroup(_name(len(groups) + 1, groups), ())])
        self.add.setEnabled(len(self._rows) < MOST_GROUPS)
        self._rows[-1].name.setFocus()
        self._rows[-1].name.selectAll()
        self.resized.emit()
        self.changed.emit()

    def _on_remove_clicked(self, gone: GroupRow) -> None:
        groups = [each.group() for each in self._rows if each is not gone]
        self._show_groups(groups)
        self._show_kind(GROUPS if groups else ALL)
        self.kind.setFocus()
        self.changed.emit()


class GroupRow:
    """One group: its name, a tick for each article, and a way to take it out."""

    def __init__(self, number: int, articles: Sequence[Article]) -> None:
        """Make an empty row."""
        self.name = named(QLineEdit(), _("Name of group {number}", number=number))
        self.name.setMaxLength(LONGEST_NAME)
        self.ticks = {}
        for place, article in enumerate(articles, 1):
            tick = named(
                CheckBox(f"A{place}"),
                _("Group {number}: {outlet}", number=number, outlet=article.outlet),
            )
            set_tip(tick, article.outlet)
            self.ticks[article.id] = tick
        remove = _("Remove group {number}", number=number)
        self.remove = tool(remove, _("Take this group out; Undo brings it back"))
        self.remove.setIcon(themed_icon("x", size=16))
        self._stored = ReadingGroup("", ())

    def group(self) -> ReadingGroup:
        """Return the group as it stands in the row; what says the same is what is stored."""
        ticked = tuple(one for one, tick in self.ticks.items() if tick.isChecked())
        stored = self._stored.articles
        is_same = set(ticked) == self.ticks.keys() & set(stored)
        name = words_typed(self.name.text(), self._stored.name)
        return ReadingGroup(" ".join(name.split()), stored if is_same else ticked)

    def show_group(self, group: ReadingGroup) -> None:
        """Show a group."""
        self._stored = group
        show_text(self.name, group.name)
        for one, tick in self.ticks.items():
            tick.setChecked(one in group.articles)


def _first_groups(articles: Sequence[Article]) -> list[ReadingGroup]:
    """Return two groups that share the articles."""
    ids = [article.id for article in articles]
    half = (len(ids) + 1) // 2
    parts = [part for part in (ids[:half], ids[half:]) if part]
    return [ReadingGroup(_name(n, ()), tuple(part)) for n, part in enumerate(parts, 1)]


def _name(number: int, known: Sequence[ReadingGroup]) -> str:
    """Return a name that no group has yet."""
    taken = {group.name for group in known}
    names = (_("Group {number}", number=n) for n in range(number, number + MOST_GROUPS + 1))
    return next(name for name in names if name not in taken)
