"""Each kind of file gives its article, its metadata and the rest with reasons."""

from __future__ import annotations

import socket
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from annotator.domain.imports import ImportedPage
from annotator.domain.lessons import BlockKind
from annotator.files.importing.importer import import_file, import_markup
from annotator.services.cleaning.words import CleaningWords
from tests.unit.files.importing.made_files import (
    STORY,
    WEB_PAGE,
    write_docx,
    write_pdf,
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every try to reach another machine fail the test."""

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError(f"the import reached for the network: {arguments}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_libraries_are_loaded_only_by_the_file_that_needs_them(
    plain_environment: dict[str, str],
) -> None:
    probe = (
        "import importlib, pkgutil, sys, annotator.files.importing as room\n"
        "for found in pkgutil.iter_modules(room.__path__, room.__name__ + '.'):\n"
        "    importlib.import_module(found.name)\n"
        "print(*{'trafilatura', 'lxml', 'pypdfium2', 'charset_normalizer', 'spellchecker',"
        " 'webencodings'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe],
        env=plain_environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == []


def kept(page: ImportedPage) -> list[str]:
    return [block.text for block in page.kept]


def reason_of(page: ImportedPage, start: str) -> str:
    return next(block.reason for block in page.blocks if block.text.startswith(start))


@pytest.fixture
def web_page(tmp_path: Path, words: CleaningWords) -> ImportedPage:
    path = tmp_path / "tower.html"
    path.write_text(WEB_PAGE, encoding="utf-8")
    return import_file(path, words)


def test_a_web_page_gives_its_article_in_order(web_page: ImportedPage) -> None:
    assert kept(web_page) == [
        "The square was empty on Tuesday",
        STORY[0],
        STORY[1],
        "Who pays?",
        STORY[2],
        "My shop is shut and my cake is stale",
        "— Bo Lind (@bolind) November 8, 2022",
        STORY[3],
    ]
    assert web_page.kept[0].kind is BlockKind.CAPTION
    assert web_page.kept[3].kind is BlockKind.SUBHEADING


def test_a_web_page_tells_what_it_is(web_page: ImportedPage) -> None:
    told = web_page.metadata
    assert told.headline == "Tower leans, square shut"
    assert told.outlet == "The Sarn Courier"
    assert told.byline == "Nora Quist"
    assert told.date == "2022-11-08"
    assert told.language == "en"
    assert told.url == "https://courier.example/news/tower-lean"


@pytest.mark.parametrize(
    "start, reason",
    [
        ("We use cookies", "cookie or privacy notice"),
        ("Accept all", "form of the page"),
        ("News", "menu of the page"),
        ("Picture: Jo Reve", "agency credit"),
        ("Advertisement", "beside the article"),
        ("Share Tweet", "menu of the page"),
        ("Ten towers that fell", "beside the article"),
        ("The tower in 1920", "pointer to another story"),
        ("I said so in 1998", "reader's comment"),
        ("© 2022 The Sarn Courier", "foot of the page"),
    ],
)
def test_the_rest_of_a_web_page_is_dropped_with_a_reason(
    web_page: ImportedPage, start: str, reason: str
) -> None:
    assert reason_of(web_page, start) == reason


def test_programs_and_hidden_parts_of_a_web_page_give_no_blocks(web_page: ImportedPage) -> None:
    text = " ".join(block.text for block in web_page.blocks)
    assert "Written by a program" not in text
    assert "Nobody sees this" not in text
    assert "Nobody sees this" in web_page.raw


def test_a_page_with_a_class_for_its_sidebar_keeps_its_article(words: CleaningWords) -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = import_markup(
        f"<html><body><div class='content with sidebar related'>{body}</div></body></html>", words
    )
    assert kept(page) == list(STORY)


def test_line_breaks_in_a_web_page_part_paragraphs_but_not_sentences(words: CleaningWords) -> None:
    page = import_markup(
        f"<html><body><div>{STORY[0]}<br><br>{STORY[1]}</div><p>{STORY[2]}</p></body></html>", words
    )
    assert kept(page) == list(STORY[:3])


def test_a_text_that_a_browser_shows_as_it_is_keeps_its_paragraphs(words: CleaningWords) -> None:
    text = "\n\n".join(STORY)
    page = import_markup(f"<html><body><pre>{text}</pre></body></html>", words)
    assert kept(page) == list(STORY)


def test_the_outlet_is_found_behind_the_headline_of_a_title(words: CleaningWords) -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    page = import_markup(
        f"<html><head><title>Tower leans - The Sarn Courier</title></head>{body}</html>", words
    )
    assert page.metadata.headline == "Tower leans"
    assert page.metadata.outlet == "The Sarn Courier"


def test_a_page_saved_as_one_file_is_read_without_its_parts(
    tmp_path: Path, words: CleaningWords
) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://courier.example/snapshot"
    message.set_content("fallback")
    page = WEB_PAGE.replace('<link rel="canonical"', '<link rel="other"')
    page = page.replace("saved from", "kept from")
    message.add_alternative(page, subtype="html")
    path = tmp_path / "tower.mhtml"
    path.write_bytes(message.as_bytes())
    imported = import_file(path, words)
    assert STORY[0] in kept(imported)
    assert imported.metadata.url == "https://courier.example/snapshot"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_of_a_page_in_parts_the_one_that_is_named_as_its_start_is_read(
    tmp_path: Path, words: CleaningWords, number: int
) -> None:
    advert = (
        "<html><body><p>Buy two lamps and a chair today and pay for one of them.</p></body></html>"
    )
    parts = [advert, advert, advert]
    parts[number] = WEB_PAGE
    head = 'Content-Type: multipart/related; boundary="cut"; start="<{}@page>"; type="text/html"'
    lines = ["From: saved", "MIME-Version: 1.0", head.format(number), ""]
    for place, part in enumerate(parts):
        kind = "Content-Type: text/html; charset=utf-8"
        lines += ["--cut", kind, f"Content-ID: <{place}@page>", "", part, ""]
    path = tmp_path / "tower.mht"
    path.write_text("\r\n".join([*lines, "--cut--", ""]), encoding="utf-8")
    imported = import_file(path, words)
    assert STORY[0] in kept(imported)
    assert not any("lamps" in text for text in kept(imported))


def test_a_word_document_gives_its_text_with_tables_and_styles(
    tmp_path: Path, words: CleaningWords
) -> None:
    page = import_file(write_docx(tmp_path / "tower.docx"), words)
    assert kept(page) == [STORY[0], "The square on Tuesday", "Who pays?", *STORY[1:]]
    assert [b.kind for b in page.kept[1:3]] == [BlockKind.CAPTION, BlockKind.SUBHEADING]
    assert page.metadata.headline == "Tower leans, square shut"
    assert page.metadata.byline == "Nora Quist"
    assert page.metadata.date == "2022-11-08"


def test_a_pdf_gives_whole_paragraphs_without_running_heads(
    tmp_path: Path, words: CleaningWords
) -> None:
    texts = tuple(f"{text} This was said for the {n}th time." for n in range(9) for text in STORY)
    page = import_file(write_pdf(tmp_path / "tower.pdf", texts, repeat=1), words)
    assert kept(page) == list(texts)
    assert reason_of(page, "The Sarn Courier") == "repeated on every page"
    assert page.metadata.url == "https://courier.example/tower-lean"


MARKDOWN = f"""---
title: "Tower leans"
author: Nora Quist
source: The Sarn Courier
date: 2022-11-08
---

# Tower leans

![The square on Tuesday](https://pictures.example/1.jpg)

{STORY[0].replace("leaned a little", "**leaned** a [little](https://x.example)")}

## Who pays?

> {STORY[1]}
"""


def test_markdown_becomes_what_its_marks_mean(tmp_path: Path, words: CleaningWords) -> None:
    path = tmp_path / "tower.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    page = import_file(path, words)
    assert kept(page) == ["The square on Tuesday", STORY[0], "Who pays?", STORY[1]]
    assert page.metadata.outlet == "The Sarn Courier"
    assert page.metadata.date == "2022-11-08"
    assert page.metadata.headline == "Tower leans"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_usual_encoding_is_read(tmp_path: Path, words: CleaningWords, encoding: str) -> None:
    text = "“Das Café war voll”, sagte Jürgen Weiß – und ging.\r\n\r\n" + "\r\n\r\n".join(STORY)
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode(encoding))
    assert kept(import_file(path, words))[0] == "“Das Café war voll”, sagte Jürgen Weiß – und ging."


def test_a_russian_page_in_an_old_encoding_is_read(tmp_path: Path, words: CleaningWords) -> None:
    text = (
        "Старая колокольня в городе наклонилась ещё немного, сообщил во вторник совет.\n\n"
        "Инженеры говорят, что завтра она не упадёт, но стоять под ней они бы не стали.\n"
    )
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode("cp1251"))
    page = import_file(path, words)
    assert kept(page)[0] == text.split("\n")[0]
    assert page.metadata.language == "ru"


def test_a_web_page_called_txt_is_read_as_a_web_page(tmp_path: Path, words: CleaningWords) -> None:
    path = tmp_path / "tower.txt"
    path.write_text(WEB_PAGE, encoding="utf-8")
    assert STORY[0] in kept(import_file(path, words))
