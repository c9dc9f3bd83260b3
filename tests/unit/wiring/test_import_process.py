"""Articles are read in a process of their own, and a hostile file costs that file alone."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from annotator import paths
from annotator.domain.errors import UnreadableFile
from annotator.files.importing import importer as reading
from annotator.files.importing import worker
from annotator.files.importing.importer import import_file
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.words import CleaningWords
from annotator.use_cases import import_process
from annotator.use_cases.article_import import ArticleImporter
from tests.attack.cost import INPUTS
from tests.unit.files.importing.made_files import STORY, WEB_PAGE, write_docx

NO_WORDS = cast("CleaningWords", SimpleNamespace(languages={}))


@pytest.fixture
def importer():
    made = ArticleImporter()
    yield made
    made.close()


def pid_of(importer: ArticleImporter) -> int:
    return importer._process()._process.pid


def test_a_page_comes_back_as_it_was_read(importer: ArticleImporter, tmp_path: Path) -> None:
    words = read_cleaning_words(paths.resources_dir() / "importing")
    page = tmp_path / "a.html"
    page.write_text(WEB_PAGE, encoding="utf-8")
    for path in (page, write_docx(tmp_path / "b.docx")):
        assert importer.page_of_file(path) == import_file(path, words)
    assert importer.page_of_text("One 👩‍👩‍👧 half \ud800 letter.\n\nTwo.").blocks


def test_a_batch_has_one_process_and_a_wrong_file_its_sentence(
    importer: ArticleImporter, tmp_path: Path
) -> None:
    importer.page_of_text(STORY[0])
    first = pid_of(importer)
    with pytest.raises(UnreadableFile, match="There is no file"):
        importer.page_of_file(tmp_path / "gone.txt")
    importer.page_of_text(STORY[1])
    assert pid_of(importer) == first


def test_a_file_that_takes_too_long_ends_its_process_and_not_the_batch(
    importer: ArticleImporter, tmp_path: Path
) -> None:
    hostile = next(each for each in INPUTS if each.name == "60 pages of 5 MB")
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.made())
    importer.page_of_text(STORY[0])
    first = pid_of(importer)
    with pytest.raises(UnreadableFile, match=r"“hostile.pdf” takes far more time or memory"):
        importer.page_of_file(path)
    assert importer.page_of_text(STORY[0]).blocks
    assert pid_of(importer) != first


def test_a_process_that_never_answers_is_not_waited_for(
    importer: ArticleImporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_process, "LONGEST_WAIT", 0.01)
    with pytest.raises(UnreadableFile, match="“the pasted text” takes far more time"):
        importer.page_of_text(STORY[0])


def test_a_forgotten_process_ends() -> None:
    importer = ArticleImporter()
    importer.page_of_text(STORY[0])
    process = importer._process()._process
    del importer
    gc.collect()
    assert process.returncode is not None


@pytest.mark.allow_log("reading a file of the kind TEXT failed: ZeroDivisionError in")
def test_what_a_library_raises_is_a_sentence_and_a_line_of_the_log_without_names(
    importer: ArticleImporter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object) -> None:
        raise ZeroDivisionError("secret words")

    class InThisProcess:
        """Answers here, where a library can be made to fail."""

        def page(self, name: str, **request: str) -> object:
            return import_process.page_in(
                json.loads(worker.answer_line(json.dumps({"name": name, **request}), NO_WORDS))
            )

    monkeypatch.setattr(reading, "text_page", fail)
    monkeypatch.setattr(importer, "_known", InThisProcess())
    with pytest.raises(UnreadableFile, match="“the pasted text” could not be read"):
        importer.page_of_text("secret words")
    monkeypatch.setattr(importer, "_known", None)
    assert "secret" not in caplog.text
    assert [record.levelname for record in caplog.records] == ["WARNING"]
