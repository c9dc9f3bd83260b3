"""Language help from the command line, on the lesson that ships."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.corrections import CorrectQuotedSource, DropFact, RenameFact
from annotator.domain.identifiers import FactId, LessonId
from annotator.services.comparing import correct
from annotator.wiring.application import open_application
from tests.e2e.conftest import Run

CARACAS = "caracas-2019-04-30"


def test_suggestions_have_places_reasons_and_a_budget(run: Run) -> None:
    articles = run("suggest", CARACAS, "--json").json["articles"]
    assert len(articles) == 5
    for article in articles:
        assert 1 <= len(article["suggestions"]) <= round(article["words"] * 3 / 100)
        for each in article["suggestions"]:
            assert each["end"] - each["start"] == len(each["quote"])
            assert each["reason"].strip()
            assert each["category"] in ("loaded-language", "unsupported-claim")
        assert {s["category"] for s in article["sentences"]} <= {"opinion", "reporting"}


def test_an_article_in_a_text_file_is_read(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_text("😀 The corrupt regime slammed critics. Everyone knows it will fail.\n")
    (article,) = run("suggest", text, "--json").json["articles"]
    assert article["article"] == "article.txt"
    assert "regime" in " ".join(each["quote"] for each in article["suggestions"])
    assert run("suggest", tmp_path / "missing.txt").status == 1


def test_the_comparison_finds_the_groups_of_the_story(run: Run) -> None:
    compared = run("compare", CARACAS, "--json").json
    wide = [fact for fact in compared["facts"] if len({p["article"] for p in fact["places"]}) >= 3]
    assert len(wide) >= 8
    assert any("vehicle" in fact["title"].lower() for fact in wide)
    words = {
        row["name"]: " / ".join(term["text"] for term in row["terms"])
        for row in compared["wording"]
    }
    assert any("civilians" in terms and "rioters" in terms for terms in words.values())
    assert len(compared["figures"]) == 5


def test_what_was_put_right_by_hand_is_in_the_comparison(run: Run, tmp_path: Path) -> None:
    before = run("compare", CARACAS, "--json").json
    title = before["facts"][0]["title"]
    application = open_application(tmp_path / "machine")
    try:
        ids = [FactId(fact["id"]) for fact in before["facts"]]
        correct(application.ports, LessonId(CARACAS), RenameFact(ids[0], "Who stood there"))
        correct(
            application.ports,
            LessonId(CARACAS),
            DropFact(ids[1]),
            CorrectQuotedSource("Bolton", "Washington"),
        )
    finally:
        application.close()
    after = run("compare", CARACAS, "--json").json
    assert after["facts"][0]["title"] == "Who stood there" != title
    assert len(after["facts"]) == len(before["facts"]) - 1
    sides = {s.get("side") for speakers in after["sources"].values() for s in speakers}
    assert sides == {None, "Washington"}
    assert "Fact: Who stood there" in run("compare", CARACAS).out


def test_a_lesson_is_compared_in_sentences_a_person_can_read(run: Run) -> None:
    out = run("compare", CARACAS).out
    assert "figures differ" in out
    assert "not mentioned" in out
