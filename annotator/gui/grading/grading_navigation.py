"""Which hand-in or answer group is shown, and how; where somebody stopped is remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.grading_session import GradingPosition
from annotator.domain.identifiers import AnnotationId, HandInId
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_panels import GradingPanels
from annotator.gui.grading.grading_rows import entry_row, group_row, in_order
from annotator.gui.grading.group_controller import GroupController
from annotator.gui.grading.hand_in_controller import HandInController
from annotator.services.grading_session import GradingEntry
from annotator.session.grading import GradingChanged, GradingSession
from annotator.translation import N_, _

#: How long a hand-in is looked at before it is claimed and remembered, in milliseconds.
CLAIM_PAUSE = 300
TITLE = N_("Grading")
EVERYTHING_DONE = N_("Everything is graded. “Return…” gives the hand-ins back.")
NO_GROUP_WAITS = N_("Every answer group has a verdict. Go on by student (G).")


class GradingNavigation(QObject):
    """Goes through the hand-ins, or through the answer groups, of a lesson."""

    moved = Signal()

    def __init__(
        self,
        session: GradingSession,
        panels: GradingPanels,
        comments: CommentController,
        interaction: Interaction,
    ) -> None:
        """Begin where the grader stopped, without showing it."""
        super().__init__(panels)
        self.session = session
        self.panels = panels
        self.comments = comments
        self.interaction = interaction
        self.student = HandInController(session, panels, comments)
        self.groups = GroupController(session, panels, comments)
        self.by_groups = False
        self.names = False
        self._class_name = ""
        self._claimed: HandInId | None = None
        self._clock = QTimer(self, singleShot=True, interval=CLAIM_PAUSE)
        self._clock.timeout.connect(self._on_clock_timeout)
        self._resume()

    def _resume(self) -> None:
        place = self.session.place
        entries = in_order(self.session.entries, names=False)
        if place is not None:
            self.names, self.by_groups = place.names_shown, place.by_groups
            self.student.set_id(place.hand_in_id)
            self.groups.key = place.group or AnnotationId("")
        if self.student.id is None and entries:
            waiting = [e for e in entries if not self.session.is_done(e.id)]
            self.student.set_id((waiting or entries)[0].id)

    @property
    def entries(self) -> list[GradingEntry]:
        """Return the hand-ins of the chosen class as they are listed, or all of them."""
        of = [e for e in self.session.entries if self._class_name in ("", e.class_name)]
        return in_order(of, names=self.names)

    # -- show ------------------------------------------------------------------

    def show_everything(self) -> None:
        """Show the list, and what is chosen in it."""
        has_any = bool(self.session.entries)
        self.panels.show_whether_any(has_any)
        self.groups.shows_names = self.names
        self.panels.header.show_view(by_groups=self.by_groups, names=self.names)
        self.panels.side.show_view(by_groups=self.by_groups)
        self.panels.footer.graded.setVisible(not self.by_groups)
        if has_any and self.student.id is None:
            self._resume()
        self._show_left()
        if self.by_groups:
            group = self.groups.group or next(iter(self.session.groups), None)
            self.go_to(group.typical.id if group else "")
        elif self.student.id is not None:
            self.go_to(self.student.id)

    def show_changes(self, news: GradingChanged) -> None:
        """Show what a gesture changed."""
        self._show_left()
        if self.by_groups:
            self.groups.refresh()
        elif news.has_new_key or self.student.id in news.hand_ins:
            self.student.refresh()

    def show_class(self, name: str) -> None:
        """Show the hand-ins of one class, or without a name of all."""
        self._class_name = name
        entries = self.entries
        if entries and self.student.id not in [entry.id for entry in entries]:
            self.student.set_id(entries[0].id)
        self.show_everything()

    def show_names(self, shown: bool) -> None:
        """Show names instead of codes, or codes again."""
        self.names = self.groups.shows_names = shown
        self._show_left()
        if self.by_groups:
            self.groups.refresh()
        self._clock.start()

    def show_groups(self, by_groups: bool) -> None:
        """Go through answer groups, or through students."""
        self.comments.flush()
        self.by_groups = by_groups
        self.show_everything()

    def switch_view(self) -> None:
        """Go over between students and answer groups."""
        self.show_groups(not self.by_groups)

    def _show_left(self) -> None:
        session, left, entries = self.session, self.panels.left, self.entries
        header = self.panels.header
        header.offer_classes(sorted({e.class_name for e in session.entries if e.class_name}))
        header.show_progress(sum(session.is_done(entry.id) for entry in entries), len(entries))
        if self.by_groups:
            left.setAccessibleName(_("Answer groups, the biggest first"))
            left.set_rows([group_row(session, g) for g in session.groups], self.groups.key)
        else:
            left.setAccessibleName(_("Hand-ins"))
            rows = [entry_row(session, entry, names=self.names) for entry in entries]
            left.set_rows(rows, self.student.id or "")

    # -- go --------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Show another hand-in or answer group; what was written on the last one is stored."""
        self.comments.flush()
        self.panels.footer.tell("")
        if self.by_groups:
            self.groups.show(key)
        else:
            self.student.show(HandInId(key))
        self.panels.left.choose(key)
        self._clock.start()
        self.moved.emit()

    def step(self, by: int) -> None:
        """Go to the next hand-in or group, or below 0 to the previous one."""
        self.panels.left.step(by)

    def next_ungraded(self) -> None:
        """Go to the next hand-in that waits for this grader, or the next open group."""
        if self.by_groups:
            group = self.groups.next_open
            key, nothing = group.typical.id if group else "", _(NO_GROUP_WAITS)
        else:
            keys = [HandInId(row.id) for row in self.panels.left.rows]
            at = keys.index(self.student.id) + 1 if self.student.id in keys else 0
            later = (*keys[at:], *keys[:at])
            key = next((one for one in later if not self.session.is_done(one)), "")
            nothing = _(EVERYTHING_DONE)
        if key:
            self.go_to(key)
        else:
            self.panels.footer.tell(nothing)

    def after_group(self) -> None:
        """Go on with the next group that has no verdict."""
        if self.groups.next_open is None:
            self.groups.show(self.groups.key)
        self.next_ungraded()

    # -- where -----------------------------------------------------------------

    def _on_clock_timeout(self) -> None:
        with told(self.interaction, _(TITLE)):
            self.remember()

    def remember(self) -> None:
        """Store the place and claim the hand-in; say who else is working on it."""
        self._clock.stop()
        if not self.session.entries:
            return
        hand_in_id = self.student.id
        place = GradingPosition(
            self.session.lesson.id,
            self.session.grader.id,
            hand_in_id,
            self.by_groups,
            self.groups.key or None,
            self.names,
        )
        other = self.session.move_to(place, self._claimed)
        self._claimed = None if other else hand_in_id
        if other and not self.by_groups:
            said = _("{colleague} is working on this hand-in now.", colleague=other)
            self.panels.footer.tell(said, offers_take_over=True)

    def let_go(self) -> None:
        """Store the place and give up the hand-in."""
        self.remember()
        if self._claimed is not None:
            self.session.let_go(self._claimed)
            self._claimed = None

    def take_over(self) -> None:
        """Go on with a hand-in that somebody else works on."""
        if self.student.id is not None:
            with told(self.interaction, _(TITLE)):
                self.session.take_over(self.student.id)
                self._claimed = self.student.id
                self.panels.footer.tell(_("It is yours now."))
