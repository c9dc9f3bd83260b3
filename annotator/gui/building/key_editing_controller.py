"""What a person does to the key: each gesture is a step of the draft, or its trouble is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotating import AcceptAlso, Add, Gesture, KeyGesture, Note, Remove, Revise
from annotator.domain.annotations import Annotation
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId, KeyId
from annotator.domain.keys import Entry, KeyAnnotation
from annotator.domain.spans import Span
from annotator.gui.building.key_articles_panel import KeyArticlesPanel
from annotator.gui.building.key_layers import KeyPlaces, key_places
from annotator.gui.building.key_panel import KeyPanel
from annotator.gui.errors import Interaction
from annotator.services.answer_keys import annotations_of, entry_id
from annotator.session.drafting import DraftSession
from annotator.session.key_editing import KeyEditing
from annotator.translation import N_, _

TITLE = N_("Answer key")
CHOOSE_FIRST = N_(
    "Choose a key first: click its highlight or its row. Then select the other words on which it "
    "is found as well."
)


class KeyEditingController(QObject):
    """Joins the articles, the list and the note of the key to the key of a draft.

    What a gesture leaves is the entry at hand: framed in its article, its note open.
    """

    #: Emitted where the list and the note should be looked at.
    panelWanted = Signal()

    def __init__(
        self, session: DraftSession, interaction: Interaction, parent: QObject | None = None
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.editing = KeyEditing(session)
        self.panel = KeyPanel(self.save)
        self.texts: KeyArticlesPanel | None = None
        self._interaction = interaction
        self._active: str | None = None
        self._drawn: dict[ArticleId, object] = {}
        editor, rows = self.panel.editor, self.panel.list
        editor.alternatives.addRequested.connect(self.accept_also)
        editor.alternatives.placeRequested.connect(self.go_to)
        editor.finished.connect(self._on_editor_finished)
        editor.gestureRequested.connect(self.do)
        rows.removeRequested.connect(self._on_remove_requested)
        rows.rowActivated.connect(self.write_note)
        rows.rowChosen.connect(self.show_entry)

    # -- what is shown -----------------------------------------------------------------

    def new_texts(self) -> KeyArticlesPanel | None:
        """Return the articles made anew where text, outlet or scheme is another, else None."""
        lesson, old = self.editing.lesson, self.texts
        if old and (old.lesson.articles, old.lesson.scheme) == (lesson.articles, lesson.scheme):
            return None
        texts = KeyArticlesPanel(lesson, self._annotations, self._places)
        texts.activated.connect(self.choose)
        texts.gestureRequested.connect(self.do)
        texts.noteRequested.connect(self.write_note)
        texts.unscoredRequested.connect(self._on_unscored_requested)
        self.texts = texts
        self._drawn.clear()
        return texts

    def _annotations(self, article_id: ArticleId) -> Sequence[Annotation]:
        lesson, key = self.editing.lesson, self.editing.key
        is_there = any(article.id == article_id for article in lesson.articles)
        return annotations_of(lesson, key, article_id) if is_there else ()

    def _places(self, article_id: ArticleId) -> KeyPlaces:
        return key_places(self.editing.key, article_id)

    def show_key(self) -> None:
        """Show the key as it is now, in the articles where it is another one than is drawn."""
        lesson, key = self.editing.lesson, self.editing.key
        for article in self.texts.lesson.articles if self.texts is not None else ():
            drawn = (key.for_article(article.id), self._places(article.id).unscored)
            if self.texts is not None and self._drawn.get(article.id) != drawn:
                self._drawn[article.id] = drawn
                self.texts.redraw(article.id, self._annotations(article.id))
        self.panel.show_key(lesson, key)
        self._show_alternatives()
        if self._active is not None and self.panel.entry(self._active) is None:
            self._choose(None)

    # -- the entry at hand -------------------------------------------------------------

    def choose(self, wanted: str) -> None:
        """Open the note of an entry and frame it in its article."""
        self._choose(self.panel.entry(wanted))

    def _choose(self, entry: Entry | None) -> None:
        if not self.panel.open(entry):
            return
        self._active = entry_id(entry) if entry is not None else None
        if self.texts is not None:
            is_key = isinstance(entry, KeyAnnotation)
            article_id = entry.article_id if entry is not None else None
            self.texts.set_active(article_id, self._active if is_key else None)
            self._show_alternatives()

    def _show_alternatives(self) -> None:
        """Frame the other words of the entry at hand in their article, and nobody else's."""
        entry = self.panel.entry(self._active or "")
        for article in self.texts.lesson.articles if self.texts is not None else ():
            is_here = isinstance(entry, KeyAnnotation) and entry.article_id == article.id
            also = entry.also if is_here and isinstance(entry, KeyAnnotation) else ()
            if self.texts is not None:
                self.texts.show_alternatives(article.id, tuple(each.span for each in also))

    def show_entry(self, wanted: str) -> bool:
        """Go to an entry's words and open its note; return whether there is such an entry."""
        entry = self.panel.entry(wanted)
        if entry is None:
            return False
        self.panelWanted.emit()
        self.go_to(entry.article_id, entry.span)
        self._choose(entry)
        return True

    def go_to(self, article_id: ArticleId, span: Span) -> None:
        """Point out words in their article."""
        if self.texts is not None:
            self.texts.go_to(article_id, span, point=True)

    def write_note(self, wanted: str) -> None:
        """Put the keyboard into an entry's explanation."""
        if self.panel.entry(wanted) is not None:
            self.panelWanted.emit()
            self.choose(wanted)
            self.panel.editor.write()

    def _on_editor_finished(self) -> None:
        if self.texts is not None:
            self.texts.focus_text()

    # -- gestures ----------------------------------------------------------------------

    def attempt(
        self, act: Callable[..., tuple[KeyId, ...]], *values: object
    ) -> tuple[KeyId, ...] | None:
        """Return what an act leaves in the key; where it cannot be, say why and return None."""
        try:
            return act(*values)
        except AnnotatorError as trouble:
            self._interaction.tell(_(TITLE), str(trouble))
            return None

    def flush(self) -> bool:
        """Store what is typed; return False where that failed."""
        return self.panel.editor.flush()

    def save(self, wanted: str, note: Note) -> bool:
        """Store the note of an entry; return whether that was done."""
        return self.attempt(self.editing.do, Revise(wanted, note)) is not None

    def accept_also(self) -> None:
        """Count what is selected for the entry at hand too."""
        entry = self.panel.entry(self._active or "")
        if entry is None:
            self._interaction.tell(_(TITLE), _(CHOOSE_FIRST))
            return
        views = self.texts.board.views() if self.texts is not None else ()
        selected = (view.selection() for view in views if view.article.id == entry.article_id)
        self.do(AcceptAlso(entry_id(entry), next(selected, Span(0, 0))))

    def do(self, gesture: Gesture | KeyGesture) -> None:
        """Do a gesture once what is typed is stored."""
        takes_note_along = isinstance(gesture, Remove) and self._active in gesture.ids
        if not takes_note_along and not self.flush():
            return
        made = self.attempt(self.editing.do, gesture)
        entry = self.panel.entry(made[-1]) if made else None
        if entry is None:
            return
        self._choose(entry)
        if isinstance(gesture, Add | AcceptAlso) and self.texts is not None:
            end = entry.span.end if isinstance(gesture, Add) else gesture.rough.end
            self.texts.board.view(entry.article_id).place_caret(end)

    def link_selected(self) -> None:
        """Link what is selected in the articles that are side by side."""
        if self.texts is not None and self.flush():
            views = self.texts.board.views()
            places = [(view.article.id, view.selection()) for view in views]
            self.attempt(self.editing.add_link, places)

    def _on_remove_requested(self, wanted: tuple[str, ...]) -> None:
        self.do(Remove(wanted))

    def _on_unscored_requested(self, article_id: ArticleId, rough: Span) -> None:
        if self.flush():
            self.attempt(self.editing.toggle_unscored, article_id, rough)
