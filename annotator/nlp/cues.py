"""The rules that find one statement around one cue: its source and its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from annotator.nlp.lexicons import AttributionWords

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECTS = frozenset({"dobj", "prep", "attr", "oprd", "acomp", "pcomp", "xcomp", "ccomp"})
#: What the parser makes of the speaker in “…”, said Ada, when it slips.
_MISTAKEN = frozenset({"dobj", "attr", "npadvmod"})
#: After “her comments” these begin what the comments are about.
_ABOUT = frozenset({"about", "against", "on", "regarding"})
_BREAKS = frozenset({",", "--", "—"})


class AttributionKind(StrEnum):
    """How a statement is passed on."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    ACCORDING_TO = "according-to"
    NOUN_CUE = "noun-cue"
    HEARSAY = "hearsay"


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as token indices: who (source), the saying (cue), what (content)."""

    kind: AttributionKind
    cue: tuple[int, ...]
    source: frozenset[int]
    content: frozenset[int]


def subtree(token: Token) -> set[int]:
    """Return the indices of the token and everything below it."""
    return {word.i for word in token.subtree}


def _all_below(tokens: Iterable[Token]) -> set[int]:
    return {i for token in tokens for i in subtree(token)}


class CueFinder:
    """Finds the statements of one parsed article, cue by cue."""

    def __init__(self, doc: Doc, words: AttributionWords, quoted: frozenset[int]) -> None:
        """Take the parsed text, the lists and the indices of the quoted words."""
        self.doc = doc
        self.words = words
        self.quoted = quoted
        self._clausal = words.clausal
        self._first_words = {phrase[0] for phrase in words.prepositions}

    def found(self) -> Iterator[Found]:
        """Yield the statements in the order of their cues."""
        for token in self.doc:
            if token.is_space or token.is_punct or token.i in self.quoted:
                continue
            statement = self._at(token)
            if statement is not None and statement.content:
                yield statement

    def _at(self, token: Token) -> Found | None:
        lemma = token.lemma_.lower()
        if self._begins_preposition(token):
            return self._preposition(token)
        if token.pos_ in {"VERB", "AUX"}:
            return self._verb(token, lemma)
        if token.lower_ == "under":
            return self._under_plan(token)
        if token.pos_ == "NOUN" and lemma in self.words.nouns:
            return self._noun(token)
        if token.lower_ in self.words.attitudes and token.dep_ == "acomp":
            return self._attitude(token)
        if token.lower_ in self.words.hearsay:
            return self._hearsay(token)
        return None

    # -- verbs ---------------------------------------------------------------------------

    def _verb(self, verb: Token, lemma: str) -> Found | None:
        phrase = self._phrase(verb, lemma)
        if lemma in self.words.seeming:
            return self._seeming(verb)
        if lemma in self._clausal or phrase:
            clause = self._clause(verb, lemma)
            if clause:
                return self._statement(verb, phrase, clause)
        if lemma in self.words.stance or phrase or self._is_document(verb, lemma):
            below = self._objects(verb)
            if below:
                return self._statement(verb, phrase, below)
        if lemma in self.words.speech:
            return self._statement(verb, phrase, self._quoted_nearby(verb))
        return None

    def _statement(self, verb: Token, phrase: tuple[int, ...], content: set[int]) -> Found:
        source = self.source(verb)
        cue = (verb.i, *phrase)
        rest = frozenset(content - source - set(cue))
        rest = self._trimmed(rest)
        kind = AttributionKind.DIRECT if rest & self.quoted else AttributionKind.INDIRECT
        return Found(kind, cue, frozenset(source), rest)

    def _clause(self, verb: Token, lemma: str) -> set[int]:
        """Return the clause that the verb rules: its complement, or the sentence around it."""
        clauses = [c for c in verb.children if c.dep_ == "ccomp"]
        if not clauses and (lemma in self.words.thought or lemma in self.words.speech):
            clauses = [c for c in verb.children if c.dep_ == "xcomp"]
        if clauses:
            return _all_below(clauses)
        if self._is_as_clause(verb, lemma):
            return set(self._clause_of(verb.head)) - subtree(verb)
        return self._around(verb, lemma)

    def _is_as_clause(self, verb: Token, lemma: str) -> bool:
        """Return whether the verb passes on the rest: “As Ada said, …”."""
        return (
            lemma in self.words.asides
            and verb.dep_ == "advcl"
            and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children)
            and not any(c.dep_ in {"dobj", "ccomp", "prep"} for c in verb.children)
        )

    def _around(self, verb: Token, lemma: str) -> set[int]:
        """Return the clause that the verb interrupts or follows: “…, he said, …”."""
        if lemma not in self.words.asides or verb.dep_ not in {"ccomp", "parataxis", "conj"}:
            return set()
        if any(child.dep_ in {"mark", "dobj"} and child.i < verb.i for child in verb.children):
            return set()
        own = subtree(verb)
        left, right = min(own), max(own)
        head = verb.head
        while right + 1 < len(self.doc) and self.doc[right].is_punct:
            right -= 1
        closed = right + 1 >= verb.sent.end - 1 or self.doc[right + 1].is_punct
        opened = left > verb.sent.start and self.doc[left - 1].is_punct
        if not (closed and (opened or left == verb.sent.start)) and not self._follows_mark(own):
            return set()
        return subtree(head) - own

    def _follows_mark(self, own: set[int]) -> bool:
        left = min(own)
        return left > 0 and (self.doc[left].is_punct or self.doc[left - 1].text in _BREAKS)

    def _objects(self, verb: Token) -> set[int]:
        return _all_below(c for c in verb.children if c.dep_ in _OBJECTS and not self._is_time(c))

    def _is_time(self, token: Token) -> bool:
        return token.dep_ == "prep" and any(
            child.ent_type_ in {"DATE", "TIME"} for child in token.children
        )

    def _phrase(self, verb: Token, lemma: str) -> tuple[int, ...]:
        """Return the further words of a phrase that the verb begins (“make clear”), or none."""
        for rest in self.words.phrases.get(lemma, ()):
            indices = []
            position = verb.i + 1
            for word in rest:
                near = self.doc[position : verb.i + 5]
                hit = next((t for t in near if word in (t.lower_, t.lemma_.lower())), None)
                if hit is None:
                    break
                indices.append(hit.i)
                position = hit.i + 1
            else:
                return tuple(indices)
        return ()

    def _seeming(self, verb: Token) -> Found | None:
        """Return what seems to be: its subject and its complement, with nobody named."""
        below = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "oprd", "acomp"}]
        if not below:
            return None
        below += [c for c in verb.children if c.dep_ in _SUBJECTS]
        content = self._trimmed(frozenset(_all_below(below)))
        return Found(AttributionKind.HEARSAY, (verb.i,), frozenset(), content)

    def _quoted_nearby(self, verb: Token) -> set[int]:
        """Return the quoted words of the verb's sentence and of one that touches it."""
        sentence = verb.sent
        return (
            {
                i
                for i in range(max(0, sentence.start - 1), min(len(self.doc), sentence.end + 1))
                if i in self.quoted
            }
            if verb.i not in self.quoted
            else set()
        )

    # -- sources -------------------------------------------------------------------------

    def source(self, verb: Token) -> set[int]:
        """Return the words that name who says it; empty where the text does not."""
        seen = {verb.i}
        while True:
            subjects = [c for c in verb.children if c.dep_ in _SUBJECTS and c.dep_ != "expl"]
            agents = [
                grandchild
                for c in verb.children
                if c.dep_ == "agent"
                for grandchild in c.children
                if grandchild.dep_ == "pobj"
            ]
            if any(c.dep_ == "nsubjpass" for c in subjects):
                subjects = agents
            subjects = self._really(verb, subjects)
            if subjects or agents:
                return self._noun_phrase(subjects[0] if subjects else agents[0], verb)
            if verb.dep_ in {"acl", "relcl"} and verb.head.i not in seen:
                return self._noun_phrase(verb.head, verb)
            if verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep"}:
                return set()
            if verb.head.i in seen:
                return set()
            verb = verb.head
            seen.add(verb.i)

    def _really(self, verb: Token, subjects: list[Token]) -> list[Token]:
        """Return the subject, which the parser may have taken for an object of “said”."""
        subjects = [s for s in subjects if s.i not in self.quoted or verb.i in self.quoted]
        if subjects or verb.lemma_.lower() not in self.words.asides:
            return subjects
        after = [c for c in verb.children if c.dep_ in _MISTAKEN and c.i > verb.i]
        return [c for c in after if c.pos_ in {"PROPN", "NOUN"} and c.ent_type_ != "DATE"][:1]

    def _noun_phrase(self, noun: Token, verb: Token) -> set[int]:
        """Return the words of a noun phrase, without the clause in which the verb stands."""
        whole = subtree(noun)
        for child in noun.children:
            if child.dep_ in {"relcl", "acl", "ccomp", "conj", "appos"}:
                below = subtree(child)
                if verb.i in below:
                    whole -= below
        whole -= self.quoted if noun.i not in self.quoted else set()
        ordered = sorted(i for i in whole if not self.doc[i].is_space)
        while ordered and self.doc[ordered[-1]].text in {",", "--", "—"}:
            ordered.pop()
        return set(ordered)

    # -- nouns, prepositions, adverbs ------------------------------------------------------

    def _noun(self, noun: Token) -> Found | None:
        clauses = [
            c
            for c in noun.children
            if c.dep_ in {"acl", "ccomp"} and (c.tag_ == "VB" or _has_that(c))
        ]
        owners = [c for c in noun.children if c.dep_ == "poss"]
        if not clauses and owners:
            clauses = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _ABOUT]
        if not clauses:
            return None
        if owners:
            source = _all_below(owners)
        elif noun.dep_ in {"dobj", "pobj"}:
            source = self.source(noun.head if noun.dep_ == "dobj" else noun.head.head)
        else:
            source = set()
        content = frozenset(_all_below(clauses))
        return Found(AttributionKind.NOUN_CUE, (noun.i,), frozenset(source), content)

    def _begins_preposition(self, token: Token) -> tuple[str, ...] | None:
        if token.lower_ not in self._first_words:
            return None
        for phrase in self.words.prepositions:
            words = tuple(t.lower_ for t in self.doc[token.i : token.i + len(phrase)])
            if words == phrase:
                return phrase
        return None

    def _is_document(self, verb: Token, lemma: str) -> bool:
        """Return whether a poll, a report or a picture is said to show something."""
        return lemma in self.words.evidence and any(
            child.dep_ in _SUBJECTS and child.lemma_.lower() in self.words.documents
            for child in verb.children
        )

    def _under_plan(self, token: Token) -> Found | None:
        """Return what holds “under her plan”: the plan is the source."""
        plans = [c for c in token.children if c.dep_ == "pobj" and c.lemma_ in self.words.plans]
        if not plans or not any(c.dep_ == "poss" for c in plans[0].children):
            return None
        source = frozenset(i for c in plans[0].children if c.dep_ == "poss" for i in subtree(c))
        content = self._clause_of(token) - subtree(token)
        return Found(AttributionKind.ACCORDING_TO, (token.i,), source, self._trimmed(content))

    def _clause_of(self, token: Token) -> frozenset[int]:
        """Return the smallest whole clause around a token."""
        head = token
        while head.dep_ not in {"ROOT", "ccomp", "advcl"} and head.head.i != head.i:
            head = head.head
        return frozenset(w.i for w in head.subtree if not w.is_space)

    def _preposition(self, token: Token) -> Found | None:
        phrase = self._begins_preposition(token) or ()
        last = self.doc[token.i + len(phrase) - 1]
        objects = [c for c in last.children if c.dep_ in {"pobj", "dobj"}]
        source = _all_below(objects)
        inside = subtree(token) | set(range(token.i, last.i + 1)) | source
        content = self._clause_of(token) - inside
        cue = tuple(range(token.i, last.i + 1))
        return Found(AttributionKind.ACCORDING_TO, cue, frozenset(source), self._trimmed(content))

    def _attitude(self, adjective: Token) -> Found | None:
        """Return what somebody is sure, proud or critical of."""
        below = [c for c in adjective.children if c.dep_ in {"prep", "ccomp", "xcomp"}]
        source = frozenset(self.source(adjective.head))
        content = self._trimmed(frozenset(_all_below(below)) - source)
        return Found(AttributionKind.INDIRECT, (adjective.i,), source, content)

    def _hearsay(self, adverb: Token) -> Found | None:
        head = adverb.head
        content = frozenset(subtree(head) - {adverb.i})
        return Found(AttributionKind.HEARSAY, (adverb.i,), frozenset(), content)

    def _trimmed(self, content: frozenset[int]) -> frozenset[int]:
        """Return the content without spaces and without punctuation at its ends."""
        ordered = sorted(i for i in content if not self.doc[i].is_space)
        while ordered and self._is_loose(ordered[-1]):
            ordered.pop()
        while ordered and self._is_loose(ordered[0]):
            ordered.pop(0)
        return frozenset(ordered)

    def _is_loose(self, index: int) -> bool:
        token = self.doc[index]
        return token.is_punct and not token.is_quote and index not in self.quoted


def _has_that(clause: Token) -> bool:
    return any(child.lower_ == "that" for child in clause.children)
