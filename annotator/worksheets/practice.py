"""What a student should practise next, by rule: the weakest category, its weakest technique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotator.domain.scheme import Category
from annotator.scoring.results import CategoryScore, KeyCredit, Outcome
from annotator.translation import _, ngettext
from annotator.worksheets.sheets import GradedSheet
from annotator.worksheets.verdicts import ArticleWork
from annotator.worksheets.wording import quoted

#: From this share of a category's points on there is nothing to practise in it.
GOOD = 0.85
#: Pieces of advice on one worksheet: more would not be read.
MOST = 3
#: A share of highlights without a reason that is worth a word.
UNREASONED = 0.3

#: A heading and a sentence or two.
Advice = tuple[str, str]


def advice_for(sheet: GradedSheet, works: Sequence[ArticleWork]) -> list[Advice]:
    """Return at most three pieces of advice, the most useful first."""
    return [*_by_category(sheet, works), *_traps(works), *_reasons(works)][:MOST]


def _by_category(sheet: GradedSheet, works: Sequence[ArticleWork]) -> Iterator[Advice]:
    """Yield advice on the weakest category of words and the weakest label of sentences."""
    scheme = sheet.lesson.scheme
    weak = sorted(
        (s for s in sheet.score.categories if s.maximum and s.earned < GOOD * s.maximum),
        key=lambda s: s.earned / s.maximum,
    )
    for is_sentence in (False, True):
        score = next(
            (s for s in weak if scheme.category(s.category_id).is_sentence is is_sentence), None
        )
        if score is None:
            continue
        category = scheme.category(score.category_id)
        if is_sentence:
            yield _on_labels(category, works)
        else:
            yield _on_words(sheet, score, category)


def _on_words(sheet: GradedSheet, score: CategoryScore, category: Category) -> Advice:
    lost = [credit for credit in _credits(sheet, category) if credit.credit < 1]
    found = score.outcomes.get(Outcome.FOUND, 0)
    asked = sum(score.outcomes.get(o, 0) for o in _ASKED)
    said = [_("You found {number} of {asked}.", number=found, asked=asked)]
    techniques = Counter(c.key.technique_id for c in lost if c.key.technique_id)
    for technique_id, count in techniques.most_common(1):
        technique = category.technique(technique_id or "")
        if technique and count > 1:
            name = _lower(technique.name)
            said.append(
                ngettext(
                    "Look for {technique}: {number} was missed.",
                    "Look for {technique}: {number} were missed.",
                    count,
                    technique=name,
                )
            )
            said += [technique.definition] if technique.definition else []
            lost = [c for c in lost if c.key.technique_id == technique_id]
    if lost:
        example = lost[0].key
        outlet = sheet.lesson.article(example.article_id).outlet
        quote = quoted(example.quote, 60)
        said.append(_("Read again: {quote} ({outlet}).", quote=quote, outlet=outlet))
    return category.name + ".", " ".join(said)


_ASKED = (Outcome.FOUND, Outcome.PARTLY, Outcome.OTHER_CATEGORY, Outcome.MISSED)


def _credits(sheet: GradedSheet, category: Category) -> list[KeyCredit]:
    return [
        credit
        for article in sheet.score.counted
        for credit in article.text.credits
        if credit.key.category_id == category.id and credit.outcome in _ASKED
    ]


def _on_labels(category: Category, works: Sequence[ArticleWork]) -> Advice:
    checks = [c for w in works for c in w.checks if c.wanted.id == category.id and not c.is_right]
    bare = sum(check.given is None for check in checks)
    other = Counter(check.given.name.lower() for check in checks if check.given is not None)
    name = category.name.lower()
    if other and other.total() >= bare:
        said, count = other.most_common(1)[0]
        text = ngettext(
            "You called {number} sentence {yours} that the key calls {theirs}.",
            "You called {number} sentences {yours} that the key calls {theirs}.",
            count,
            yours=said,
            theirs=name,
        )
    else:
        text = ngettext(
            "{number} sentence that the key calls {category} has no label from you.",
            "{number} sentences that the key calls {category} have no label from you.",
            bare,
            category=name,
        )
    return category.name + ".", f"{text} {category.prompt}".strip()


def _traps(works: Sequence[ArticleWork]) -> Iterator[Advice]:
    fell = [
        credit
        for work in works
        for credit in (work.score.text.credits if work.score else ())
        if credit.outcome is Outcome.FELL_FOR
    ]
    if len(fell) > 1:
        text = ngettext(
            "{number} of your highlights is on words that only look suspicious, such as {quote}. "
            "Ask first whether the text says where it knows it from.",
            "{number} of your highlights are on words that only look suspicious, such as {quote}. "
            "Ask first whether the text says where it knows it from.",
            len(fell),
            quote=quoted(fell[0].key.quote, 50),
        )
        yield _("Traps."), text


def _reasons(works: Sequence[ArticleWork]) -> Iterator[Advice]:
    spans = [n.annotation for w in works for n in w.notes if not n.category.is_sentence]
    bare = sum(not annotation.reason.strip() for annotation in spans)
    if spans and bare > UNREASONED * len(spans):
        text = ngettext(
            "{number} of your {highlights} highlights has no reason yet.",
            "{number} of your {highlights} highlights have no reason yet.",
            bare,
            highlights=len(spans),
        )
        yield _("Reasons."), text


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
