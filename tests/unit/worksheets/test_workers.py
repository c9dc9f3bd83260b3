"""Worksheets set by one process or two: the same bytes, and nothing is left running."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing import active_children, parent_process
from pathlib import Path
from threading import Event

import pytest

from annotator.domain.errors import AnnotatorError, BadInput, StorageTrouble
from annotator.translation import speaking, spoken
from annotator.worksheets.renderer import DocumentRenderer
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.student_sheets import set_sheet
from annotator.worksheets.typesetting import LayoutCache
from annotator.worksheets.workers import AHEAD, WORTH_A_PROCESS, set_in_turns
from tests.fakes.pseudo import language_of
from tests.unit.worksheets.test_renderer import GRADES

ROOT = Path(__file__).parents[3]
#: Seconds that nobody waits for: whoever sleeps so long has to be ended.
LONG = 60.0


def test_two_processes_print_the_same_bytes_as_one() -> None:
    alone = dict(DocumentRenderer(PageOptions()).graded(GRADES).each())
    shared = dict(DocumentRenderer(PageOptions(), processes=2).graded(GRADES).each())
    assert sorted(alone) == list(range(10))
    assert shared == alone


def refuse(sheet: GradedSheet, options: PageOptions, cache: LayoutCache) -> bytes:
    """Set every sheet but one, which no process can."""
    if sheet.shown_name == "Student 05":
        raise BadInput("Student 05 cannot be printed.")
    return set_sheet(sheet, options, cache)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_sheet_that_cannot_be_set_stops_the_batch_with_its_reason(processes: int) -> None:
    sheets = DocumentRenderer(PageOptions()).graded(GRADES).sheets
    assert len(sheets) >= WORTH_A_PROCESS
    with pytest.raises(AnnotatorError, match="Student 05 cannot be printed"):
        list(set_in_turns(refuse, sheets, PageOptions(), processes))
    assert not active_children()


def only_there(sheet: str, _options: PageOptions, _cache: LayoutCache) -> bytes:
    """Set a sheet in the other process; here, wait until it is set there."""
    folder = Path(sheet)
    if parent_process() is not None:
        folder.with_suffix(f".{os.getpid()}").touch()
        return b"there"
    while len(list(folder.parent.iterdir())) < AHEAD:
        Event().wait(0.001)
    return b"here"


def test_a_helper_takes_sheets_while_this_process_is_at_one(tmp_path: Path) -> None:
    sheets = [str(tmp_path / f"sheet{n}") for n in range(WORTH_A_PROCESS)]
    documents = dict(set_in_turns(only_there, sheets, PageOptions(), 2))
    assert sorted(documents) == list(range(WORTH_A_PROCESS))
    assert list(documents.values()).count(b"there") >= AHEAD


def test_a_batch_that_is_left_drops_what_its_helper_has_not_begun(tmp_path: Path) -> None:
    sheets = [str(tmp_path / f"sheet{n}") for n in range(200)]
    each = set_in_turns(only_there, sheets, PageOptions(), 2)
    next(each)
    each.close()  # type: ignore[attr-defined]
    assert not active_children()
    assert len(list(tmp_path.iterdir())) < len(sheets) - 1


def end_there(_sheet: object, _options: PageOptions, _cache: LayoutCache) -> bytes:
    """Set nothing: a helper is gone as if it had been killed, this process waits for that."""
    if parent_process() is not None:
        os._exit(9)
    for helper in active_children():
        helper.join()
    return b""


def test_a_helper_that_is_killed_is_told_in_a_sentence() -> None:
    each = set_in_turns(end_there, range(WORTH_A_PROCESS), PageOptions(), 2)  # type: ignore[arg-type]
    with pytest.raises(StorageTrouble, match="ended too early"):
        list(each)
    assert not active_children()


def sleep(_sheet: object, _options: PageOptions, _cache: LayoutCache) -> bytes:
    """Say where this begins, then take longer than anybody waits."""
    if parent_process() is not None:
        sys.stdout.write("begun\n")
        sys.stdout.flush()
    Event().wait(LONG)
    return b""


_BEGUN = """
from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.workers import set_in_turns
from tests.unit.worksheets.test_workers import sleep
if __name__ == "__main__":
    list(set_in_turns(sleep, range(20), PageOptions(), 2))
"""


def test_a_helper_ends_with_a_program_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "begun.py"
    script.write_text(_BEGUN, encoding="utf-8")
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    with subprocess.Popen([sys.executable, script], env=known, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == b"begun"
        program.kill()
        program.stdout.read()  # comes to its end when the helper, which has it too, is gone
    assert time.monotonic() - started < LONG


def say(sheet: str, _options: PageOptions, _cache: LayoutCache) -> bytes:
    """Set a sheet that tells the language of the process that sets it."""
    return only_there(sheet, _options, _cache) + spoken().tag.encode()


def test_every_process_speaks_the_language_of_whoever_prints(tmp_path: Path) -> None:
    sheets = [str(tmp_path / f"{number}") for number in range(WORTH_A_PROCESS)]
    with speaking(language_of(tmp_path / "words", "de")):
        done = {document for _, document in set_in_turns(say, sheets, PageOptions(), 2)}
    assert done == {b"herede", b"therede"}
