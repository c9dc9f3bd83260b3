"""What an author does on articles: annotate, say why, change, remove, answer.

Each function is one gesture: it stores one edit in one transaction and returns it, or
None where the gesture changes nothing. `existing` is the author's work so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation, Answer, Workspace
from annotator.domain.errors import NotAllowed
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import AnnotationId, CategoryId, QuestionId, TechniqueId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Category
from annotator.domain.snapping import Snap, snapped_spans
from annotator.domain.spans import Span
from annotator.services.history import record_edit
from annotator.services.ports import Ports

#: The longest reason, rewrite or answer that is kept, in code points.
LONGEST_NOTE = 20_000


@dataclass(frozen=True, slots=True)
class Thought:
    """What an author says of an annotation: technique, reason and neutral rewrite."""

    technique_id: TechniqueId | None = None
    reason: str = ""
    rewrite: str = ""


def add_annotation(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    existing: Sequence[Annotation],
    article: Article,
    category_id: CategoryId,
    rough: Span,
    *,
    snap: Snap = Snap.WORDS,
    thought: Thought | None = None,
) -> Edit | None:
    """Annotate the words or sentences that a rough selection means.

    A sentence label replaces the rival label of its sentence. Marking the same span with
    the same category again changes nothing. Raise NotAllowed where nothing is selected.
    """
    category = lesson.scheme.category(category_id)
    spans = snapped_spans(article, category, rough, snap)
    if not spans:
        raise NotAllowed("Select some words first, then choose a category.")
    mine = [a for a in existing if a.article_id == article.id]
    changes: list[Change] = []
    for span in spans:
        changes += _changes_for_span(
            ports, lesson, workspace, mine, article, category, span, thought or Thought()
        )
    if not changes:
        return None
    quote = article.body[spans[0].start : spans[-1].end]
    return record_edit(ports, workspace, _label(category, quote), changes)


def _changes_for_span(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    mine: Sequence[Annotation],
    article: Article,
    category: Category,
    span: Span,
    thought: Thought,
) -> list[Change]:
    if any(a.span == span and a.category_id == category.id for a in mine):
        return []
    rivals = {rival.id for rival in lesson.scheme.rivals(category)}
    made = Annotation(
        id=AnnotationId(ports.new_id()),
        article_id=article.id,
        category_id=category.id,
        span=span,
        anchor=anchor_of(article.body, span),
        author_id=workspace.author_id,
        created=ports.now(),
        technique_id=_technique(category, thought.technique_id),
        reason=checked_note(thought.reason),
        rewrite=checked_note(thought.rewrite),
    )
    replaced = [a for a in mine if a.category_id in rivals and a.span.overlaps(span)]
    if replaced and not made.reason:
        made = replace(made, reason=replaced[0].reason)
    return [*(Change(old, None) for old in replaced), Change(None, made)]


def revise_annotation(
    ports: Ports, lesson: Lesson, workspace: Workspace, annotation: Annotation, thought: Thought
) -> Edit | None:
    """Store technique, reason and rewrite of an annotation."""
    category = lesson.scheme.category(annotation.category_id)
    revised = replace(
        annotation,
        technique_id=_technique(category, thought.technique_id),
        reason=checked_note(thought.reason),
        rewrite=checked_note(thought.rewrite),
    )
    if revised == annotation:
        return None
    label = f"note on “{shortened(annotation.quote)}”"
    return record_edit(ports, workspace, label, [Change(annotation, revised)])


def change_category(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    existing: Sequence[Annotation],
    annotation: Annotation,
    category_id: CategoryId,
) -> Edit | None:
    """Give an annotation another category and keep its reason and rewrite."""
    category = lesson.scheme.category(category_id)
    if category.id == annotation.category_id:
        return None
    article = lesson.article(annotation.article_id)
    mine = [a for a in existing if a.article_id == article.id and a.id != annotation.id]
    thought = Thought(annotation.technique_id, annotation.reason, annotation.rewrite)
    changes = [Change(annotation, None)]
    for span in snapped_spans(article, category, annotation.span):
        changes += _changes_for_span(
            ports, lesson, workspace, mine, article, category, span, thought
        )
    if len(changes) == 2 and changes[1].after is not None:
        kept = changes[1].after
        assert isinstance(kept, Annotation)
        same = replace(kept, id=annotation.id, created=annotation.created)
        changes = [Change(annotation, same)]
    label = f"change “{shortened(annotation.quote)}” to {category.name.lower()}"
    return record_edit(ports, workspace, label, changes)


def resize_annotation(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    annotation: Annotation,
    rough: Span,
    snap: Snap = Snap.WORDS,
) -> Edit | None:
    """Move the edges of an annotation; a sentence label keeps its sentence."""
    article = lesson.article(annotation.article_id)
    category = lesson.scheme.category(annotation.category_id)
    spans = snapped_spans(article, category, rough, snap)
    if category.is_sentence or not spans or spans[0] == annotation.span:
        return None
    resized = replace(annotation, span=spans[0], anchor=anchor_of(article.body, spans[0]))
    label = f"resize “{shortened(resized.quote)}”"
    return record_edit(ports, workspace, label, [Change(annotation, resized)])


def place_annotation(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    existing: Sequence[Annotation],
    annotation: Annotation,
    article: Article,
    rough: Span,
    snap: Snap = Snap.WORDS,
) -> Edit:
    """Give an annotation that lost its words new ones, with its reason and rewrite.

    As with a new annotation a sentence label replaces the rival label of its sentence.
    """
    category = lesson.scheme.category(annotation.category_id)
    spans = snapped_spans(article, category, rough, snap)
    if not spans:
        raise NotAllowed("Select its words in an article first, then place it there.")
    span = spans[0]
    mine = [a for a in existing if a.article_id == article.id and a.id != annotation.id]
    if any(a.span == span and a.category_id == category.id for a in mine):
        raise NotAllowed(
            f"These words carry {category.name.lower()} already. Nothing was changed. Select "
            "other words, or remove the annotation that has none."
        )
    rivals = {rival.id for rival in lesson.scheme.rivals(category)}
    replaced = [a for a in mine if a.category_id in rivals and a.span.overlaps(span)]
    anchor = anchor_of(article.body, span)
    moved = replace(annotation, article_id=article.id, span=span, anchor=anchor)
    changes = [*(Change(old, None) for old in replaced), Change(annotation, moved)]
    return record_edit(ports, workspace, f"place “{shortened(moved.quote)}”", changes)


def remove_annotations(
    ports: Ports, workspace: Workspace, annotations: Iterable[Annotation]
) -> Edit | None:
    """Remove annotations in one step."""
    gone = tuple(annotations)
    if not gone:
        return None
    label = f"remove “{shortened(gone[0].quote)}”"
    if len(gone) > 1:
        label = f"remove {len(gone)} annotations"
    return record_edit(ports, workspace, label, [Change(a, None) for a in gone])


def write_answer(
    ports: Ports,
    lesson: Lesson,
    workspace: Workspace,
    existing: Sequence[Answer],
    question_id: QuestionId,
    text: str,
) -> Edit | None:
    """Store the answer to a question; an empty text removes it."""
    numbers = {question.id: n for n, question in enumerate(lesson.questions, 1)}
    if question_id not in numbers:
        raise NotAllowed(f"The lesson “{lesson.title}” has no question “{question_id}”.")
    before = next((a for a in existing if a.question_id == question_id), None)
    after = Answer(question_id, workspace.author_id, checked_note(text)) if text.strip() else None
    if before == after:
        return None
    label = f"answer to question {numbers[question_id]}"
    return record_edit(ports, workspace, label, [Change(before, after)])


def shortened(text: str, longest: int = 28) -> str:
    """Return the text in one line, cut with an ellipsis where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _label(category: Category, quote: str) -> str:
    verb = f"label as {category.name.lower()}" if category.is_sentence else "highlight"
    return f"{verb} “{shortened(quote)}”"


def _technique(category: Category, technique_id: TechniqueId | None) -> TechniqueId | None:
    """Return the technique if the category has it; another category's is let go."""
    return technique_id if technique_id and category.technique(technique_id) else None


def checked_note(text: str) -> str:
    """Return typed text as it is, without what no database or file can hold."""
    text = text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(text) > LONGEST_NOTE:
        raise NotAllowed(
            f"A note can have {LONGEST_NOTE:,} characters at most; this one has {len(text):,}. "
            "What was stored before is kept. Shorten the text."
        )
    return text
