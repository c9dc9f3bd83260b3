"""One block judged by itself: which of the kinds of dirt it is, if any."""

from __future__ import annotations

import regex

from annotator.domain.imports import Region
from annotator.domain.lessons import BlockKind
from annotator.services.cleaning.credits import (
    described_picture,
    is_credit,
    labelled_caption,
    without_credit,
)
from annotator.services.cleaning.drafts import POST, REGION_REASONS, TEASER, BlockUnderReview
from annotator.services.cleaning.embedded import is_source_address, post_remains, without_links
from annotator.services.cleaning.folding import has_letters, has_sentences, plain
from annotator.services.cleaning.repairs import Repaired
from annotator.services.cleaning.words import CleaningWords
from annotator.translation import N_

_PROGRAM = regex.compile(
    r"function\s*\w*\s*\(|=>\s*\{|\b(?:var|let|const)\s+[\w$]+\s*="
    r"|\bwindow\.\w|\bdocument\.\w|\.push\s*\("
    r"|@media\b|@font-face|!important|\{\s*\"?[\w-]+\"?\s*:\s*[^}]{0,200}[;}]"
    r"|googletag|_gaq|\bdataLayer\b"
    r"|\$\([^)]{0,60}\)\.|<!\[CDATA|<!--|-->|^\s*<\?php|\bimport\s+\w+\s+from\s+[\"']"
)
_PROGRAM_SIGNS = regex.compile(r"[{};=<>\[\]]|\(\)")
_UNKNOWN_CODES = regex.compile(r"(?:\[([a-z][a-z0-9_-]{2,30})\]\s*)+")
#: What is written in brackets in the record of a speech.
_NOISES = frozenset(
    {"applause", "laughter", "crosstalk", "music", "inaudible", "cheering", "silence", "pause"}
)
_DIVIDER_WORDS = frozenset({"ends", "end", "-30-", "30", "more", "xxx", "fin"})
_CRUMBS = regex.compile(r"\s*[>»›|•·/\\]\s*")
_LONGEST_CRUMB, _FEWEST_CRUMBS = 4, 3
_LONGEST_NUMBER = 3
_LONGEST_SHARING, _MOST_SPACES = 300, 24
#: No line of a page, and no credit, has more characters.
_LONGEST_LINE = 1_000


def judge(draft: BlockUnderReview, repaired: Repaired, words: CleaningWords) -> None:
    """Decide about one block what can be told from itself and its place alone."""
    for rule in (_by_signs, _by_place, _by_code, _by_lines, _by_picture, _by_post, _by_shape):
        rule(draft, repaired, words)
        if not draft.is_open:
            return


def _by_signs(draft: BlockUnderReview, _repaired: Repaired, _words: CleaningWords) -> None:
    """Drop what holds no words."""
    if not draft.text:
        draft.drop(N_("shortcode of the page") if draft.raw.text.strip() else "empty")
    elif not has_letters(draft.text):
        digits = sum(character.isdigit() for character in draft.text)
        if digits == 0:
            draft.drop(N_("divider or signs"))
        elif digits <= _LONGEST_NUMBER and draft.raw.region is not Region.TEXT:
            draft.drop(N_("number of the page"))
    elif draft.text.strip("*-#– ").isupper() and draft.fold.strip("*-# ") in _DIVIDER_WORDS:
        draft.drop(N_("end mark"))


def _by_code(draft: BlockUnderReview, repaired: Repaired, _words: CleaningWords) -> None:
    """Recognise captions by their code, and drop program text."""
    if repaired.had_caption_code:
        draft.be_caption(N_("caption, its shortcode taken out"))
        return
    codes = _UNKNOWN_CODES.fullmatch(draft.text)
    if codes and not any(code in _NOISES for code in codes.captures(1)):
        draft.drop(N_("shortcode of the page"))
        return
    signs = len(_PROGRAM_SIGNS.findall(draft.text))
    if signs >= 3 and _PROGRAM.search(draft.text):
        draft.drop(N_("program text of the page"))


def _by_place(draft: BlockUnderReview, _repaired: Repaired, _words: CleaningWords) -> None:
    """Drop what a web page says is not its article."""
    if draft.raw.region is Region.CREDIT:
        draft.be_credit()
        return
    reason = REGION_REASONS.get(draft.raw.region)
    if reason is not None:
        draft.drop(reason)


def _by_lines(draft: BlockUnderReview, _repaired: Repaired, words: CleaningWords) -> None:
    """Drop the lines that pages are known to carry."""
    if len(draft.text) > _LONGEST_LINE:
        return
    text = plain(draft.text)
    for rule in words.rules:
        if not rule.takes(text, draft.fold, draft.words):
            continue
        if rule.shouted and rule.reason == TEASER and has_sentences(draft.text):
            continue
        if words.reported.search(text):
            return
        draft.drop(rule.reason)
        draft.opens = rule.opens
        return
    if _is_share_line(draft, words):
        draft.drop(N_("share line"))


def _is_share_line(draft: BlockUnderReview, words: CleaningWords) -> bool:
    """Return whether a line is made of share buttons: “Share Tweet Pin 12 Shares”."""
    if len(draft.text) > _LONGEST_SHARING or draft.text.count(" ") > _MOST_SPACES:
        return False
    tokens = regex.findall(r"[\p{L}\p{N}+]+", draft.fold)
    if not tokens or len(tokens) > 20:
        return False
    known = words.share_words | words.share_verbs | words.sites
    names = sum(token in words.sites for token in tokens)
    verbs = sum(token in words.share_verbs for token in tokens)
    if draft.ended and verbs < 2:
        return False
    return (verbs >= 1 or names >= 2) and all(t in known or t.isdigit() for t in tokens)


def _by_picture(draft: BlockUnderReview, _repaired: Repaired, words: CleaningWords) -> None:
    """Recognise captions and credits of pictures."""
    if len(draft.text) > _LONGEST_LINE and draft.kind is not BlockKind.CAPTION:
        return
    described = described_picture(draft.text, words)
    if described is not None:
        if not described[1]:
            draft.be_credit()
            return
        draft.rewrite(described[1])
        draft.be_caption(N_("caption, its credit taken out"))
    elif draft.kind is not BlockKind.CAPTION and is_credit(draft.text, words):
        draft.be_credit()
    elif caption := labelled_caption(draft.text, words):
        draft.rewrite(caption)
        draft.be_caption(N_("caption, its label taken out"))
    elif draft.kind is BlockKind.CAPTION:
        if is_credit(draft.text, words):
            draft.be_credit()
        else:
            draft.be_caption()


def _by_post(draft: BlockUnderReview, _repaired: Repaired, _words: CleaningWords) -> None:
    """Take what is left of embedded posts out of the text; who said it stays with what was said."""
    remains = post_remains(draft.text)
    embedded = draft.raw.region is Region.EMBEDDED
    if remains is None:
        if embedded:
            draft.hold(N_("text of an embedded post"), BlockKind.QUOTATION)
        return
    if draft.raw.kind is not None and is_source_address(draft.text):
        return
    if embedded and (remains.text or remains.account):
        draft.rewrite(without_links(draft.text))
        draft.hold(N_("text of an embedded post"), BlockKind.QUOTATION)
        return
    if not remains.text:
        draft.drop(POST)
        return
    draft.rewrite(remains.text)
    by = f" by {remains.account}" if remains.account else ""
    draft.hold(f"text of an embedded post{by}, its remains taken out")


def _by_shape(draft: BlockUnderReview, _repaired: Repaired, _words: CleaningWords) -> None:
    """Drop trails of places: Home > World > Americas."""
    if draft.raw.kind is not None:
        return
    parts = [part for part in _CRUMBS.split(draft.text) if part]
    if (
        len(parts) >= _FEWEST_CRUMBS
        and not draft.ended
        and all(1 <= len(part.split()) <= _LONGEST_CRUMB for part in parts)
    ):
        draft.drop("navigation")


def tidy_caption(draft: BlockUnderReview, words: CleaningWords) -> None:
    """Take the credit off the end of a caption."""
    if draft.kind is not BlockKind.CAPTION or draft.is_dropped:
        return
    text = without_credit(draft.text, words)
    if text and text != draft.text:
        draft.rewrite(text)
        draft.be_caption(N_("caption, its credit taken out"))
