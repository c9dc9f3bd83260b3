"""What each key annotation of one text earns, by the rules of the lesson."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotations import Annotation
from annotator.domain.errors import UnknownThing
from annotator.domain.grading import CreditOverride
from annotator.domain.identifiers import CategoryId, KeyId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.scheme import Unit
from annotator.domain.spans import Span
from annotator.scoring.matching import (
    Layer,
    Placed,
    WordTable,
    covered,
    in_reading_order,
    layers_of,
    placed,
    share_covered,
    word_table,
)
from annotator.scoring.results import KeyCredit, Outcome, Rules, TextScore

#: The share of a sentence that an annotation must cover to be its label.
LABEL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class PreparedText:
    """One text with its words and its key in place: made once, used for every student."""

    table: WordTable
    units: Mapping[CategoryId, Unit]
    keys: tuple[Placed[KeyAnnotation], ...]
    key_layers: Mapping[CategoryId, Layer[KeyAnnotation]]

    def is_span(self, category_id: CategoryId) -> bool:
        """Return whether the category is known and put on spans of words."""
        return self.units.get(category_id) is Unit.SPAN


def prepare_text(
    text: str, keys: Iterable[KeyAnnotation], units: Mapping[CategoryId, Unit]
) -> PreparedText:
    """Return the text ready to score; raise UnknownThing if a key has an unknown category."""
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
    return PreparedText(table, units, in_place, layers_of(in_place))


def score_prepared_text(
    prepared: PreparedText,
    annotations: Iterable[Annotation],
    rules: Rules,
    overrides: Mapping[KeyId, CreditOverride] | None = None,
) -> TextScore:
    """Return the score of one text; annotations of unknown categories count for nothing."""
    work = _Work(prepared, annotations, rules)
    judged = [(key.item, work.judge(key)) for key in prepared.keys]
    return TextScore(
        credits=tuple(_credit(key, j, (overrides or {}).get(key.id)) for key, j in judged),
        extras=work.extras({a.id for _unused, judgement in judged for a in judgement.by}),
        highlighted_share=work.highlighted_share(),
        label_pairs=tuple(
            (key.category_id, judgement.by[0].category_id)
            for key, judgement in judged
            if judgement.is_label and judgement.by
        ),
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
        self, prepared: PreparedText, annotations: Iterable[Annotation], rules: Rules
    ) -> None:
        known = [a for a in in_reading_order(annotations) if a.category_id in prepared.units]
        members = [placed(prepared.table, annotation) for annotation in known]
        self._prepared = prepared
        self._rules = rules
        self._layers = layers_of(members)
        self._spans = [m for m in members if prepared.is_span(m.item.category_id)]
        self._labels = Layer([m for m in members if not prepared.is_span(m.item.category_id)])

    def judge(self, key: Placed[KeyAnnotation]) -> _Judgement:
        """Return what became of one key annotation."""
        if key.item.status is KeyStatus.TRAP:
            return self._judge_trap(key)
        if self._prepared.is_span(key.item.category_id):
            return self._judge_span(key)
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

    def _judge_span(self, key: Placed[KeyAnnotation]) -> _Judgement:
        own = self._touching(key.item.category_id, key)
        finding = self._finding(key, own)
        if finding:
            return _Judgement(Outcome.FOUND, 1.0, _items(finding))
        if own:
            return _Judgement(Outcome.PARTLY, self._rules.partly_credit, _items(own))
        for category_id in self._prepared.units:
            if category_id != key.item.category_id and self._prepared.is_span(category_id):
                finding = self._finding(key, self._touching(category_id, key))
                if finding:
                    credit = self._rules.other_category_credit
                    return _Judgement(Outcome.OTHER_CATEGORY, credit, _items(finding))
        return _Judgement(Outcome.MISSED)

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
        return allowed if allowed and share_covered(key, allowed) >= rules.found_share else []

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


def _credit(key: KeyAnnotation, judgement: _Judgement, by_hand: CreditOverride | None) -> KeyCredit:
    earned_by = tuple(annotation.id for annotation in judgement.by)
    credit = KeyCredit(key, judgement.outcome, judgement.credit, _points(key, judgement), earned_by)
    if by_hand is None:
        return credit
    given = min(max(by_hand.credit, 0.0), 1.0)
    # A credit of 1 on a trap forgives it; 0 takes its whole weight.
    points = _without(key.weight, 1 - given) if key.status is KeyStatus.TRAP else given * key.weight
    return replace(
        credit,
        credit=given,
        points=points,
        overridden=True,
        by_rules=credit.points,
        reason=by_hand.reason,
    )


def _points(key: KeyAnnotation, judgement: _Judgement) -> float:
    if key.status is KeyStatus.TRAP:
        return _without(key.weight, float(judgement.outcome is Outcome.FELL_FOR))
    return judgement.credit * key.weight


def _without(weight: float, share: float) -> float:
    # Not a plain minus sign: a worksheet must never print -0.
    return 0.0 - share * weight
