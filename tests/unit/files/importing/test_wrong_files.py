"""Wrong input: a sentence each, the others imported."""

from __future__ import annotations

import contextlib
import os
import tracemalloc
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.errors import UnreadableFile
from annotator.files.importing.importer import import_file, import_files, import_text
from annotator.files.importing.kinds import LARGEST, FileKind
from annotator.files.importing.pdf_documents import pdf_page
from annotator.files.importing.word_documents import word_page
from annotator.services.cleaning.folding import letters_key
from annotator.services.cleaning.words import CleaningWords
from tests.unit.files.importing.made_files import (
    ONLY_SCRIPTS,
    STORY,
    write_bomb,
    write_docx,
    write_locked_pdf,
    write_pdf,
    write_scan,
)


def sparse(path: Path, size: int) -> Path:
    """Write a file that has a size and next to no bytes on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def wrote(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


WRONG = {
    "huge text": (lambda d: sparse(d / "a.txt", 200_000_000), "has 200 MB"),
    "huge page": (lambda d: sparse(d / "a.html", 200_000_000), "has 200 MB"),
    "huge pdf": (lambda d: sparse(d / "a.pdf", 200_000_000), "has 200 MB"),
    "empty": (lambda d: wrote(d / "a.txt", b""), "is empty"),
    "blank": (lambda d: wrote(d / "a.txt", b" \n\n\t\n"), "is empty"),
    "only scripts": (lambda d: wrote(d / "a.html", ONLY_SCRIPTS.encode()), "only programs"),
    "empty page": (lambda d: wrote(d / "a.html", b"<html><body></body></html>"), "holds no text"),
    "scan": (lambda d: write_scan(d / "a.pdf"), "it is scanned"),
    "locked": (lambda d: write_locked_pdf(d / "a.pdf"), "locked with a password"),
    "broken pdf": (lambda d: wrote(d / "a.pdf", b"%PDF-1.7\nnothing"), "is damaged"),
    "no pdf": (lambda d: wrote(d / "a.pdf", b"hello"), "is damaged"),
    "broken docx": (lambda d: wrote(d / "a.docx", b"PK\x03\x04 broken"), "is damaged"),
    "old docx": (lambda d: wrote(d / "a.docx", b"\xd0\xcf\x11\xe0 old"), "locked with a password"),
    "bomb": (lambda d: write_bomb(d / "a.docx"), "unpacks to more"),
    "picture": (lambda d: wrote(d / "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99)), "a picture"),
    "binary": (lambda d: wrote(d / "a.txt", bytes(range(256)) * 9), "some other kind of file"),
    "pdf called txt": (lambda d: write_pdf(d / "a.pdf").rename(d / "a.txt"), "is a PDF"),
    "docx called md": (lambda d: write_docx(d / "a.docx").rename(d / "a.md"), "ends in .docx"),
    "old word": (lambda d: wrote(d / "a.doc", b"x"), "save it as .docx"),
    "song": (lambda d: wrote(d / "a.mp3", b"x"), "holds no article"),
    "missing": (lambda d: d / "nothing.txt", "There is no file"),
    "folder": (lambda d: d, "is a folder"),
    "mhtml": (lambda d: wrote(d / "a.mhtml", b"no parts"), "no web page"),
    "endless": (lambda d: wrote(d / "a.txt", b"A line.\n" * 99_999), "20,000 lines"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gets_a_clear_sentence(
    tmp_path: Path, words: CleaningWords, name: str
) -> None:
    make, says = WRONG[name]
    path = make(tmp_path)
    with pytest.raises(UnreadableFile) as trouble:
        import_file(path, words)
    message = str(trouble.value)
    assert says in message
    assert message.endswith(".")
    assert path.name in message
    assert len(message) < 400


def test_one_wrong_file_does_not_stop_the_others(tmp_path: Path, words: CleaningWords) -> None:
    good = wrote(tmp_path / "good.txt", "\n\n".join(STORY).encode())
    wrong = wrote(tmp_path / "wrong.pdf", b"%PDF-")
    results = list(
        import_files(
            [good, wrong, tmp_path / "missing.txt", good], partial(import_file, words=words)
        )
    )
    assert [result.error is None for result in results] == [True, False, False, True]


def test_four_hundred_files_are_taken_one_at_a_time(tmp_path: Path, words: CleaningWords) -> None:
    text = "\n\n".join(STORY * 3).encode()
    paths = [wrote(tmp_path / f"{number:03}.txt", text) for number in range(400)]
    tracemalloc.start()
    count = sum(
        result.error is None for result in import_files(paths, partial(import_file, words=words))
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 400
    assert peak < 10_000_000


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, words: CleaningWords) -> None:
    path = sparse(tmp_path / "a.docx", 2_000_000_000)
    tracemalloc.start()
    with pytest.raises(UnreadableFile):
        import_file(path, words)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
    assert LARGEST[FileKind.DOCX] < 2_000_000_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path, words: CleaningWords) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableFile, match="is not a file"):
        import_file(tmp_path / "pipe.txt", words)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[bytes, object]]:
    """Return a Word document and a PDF as bytes, each with its reader."""
    folder = tmp_path_factory.mktemp("whole")
    return [
        (write_docx(folder / "a.docx").read_bytes(), word_page),
        (write_pdf(folder / "a.pdf", STORY, 1).read_bytes(), pdf_page),
    ]


@settings(max_examples=60)
@given(place=st.integers(0, 100_000), junk=st.binary(min_size=1, max_size=40))
def test_a_damaged_document_is_read_or_refused_but_never_crashes(
    documents: list[tuple[bytes, object]], place: int, junk: bytes
) -> None:
    for whole, read in documents:
        data = bytearray(whole)
        start = place % len(data)
        data[start : start + len(junk)] = junk
        with contextlib.suppress(UnreadableFile):
            read("a", bytes(data))  # type: ignore[operator]


LINES = st.lists(
    st.one_of(
        st.text(max_size=120),
        st.sampled_from(
            [*STORY, "", "", "Follow us", "AP:Associated Press", "[/caption]", "12:30", "Share"]
        ),
    ),
    max_size=30,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_any_text_is_cleaned_without_losing_a_letter(
    words: CleaningWords, lines: list[str]
) -> None:
    text = "\n".join(lines)
    try:
        page = import_text(text, words)
    except UnreadableFile:
        return
    assert page.raw == text
    raw = "".join(block.raw for block in page.blocks)
    assert letters_key(raw) == letters_key(text)
    assert all(block.reason for block in page.blocks)
    assert all(block.text for block in page.kept)
