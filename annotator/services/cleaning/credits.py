"""Credits of pictures: lines that are one, and captions that carry one."""

from __future__ import annotations

import regex

from annotator.services.cleaning.folding import (
    capitalised_share,
    folded,
    has_letters,
    is_ended,
    plain,
    word_count,
    words_in,
)
from annotator.services.cleaning.words import CleaningWords

_PARTS = regex.compile(
    r"\s*(?:[:/|,;()\[\]©+]|[–—]|\s-\s|-$|^-)\s*|\s+(?:via|and|und|or|y|&|for|/)\s+",
    regex.IGNORECASE,
)
_NUMBERS = regex.compile(r"\s+\d{1,3}$")
#: (AP Photo/Jane Doe), [Reuters], (Photo by Jane Doe/Getty Images) at the end of a caption.
_BRACKETED = regex.compile(r"\s*[(\[]([^()\[\]]{2,160})[)\]]\s*\.?\s*$")
#: REUTERS/Jane Doe or AFP PHOTO / Jane DOE after the caption's own last mark.
_SLASHED = regex.compile(r"(?<=[.!?”\"’])\s+([\p{Lu}][^.!?]{1,80})$")
#: Credit: AP, Photo by Jane Doe, © EPA somewhere near the end.
_LABELLED = regex.compile(
    r"\s*[|–—(\[-]?\s*(?:(?:photo|image|picture|video)\s+(?:credit|courtesy|by|via)|credit|©)\s*[:|]?\s*"
    r"(\p{Lu}[^.!?]{1,80})\)?\.?$",
    regex.IGNORECASE,
)
_BBC = regex.compile(
    r"(?:image|media)\s+(?:copyright|source)\s*[:,]?\s+(?P<who>.{2,80}?)"
    r"(?:\s+(?:image|media)\s+caption\s*[:,]?\s+(?P<caption>.+))?",
    regex.IGNORECASE,
)
_LINK_WORD = regex.compile(r"^(?:via|by|from|of|courtesy of)\s+", regex.IGNORECASE)
_LONGEST, _LONGEST_WORD = 16, 25
_LONGEST_NAME = 5


def is_credit(text: str, words: CleaningWords) -> bool:
    """Return whether a line only says who took or owns a picture."""
    if len(text) > _LONGEST * _LONGEST_WORD:
        return False
    line = plain(text)
    if not has_letters(line) or word_count(line) > _LONGEST:
        return False
    labelled = words.credit_label.fullmatch(line.lstrip("([© "))
    if labelled is not None and labelled["rest"]:
        return _is_labelled_credit(
            labelled["label"], labelled["mark"] or "", labelled["rest"], words
        )
    return _is_all_names(line, words, need_agency=not line.startswith("©"))


def _is_labelled_credit(label: str, mark: str, rest: str, words: CleaningWords) -> bool:
    """Return whether what follows a label such as “Photo:” is a name, not a description."""
    names = _LINK_WORD.sub("", rest.strip(" .)]"))
    if _is_all_names(names, words, need_agency=True):
        return True
    says_credit = bool(
        regex.search(
            r"credit|source|copyright|courtesy|\bby\b|crédit|cr[eé]dito|quelle|\bvia\b|\bfrom\b|\bvon\b|\bde\b",
            label.casefold(),
        )
    )
    if not (says_credit or mark):
        return False
    longest = _LONGEST - 4 if says_credit else _LONGEST_NAME
    share = 0.5 if says_credit else 0.99
    return (
        not is_ended(rest.rstrip(" .)]"))
        and word_count(names) <= longest
        and capitalised_share(names) >= share
    )


def _is_all_names(line: str, words: CleaningWords, *, need_agency: bool) -> bool:
    """Return whether each part of a line is an agency, a word of credits or a person's name."""
    parts = [folded(_NUMBERS.sub("", part)) for part in _PARTS.split(line) if part and part.strip()]
    parts = [part for part in parts if part]
    if not parts or is_ended(line.rstrip(" .")) or _is_place(line, words):
        return False
    agencies = [part for part in parts if part in words.agencies]
    if need_agency and not agencies and not all(part in words.credit_words for part in parts):
        return False
    if all(part in words.credit_words for part in parts):
        return len(parts) > 1 or parts[0] not in _ALONE
    return all(
        part in words.agencies
        or part in words.credit_words
        or _is_mixed(part, words)
        or (len(parts) > 1 and (_is_name(part, line) or _is_account(part, parts, words)))
        for part in parts
    )


#: A town and the two letters of its state: “Allentown, PA”; an agency is named so after a person.
_STATE = regex.compile(r",\s*\p{Lu}[\p{L}.’' -]+,\s*(?P<state>\p{Lu}{2})$")
_DAY = regex.compile(r"^(?P<month>\p{L}{3,10})\.?\s\d{1,2}\b|^\d{1,2}\.?\s(?P<name>\p{L}{3,10})\b")


def _is_place(line: str, words: CleaningWords) -> bool:
    """Return whether a line names a place or a day, as a list of dates does."""
    day = _DAY.match(line)
    month = (day["month"] or day["name"]).casefold() if day else ""
    return month in words.months or bool(_STATE.search(line))


#: Words of credits that may be lines of an article or of its page.
_ALONE = frozenset({"news", "europe", "press", "exclusive", "others", "the internet", "internet"})


def _is_account(part: str, parts: list[str], words: CleaningWords) -> bool:
    """Return whether a part is the name of an account beside the network that it is on."""
    return " " not in part and any(other in words.sites for other in parts)


def _is_mixed(part: str, words: CleaningWords) -> bool:
    """Return whether a part is an agency with words of credits around it: “AP file photo”."""
    rest = words.agency.sub(" ", part)
    return rest != part and all(word in words.credit_words for word in rest.split())


def _is_name(part: str, line: str) -> bool:
    """Return whether a part of a line is written as names are."""
    start = plain(line).casefold().find(part)
    written = plain(line)[start : start + len(part)] if start >= 0 else ""
    names = words_in(written)
    return 1 <= len(names) <= _LONGEST_NAME and capitalised_share(written) >= 0.75


def without_credit(text: str, words: CleaningWords) -> str:
    """Return a caption without the credit at its end."""
    for pattern in (_BRACKETED, _LABELLED, _SLASHED):
        match = pattern.search(text)
        if match is None or match.start() == 0:
            continue
        inner = match.group(1)
        says_so = pattern is _LABELLED and word_count(inner) <= _LONGEST_NAME * 2
        if says_so or (words.agency.search(inner) and is_credit(inner, words)):
            return text[: match.start()].rstrip(" -–—|(")
    return text


def described_picture(text: str, words: CleaningWords) -> tuple[str, str] | None:
    """Return the credit and the caption of a line such as “Image copyright AP Image caption …”."""
    match = _BBC.fullmatch(text)
    if match is None:
        return None
    credit, caption = match["who"], match["caption"] or ""
    if not caption and not is_credit(credit, words) and capitalised_share(credit) < 0.6:
        return None
    return credit, caption


def labelled_caption(text: str, words: CleaningWords) -> str:
    """Return what follows the label of a caption, such as “Caption:”, or nothing."""
    match = words.caption_label.fullmatch(text)
    if match is not None and (match["mark"] or " " in match["label"]) and match["rest"]:
        return str(match["rest"])
    credit = words.credit_label.fullmatch(text)
    if credit is not None and credit["mark"] and word_count(credit["rest"]) > _LONGEST_NAME:
        return str(credit["rest"])
    return ""
