"""The print screen shows what is printed, keeps it as whole files and sends it to a printer."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from annotator.gui.look.theme import DARK, LIGHT
from annotator.gui.look.wearing import wear
from annotator.gui.printing.paper_job import PaperJob, page_order
from annotator.gui.printing.print_screen import PrintScreen
from annotator.services.printing import BatchForm, DocumentKind
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from annotator.worksheets.sheets import PageOptions
from tests.e2e.conftest import NoDesktop
from tests.fakes.accessibility import undescribed, unnamed
from tests.fakes.application import WrittenInteraction

CARACAS = "caracas-2019-04-30"
PICTURE = Path(__file__).parents[3] / "docs" / "images" / "print-screen.png"
STUDENTS = ("7B-01", "7B-02", "7B-03")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Return the application of a teacher who collected a class of three."""
    from annotator.cli.main import run_command_line

    out = tmp_path_factory.mktemp("demo") / "class"
    words = ["demo", "--out", str(out), "--students", "3", "--seed", "7", "--no-window"]
    assert run_command_line(words, NoDesktop()) == 0
    opened = open_application(out / "data")
    yield opened
    opened.close()


class Printers:
    """A person who chooses a printer that writes into a file, or none."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.accepts = True
        self.asked: list[str] = []

    def __call__(self, printer: QPrinter, _parent: object) -> bool:
        self.asked.append(printer.docName())
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        printer.setResolution(72)
        return self.accepts


class Shown:
    """A print screen in a window, and the person before it."""

    def __init__(self, qtbot, application: Application, folder: Path) -> None:
        self.qtbot = qtbot
        self.person = WrittenInteraction()
        self.printers = Printers(folder / "paper.pdf")
        self.folder = folder
        self.window = QMainWindow()
        self.screen = PrintScreen(
            application.printing(CARACAS), self.person, printer_chooser=self.printers
        )
        self.window.setCentralWidget(self.screen)
        qtbot.addWidget(self.window)
        self.window.showNormal()
        self.window.resize(1366, 768)
        qtbot.waitExposed(self.window)
        self.screen.enter()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.screen.is_settled, timeout=20_000)

    def click(self, widget) -> None:
        QTest.mouseClick(widget, LEFT, pos=QPoint(14, widget.height() // 2))

    def choose(self, document: DocumentKind) -> None:
        self.click(self.screen.panel.documents[document])
        assert self.screen.panel.document is document
        self.settle()

    def save(self, *, waits: bool = True) -> None:
        self.person.folders.append(self.folder)
        self.click(self.screen.save)
        if waits:
            self.wait_for_end()

    def wait_for_end(self) -> None:
        self.qtbot.waitUntil(self.screen.save.isEnabled, timeout=60_000)


@pytest.fixture
def shown(qtbot, plain_app, played, tmp_path) -> Iterator[Shown]:
    """Return the print screen of the played class."""
    wear(plain_app, LIGHT)
    made = Shown(qtbot, played, tmp_path)
    yield made
    made.screen.leave()


def words_of(content: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(content)
    found = document[page].get_textpage().get_text_range()
    document.close()
    return " ".join(found.split())


def test_the_first_worksheet_of_the_class_is_shown(shown):
    assert shown.screen.panel.document is DocumentKind.GRADED
    assert shown.screen.student.currentText() == STUDENTS[0]
    assert "Graded worksheet" in shown.screen.pages.accessibleDescription()
    assert shown.screen.page_label.text().startswith("Page 1 of ")
    shown.qtbot.waitUntil(lambda: shown.screen.pages.is_drawn)


def test_the_arrows_go_from_student_to_student(shown):
    assert not shown.screen.before.isEnabled()
    shown.click(shown.screen.after)
    shown.settle()
    assert STUDENTS[1] in shown.screen.pages.accessibleDescription()
    shown.click(shown.screen.after)
    shown.settle()
    assert not shown.screen.after.isEnabled()
    assert STUDENTS[2] in shown.screen.pages.accessibleDescription()


@pytest.mark.parametrize(
    "document, words",
    [
        (DocumentKind.COPY, "Own copy"),
        (DocumentKind.BLANK, "Name"),
        (DocumentKind.KEY, "Answer key"),
        (DocumentKind.REPORT, "Class report"),
        (DocumentKind.HISTORY, "History"),
    ],
)
def test_each_document_can_be_looked_at(shown, document, words):
    shown.choose(document)
    assert words.casefold() in shown.screen.pages.accessibleDescription().casefold()
    assert shown.screen.student.isVisible() is document.is_of_student


def test_choices_that_mean_nothing_are_hidden(shown):
    panel = shown.screen.panel
    assert panel.switches["signature"].isVisible()
    shown.choose(DocumentKind.REPORT)
    assert not panel.switches["signature"].isVisible()
    assert not panel.form.isVisible()
    assert not panel.whole_class.isVisible()


def test_a_switch_changes_the_pages(shown):
    first = shown.screen.pages.pages
    slider = shown.screen.panel.type_size
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    shown.settle()
    assert shown.screen.panel.options.size == 18
    assert shown.screen.pages.pages > first
    shown.click(shown.screen.panel.switches["anonymous"])
    shown.settle()
    assert STUDENTS[0] not in shown.screen.pages.accessibleDescription()


def test_the_keyboard_turns_and_zooms_the_pages(shown):
    pages = shown.screen.pages
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == pages.pages - 1
    assert f"Page {pages.pages} of" in pages.accessibleDescription()
    QTest.keyClick(pages, Qt.Key.Key_Plus)
    assert pages.zoom > 1
    assert pages.page == pages.pages - 1
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def test_a_class_is_kept_as_one_file_a_student(shown):
    shown.save()
    files = sorted(path.name for path in shown.folder.iterdir())
    assert files == [f"{CARACAS}_{name}.pdf" for name in STUDENTS]
    assert "3 files" in shown.screen.note.text()
    assert STUDENTS[1] in words_of((shown.folder / files[1]).read_bytes())


@pytest.mark.parametrize("form", [BatchForm.MERGED, BatchForm.ZIP])
def test_a_class_is_kept_as_one_file(shown, form):
    box = shown.screen.panel.form
    box.setFocus()
    for _ in range(1 if form is BatchForm.MERGED else 2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert shown.screen.panel.chosen_form is form
    shown.save()
    (path,) = shown.folder.iterdir()
    assert str(path) in shown.screen.note.text()
    if form is BatchForm.ZIP:
        assert len(zipfile.ZipFile(path).namelist()) == len(STUDENTS)
    else:
        titles = [entry.title for entry in pypdf.PdfReader(path).outline if hasattr(entry, "title")]
        assert titles == list(STUDENTS)


def test_only_the_student_shown_is_kept(shown):
    shown.click(shown.screen.after)
    shown.click(shown.screen.panel.one_student)
    shown.settle()
    shown.save()
    assert [path.name for path in shown.folder.iterdir()] == [f"{CARACAS}_{STUDENTS[1]}.pdf"]


def test_what_is_kept_is_what_is_shown(shown):
    shown.choose(DocumentKind.KEY)
    shown.save()
    (path,) = shown.folder.iterdir()
    kept = pypdf.PdfReader(BytesIO(path.read_bytes()))
    assert len(kept.pages) == shown.screen.pages.pages


def test_a_cancelled_batch_leaves_whole_files_only(shown):
    shown.save(waits=False)
    shown.click(shown.screen.cancel)
    shown.wait_for_end()
    assert shown.screen.note.text().startswith("Cancelled.")
    for path in shown.folder.iterdir():
        assert path.suffix == ".pdf"
        assert len(pypdf.PdfReader(path).pages) > 3


def test_a_folder_that_cannot_be_written_says_so_and_keeps_the_screen(shown):
    blocked = shown.folder / "file"
    blocked.write_text("no folder")
    shown.person.folders.append(blocked / "below")
    shown.choose(DocumentKind.KEY)
    shown.click(shown.screen.save)
    shown.wait_for_end()
    ((_, text),) = shown.person.said
    assert "could not" in text.casefold() or "cannot" in text.casefold()
    assert shown.screen.is_settled


def printed(shown, key: Qt.Key = Qt.Key.Key_P) -> pypdf.PdfReader:
    QTest.keyClick(shown.screen, key, Qt.KeyboardModifier.ControlModifier)
    shown.wait_for_end()
    return pypdf.PdfReader(shown.printers.target)


def test_the_class_goes_to_the_printer_in_roster_order(shown):
    pages = len(printed(shown).pages)
    assert shown.printers.asked == ["Graded worksheets – One street, five stories"]
    assert shown.screen.note.text() == f"{pages} pages went to the printer."
    assert pages > 3 * 8


def test_on_both_sides_each_student_begins_on_a_new_sheet():
    one_side = page_order([3, 2, 1], both_sides=False)
    assert one_side == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]
    both = page_order([3, 2, 1], both_sides=True)
    assert both == [(0, 0), (0, 1), (0, 2), (0, None), (1, 0), (1, 1), (2, 0)]
    firsts = [place for place, (_, page) in enumerate(both) if page == 0]
    assert all(place % 2 == 0 for place in firsts)


def test_a_turned_page_is_printed_turned_and_whole(shown):
    shown.choose(DocumentKind.BLANK)
    shown.click(shown.screen.panel.switches["spread"])
    shown.settle()
    page = printed(shown).pages[0]
    assert float(page.mediabox.width) > float(page.mediabox.height)


def test_nothing_is_printed_without_a_printer(shown):
    shown.printers.accepts = False
    QTest.keyClick(shown.screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert shown.printers.asked
    assert shown.screen.save.isEnabled()
    assert not shown.printers.target.exists()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(qtbot, played, tmp_path):
    jobs = played.printing(CARACAS).read()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "folder" / "x.pdf"))
    job = PaperJob([jobs.document(DocumentKind.KEY, PageOptions())], printer)
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert "Nothing was printed" in told.args[0]


def test_without_hand_ins_only_blank_and_key_are_offered(qtbot, plain_app, tmp_path):
    application = open_application(tmp_path / "data")
    made = Shown(qtbot, application, tmp_path)
    offered = {kind for kind, b in made.screen.panel.documents.items() if b.isEnabled()}
    assert offered == {DocumentKind.BLANK, DocumentKind.KEY}
    assert made.screen.panel.document is DocumentKind.BLANK
    assert "Nobody has handed in yet" in made.screen.panel.problem.text()
    made.screen.leave()
    application.close()


def test_every_control_has_a_name_and_dark_is_worn(shown, plain_app):
    assert unnamed(shown.screen) == []
    assert undescribed(shown.screen) == []
    wear(plain_app, DARK)
    middle = shown.screen.pages.viewport().grab().toImage().pixelColor(4, 4)
    assert middle.name() == DARK.background.lower()


def test_the_picture_of_the_guide_shows_the_print_screen(shown):
    shown.qtbot.waitUntil(lambda: shown.screen.pages.is_drawn)
    shown.screen.pages.setFocus()
    taken = shown.folder / "taken.png"
    assert shown.window.grab().save(str(taken))
    if os.environ.get("ANNOTATOR_PICTURES"):
        PICTURE.write_bytes(taken.read_bytes())
    with Image.open(taken) as new, Image.open(PICTURE) as kept:
        small = [each.convert("L").resize((96, 54)) for each in (new, kept)]
    difference = ImageStat.Stat(ImageChops.difference(*small)).mean[0]
    assert difference < 6, "make pictures draws it again"
