"""Find the files of one person: by what stands in them, else by the name that they bear."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotator.domain.classes import key_of_name
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import HandInId
from annotator.domain.lessons import Lesson
from annotator.files import draft_file, feedback_file, hand_in_places, regrade_file
from annotator.files.draft_file import mark_of
from annotator.files.feedback_file import read_feedback
from annotator.files.regrade_file import read_request
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.ports import HandInFiles
from annotator.services.privacy import FoundFiles, KnownPerson

#: What a write that was broken off has left in the program's own folders.
_UNFINISHED = re.compile(r"\.[0-9a-f]{16}\.part")
#: File names shorten names; a part that is at least so long is enough to tell.
_TELLING = 30


class FilesOfPeople:
    """Hand-ins, drafts, requests, feedback and PDFs, in drop folders and the program's own."""

    def __init__(
        self,
        data_folder: Path,
        hand_ins: HandInFiles,
        keys: TeacherKeys,
        read_lessons: Callable[[], Sequence[Lesson]] = tuple,
    ) -> None:
        """Look with a teacher's keys; what they do not open is told by its name alone.

        The lessons open the feedback that was returned on them.
        """
        self._own = data_folder
        self._returned = data_folder / "returned"
        self._hand_ins = hand_ins
        self._keys = keys
        self._read_lessons = read_lessons

    def find(self, folders: Sequence[Path], person: KnownPerson) -> FoundFiles:
        """Return a person's files in drop folders and in the program's own; no one else's."""
        names = _NamesInFiles(person)
        marks = {mark_of(key) for key in person.name_keys}
        own = dict.fromkeys(_leftovers(self._own))
        named = []
        lessons = self._read_lessons()
        for path in (*_inside(folders), *_tree(self._returned)):
            is_own = self._is_own(path, person, marks, lessons)
            if is_own or (is_own is None and path.stem in names and self._is_ours(path)):
                own[path] = None
            elif is_own is None and path.stem in names:
                named.append(path)
        return FoundFiles(tuple(own), tuple(named))

    def _is_own(
        self, path: Path, person: KnownPerson, marks: set[str], lessons: Sequence[Lesson]
    ) -> bool | None:
        """Return whether a file says that it is a person's; None where it cannot tell."""
        suffix = path.suffix.lower()
        twin = path.with_suffix(feedback_file.SUFFIX)
        try:
            if suffix == draft_file.SUFFIX:
                return path.stem.rpartition("_")[2] in marks
            if suffix == hand_in_places.SUFFIX:
                found = self._hand_ins.read(path).hand_in
                return _is_of(found.id, found.student_name, person)
            if suffix == regrade_file.SUFFIX:
                return read_request(path, self._keys).hand_in_id in person.hand_ins
            if suffix == feedback_file.SUFFIX or twin.is_file():
                told = read_feedback(twin, lessons).feedback
                return _is_of(told.hand_in_id, told.student_name, person)
        except (AnnotatorError, OSError):
            return None
        return None

    def _is_ours(self, path: Path) -> bool:
        """Return whether a file that nobody here can open is sure to be the program's own."""
        if path.is_relative_to(self._returned):
            return True
        is_sealed = path.suffix.lower() in (hand_in_places.SUFFIX, regrade_file.SUFFIX)
        # With the passphrase it could be read, so it is sealed for this teacher.
        return is_sealed and self._keys.is_locked


def _is_of(hand_in_id: HandInId, name: str, person: KnownPerson) -> bool:
    return hand_in_id in person.hand_ins or key_of_name(name) in person.name_keys


class _NamesInFiles:
    """Tells whether a part of a file's name is one of a person's names, as file names write it."""

    def __init__(self, person: KnownPerson) -> None:
        typed = [n for n in (*person.names, *person.codes) if key_of_name(n) in person.name_keys]
        self._forms = {form for name in typed for form in (_letters(name), _plain_letters(name))}
        self._forms.discard("")

    def __contains__(self, stem: str) -> bool:
        # The lesson stands first, and a student can be called like one.
        return any(self._is_name(_letters(part)) for part in stem.split("_")[1:])

    def _is_name(self, part: str) -> bool:
        is_cut = len(part) >= _TELLING
        return part in self._forms or (is_cut and any(f.startswith(part) for f in self._forms))


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


def _plain_letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _letters(plain)


def _inside(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that lie in some folders; a folder that cannot be listed has none."""
    for folder in folders:
        try:
            yield from sorted(path for path in folder.iterdir() if path.is_file())
        except OSError:
            continue


def _tree(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _leftovers(folder: Path) -> Iterator[Path]:
    """Yield what broken-off writes have left in the data folder and in what was returned."""
    for path in (*_inside([folder]), *_tree(folder / "returned")):
        if _UNFINISHED.fullmatch(path.name):
            yield path
