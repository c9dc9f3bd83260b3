"""Who may come in: the teacher's area under its passphrase, and students where it has none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.files.atomic import write_private_whole
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import teacher_access
from annotator.services.ports import Ports
from annotator.services.teacher_access import MachineFacts, Teaching, WayIn
from annotator.settings import Policy, Settings, policy_path
from annotator.translation import _


@dataclass(frozen=True, slots=True)
class TeacherAccess:
    """What stands between a person and the teacher's area of a data folder.

    `settings` and `policy` are those at the start; who is asked later names the ones of now.
    """

    ports: Ports
    keys: TeacherKeys
    settings: Settings
    policy: Policy

    @property
    def has_passphrase(self) -> bool:
        """Return whether the area is under a passphrase."""
        return self.keys.has_passphrase

    @property
    def is_locked(self) -> bool:
        """Return whether the passphrase has to be given before hand-ins can be opened."""
        return self.keys.is_locked

    def unlock(self, passphrase: str) -> bool:
        """Open the area with its passphrase; return whether it was the right one."""
        return self.keys.unlock(passphrase)

    def unlock_with_code(self, code: str) -> bool:
        """Open the area with its recovery code; return whether it was the right one."""
        return self.keys.unlock_with_code(code)

    def lock(self) -> None:
        """Forget the key to the hand-ins until the passphrase is given again."""
        self.keys.lock()

    def set_passphrase(self, passphrase: str) -> str:
        """Put the area under a passphrase; return its new recovery code."""
        return self.keys.set_passphrase(passphrase)

    def facts(self, settings: Settings, policy: Policy) -> MachineFacts:
        """Return what decides on the way in.

        On the shared database of a department nothing tells which machine a student used.
        """
        is_here = not policy.database_url
        is_own = settings.no_passphrase
        with self.ports.store.reading() as unit:
            seen = settings.students_here or (is_here and teacher_access.has_students(unit))
            worked = seen and is_own and teacher_access.has_teachers_work(unit)
        may_go_without = policy.allows("no_passphrase") or settings.no_passphrase
        return MachineFacts(
            teaching=Teaching(policy.teaching),
            requires_passphrase=policy.require_passphrase or not may_go_without,
            has_passphrase=self.has_passphrase,
            is_own=is_own,
            is_demo=settings.is_demo,
            has_students=seen,
            has_teachers_work=worked,
        )

    def way_in(self, settings: Settings | None = None, policy: Policy | None = None) -> WayIn:
        """Return what stands between a person and the teacher's area."""
        return teacher_access.way_in(self.facts(settings or self.settings, policy or self.policy))

    def why_no_student(self, settings: Settings, policy: Policy) -> str:
        """Return why no student may sign in here; empty where one may."""
        with suppress(UnreadableFile):  # a damaged teacher's key is no student's trouble
            if teacher_access.is_for_one_teacher(self.facts(settings, policy)):
                return teacher_access.FOR_ONE_TEACHER
        return ""

    def require(self) -> None:
        """Raise NotAllowed or KeyLocked where keys and teachers' work must not be opened.

        A passphrase is asked for where there is one. A machine that nobody has used yet is
        taken for that of whoever asks.
        """
        closed = why_closed(self.way_in())
        if closed:
            raise NotAllowed("{sentence} Nothing was changed.", sentence=closed)
        if self.has_passphrase:
            self.keys.private_key()


def why_closed(way: WayIn) -> str:
    """Return the sentence for a way that is closed; empty where a person can open it."""
    return teacher_access.why_closed(way, str(policy_path()))


def write_recovery_code(folder: Path, code: str) -> Path:
    """Write the recovery code of the teacher's area into a folder; return where."""
    path = folder / "annotator-recovery-code.txt"
    text = _(
        "Recovery code of the teacher's area of Annotator\n\n{code}\n\nIt opens the area "
        "when the passphrase is forgotten. Keep it away from students.\n",
        code=code,
    )
    write_private_whole(path, text.encode("utf-8"))
    return path
