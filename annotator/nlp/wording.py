"""The wording table: for the same actor, thing or event, the words that each outlet uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from annotator.domain.comparisons import Term, WordingRow
from annotator.domain.identifiers import ArticleId, WordingId
from annotator.domain.lessons import BlockKind
from annotator.domain.quotations import Quotation, find_quotations
from annotator.domain.spans import Span
from annotator.nlp.kinds import spans_of
from annotator.nlp.lesson_words import Concepts, folded, last_name

#: A name whose last part is one letter off is the same name, if it is at least this long.
_LONG_NAME = 5
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})


@dataclass(frozen=True, slots=True)
class _Mention:
    row: str
    name: str
    article_id: ArticleId
    text: str
    span: Span
    is_quoted: bool


def wording_table(docs: Mapping[ArticleId, Doc], concepts: Concepts) -> tuple[WordingRow, ...]:
    """Return the rows that at least two outlets have words for, the most varied first."""
    mentions = [m for article_id, doc in docs.items() for m in _mentions(article_id, doc, concepts)]
    names = _same_names({m.row for m in mentions if m.row.startswith("who:")})
    rows: dict[str, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        rows[names.get(mention.row, mention.row)].append(mention)
    made = (
        _row(row, found) for row, found in rows.items() if len({m.article_id for m in found}) > 1
    )
    return tuple(
        sorted(made, key=lambda row: (-len({t.text.casefold() for t in row.terms}), row.id))
    )


def _mentions(article_id: ArticleId, doc: Doc, concepts: Concepts) -> Iterator[_Mention]:
    if not doc.has_annotation("DEP"):
        return  # nothing but line ends
    quotations = find_quotations(doc.text, spans_of(doc, BlockKind.QUOTATION))
    for chunk in doc.noun_chunks:
        if chunk.root.pos_ == "PRON":
            continue
        for row, name, words in _readings(chunk, concepts):
            span = Span(words.start_char, words.end_char)
            yield _Mention(row, name, article_id, words.text, span, _quoted(span, quotations))


def _readings(chunk: SpacySpan, concepts: Concepts) -> Iterator[tuple[str, str, SpacySpan]]:
    """Yield the rows to which a noun phrase belongs, with the words that stand for it."""
    words = _without_article(chunk)
    if not len(words):
        return
    concept = concepts.of(chunk.root)
    if concept is not None and concept.nouns:
        yield f"is:{concept.id}", concept.name, words
    person = next((e for e in chunk.ents if e.label_ == "PERSON" and e.end >= chunk.end - 1), None)
    if person is not None and chunk.root.i >= person.start:
        label = _label_before(words, person) or _label_after(chunk.root)
        name = last_name(list(person))
        if label is not None and name:
            yield f"who:{name}", name.title(), label


def _without_article(chunk: SpacySpan) -> SpacySpan:
    start = chunk.start
    while start < chunk.end and (
        chunk.doc[start].pos_ in {"DET", "PUNCT", "SPACE", "PRON"} or chunk.doc[start].is_quote
    ):
        start += 1
    end = chunk.end
    while end > start and (chunk.doc[end - 1].is_punct or chunk.doc[end - 1].is_space):
        end -= 1
    return chunk.doc[start:end]


def _label_before(words: SpacySpan, person: SpacySpan) -> SpacySpan | None:
    """Return what stands before a name: “opposition leader” Ada Berg."""
    label = words.doc[words.start : person.start]
    if not len(label) or label[-1].pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    is_other = any(
        t.ent_type_ in {"DATE", "TIME"} or t.lower_.rstrip(".") in _TITLES for t in label
    )
    return None if is_other else label


def _label_after(root: Token) -> SpacySpan | None:
    """Return what is set beside a name: Ada Berg, “the rightful leader of …”."""
    for child in root.children:
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}:
            left = [t for t in child.subtree if t.i <= child.i and t.pos_ != "DET"]
            right = [
                t
                for c in child.children
                if c.dep_ == "prep" and c.i > child.i
                for t in c.subtree
                if not t.is_punct
            ]
            end = max([child.i, *(t.i for t in right)]) + 1 if len(right) <= 4 else child.i + 1
            return root.doc[min(t.i for t in left) : end]
    return None


def _quoted(span: Span, quotations: tuple[Quotation, ...]) -> bool:
    return any(quotation.span.overlaps(span) for quotation in quotations)


def _same_names(rows: set[str]) -> dict[str, str]:
    """Return, for a name spelt one letter off a commoner one, the name to use."""
    same: dict[str, str] = {}
    ordered = sorted(rows)
    for number, row in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if len(row) >= _LONG_NAME + 4 and _one_letter_off(row, other):
                same[other] = same.get(row, row)
    return same


def _one_letter_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) <= 1
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _as_it_is_written(found: list[_Mention]) -> str:
    """Return the words as they are not at the head of a sentence, where they stand elsewhere."""
    return min(found, key=lambda mention: mention.text[:1].isupper()).text


def _row(row: str, mentions: list[_Mention]) -> WordingRow:
    terms: dict[tuple[ArticleId, str], list[_Mention]] = defaultdict(list)
    for mention in mentions:
        terms[mention.article_id, folded(mention.text)].append(mention)
    made = [
        Term(
            article_id,
            _as_it_is_written(found),
            tuple(m.span for m in found),
            sum(m.is_quoted for m in found),
        )
        for (article_id, _), found in terms.items()
    ]
    return WordingRow(
        WordingId(row), mentions[0].name, tuple(sorted(made, key=lambda t: (-t.count, t.text)))
    )
