"""The pages of a PDF as pictures, for the screen and for a printer."""

from __future__ import annotations

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

#: Points in an inch: the unit of PDF.
POINTS = 72.0


class PdfPages:
    """An open PDF; `sizes` are in points. Close it when its pages are not needed any more.

    The library behind it is not made for threads, so use it on the main thread only.
    """

    def __init__(self, content: bytes) -> None:
        """Open a PDF that the renderer has set."""
        self._document = pdfium.PdfDocument(content)
        self.sizes = tuple(
            QSizeF(*self._document.get_page_size(number)) for number in range(len(self._document))
        )

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.sizes)

    def picture(self, number: int, dots_per_point: float, *, grey: bool = False) -> QImage:
        """Return a page as a picture with so many dots for each point."""
        page = self._document[number]
        bitmap = page.render(scale=dots_per_point, grayscale=grey)
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_BGR888
        shown = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form)
        own = shown.copy()  # what the library drew goes with its bitmap
        bitmap.close()
        page.close()
        return own

    def text(self, number: int) -> str:
        """Return the words of a page in reading order."""
        page = self._document[number]
        words = page.get_textpage()
        found: str = words.get_text_range()
        words.close()
        page.close()
        return found

    def close(self) -> None:
        """Let go of the PDF."""
        self._document.close()
