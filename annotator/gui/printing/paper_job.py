"""Pages on their way to a printer, one at a time, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from annotator.gui.printing.pdf_pages import POINTS, PdfPages
from annotator.translation import _

#: More dots than this nobody sees, and an A4 page would take a hundred megabytes.
MOST_DOTS = 300


class PaperJob(QObject):
    """Draws the pages of some documents on a printer.

    Printed on both sides, each document begins on a new sheet, so that no student's first
    page stands on the back of another one's last.
    """

    progressed = Signal(int, int)
    finished = Signal(int)
    failed = Signal(str)

    def __init__(
        self,
        documents: Sequence[bytes],
        printer: QPrinter,
        *,
        grey: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """Prepare the job; `start` begins it."""
        super().__init__(parent)
        self._documents = [PdfPages(content) for content in documents]
        self._printer = printer
        self._grey = grey
        both = printer.duplex() != QPrinter.DuplexMode.DuplexNone
        self._steps = page_order([len(pages) for pages in self._documents], both_sides=both)
        self._done = 0
        self._painter = QPainter()
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._print_next)

    @property
    def pages(self) -> int:
        """Return how many pages are printed, empty backs included."""
        return len(self._steps)

    def start(self) -> None:
        """Print the first page and go on until all are done or `cancel` is called."""
        self._fit_paper(0)
        if not self._steps or not self._painter.begin(self._printer):
            self._close()
            self.failed.emit(
                _(
                    "The printer did not take the pages. Nothing was printed. Look whether it is "
                    "switched on, or save the pages as a file and print that."
                )
            )
            return
        self._clock.start()

    def cancel(self) -> None:
        """Stop; what the printer has already may still come out."""
        if self._painter.isActive():
            self._printer.abort()
        self._close()

    def _print_next(self) -> None:
        document, page = self._steps[self._done]
        if self._done and not self._printer.newPage():
            self._close()
            self.failed.emit(
                _(
                    "The printer stopped after {done} of {pages} pages. Look at it, then "
                    "print the rest again.",
                    done=self._done,
                    pages=self.pages,
                )
            )
            return
        if page is not None:
            self._draw(self._documents[document], page)
        self._done += 1
        self.progressed.emit(self._done, self.pages)
        if self._done == self.pages:
            self._close()
            self.finished.emit(self._done)

    def _draw(self, pages: PdfPages, page: int) -> None:
        resolution = self._printer.resolution()
        dots = min(resolution, MOST_DOTS)
        picture = pages.picture(page, dots / POINTS, grey=self._grey)
        size = pages.sizes[page] * (resolution / POINTS)
        self._painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)

    def _fit_paper(self, document: int) -> None:
        """Take the paper and the orientation that the pages were set for, edge to edge."""
        if not self._documents or not len(self._documents[document]):
            return
        size = self._documents[document].sizes[0]
        wide = size.width() > size.height()
        upright = size.transposed() if wide else size
        orientation = QPageLayout.Orientation
        self._printer.setFullPage(True)
        self._printer.setPageLayout(
            QPageLayout(
                QPageSize(upright, QPageSize.Unit.Point),
                orientation.Landscape if wide else orientation.Portrait,
                QMarginsF(),
            )
        )

    def _close(self) -> None:
        self._clock.stop()
        if self._painter.isActive():
            self._painter.end()
        for pages in self._documents:
            pages.close()
        self._documents = []


def page_order(lengths: Sequence[int], *, both_sides: bool) -> list[tuple[int, int | None]]:
    """Return which page of which document comes after which; None is an empty back."""
    steps: list[tuple[int, int | None]] = []
    for document, length in enumerate(lengths):
        steps += [(document, page) for page in range(length)]
        if both_sides and length % 2 and document + 1 < len(lengths):
            steps.append((document, None))
    return steps
