"""Imported pages as article sources, each with the raw file that it came from beside it."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.identifiers import ArticleId
from annotator.domain.imports import ImportedPage
from annotator.domain.lessons import Article
from annotator.domain.paragraphs import below_headline, joined_paragraphs, tidy_paragraphs
from annotator.domain.sentences import split_sentences
from annotator.files.article_source import article_text
from annotator.files.atomic import write_trouble, write_whole
from annotator.files.importing.kinds import LARGEST, kind_of
from annotator.files.lesson_source import ARTICLE_FOLDER
from annotator.files.limits import LONGEST_ARTICLE, LONGEST_LINE, read_limited
from annotator.files.strict_model import one_line
from annotator.services.article_drafts import slug_of
from annotator.translation import N_, _

NO_HEADLINE, NO_OUTLET = N_("Headline not found"), N_("Outlet not found")
_NOTHING_KEPT = N_(
    "Of “{name}” nothing is kept as an article's text, so no article was written for it. Choose "
    "its blocks by hand."
)
_TOO_MUCH_KEPT = N_(
    "Of “{name}” too much is kept as an article's text, so no article was written for it. Choose "
    "its blocks by hand."
)
RAW_FOLDER = "raw"
_NUMBERED = re.compile(r"(\d{2,})-.+\.md")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]{1,1990}")
_LAST_NUMBER = 999
_LONGEST_DATE = 100


class ImportedArticleWriter:
    """A folder that takes imported pages as numbered article sources."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # A lesson's folder of articles holds nothing else, so there the raw files go beside it.
        inside = folder.resolve().name == ARTICLE_FOLDER
        self._raw = (folder.resolve().parent if inside else folder) / RAW_FOLDER
        self._ids: set[str] = set()
        self._next = 1

    def prepare(self) -> None:
        """Make the folders and see what stands in them; raise StorageTrouble if that fails."""
        try:
            self._raw.mkdir(parents=True, exist_ok=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            names = [path.name for path in self._folder.iterdir()]
        except OSError as trouble:
            raise write_trouble(self._folder, trouble) from trouble
        numbers = [int(match[1]) for name in names if (match := _NUMBERED.fullmatch(name))]
        self._ids = {name[3:-3] for name in names if _NUMBERED.fullmatch(name)}
        self._next = max(numbers, default=0) + 1

    def write(self, origin: Path, page: ImportedPage) -> Path:
        """Write one page and the file it came from; return the article source.

        Raise NotAllowed if nothing of the page is kept, StorageTrouble if it cannot be written.
        """
        article = self._article(origin, page)
        stem = f"{self._next:02d}-{article.id}"
        suffix = origin.suffix.casefold() or ".txt"
        raw = read_limited(origin, LARGEST[kind_of(origin)])
        write_whole(self._raw / f"{stem}{suffix}", raw)
        target = self._folder / f"{stem}.md"
        write_whole(target, article_text(article).encode("utf-8"))
        self._ids.add(article.id)
        self._next += 1
        return target

    def _article(self, origin: Path, page: ImportedPage) -> Article:
        if self._next > _LAST_NUMBER:
            raise NotAllowed(
                "“{folder}” is full. Nothing more was written. Name a new folder.",
                folder=self._folder,
            )
        told = page.metadata
        headline = one_line(told.headline)[:LONGEST_LINE] or _(NO_HEADLINE)
        tidy = tidy_paragraphs(page.paragraphs)
        body, blocks = joined_paragraphs(below_headline(headline, tidy) if tidy else ())
        if not 1 <= len(body) <= LONGEST_ARTICLE:
            sentence = _TOO_MUCH_KEPT if body else _NOTHING_KEPT
            raise UnreadableFile(sentence, name=origin.name)
        return Article(
            id=ArticleId(self._free_id(told.outlet or told.headline or origin.stem)),
            headline=headline,
            outlet=told.outlet[:LONGEST_LINE] or _(NO_OUTLET),
            body=body,
            byline=told.byline[:LONGEST_LINE],
            date=told.date[:_LONGEST_DATE],
            url=told.url if _ADDRESS.fullmatch(told.url) else "",
            blocks=blocks,
            sentences=split_sentences(body),
        )

    def _free_id(self, name: str) -> str:
        """Return a short name for an article that no other in the folder has."""
        slug = slug_of(name)
        number = 2
        free = slug
        while free in self._ids:
            free = f"{slug}-{number}"
            number += 1
        return free
