"""What each key annotation of one text earns, by the rules of the lesson."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.annotations import Annotation
from annotator.domain.errors import UnknownThing
from annotator.domain.grading import CreditOverride
from annotator.domain.identifiers import AnnotationId, CategoryId, KeyId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.scheme import Unit
from annotator.domain.spans import Span, merge_spans
from annotator.scoring.matching import (
    Layer,
    Placed,
    WordTable,
    covered,
    in_reading_order,
    layers_of,
    placed,
    share_covered,
    shared_words,
    word_table,
)
from annotator.scoring.results import KeyCredit, Outcome, TextScore, WordUse
from annotator.scoring.rules import BudgetRules, Rules

#: The share of a sentence that an annotation must cover to be its label.
LABEL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class PreparedText:
    """One text with its words and its key in place: made once, used for every student.

    `counted` are the categories whose words are counted against a budget; `budgets` are those
    that students were told, and where one is higher than what follows from the key, it holds.
    `alternatives` are the other words on which a key is found, each placed as that key.
    """

    table: WordTable
    units: Mapping[CategoryId, Unit]
    keys: tuple[Placed[KeyAnnotation], ...]
    key_layers: Mapping[CategoryId, Layer[KeyAnnotation]]
    counted: Collection[CategoryId]
    budgets: Mapping[CategoryId, int]
    alternatives: Mapping[KeyId, tuple[Placed[KeyAnnotation], ...]]
    _right: dict[tuple[CategoryId, int], tuple[Span, ...]] = field(
        default_factory=dict, compare=False
    )

    def is_span(self, category_id: CategoryId) -> bool:
        """Return whether the category is known and put on spans of words."""
        return self.units.get(category_id) is Unit.SPAN

    def wordings(self, key: Placed[KeyAnnotation]) -> tuple[Placed[KeyAnnotation], ...]:
        """Return everything on which a key is found, its own words first."""
        return (key, *self.alternatives.get(key.item.id, ()))

    def budget(self, category_id: CategoryId, rules: BudgetRules) -> int:
        """Return how many words besides the key's may be marked in a category."""
        needed = merge_spans(
            key.words
            for key in self.keys
            if key.item.category_id == category_id and key.item.status is KeyStatus.REQUIRED
        )
        return max(rules.words(sum(map(len, needed))), self.budgets.get(category_id, 0))

    def right(self, category_id: CategoryId, margin: int) -> tuple[Span, ...]:
        """Return the stretches of the key's words in a category, with so many words beside."""
        known = self._right.get((category_id, margin))
        if known is None:
            known = self._right[category_id, margin] = merge_spans(
                Span(
                    max(0, each.words.start - margin), min(each.words.end + margin, len(self.table))
                )
                for key in self.keys
                for each in self.wordings(key)
                if each.words
                and key.item.category_id == category_id
                and key.item.status is not KeyStatus.TRAP
            )
        return known


def prepare_text(
    text: str,
    keys: Iterable[KeyAnnotation],
    units: Mapping[CategoryId, Unit],
    budgets: Mapping[CategoryId, int] | None = None,
    lone_label: CategoryId | None = None,
) -> PreparedText:
    """Return the text ready to score; raise UnknownThing if a key has an unknown category.

    `lone_label` is the label of sentences that no other one competes with: its words are
    counted against a budget like highlights.
    """
    table = word_table(text)
    in_place = tuple(placed(table, key) for key in keys)
    for member in in_place:
        if member.item.category_id not in units:
            raise UnknownThing(
                "The answer key has the category “{category_id}”, which the scheme "
                "does not have. Known are: {units}.",
                category_id=member.item.category_id,
                units=", ".join(units),
            )
    counted = {one for one, unit in units.items() if unit is Unit.SPAN or one == lone_label}
    also = {
        member.item.id: tuple(
            placed(table, replace(member.item, span=other.span)) for other in member.item.also
        )
        for member in in_place
        if member.item.also
    }
    every = [*in_place, *(each for others in also.values() for each in others)]
    return PreparedText(table, units, in_place, layers_of(every), counted, budgets or {}, also)


def score_prepared_text(
    prepared: PreparedText,
    annotations: Iterable[Annotation],
    rules: Rules,
    overrides: Mapping[KeyId, CreditOverride] | None = None,
    accepted: Collection[AnnotationId] = (),
) -> TextScore:
    """Return the score of one text; annotations of unknown categories count for nothing.

    `accepted` are those that a teacher accepted: their words are as right as the key's.
    """
    work = _Work(prepared, annotations, rules, accepted)
    judged = [(key.item, work.judge(key)) for key in prepared.keys]
    return TextScore(
        credits=tuple(work.credit(key, j, (overrides or {}).get(key.id)) for key, j in judged),
        extras=work.extras({a.id for _unused, judgement in judged for a in judgement.by}),
        highlighted_share=work.highlighted_share(),
        label_pairs=tuple(
            (key.category_id, judgement.by[0].category_id)
            for key, judgement in judged
            if judgement.is_label and judgement.by
        ),
        word_use=work.word_use,
    )


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What the rules say of one key annotation, before weights and overrides."""

    outcome: Outcome
    credit: float = 0.0
    by: tuple[Annotation, ...] = ()
    is_label: bool = False


class _Work:
    """One student's annotations on one text, in place."""

    def __init__(
        self,
        prepared: PreparedText,
        annotations: Iterable[Annotation],
        rules: Rules,
        accepted: Collection[AnnotationId],
    ) -> None:
        known = [a for a in in_reading_order(annotations) if a.category_id in prepared.units]
        members = [placed(prepared.table, annotation) for annotation in known]
        self._prepared = prepared
        self._rules = rules
        self._layers = layers_of(members)
        self._spans = [m for m in members if prepared.is_span(m.item.category_id)]
        self._labels = Layer([m for m in members if not prepared.is_span(m.item.category_id)])
        self.word_use = dict(self._word_use(rules.budget, accepted)) if rules.budget else {}

    def _word_use(
        self, rules: BudgetRules, accepted: Collection[AnnotationId]
    ) -> Iterator[tuple[CategoryId, WordUse]]:
        """Yield how many words are marked in each category that has a budget."""
        for category_id, layer in self._layers.items():
            if category_id not in self._prepared.counted:
                continue
            marked = merge_spans(m.words for m in layer.members if m.words)
            right = self._prepared.right(category_id, rules.margin)
            taken_in = [m.words for m in layer.members if m.item.id in accepted]
            if taken_in:
                right = merge_spans([*right, *taken_in])
            used, good = sum(map(len, marked)), shared_words(marked, right)
            budget = self._prepared.budget(category_id, rules)
            yield category_id, WordUse(used, good, budget, rules.share(used, good, budget))

    def _share(self, judgement: _Judgement) -> float:
        """Return what share of a credit counts, by the highlights that earned it."""
        use = self.word_use.get(judgement.by[0].category_id) if judgement.by else None
        return use.share if use else 1.0

    def judge(self, key: Placed[KeyAnnotation]) -> _Judgement:
        """Return what became of one key annotation, on whichever of its words is best."""
        wordings = self._prepared.wordings(key)
        if key.item.status is KeyStatus.TRAP:
            traps = [self._judge_trap(each) for each in wordings]
            return next((j for j in traps if j.outcome is Outcome.FELL_FOR), traps[0])
        if self._prepared.is_span(key.item.category_id):
            found = [judgement for each in wordings for judgement in self._judge_span(each)]
            # What counts most is taken, the own category before another.
            found.sort(key=lambda j: j.outcome is Outcome.OTHER_CATEGORY)
            best = max(found, key=lambda j: j.credit * self._share(j))
            if best.outcome is not Outcome.FOUND or len(wordings) == 1:
                return best
            # Who marked several of its wordings has found it with each of them.
            by = {a.id: a for j in found if j.outcome is Outcome.FOUND for a in j.by}
            return replace(best, by=tuple(by.values()))
        return self._judge_sentence(key)

    def _judge_trap(self, key: Placed[KeyAnnotation]) -> _Judgement:
        touching = self._touching(key.item.category_id, key)
        if touching and share_covered(key, touching) >= self._rules.found_share:
            return _Judgement(Outcome.FELL_FOR, by=_items(touching))
        return _Judgement(Outcome.AVOIDED)

    def _judge_sentence(self, key: Placed[KeyAnnotation]) -> _Judgement:
        label = self._label_of(key)
        if label is None:
            return _Judgement(Outcome.MISSED, is_label=True)
        right = label.category_id == key.item.category_id
        outcome = Outcome.FOUND if right else Outcome.OTHER_CATEGORY
        return _Judgement(outcome, float(right), (label,), is_label=True)

    def _label_of(self, key: Placed[KeyAnnotation]) -> Annotation | None:
        """Return the label that covers most of the sentence, but at least half of it."""
        best, best_shared = None, LABEL_SHARE * len(key.tokens)
        for member in self._labels.touching(key):
            shared = member.measured_like(key).shared(key.tokens)
            if shared > best_shared or (best is None and shared == best_shared):
                best, best_shared = member.item, shared
        return best

    def _judge_span(self, key: Placed[KeyAnnotation]) -> Sequence[_Judgement]:
        """Return what the highlights of each category make of a key, its own one's first."""
        own = self._touching(key.item.category_id, key)
        finding = self._finding(key, own)
        if finding:
            found = [_Judgement(Outcome.FOUND, 1.0, _items(finding))]
        elif own:
            credit = self._rules.partly(share_covered(key, own))
            found = [_Judgement(Outcome.PARTLY, credit, _items(own))]
        else:
            found = []
        for category_id in self._prepared.units:
            if category_id != key.item.category_id and self._prepared.is_span(category_id):
                finding = self._finding(key, self._touching(category_id, key))
                if finding:
                    credit = self._rules.other_category_credit
                    found.append(_Judgement(Outcome.OTHER_CATEGORY, credit, _items(finding)))
        return found or [_Judgement(Outcome.MISSED)]

    def _touching(
        self, category_id: CategoryId, key: Placed[KeyAnnotation]
    ) -> Sequence[Placed[Annotation]]:
        layer = self._layers.get(category_id)
        return layer.touching(key) if layer else ()

    def _finding(
        self, key: Placed[KeyAnnotation], touching: Sequence[Placed[Annotation]]
    ) -> list[Placed[Annotation]]:
        """Return those not too long to count as a find, if they cover enough of the key."""
        rules = self._rules
        longest = max(rules.longest_ratio * len(key.words), rules.always_allowed_words)
        allowed = [member for member in touching if len(member.words) <= longest]
        share = share_covered(key, allowed)
        return allowed if allowed and rules.finds(share, len(key.tokens)) else []

    def credit(
        self, key: KeyAnnotation, judgement: _Judgement, by_hand: CreditOverride | None
    ) -> KeyCredit:
        """Return what a key annotation earned; what a teacher set by hand wins, and in full."""
        earned_by = tuple(annotation.id for annotation in judgement.by)
        points = _points(key, judgement)
        credit = KeyCredit(key, judgement.outcome, judgement.credit, points, earned_by)
        if by_hand is None:
            share = 1.0 if key.status is KeyStatus.TRAP else self._share(judgement)
            overused = judgement.by[0].category_id if share < 1 else None
            return replace(credit, share=share, overused=overused)
        given = min(max(by_hand.credit, 0.0), 1.0)
        # A credit of 1 on a trap forgives it; 0 takes its whole weight.
        is_trap = key.status is KeyStatus.TRAP
        points = _without(key.weight, 1 - given) if is_trap else given * key.weight
        return replace(
            credit,
            credit=given,
            points=points,
            overridden=True,
            by_rules=credit.points,
            reason=by_hand.reason,
        )

    def extras(self, earning: set[str]) -> tuple[Annotation, ...]:
        """Return the span annotations that met no key annotation of their category."""
        layers = self._prepared.key_layers
        return tuple(
            member.item
            for member in self._spans
            if member.item.id not in earning
            and not (
                member.item.category_id in layers
                and layers[member.item.category_id].touching(member)
            )
        )

    def highlighted_share(self) -> float:
        """Return the share of the text's words that lie in a span annotation."""
        whole = Span(0, len(self._prepared.table))
        return covered((m.words for m in self._spans), whole) / len(whole) if whole else 0.0


def _items(members: Sequence[Placed[Annotation]]) -> tuple[Annotation, ...]:
    return tuple(member.item for member in members)


def _points(key: KeyAnnotation, judgement: _Judgement) -> float:
    if key.status is KeyStatus.TRAP:
        return _without(key.weight, float(judgement.outcome is Outcome.FELL_FOR))
    return judgement.credit * key.weight


def _without(weight: float, share: float) -> float:
    # Not a plain minus sign: a worksheet must never print -0.
    return 0.0 - share * weight
