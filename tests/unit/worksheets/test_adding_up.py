"""Page 1 adds up as it is printed, and an override is seen with its points and its reason."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.domain.grading import CreditOverride
from annotator.domain.identifiers import TEACHER, KeyId
from annotator.domain.text import words
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.worksheets.graded import graded_worksheet
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.unit.worksheets import sample

CACHE = LayoutCache()
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SHEET = sample.sheet()
KEYS = [key.id for key in sample.answer_key().annotations]


def override(key_id: str, credit: float, reason: str) -> CreditOverride:
    return CreditOverride(SHEET.hand_in.id, KeyId(key_id), credit, TEACHER, NOON, reason)


def sheet_with(*overrides: CreditOverride, weights: dict[str, float] | None = None) -> GradedSheet:
    key = sample.answer_key()
    made = (replace(k, weight=(weights or {}).get(k.id, k.weight)) for k in key.annotations)
    key = replace(key, annotations=tuple(made))
    decisions = replace(SHEET.decisions, overrides=overrides)
    score = score_hand_in(prepare_key(SHEET.lesson, key), SHEET.hand_in.annotations, decisions)
    return replace(SHEET, key=key, decisions=decisions, score=score)


def pages_of(sheet: GradedSheet, options: PageOptions | None = None) -> list[str]:
    file = graded_worksheet(sheet, options or PageOptions(), CACHE)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]


def flat(text: str) -> str:
    return " ".join(text.split())


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def assert_adds_up(page: str, sheet: GradedSheet) -> None:
    """Read the printed numbers of page 1 and add them up."""
    top, rest = page.split("Points by category", 1)
    highlights, rest = rest.split("Highlights together", 1)
    rubric = rest.split("\n", 1)[1].split("Rubric together", 1)[0]
    lines = [*re.findall(r"(−?[\d.]+) / [\d.]+$", f"{highlights}\n{rubric}", re.MULTILINE)]
    taken_off = ("marked: [A-Z][a-z ]+", "gets right too", "than counts")
    others = ("the key asks", "Traps", *taken_off, "Set by the teacher", "to reach", "below zero")
    others = "|".join(others)
    lines += re.findall(rf"(?:{others}) ([+−]?[\d.]+)$", highlights, re.MULTILINE)
    total = round(100 * sheet.score.total)
    assert sum(round(100 * number(each)) for each in lines) == total, page
    shown = re.findall(r"(−?[\d.]+) / [\d.]+ points$", top, re.MULTILINE)
    shown += re.findall(r"^Highlights and rubric (−?[\d.]+) / ", rest, re.MULTILINE)
    assert [round(100 * number(each)) for each in shown] == [total, total]


credits_by_hand = st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1), max_size=6)
odd_weights = st.dictionaries(
    st.sampled_from(KEYS), st.floats(0, 9) | st.just(1 / 3), max_size=len(KEYS)
)


# A sheet is set for each example: none is made smaller, and there are few.
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(credits_by_hand, odd_weights)
def test_the_printed_lines_of_page_1_add_up(given_by_hand, weights) -> None:
    made = [override(one, credit, "") for one, credit in given_by_hand.items()]
    sheet = sheet_with(*made, weights=weights)
    assert_adds_up(pages_of(sheet)[0], sheet)


def sprayed() -> GradedSheet:
    """Return the sheet of somebody who marked nearly every word of the Splash, and guessed."""
    paper = sample.PAPER
    marks = [
        sample.annotation(900 + n, paper, sample.LOADED, word)
        for n, word in enumerate(words(paper.body))
    ]
    labels = [
        sample.annotation(9000 + n, article, sample.REPORTING, sentence)
        for article in sample.LESSON.articles
        for n, sentence in enumerate(article.sentences, 100 * len(article.sentences))
    ]
    lesson = replace(sample.LESSON, credit_rules=2)
    return sample.sheet(sample.hand_in([*marks, *labels]), lesson)


def test_what_is_taken_off_are_lines_of_the_sum_and_the_reason_is_told() -> None:
    sheet = sprayed()
    page = pages_of(sheet)[0]
    assert_adds_up(page, sheet)
    told = flat(page)
    assert "Too many words marked: Loaded language −" in told
    assert "Labels that guessing gets right too −" in told
    assert "Too many words marked. The Daily Splash, Loaded language:" in told
    assert "takes no points away" not in told


def test_bonus_and_traps_are_lines_of_the_sum() -> None:
    page = flat(pages_of(SHEET)[0])
    assert "Bonus, beyond what the key asks +1" in page
    assert "Traps −1" in page
    assert "Set by the teacher" not in page


@pytest.mark.parametrize("size", [11.0, 20.0])
def test_an_override_is_seen_with_points_and_reason(size: float) -> None:
    sheet = sheet_with(
        override("k7", 0.5, "You said it aloud."),
        override("k3", 0.0, "Copied from the board."),
        override("ledger-s10", 1.0, "We labelled it together."),
        override("splash-s3", 0.5, "A fair doubt."),
        override("k1", 1.0, "Your partner found it."),
    )
    pages = pages_of(sheet, PageOptions(size=size))
    text = flat(" ".join(pages))
    for told in (
        "0.5 points instead of 0. You said it aloud.",
        "0 points instead of 1. Copied from the board.",
        "0.25 points instead of 0. We labelled it together.",
        "0.12 points instead of 0. A fair doubt.",
        "1 point instead of 0. Your partner found it.",
    ):
        assert told in text
    assert "Set by the teacher +0.88" in flat(pages[0])
    assert "missed · unsupported claim" in text
