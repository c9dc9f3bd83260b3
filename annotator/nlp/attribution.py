"""Who says what: statements with their sources, found by rules on the parse and the quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from annotator.domain.comparisons import QuotedSourceKind, Speaker
from annotator.domain.lessons import BlockKind
from annotator.domain.quotations import Quotation, find_quotations
from annotator.domain.spans import Span
from annotator.nlp.cues import AttributionKind, CueFinder, Found
from annotator.nlp.cues_layout import found_by_layout, paragraphs_of
from annotator.nlp.kinds import EDITORS, is_in, spans_of
from annotator.nlp.lexicons import AttributionWords
from annotator.translation import _

#: A quotation of at least this many words is somebody's even if no cue stands by it.
SHORTEST_BARE = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement: who says it, the words that say so, and what is said.

    `speaker` is the source in words; for a pronoun or a quotation that goes on without a
    cue it is the last source before it, which is a guess.
    """

    kind: AttributionKind
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    source_kind: QuotedSourceKind
    speaker: str
    in_quotation: bool


class Attributions:
    """The statements of one article, and for each token whether somebody said it."""

    def __init__(self, doc: Doc, words: AttributionWords) -> None:
        """Find the quotations and the statements of a parsed text."""
        self.doc = doc
        self.words = words
        #: The text, kept because a document joins its tokens each time it is asked.
        self.text = doc.text
        #: Paragraphs that are somebody else's words, with or without marks.
        self.elsewhere = spans_of(doc, BlockKind.QUOTATION)
        self.quotations = find_quotations(self.text, self.elsewhere)
        self.paragraphs = paragraphs_of(doc)
        groups = [group for q in self.quotations if (group := _group(doc, q))]
        #: The tokens inside quotation marks, the marks included.
        self.quoted = frozenset(i for group in groups for i in group)
        self.found = self._statements(groups)
        #: The tokens that belong to what a source said, thought or showed.
        self.attributed = frozenset(i for found in self.found for i in found.content)
        self.sourced = frozenset(i for found in self.found for i in found.source)
        self.all = self._values()

    def _statements(self, groups: Sequence[frozenset[int]]) -> tuple[Found, ...]:
        cues = CueFinder(self.doc, self.words, self.quoted)
        found = [*cues.found()]
        found += found_by_layout(self.doc, self.paragraphs, self.quoted, self.words.clausal)
        group_of = {i: group for group in groups for i in group}
        whole = [_with_whole_quotes(each, group_of) for each in found]
        used = frozenset(i for each in whole for i in each.content)
        for group in groups:
            is_long = sum(self.doc[i].is_alpha for i in group) >= SHORTEST_BARE
            stands_alone = is_in(_extent(self.doc, group), self.elsewhere)
            if not (is_long or stands_alone) or group & used:
                continue
            at = _continued(self.doc, whole, min(group))
            if at is not None:
                whole[at] = replace(whole[at], content=whole[at].content | group)
            else:
                whole.append(Found(AttributionKind.DIRECT, (), frozenset(), group))
        return tuple(sorted((w for w in whole if w.content), key=lambda w: min(w.content)))

    def _values(self) -> tuple[Attribution, ...]:
        values: list[Attribution] = []
        last = ""
        comments, was_comment = spans_of(self.doc, BlockKind.EDITORS_COMMENT), False
        for found in self.found:
            is_comment = is_in(_extent(self.doc, found.content), comments)
            if is_comment is not was_comment:
                # Another voice begins: nobody who spoke before goes on in it.
                last, was_comment = _(EDITORS) if is_comment else "", is_comment
            head = _head(self.doc, found.source)
            kind = source_kind(self.doc, head, found.source, self.words)
            source = span_of(self.doc, found.source)
            name = source.of(self.text) if source else ""
            if kind in {QuotedSourceKind.PRONOUN, QuotedSourceKind.NONE}:
                goes_on = kind is QuotedSourceKind.PRONOUN or found.kind is AttributionKind.DIRECT
                name = (last or name) if goes_on else name
            else:
                last = name
            values.append(
                Attribution(
                    kind=found.kind,
                    source=source,
                    cue=span_of(self.doc, found.cue),
                    content=runs_of(self.doc, found.content),
                    source_kind=kind,
                    speaker=name,
                    in_quotation=found.content <= self.quoted,
                )
            )
        return tuple(values)

    def at(self, span: Span) -> Attribution | None:
        """Return the smallest statement that holds a span, or None."""
        holding = [a for a in self.all if any(run.contains(span) for run in a.content)]
        return min(holding, key=lambda a: sum(map(len, a.content)), default=None)

    def is_quoted(self, span: Span) -> bool:
        """Return whether a span lies inside quotation marks."""
        return any(quotation.span.contains(span) for quotation in self.quotations)


def speakers_of(text: str, attributions: Iterable[Attribution]) -> tuple[Speaker, ...]:
    """Return who gets to speak, with statements and words, the most heard first."""
    by_name: dict[str, list[Attribution]] = {}
    fullest: dict[str, str] = {}
    for attribution in attributions:
        if attribution.speaker:
            key = _person_key(attribution)
            by_name.setdefault(key, []).append(attribution)
            fullest[key] = max(fullest.get(key, ""), attribution.speaker, key=len)
    speakers = [_speaker(text, fullest[key], mine) for key, mine in by_name.items()]
    return tuple(sorted(speakers, key=lambda s: (-s.words, s.name)))


def _speaker(text: str, name: str, mine: list[Attribution]) -> Speaker:
    kinds = sorted((a.source_kind for a in mine if a.source_kind not in _CARRIED), key=_KNOWN.index)
    return Speaker(
        name=name,
        kind=kinds[0] if kinds else QuotedSourceKind.PRONOUN,
        statements=len(mine),
        words=sum(len(run.of(text).split()) for a in mine for run in a.content),
        places=tuple(run for a in mine for run in a.content),
    )


#: From the best known to the least.
_KNOWN = tuple(QuotedSourceKind)
_CARRIED = frozenset({QuotedSourceKind.PRONOUN, QuotedSourceKind.NONE})


def _person_key(attribution: Attribution) -> str:
    """Return the last word of a name before any comma, else all the words of the source."""
    name = attribution.speaker.split(",")[0].strip()
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    last = (name.split() or [name])[-1]
    return last.casefold() if last[:1].isupper() else name.casefold()


def source_kind(
    doc: Doc, head: Token | None, source: frozenset[int], words: AttributionWords
) -> QuotedSourceKind:
    """Return how well the words of a source tell who it is."""
    if head is None:
        return QuotedSourceKind.NONE
    tokens = [doc[i] for i in source]
    lowered, lemma = head.lower_, head.lemma_.lower()
    if any(t.ent_type_ == "PERSON" for t in tokens):
        return QuotedSourceKind.NAMED
    if head.pos_ == "PRON" and lowered not in words.vague:
        return QuotedSourceKind.PRONOUN
    if lowered in words.vague and head.ent_type_ not in {"ORG", "GPE"}:
        return (
            QuotedSourceKind.VAGUE
            if head.pos_ != "PROPN" or head.i == 0
            else QuotedSourceKind.INSTITUTIONAL
        )
    if lemma in words.anonymous and not any(t.pos_ == "PROPN" for t in tokens):
        return QuotedSourceKind.ANONYMOUS
    if any(t.ent_type_ in {"ORG", "GPE", "NORP", "FAC"} for t in tokens):
        return QuotedSourceKind.INSTITUTIONAL
    if lemma in words.institutions or lemma in words.documents:
        return QuotedSourceKind.INSTITUTIONAL
    return QuotedSourceKind.NAMED if head.pos_ == "PROPN" else QuotedSourceKind.ANONYMOUS


def _head(doc: Doc, source: frozenset[int]) -> Token | None:
    """Return the token of the source that rules the others."""
    for index in sorted(source):
        token = doc[index]
        if token.head.i not in source or token.head.i == token.i:
            return token
    return None


def _group(doc: Doc, quotation: Quotation) -> frozenset[int]:
    """Return the tokens of a quotation with its marks."""
    span = doc.char_span(quotation.span.start, quotation.span.end, alignment_mode="expand")
    if span is None:
        return frozenset()
    start, end = span.start, span.end
    if start and doc[start - 1].is_quote:
        start -= 1
    if end < len(doc) and doc[end].is_quote:
        end += 1
    return frozenset(i for i in range(start, end) if not doc[i].is_space)


def _extent(doc: Doc, group: frozenset[int]) -> Span:
    last = doc[max(group)]
    return Span(doc[min(group)].idx, last.idx + len(last))


def _continued(doc: Doc, found: Sequence[Found], start: int) -> int | None:
    """Return the quotation that goes on after its cue: “…,” she said, “…”."""
    sentence = doc[start].sent.start
    for number, each in enumerate(found):
        is_direct = each.kind is AttributionKind.DIRECT and each.cue
        if is_direct and each.cue[0] < start and doc[each.cue[0]].sent.start == sentence:
            return number
    return None


def _with_whole_quotes(found: Found, group_of: dict[int, frozenset[int]]) -> Found:
    """Return the statement with every quotation that it touches taken whole."""
    content = set(found.content)
    for index in found.content:
        content |= group_of.get(index, frozenset())
    return replace(found, content=frozenset(content - set(found.cue) - found.source))


def span_of(doc: Doc, indices: Iterable[int]) -> Span | None:
    """Return the smallest stretch of text that holds the tokens."""
    ordered = sorted(indices)
    if not ordered:
        return None
    last = doc[ordered[-1]]
    return Span(doc[ordered[0]].idx, last.idx + len(last))


def runs_of(doc: Doc, indices: Iterable[int]) -> tuple[Span, ...]:
    """Return the stretches that the tokens make up; a gap of one space or mark is no gap."""
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and all(_is_filler(doc[i]) for i in range(runs[-1][1] + 1, index)):
            runs[-1][1] = index
        else:
            runs.append([index, index])
    return tuple(Span(doc[a].idx, doc[b].idx + len(doc[b])) for a, b in runs)


def _is_filler(token: Token) -> bool:
    return token.is_space and "\n" not in token.text
