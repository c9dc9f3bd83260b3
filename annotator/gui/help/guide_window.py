"""The guide in a window of its own: contents, search, pages, and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from annotator.gui.help.guide_pages import (
    GuidePage,
    anchor_of,
    guide_pages,
    names_answers,
    place_of,
)
from annotator.gui.look.theme import FONT_FAMILY, SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import button, named
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.gui.widgets.paper import print_paper
from annotator.translation import N_, _

CLOSED = N_(
    "This page names answers of a lesson. Teachers read it in the teacher's area: open For "
    "teachers, then Help, Guide."
)
_PAGE = Qt.ItemDataRole.UserRole
_USUAL = QSize(980, 680)
_CONTENTS_WIDTH = 250
#: The margin at both sides of a picture, in pixels.
_BESIDE = 64
#: How wide a picture is on paper, in the pixels that a document is laid out in: A4 has 640.
_PAPER_WIDTH = 430


class GuideText(QTextBrowser):
    """A page of the guide: nothing but what lies in the guide's folder is ever read."""

    linkChosen = Signal(str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._folder = folder.resolve()
        self._page: Path | None = None
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_anchor_clicked)
        named(self, _("Page"), _("A page of the guide; Tab goes to its links"))

    def show_page(self, page: Path, written: str) -> None:
        """Show what is written on a page from its top."""
        self._page = page
        self.setMarkdown(written)
        self.document().setDocumentMargin(SPACE_4)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_heading(self, anchor: str) -> None:
        """Scroll to a heading of the page; to its top where there is no such heading."""
        block = self.document().begin()
        while block.isValid() and not _is_heading(block, anchor):
            block = block.next()
        cursor = QTextCursor(block if block.isValid() else self.document().begin())
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(int(top))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the guide, as wide as the page at most; nothing from elsewhere."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        return self.picture(QUrl(name).toString(), self.viewport().width() - _BESIDE)

    def picture(self, name: str, widest: int) -> QImage | None:
        """Return a picture that the page shows, made smaller to `widest` pixels, or None."""
        path = ((self._page or self._folder).parent / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            return None
        picture = QImage(str(path))
        if picture.width() > max(widest, 1):
            picture = picture.scaledToWidth(
                max(widest, 1), Qt.TransformationMode.SmoothTransformation
            )
        return picture

    def _on_anchor_clicked(self, link: QUrl) -> None:
        self.linkChosen.emit(link.toString())


class GuideWindow(QDialog):
    """The guide: its contents at the left, the chosen page beside them."""

    def __init__(
        self,
        folder: Path,
        first: str = "",
        parent: QWidget | None = None,
        *,
        shows_answers: bool = True,
    ) -> None:
        """Show the page with this file name, or the index.

        Pages about a lesson's key are shown with `shows_answers`, in the teacher's area.
        """
        super().__init__(parent)
        self.setWindowTitle(_("Guide"))
        self.resize(_USUAL.boundedTo(self.screen().availableSize()))
        self._folder = folder
        self._shows_answers = shows_answers
        self._pages = guide_pages(folder)
        self._been: list[tuple[Path, int]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.text = GuideText(folder)
        self._build()
        self._fill("")
        self.show_file(folder / (first or self._pages[0].path.name))

    def _build(self) -> None:
        named(self.search, _("Search the guide"), _("Only pages with these words are listed"))
        named(self.contents, _("Contents"), _("The pages of the guide"))
        self.contents.setFixedWidth(_CONTENTS_WIDTH)
        self.contents.setWordWrap(True)
        self.contents.setSpacing(SPACE_1)
        self.search.setFixedWidth(_CONTENTS_WIDTH)
        self.back = button(_("Back"), _("Go back to the page before"), self.go_back)
        printing = button(_("Print…"), _("Print this page"), self._on_print)
        closing = button(_("Close"), _("Close the guide"), self.close)
        for each in (self.back, printing, closing):
            each.setAutoDefault(False)
        column(
            row(
                column(self.search, self.contents, spacing=SPACE_2),
                stretched(self.text),
                spacing=SPACE_3,
            ),
            row(self.back, STRETCH, printing, closing, spacing=SPACE_2),
            inside=self,
            margins=SPACE_4,
            spacing=SPACE_3,
        )
        self.contents.currentItemChanged.connect(self._on_contents_current_item_changed)
        self.search.textChanged.connect(self._fill)
        self.text.linkChosen.connect(self._on_text_link_chosen)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence.StandardKey.Back, self, self.go_back)

    @property
    def page(self) -> Path:
        """Return the file of the page that is shown."""
        return self._shown

    def show_file(self, path: Path, heading: str = "") -> None:
        """Show a page by its file, from a heading of it or from the top."""
        found = next((p for p in self._pages if p.path.resolve() == path.resolve()), None)
        page = found or GuidePage(path, "")
        self._shown = page.path
        closed = not self._shows_answers and names_answers(page.path, self._folder)
        self._written = _(CLOSED) if closed else page.text
        self.text.show_page(page.path, self._written)
        if heading:
            self.text.show_heading(heading)
        self.back.setEnabled(bool(self._been))
        self._show_in_contents(page)

    def go_back(self) -> None:
        """Show the page before this one, where the reader left it."""
        if self._been:
            path, place = self._been.pop()
            self.show_file(path)
            self.text.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """Set the page anew where colours or type have changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            place = self.text.verticalScrollBar().value()
            self.show_file(self._shown)
            self.text.verticalScrollBar().setValue(place)

    def _fill(self, words: str) -> None:
        """List the pages that hold these words."""
        with QSignalBlocker(self.contents):
            self.contents.clear()
            for page in self._pages:
                if page.holds(words):
                    item = QListWidgetItem(page.title)
                    item.setData(_PAGE, str(page.path))
                    self.contents.addItem(item)

    def _show_in_contents(self, page: GuidePage) -> None:
        here = [
            item
            for number in range(self.contents.count())
            if (item := self.contents.item(number)).data(_PAGE) == str(page.path)
        ]
        with QSignalBlocker(self.contents):
            self.contents.clearSelection()
            if here:
                self.contents.setCurrentItem(here[0])

    def _leave_for(self, path: Path, heading: str = "") -> None:
        self._been.append((self._shown, self.text.verticalScrollBar().value()))
        self.show_file(path, heading)

    def _on_contents_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._leave_for(Path(item.data(_PAGE)))

    def _on_text_link_chosen(self, link: str) -> None:
        target = place_of(link, self._shown, self._folder)
        if target is not None:
            self._leave_for(target.path, target.heading)

    def _on_print(self) -> None:
        print_paper(self.paper(), self)

    def paper(self) -> QTextDocument:
        """Return the page that is shown, in black on white."""
        made = QTextDocument(self)
        font = QFont(FONT_FAMILY)
        font.setPointSize(11)
        made.setDefaultFont(font)
        made.setMarkdown(self._written)
        _add_pictures(made, lambda name: self.text.picture(name, _PAPER_WIDTH))
        ink = QTextCharFormat()
        ink.setForeground(Qt.GlobalColor.black)
        everything = QTextCursor(made)
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeCharFormat(ink)
        return made


def _add_pictures(document: QTextDocument, picture: Callable[[str], QImage | None]) -> None:
    """Give a document the pictures that it names."""
    for name in dict.fromkeys(_names_of_pictures(document)):
        if (found := picture(name)) is not None:
            kind = QTextDocument.ResourceType.ImageResource
            document.addResource(kind.value, QUrl(name), found)


def _names_of_pictures(document: QTextDocument) -> Iterator[str]:
    for shape in document.allFormats():
        if shape.isImageFormat():
            yield shape.toImageFormat().name()


def _is_heading(block: QTextBlock, anchor: str) -> bool:
    return bool(block.blockFormat().headingLevel()) and anchor_of(block.text()) == anchor
