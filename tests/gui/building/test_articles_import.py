"""Articles come into a lesson through the real screen: pasted, dropped, chosen, and wrong ones."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.building.import_raw_view import PART
from annotator.services.article_drafts import MOST_ARTICLES
from annotator.wiring.application import open_application
from tests.fakes.article_bench import ArticleBench, click
from tests.unit.files.importing.made_files import (
    ONLY_SCRIPTS,
    STORY,
    WEB_PAGE,
    write_docx,
    write_locked_pdf,
    write_pdf,
    write_scan,
)

TEXT = "\n\n".join(("Tower leans, square shut", *STORY, "Follow us on Twitter"))


@pytest.fixture
def bench(qtbot, plain_app, data_dir):
    application = open_application(data_dir / "data")
    yield ArticleBench(qtbot, plain_app, application)
    application.close()


@pytest.fixture
def no_network(monkeypatch):
    """Note every attempt to reach another machine."""
    tried = []

    def refuse(_socket, address):
        tried.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    return tried


def wrote(path, data):
    path.write_bytes(data)
    return path


def paste(bench, text, html=None):
    data = QMimeData()
    data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    field = bench.step.panel.field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_pasted_text_becomes_a_cleaned_article(bench):
    paste(bench, TEXT)
    click(bench.step.panel.import_button)
    bench.wait_for_import()
    assert bench.lesson.articles[0].headline == "Tower leans, square shut"
    assert bench.texts() == list(STORY)
    assert bench.stored().lesson == bench.lesson
    assert bench.step.page.isVisible()
    assert bench.step.page.cleaning.list.hasFocus()
    assert bench.step.panel.field.toPlainText() == ""


@pytest.mark.parametrize("is_turkish, read", [(True, "Şahin"), (False, "Þahin")])
def test_a_text_that_can_be_read_in_two_ways_is_asked_about(bench, tmp_path, is_turkish, read):
    text = f"Tower leans, square shut\n\n{STORY[0]}\n\nOle \xdeahin said so in the hall today."
    bench.person.answers.extend([False, is_turkish, False])
    bench.take(wrote(tmp_path / "a.txt", text.encode("cp1252", "replace")))
    bench.wait_for_import()
    title, told, yes, no = bench.person.asked[1]
    assert title == "Which words are right?"
    assert "Þahin" in told
    assert "Şahin" in told
    assert (yes, no) == ("Turkish", "Western, Windows")
    assert bench.texts()[1] == f"Ole {read} said so in the hall today."


def test_a_pasted_web_page_is_read_as_a_page_and_nothing_is_fetched(bench, no_network):
    plain = "News Sport Tower leans, square shut " + " ".join(STORY)
    paste(bench, plain, WEB_PAGE)
    assert bench.step.panel.field.toPlainText() == plain
    click(bench.step.panel.import_button)
    bench.wait_for_import()
    article = bench.lesson.articles[0]
    assert (article.outlet, article.byline) == ("The Sarn Courier", "Nora Quist")
    assert article.url == "https://courier.example/news/tower-lean"
    assert STORY[0] in bench.texts()
    assert not any("cookies" in text for text in bench.texts())
    assert "tracker.example" in bench.draft.pages[article.id].raw
    assert no_network == []


def test_text_that_was_edited_after_pasting_is_taken_as_it_reads(bench):
    paste(bench, "\n\n".join(STORY), WEB_PAGE)
    QTest.keyClicks(bench.step.panel.field, " The end was typed.")
    click(bench.step.panel.import_button)
    bench.wait_for_import()
    assert bench.texts()[-1].endswith("The end was typed.")
    assert bench.lesson.articles[0].outlet == ""


def test_a_copied_fragment_without_text_of_its_own_falls_back_to_the_plain_text(bench):
    paste(bench, "\n\n".join(STORY), "<html><body><img src='x.png'></body></html>")
    click(bench.step.panel.import_button)
    bench.wait_for_import()
    assert bench.texts() == list(STORY)


def test_files_are_dropped_on_the_step(bench, tmp_path):
    files = [wrote(tmp_path / "a.html", WEB_PAGE.encode()), write_docx(tmp_path / "b.docx")]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none.NoModifier)
    QApplication.sendEvent(bench.step, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), copy, data, left, none.NoModifier)
    QApplication.sendEvent(bench.step, drop)
    bench.wait_for_import()
    assert [article.headline for article in bench.lesson.articles] == [
        "Tower leans, square shut",
        "Tower leans, square shut",
    ]
    assert bench.screen.session.undo_label == "Import 2 articles"


def test_wrong_files_get_a_sentence_each_and_the_others_are_imported(bench, tmp_path, no_network):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    wrong = {
        huge: "200 MB",
        write_scan(tmp_path / "scan.pdf"): "scanned",
        write_locked_pdf(tmp_path / "locked.pdf"): "password",
        wrote(tmp_path / "broken.docx", b"PK\x03\x04 broken"): "damaged",
        wrote(tmp_path / "scripts.html", ONLY_SCRIPTS.encode()): "only programs",
        wrote(tmp_path / "binary.txt", bytes(range(256)) * 9): "not a text",
        wrote(tmp_path / "song.mp3", b"x"): "holds no article",
        tmp_path / "missing.txt": "There is no file",
    }
    good = [
        wrote(tmp_path / "page.html", WEB_PAGE.encode()),
        wrote(tmp_path / "text.txt", TEXT.encode()),
        wrote(tmp_path / "mark.md", TEXT.encode()),
        write_docx(tmp_path / "word.docx"),
        write_pdf(tmp_path / "print.pdf"),
    ]
    bench.take(*wrong, *good)
    assert len(bench.lesson.articles) == len(good)
    said = bench.step.panel.report.toPlainText().split("\n\n")
    assert len(said) == len(wrong)
    for (path, words), sentence in zip(wrong.items(), said, strict=True):
        assert path.name in sentence
        assert words in sentence
        assert sentence.endswith(".")
    assert bench.step.panel.report.isVisible()
    assert bench.step.panel.report.hasFocus()
    assert no_network == []


def test_of_four_hundred_files_as_many_are_taken_as_a_lesson_holds(bench, tmp_path):
    files = [
        wrote(tmp_path / f"{n:03}.txt", f"Story {n}\n\n{STORY[0]}".encode()) for n in range(400)
    ]
    bench.take(*files)
    assert len(bench.lesson.articles) == MOST_ARTICLES
    told = bench.step.panel.report.toPlainText()
    assert "20 articles at most, so 380 of 400 files were not imported" in told
    click(bench.step.side.add_button)
    bench.person.several_files.append((files[-1],))
    click(bench.step.panel.files_button)
    assert "20 articles at most. Nothing was read." in bench.person.said[0][1]
    assert len(bench.stored().lesson.articles) == MOST_ARTICLES


def test_an_import_can_be_cancelled_and_keeps_what_was_read(bench, tmp_path):
    files = [wrote(tmp_path / f"{n}.html", WEB_PAGE.encode()) for n in range(12)]
    bench.person.several_files.append(tuple(files))
    click(bench.step.panel.files_button)
    bench.qtbot.waitUntil(lambda: bench.step.panel.bar.value() >= 2, timeout=30_000)
    assert bench.step.panel.bar.maximum() == 12
    assert not bench.step.panel.files_button.isEnabled()
    click(bench.step.panel.cancel_button)
    assert not bench.step.importing.is_running
    kept = len(bench.lesson.articles)
    assert 2 <= kept < 12
    assert not bench.step.panel.cancel_button.isVisible()
    # The file that was being read comes to nothing.
    bench.qtbot.waitUntil(lambda: bench.step.panel.files_button.isEnabled())
    bench.take(files[0])
    assert len(bench.lesson.articles) == kept + 1


def test_the_interface_goes_on_while_files_are_read(bench, tmp_path):
    ticks = []
    clock = QTimer()
    clock.setInterval(5)
    clock.timeout.connect(lambda: ticks.append(bench.step.importing.is_running))
    clock.start()
    bench.take(*(write_pdf(tmp_path / f"{n}.pdf") for n in range(3)))
    clock.stop()
    assert sum(ticks) > 5


def test_an_import_that_ends_while_another_step_is_shown_is_stored(bench, tmp_path):
    step = bench.step
    bench.person.several_files.append((wrote(tmp_path / "a.txt", TEXT.encode()),))
    click(step.panel.files_button)
    bench.screen.show_step("check")
    bench.qtbot.waitUntil(lambda: not step.importing.is_running, timeout=30_000)
    assert len(bench.stored().lesson.articles) == 1
    bench.screen.show_step("articles")
    assert step.page.isVisible()
    assert [row.title for row in step.side.list.rows] == ["Tower leans, square shut"]


def test_an_import_is_undone_in_one_step(bench, tmp_path):
    bench.take(*(wrote(tmp_path / f"{n}.txt", TEXT.encode()) for n in range(2)))
    click(bench.step.side.undo_button)
    assert bench.lesson.articles == ()
    assert bench.stored().pages == {}
    assert bench.step.panel.isVisible()
    bench.screen.redo()
    assert len(bench.lesson.articles) == 2


def test_the_raw_page_can_always_be_read(bench, tmp_path):
    long_page = WEB_PAGE.replace("</head>", f"<!-- {'x' * PART} --></head>")
    bench.take(wrote(tmp_path / "a.html", long_page.encode()))
    page = bench.step.page
    page.tabs.setCurrentWidget(page.raw)
    assert page.raw.text.isReadOnly()
    assert page.raw.text.toPlainText() == long_page[:PART]
    click(page.raw.more)
    assert page.raw.text.toPlainText() == long_page
    assert not page.raw.more.isVisible()


def test_nothing_can_be_imported_from_an_empty_field(bench):
    assert not bench.step.panel.import_button.isEnabled()
    QTest.keyClicks(bench.step.panel.field, "   ")
    assert not bench.step.panel.import_button.isEnabled()
    assert bench.step.problems() == 1


def test_a_page_with_more_text_than_an_article_can_have_is_told(bench, tmp_path):
    gradebook = "\n\n".join(f"Chapter {n}. " + STORY[0] * 40 for n in range(90))
    files = (
        wrote(tmp_path / "book.txt", gradebook.encode()),
        wrote(tmp_path / "a.txt", TEXT.encode()),
    )
    bench.take(*files)
    assert len(bench.lesson.articles) == 1
    said = bench.step.panel.report.toPlainText()
    assert said.startswith("“book.txt”: An article has at most 400,000 characters")


@pytest.mark.parametrize("address", ["https://courier.example/tower", "www.courier.example/a "])
def test_an_address_alone_is_no_article_and_is_not_fetched(bench, address):
    paste(bench, address)
    click(bench.step.panel.import_button)
    assert "opens no connection" in bench.person.said[0][1]
    assert bench.lesson.articles == ()
    assert bench.step.panel.field.toPlainText() == address
