"""What the builder and the list of lessons need of the application: publish, open, copy, export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import NotAllowed
from annotator.domain.file_names import safe_file_name
from annotator.domain.identifiers import DraftId, LessonId
from annotator.files.lesson_package import SUFFIX, write_package
from annotator.files.lesson_source import write_source
from annotator.services import lesson_library, publishing
from annotator.services.lessons import Installed, open_lesson
from annotator.wiring.language import with_agreed_sentences

if TYPE_CHECKING:
    from annotator.domain.drafts import LessonDraft
    from annotator.domain.lessons import Lesson
    from annotator.services.lesson_library import LibraryEntry
    from annotator.wiring.application import Application


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A published lesson and the file that students get."""

    published: publishing.Published
    path: Path


def new_draft(application: Application) -> DraftId:
    """Store an empty draft with the categories that ship; return its id."""
    from annotator.wiring.application import default_scheme

    return lesson_library.new_draft(application.ports, default_scheme()).id


def open_for_editing(application: Application, entry: LibraryEntry) -> tuple[DraftId, str]:
    """Return the draft in which a lesson is edited, made where there is none, and what to know.

    A lesson of this teacher becomes the next version of itself; one that ships with the
    program, or that another teacher made, is edited as a copy.
    """
    if entry.draft_id is not None:
        return entry.draft_id, ""
    if is_own(application, open_lesson(application.ports, entry.lesson_id)):
        lesson, key = application.lesson_with_key(entry.lesson_id)
        return lesson_library.reopen(application.ports, lesson, key).id, ""
    return _copy(application, entry.lesson_id), (
        "This lesson is not your own, so you work on a copy. The lesson itself stays as it is."
    )


def is_own(application: Application, lesson: Lesson) -> bool:
    """Return whether hand-ins of a lesson come to this teacher."""
    return bool(lesson.public_key) and lesson.public_key == application.teacher_keys.public_key()


def duplicate(application: Application, entry: LibraryEntry) -> DraftId:
    """Store a copy of a lesson or draft as a new draft; return its id."""
    if entry.draft_id is not None:
        return lesson_library.copied_draft(application.ports, entry.draft_id).id
    return _copy(application, entry.lesson_id)


def _copy(application: Application, lesson_id: LessonId) -> DraftId:
    lesson, key = application.lesson_with_key(lesson_id)
    return lesson_library.copied(application.ports, lesson, key).id


def add_file(application: Application, path: Path) -> Installed:
    """Install a `.lesson` file, or a source folder with its key."""
    if not path.is_dir():
        return application.install_package(path)
    return application.install_source(path)


def publish(application: Application, draft: LessonDraft, folder: Path) -> PublishedFile:
    """Write the students' file of a draft into a folder, then publish it on this machine.

    The answer key stays in this machine's database. Raise NotAllowed or StorageTrouble before
    anything is installed, so that a file which cannot be written leaves all as it was.
    """
    seal = application.teacher_keys.ensure_public_key()
    publishing.ready_lesson(
        application.ports, draft, seal
    )  # before the language part takes its time
    draft = with_agreed_sentences(draft)
    path = write_lesson_file(publishing.ready_lesson(application.ports, draft, seal), folder)
    return PublishedFile(publishing.publish(application.ports, draft, seal), path)


def write_lesson_file(lesson: Lesson, folder: Path) -> Path:
    """Write the package of a lesson into a folder; return where."""
    path = folder / f"{lesson_file_name(lesson)}{SUFFIX}"
    write_package(path, lesson)
    return path


def lesson_file_name(lesson: Lesson) -> str:
    """Return what the files of a lesson are called, without an ending."""
    return safe_file_name(f"{lesson.title} v{lesson.version}")


def export_package(application: Application, entry: LibraryEntry, folder: Path) -> Path:
    """Write the students' file of a published lesson into a folder; return where."""
    return write_lesson_file(open_lesson(application.ports, entry.lesson_id), folder)


def export_source(application: Application, entry: LibraryEntry, folder: Path) -> Path:
    """Write a lesson or draft as a new source folder, with its key; return where."""
    if entry.draft_id is not None:
        draft = lesson_library.find_draft(application.ports, entry.draft_id)
        title = draft.lesson.title or lesson_library.UNTITLED
        lesson, key = replace(draft.lesson, title=title), publishing.key_of(draft)
    else:
        lesson, key = application.lesson_with_key(entry.lesson_id)
    if not lesson.articles:
        raise NotAllowed("This lesson has no article yet. Nothing was written. Add one first.")
    path = folder / lesson_file_name(lesson)
    write_source(path, lesson, key)
    return path
