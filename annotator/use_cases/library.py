"""The teacher's list of lessons and drafts, and what is done with each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from annotator import paths
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import DraftId, LessonId
from annotator.files.lesson_source import write_source
from annotator.services import lesson_library
from annotator.services.lesson_library import LibraryEntry
from annotator.services.lessons import Installed, open_lesson
from annotator.services.ports import Ports
from annotator.services.publishing import key_of
from annotator.translation import N_, _
from annotator.use_cases.drafting import lesson_file_name, write_lesson_file
from annotator.use_cases.lessons import LessonInstaller, default_scheme
from annotator.use_cases.on_ports import on_ports

#: Plan, model answers and disputes of a lesson, for its teacher alone.
TEACHER_PAGE = "teacher.md"
AS_COPY = N_(
    "This lesson is not your own, so you work on a copy. The lesson itself stays as it is."
)


@dataclass(frozen=True, slots=True)
class LessonLibrary:
    """Every lesson and draft of this machine; reading and adding files take their time."""

    ports: Ports
    installer: LessonInstaller

    entries = on_ports(lesson_library.list_library)

    def new_draft(self) -> DraftId:
        """Store an empty draft with the categories that ship; return its id."""
        return lesson_library.new_draft(self.ports, default_scheme()).id

    def edit(self, entry: LibraryEntry) -> tuple[DraftId, str]:
        """Return the draft in which a lesson is edited, made where there is none, and a notice.

        A lesson of this teacher becomes the next version of itself; one that ships with the
        program, or that another teacher made, is edited as a copy.
        """
        if entry.draft_id is not None:
            return entry.draft_id, ""
        if self.installer.is_own(open_lesson(self.ports, entry.lesson_id)):
            lesson, key = self.installer.with_key(entry.lesson_id)
            return lesson_library.reopen(self.ports, lesson, key).id, ""
        return self._copy(entry.lesson_id), _(AS_COPY)

    def duplicate(self, entry: LibraryEntry) -> DraftId:
        """Store a copy of a lesson or draft as a new draft; return its id."""
        if entry.draft_id is not None:
            return lesson_library.copied_draft(self.ports, entry.draft_id).id
        return self._copy(entry.lesson_id)

    def teacher_page(self, entry: LibraryEntry) -> Path | None:
        """Return the page for teachers that comes with a lesson, or None.

        It stands beside the lesson that ships and is in no package, so no student is given it.
        """
        page = paths.lessons_dir() / entry.lesson_id / TEACHER_PAGE
        return page if page.is_file() else None

    set_archived = on_ports(lesson_library.set_archived)
    delete_draft = on_ports(lesson_library.delete_draft)

    def add_file(self, path: Path) -> Installed:
        """Install a `.lesson` file, or a source folder with its key."""
        installer = self.installer
        return installer.install_source(path) if path.is_dir() else installer.install_package(path)

    def export_package(self, entry: LibraryEntry, folder: Path) -> Path:
        """Write the students' file of a published lesson into a folder; return where."""
        return write_lesson_file(open_lesson(self.ports, entry.lesson_id), folder)

    def export_source(self, entry: LibraryEntry, folder: Path) -> Path:
        """Write a lesson or draft as a new source folder, with its key; return where."""
        if entry.draft_id is not None:
            draft = lesson_library.find_draft(self.ports, entry.draft_id)
            title = draft.lesson.title or lesson_library.UNTITLED
            lesson, key = replace(draft.lesson, title=title), key_of(draft)
        else:
            lesson, key = self.installer.with_key(entry.lesson_id)
        if not lesson.articles:
            raise NotAllowed("This lesson has no article yet. Nothing was written. Add one first.")
        path = folder / lesson_file_name(lesson)
        write_source(path, lesson, key)
        return path

    def _copy(self, lesson_id: LessonId) -> DraftId:
        lesson, key = self.installer.with_key(lesson_id)
        return lesson_library.copied(self.ports, lesson, key).id
