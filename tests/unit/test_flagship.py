"""The lesson that ships first: even between outlets and sides, five voices, pages that are true."""

from __future__ import annotations

import itertools
import re
import zipfile
from datetime import UTC, datetime
from statistics import mean, pstdev

import pytest

from annotator import paths
from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, AuthorId, CategoryId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.quotations import find_quotations
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.files.lesson_package import write_package
from annotator.gui.help.guide_pages import guide_pages
from annotator.services.highlighting import BudgetState, HighlightMeter
from tests.eval.balance import PAGE, PLACES, TEACHERS_PAGE, Balance, balance, flagship, page_with

WIRE = "harbor-ledger"
REQUIRED, OPTIONAL = KeyStatus.REQUIRED, KeyStatus.OPTIONAL
#: Names of people and offices may be the same in two outlets; clauses may not.
LONGEST_SHARED = 6


@pytest.fixture(scope="module")
def found() -> Balance:
    return balance()


def annotation_on(article: Article, name: str, category_id: CategoryId, span: Span) -> Annotation:
    anchor = anchor_of(article.body, span)
    made = datetime(2026, 5, 4, tzinfo=UTC)
    return Annotation(
        AnnotationId(name), article.id, category_id, span, anchor, AuthorId("student"), made
    )


def share(found: Balance, **which: str) -> float:
    keys = found.of(which.get("article", ""), which.get("side", ""), REQUIRED, OPTIONAL)
    return sum(each.key.status is REQUIRED for each in keys) / len(keys)


# -- the key -----------------------------------------------------------------------------------


def test_every_side_is_told_of_a_key_that_there_is(found: Balance) -> None:
    assert found.unknown == ()


def test_what_hurts_one_side_is_required_as_often_as_what_hurts_the_other(found: Balance) -> None:
    assert abs(share(found, side="maduro") - share(found, side="guaido")) < 0.1
    shares = [share(found, article=article.id) for article in found.lesson.articles]
    assert max(shares) - min(shares) < 0.2


def test_the_wire_service_has_about_half_of_what_the_others_have(found: Balance) -> None:
    dense = {
        article.id: len(found.of(article.id, "", REQUIRED, OPTIONAL)) / len(words(article.body))
        for article in found.lesson.articles
    }
    wire = dense.pop(WIRE)
    assert 0.35 < wire / mean(dense.values()) < 0.65


def test_a_key_is_as_short_as_what_it_says(found: Balance) -> None:
    lengths = [len(words(each.key.quote)) for each in found.of("", "", REQUIRED, OPTIONAL)]
    assert mean(lengths) < 2.5
    assert max(lengths) <= 6


def test_every_explanation_is_one_sentence_that_names_a_plain_way(found: Balance) -> None:
    for each in found.of("", "", REQUIRED, OPTIONAL):
        told = each.key.explanation
        assert "plain: " in told, told
        assert len(words(told)) <= 30, told


def test_headlines_and_captions_have_keys_where_something_is_to_be_found(found: Balance) -> None:
    kinds = set()
    for article in found.lesson.articles:
        for block in article.blocks:
            kinds |= {
                block.kind for each in found.of(article.id) if block.span.contains(each.key.span)
            }
    assert {BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.EDITORS_COMMENT} <= kinds


# -- the voices --------------------------------------------------------------------------------


def clauses(article: Article) -> set[tuple[str, ...]]:
    """Return every run of some words in an article, but for those in somebody's quoted words."""
    quoted = [each.span for each in find_quotations(article.body)]
    runs: set[tuple[str, ...]] = set()
    for block in article.blocks:
        said = [w for w in words(article.body) if block.span.contains(w)]
        for at in range(len(said) - LONGEST_SHARED + 1):
            run = said[at : at + LONGEST_SHARED]
            if not any(q.overlaps(w) for q in quoted for w in run):
                runs.add(tuple(w.of(article.body).casefold() for w in run))
    return runs


def test_no_clause_stands_word_for_word_in_two_outlets() -> None:
    lesson, _ = flagship()
    for one, other in itertools.combinations(lesson.articles, 2):
        assert clauses(one) & clauses(other) == set()


def test_paragraphs_are_as_short_as_in_papers_and_sentences_uneven() -> None:
    lesson, _ = flagship()
    told = (BlockKind.PARAGRAPH, BlockKind.EDITORS_COMMENT)
    typical = []
    for article in lesson.articles:
        blocks = [block.span for block in article.blocks if block.kind in told]
        sentences = [s for s in article.sentences if any(b.contains(s) for b in blocks)]
        lengths = [len(words(s.of(article.body))) for s in sentences]
        assert 1 <= len(sentences) / len(blocks) <= 1.9
        assert pstdev(lengths) > 4.5
        typical.append(mean(lengths))
    assert max(typical) > 1.4 * min(typical)


def test_whoever_marks_what_the_key_has_is_not_warned_of_too_many_words() -> None:
    lesson, key = flagship()
    meter = HighlightMeter(lesson)
    for article in lesson.articles:
        marks = [
            annotation_on(article, each.id, each.category_id, each.span)
            for each in key.for_article(article.id)
            if each.status is not KeyStatus.TRAP
        ]
        told = meter.marked(article.id, marks)
        assert [each.state for each in told] == [BudgetState.WITHIN] * len(told) != []


# -- the pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page, name, draw", PLACES, ids=["balance", "teacher"])
def test_the_tables_of_a_page_are_those_of_the_lesson(page, name, draw, found: Balance) -> None:
    text = page.read_text(encoding="utf-8")
    assert f"<!-- {name} -->" in text
    assert text == page_with(text, name, draw(found)), "python -m tests.eval.balance"


def test_the_teachers_page_answers_every_question() -> None:
    lesson, _ = flagship()
    page = " ".join(TEACHERS_PAGE.read_text(encoding="utf-8").split())
    for number, question in enumerate(lesson.questions, 1):
        assert f"**{number}. {question.prompt}**" in page


def test_nothing_of_the_teachers_page_reaches_a_student(tmp_path) -> None:
    lesson, _ = flagship()
    path = tmp_path / "caracas.lesson"
    write_package(path, lesson)
    with zipfile.ZipFile(path) as archive:
        packed = "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    page = TEACHERS_PAGE.read_text(encoding="utf-8")
    answers = page.split("## Model answers")[1].split("## What to watch for")[0]
    told = [line for line in re.split(r"[.?:]\s|\n", answers) if len(line) > 40]
    known = {question.prompt for question in lesson.questions}
    assert len(told) > 20
    assert [line for line in told if line in packed and not any(line in k for k in known)] == []
    assert TEACHERS_PAGE not in {each.path.resolve() for each in guide_pages(paths.guide_dir())}


def test_pages_that_name_answers_are_not_searched_in_the_guide() -> None:
    named = {each.path.parent.name for each in guide_pages(paths.guide_dir())}
    assert PAGE.parent.name not in named
