"""One student's submitted work on one lesson: an attempt, immutable."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from annotator.domain.annotations import Annotation, Answer, Link
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId, AuthorId, HandInId, LessonId

#: The longest name or code that a student can sign in with, in code points.
LONGEST_NAME = 80

#: ZWNJ and ZWJ, without which Persian and Indic names fall apart.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody who signs in with a name or a code."""

    id: AuthorId
    name: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """An attempt: everything a student gave, and what it was given on."""

    id: HandInId
    lesson_id: LessonId
    lesson_version: int
    lesson_hash: str
    article_hashes: Mapping[ArticleId, str]
    student_name: str
    attempt: int
    handed_in: datetime
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    answers: tuple[Answer, ...] = ()
    #: The reading group that the student chose, where the lesson has groups.
    reading_group: str = ""


def clean_name(typed: str) -> str:
    """Return a typed name in normal form; raise NotAllowed if nothing is left of it."""
    name = unicodedata.normalize("NFC", " ".join("".join(map(_typed, typed)).split()))
    if not name.strip(f"{_JOINERS} "):
        raise NotAllowed("Type your name or your code first.")
    if len(name) > LONGEST_NAME:
        raise NotAllowed(
            "A name can have {longest_name} letters at most. Use your code.",
            longest_name=LONGEST_NAME,
        )
    return name


def _typed(character: str) -> str:
    """Return what is kept of one typed character: joiners stay, controls become spaces."""
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category[0] == "C" and character not in _JOINERS else character


def name_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal: NFKC, without case.

    Raise NotAllowed for what is no name.
    """
    return unicodedata.normalize("NFKC", clean_name(name)).casefold()
