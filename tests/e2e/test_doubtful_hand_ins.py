"""Clocks that are wrong and hand-ins in another's name, collected from a script."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from annotator.domain.identifiers import ArticleId, LessonId
from annotator.wiring.application import open_application

LESSON = "warm-up"
GOOD = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


class Lab:
    """One computer of a lab with a clock of its own; it keeps its disk."""

    def __init__(self, folder: Path, drop: Path) -> None:
        self.folder, self.drop = folder, drop

    def hands_in(self, name: str, at: datetime, nth: int = 0) -> str:
        application = open_application(self.folder, now=lambda: at)
        try:
            application.lessons.install_shipped()
            session = application.student_home.open(
                application.student_home.sign_in(name), LessonId(LESSON)
            )
            article = session.lesson.articles[0]
            session.highlight(
                ArticleId(article.id),
                session.lesson.scheme.categories[-1].id,
                article.sentences[nth],
            )
            path = session.hand_in(self.drop).path
            os.utime(path, (at.timestamp(), at.timestamp()))
            return path.name
        finally:
            application.close()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    made = tmp_path / "drop"
    made.mkdir()
    return made


def collected(run, drop: Path, *more: str) -> dict[str, dict[str, object]]:
    told = json.loads(run("collect", str(drop), "--lesson", LESSON, "--json", *more).out)
    return {each["file"]: each for each in told["files"]}


def test_the_clocks_of_2009_and_2031_are_told_and_attempt_2_counts(run, drop, tmp_path):
    lena, petr = Lab(tmp_path / "one", drop), Lab(tmp_path / "two", drop)
    first = lena.hands_in("Lena Berg", GOOD)
    second = lena.hands_in("Lena Berg", GOOD.replace(year=2009), 1)
    future = petr.hands_in("Petr Novak", GOOD.replace(year=2031))
    files = collected(run, drop)
    assert [files[name]["counts"] for name in (first, second, future)] == [False, True, True]
    assert files[first]["doubts"] == []
    assert "2009" in files[second]["doubts"][0]["text"]
    assert files[future]["doubts"][0]["kind"] == "clock in the future"
    said = run("collect", str(drop), "--lesson", LESSON).err
    assert f"{future}: Its clock says 3 March 2031" in said
    grades = json.loads(run("grade", LESSON, "--json").out)["students"]
    assert {each["student"]: bool(each["doubts"]) for each in grades} == {
        "Lena Berg": True,
        "Petr Novak": True,
    }
    assert run("export", "report", LESSON, "-o", tmp_path / "out").status == 0
    (report,) = (tmp_path / "out").glob("*.pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(report).pages)
    assert "Petr Novak: Its clock says 3 March 2031" in " ".join(text.split())


def test_a_hand_in_in_anothers_name_is_asked_about_and_can_be_taken(run, drop, tmp_path):
    hers = Lab(tmp_path / "one", drop).hands_in("Lena Berg", GOOD)
    forged = Lab(tmp_path / "two", drop).hands_in("Lena Berg", GOOD.replace(hour=10), 1)
    files = collected(run, drop)
    assert (files[hers]["counts"], files[forged]["counts"]) == (True, False)
    assert [doubt["kind"] for doubt in files[forged]["doubts"]] == ["from another computer"]
    assert f"--take {forged}" in run("collect", str(drop), "--lesson", LESSON).err
    files = collected(run, drop, "--take", forged)
    assert (files[hers]["counts"], files[forged]["counts"]) == (False, True)
    files = collected(run, drop)  # remembered
    assert (files[hers]["counts"], files[forged]["counts"]) == (False, True)
    nobody = run("collect", str(drop), "--lesson", LESSON, "--take", "no.handin")
    assert (nobody.status, "“no.handin” is not among" in nobody.err) == (1, True)
