"""The builder's first step: articles come in, are cleaned, edited, ordered and weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId
from annotator.domain.imports import Decision, ImportedPage
from annotator.domain.paragraphs import Paragraph
from annotator.gui.building.article_page import ArticlePage, facts_of
from annotator.gui.building.article_side import ArticleSide, article_row
from annotator.gui.building.balance_panel import BalancePanel
from annotator.gui.building.import_controller import ImportController
from annotator.gui.building.import_panel import ImportPanel, dropped_files
from annotator.gui.building.import_work import ImportOutcome
from annotator.gui.building.step import BuilderStep
from annotator.gui.errors import told
from annotator.gui.lists.row import Row
from annotator.gui.look.theme import SPACE_3
from annotator.gui.widgets.layouts import column, row, sheet, stretched
from annotator.services.article_drafts import (
    ArticleDetails,
    add_pages,
    article_problems,
    decide_blocks,
    describe_article,
    details_of,
    free_room,
    move_article,
    remove_article,
    take_page_again,
)
from annotator.services.balance import MeasuredArticles, balance_of
from annotator.services.editing_articles import edit_paragraphs, unplaced_key, with_headlines
from annotator.translation import N_, _, ngettext

_HELP = N_(
    "Add two to five articles about the same event, from outlets that see it "
    "differently.\n\nCleaning shows each page as a list of blocks, kept or dropped with "
    "the reason. Every decision can be taken back, and the page is kept as it "
    "came.\n\nUnder Text you split, join, move, delete and rewrite paragraphs. The "
    "answer key moves with its words. Under Details you say who published the article, "
    "when, and how it may be used.\n\nBalance says what is uneven about the set, so that "
    "you can answer “why these articles?”."
)
#: What a problem of an article is about, for the short line in the list.
_FIELD_NAMES = {
    "headline": N_("headline"),
    "outlet": N_("outlet"),
    "url": N_("address"),
    "body": N_("text"),
}


class ArticlesStep(BuilderStep):
    """The articles of a draft: a list at the left, the work on one of them at the right."""

    key: ClassVar[str] = "articles"
    trouble_title: ClassVar[str] = N_("The step was not stored")
    help_text: ClassVar[str] = _HELP

    def _build(self) -> None:
        self._measure = MeasuredArticles()
        self._chosen: ArticleId | None = None
        self.side = ArticleSide()
        self.panel = ImportPanel()
        self.page = ArticlePage()
        self.balance = BalancePanel()
        self.importing = ImportController(self.panel, self.interaction, self._room, self)
        self.stack = QStackedWidget()
        for part in (self.panel, self.page, self.balance):
            self.stack.addWidget(part)
        paper = sheet(column(self.stack, margins=1))
        row(self.side, stretched(paper), inside=self, margins=0, spacing=SPACE_3)
        self.setAcceptDrops(True)
        self._connect()

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.balance.articleRequested.connect(self._open)
        self.importing.arrived.connect(self._on_importing_arrived)
        self.importing.started.connect(self._on_importing_started)
        self.page.cleaning.decided.connect(self._on_decided)
        self.page.cleaning.pageTextRequested.connect(self._on_page_text_requested)
        self.page.details.form.edited.connect(self._on_details_edited)
        self.page.headlinesRequested.connect(self._on_headlines_requested)
        self.page.redoRequested.connect(self._on_redo_requested)
        self.page.text.edited.connect(self._on_text_edited)
        self.page.undoRequested.connect(self._on_undo_requested)
        self.side.add_button.clicked.connect(self.show_adding)
        self.side.balance_button.clicked.connect(self.show_balance)
        self.side.list.rowChosen.connect(self._open)
        self.side.list.moveRequested.connect(self._on_move_requested)
        self.side.list.removeRequested.connect(self._on_remove_requested)
        self.side.remove.clicked.connect(self._on_remove_requested)
        self.side.undo_button.clicked.connect(self._on_undo_requested)

    # -- what a step does ------------------------------------------------------

    def show_draft(self) -> None:
        """Show the draft as it is now; the chosen article stays, if it is still there."""
        draft = self.session.draft
        articles = draft.lesson.articles
        if self._chosen is not None and all(a.id != self._chosen for a in articles):
            self._chosen = articles[0].id if articles else None
        if self._chosen is None and articles and self.stack.currentWidget() is not self.balance:
            self._chosen = articles[0].id
            self._show(self.page)
        self.side.show_rows(self._rows(draft), self._chosen)
        if not articles:
            self._show(self.panel)
        if self.stack.currentWidget() is self.page and self._chosen is not None:
            article = draft.lesson.article(self._chosen)
            self.page.show_article(draft, self._chosen, self._measure(article))
        elif self.stack.currentWidget() is self.balance:
            self.balance.show_balance(balance_of(draft, self._measure))
        if self.session.undo_label is None:
            self.side.tell("")

    def leave(self) -> bool:
        """Store what is typed."""
        self.page.flush()
        return not self.page.has_unsaved

    def problems(self) -> int:
        """Return how many things keep the articles from being published."""
        draft = self.session.draft
        return len(article_problems(draft)) + (not draft.lesson.articles)

    def go_to(self, article_id: str, item_id: str) -> None:
        """Show an article, and in it a field of its details or its text."""
        if any(article.id == article_id for article in self.session.draft.lesson.articles):
            self._open(article_id)
            self.page.go_to(item_id)

    def show_adding(self) -> None:
        """Show where articles come in."""
        self._leave_page()
        self.panel.forget_report()
        self._show(self.panel)
        self.panel.field.setFocus()

    def show_balance(self) -> None:
        """Show how the articles compare."""
        self._leave_page()
        self._show(self.balance)
        self.show_draft()
        self.balance.table.setFocus()

    def _open(self, article_id: str) -> None:
        if article_id != self._chosen and not self._leave_page():
            self.side.show_rows(self._rows(self.session.draft), self._chosen)
            return
        self._chosen = ArticleId(article_id)
        self._show(self.page)
        self.show_draft()

    def _leave_page(self) -> bool:
        """Store what is typed; return False where it could not be and the page must stay."""
        return self.stack.currentWidget() is not self.page or self.leave()

    def _show(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)

    def _rows(self, draft: LessonDraft) -> list[Row]:
        problems: dict[ArticleId, list[str]] = {}
        for problem in article_problems(draft):
            problems.setdefault(problem.article_id, []).append(_(_FIELD_NAMES[problem.field]))
        return [
            article_row(
                number,
                article.id,
                article.outlet or article.headline or _("No outlet yet"),
                facts_of(self._measure(article)),
                _needs(problems.get(article.id, [])),
            )
            for number, article in enumerate(draft.lesson.articles, 1)
        ]

    def change(self, label: str, make: Callable[[LessonDraft], LessonDraft]) -> bool:
        """Store a step; what it did is told anew."""
        if is_stored := super().change(label, make):
            # The builder has shown the new draft by now.
            self.side.tell("")
            self.problemsChanged.emit()
        return is_stored

    def _change(self, label: str, draft: LessonDraft) -> bool:
        return self.change(label, lambda _before: draft)

    # -- articles come in ------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()) and not self.importing.is_running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the dropped files."""
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.importing.import_files(files)

    def _room(self) -> int:
        return free_room(self.session.draft)

    def _on_importing_started(self) -> None:
        self._leave_page()
        self._show(self.panel)

    def _on_importing_arrived(self, outcome: ImportOutcome) -> None:
        self._leave_page()
        pages = outcome.pages[: self._room()]
        draft, added, troubles = _with_pages(self.session.draft, pages)
        if added:
            self._chosen = added[0]
            self.page.forget()
            if not self._change(
                ngettext("Import an article", "Import {number} articles", len(added)), draft
            ):
                added = ()
        outcome = replace(outcome, troubles=(*outcome.troubles, *troubles))
        is_smooth = self.importing.report(outcome, len(added))
        if added:
            self.side.tell(
                ngettext("{number} article added.", "{number} articles added.", len(added))
            )
            if is_smooth:
                self._open(added[0])
                if self.isVisible():
                    self.page.cleaning.list.setFocus()

    # -- the work on an article ------------------------------------------------

    def _on_decided(self, decisions: dict[int, Decision | None], name: str) -> None:
        if self._chosen is None:
            return
        with told(self.interaction, _("The decision was not taken")):
            made = decide_blocks(self.session.draft, self._chosen, decisions)
            self._change(name, made.draft)
            self._tell_lost(made.lost)
            if made.missed:
                self.interaction.tell(
                    _("The text was edited"),
                    _(
                        "“{missed}” was edited or deleted in the text since, so its "
                        "paragraph was left as it is. Delete it under “Text”.",
                        missed=made.missed[0][:80],
                    ),
                )

    def _on_page_text_requested(self) -> None:
        if self._chosen is None:
            return
        with told(self.interaction, _("The text was not changed")):
            made = take_page_again(self.session.draft, self._chosen)
            self._change(_("Take the page’s text again"), made.draft)
            self._tell_lost(made.lost)

    def _on_text_edited(self, paragraphs: tuple[Paragraph, ...], name: str) -> None:
        if self._chosen is None:
            return
        is_stored = False
        with told(self.interaction, _("The text was not changed")):
            made = edit_paragraphs(self.session.draft, self._chosen, paragraphs)
            is_stored = self._change(name, made.draft)
            self._tell_lost(made.lost)
        if not is_stored:
            self.page.text.keep_typed()

    def _on_headlines_requested(self) -> None:
        self.page.flush()
        with told(self.interaction, _("The headlines were not changed")):
            made = with_headlines(self.session.draft)
            self._change(_("Put the headlines into the texts"), made.draft)
            self._tell_lost(made.lost)

    def _tell_lost(self, lost: Sequence[str]) -> None:
        """Tell of what an edit took out of the key; what the key still lists says so itself."""
        if self._chosen is None:
            return
        listed = unplaced_key(self.session.draft, self._chosen).quotes
        gone = [quote for quote in lost if quote not in listed]
        if gone:
            self.side.tell(
                _(
                    "“{gone}” was left unscored; with the sentence that mark is gone.",
                    gone=gone[0][:60],
                )
            )

    def _on_details_edited(self, details: ArticleDetails) -> None:
        if self._chosen is not None:
            with told(self.interaction, _("The details were not changed")):
                made = describe_article(self.session.draft, self._chosen, details)
                if made.draft == self.session.draft:
                    self.page.details.form.show(details_of(made.draft, self._chosen), anew=True)
                else:
                    self._change(_("Edit the details"), made.draft)
                    self._tell_lost(made.lost)

    # -- order, removing, undo -------------------------------------------------

    def _on_move_requested(self, source: int, target: int) -> None:
        if not self._leave_page():
            return
        draft = self.session.draft
        self._chosen = draft.lesson.articles[source].id
        self._change(_("Move an article"), move_article(draft, self._chosen, target))

    def _on_remove_requested(self) -> None:
        if self._chosen is None:
            return
        self._leave_page()
        article = self.session.draft.lesson.article(self._chosen)
        removed = remove_article(self.session.draft, self._chosen)
        place = self.session.draft.lesson.articles.index(article)
        rest = removed.draft.lesson.articles
        self._chosen = rest[min(place, len(rest) - 1)].id if rest else None
        self.page.forget()
        if self._change(_("Remove an article"), removed.draft):
            name = article.outlet or article.headline or _("The article")
            told_ = _("{name} was removed.", name=name)
            if removed.keys:
                told_ = ngettext(
                    "{name} was removed with {number} key annotation.",
                    "{name} was removed with {number} key annotations.",
                    removed.keys,
                    name=name,
                )
            self.side.tell(told_)

    def _on_undo_requested(self) -> None:
        self.page.flush()
        with told(self.interaction, _("Nothing was undone")):
            self.session.undo()
        self.side.tell("")
        self.problemsChanged.emit()

    def _on_redo_requested(self) -> None:
        self.page.flush()
        with told(self.interaction, _("Nothing was redone")):
            self.session.redo()
        self.problemsChanged.emit()


def _needs(fields: Sequence[str]) -> str:
    """Return what an article still needs on one short line, or nothing."""
    return _("Needs: {fields}", fields=", ".join(dict.fromkeys(fields))) if fields else ""


def _with_pages(
    draft: LessonDraft, pages: Sequence[tuple[str, ImportedPage]]
) -> tuple[LessonDraft, tuple[ArticleId, ...], tuple[str, ...]]:
    """Return the draft with the pages that can be articles, and a sentence for each other."""
    added: tuple[ArticleId, ...] = ()
    troubles: tuple[str, ...] = ()
    for name, page in pages:
        try:
            draft, new = add_pages(draft, [(name, page)])
            added = (*added, *new)
        except NotAllowed as trouble:
            troubles = (*troubles, f"“{name}”: {trouble}")
    return draft, added, troubles
