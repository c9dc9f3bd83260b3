"""A block while it is being judged, and the reasons that a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from annotator.domain.imports import ImportedBlock, RawBlock, Region
from annotator.domain.lessons import BlockKind
from annotator.services.cleaning.folding import (
    folded,
    has_letters,
    has_sentences,
    is_ended,
    letters_key,
    word_count,
)
from annotator.translation import N_

TEXT_REASON = N_("text of the article")
EDITOR = N_("editor's comment: another voice than the report")
KIND_REASONS = {
    BlockKind.PARAGRAPH: TEXT_REASON,
    BlockKind.HEADLINE: "headline",
    BlockKind.SUBHEADING: "subheading",
    BlockKind.CAPTION: "caption",
    BlockKind.QUOTATION: N_("quotation from elsewhere: not the outlet's own words"),
    BlockKind.EDITORS_COMMENT: EDITOR,
    BlockKind.LIST_ITEM: N_("item of a list"),
    BlockKind.TABLE_ROW: N_("row of a table"),
}
CREDIT = N_("agency credit")
POST = N_("embedded-post remains")
TWICE = N_("caption said twice")
TEASER = N_("pointer to another story")
AUTHOR = N_("about the author")
READERS = N_("reader's comment")
#: A block with so many words and a full stop is a paragraph beyond doubt.
_FEWEST_WORDS = 9
_LONGEST_LABEL = 30
_RUNNING = frozenset({None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION})


@dataclass
class BlockUnderReview:
    """One block with what is known of it so far; `keep` is None until it is decided."""

    raw: RawBlock
    text: str
    keep: bool | None = None
    reason: str = ""
    kind: BlockKind | None = None
    #: The section that this line opens, if it is the heading of one.
    opens: str = ""
    #: A picture stands here: a caption, or a line that only names who took it.
    picture: bool = False

    def __post_init__(self) -> None:
        self.kind = self.raw.kind

    @cached_property
    def fold(self) -> str:
        """Return the text as lines are compared."""
        return folded(self.text)

    @cached_property
    def words(self) -> int:
        """Return the number of words."""
        return word_count(self.text)

    @cached_property
    def ended(self) -> bool:
        """Return whether the text ends as a sentence does."""
        return is_ended(self.text)

    def rewrite(self, text: str) -> None:
        """Take another clean text."""
        self.text = text
        for known in ("fold", "words", "ended", "key"):
            self.__dict__.pop(known, None)

    @property
    def is_open(self) -> bool:
        """Return whether nothing is decided yet."""
        return self.keep is None

    @property
    def is_dropped(self) -> bool:
        """Return whether the block is no part of the article."""
        return self.keep is False

    @cached_property
    def key(self) -> str:
        """Return the letters by which two printings of the block are the same."""
        return letters_key(self.text)

    @property
    def is_paragraph(self) -> bool:
        """Return whether the block is running text beyond doubt."""
        if self.keep is False or self.kind not in _RUNNING:
            return False
        return (self.ended and self.words >= _FEWEST_WORDS) or has_sentences(self.text)

    @property
    def is_label(self) -> bool:
        """Return whether the block is a short line without a full stop."""
        return (
            not self.ended
            and has_letters(self.text)
            and 0 < self.words <= _LONGEST_LABEL
            and not self.text.endswith((":", ","))
            and not has_sentences(self.text)
        )

    def drop(self, reason: str) -> None:
        """Decide that the block is no part of the article."""
        self.keep, self.reason = False, reason

    def hold(self, reason: str, kind: BlockKind | None = None) -> None:
        """Decide that the block belongs to the article."""
        self.keep, self.reason = True, reason
        self.kind = kind or self.kind

    def be_caption(self, reason: str = KIND_REASONS[BlockKind.CAPTION]) -> None:
        """Decide that the block is a caption."""
        self.picture = True
        self.hold(reason, BlockKind.CAPTION)

    def be_credit(self) -> None:
        """Decide that the block only names who took a picture."""
        self.picture = True
        self.drop(CREDIT)

    def block(self) -> ImportedBlock:
        """Return the block as it is decided; what nothing speaks against is kept."""
        kind = self.kind or BlockKind.PARAGRAPH
        keep = self.keep is not False
        reason = self.reason or KIND_REASONS[kind]
        return ImportedBlock(self.text, keep, reason, kind, self.raw.text)


#: Where in a web page a block stands that is no article, for a person.
REGION_REASONS = {
    Region.MENU: N_("menu of the page"),
    Region.HEADER: N_("head of the page"),
    Region.FOOTER: N_("foot of the page"),
    Region.SIDE: N_("beside the article"),
    Region.FORM: N_("form of the page"),
    Region.COMMENTS: READERS,
    Region.NOTICE: N_("cookie or privacy notice"),
    Region.TEASERS: TEASER,
    Region.OUTSIDE: N_("outside the article"),
    Region.REPEATED: N_("repeated on every page"),
    Region.NOTES: N_("footnote"),
    Region.ACROSS: N_("set across the page, such as a watermark"),
}
