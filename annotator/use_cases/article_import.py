"""Other people's files and pasted text as cleaned pages, for the builder and the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableFile
from annotator.translation import N_, _

if TYPE_CHECKING:
    from annotator.domain.imports import ImportedPage
    from annotator.use_cases.import_process import ImportProcess

#: What a file dialog offers, in Qt's notation.
ARTICLE_FILES = N_(
    "Articles (*.txt *.text *.md *.markdown *.html *.htm *.xhtml *.mhtml *.mht *.docx *.pdf)"
)


class ArticleImporter:
    """Reads articles in a process of their own, which `close` lets go after a batch.

    Every other method takes its time and is meant to run beside the interface.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._known: ImportProcess | None = None

    def page_of_file(self, path: Path, encoding: str = "") -> ImportedPage:
        """Return a file as a cleaned page; raise UnreadableFile with a sentence if it is none.

        A text is read in the `encoding` that a person named, or in the likeliest.
        """
        return self._process().page(path.name, file=str(path), encoding=encoding)

    def page_of_text(self, text: str) -> ImportedPage:
        """Return pasted text as a cleaned page; raise UnreadableFile if it holds none."""
        return self._process().page(_("the pasted text"), text=text)

    def page_of_markup(self, markup: str, text: str) -> ImportedPage:
        """Return what was copied from a web page as a cleaned page, or its text alone."""
        try:
            return self._process().page(_("the pasted page"), markup=markup)
        except UnreadableFile:
            return self.page_of_text(text)

    def close(self) -> None:
        """Let the process go; what it is reading is left."""
        if self._known is not None:
            self._known.close()

    def _process(self) -> ImportProcess:
        from annotator.use_cases.import_process import ImportProcess

        if self._known is None:
            self._known = ImportProcess()
        return self._known
