"""The language of a sentence is chosen when it is read, by whoever reads it."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from annotator.domain.errors import UnknownThing
from annotator.translation import (
    N_,
    Language,
    _,
    machine_language,
    ngettext,
    packed,
    said,
    speak,
    speaking,
    spoken,
    stored,
    unpacked,
)
from tests.fakes.pseudo import bare, language_of, plain, pseudo, written

TABLE = (N_("Undo"), N_("Redo"))


@pytest.fixture
def polish(tmp_path: Path) -> Language:
    """Return a language with three forms of a number."""
    catalogue = Catalog("pl")
    catalogue.add("Gradebook of {name}", "Dziennik: {name}")
    catalogue.add("Undo", "Cofnij")
    catalogue.add("remove “{quote}”", "usuń „{quote}”")
    forms = ("{number} uczeń", "{number} uczniów", "{number} uczniów")
    catalogue.add(("{number} student", "{number} students"), forms)
    many = ("usuń {number} link", "usuń {number} linki", "usuń {number} linków")
    catalogue.add(("remove {number} link", "remove {number} links"), many)
    return written(tmp_path, "pl", catalogue)


@pytest.fixture
def german(tmp_path: Path) -> Language:
    catalogue = Catalog("de")
    catalogue.add("Undo", "Rückgängig")
    return written(tmp_path, "de", catalogue)


def students(number: int) -> str:
    return ngettext("{number} student", "{number} students", number)


def test_english_needs_no_catalogue():
    assert _("Gradebook of {name}", name="7b") == "Gradebook of 7b"
    assert [students(number) for number in (0, 1, 2)] == ["0 students", "1 student", "2 students"]


def test_a_sentence_is_looked_up_when_it_is_shown(polish):
    assert [_(each) for each in TABLE] == ["Undo", "Redo"]
    with speaking(polish):
        assert [_(each) for each in TABLE] == ["Cofnij", "Redo"]
        assert _("Gradebook of {name}", name="7b") == "Dziennik: 7b"
        assert students(1) == "1 uczeń"
        assert students(5) == "5 uczniów"
        assert _("") == ""
    assert _("Undo") == "Undo"


def test_half_a_thing_is_said_like_several(polish):
    assert ngettext("{number:g} point", "{number:g} points", 0.5) == "0.5 points"
    with speaking(polish):
        assert students(2) == "2 uczniów"
        assert ngettext("{number:g} point", "{number:g} points", 1.0) == "1 point"


def test_a_translation_with_a_wrong_hole_gives_way_to_english(tmp_path):
    catalogue = Catalog("fr")
    catalogue.add("Gradebook of {name}", "Notes de {nom}")
    with speaking(written(tmp_path, "fr", catalogue)):
        assert _("Gradebook of {name}", name="7b") == "Gradebook of 7b"
    with pytest.raises(KeyError):  # a mistake of ours is seen at once
        _("Gradebook of {name}", nom="7b")


def test_two_languages_are_spoken_at_once(polish, german):
    with speaking(german):
        with speaking("pl-PL"):
            assert _("Undo") == "Cofnij"
        assert _("Undo") == "Rückgängig"
        with speaking("en"):
            assert _("Undo") == "Undo"


def test_a_language_without_a_catalogue_changes_nothing(german, tmp_path):
    before = spoken()
    with speaking(german):
        with speaking("fr"):
            assert spoken() == german
        speak(Language("fr", str(tmp_path)))
        assert spoken() == german
    assert spoken() == before


def test_the_machines_first_language_that_has_a_catalogue_is_spoken(german, monkeypatch):
    folder = Path(german.folder)
    monkeypatch.setenv("LANGUAGE", "fr_CA:de_AT.UTF-8")
    chosen = machine_language(folder)
    with speaking(chosen):
        assert _("Undo") == "Rückgängig"
    monkeypatch.setenv("LANGUAGE", "C")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    assert machine_language(folder) == Language("en", str(folder))
    with speaking(machine_language(folder)), speaking("de"):
        assert _("Undo") == "Rückgängig"


def test_the_pseudo_language_can_be_read_back():
    said = pseudo("&Gradebook of {name} {n:,}")
    assert said.startswith("‹&Gřàďé")
    assert "{name} {n:,}" in said
    assert len(said) > 1.2 * len("&Gradebook of {name} {n:,}")
    assert plain(said) == "&Gradebook of {name} {n:,}"
    assert bare(f"7B: {said} – left") == "7B:   – left"


def test_a_thread_speaks_what_its_work_was_started_in(german):
    with ThreadPoolExecutor(1) as pool:
        with speaking(german):
            context = copy_context()
        assert pool.submit(_, "Undo").result() == "Undo"
        assert pool.submit(context.run, _, "Undo").result() == "Rückgängig"


def test_a_stored_sentence_is_english_until_it_is_said(polish):
    with speaking(polish):
        one = stored("remove “{quote}”", quote="greedy")
        many = stored("remove {number} link", "remove {number} links", number=3)
        assert (one, many) == ("remove “greedy”", "remove 3 links")
        assert (said(one), said(many)) == ("usuń „greedy”", "usuń 3 linki")
        again = unpacked(packed(many))
        assert (again, said(again)) == (many, said(many))
    assert said(one) == "remove “greedy”"


@pytest.mark.parametrize(
    "old",
    [
        "remove “greedy”",
        "",
        '{"one": broken',
        '{"one": "a {hole}", "many": "", "values": {}}',
        '{"one": "a {0}", "many": "", "values": {}}',
        '{"one": 3, "many": "", "values": {}}',
        '{"one": "a", "many": "b", "values": {}}',
        '{"one": "a", "others": "b"}',
    ],
)
def test_what_an_older_version_stored_stays_as_it_is(old):
    assert unpacked(old) == old
    assert packed(unpacked(old)) == old
    assert said(unpacked(old)) == old


def test_an_error_is_told_in_the_language_in_which_it_was_raised(tmp_path):
    language = language_of(tmp_path, "de", **{"No {thing} here.": "Hier ist kein {thing}."})
    with speaking(language):
        trouble = UnknownThing("No {thing} here.", thing="{x}")
    assert str(trouble) == str(pickle.loads(pickle.dumps(trouble))) == "Hier ist kein {x}."
    assert str(UnknownThing("“{x}” is read as it stands.")) == "“{x}” is read as it stands."
