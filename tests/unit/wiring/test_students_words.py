"""What a student writes about an answer stays theirs, also where the answer is accepted for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pypdfium2
import pytest

from annotator.domain.annotating import Note
from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId
from annotator.files.feedback_file import read_feedback, to_stored
from annotator.files.key_source import read_key
from annotator.files.lesson_source_problems import ProblemList
from annotator.services import lesson_library, publishing
from annotator.services.collecting import collect_hand_ins
from annotator.services.jobs import Job
from annotator.services.lesson_library import LibraryEntry
from annotator.services.printing import BatchForm, DocumentKind
from annotator.session.drafting import DraftSession
from annotator.session.grading import GradingSession
from annotator.use_cases.application import Application
from annotator.use_cases.drafting import write_lesson_file
from annotator.wiring.application import open_application
from annotator.worksheets.sheets import PageOptions
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED

#: Words that stand nowhere else.
PRIVATE = "zebrafinch"
QUOTE = "soup"


@pytest.fixture
def application(tmp_path) -> Iterator[Application]:
    opened = open_application(tmp_path / "teacher")
    yield opened
    opened.close()


@pytest.fixture
def draft(application) -> LessonDraft:
    made = lesson_library.new_draft(application.ports, sample_lesson.scheme(), "Soup")
    lesson = replace(sample_lesson.headed_lesson(), id=made.lesson.id, title="Soup", public_key=b"")
    key = sample_lesson.headed_key()
    words = tuple(k for k in key.annotations if k.category_id in (LOADED, CLAIM))
    return replace(made, lesson=lesson, key=replace(key, annotations=words, unscored=()))


@pytest.fixture
def grading(application, draft, tmp_path) -> GradingSession:
    """Three hand-ins of the published lesson, two with the same words that the key lacks."""
    published = publish(application, draft, tmp_path)
    (tmp_path / "drop").mkdir()
    lesson = published.lesson
    for name, thought in (("Ana Lee", f"{PRIVATE} told me"), ("Ben Ray", ""), ("Cleo Fox", None)):
        # Of equal answers the first by number is taken in: it is to be Ana's.
        ids = (f"{name[0]}{number:08}" for number in count())
        student = open_application(tmp_path / name, new_id=partial(next, ids))
        student.lessons.install_package(next(tmp_path.glob("*.lesson")))
        session = student.student_home.open(student.student_home.sign_in(name), lesson.id)
        if thought is not None:
            span = sample_lesson.span_of(lesson, "bugle", QUOTE)
            session.highlight(ArticleId("bugle"), LOADED, span, note=Note(text=thought))
        for question in lesson.questions:
            session.answer(question.id, "An answer.")
        session.hand_in(tmp_path / "drop")
        student.close()
    collect_hand_ins(application.ports, lesson, tmp_path / "drop")
    return application.grading.session(lesson.id)


def publish(application: Application, draft: LessonDraft, folder: Path) -> LessonDraft:
    """Publish as the builder does, and keep the draft that goes on from it."""
    published = publishing.publish(
        application.ports, draft, application.teacher_keys.ensure_public_key()
    ).draft
    write_lesson_file(published.lesson, folder)
    with application.ports.store.writing() as unit:
        unit.drafts.put(published)
        unit.commit()
    return published


def accepted(grading: GradingSession):
    return next(g for g in grading.groups if g.typical.quote == QUOTE)


def soup_of(application: Application, lesson_id):
    key = application.lessons.with_key(lesson_id)[1]
    return [each for each in key.annotations if each.quote == QUOTE]


def bytes_of(paths, lessons=()) -> bytes:
    """Return everything that can be read in some files, PDF pages as their text."""
    found = b""
    for path in paths:
        found += path.read_bytes()
        if path.suffix == ".feedback":  # locked for the class, who can read all of it
            found += str(to_stored(read_feedback(path, lessons).feedback)).encode()
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as pages:
                found += "".join(p.get_textpage().get_text_range() for p in pages).encode()
    return found


def test_no_byte_of_a_reason_reaches_a_classmate_the_key_or_the_lesson(
    application, grading, tmp_path
):
    lesson_id = grading.lesson.id
    (ana,) = (e for e in grading.entries if e.name == "Ana Lee")
    grading.accept_for_all(accepted(grading))
    publish(
        application,
        DraftSession(application.ports, draft_id(application, lesson_id)).draft,
        tmp_path,
    )

    grading = application.grading.session(lesson_id)
    for each in grading.entries:
        grading.mark_graded(each.id)
    back = tmp_path / "returned"
    application.grading.give_back(
        grading, [e for e in grading.entries if e.name != "Ana Lee"], back
    )
    printed = application.printing(lesson_id).read()
    for document in (DocumentKind.KEY, DocumentKind.BLANK):
        printed.keep(document, PageOptions(), back, BatchForm.FILES, Job())
    entry = LibraryEntry("Soup", lesson_id)
    source = application.library.export_source(entry, tmp_path / "source")
    files = [*back.rglob("*"), *source.rglob("*"), *tmp_path.glob("*.lesson")]
    told = bytes_of([path for path in files if path.is_file()], [grading.lesson])
    assert b"Ben Ray" in told
    assert PRIVATE.encode() not in told
    assert PRIVATE.encode("utf-16-le") not in told
    (entry,) = soup_of(application, lesson_id)
    assert (entry.explanation, entry.accepted.hand_in_id) == ("", ana.id)
    assert b"accepted = " in (source / "key.toml").read_bytes()
    assert ana.id.encode() not in (source / "key.toml").read_bytes()

    application.grading.give_back(
        grading, [e for e in grading.entries if e.name == "Ana Lee"], tmp_path / "hers"
    )
    assert PRIVATE.encode() in bytes_of((tmp_path / "hers").glob("*"), [grading.lesson]), (
        "her own words are hers"
    )


def draft_id(application: Application, lesson_id):
    return lesson_library.draft_of(application.ports, lesson_id).id


def test_an_accepted_answer_that_was_taken_out_stays_out(application, grading, tmp_path):
    lesson_id = grading.lesson.id
    grading.accept_for_all(accepted(grading))
    session = DraftSession(application.ports, draft_id(application, lesson_id))
    assert [e.quote for e in session.draft.key.annotations if e.accepted] == [QUOTE]
    kept = tuple(e for e in session.draft.key.annotations if e.quote != QUOTE)
    session.change(
        "remove", replace(session.draft, key=replace(session.draft.key, annotations=kept))
    )
    publish(application, session.draft, tmp_path)
    assert soup_of(application, lesson_id) == []
    again = DraftSession(application.ports, draft_id(application, lesson_id))
    publish(application, again.draft, tmp_path)
    assert soup_of(application, lesson_id) == []

    grading = application.grading.session(lesson_id)
    assert grading.accept_for_all(accepted(grading)), "the teacher may change her mind"
    publish(
        application,
        DraftSession(application.ports, draft_id(application, lesson_id)).draft,
        tmp_path,
    )
    assert len(soup_of(application, lesson_id)) == 1


def test_what_is_taken_back_at_the_desk_does_not_come_back_from_an_open_draft(
    application, grading, tmp_path
):
    lesson_id = grading.lesson.id
    grading.accept_for_all(accepted(grading))
    session = DraftSession(application.ports, draft_id(application, lesson_id))
    session.change("title", replace(session.draft, lesson=replace(session.draft.lesson, title="S")))
    grading.undo()
    publish(application, session.draft, tmp_path)
    assert soup_of(application, lesson_id) == []


def test_what_is_accepted_while_a_draft_is_open_is_not_lost_by_publishing_it(
    application, grading, tmp_path
):
    lesson_id = grading.lesson.id
    session = DraftSession(application.ports, draft_id(application, lesson_id))
    grading.accept_for_all(accepted(grading))
    publish(application, session.draft, tmp_path)
    assert len(soup_of(application, lesson_id)) == 1


def test_a_key_folder_of_an_earlier_version_brings_no_reason_back(application, grading, tmp_path):
    lesson_id = grading.lesson.id
    grading.accept_for_all(accepted(grading))
    source = application.library.export_source(LibraryEntry("Soup", lesson_id), tmp_path / "source")
    text = (source / "key.toml").read_text(encoding="utf-8")
    at = text.index("accepted = ")
    leaked = f'explanation = "{PRIVATE} told me"' + text[text.index("\n", at) :]
    (source / "key.toml").write_text(text[:at] + leaked, encoding="utf-8")
    application.lessons.with_key(str(source))
    (entry,) = soup_of(application, lesson_id)
    assert entry.explanation == ""


def test_a_hand_in_that_is_merged_as_a_key_brings_places_but_no_words(
    application, grading, tmp_path
):
    (path,) = (p for p in (tmp_path / "drop").glob("*.handin") if "Ana" in p.name)
    merged = application.editing("").other_key(path, grading.lesson).key
    assert [each.quote for each in merged.annotations] == [QUOTE]
    assert PRIVATE not in repr(merged)


def test_a_key_file_says_when_an_answer_was_accepted(application, grading, tmp_path):
    grading.accept_for_all(accepted(grading))
    lesson, key = application.lessons.with_key(grading.lesson.id)
    source = application.library.export_source(LibraryEntry("Soup", lesson.id), tmp_path / "source")
    problems = ProblemList()
    file = problems.read_toml("key.toml", (source / "key.toml").read_text(encoding="utf-8"))
    read = {each.id: each.accepted for each in read_key(file, lesson, problems).annotations}
    before = {each.id: each.accepted for each in key.annotations}
    assert {one: a and a.at for one, a in read.items()} == {
        one: a and a.at for one, a in before.items()
    }
    assert all(a is None or a.hand_in_id is None for a in read.values())
