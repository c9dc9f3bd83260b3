"""Imported pages become article sources, with their raw files beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.errors import UnreadableFile
from annotator.domain.lessons import BlockKind
from annotator.files.article_source import ArticleHead, article_of, split_front_matter
from annotator.files.importing.importer import import_file
from annotator.files.importing.source_writer import ImportedArticleWriter, slug_of
from annotator.files.toml_text import parse_toml
from annotator.services.cleaning.words import CleaningWords
from tests.unit.files.importing.made_files import STORY, WEB_PAGE


@pytest.fixture
def web_file(tmp_path: Path) -> Path:
    path = tmp_path / "tower.html"
    path.write_text(WEB_PAGE, encoding="utf-8")
    return path


def test_a_source_reads_back_as_the_article(
    tmp_path: Path, web_file: Path, words: CleaningWords
) -> None:
    writer = ImportedArticleWriter(tmp_path / "out")
    writer.prepare()
    page = import_file(web_file, words)
    path = writer.write(web_file, page)
    assert path.name == "01-the-sarn-courier.md"
    parts = split_front_matter(path.read_text(encoding="utf-8"))
    assert parts is not None
    article = article_of(ArticleHead.model_validate(parse_toml(parts[0])), parts[1])
    assert article.headline == "Tower leans, square shut"
    told = [article.headline, *(block.text for block in page.kept)]
    assert article.body.split("\n") == told
    kinds = [BlockKind.HEADLINE, *(block.kind for block in page.kept)]
    assert [block.kind for block in article.blocks] == kinds
    raw = tmp_path / "out" / "raw" / "01-the-sarn-courier.html"
    assert raw.read_bytes() == web_file.read_bytes()


def test_new_sources_go_behind_those_that_are_there(
    tmp_path: Path, web_file: Path, words: CleaningWords
) -> None:
    page = import_file(web_file, words)
    for _ in range(2):
        writer = ImportedArticleWriter(tmp_path / "out")
        writer.prepare()
        writer.write(web_file, page)
    names = sorted(path.name for path in (tmp_path / "out").glob("*.md"))
    assert names == ["01-the-sarn-courier.md", "02-the-sarn-courier-2.md"]


def test_in_a_lesson_the_raw_files_stay_out_of_the_articles(
    tmp_path: Path, web_file: Path, words: CleaningWords
) -> None:
    writer = ImportedArticleWriter(tmp_path / "lesson" / "articles")
    writer.prepare()
    writer.write(web_file, import_file(web_file, words))
    assert [p.name for p in (tmp_path / "lesson" / "articles").iterdir()] == [
        "01-the-sarn-courier.md"
    ]
    assert (tmp_path / "lesson" / "raw" / "01-the-sarn-courier.html").exists()


def test_what_a_page_does_not_tell_is_said_to_be_missing(
    tmp_path: Path, words: CleaningWords
) -> None:
    origin = tmp_path / "Página 7.txt"
    origin.write_text("\n".join(STORY), encoding="utf-8")
    writer = ImportedArticleWriter(tmp_path / "out")
    writer.prepare()
    path = writer.write(origin, import_file(origin, words))
    assert path.name == "01-pagina-7.md"
    text = path.read_text(encoding="utf-8")
    assert 'headline = "Headline not found"' in text
    assert 'outlet = "Outlet not found"' in text


def test_a_page_of_which_nothing_is_kept_makes_no_source(
    tmp_path: Path, words: CleaningWords
) -> None:
    origin = tmp_path / "a.txt"
    origin.write_text("Follow us\n\nShare this article\n", encoding="utf-8")
    writer = ImportedArticleWriter(tmp_path / "out")
    writer.prepare()
    with pytest.raises(UnreadableFile, match="nothing is kept"):
        writer.write(origin, import_file(origin, words))
    assert list((tmp_path / "out").glob("*.md")) == []


@pytest.mark.parametrize(
    "name, slug",
    [("El País", "el-pais"), ("  A/B: C!", "a-b-c"), ("新闻", "article"), ("x" * 99, "x" * 40)],
)
def test_a_slug_is_a_safe_file_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug
