"""Whether a key is even: same words, same status; quoted words; claims with words to hold on to.

Advice only: a teacher may have a reason. Words count as the same whatever their ending is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.identifiers import ArticleId, CategoryId, KeyId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.notes import shortened
from annotator.domain.quotations import find_quotations
from annotator.domain.scheme import Category
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.domain.wording import listed
from annotator.translation import N_, _, ngettext

#: Words that may stand before a phrase and change nothing.
_ARTICLES = frozenset(("a", "an", "the"))
#: The endings that are taken away, with the least length of a word that has one.
_ENDINGS = (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4))
#: An article that quotes so many words could have a trap on one.
_QUOTES_PEOPLE = 12
#: So many keys are named in one line.
_MOST_QUOTES = 3
_STATUSES: Mapping[KeyStatus | CategoryId | None, str] = {
    KeyStatus.REQUIRED: N_("required in {places}"),
    KeyStatus.OPTIONAL: N_("optional in {places}"),
    KeyStatus.TRAP: N_("a trap in {places}"),
    None: N_("in no key in {places}"),
}
_AS_OTHER = N_("as {category} in {places}")
_UNLIKE = N_(
    "“{phrase}” is not treated alike as {category}: {places}. Give it the same status, or say in "
    "the explanation what is different there."
)
_QUOTED_UNLIKE = N_(
    "“{phrase}” in somebody’s quoted words is not treated alike as {category}: {places}. Give it "
    "the same status, or say in the explanation what is different there."
)

_Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unevenness:
    """One thing that is uneven in a key, as a sentence that says what to do."""

    message: str
    article_id: ArticleId | None = None
    key_id: KeyId | None = None


def uneven_keys(lesson: Lesson, key: AnswerKey, longest: int) -> Iterator[Unevenness]:
    """Yield where the key treats alike unlike; keys longer than `longest` words need shorter ones.

    Keys that stand outside their text are passed over: they are told elsewhere.
    """
    spans = tuple(c for c in lesson.scheme.categories if not c.is_sentence)
    texts = [_Text(article, key, {c.id for c in spans}) for article in lesson.articles]
    names = {category.id: category.name.lower() for category in spans}
    told: set[_Phrase] = set()
    for category in spans:
        for phrase in dict.fromkeys(p for text in texts for p in text.phrases(category.id)):
            if phrase not in told:
                found = list(_treated_unlike(category, phrase, texts, names))
                told |= {phrase} if found else set()
                yield from found
    yield from _trapped_unlike(texts)
    for text in texts:
        yield from _too_long(text, longest)


# -- the same words ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands, and the key on it; `other` is the key of another category there."""

    text: _Text
    span: Span
    key: KeyAnnotation | None
    other: KeyAnnotation | None = None

    @property
    def treatment(self) -> KeyStatus | CategoryId | None:
        """Return the status here, or the other category, or None where nothing is keyed."""
        if self.key is not None:
            return self.key.status
        return self.other.category_id if self.other is not None else None


def _treated_unlike(
    category: Category, phrase: _Phrase, texts: Sequence[_Text], names: Mapping[CategoryId, str]
) -> Iterator[Unevenness]:
    places = [place for text in texts for place in text.places_of(phrase, category.id)]
    for is_quoted in (False, True):
        best: dict[ArticleId, _Place] = {}
        for place in places:
            if place.text.is_quoted(place.span) is is_quoted:
                before = best.get(place.text.article.id)
                if before is None or before.treatment is None:
                    best[place.text.article.id] = place
        groups: dict[KeyStatus | CategoryId | None, list[_Place]] = {}
        for place in best.values():
            groups.setdefault(place.treatment, []).append(place)
        if _is_uneven(groups, is_quoted=is_quoted):
            yield _unlike(category, groups, names, is_quoted=is_quoted)


def _is_uneven(groups: Iterable[KeyStatus | CategoryId | None], *, is_quoted: bool) -> bool:
    """Return whether treatments differ; nobody has to key what is optional elsewhere."""
    treatments = set(groups)
    if not treatments & set(KeyStatus):
        return False
    deciding = KeyStatus.TRAP if is_quoted else KeyStatus.REQUIRED
    return len(treatments - {None}) > 1 or treatments >= {None, deciding}


def _unlike(
    category: Category,
    groups: Mapping[KeyStatus | CategoryId | None, Sequence[_Place]],
    names: Mapping[CategoryId, str],
    *,
    is_quoted: bool,
) -> Unevenness:
    said = []
    others = [one for one in groups if one is not None and one not in _STATUSES]
    for treatment in (*KeyStatus, *others, None):
        if places := groups.get(treatment):
            told = listed([place.text.name(place.span) for place in places])
            name = names.get(CategoryId(treatment or ""), "")
            said.append(_(_STATUSES.get(treatment, _AS_OTHER), places=told, category=name))
    first = next(place for status in KeyStatus for place in groups.get(status, ()))
    sentence = _QUOTED_UNLIKE if is_quoted else _UNLIKE
    phrase = shortened(first.span.of(first.text.article.body), 40)
    message = _(sentence, phrase=phrase, category=names[category.id], places="; ".join(said))
    assert first.key is not None
    return Unevenness(message, key_id=first.key.id)


# -- quoted words and long keys ----------------------------------------------------------------


def _trapped_unlike(texts: Sequence[_Text]) -> Iterator[Unevenness]:
    """Yield the articles that quote people and have no trap on it, where others have one."""
    having = [text for text in texts if text.has_trap_on_quoted_words]
    lacking = [
        text
        for text in texts
        if text not in having and text.quoted_words >= _QUOTES_PEOPLE and text.keys
    ]
    if having and lacking:
        message = _(
            "Traps on quoted words: in {having}, but none in {lacking}, where people are quoted "
            "too. Set them in all or in none: a trap in one outlet alone tells students where to "
            "look.",
            having=listed([text.outlet for text in having]),
            lacking=listed([text.outlet for text in lacking]),
        )
        yield Unevenness(message, lacking[0].article.id)


def _too_long(text: _Text, longest: int) -> Iterator[Unevenness]:
    """Yield the keys of an article that have no words short enough to be marked with care."""
    found = [
        key
        for key in text.keys
        if key.status is not KeyStatus.TRAP
        and all(text.length(wording.span) > longest for wording in key.wordings)
    ]
    if not found:
        return
    named = [f"“{shortened(key.quote, 50)}”" for key in found[:_MOST_QUOTES]]
    more = len(found) - len(named)
    named += [_("{number} more", number=more)] if more else []
    message = ngettext(
        "{number} key is longer than {longest} words: {keys}. Choose it in the key and add the few "
        "words that carry it as an alternative.",
        "{number} keys are longer than {longest} words: {keys}. Choose them in the key and add the "
        "few words that carry each as an alternative.",
        len(found),
        longest=longest,
        keys=listed(named),
    )
    yield Unevenness(message, text.article.id, found[0].id)


# -- one article -------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Text:
    """One article with its words by their stems, its quotations and its keys on words."""

    article: Article
    key: AnswerKey
    categories: set[CategoryId]
    keys: tuple[KeyAnnotation, ...] = ()
    _words: tuple[Span, ...] = ()
    _stems: tuple[str, ...] = ()
    _at: dict[str, list[int]] = field(default_factory=dict)
    _quoted: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        body = self.article.body
        self._words = words(body)
        self._stems = tuple(_stem(span.of(body)) for span in self._words)
        for number, stem in enumerate(self._stems):
            self._at.setdefault(stem, []).append(number)
        elsewhere = self.article.spans_of(BlockKind.QUOTATION)
        self._quoted = tuple(each.span for each in find_quotations(body, elsewhere))
        self.keys = tuple(
            each
            for each in self.key.for_article(self.article.id)
            if each.category_id in self.categories
            and all(wording.span.of(body) == wording.quote for wording in each.wordings)
        )

    @property
    def outlet(self) -> str:
        return self.article.outlet or self.article.headline or self.article.id

    def name(self, span: Span) -> str:
        """Return the outlet and which of its sentences holds a span."""
        at = next((n for n, s in enumerate(self.article.sentences, 1) if s.overlaps(span)), None)
        if at is None:
            return self.outlet
        return _("{outlet} (sentence {number})", outlet=self.outlet, number=at)

    def phrases(self, category_id: CategoryId) -> Iterator[_Phrase]:
        """Yield the words of the keys of a category, without their endings."""
        for each in self.keys:
            if each.category_id == category_id:
                touched = [s for w, s in self._pairs() if w.overlaps(each.span)]
                while touched and touched[0] in _ARTICLES:
                    del touched[0]
                if touched:
                    yield tuple(touched)

    def _pairs(self) -> Iterator[tuple[Span, str]]:
        return zip(self._words, self._stems, strict=True)

    def places_of(self, phrase: _Phrase, category_id: CategoryId) -> Iterator[_Place]:
        """Yield where a phrase stands, each with the key of the category on it."""
        for first in self._at.get(phrase[0], ()):
            if self._stems[first : first + len(phrase)] == phrase:
                span = self._words[first].joined(self._words[first + len(phrase) - 1])
                key = self._key_on(span, category_id)
                yield _Place(self, span, key, None if key else self._other_on(span, category_id))

    def _key_on(self, span: Span, category_id: CategoryId) -> KeyAnnotation | None:
        mine = (each for each in self.keys if each.category_id == category_id)
        return next((e for e in mine if any(w.span.overlaps(span) for w in e.wordings)), None)

    def _other_on(self, span: Span, category_id: CategoryId) -> KeyAnnotation | None:
        """Return a key of another category on just these words, not on a clause around them."""
        for each in self.keys:
            if each.category_id != category_id:
                words_of = (self.length(w.span) for w in each.wordings if w.span.overlaps(span))
                if any(length <= self.length(span) + 1 for length in words_of):
                    return each
        return None

    def is_quoted(self, span: Span) -> bool:
        return any(quotation.overlaps(span) for quotation in self._quoted)

    @property
    def quoted_words(self) -> int:
        return sum(self.is_quoted(word) for word in self._words)

    @property
    def has_trap_on_quoted_words(self) -> bool:
        return any(k.status is KeyStatus.TRAP and self.is_quoted(k.span) for k in self.keys)

    def length(self, span: Span) -> int:
        return sum(word.overlaps(span) for word in self._words)


def _stem(word: str) -> str:
    """Return a word without its ending: forms of one word come out alike, mostly."""
    stem = word.casefold().replace("’", "'").removesuffix("'s").strip("'")
    for ending, least in _ENDINGS:
        if stem.endswith(ending) and len(stem) >= least and not stem.endswith("ss"):
            stem = stem.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    if len(stem) > 4:
        stem = stem.removesuffix("e")
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
