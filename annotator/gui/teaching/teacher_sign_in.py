"""The sign-in page before the teacher's area: opens for the passphrase, and lets one be chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.passphrases import new_passphrase, wait_after
from annotator.gui.errors import Interaction, told
from annotator.gui.task import TaskSlot
from annotator.gui.teaching.sign_in_pages import (
    FORGOTTEN,
    ChoosePage,
    ClosedPage,
    RecoveryCodePage,
    SecretPage,
    SignInPage,
)
from annotator.gui.widgets.layouts import STRETCH, LayoutItem, column, holding, row, stretched
from annotator.services.jobs import Job
from annotator.translation import N_, _
from annotator.use_cases.access import TeacherAccess, write_recovery_code

TITLE = N_("Teacher's area")
NOT_IT = N_("This is not the passphrase.")
WRONG_CODE = N_("This is not the recovery code.")


class TeacherSignIn(QWidget):
    """One page at a time, in the middle; says when the way is free and changes nothing else."""

    opened = Signal()
    #: Somebody said that nobody else uses this machine.
    skipped = Signal()
    backRequested = Signal()

    def __init__(
        self, access: TeacherAccess, interaction: Interaction, parent: QWidget | None = None
    ) -> None:
        """Stand before what opens the area."""
        super().__init__(parent)
        self._access = access
        self._interaction = interaction
        self._wrong = 0
        self._trying = TaskSlot(self, _("opening the teacher's area"))
        self._setting = TaskSlot(self, _("setting the passphrase"), in_turn=True)
        self.backRequested.connect(self._trying.cancel)
        self.setAccessibleName(_(TITLE))
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._pages: dict[str, SignInPage] = {}

    @property
    def page(self) -> SignInPage:
        """Return the page in view."""
        return next(p for p in self._pages.values() if p.isVisibleTo(self._stack))

    # -- pages -----------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the passphrase."""
        page = self._secret_page(
            "ask", _(TITLE), "", _("Passphrase"), _("Forgotten?"), is_secret=True
        )
        self._show("ask", page)
        page.clear()

    def recover(self) -> None:
        """Ask for the recovery code."""
        title, other = _("A forgotten passphrase"), _("I know it again")
        page = self._secret_page(
            "recover", title, _(FORGOTTEN), _("Recovery code"), other, is_secret=False
        )
        self._show("recover", page)
        page.clear()

    def refuse(self, why: str) -> None:
        """Say why nobody comes in here, and what would help."""
        self._forget("closed")
        page = ClosedPage(why)
        page.backRequested.connect(self.backRequested)
        self._show("closed", page)
        page.back_button.setFocus()

    def choose(self, *, is_first: bool, may_skip: bool) -> None:
        """Let a passphrase be chosen: the first one, or another.

        `may_skip` is whether somebody may say instead that nobody else uses this machine.
        """
        self._forget("choose")
        title = _("Protect the teacher's area") if is_first else _("Choose another passphrase")
        page = ChoosePage(title, may_skip=may_skip, is_demanded=is_first and not may_skip)
        page.backRequested.connect(self.backRequested)
        page.chosen.connect(self._on_chosen)
        page.skipped.connect(self.skipped)
        self._show("choose", page)
        page.field.setFocus()

    def _secret_page(
        self, key: str, title: str, text: str, field: str, other: str, *, is_secret: bool
    ) -> SecretPage:
        known = self._pages.get(key)
        if isinstance(known, SecretPage):
            return known
        page = SecretPage(title, text, field, other, is_secret=is_secret)
        page.backRequested.connect(self.backRequested)
        page.given.connect(self._on_passphrase_given if is_secret else self._on_code_given)
        page.otherRequested.connect(self.recover if is_secret else self.ask)
        return page

    def _show(self, key: str, page: SignInPage) -> None:
        if key not in self._pages:
            self._pages[key] = page
            self._stack.addWidget(_centred(page))
        self._stack.setCurrentWidget(self._holder(page))

    def _forget(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            holder = self._holder(page)
            self._stack.removeWidget(holder)
            holder.deleteLater()

    def _holder(self, page: SignInPage) -> QWidget:
        """Return what centres a page in the stack."""
        held = (self._stack.widget(number) for number in range(self._stack.count()))
        return next(each for each in held if each is not None and each.isAncestorOf(page))

    # -- what a person does ----------------------------------------------------------------------

    def _on_passphrase_given(self, typed: str) -> None:
        self._try(partial(self._access.unlock, typed), "ask", _(NOT_IT))

    def _on_code_given(self, typed: str) -> None:
        self._try(partial(self._access.unlock_with_code, typed), "recover", _(WRONG_CODE))

    def _try(self, unlock: Callable[[], bool], key: str, wrong: str) -> None:
        self._trying.start_job(
            partial(self._unlocked, unlock),
            partial(self._on_tried, key, wrong),
            partial(self._on_failed, key),
        )

    def _unlocked(self, unlock: Callable[[], bool], job: Job) -> bool:
        """Try a secret; where nobody waits any more, nothing stays open."""
        is_right = unlock()
        if job.is_stopped:
            self._access.lock()
        return is_right

    def _on_tried(self, key: str, wrong: str, is_right: bool) -> None:
        page = self._pages[key]
        assert isinstance(page, SecretPage)
        if not is_right:
            self._wrong += 1
            page.refuse(wrong, wait_after(self._wrong))
            return
        self._wrong = 0
        page.clear()
        if key == "recover":
            self.choose(is_first=False, may_skip=False)
        else:
            self.opened.emit()

    def _on_failed(self, key: str, trouble: AnnotatorError) -> None:
        page = self._pages[key]
        if isinstance(page, SecretPage):
            page.refuse(str(trouble), 0)
        elif isinstance(page, ChoosePage):
            page.wait(False)
            page.say(str(trouble))

    def _on_chosen(self, typed: str, again: str) -> None:
        page = self._pages["choose"]
        assert isinstance(page, ChoosePage)
        try:
            wanted = new_passphrase(typed, again)
        except AnnotatorError as refusal:
            page.say(str(refusal))
            return
        page.wait(True)
        setting = partial(self._access.set_passphrase, wanted)
        self._setting.start(setting, self._on_set, partial(self._on_failed, "choose"))

    def _on_set(self, code: str) -> None:
        self._forget("choose")
        self._forget("code")
        page = RecoveryCodePage()
        page.kept.connect(self._on_code_kept)
        page.saveRequested.connect(self._on_save_requested)
        self._show("code", page)
        page.show_code(code)

    def _on_code_kept(self) -> None:
        self._forget("code")
        self.opened.emit()

    def _on_save_requested(self, code: str) -> None:
        folder = self._interaction.choose_folder(_("Where should the recovery code go?"), None)
        if folder is None:
            return
        with told(self._interaction, _(TITLE)):
            path = write_recovery_code(folder, code)
            self._interaction.tell(_(TITLE), _("The recovery code is in “{path}”.", path=path))


def _centred(page: SignInPage) -> QWidget:
    middle = row(STRETCH, stretched(page, 1000), STRETCH)
    area = QScrollArea()
    area.setWidget(holding(column(STRETCH, holding(middle), LayoutItem(None, 2))))
    area.setWidgetResizable(True)
    return area
