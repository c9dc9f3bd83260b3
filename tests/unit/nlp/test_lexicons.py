"""The word lists: whole, fair, and with reasons that a person can read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.errors import StorageTrouble
from annotator.files.lesson_source import read_source
from annotator.nlp.lesson_words import read_concepts
from annotator.nlp.lexicons import attribution_words
from annotator.nlp.loaded import LoadedWords
from annotator.nlp.phrases import pieces
from tests.unit.nlp.conftest import LEXICONS


def test_a_damaged_list_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "loaded.toml").write_text("[[groups", encoding="utf-8")
    with pytest.raises(StorageTrouble, match="Install the program again"):
        LoadedWords(tmp_path)
    with pytest.raises(StorageTrouble, match=r"attribution\.toml"):
        attribution_words(tmp_path)


def test_every_group_has_a_technique_of_the_scheme_and_a_reason() -> None:
    lesson, _ = read_source(paths.lessons_dir() / "caracas-2019-04-30", paths.schemes_dir())
    category = lesson.scheme.category("loaded-language")
    data = tomllib.loads((LEXICONS / "loaded.toml").read_text(encoding="utf-8"))
    for group in data["groups"] + data["shapes"]:
        assert category.technique(group["technique"]) is not None, group
        assert 0 < group["weight"] <= 1
        assert "{word}" in group["reason"]
        assert not group["reason"].endswith(".")


def test_a_word_belongs_to_one_concept_only() -> None:
    seen: dict[str, str] = {}
    for concept in read_concepts(LEXICONS).all:
        for lemma in concept.nouns:
            assert seen.setdefault(lemma, concept.id) == concept.id


def test_phrases_are_cut_as_the_tokenizer_cuts_them() -> None:
    assert pieces("iron_grip") == ["iron", "grip"]
    assert pieces("far-left") == ["far", "-", "left"]
    assert pieces("hornet's_nest") == ["hornet's", "nest"]
