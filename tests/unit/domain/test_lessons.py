"""What a lesson hides while its outlets are hidden."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import sample_lesson


def test_a_lesson_without_outlets_tells_nothing_that_names_them() -> None:
    made = sample_lesson.lesson()
    told = {"byline": "B. Bugler", "url": "https://bugle.example/1", "license": "© The Bugle"}
    article = replace(made.articles[0], **told, source_note="The Bugle, page 3")
    hidden = replace(made, articles=(article,)).without_outlets().articles[0]
    said = (hidden.outlet, hidden.byline, hidden.url, hidden.license, hidden.source_note)
    assert [text for text in said if "Bugle" in text or "bugle" in text] == []
    assert hidden.outlet == "Outlet A"
