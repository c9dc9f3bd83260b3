"""Compare the articles of a lesson, with what the teacher put right by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from annotator.domain.comparisons import (
    Comparison,
    FactGroup,
    Place,
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
    DropFact,
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
    TagSource,
)
from annotator.domain.identifiers import ArticleId, CorrectionId, FactId, LessonId, WordingId
from annotator.domain.spans import Span
from annotator.services.ports import Ports

Bodies = Mapping[ArticleId, str]


# -- keeping them ------------------------------------------------------------------------------


def corrections_of(ports: Ports, lesson_id: LessonId) -> tuple[Correction, ...]:
    """Return what was put right in a lesson's comparison, in the order it was done."""
    with ports.store.reading() as unit:
        return unit.corrections.of_lesson(lesson_id)


def correct(ports: Ports, lesson_id: LessonId, change: Change) -> Correction:
    """Keep a change to a lesson's comparison."""
    made = Correction(CorrectionId(ports.new_id()), lesson_id, change, ports.now())
    with ports.store.writing() as unit:
        unit.corrections.append(made)
        unit.commit()
    return made


def undo_correction(ports: Ports, lesson_id: LessonId) -> Correction | None:
    """Take back the last change to a lesson's comparison; return it, or None without one."""
    with ports.store.writing() as unit:
        known = unit.corrections.of_lesson(lesson_id)
        if not known:
            return None
        unit.corrections.remove(known[-1])
        unit.commit()
    return known[-1]


# -- applying them -----------------------------------------------------------------------------


def corrected(comparison: Comparison, changes: Iterable[Change], bodies: Bodies) -> Comparison:
    """Return the comparison with the changes applied in their order.

    Applying them again changes nothing more. A change about something that is not there, as
    after an edit of the article, does nothing.
    """
    for change in changes:
        comparison = _APPLIED[type(change)](comparison, change, bodies)
    return comparison


def quoted(place: Place, bodies: Bodies) -> Quoted:
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
    added = Place(change.sentence.article_id, Span(start, start + len(change.sentence.text)))
    return _with_places(comparison, {target.id: (*target.places, added)})


def _remove_sentence(comparison: Comparison, change: RemoveSentence, bodies: Bodies) -> Comparison:
    source = comparison.fact(change.source)
    if source is None:
        return comparison
    left = (p for p in source.places if quoted(p, bodies) != change.sentence)
    return _with_places(comparison, {source.id: left})


def _drop_fact(comparison: Comparison, change: DropFact, _bodies: Bodies) -> Comparison:
    return _with_facts(comparison, (f for f in comparison.facts if f.id != change.fact_id))


def _with_places(comparison: Comparison, places: Mapping[FactId, Iterable[Place]]) -> Comparison:
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


def _joined(comparison: Comparison, fact: FactGroup, more: Iterable[Place]) -> FactGroup:
    return _refilled(comparison, fact, (*fact.places, *more))


def _refilled(comparison: Comparison, fact: FactGroup, places: Iterable[Place]) -> FactGroup:
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


def _tag_source(comparison: Comparison, change: TagSource, _bodies: Bodies) -> Comparison:
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
    TagSource: _tag_source,
}
