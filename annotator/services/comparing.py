"""Compare the articles of a lesson, with what the teacher put right by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.comparisons import (
    ArticleSpan,
    Comparison,
    FactGroup,
    OutletFigures,
    Term,
    WordingRow,
    fact_id_of,
    figure_rows,
    in_reading_order,
)
from annotator.domain.corrections import (
    AddSentence,
    Change,
    Correction,
    CorrectQuotedSource,
    DropFact,
    DropQuotedSource,
    DropWording,
    MergeFacts,
    MergeWordings,
    MoveSentence,
    MoveTerm,
    Quoted,
    RemoveSentence,
    RemoveTerm,
    RenameFact,
    RenameWording,
    SplitFact,
)
from annotator.domain.identifiers import (
    ArticleId,
    CategoryId,
    CorrectionId,
    FactId,
    LessonId,
    WordingId,
)
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.services.comparison_records import told_text
from annotator.services.ports import Ports
from annotator.translation import _

Bodies = Mapping[ArticleId, str]
LOADED = CategoryId("loaded-language")
OPINION = CategoryId("opinion")
REPORTING = CategoryId("reporting")

#: A comparison needs as many articles; the language process takes no more at once.
FEWEST, MOST = 2, 20


@dataclass(frozen=True, slots=True)
class ComparedLesson:
    """A lesson whose articles are compared, with what the teacher put right so far."""

    lesson: Lesson
    key: AnswerKey
    corrections: tuple[Correction, ...]

    @property
    def bodies(self) -> Bodies:
        """Return the text of each article."""
        return {article.id: article.body for article in self.lesson.articles}

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlet of each article; one without a name is called by its number."""
        return tuple(
            article.outlet or _("Article {number}", number=number)
            for number, article in enumerate(self.lesson.articles, 1)
        )

    @property
    def request(self) -> dict[str, object]:
        """Return what the language process is asked."""
        articles = [{"id": each.id, **told_text(each)} for each in self.lesson.articles]
        return {"do": "compare", "articles": articles, "language": self.lesson.language}

    @property
    def key_figures(self) -> tuple[OutletFigures, ...]:
        """Return the outlets' figures from the answer key; nothing where there is none."""
        return figures_of_key(self.lesson, self.key) if self.key.annotations else ()


# -- keeping them ------------------------------------------------------------------------------


def corrections_of(ports: Ports, lesson_id: LessonId) -> tuple[Correction, ...]:
    """Return what was put right in a lesson's comparison, in the order it was done."""
    with ports.store.reading() as unit:
        return unit.corrections.of_lesson(lesson_id)


def correct(ports: Ports, lesson_id: LessonId, *changes: Change) -> tuple[Correction, ...]:
    """Keep the changes of one gesture to a lesson's comparison; they share their time."""
    now = ports.now()
    made = tuple(
        Correction(CorrectionId(ports.new_id()), lesson_id, change, now) for change in changes
    )
    with ports.store.writing() as unit:
        for each in made:
            unit.corrections.append(each)
        unit.commit()
    return made


def undo_correction(ports: Ports, lesson_id: LessonId) -> tuple[Correction, ...]:
    """Take back the last gesture; return its changes, nothing where there was none."""
    with ports.store.writing() as unit:
        known = unit.corrections.of_lesson(lesson_id)
        undone = last_gesture(known)
        for each in undone:
            unit.corrections.remove(each)
        unit.commit()
    return undone


def last_gesture(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the changes at the end that were made at the same moment."""
    undone: list[Correction] = []
    for each in reversed(corrections):
        if undone and each.at != undone[0].at:
            break
        undone.insert(0, each)
    return tuple(undone)


# -- figures -----------------------------------------------------------------------------------


def figures_of_key(lesson: Lesson, key: AnswerKey) -> tuple[OutletFigures, ...]:
    """Return the figures of each outlet as the answer key has them.

    The share of opinion is that of the sentences with a label, and loaded words are those
    that the key holds, traps left out. Only what the outlet reports counts: a quotation from
    elsewhere and an editor's comment are other voices.
    """
    return tuple(_key_figures(article, key) for article in lesson.articles)


def _key_figures(article: Article, key: AnswerKey) -> OutletFigures:
    others = article.spans_of(BlockKind.QUOTATION, BlockKind.EDITORS_COMMENT)
    mine = [
        each
        for each in key.annotations
        if each.article_id == article.id
        and each.status is not KeyStatus.TRAP
        and not any(other.overlaps(each.span) for other in others)
    ]
    labelled = [each for each in mine if each.category_id in (OPINION, REPORTING)]
    opinion = sum(each.category_id == OPINION for each in labelled)
    loaded = sum(
        len(words(each.span.of(article.body))) for each in mine if each.category_id == LOADED
    )
    count = len(words(article.body)) - sum(len(words(article.body, other)) for other in others)
    return OutletFigures(
        article_id=article.id,
        words=count,
        sentences=len(article.sentences),
        opinion_share=round(opinion / max(1, len(labelled)), 3),
        loaded_per_hundred=round(100 * loaded / max(1, count), 2),
        attributed_share=0.0,
    )


# -- applying them -----------------------------------------------------------------------------


def corrected(comparison: Comparison, changes: Iterable[Change], bodies: Bodies) -> Comparison:
    """Return the comparison with the changes applied in their order.

    Applying them again changes nothing more. A change about something that is not there, as
    after an edit of the article, does nothing.
    """
    for change in changes:
        comparison = _APPLIED[type(change)](comparison, change, bodies)
    return comparison


def quoted(place: ArticleSpan, bodies: Bodies) -> Quoted:
    """Return a sentence as a correction names it."""
    return Quoted(place.article_id, place.span.of(bodies[place.article_id]))


def _rename_fact(comparison: Comparison, change: RenameFact, _bodies: Bodies) -> Comparison:
    return _with_facts(
        comparison,
        (
            replace(fact, title=change.title) if fact.id == change.fact_id else fact
            for fact in comparison.facts
        ),
    )


def _merge_facts(comparison: Comparison, change: MergeFacts, _bodies: Bodies) -> Comparison:
    other = comparison.fact(change.other)
    if other is None or change.into == change.other or comparison.fact(change.into) is None:
        return comparison
    kept = (fact for fact in comparison.facts if fact.id != change.other)
    return _with_facts(
        comparison,
        (
            _refilled(comparison, fact, (*fact.places, *other.places))
            if fact.id == change.into
            else fact
            for fact in kept
        ),
    )


def _split_fact(comparison: Comparison, change: SplitFact, bodies: Bodies) -> Comparison:
    fact = comparison.fact(change.fact_id)
    if fact is None:
        return comparison
    apart = tuple(place for place in fact.places if quoted(place, bodies) in change.sentences)
    if not apart:
        return comparison
    made = replace(
        _refilled(comparison, fact, apart),
        id=fact_id_of((each.article_id, each.text) for each in change.sentences),
        title=change.title,
    )
    known = comparison.fact(made.id)
    facts: list[FactGroup] = []
    for each in comparison.facts:
        if each.id == fact.id:
            left = (place for place in fact.places if place not in apart)
            facts.append(_refilled(comparison, fact, left))
            facts += [made] if known is None else []
        else:
            facts.append(each if each is not known else _joined(comparison, each, apart))
    return _with_facts(comparison, facts)


def _move_sentence(comparison: Comparison, change: MoveSentence, bodies: Bodies) -> Comparison:
    source, target = comparison.fact(change.source), comparison.fact(change.target)
    if source is None or target is None or source is target:
        return comparison
    moved = tuple(p for p in source.places if quoted(p, bodies) == change.sentence)
    return _with_places(
        comparison,
        {
            source.id: (p for p in source.places if p not in moved),
            target.id: (*target.places, *moved),
        },
    )


def _add_sentence(comparison: Comparison, change: AddSentence, bodies: Bodies) -> Comparison:
    target = comparison.fact(change.target)
    start = bodies.get(change.sentence.article_id, "").find(change.sentence.text)
    if target is None or start < 0:
        return comparison
    added = ArticleSpan(change.sentence.article_id, Span(start, start + len(change.sentence.text)))
    return _with_places(comparison, {target.id: (*target.places, added)})


def _remove_sentence(comparison: Comparison, change: RemoveSentence, bodies: Bodies) -> Comparison:
    source = comparison.fact(change.source)
    if source is None:
        return comparison
    left = (p for p in source.places if quoted(p, bodies) != change.sentence)
    return _with_places(comparison, {source.id: left})


def _drop_fact(comparison: Comparison, change: DropFact, _bodies: Bodies) -> Comparison:
    return _with_facts(comparison, (f for f in comparison.facts if f.id != change.fact_id))


def _with_places(
    comparison: Comparison, places: Mapping[FactId, Iterable[ArticleSpan]]
) -> Comparison:
    return _with_facts(
        comparison,
        (
            _refilled(comparison, fact, places[fact.id]) if fact.id in places else fact
            for fact in comparison.facts
        ),
    )


def _with_facts(comparison: Comparison, facts: Iterable[FactGroup]) -> Comparison:
    """Return the comparison with these facts; one that nobody tells any more is gone."""
    return replace(comparison, facts=tuple(fact for fact in facts if fact.places))


def _joined(comparison: Comparison, fact: FactGroup, more: Iterable[ArticleSpan]) -> FactGroup:
    return _refilled(comparison, fact, (*fact.places, *more))


def _refilled(comparison: Comparison, fact: FactGroup, places: Iterable[ArticleSpan]) -> FactGroup:
    """Return a fact told in other places, with its gaps and figures found anew."""
    ordered = in_reading_order(places, comparison.articles)
    if ordered == fact.places:
        return fact
    have = {place.article_id for place in ordered}
    return replace(
        fact,
        places=ordered,
        missing_in=tuple(each for each in comparison.articles if each not in have),
        figures=figure_rows(ordered, comparison.counts),
    )


def _rename_wording(comparison: Comparison, change: RenameWording, _bodies: Bodies) -> Comparison:
    return _with_rows(
        comparison,
        (
            replace(row, name=change.name) if row.id == change.row_id else row
            for row in comparison.wording
        ),
    )


def _merge_wordings(comparison: Comparison, change: MergeWordings, _bodies: Bodies) -> Comparison:
    other = _row(comparison, change.other)
    if other is None or change.into == change.other or _row(comparison, change.into) is None:
        return comparison
    return _with_rows(
        comparison,
        (
            _with_terms(row, (*row.terms, *other.terms)) if row.id == change.into else row
            for row in comparison.wording
            if row.id != change.other
        ),
    )


def _drop_wording(comparison: Comparison, change: DropWording, _bodies: Bodies) -> Comparison:
    return _with_rows(comparison, (r for r in comparison.wording if r.id != change.row_id))


def _move_term(comparison: Comparison, change: MoveTerm, bodies: Bodies) -> Comparison:
    source, target = _row(comparison, change.source), _row(comparison, change.target)
    if source is None or target is None or source is target:
        return comparison
    moved = tuple(term for term in source.terms if _is_named(term, change.term))
    lacking = _remove_term(comparison, RemoveTerm(change.term, change.source), bodies)
    return _with_rows(
        lacking,
        (
            _with_terms(row, (*row.terms, *moved)) if row.id == change.target else row
            for row in lacking.wording
        ),
    )


def _remove_term(comparison: Comparison, change: RemoveTerm, _bodies: Bodies) -> Comparison:
    return _with_rows(
        comparison,
        (
            replace(row, terms=tuple(t for t in row.terms if not _is_named(t, change.term)))
            if row.id == change.source
            else row
            for row in comparison.wording
        ),
    )


def _with_rows(comparison: Comparison, rows: Iterable[WordingRow]) -> Comparison:
    return replace(comparison, wording=tuple(row for row in rows if row.terms))


def _with_terms(row: WordingRow, terms: Iterable[Term]) -> WordingRow:
    """Return a row with these terms; the same words of the same outlet become one term."""
    joined: dict[tuple[ArticleId, str], Term] = {}
    for term in terms:
        key = (term.article_id, term.text.casefold())
        joined[key] = _one_term(joined[key], term) if key in joined else term
    return replace(row, terms=tuple(sorted(joined.values(), key=lambda t: (-t.count, t.text))))


def _one_term(one: Term, other: Term) -> Term:
    places = tuple(sorted({*one.places, *other.places}))
    is_same = len(places) < one.count + other.count
    both = max(one.quoted, other.quoted) if is_same else one.quoted + other.quoted
    return replace(one, places=places, quoted=min(len(places), both))


def _is_named(term: Term, named: Quoted) -> bool:
    return term.article_id == named.article_id and term.text.casefold() == named.text.casefold()


def _row(comparison: Comparison, row_id: WordingId) -> WordingRow | None:
    return next((row for row in comparison.wording if row.id == row_id), None)


def _tag_source(comparison: Comparison, change: CorrectQuotedSource, _bodies: Bodies) -> Comparison:
    name = change.name.casefold()
    return replace(
        comparison,
        speakers={
            article_id: tuple(
                replace(each, side=change.side) if each.name.casefold() == name else each
                for each in speakers
            )
            for article_id, speakers in comparison.speakers.items()
        },
    )


def _drop_source(comparison: Comparison, change: DropQuotedSource, _bodies: Bodies) -> Comparison:
    article_id, name = change.source.article_id, change.source.text
    left = tuple(s for s in comparison.speakers.get(article_id, ()) if s.name != name)
    return replace(comparison, speakers={**comparison.speakers, article_id: left})


#: What applies each kind of change.
_APPLIED: Mapping[type[Change], Callable[..., Comparison]] = {
    RenameFact: _rename_fact,
    MergeFacts: _merge_facts,
    SplitFact: _split_fact,
    MoveSentence: _move_sentence,
    AddSentence: _add_sentence,
    RemoveSentence: _remove_sentence,
    DropFact: _drop_fact,
    RenameWording: _rename_wording,
    MergeWordings: _merge_wordings,
    DropWording: _drop_wording,
    MoveTerm: _move_term,
    RemoveTerm: _remove_term,
    CorrectQuotedSource: _tag_source,
    DropQuotedSource: _drop_source,
}
