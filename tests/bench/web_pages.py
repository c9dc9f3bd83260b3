"""Sixty web pages cleaned, against the extraction library alone on the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from annotator import paths
from annotator.files.article_source import split_front_matter
from annotator.files.importing.encodings import decode
from annotator.files.importing.web_pages import web_page
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.page import clean_page
from annotator.use_cases.shipped_lessons import shipped_lessons
from tests.bench.measuring import Row, compared, cpu_seconds
from tests.eval.outside import VARIABLE
from tests.eval.web import FOLDER, TRUTH, pages

_PAGES = 60
#: On real pages, and on those made here, in which the extraction has less to do.
_BAR, _BAR_OF_MADE = 1.5, 2.3


def run() -> Row:
    """Read and clean the pages, and let trafilatura extract their text with its defaults."""
    import trafilatura

    markup, bar = _pages()
    words = read_cleaning_words(paths.resources_dir() / "importing")

    def ours() -> float:
        return cpu_seconds(
            lambda: [clean_page(web_page("x", decode(e, markup=True)), words) for e in markup]
        )

    def bare() -> float:
        return cpu_seconds(lambda: [trafilatura.extract(each) for each in markup])

    mine, theirs = compared(ours, bare, runs=5)
    note = "trafilatura alone, with its defaults"
    return Row(f"{len(markup)} web pages cleaned", mine, theirs, "s", mine / theirs, bar, note)


def _pages() -> tuple[list[bytes], float]:
    """Return the pages of the evaluation data where it is named, or made ones, and the bar."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) / FOLDER if named else None
    if folder is not None and (folder / TRUTH).is_file():
        return [page.markup for page in islice(pages(folder), _PAGES)], _BAR
    texts = [
        parts[1].split("\n\n")
        for lesson in shipped_lessons()
        for path in sorted(lesson.glob("articles/*.md"))
        if (parts := split_front_matter(path.read_text(encoding="utf-8"))) is not None
    ]
    # As long as real articles of the longer half: several of the lesson's are one.
    made = [
        _page(number, [*texts[number % len(texts)], *texts[(number + 1) % len(texts)]] * 2)
        for number in range(_PAGES)
    ]
    return made, _BAR_OF_MADE


def _page(number: int, paragraphs: list[str]) -> bytes:
    """Return an article as a page of usual size: around it menus, pointers, programs, comments."""
    menu = "".join(_links("menu__item nav-item", 30))
    related = "".join(_links("related-card teaser", 10))
    programs = "<script>window.dataLayer = window.dataLayer || [];</script>" * 1_000
    body = "".join(
        f"<p class='story-body__p'><span>{_marked(text)}</span> <a href='/t/{n}'>More</a></p>"
        + ("<div class='ad-slot'><span>Advertisement</span></div>" if n % 4 == 3 else "")
        for n, text in enumerate(paragraphs)
    )
    comments = "".join(
        f"<div class='comment'><span class='comment-author'>Reader {n}</span><p>{text}</p></div>"
        for n, text in enumerate(paragraphs)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Story {number}</title>"
        f"{programs}</head><body><header><nav><ul>{menu}</ul></nav></header><main><article>"
        f"<h1>Story {number} of the town</h1><div class='story-body'>{body}</div></article>"
        f"<section class='comments' id='comments'>{comments}</section>"
        f"<aside class='related'>{related}</aside></main><footer><ul>{menu}</ul>"
        "<p>Copyright 2026</p></footer></body></html>"
    ).encode()


def _marked(text: str) -> str:
    """Return a text in which every tenth word is emphasised or a link, as pages have them."""
    words = text.split()
    for place in range(5, len(words), 10):
        tag = ("em", "strong", "a href='/x'")[place % 3]
        words[place] = f"<{tag}>{words[place]}</{tag.split()[0]}>"
    return " ".join(words)


def _links(names: str, count: int) -> Iterator[str]:
    for number in range(count):
        yield (
            f"<li class='{names}'><div class='inner'><a href='/section/{number}'>"
            f"<span>Section number {number}</span></a></div></li>"
        )
