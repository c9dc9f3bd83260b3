"""What the insights say, in sentences that fit a projector."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import KeyAnnotation
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.domain.spans import Span
from annotator.domain.wording import coefficient_text, share_text
from annotator.scoring.class_results import agreement_in_words, votes_in_words
from annotator.scoring.insights import ClassInsights, Confusion, StudentRemark
from annotator.scoring.results import Outcome
from annotator.translation import _, ngettext

LONGEST_QUOTE = 140


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what it says, more in small type, and the place it is about."""

    text: str
    more: str = ""
    article_id: ArticleId | None = None
    span: Span | None = None
    category_id: CategoryId | None = None


def missed_entries(insights: ClassInsights) -> Iterator[Entry]:
    """Yield the keys that were missed, the hardest first, then the traps that caught somebody."""
    for item in insights.missed:
        said = _(
            "{found} of {students} found {quote}",
            found=item.found,
            students=item.students,
            quote=quoted(item.key.quote),
        )
        yield _of_key(insights.lesson, item.key, said)
    for item in insights.traps:
        fell = item.outcomes[Outcome.FELL_FOR]
        said = _(
            "Trap: {fell} of {students} highlighted {quote}",
            fell=fell,
            students=item.students,
            quote=quoted(item.key.quote),
        )
        yield _of_key(insights.lesson, item.key, said)


def _of_key(lesson: Lesson, key: KeyAnnotation, said: str) -> Entry:
    category = lesson.scheme.category(key.category_id)
    outlet = lesson.article(key.article_id).outlet
    more = f"{outlet} · {category.name}"
    if key.explanation:
        more += f"\n{key.explanation}"
    return Entry(said, more, key.article_id, key.span, key.category_id)


def disputed_entries(insights: ClassInsights) -> Iterator[Entry]:
    """Yield the sentences that divide the class, the most disputed first."""
    for each in insights.disputed:
        article = insights.lesson.article(each.article_id)
        sentence = quoted(each.sentence.of(article.body))
        more = f"{article.outlet}\n{sentence}"
        yield Entry(
            _("{votes}: discuss", votes=votes_in_words(insights.lesson, each)),
            more,
            each.article_id,
            each.sentence,
        )


def agreement_entries(insights: ClassInsights) -> Iterator[Entry]:
    """Yield how far the class agrees, in words first and as a coefficient after."""
    for category in insights.lesson.scheme.scored:
        alpha = insights.agreement.get(category.id)
        said = _(
            "{category}: students agree {agreement}",
            category=category.name,
            agreement=agreement_in_words(alpha),
        )
        yield Entry(said, _alpha(alpha), category_id=category.id)
    together = insights.agreement_together
    said = _("All together: students agree {agreement}", agreement=agreement_in_words(together))
    yield Entry(said, _alpha(together))


def _alpha(alpha: float | None) -> str:
    return _(
        "Krippendorff’s unitized alpha {alpha}; 1 is full agreement, 0 is chance",
        alpha=coefficient_text(alpha),
    )


def confusion_entries(insights: ClassInsights) -> Iterator[Entry]:
    """Yield what was taken for something else, the most frequent first."""
    for each in insights.category_confusions:
        wanted, given = (_category_name(insights, one) for one in (each.wanted, each.given))
        yield Entry(_taken(wanted, given, each.count), category_id=each.category_id)
    for each in insights.technique_confusions:
        wanted, given = (_technique_name(insights, each, one) for one in (each.wanted, each.given))
        category = _category_name(insights, each.category_id)
        yield Entry(_taken(wanted, given, each.count), category, category_id=each.category_id)


def _taken(wanted: str, given: str, count: int) -> str:
    if count == 1:
        return _("{wanted} taken for {given}: once", wanted=wanted, given=given.lower())
    return ngettext(
        "{wanted} taken for {given}: {number} time",
        "{wanted} taken for {given}: {number} times",
        count,
        wanted=wanted,
        given=given.lower(),
    )


def _category_name(insights: ClassInsights, category_id: str) -> str:
    return insights.lesson.scheme.category(category_id).name


def _technique_name(insights: ClassInsights, each: Confusion, technique_id: str) -> str:
    technique = insights.lesson.scheme.category(each.category_id).technique(technique_id)
    return technique.name if technique else technique_id


def outlet_entries(insights: ClassInsights) -> Iterator[Entry]:
    """Yield each outlet in the eyes of the class."""
    lesson = insights.lesson
    for totals in insights.outlets:
        article = lesson.article(totals.article_id)
        counts = [
            _(
                "{category} {mean} a student",
                category=lesson.scheme.category(one).name,
                mean=f"{mean:.1f}",
            )
            for one, mean in totals.highlights.items()
        ]
        shares = [
            f"{lesson.scheme.category(one).name} {share_text(share)}"
            for one, share in totals.label_shares.items()
        ]
        more = " · ".join([*counts, *shares])
        if totals.over_highlighters:
            who = ngettext(
                "{number} student highlighted more than a third of its words",
                "{number} students highlighted more than a third of its words",
                totals.over_highlighters,
            )
            more += f"\n{who}"
        yield Entry(article.outlet, more, totals.article_id)


def remark_entries(lesson: Lesson, remarks: tuple[StudentRemark, ...]) -> Iterator[Entry]:
    """Yield what students wrote about some words; who it was nobody says."""
    for remark in remarks:
        category = lesson.scheme.category(remark.category_id)
        name = category.name
        technique = category.technique(remark.technique_id) if remark.technique_id else None
        if technique is not None:
            name += f", {technique.name.lower()}"
        said = [remark.reason or _("no reason given")]
        if remark.rewrite:
            said.append(_("Neutral: {rewrite}", rewrite=remark.rewrite))
        yield Entry("\n".join(said), f"{name} · {quoted(remark.quote, 60)}")


def quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return words in quotation marks, cut where they are too many."""
    return f"“{shortened(text, longest)}”"


#: What each list of the screen shows, by its key.
ENTRIES: Mapping[str, Callable[[ClassInsights], Iterator[Entry]]] = {
    "missed": missed_entries,
    "disputed": disputed_entries,
    "agreement": agreement_entries,
    "confused": confusion_entries,
    "outlets": outlet_entries,
}
