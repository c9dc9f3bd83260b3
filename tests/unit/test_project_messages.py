"""What is to be translated is found, and a catalogue is kept when sentences change."""

from __future__ import annotations

from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from annotator.translation import Language, _, ngettext, speaking
from tests.fakes.pseudo import messages_tool

SOURCE = """
TITLE = N_("Undo")
def say(self, n, name):
    self.setText(_("Gradebook "
                   "of {name}", name=name))
    tell(ngettext("{n} student", "{n} students", n, n=n), _(TITLE), _(""))
    return stored("remove “{quote}”", quote=stored("{number} link", "{number} links", number=n))
"""


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """Return the tool that collects sentences."""
    return messages_tool()


def test_every_marked_sentence_is_found(messages):
    assert {each.id for each in messages.messages_in(SOURCE, "a.py")} == {
        "Undo",
        "Gradebook of {name}",
        ("{n} student", "{n} students"),
        "remove “{quote}”",
        ("{number} link", "{number} links"),
    }


def test_a_catalogue_keeps_what_is_translated_and_learns_what_is_new(messages, tmp_path):
    path = tmp_path / "de" / "LC_MESSAGES" / "annotator.po"
    known = Catalog()
    for message in messages.messages_in(SOURCE, "a.py"):
        known.add(message.id)
    begun = Catalog("de", fuzzy=False)
    begun.update(known)
    begun.get("Undo").string = "Rückgängig"
    begun.get("{n} student").string = ("{n} Schüler", "{n} Schüler")
    messages.written(begun, path)
    known.add("Redo")
    messages.update(tmp_path, known)
    with path.open("rb") as file:
        after = read_po(file)
    assert after.get("Undo").string == "Rückgängig"
    assert after.get("Redo").string == ""
    with speaking(Language("de", str(tmp_path))):
        assert [_("Undo"), _("Redo")] == ["Rückgängig", "Redo"]
        assert ngettext("{n} student", "{n} students", 2, n=2) == "2 Schüler"
    before = path.read_bytes()
    messages.update(tmp_path, known)
    assert path.read_bytes() == before, "the same sentences make the same file"


def test_the_template_has_every_sentence_of_the_program(messages):
    with (messages.FOLDER / messages.TEMPLATE).open("rb") as file:
        kept = {str(each.id) for each in read_po(file)}
    now = {str(each.id) for each in messages.template()}
    assert kept == now, "run: make messages"
