"""Build one lesson: its draft, what its steps look up, other keys, and publishing."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import paths
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import UnreadableFile
from annotator.domain.file_names import safe_file_name
from annotator.domain.identifiers import DraftId, LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Scheme
from annotator.domain.suggestions import ChoiceKind, Suggestion, SuggestionChoice
from annotator.files.atomic import write_trouble
from annotator.files.key_source import read_key
from annotator.files.lesson_package import SUFFIX, write_package
from annotator.files.lesson_source_problems import ProblemList, TomlFile
from annotator.files.ready_questions import read_ready_questions
from annotator.files.rubric_presets import read_presets
from annotator.files.standards_csv import StandardsFound, read_standards
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import offering, publishing, reranking
from annotator.services.merging_keys import OtherKey, key_of_work
from annotator.services.ports import Ports
from annotator.services.publishing import PublishedFile, Revision
from annotator.services.rubrics import ReadyQuestion, RubricPreset
from annotator.services.schemes import ReadyCategory
from annotator.session.drafting import DraftSession
from annotator.use_cases.article_import import ArticleImporter
from annotator.use_cases.language import with_agreed_sentences
from annotator.use_cases.lessons import default_scheme, ready_categories
from annotator.use_cases.on_ports import on_ports

STANDARDS = "standards"
HAND_IN_SUFFIX = ".handin"
_LISTS = ("annotations", "sentences", "links")


@dataclass(frozen=True, slots=True)
class SuggestionRanking:
    """The order of suggestions that is learned from what the teacher chose before."""

    ports: Ports

    choices = on_ports(reranking.all_choices)
    find = on_ports(reranking.find_ranking)

    def learn(self, answer: Mapping[str, Any]) -> None:
        """Keep what the language process learned from the choices."""
        reranking.keep_ranking(self.ports, reranking.learned_ranking(answer, self.ports.now()))

    switch = on_ports(reranking.switch_ranking)

    def prepared(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return a question to the language process with the learned order in it."""
        return reranking.with_ranking(request, self.ports)


@dataclass(frozen=True, slots=True)
class DraftEditing:
    """One lesson that is being built; publishing and importing take their time."""

    ports: Ports
    keys: TeacherKeys
    data_dir: Path
    draft_id: DraftId

    def open(self) -> DraftSession:
        """Open the draft; raise UnknownThing if it is not here."""
        return DraftSession(self.ports, self.draft_id)

    # -- what the steps look up ----------------------------------------------------------------

    def default_scheme(self) -> Scheme:
        """Return the scheme that new lessons begin with."""
        return default_scheme()

    def ready_categories(self) -> tuple[ReadyCategory, ...]:
        """Return every category that ships, those of new lessons first."""
        return ready_categories()

    def ready_questions(self) -> tuple[ReadyQuestion, ...]:
        """Return the questions that ship."""
        return read_ready_questions(paths.resources_dir() / "questions" / "ready.toml")

    def rubric_presets(self) -> tuple[RubricPreset, ...]:
        """Return the rubrics that ship."""
        return rubric_presets()

    @property
    def standards_folder(self) -> Path:
        """Return where a teacher puts standards of one's own."""
        return self.data_dir / STANDARDS

    def standards(self) -> StandardsFound:
        """Return the standards that ship and those of the teacher, which win."""
        return known_standards(self.data_dir)

    def article_importer(self) -> ArticleImporter:
        """Return what reads articles from files and pasted text, in a process of its own."""
        return ArticleImporter()

    # -- suggestions and other keys ------------------------------------------------------------

    @property
    def ranking(self) -> SuggestionRanking:
        """Return the learned order of suggestions."""
        return SuggestionRanking(self.ports)

    choices = on_ports(offering.choices_of)

    def keep_choices(
        self, lesson_id: LessonId, chosen: Sequence[Suggestion], choice: ChoiceKind
    ) -> tuple[SuggestionChoice, ...]:
        """Store what the teacher made of suggestions; return it."""
        return tuple(offering.keep_choices(self.ports, lesson_id, chosen, choice))

    def other_key(self, path: Path, lesson: Lesson) -> OtherKey:
        """Return the key in a key file or hand-in; raise UnreadableFile where nothing fits."""
        return other_key(self.ports, path, lesson)

    # -- publishing ----------------------------------------------------------------------------

    def preview(self, draft: LessonDraft) -> Revision:
        """Return what publishing the draft would do now."""
        return publishing.preview(self.ports, draft, self.keys.public_key() or b"")

    def publish(self, draft: LessonDraft, folder: Path) -> PublishedFile:
        """Write the students' file of a draft into a folder, then publish it on this machine.

        The answer key stays in this machine's database. Raise NotAllowed or StorageTrouble
        before anything is installed, so that a file which cannot be written leaves all as it was.
        """
        seal = self.keys.ensure_public_key()
        ready = publishing.ready_lesson(self.ports, draft, seal)
        if not folder.is_dir():  # found out before the language part takes its time
            missing = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            raise write_trouble(folder / f"{lesson_file_name(ready)}{SUFFIX}", missing)
        draft = with_agreed_sentences(draft)
        path = write_lesson_file(publishing.ready_lesson(self.ports, draft, seal), folder)
        return PublishedFile(publishing.publish(self.ports, draft, seal), path)


def rubric_presets() -> tuple[RubricPreset, ...]:
    """Return the rubrics that ship."""
    return read_presets(paths.resources_dir() / "rubrics" / "presets.toml")


def known_standards(data_dir: Path) -> StandardsFound:
    """Return the standards that ship and those in the data folder, which win."""
    return read_standards((paths.resources_dir() / STANDARDS, data_dir / STANDARDS))


def write_lesson_file(lesson: Lesson, folder: Path) -> Path:
    """Write the package of a lesson into a folder; return where."""
    path = folder / f"{lesson_file_name(lesson)}{SUFFIX}"
    write_package(path, lesson)
    return path


def lesson_file_name(lesson: Lesson) -> str:
    """Return what the files of a lesson are called, without an ending."""
    return safe_file_name(f"{lesson.title} v{lesson.version}")


def other_key(ports: Ports, path: Path, lesson: Lesson) -> OtherKey:
    """Return the key in a key file or hand-in; raise UnreadableFile where nothing fits."""
    if path.suffix.casefold() == HAND_IN_SUFFIX:
        hand_in = ports.hand_in_files.read(path).hand_in
        work = key_of_work(lesson, hand_in.annotations, hand_in.links)
        found = OtherKey(hand_in.student_name, work.key, work.left_out)
    else:
        found = _in_key_file(path, lesson)
    if not (found.key.annotations or found.key.unscored):
        raise UnreadableFile(
            "“{file}” has nothing on the articles of this lesson, so there is nothing "
            "to merge. Your key was not changed. Choose a key or a hand-in of the same "
            "lesson.",
            file=path.name,
        )
    return found


def _in_key_file(path: Path, lesson: Lesson) -> OtherKey:
    problems = ProblemList()
    text = problems.read_text(path.parent, path.name)
    file = None if text is None else problems.read_toml(path.name, text)
    if file is None:
        raise UnreadableFile("{problem} Your key was not changed.", problem=problems.found[0])
    key = read_key(file, lesson, problems)
    if key is not None:
        return OtherKey(path.name, key)
    return _what_fits(file, lesson, problems)


def _what_fits(file: TomlFile, lesson: Lesson, problems: ProblemList) -> OtherKey:
    """Return the entries that fit the lesson one by one."""
    found, left_out = AnswerKey(), 0
    lists = {name: file.data.get(name) for name in _LISTS}
    if not any(isinstance(entries, list) for entries in lists.values()):
        raise UnreadableFile("{problem} Your key was not changed.", problem=problems.found[0])
    for name, entries in lists.items():
        for raw in entries if isinstance(entries, list) else ():
            alone = TomlFile(file.name, {"format": file.data.get("format"), name: [raw]}, {})
            one = read_key(alone, lesson, ProblemList())
            if one is None:
                left_out += 1
            else:
                found = _joined(found, one)
    return OtherKey(file.name, found, left_out)


def _joined(found: AnswerKey, one: AnswerKey) -> AnswerKey:
    known = {each.id for each in found.annotations}
    new = tuple(each for each in one.annotations if each.id not in known)
    return AnswerKey(
        (*found.annotations, *new), (*found.links, *one.links), (*found.unscored, *one.unscored)
    )
