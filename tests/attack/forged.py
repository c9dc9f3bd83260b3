"""Files that say what is not so: each must be refused, and what was here must stay."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from annotator.domain.errors import AnnotatorError
from annotator.domain.lessons import Lesson
from annotator.files.sealing import new_private_key, public_key_of
from annotator.services.lessons import install_lesson
from annotator.services.ports import Ports
from tests.attack.readers import reader
from tests.attack.table import Attack, Row
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.unit.files.test_draft_file import Room

LESSON = sample_lesson.lesson()
ANN, EVE = (public_key_of(new_private_key()) for _ in range(2))
#: The points of Curve25519 whose order is small: whatever is sealed to one, everybody can open.
LOW_ORDER = tuple(
    bytes.fromhex(each)
    for each in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)


@dataclass(frozen=True)
class Forgery:
    """One forged thing; `tried` raises an AnnotatorError where it is refused as it must be."""

    name: str
    tried: Callable[[Path], object]


@contextmanager
def kept(ports: Ports, lesson: Lesson) -> Iterator[None]:
    """Fail unless a lesson is here after an attack as it was before it."""
    try:
        yield
    finally:
        with ports.store.reading() as unit:
            assert unit.lessons.find(lesson.id) == lesson, "the lesson that was here changed"


def _another_lesson(seal: bytes, own_seal: bytes, *, is_changed: bool) -> Callable[[Path], object]:
    """Return what installs a lesson of this seal over one of Ann's."""

    def tried(_folder: Path) -> object:
        ports = make_ports()
        hers = replace(LESSON, public_key=ANN)
        install_lesson(ports, hers)
        title = "Another" if is_changed else LESSON.title
        with kept(ports, hers):
            forged = replace(LESSON, title=title, public_key=seal)
            return install_lesson(ports, forged, own_seal=own_seal)

    return tried


def _weak_key(key: bytes) -> Callable[[Path], object]:
    def tried(folder: Path) -> object:
        one = reader("lesson")
        told = {**json.loads(one.sample()), "public_key": base64.b64encode(key).decode()}
        place = folder / one.file_name
        place.write_bytes(one.packed(json.dumps(told).encode()))
        return one.read(place)

    return tried


def _read(name: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    """Return what reads a sample in which something else stands."""

    def tried(folder: Path) -> object:
        one = reader(name)
        sample = one.sample()
        assert old in sample, name
        place = folder / one.file_name
        place.write_bytes(one.packed(sample.replace(old, new)))
        return one.read(place)

    return tried


def _foreign_feedback(folder: Path) -> object:
    """Check feedback that somebody signed who is not the teacher."""
    from annotator.files.feedback_file import FeedbackFiles, read_feedback
    from annotator.files.teacher_keys import TeacherKeys
    from tests.unit.files.test_feedback_file import FEEDBACK

    path = folder / "x.feedback"
    hers = replace(LESSON, public_key=ANN)
    FeedbackFiles(TeacherKeys(folder / "eve")).write(FEEDBACK, path, ANN)
    return read_feedback(path, [hers]).check(ANN)


def _in_her_name(folder: Path) -> object:
    """Bring an open draft that somebody else made, dated 2090, to who has a PIN."""
    room = Room(folder)
    hers = room.machine()
    room.forge(datetime(2090, 1, 1, tzinfo=UTC))
    return room.bring(hers, "2468")


def _opened_lock(folder: Path) -> object:
    """Say of a draft with a PIN that it has none."""
    room = Room(folder)
    path = room.forge(datetime(2026, 5, 4, tzinfo=UTC), pin="2468")
    path.write_bytes(path.read_bytes().replace(b" pin ", b" open ", 1))
    return room.files.read(path, room.lesson, "Ann Lee", "")


def _locked_feedback(folder: Path) -> object:
    """Read feedback without the lesson file."""
    from annotator.files.feedback_file import FeedbackFiles, read_feedback
    from annotator.files.teacher_keys import TeacherKeys
    from tests.unit.files.test_feedback_file import FEEDBACK

    path = folder / "x.feedback"
    FeedbackFiles(TeacherKeys(folder / "teacher")).write(FEEDBACK, path, ANN)
    return read_feedback(path, [LESSON])


FORGERIES: tuple[Forgery, ...] = (
    Forgery("no key over a teacher's key", _another_lesson(b"", b"", is_changed=True)),
    Forgery("no key over one's own key", _another_lesson(b"", ANN, is_changed=True)),
    Forgery("another key over a teacher's key", _another_lesson(EVE, b"", is_changed=True)),
    Forgery("another key, the same lesson", _another_lesson(EVE, b"", is_changed=False)),
    Forgery("another key over one's own key", _another_lesson(EVE, ANN, is_changed=True)),
    *(Forgery(f"a lesson key of low order, {n}", _weak_key(k)) for n, k in enumerate(LOW_ORDER, 1)),
    Forgery("a hand-in by the teacher", _read("hand-in", b"author:4d1c9a", b"author:teacher")),
    Forgery("a hand-in for nobody", _read("hand-in", b'"name":"Ana"', b'"name":" "')),
    Forgery("feedback of a stranger", _foreign_feedback),
    Forgery("feedback without the lesson file", _locked_feedback),
    Forgery("an open draft for who has a PIN", _in_her_name),
    Forgery("a draft whose lock is called open", _opened_lock),
    Forgery("a request of the year 1", _read("regrade", b"2026-05", b"0001-05")),
    Forgery("a member outside", _read("lesson", b"articles/01", b"../articl/01")),
    Forgery(
        "a class list of another kind", _read("class list", b"annotator-class", b"other-class")
    ),
)


def row_of(one: Forgery) -> Row:
    """Return what came of one forgery."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            one.tried(Path(folder))
            found = "taken in"
        except AnnotatorError as trouble:
            found = "refused" if str(trouble).strip() else "refused without a sentence"
        except Exception as trouble:  # noqa: BLE001  that is what is looked for
            found = f"{type(trouble).__name__}: {trouble}"
    return Row("forged", one.name, found, "refused", found == "refused")


def run(_short: bool) -> Sequence[Row]:
    """Try every forgery."""
    return [row_of(each) for each in FORGERIES]


ATTACK = Attack("forged", "files that say what is not so", run)
