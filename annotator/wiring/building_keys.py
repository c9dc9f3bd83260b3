"""A second answer key for a lesson that is being built: from a key file or from a hand-in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import UnreadableFile
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.files.key_source import read_key
from annotator.files.lesson_source_problems import ProblemList, TomlFile
from annotator.services.merging_keys import key_of_work
from annotator.services.ports import Ports

HAND_IN_SUFFIX = ".handin"
_LISTS = ("annotations", "sentences", "links")


@dataclass(frozen=True, slots=True)
class OtherKey:
    """Somebody else's key on the same articles: whose, and how much of it found no place."""

    name: str
    key: AnswerKey
    left_out: int = 0


def other_key(ports: Ports, path: Path, lesson: Lesson) -> OtherKey:
    """Return the key in a file; raise a trouble with a sentence where nothing in it fits."""
    if path.suffix.casefold() == HAND_IN_SUFFIX:
        hand_in = ports.hand_in_files.read(path).hand_in
        work = key_of_work(lesson, hand_in.annotations, hand_in.links)
        found = OtherKey(hand_in.student_name, work.key, work.left_out)
    else:
        found = _in_key_file(path, lesson)
    if not (found.key.annotations or found.key.unscored):
        raise UnreadableFile(
            f"“{path.name}” has nothing on the articles of this lesson, so there is nothing to "
            "merge. Your key was not changed. Choose a key or a hand-in of the same lesson."
        )
    return found


def _in_key_file(path: Path, lesson: Lesson) -> OtherKey:
    problems = ProblemList()
    text = problems.read_text(path.parent, path.name)
    file = None if text is None else problems.read_toml(path.name, text)
    if file is None:
        raise UnreadableFile(f"{problems.found[0]} Your key was not changed.")
    key = read_key(file, lesson, problems)
    if key is not None:
        return OtherKey(path.name, key)
    return _what_fits(file, lesson, problems)


def _what_fits(file: TomlFile, lesson: Lesson, problems: ProblemList) -> OtherKey:
    """Return the entries that fit the lesson one by one."""
    found, left_out = AnswerKey(), 0
    lists = {name: file.data.get(name) for name in _LISTS}
    if not any(isinstance(entries, list) for entries in lists.values()):
        raise UnreadableFile(f"{problems.found[0]} Your key was not changed.")
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
