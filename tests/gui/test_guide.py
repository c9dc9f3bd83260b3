"""The guide in the app: found, read, followed, searched and printed without the internet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from annotator import paths
from annotator.gui.help.guide_pages import anchor_of, guide_pages, place_of
from annotator.gui.help.guide_window import GuideWindow
from tests.fakes import accessibility

#: A4 without margins of 2 cm, in the pixels of 96 to an inch that a document is laid out in.
A4_INSIDE = QSizeF(643, 972)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def guide(qtbot) -> GuideWindow:
    made = GuideWindow(paths.guide_dir(), "quick-start.md")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def listed(guide: GuideWindow) -> list[str]:
    return [guide.contents.item(row).text() for row in range(guide.contents.count())]


def test_it_opens_on_the_page_that_is_asked_for(guide) -> None:
    assert guide.text.toPlainText().startswith("Quick start for teachers")
    assert guide.contents.currentItem().text() == "Quick start"


def test_a_click_in_the_contents_shows_a_page_and_back_leads_back(guide) -> None:
    row = listed(guide).index("Student card")
    place = guide.contents.visualItemRect(guide.contents.item(row)).center()
    QTest.mouseClick(guide.contents.viewport(), LEFT, pos=place)
    assert guide.text.toPlainText().startswith("Student card")
    QTest.mouseClick(guide.back, LEFT)
    assert guide.text.toPlainText().startswith("Quick start")
    assert not guide.back.isEnabled()


def test_a_link_leads_to_its_heading(guide) -> None:
    guide.show_file(paths.guide_dir() / "troubleshooting.md")
    guide.text.anchorClicked.emit(QUrl("it-guide.md#a-forgotten-passphrase"))
    assert guide.page.name == "it-guide.md"
    assert guide.text.textCursor().block().text() == "A forgotten passphrase"
    assert guide.text.verticalScrollBar().value() > 0


def test_a_link_to_the_outside_leads_nowhere(guide) -> None:
    for link in ("https://example.org/", "../README.md", "file:///etc/passwd"):
        guide.text.anchorClicked.emit(QUrl(link))
        assert guide.page.name == "quick-start.md"


def test_pages_that_name_answers_are_for_the_teachers_area(qtbot) -> None:
    student = GuideWindow(paths.guide_dir(), "index.md", shows_answers=False)
    qtbot.addWidget(student)
    page = paths.guide_dir() / "lessons" / "disputes.md"
    student.text.anchorClicked.emit(QUrl("lessons/disputes.md#one-street-five-stories"))
    assert student.text.toPlainText().startswith("This page names answers")
    assert "second reader" not in student.paper().toPlainText()
    teacher = GuideWindow(paths.guide_dir(), "index.md")
    qtbot.addWidget(teacher)
    teacher.show_file(page)
    assert "second reader" in teacher.text.toPlainText()


def test_the_search_lists_the_pages_that_hold_the_words(guide) -> None:
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(guide.focusWidget(), "recovery code")
    found = listed(guide)
    assert "IT guide" in found
    assert "Student card" not in found
    guide.search.clear()
    assert "Student card" in listed(guide)


def test_pictures_are_shown_and_nothing_from_elsewhere(guide) -> None:
    image = QTextDocument.ResourceType.ImageResource.value
    picture = guide.text.loadResource(image, QUrl("images/insights.png"))
    assert 100 < picture.width() <= guide.text.viewport().width()
    for name in ("../README.md", "https://example.org/a.png", "/etc/hostname"):
        assert guide.text.loadResource(image, QUrl(name)) is None
    style = QTextDocument.ResourceType.StyleSheetResource.value
    assert guide.text.loadResource(style, QUrl("images/insights.png")) is None


@pytest.mark.parametrize("page, pages", [("student-card.md", 1), ("quick-start.md", 2)])
def test_a_page_to_print_is_as_short_as_it_says(guide, page: str, pages: int) -> None:
    guide.show_file(paths.guide_dir() / page)
    paper = guide.paper()
    paper.setPageSize(A4_INSIDE)
    assert paper.pageCount() == pages
    assert "Hand in" in paper.toPlainText()


def test_every_page_of_the_index_opens(guide) -> None:
    for page in guide_pages(paths.guide_dir()):
        guide.show_file(page.path)
        assert guide.text.toPlainText().strip()
        assert "](" not in guide.text.toPlainText(), page.path.name


def test_each_control_says_what_it_is(guide) -> None:
    assert accessibility.unnamed(guide) == []


def test_anchors_are_made_as_readers_of_markdown_make_them() -> None:
    assert anchor_of("2. Assign a lesson") == "2-assign-a-lesson"
    assert anchor_of("What's new, and why?") == "whats-new-and-why"


def test_a_target_lies_in_the_guide(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    assert place_of("a.md#b", tmp_path / "a.md", tmp_path).heading == "b"
    assert place_of("#b", tmp_path / "a.md", tmp_path).path == (tmp_path / "a.md").resolve()
    assert place_of("c.md", tmp_path / "a.md", tmp_path) is None
