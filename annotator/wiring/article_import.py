"""Other people's files and pasted text as cleaned pages, for the builder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator import paths
from annotator.domain.errors import UnreadableFile

if TYPE_CHECKING:
    from annotator.domain.imports import ImportedPage
    from annotator.services.cleaning.words import CleaningWords

#: What a file dialog offers, in Qt's notation.
ARTICLE_FILES = (
    "Articles (*.txt *.text *.md *.markdown *.html *.htm *.xhtml *.mhtml *.mht *.docx *.pdf)"
)


class ArticleImporter:
    """Reads articles; the word lists of the cleaning are read when the first one comes.

    Every method takes its time and is meant to run beside the interface.
    """

    def __init__(self) -> None:
        """Read nothing yet."""
        self._words: CleaningWords | None = None

    def page_of_file(self, path: Path) -> ImportedPage:
        """Return a file as a cleaned page; raise UnreadableFile with a sentence if it is none."""
        from annotator.files.importing.importer import import_file

        return import_file(path, self._lists())

    def page_of_text(self, text: str) -> ImportedPage:
        """Return pasted text as a cleaned page; raise UnreadableFile if it holds none."""
        from annotator.files.importing.importer import import_text

        return import_text(text, self._lists())

    def page_of_markup(self, markup: str, text: str) -> ImportedPage:
        """Return what was copied from a web page as a cleaned page, or its text alone."""
        from annotator.files.importing.importer import import_markup

        try:
            return import_markup(markup, self._lists())
        except UnreadableFile:
            return self.page_of_text(text)

    def _lists(self) -> CleaningWords:
        from annotator.files.importing.word_lists import read_cleaning_words

        if self._words is None:
            self._words = read_cleaning_words(paths.resources_dir() / "importing")
        return self._words
