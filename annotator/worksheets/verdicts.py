"""What became of each annotation of a hand-in, in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Verdict, VerdictKind
from annotator.domain.identifiers import AnnotationId
from annotator.domain.keys import KeyStatus, UnscoredSentence
from annotator.domain.lessons import Article
from annotator.domain.scheme import Category
from annotator.domain.spans import Span
from annotator.scoring.results import ArticleScore, KeyCredit, Outcome
from annotator.translation import N_, _
from annotator.worksheets.marks import VerdictSign
from annotator.worksheets.sheets import GradedSheet

_OUTCOMES = {
    Outcome.FOUND: (VerdictSign.TICK, N_("found")),
    Outcome.PARTLY: (VerdictSign.HALF, N_("partly found")),
    Outcome.OTHER_CATEGORY: (VerdictSign.HALF, N_("other category")),
    Outcome.FELL_FOR: (VerdictSign.CROSS, N_("trap")),
    Outcome.MISSED: (VerdictSign.RING, N_("missed")),
    Outcome.AVOIDED: (VerdictSign.TICK, N_("trap avoided")),
}
_VERDICTS = {
    VerdictKind.ACCEPT: (VerdictSign.TICK, N_("extra, accepted")),
    VerdictKind.ACCEPT_FOR_ALL: (VerdictSign.TICK, N_("extra, accepted")),
    VerdictKind.REJECT: (VerdictSign.CROSS, N_("extra, not accepted")),
    VerdictKind.IGNORE: (VerdictSign.PLUS, N_("extra")),
}


@dataclass(frozen=True, slots=True)
class NumberedCredit:
    """One numbered annotation with the sign and the words of its credit."""

    label: str
    annotation: Annotation
    category: Category
    sign: VerdictSign
    outcome: str
    credits: Sequence[KeyCredit] = ()
    verdict: Verdict | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """A required item of the key that was not found."""

    label: str
    credit: KeyCredit
    category: Category


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """A sentence that the key labels, and what the student called it, if anything."""

    credit: KeyCredit
    wanted: Category
    given: Category | None

    @property
    def is_right(self) -> bool:
        """Return whether the student's label is the key's."""
        return self.credit.outcome is Outcome.FOUND


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """A sentence that the key leaves unscored, and the label that the student gave it."""

    sentence: UnscoredSentence
    annotation: Annotation
    given: Category


@dataclass(frozen=True, slots=True)
class ArticleWork:
    """One student's work on one article, ready to be printed."""

    article: Article
    score: ArticleScore | None
    notes: tuple[NumberedCredit, ...]
    missed: tuple[Missed, ...]
    labels: tuple[tuple[Annotation, Category], ...]
    checks: tuple[SentenceCheck, ...]
    #: What a teacher set by hand and no highlight, missed item or wrong label tells of.
    by_hand: tuple[KeyCredit, ...] = ()
    open_sentences: tuple[OpenSentence, ...] = ()

    def differs(self, span: Span) -> bool:
        """Return whether the sentence on `span` has another label in the key."""
        wrong = (check.credit.key.span for check in self.checks if not check.is_right)
        return any(span.shared(other) * 2 > len(other) for other in wrong)


def work_on(sheet: GradedSheet, article: Article) -> ArticleWork:
    """Return what the student did on one article, with every credit in its place."""
    scheme = sheet.lesson.scheme
    score = next((s for s in sheet.score.articles if s.article_id == article.id), None)
    results = score.text.credits if score else ()
    mine = sorted(
        (a for a in sheet.hand_in.annotations if a.article_id == article.id),
        key=lambda a: (a.span, a.category_id, a.id),
    )
    labels = tuple(
        (a, category) for a in mine if (category := scheme.category(a.category_id)).is_sentence
    )
    notes, missed = _notes(sheet, mine, results), _missed(sheet, results)
    checks = _checks(sheet, results, labels)
    told = {credit.key.id for note in notes for credit in note.credits[:1]}
    told |= {item.credit.key.id for item in missed}
    told |= {each.credit.key.id for each in checks if not each.is_right and each.given}
    rest = tuple(each for each in results if each.overridden and each.key.id not in told)
    open_ones = tuple(
        OpenSentence(each, annotation, category)
        for each in sheet.key.unscored
        if each.article_id == article.id
        for annotation, category in labels
        if annotation.span.overlaps(each.span)
    )
    return ArticleWork(article, score, notes, missed, labels, checks, rest, open_ones)


def _notes(
    sheet: GradedSheet, mine: Sequence[Annotation], results: Sequence[KeyCredit]
) -> tuple[NumberedCredit, ...]:
    earned: dict[AnnotationId, list[KeyCredit]] = {}
    for credit in results:
        for annotation_id in credit.earned_by:
            earned.setdefault(annotation_id, []).append(credit)
    verdicts = {verdict.annotation_id: verdict for verdict in sheet.decisions.verdicts}
    notes: list[NumberedCredit] = []
    for annotation in mine:
        category = sheet.lesson.scheme.category(annotation.category_id)
        comment = sheet.decisions.comment_on(annotation=annotation.id)
        said = annotation.reason or annotation.rewrite or comment
        if category.is_sentence and not said:
            continue
        met = sorted(earned.get(annotation.id, ()), key=lambda c: (-c.credit, c.key.span))
        verdict = verdicts.get(annotation.id)
        sign, outcome = _sign(met, verdict, category)
        label = f"{category.letter}{len(notes) + 1}"
        words = comment.text if comment else ""
        notes.append(
            NumberedCredit(label, annotation, category, sign, outcome, met, verdict, words)
        )
    return tuple(notes)


def _sign(
    met: Sequence[KeyCredit], verdict: Verdict | None, category: Category
) -> tuple[VerdictSign, str]:
    trap = next((c for c in met if c.outcome is Outcome.FELL_FOR), None)
    best = trap or next(iter(met), None)
    if best is not None and best.outcome is not Outcome.MISSED:
        sign, name = _OUTCOMES[best.outcome]
        words = _(name)
        if best.overridden:
            return sign_of(best), words
        if category.is_sentence and best.outcome is not Outcome.FOUND:
            return VerdictSign.CROSS, _("other label in the key")
        if best.key.status is KeyStatus.OPTIONAL:
            words = _("{outcome}, bonus", outcome=words)
        return sign, words
    if verdict is not None:
        sign, name = _VERDICTS[verdict.kind]
        return sign, _(name)
    return VerdictSign.PLUS, _("not scored") if category.is_sentence else _("extra")


def sign_of(credit: KeyCredit) -> VerdictSign:
    """Return the sign of a credit that a teacher set."""
    if credit.credit >= 1:
        return VerdictSign.TICK
    return VerdictSign.HALF if credit.credit > 0 else VerdictSign.CROSS


def _missed(sheet: GradedSheet, results: Sequence[KeyCredit]) -> tuple[Missed, ...]:
    scheme = sheet.lesson.scheme
    found = [
        (credit, category)
        for credit in sorted(results, key=lambda c: c.key.span)
        if credit.outcome is Outcome.MISSED
        and credit.key.status is KeyStatus.REQUIRED
        and not (category := scheme.category(credit.key.category_id)).is_sentence
    ]
    return tuple(Missed(f"M{n}", credit, cat) for n, (credit, cat) in enumerate(found, 1))


def _checks(
    sheet: GradedSheet,
    results: Sequence[KeyCredit],
    labels: Sequence[tuple[Annotation, Category]],
) -> tuple[SentenceCheck, ...]:
    checks = []
    for credit in sorted(results, key=lambda c: c.key.span):
        wanted = sheet.lesson.scheme.category(credit.key.category_id)
        if not wanted.is_sentence or credit.key.status is KeyStatus.TRAP:
            continue
        if credit.key.status is KeyStatus.OPTIONAL and credit.outcome is Outcome.MISSED:
            continue
        given = max(
            (pair for pair in labels if pair[0].span.overlaps(credit.key.span)),
            key=lambda pair: pair[0].span.shared(credit.key.span),
            default=None,
        )
        checks.append(SentenceCheck(credit, wanted, given[1] if given else None))
    return tuple(checks)
