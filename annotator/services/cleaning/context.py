"""Blocks judged by their neighbours: captions, sections, editor's comments, subheadings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import regex

from annotator.domain.lessons import BlockKind
from annotator.services.cleaning.dates import is_date_line
from annotator.services.cleaning.drafts import (
    AUTHOR,
    EDITOR,
    READERS,
    TEASER,
    TWICE,
    BlockUnderReview,
)
from annotator.services.cleaning.folding import capitalised_share, plain
from annotator.services.cleaning.words import CleaningWords
from annotator.translation import N_

_COMMENT_HEADING = regex.compile(
    r"(?:\d[\d,.]* |no |all |reader |readers’ )?"
    r"(?:comments?|responses?|replies|thoughts|comentarios|commentaires|kommentare)"
    r"(?: ?\(?\d+\)?)?(?: (?:on|to) .{0,200})?"
)
#: A quick look before the line is compared.
_ANSWERS = regex.compile(r"comm?ent|kommentar|response|replies|thoughts", regex.IGNORECASE)
_COMMENTER = regex.compile(
    r".{1,60}\b(?:says|said|wrote|dice)\s?:|reply|responder|antworten"
    r"|.{0,60}\b\d+ ?(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|h|d) ago"
    r"|.{0,60}\b(?:at|,) ?\d{1,2}:\d\d ?(?:am|pm)?",
    regex.IGNORECASE,
)
_BIO = regex.compile(
    r"(?:follow|reach|contact|e-?mail|write to|find) "
    r"(?:him|her|them|me|the author|the writer|\p{Lu}\p{L}+)\b"
    r".{0,120}(?:@|twitter|e-?mail|facebook)"
    r"|^\W*\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]*){1,3},? (?:is|es|ist|est) "
    r"(?:an?|the|una?|ein|un|our) (?:[\p{L}-]+,? ){0,6}"
    r"(?:reporter|writer|correspondent|columnist|contributor|journalist|blogger|freelancer?"
    r"|periodista|corresponsal|columnista)\b",
)
#: A date line with such a word tells about the page, not about an entry of it.
_DATED = regex.compile(
    r"(?:last |first )?(?:updated|published|posted|modified|publicado|actualizado|publié|mis à jour"
    r"|veröffentlicht|aktualisiert|stand|atualizado|pubblicato|aggiornato)\b"
)
#: What may stand in the middle of a list of stories or of a box about the author.
_INTERRUPTING = frozenset({"advertisement", "empty", "divider or signs", "agency credit"})
EDITORS = BlockKind.EDITORS_COMMENT
_LONGEST_HEADING = 240
_LONGEST_ANSWER = 2
#: Why lines go that may be sentences of a report too.
_LINES = frozenset(
    {
        *("comment form", "share line", "follow line", "pointer to a video or picture"),
        *(
            "navigation",
            "newsletter or sign-up",
            TEASER,
            "call to readers",
            "cookie or privacy notice",
        ),
    }
)
_STOP = regex.compile(r"(?<!\.)\.[”\"]?$")
_LONGEST_BIO = 80
_LONGEST_SUBHEADING = 14
_LONGEST_CAPTION = 60
_SURE_CAPTION = 9
_LONGEST_SOURCE = 4
_FEWEST_PARAGRAPHS = 3
_SHORTEST_TWICE = 5
_MOST_BIOS = 2
#: The label of a note is looked for in as many characters.
_LONGEST_NOTE = 400


def free_sentences(drafts: Sequence[BlockUnderReview], words: CleaningWords) -> None:
    """Take back what fell on a short sentence between two paragraphs, such as “No comment”.

    Lines of a page are written with the same words, but they end without a stop.
    """
    for number, draft in enumerate(drafts):
        if not draft.is_dropped or draft.reason not in _LINES or not _STOP.search(draft.text):
            continue
        if draft.words > _LONGEST_ANSWER or not any(
            draft.fold in rule.lines for rule in words.rules
        ):
            continue
        before = next((d for d in reversed(drafts[:number]) if not d.is_dropped), None)
        after = next((d for d in drafts[number + 1 :] if not d.is_dropped), None)
        if before is not None and before.ended and after is not None and after.is_paragraph:
            draft.keep, draft.reason, draft.opens = None, "", ""


def close_sections(drafts: Sequence[BlockUnderReview]) -> None:
    """Drop what stands under a heading of related stories or of the author's box.

    Such a heading stands below or inside of an article; in a menu above it, it opens nothing.
    """
    began = False
    for number, heading in enumerate(drafts):
        began = began or heading.is_paragraph
        if began and heading.opens == "related":
            _drop_teasers(drafts[number + 1 :])
        elif began and heading.opens == "author":
            _drop_bio(drafts[number + 1 :])
    _drop_comments(drafts)
    _drop_last_bio(drafts)


def _section(following: Sequence[BlockUnderReview]) -> Iterator[BlockUnderReview]:
    """Yield what stands under a heading, up to where another part of the page begins."""
    for draft in following:
        if not draft.is_dropped:
            yield draft
        elif draft.reason not in _INTERRUPTING:
            return


def _drop_teasers(following: Sequence[BlockUnderReview]) -> None:
    for draft in _section(following):
        if not draft.is_label or draft.picture:
            return
        draft.drop(TEASER)


def _drop_bio(following: Sequence[BlockUnderReview]) -> None:
    for draft in islice(_section(following), _MOST_BIOS):
        if draft.words > _LONGEST_BIO or draft.picture:
            return
        draft.drop(AUTHOR)


def _drop_last_bio(drafts: Sequence[BlockUnderReview]) -> None:
    """Drop lines at the end that tell who the writer is."""
    paragraphs = sum(draft.is_paragraph for draft in drafts)
    for draft in reversed(drafts):
        if draft.is_dropped or draft.picture:
            continue
        if paragraphs < _FEWEST_PARAGRAPHS:
            return
        if draft.words <= _LONGEST_BIO and _BIO.search(draft.text[:_LONGEST_NOTE]):
            draft.drop(AUTHOR)
        elif draft.reason != EDITOR:
            return


def _drop_comments(drafts: Sequence[BlockUnderReview]) -> None:
    """Drop what readers wrote under the article."""
    for number, heading in enumerate(drafts):
        if not heading.is_dropped or not _ANSWERS.search(heading.text[:_LONGEST_HEADING]):
            continue
        if not _COMMENT_HEADING.fullmatch(heading.fold):
            continue
        before = sum(draft.is_paragraph for draft in drafts[:number])
        following = drafts[number + 1 :]
        signed = any(_COMMENTER.fullmatch(draft.text[:_LONGEST_NOTE]) for draft in following[:6])
        if before >= _FEWEST_PARAGRAPHS and signed:
            for draft in following:
                if not draft.is_dropped:
                    draft.drop(READERS)
            return


def mark_editor(drafts: Sequence[BlockUnderReview], words: CleaningWords) -> None:
    """Mark what the outlet itself says about the report: kept, but another voice."""
    _open_comments(drafts, words)
    starts = [words.editor_start.match(plain(draft.text[:_LONGEST_NOTE])) for draft in drafts]
    labelled = [bool(match and match["rest"]) for match in starts]
    # Notes that each have a label stand between the report's own paragraphs.
    interleaved = sum(labelled) > 1
    goes_on = False
    paragraphs = 0
    for draft, match in zip(drafts, starts, strict=True):
        if draft.is_dropped:
            goes_on = goes_on and not draft.reason.startswith("divider")
            continue
        if match is not None and (match["rest"] or draft.words <= _LONGEST_SOURCE):
            draft.hold(EDITOR, EDITORS if match["rest"] else BlockKind.SUBHEADING)
            # Above a report a note is one block; below it the rest of the page goes with it.
            goes_on = not match["rest"] or (
                paragraphs >= _FEWEST_PARAGRAPHS and not interleaved and not _is_closed(draft)
            )
        elif words.editor_end.search(draft.text[-40:]) and not draft.picture:
            draft.hold(EDITOR, EDITORS)
        elif goes_on and not draft.picture and not draft.is_label:
            if paragraphs < _FEWEST_PARAGRAPHS:
                goes_on = False
            draft.hold(EDITOR, EDITORS)
        elif draft.is_paragraph:
            paragraphs += 1


def _open_comments(drafts: Sequence[BlockUnderReview], words: CleaningWords) -> None:
    """Take back a line “Comment:” that stands above what the outlet says, not above a form."""
    for draft, following in pairwise(drafts):
        if (
            draft.is_dropped
            and draft.reason == "comment form"
            and draft.text.rstrip().endswith(":")
            and words.editor_start.match(plain(draft.text))
            and following.is_paragraph
        ):
            draft.keep, draft.reason = None, ""


def _is_closed(draft: BlockUnderReview) -> bool:
    """Return whether a note stands whole between brackets."""
    return draft.text[:1] in "[(" and draft.text.rstrip()[-1:] in "])"


def mark_captions(drafts: Sequence[BlockUnderReview]) -> None:
    """Mark captions that nothing but their place and their repetition tells."""
    _mark_doubled(drafts)
    changed = True
    while changed:
        changed = False
        for number, draft in enumerate(drafts):
            if draft.is_open and _stands_among_pictures(drafts, number):
                _take_picture_line(drafts, number)
                changed = True
    _drop_said_again(drafts)


def _mark_doubled(drafts: Sequence[BlockUnderReview]) -> None:
    """Mark lines that are printed twice in a row: web pages do that with captions."""
    for first, second in pairwise(drafts):
        if first.is_dropped or second.is_dropped or not first.key or first.key != second.key:
            continue
        if first.words <= _LONGEST_CAPTION and first.kind in (None, BlockKind.CAPTION):
            first.be_caption()
            second.be_caption()


def _stands_among_pictures(drafts: Sequence[BlockUnderReview], number: int) -> bool:
    """Return whether an undecided short line is between or on top of captions and credits."""
    draft = drafts[number]
    if not draft.is_label or draft.kind is not None:
        return False
    before = drafts[number - 1] if number else None
    after = drafts[number + 1] if number + 1 < len(drafts) else None
    near = [each for each in (before, after) if each is not None and each.picture]
    if any(each.raw.group == draft.raw.group for each in near) or len(near) == 2:
        return True
    return bool(near) and draft.words >= _SURE_CAPTION


def _take_picture_line(drafts: Sequence[BlockUnderReview], number: int) -> None:
    """Decide whether a line among pictures names their source or says what they show."""
    draft = drafts[number]
    after = drafts[number + 1] if number + 1 < len(drafts) else None
    names_source = draft.words <= _LONGEST_SOURCE and capitalised_share(draft.text) == 1
    if names_source and after is not None and after.kind is BlockKind.CAPTION:
        draft.be_credit()
    else:
        draft.be_caption()


def _drop_said_again(drafts: Sequence[BlockUnderReview]) -> None:
    """Drop what the page has printed before, word for word: captions, and lines right behind it.

    Further below a line may return on purpose, as the question that three people are asked.
    """
    seen: dict[str, BlockUnderReview] = {}
    last: BlockUnderReview | None = None
    for draft in drafts:
        if draft.is_dropped or draft.words < _SHORTEST_TWICE - 2:
            continue
        before, last = last, draft
        first = seen.setdefault(draft.key, draft)
        if first is draft:
            continue
        if BlockKind.CAPTION in (draft.kind, first.kind):
            draft.picture = True
            draft.drop(TWICE)
        elif first is before and draft.words >= _SHORTEST_TWICE and draft.kind is None:
            draft.drop(N_("said twice: it stands above"))


def mark_subheadings(drafts: Sequence[BlockUnderReview], words: CleaningWords) -> None:
    """Mark short lines above a paragraph as subheadings; times of a live page too."""
    remaining = [draft for draft in drafts if not draft.is_dropped]
    for number, draft in enumerate(remaining):
        if not draft.is_open or draft.kind not in (None, BlockKind.PARAGRAPH):
            continue
        if is_date_line(draft.text, words.months, words.around_dates):
            if _DATED.match(draft.fold):
                draft.drop(N_("date of the page"))
            else:
                draft.hold(N_("time of a live entry"), BlockKind.SUBHEADING)
            continue
        if draft.kind is not None:
            continue
        after = remaining[number + 1] if number + 1 < len(remaining) else None
        asks = draft.text.endswith("?") and draft.text.lstrip("¿")[:1].isalnum()
        alone = after is not None and after.raw.group != draft.raw.group
        short = draft.words <= _LONGEST_SUBHEADING
        if after is None or not short or not (draft.is_label or (asks and alone)):
            continue
        if after.ended or after.words > _LONGEST_SUBHEADING:
            draft.hold("subheading", BlockKind.SUBHEADING)
