"""Every reader of what comes from outside, each with a real sample of its kind.

A reader takes the path of a file and may raise an AnnotatorError and nothing else. `packed`
turns what stands inside a sample into a file: a forger seals, signs and zips like anybody.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nacl.secret import SecretBox

from annotator.domain.errors import UnreadableFile
from annotator.files.sealing import (
    class_key,
    fingerprint,
    key_name,
    lock_with,
    practice_private_key,
    public_key_of,
    seal,
)
from annotator.files.teacher_keys import TeacherKeys
from annotator.paths import lessons_dir, resources_dir
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.unit.files import samples, source_folder
from tests.unit.files.importing import made_files

PRACTICE = public_key_of(practice_private_key())
LESSON = sample_lesson.lesson()


def _same(payload: bytes) -> bytes:
    return payload


@dataclass(frozen=True)
class Reader:
    """One way in: the name of its files, a sample of what stands in them, and what reads them."""

    name: str
    file_name: str
    sample: Callable[[], bytes]
    read: Callable[[Path], object]
    packed: Callable[[bytes], bytes] = _same


# -- sealed and signed files -------------------------------------------------------------------


def _hand_in() -> bytes:
    from annotator.files.hand_in_record import record_of

    record = record_of(samples.full_hand_in(), "0.1.0")
    return record.model_dump_json(exclude_none=True).encode()


def sealed_hand_in(payload: bytes) -> bytes:
    """Return a hand-in file with this inside, sealed to the published key."""
    sealed = seal(payload, PRACTICE)
    return f"annotator-hand-in 1\n{fingerprint(PRACTICE)} {len(sealed)}\n".encode() + sealed


def _read_hand_in(path: Path) -> object:
    from annotator.files.hand_in_file import SealedHandIns

    return SealedHandIns(_keys(), lambda: "1").read(path)


@cache
def _keys() -> TeacherKeys:
    return TeacherKeys(Path(tempfile.gettempdir(), "no-folder-of-any-teacher"))


_DRAFT_KEY = bytes(range(32))
_DRAFT_NOTE = json.dumps(
    {
        "name": "Ana",
        "lesson": LESSON.id,
        "percent": 5,
        "annotations": 1,
        "changed": "2026-05-04T12:00:00Z",
        "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    }
).encode()


def sealed_draft(payload: bytes, note: bytes = _DRAFT_NOTE) -> bytes:
    """Return a draft that the teacher can open, with this inside."""
    told, locked = seal(note, PRACTICE), bytes(72)
    head = f"annotator-draft 1\n{fingerprint(PRACTICE)} open {'0' * 32} {len(told)} {len(locked)}\n"
    return head.encode() + told + locked + bytes(SecretBox(_DRAFT_KEY).encrypt(payload))


def _read_draft(path: Path) -> object:
    from annotator.files.draft_file import SealedDrafts

    files = SealedDrafts(_keys())
    return files.note(path), files.read_as_teacher(path)


def _feedback() -> bytes:
    from annotator.files.feedback_file import record_of
    from tests.unit.files.test_feedback_file import FEEDBACK

    return record_of(FEEDBACK).model_dump_json().encode()


def signed_feedback(payload: bytes) -> bytes:
    """Return a feedback file with this inside and a signature of nobody."""
    head = f"annotator-feedback 1\n{fingerprint(PRACTICE)} {'0' * 128} {len(payload)}\n"
    return head.encode() + payload


def locked_feedback(payload: bytes) -> bytes:
    """Return a feedback file that everybody with the lesson can open, with this inside."""
    secret = class_key("canteen", b"")
    locked = lock_with(secret, bytes(64) + payload)
    return f"annotator-feedback 2\n{key_name(secret)} {len(locked)}\n".encode() + locked


def _read_feedback(path: Path) -> object:
    from annotator.files.feedback_file import read_feedback
    from tests.fakes import sample_lesson

    return read_feedback(path, [sample_lesson.lesson()])


def _regrade() -> bytes:
    return b'{"format": 1, "hand_in": "h1", "at": "2026-05-04T12:00:00Z", "text": "Look again."}'


def sealed_regrade(payload: bytes) -> bytes:
    """Return a request to look again with this inside, sealed to the published key."""
    sealed = seal(payload, PRACTICE)
    return f"annotator-regrade 1\n{fingerprint(PRACTICE)} {len(sealed)}\n".encode() + sealed


def _read_regrade(path: Path) -> object:
    from annotator.files.regrade_file import read_request

    return read_request(path, _keys())


# -- lessons -----------------------------------------------------------------------------------


@cache
def _members() -> dict[str, bytes]:
    from annotator.files.lesson_package import package_bytes

    with zipfile.ZipFile(io.BytesIO(package_bytes(LESSON))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_with(name: str) -> Callable[[bytes], bytes]:
    """Return what packs a lesson in which one member is another."""

    def packed(payload: bytes) -> bytes:
        from annotator.files.guarded_zip import write_zip

        members = {**_members(), name: payload}
        members.pop("checksums.json", None)
        sums = {each: hashlib.sha256(data).hexdigest() for each, data in sorted(members.items())}
        return write_zip({**members, "checksums.json": json.dumps(sums).encode()})

    return packed


def _class_list() -> bytes:
    return json.dumps(
        {
            "kind": "annotator-class",
            "format": 1,
            "id": "c1",
            "name": "7B",
            "students": [{"code": "7B-01", "name": "Ana", "byCode": False}],
            "dropFolder": "/srv/drop",
            "keepsDrafts": True,
            "due": "2026-05-04T12:00:00Z",
        }
    ).encode()


def _read_package(path: Path) -> object:
    from annotator.files.lesson_package import read_class_package

    return read_class_package(path)


def _whole_package() -> bytes:
    from annotator.files.lesson_package import package_bytes

    return package_bytes(LESSON)


def _source(name: str, text: str) -> tuple[Callable[[], bytes], Callable[[Path], object]]:
    """Return the sample and the reader of one file of a lesson folder."""

    def read(path: Path) -> object:
        from annotator.files.lesson_source import read_source

        with tempfile.TemporaryDirectory() as made:
            folder = source_folder.SourceFolder(Path(made))
            place = folder.schemes.parent if name.startswith("schemes/") else folder.lesson
            place /= name
            place.write_bytes(path.read_bytes())
            return read_source(folder.lesson, folder.schemes)

    return text.encode, read


def _read_other_key(path: Path) -> object:
    from annotator.use_cases.drafting import other_key

    return other_key(make_ports(), path, _shipped())


@cache
def _shipped() -> object:
    from annotator.files.lesson_source import read_source

    return read_source(lessons_dir() / "warm-up", resources_dir() / "schemes")[0]


def _shipped_key() -> bytes:
    return (lessons_dir() / "warm-up" / "key.toml").read_bytes()


# -- classes, keys and settings ----------------------------------------------------------------


def _roster() -> bytes:
    return "student_id,last_name,first_name,email\n7,Müller,Ana,a@b.example\n8,Lee,Bo,\n".encode()


def _read_roster(path: Path) -> object:
    from annotator.files.roster import read_roster

    return read_roster(path)


def _worksheet() -> bytes:
    return (
        "Identifier,Full name,Status,Grade,Maximum grade,Last modified (grade)\n"
        "Participant 7,Ana Müller,Submitted,,96,-\n"
    ).encode()


def _standards() -> bytes:
    return b"set,code,text\nCCSS,RI.8.9,Compare texts.\n"


def _read_standards(path: Path) -> object:
    from annotator.files.standards_csv import read_standards

    return read_standards((path.parent,))


def _comments() -> bytes:
    return b"category;comment\nL;Say why.\n;Look at the verb.\n"


def _read_comments(path: Path) -> object:
    from annotator.files.limits import MEGABYTE, read_text_limited
    from annotator.services.comments import import_comments

    return import_comments(make_ports(), LESSON.scheme, read_text_limited(path, MEGABYTE))


def _teacher_key() -> bytes:
    from annotator.files.key_lock import Opener, Strength, locked

    return locked(practice_private_key(), {Opener.PASSPHRASE: "open"}, Strength(1, 8192)).to_bytes()


def _read_teacher_key(path: Path) -> object:
    keys = TeacherKeys(path.parent, ask=lambda: "open")
    return keys.public_key(), keys.private_key()


def _settings() -> bytes:
    return json.dumps(
        {
            "theme": "dark",
            "text_size": 16,
            "drop_folder": "/srv/drop",
            "last_name": "Ana",
            "reading": [{"student": "a1", "help": {"spacing": 150, "paper": "cream"}}],
        }
    ).encode()


def _read_settings(path: Path) -> object:
    from annotator.settings import load_settings, save_settings

    settings, troubles = load_settings(path.parent)
    with tempfile.TemporaryDirectory() as folder:
        save_settings(Path(folder), settings)
    return settings, troubles


def _policy() -> bytes:
    return (
        b"drop_folder = '/srv/drop'\nrequire_passphrase = true\nlocked = ['theme']\n"
        b"[settings]\ntheme = 'dark'\n"
    )


def _read_policy(path: Path) -> object:
    from annotator.settings import load_policy

    return load_policy(path)


def _read_presets(path: Path) -> object:
    from annotator.files.rubric_presets import read_presets

    return read_presets(path)


def _presets() -> bytes:
    return (resources_dir() / "rubrics" / "presets.toml").read_bytes()


def _scored() -> bytes:
    return b'{"text": "a greedy cook", "annotations": [{"category": "l", "start": 2, "end": 8}]}'


def _read_scored(path: Path) -> object:
    from annotator.files.score_json import read_score_files

    return read_score_files(path, path)


# -- articles from other programs --------------------------------------------------------------


def _made(write: Callable[[Path], Path], name: str) -> Callable[[], bytes]:
    def sample() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            return write(Path(folder, name)).read_bytes()

    return sample


@cache
def _importer() -> object:
    from annotator.use_cases.article_import import ArticleImporter

    return ArticleImporter()


def read_article(path: Path) -> object:
    """Import one file as the program does, in the process that reads a batch."""
    return _importer().page_of_file(path)


def let_go() -> None:
    """End the process that reads articles, so that what it cost is known."""
    _importer().close()


_MHTML = (
    b"From: <Saved>\r\nSnapshot-Content-Location: https://a.example/1\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
    b"charset=utf-8\r\n\r\n" + made_files.WEB_PAGE.encode() + b"\r\n--b--\r\n"
)
_STORY = "\n\n".join(made_files.STORY)
_MARKDOWN = f"---\ntitle: Tower\n---\n# Tower leans\n\n{_STORY}\n\n- [a link](https://a.example)\n"


def _sourced(reader: str, name: str, text: str) -> Reader:
    sample, read = _source(name, text)
    return Reader(reader, Path(name).name, sample, read)


READERS: tuple[Reader, ...] = (
    Reader("hand-in", "x.handin", _hand_in, _read_hand_in, sealed_hand_in),
    Reader("hand-in file", "x.handin", lambda: sealed_hand_in(_hand_in()), _read_hand_in),
    Reader("draft", "x.draft", _hand_in, _read_draft, sealed_draft),
    Reader("draft file", "x.draft", lambda: sealed_draft(_hand_in()), _read_draft),
    Reader(
        "draft note", "x.draft", lambda: _DRAFT_NOTE, _read_draft, lambda n: sealed_draft(b"", n)
    ),
    Reader("feedback", "x.feedback", _feedback, _read_feedback, locked_feedback),
    Reader("feedback file", "x.feedback", lambda: locked_feedback(_feedback()), _read_feedback),
    Reader("feedback of form 1", "x.feedback", _feedback, _read_feedback, signed_feedback),
    Reader("regrade", "x.regrade", _regrade, _read_regrade, sealed_regrade),
    Reader(
        "lesson",
        "x.lesson",
        lambda: _members()["lesson.json"],
        _read_package,
        package_with("lesson.json"),
    ),
    Reader("lesson file", "x.lesson", _whole_package, _read_package),
    Reader("class list", "x.lesson", _class_list, _read_package, package_with("class.json")),
    _sourced("lesson.toml", "lesson.toml", source_folder.LESSON),
    _sourced("key.toml", "key.toml", source_folder.KEY),
    _sourced("article source", "articles/01-bugle.md", source_folder.BUGLE),
    _sourced("scheme", "schemes/small.toml", source_folder.SCHEME),
    Reader("key to merge", "other.toml", _shipped_key, _read_other_key),
    Reader("rubric presets", "presets.toml", _presets, _read_presets),
    Reader("roster", "class.csv", _roster, _read_roster),
    Reader("gradebook", "grades.csv", _worksheet, _read_roster),
    Reader("standards", "own.csv", _standards, _read_standards),
    Reader("comment bank", "comments.csv", _comments, _read_comments),
    Reader("teacher.key", "teacher.key", _teacher_key, _read_teacher_key),
    Reader("settings", "settings.json", _settings, _read_settings),
    Reader("policy", "policy.toml", _policy, _read_policy),
    Reader("score", "x.json", _scored, _read_scored),
    Reader("text", "x.txt", _STORY.encode, read_article),
    Reader("Markdown", "x.md", _MARKDOWN.encode, read_article),
    Reader("web page", "x.html", made_files.WEB_PAGE.encode, read_article),
    Reader("saved page", "x.mhtml", lambda: _MHTML, read_article),
    Reader("Word", "x.docx", _made(made_files.write_docx, "x.docx"), read_article),
    Reader("PDF", "x.pdf", _made(made_files.write_pdf, "x.pdf"), read_article),
)


def reader(name: str) -> Reader:
    """Return a reader by its name."""
    found = next((each for each in READERS if each.name == name), None)
    if found is None:
        raise UnreadableFile(f"no reader {name}")
    return found
