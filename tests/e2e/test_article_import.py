"""annotator article import: pages come in as blocks, or as article sources of a lesson."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.files.importing.report import ImportReport
from tests.e2e.conftest import Run
from tests.unit.files.importing.dirty_pages import BLOG, TABLOID
from tests.unit.files.importing.made_files import (
    ONLY_SCRIPTS,
    STORY,
    WEB_PAGE,
    write_docx,
    write_locked_pdf,
    write_pdf,
    write_scan,
)

METADATA = {"headline", "outlet", "byline", "date", "language", "url"}


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """Return a dirty text, a web page, a Word document and a PDF."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "crane.txt").write_text(TABLOID.text, encoding="utf-8")
    (folder / "tower.html").write_text(WEB_PAGE, encoding="utf-8")
    return [
        folder / "crane.txt",
        folder / "tower.html",
        write_docx(folder / "tower.docx"),
        write_pdf(folder / "tower.pdf", STORY, 1),
    ]


def test_each_file_is_printed_with_its_metadata_and_blocks(run: Run, pages: list[Path]) -> None:
    ran = run("article", "import", *pages, "--json")
    assert ran.status == 0
    assert ran.err == ""
    ImportReport.model_validate_json(ran.out)
    files = ran.json["files"]
    assert [file["file"] for file in files] == [str(path) for path in pages]
    for file in files:
        assert set(file) == {"file", "metadata", "blocks", "error"}
        assert set(file["metadata"]) == METADATA
        assert file["error"] is None
        assert all(set(block) == {"text", "keep", "reason"} for block in file["blocks"])
    dropped = {b["text"]: b["reason"] for b in files[0]["blocks"] if not b["keep"]}
    assert dropped["PA:Press Association"] == "agency credit"
    assert dropped["Please enter your comment!"] == "comment form"


def test_a_person_reads_what_is_kept_and_why_the_rest_is_not(run: Run, pages: list[Path]) -> None:
    ran = run("article", "import", pages[1])
    assert ran.status == 0
    assert "headline: Tower leans, square shut" in ran.out
    assert "  + Who pays?  (subheading)" in ran.out
    assert "  - Advertisement  (beside the article)" in ran.out


def test_wrong_files_are_said_on_stderr_and_the_others_imported(
    run: Run, pages: list[Path], tmp_path: Path
) -> None:
    scripts = tmp_path / "scripts.html"
    scripts.write_text(ONLY_SCRIPTS, encoding="utf-8")
    wrong = [
        scripts,
        write_scan(tmp_path / "scan.pdf"),
        write_locked_pdf(tmp_path / "locked.pdf"),
        tmp_path / "missing.docx",
    ]
    ran = run("article", "import", wrong[0], pages[0], *wrong[1:], "--json")
    assert ran.status == 0
    errors = [file["error"] for file in ran.json["files"]]
    assert errors[1] is None
    assert len(ran.err.splitlines()) == len(wrong)
    for path, line in zip(wrong, ran.err.splitlines(), strict=True):
        assert path.name in line
        assert line in errors
    assert "Traceback" not in ran.err


def test_nothing_imported_is_exit_1_and_still_one_object(run: Run, tmp_path: Path) -> None:
    ran = run("article", "import", write_scan(tmp_path / "scan.pdf"), "--json")
    assert ran.status == 1
    file = json.loads(ran.out)["files"][0]
    assert file["blocks"] == []
    assert "scanned" in file["error"]


def test_a_page_of_which_nothing_is_kept_is_exit_1_and_says_why(run: Run, tmp_path: Path) -> None:
    menu = tmp_path / "menu.html"
    links = "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(12))
    menu.write_text(f"<html><body><nav><ul>{links}</ul></nav></body></html>", encoding="utf-8")
    ran = run("article", "import", menu, "--into", tmp_path / "out", "--json")
    assert ran.status == 1
    file = json.loads(ran.out)["files"][0]
    assert len(file["blocks"]) == 12
    assert not any(block["keep"] for block in file["blocks"])
    assert "nothing is kept" in file["error"]
    assert not list((tmp_path / "out").glob("*.md"))


def test_no_file_is_a_usage_error(run: Run) -> None:
    assert run("article", "import").status == 2


def test_pages_become_the_articles_of_a_lesson_that_can_be_checked(
    run: Run, pages: list[Path], tmp_path: Path
) -> None:
    lesson = tmp_path / "towers"
    (tmp_path / "blog.txt").write_text(BLOG.text, encoding="utf-8")
    sources = [pages[0], pages[1], tmp_path / "blog.txt"]
    ran = run("article", "import", *sources, "--into", lesson / "articles", "--json")
    assert ran.status == 0
    written = [Path(file["written"]).name for file in ran.json["files"]]
    assert written == [
        "01-harbour-crane-horror-terrified-dockers.md",
        "02-the-sarn-courier.md",
        "03-millbrook-notes.md",
    ]
    assert len(list((lesson / "raw").iterdir())) == 3
    (lesson / "lesson.toml").write_text(
        'format = 1\nslug = "towers"\nversion = 1\ntitle = "Towers"\nscheme = "default"\n',
        encoding="utf-8",
    )
    checked = run("lesson", "check", lesson, "--json").json
    assert [article["article"] for article in checked["articles"]] == [
        name[3:-3] for name in written
    ]
    assert checked["errors"] == []


def test_a_text_that_can_be_read_in_two_ways_shows_them_and_takes_the_one_that_is_named(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(b"Smith, \xdeahin and Jones said so in the hall on Monday, and left.")
    ran = run("article", "import", path)
    assert ran.status == 0
    assert "--encoding NAME" in ran.out
    assert "windows-1254 (Turkish)" in ran.out
    readings = run("article", "import", path, "--json").json["files"][0]["readings"]
    assert "windows-1254" in {each["encoding"] for each in readings}
    chosen = run("article", "import", path, "--encoding", "windows-1254")
    assert "Şahin" in chosen.out
    assert "--encoding" not in chosen.out
    wrong = run("article", "import", path, "--encoding", "klingon")
    assert wrong.status != 0
    assert "There is no encoding “klingon”" in wrong.err
