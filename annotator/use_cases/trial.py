"""Try a lesson as a student, on a database that lives no longer than that."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import paths
from annotator.domain.errors import StorageTrouble
from annotator.files.hand_in_file import SealedHandIns
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.lessons import install_lesson
from annotator.services.ports import Ports, Store
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from annotator.translation import N_, _

if TYPE_CHECKING:
    from annotator.domain.lessons import Lesson

#: Who reads a lesson that is only tried.
READER = N_("You, as a student")


@dataclass(frozen=True, slots=True)
class TrialLesson:
    """A lesson that is tried as a student; nothing of it is kept."""

    session: ReadingSession
    store: Store
    folder: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        """Let everything go that was done in the trial."""
        self.store.close()
        self.folder.cleanup()


def open_trial(lesson: Lesson, open_store: Callable[[Path], Store]) -> TrialLesson:
    """Open a lesson in a database of its own, apart from all that is kept."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="annotator-trial-", ignore_cleanup_errors=True)
    except OSError as trouble:
        raise StorageTrouble(
            "The lesson could not be tried: there is no room for it ({reason}). "
            "Nothing was changed. Make room on the disk, then try again.",
            reason=trouble.strerror,
        ) from trouble
    place = Path(folder.name)
    store = open_store(place / paths.DATABASE_NAME)
    ports = Ports(
        store=store,
        hand_in_files=SealedHandIns(TeacherKeys(place), _new_id),
        now=partial(datetime.now, UTC),
        new_id=_new_id,
    )
    install_lesson(ports, lesson)
    return TrialLesson(ReadingSession(ports, lesson, sign_in(ports, _(READER))), store, folder)


def _new_id() -> str:
    return uuid.uuid4().hex
