"""Rules for lines: how long a line they take, and whether capitals count."""

from __future__ import annotations

import pytest
import regex

from annotator.services.cleaning.folding import folded, word_count
from annotator.services.cleaning.words import LineRule


def takes(rule: LineRule, text: str) -> bool:
    return rule.takes(text, folded(text), word_count(text))


def rule(pattern: str | None, *, longest: int = 3, shouted: bool = False) -> LineRule:
    made = regex.compile(pattern) if pattern else None
    return LineRule("share line", longest, frozenset({"see also"}), made, shouted, "")


@pytest.mark.parametrize(
    "text, is_taken",
    [
        ("See also:", True),
        ("Share this page", True),
        ("Share this whole page", False),
        ("Share " + "o" * 54, True),
        ("Share " + "o" * 55, False),
        ("Please share", False),
    ],
)
def test_a_rule_takes_lines_up_to_its_length(text: str, is_taken: bool) -> None:
    assert takes(rule("share .*"), text) is is_taken


def test_a_rule_without_a_pattern_takes_its_lines_alone() -> None:
    assert takes(rule(None), "SEE ALSO")
    assert not takes(rule(None), "Share this")


def test_capitals_count_where_a_rule_is_about_them() -> None:
    assert takes(rule("WATCH", shouted=True), "WATCH")
    assert not takes(rule("WATCH", shouted=True), "Watch")
    assert takes(rule("watch"), "WATCH")
