"""What stands above an article: headline, outlet, byline, date and address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from annotator.domain.imports import PageMetadata, Region
from annotator.domain.lessons import BlockKind
from annotator.services.cleaning.dates import find_date, is_clock_line, is_date_line, without_dates
from annotator.services.cleaning.drafts import CREDIT, POST, BlockUnderReview
from annotator.services.cleaning.embedded import is_post_link
from annotator.services.cleaning.folding import (
    capitalised_share,
    folded,
    has_letters,
    has_sentences,
    is_ended,
    letters_key,
    plain,
    word_count,
    words_in,
)
from annotator.services.cleaning.words import CleaningWords
from annotator.translation import N_

_LABEL = regex.compile(r"(?P<label>[\p{L}][\p{L} -]{0,20}?)\s*:\s*(?P<rest>\S.*)")
_ADDRESS = regex.compile(r"https?://(?:www\.|m\.)?(?P<site>[\w-]+)[^\s<>\"]+")
_STOPPED = regex.compile(r"[.。]['\"”’»)\]]*$")
_INITIAL = regex.compile(r"\b(?:Jr|Sr|\p{Lu})\.$")
_TEASING = regex.compile(r"[|•·]")
_SUFFIX = regex.compile(r"\s+[|–—-]\s+(?=[^|–—]+$)|\s*\|\s*(?=[^|]+$)")
_DATELINE = regex.compile(
    r"^(?P<place>[\p{Lu}][^()\n]{1,60}?)?\s*\((?P<agency>[\p{L} ./-]{2,40})\)\s*[—–-]"
)
_OWNER = regex.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?,?\s*"
    r"(?:by )?(?P<owner>[^.|,;©]{2,60})",
    regex.IGNORECASE,
)
_NOT_OWNER = regex.compile(
    r"\s*(?:all rights reserved|rights reserved|inc|ltd|llc|limited|corp)\b.*$", regex.IGNORECASE
)
_LONGEST_HEADLINE = 200
_LONGEST_HEAD = 14
_LONGEST_BYLINE = 16
_LONGEST_NAME = 5


def take_head(
    drafts: Sequence[BlockUnderReview], told: PageMetadata, words: CleaningWords
) -> PageMetadata:
    """Return the metadata of a page and drop the lines that only tell it.

    What the page told in its own fields wins over what its lines say.
    """
    _drop_known(drafts, told)
    reader = HeadReader(words, told)
    # A web page's menus come first; they are dropped already.
    top = [d for d in drafts if not d.is_dropped or d.reason in (CREDIT, POST, "headline")]
    for number, draft in enumerate(top[:_LONGEST_HEAD]):
        following = top[number + 1] if number + 1 < len(top) else None
        if not reader.read(draft, following):
            break
    found = reader.found
    if not found.outlet:
        found = replace(found, outlet=_outlet_of_text(drafts, words))
    return found


def looks_like_headline(text: str) -> bool:
    """Return whether a line is short, says something and has no full stop at its end."""
    return (
        len(text) <= _LONGEST_HEADLINE
        and 2 <= word_count(text) <= 35
        and has_letters(text)
        and not _STOPPED.search(text)
        and not text.endswith((":", ",", ";"))
        and not has_sentences(text, 3)
        and not text[0].islower()
    )


class HeadReader:
    """The lines above an article, read one after the other until the article begins."""

    def __init__(self, words: CleaningWords, told: PageMetadata) -> None:
        self._words = words
        self.found = told
        self._began = bool(told.headline)

    def read(self, draft: BlockUnderReview, following: BlockUnderReview | None) -> bool:
        """Take one line; return whether the article has not begun yet."""
        if draft.is_dropped and draft.reason == POST:
            self._address(draft)  # judged by itself, the address of the page is a link too
            return True
        if draft.is_dropped and draft.reason != CREDIT:
            return True
        if self._label(draft) or self._address(draft) or self._date(draft):
            return True
        if self._byline(draft, following) or self._outlet(draft, following):
            return True
        if not self._began and draft.kind is not BlockKind.CAPTION and self._headline(draft):
            return True
        return not draft.is_paragraph

    def _label(self, draft: BlockUnderReview) -> bool:
        """Take a line such as “Author: Jane Doe” or “Subject: …”."""
        match = _LABEL.fullmatch(draft.text)
        if match is None or len(draft.text) > _LONGEST_HEADLINE + 40:
            return False
        label, rest = match["label"].strip().casefold(), match["rest"].strip()
        name = next(
            (
                n
                for n, labels in self._words.labels.items()
                if label in labels and self._fits(n, rest)
            ),
            "",
        )
        if not name:
            return False
        if name == "date":
            when = find_date(rest, self._words.months)
            rest = when.text if when else rest
        if name != "other" and not getattr(self.found, name):
            self.found = replace(self.found, **{name: rest})
            self._began = self._began or name == "headline"
        draft.drop(N_("address of the page") if name == "url" else N_("head of the page"))
        return True

    def _fits(self, name: str, rest: str) -> bool:
        """Return whether a value can be what its label says."""
        if name == "url":
            return bool(_ADDRESS.fullmatch(rest))
        if name == "date":
            return find_date(rest, self._words.months) is not None
        if name == "outlet":
            return word_count(rest) <= _LONGEST_NAME + 2 and not _ADDRESS.match(rest)
        if name == "byline":
            return word_count(rest) <= _LONGEST_BYLINE and not is_ended(rest)
        if name == "other":
            return "@" in rest or word_count(rest) <= _LONGEST_NAME
        return looks_like_headline(rest)

    def _address(self, draft: BlockUnderReview) -> bool:
        match = _ADDRESS.fullmatch(draft.text.strip("<>() "))
        if match is None or match["site"].casefold() in self._words.sites or is_post_link(match[0]):
            return False
        if not self.found.url:
            self.found = replace(self.found, url=match[0])
        draft.drop(N_("address of the page"))
        return True

    def _date(self, draft: BlockUnderReview) -> bool:
        """Take a line that only tells when the page appeared."""
        months, around = self._words.months, self._words.around_dates
        if not is_date_line(draft.text, months, around) or is_clock_line(
            draft.text, months, around
        ):
            return False
        self._take_date(draft.text)
        draft.drop(N_("date of the page"))
        return True

    def _take_date(self, text: str) -> None:
        when = find_date(text, self._words.months)
        if when is not None and not self.found.date:
            self.found = replace(self.found, date=when.text)

    def _byline(self, draft: BlockUnderReview, following: BlockUnderReview | None) -> bool:
        """Take a line that names the writer, with or without “By”, perhaps with a date."""
        if draft.words > _LONGEST_BYLINE + 8 or has_sentences(draft.text.replace(".", "")):
            return False
        dated = find_date(draft.text, self._words.months) is not None
        rest = without_dates(plain(draft.text), self._words.months, self._words.around_dates)
        name = _TEASING.split(rest)[0].strip(" ,;")
        match = self._words.byline.fullmatch(name)
        if match is not None and match["rest"]:
            name = match["rest"].strip()
            if not _is_writer(name, self._words):
                return False
        elif not self._is_bare_name(draft, name, following, dated=dated):
            return False
        if not self.found.byline:
            self.found = replace(self.found, byline=name)
        self._take_date(draft.text)
        draft.drop("byline")
        return True

    def _is_bare_name(
        self, draft: BlockUnderReview, name: str, following: BlockUnderReview | None, *, dated: bool
    ) -> bool:
        """Return whether a line is a name and nothing else, beside a date below a headline."""
        if not self._began or not _is_writer(name, self._words) or word_count(name) > _LONGEST_NAME:
            return False
        if folded(name) in self._words.agencies:
            return True
        near = following is not None and is_date_line(
            following.text, self._words.months, self._words.around_dates
        )
        return (dated or near) and word_count(name) >= 2 and draft.words <= _LONGEST_BYLINE

    def _outlet(self, draft: BlockUnderReview, following: BlockUnderReview | None) -> bool:
        """Take a line above the headline that is the name of a newspaper."""
        if self.found.outlet or self._began or following is None:
            return False
        names = words_in(draft.text)
        if len(names) > _LONGEST_NAME or not looks_like_headline(following.text):
            return False
        known = any(name.casefold() in self._words.outlet_words for name in names)
        if not known or capitalised_share(draft.text) < 1 or is_ended(draft.text):
            return False
        self.found = replace(self.found, outlet=draft.text)
        draft.drop(N_("name of the outlet"))
        return True

    def _headline(self, draft: BlockUnderReview) -> bool:
        if not looks_like_headline(draft.text) or draft.is_paragraph:
            return False
        headline, outlet = self._parted(draft.text)
        self.found = replace(self.found, headline=headline, outlet=self.found.outlet or outlet)
        self._began = True
        draft.drop("headline")
        return True

    def _parted(self, text: str) -> tuple[str, str]:
        """Return a headline and the outlet at its end: “Soup is dearer - The Daily Bugle”."""
        match = _SUFFIX.search(text)
        if match is None:
            return text, ""
        outlet = text[match.end() :].strip()
        names = words_in(outlet)
        named = any(name.casefold() in self._words.outlet_words for name in names)
        if (
            len(names) <= _LONGEST_NAME
            and capitalised_share(outlet) == 1
            and (named or "|" in match.group())
        ):
            return text[: match.start()].strip(), outlet
        return text, ""


def _is_writer(name: str, words: CleaningWords) -> bool:
    """Return whether a text is written as names of people are."""
    parts = words_in(name)
    if not parts or len(parts) > _LONGEST_BYLINE or parts[0][0].islower():
        return False
    named = [part for part in parts if part.casefold() not in words.name_words]
    stopped = bool(_STOPPED.search(name)) and not _INITIAL.search(name)
    return bool(named) and not stopped and not any(part[0].islower() for part in named)


def _drop_known(drafts: Sequence[BlockUnderReview], told: PageMetadata) -> None:
    """Drop the lines of a web page that repeat what its fields have told."""
    for name, value in (("headline", told.headline), ("byline", told.byline)):
        key = letters_key(value)
        if not key:
            continue
        for draft in drafts:
            if draft.is_open and (
                draft.key == key
                or (name == "byline" and key in draft.key and len(draft.key) <= len(key) + 12)
            ):
                draft.drop(name)


def drop_repeated_headline(drafts: Sequence[BlockUnderReview], headline: str) -> None:
    """Drop the lines that print the headline once more."""
    key = letters_key(headline)
    for draft in drafts:
        if key and draft.is_open and draft.key == key:
            draft.drop(N_("headline said twice"))


def _owns(draft: BlockUnderReview) -> bool:
    """Return whether a block is the line of a page that names who owns it."""
    if draft.reason == "copyright line":
        return True
    return draft.raw.region is Region.FOOTER and len(draft.text) <= _LONGEST_HEADLINE


def _outlet_of_text(drafts: Sequence[BlockUnderReview], words: CleaningWords) -> str:
    """Return the owner of the copyright line, or the agency of the dateline, or nothing."""
    for draft in drafts:
        match = _OWNER.search(draft.text) if _owns(draft) else None
        owner = _NOT_OWNER.sub("", match["owner"]).strip(" -–—") if match else ""
        if owner and word_count(owner) <= _LONGEST_NAME + 2:
            return owner
    for draft in drafts:
        if not draft.is_dropped and draft.is_paragraph:
            match = _DATELINE.match(draft.text)
            return words.wires.get(match["agency"].casefold(), "") if match else ""
    return ""
