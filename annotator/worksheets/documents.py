"""One document: what it is called, what stands on every page, and what fills the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.translation import _
from annotator.worksheets.pages import Furniture, Pages, PdfDocument
from annotator.worksheets.setting import Setting


@dataclass(frozen=True, slots=True)
class Content:
    """All that makes one document; the same content gives the same bytes."""

    title: str
    language: str
    setting: Setting
    furniture: Furniture
    fill: Callable[[Pages], None]

    def alone(self) -> bytes:
        """Return the document as a file of its own."""
        setting = self.setting
        document = PdfDocument(
            setting.cache, setting.options, title=self.title, language=self.language
        )
        self.into(document)
        return document.finished()

    def into(self, document: PdfDocument, chapter: str = "") -> None:
        """Set the document into a file; with a chapter its bookmarks hang under it."""
        pages = Pages(document, self.setting, self.furniture, document.part(chapter))
        self.fill(pages)
        self._tell_unprintable(pages)
        pages.close()

    def _tell_unprintable(self, pages: Pages) -> None:
        """List the characters for which boxes were drawn, if there are any."""
        missing = pages.canvas.take_unprintable()
        if missing:
            listed = ", ".join(sorted(f"U+{ord(character):04X}" for character in missing))
            text = _(
                "Characters this font does not have, printed as boxes: {listed}.", listed=listed
            )
            style = replace(self.setting.styles.small, before=self.setting.size)
            pages.set([self.setting.paragraph(text, style, pages.section())])
