"""The folder of a demo: told from every other folder, and never emptied over somebody's work."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from annotator.domain.errors import BadInput, FolderInUse
from annotator.files.atomic import write_whole
from annotator.paths import DATABASE_NAME
from annotator.translation import N_, _
from annotator.use_cases.exclusive import LOCK_NAME, Exclusive

#: The file that tells a demo's folder from others.
MARKER = "annotator-demo.txt"
_SENTENCE = N_("This folder was made by “annotator demo”, which can make it anew.")


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What a demo is played with; the same gives the same class."""

    students: int
    seed: int
    version: str


class DemoFolder:
    """A folder in which a demo lies or will lie."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.data = place / "data"
        self.hand_ins = place / "hand-ins"
        self.worksheets = place / "worksheets"
        self._marker = place / MARKER

    def keeps(self, wanted: DemoPlan, *, fresh: bool = False) -> bool:
        """Return whether the demo that is here stays; False where it is to be played.

        Raise BadInput where the folder is no demo's, or where another class was asked for than
        the one that somebody has worked with.
        """
        if self.place.exists() and not self.place.is_dir():
            raise BadInput("“{place}” is a file. Name a folder for the demo.", place=self.place)
        if not self.place.is_dir() or not any(self.place.iterdir()):
            return False
        if not self._marker.is_file():
            raise BadInput(
                "The folder “{place}” holds other things, so the demo was not played "
                "there. Nothing was changed. Name a new folder with --out.",
                place=self.place,
            )
        told = self._told()
        if fresh or told.get("unfinished") or not (self.data / DATABASE_NAME).is_file():
            return False
        plan = told.get("plan", asdict(wanted))  # unknown where a version before this made it
        made, now = told.get("files", {}), self._files()
        if all(made.get(name) == digest for name, digest in now.items()):
            return bool(plan == asdict(wanted)) and made.keys() == now.keys()
        if (plan["students"], plan["seed"]) != (wanted.students, wanted.seed):
            raise BadInput(
                "Somebody has worked with the demo in “{place}”, and it is another "
                "class than the one asked for. Nothing was changed. Name a new folder "
                "with --out, or add --fresh to delete that work and make the demo anew.",
                place=self.place,
            )
        return True

    @contextmanager
    def made_anew(self, plan: DemoPlan) -> Iterator[None]:
        """Empty the folder of an earlier demo, then hold it while it is filled.

        Raise FolderInUse where the app is open on it; nothing is changed then.
        """
        try:
            lock = Exclusive.take(self.data)
        except FolderInUse as taken:
            raise FolderInUse(
                "The app is open on the demo in “{place}”. Nothing was changed. Close "
                "it first, or name a new folder with --out.",
                place=self.place,
            ) from taken
        try:
            self._tell({"unfinished": True})
            self._empty()
            yield
            self._tell({"plan": asdict(plan), "files": self._files()})
        finally:
            lock.release()

    def _empty(self) -> None:
        for part in (self.hand_ins, self.worksheets):
            if part.is_dir():
                shutil.rmtree(part)
        for path in self.data.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK_NAME:  # it is held
                path.unlink()

    def _tell(self, told: dict[str, object]) -> None:
        write_whole(self._marker, f"{_(_SENTENCE)}\n{json.dumps(told)}\n".encode())

    def _told(self) -> dict[str, Any]:
        """Return what the marker tells; nothing where a version before this one made it."""
        try:
            _unused, _unused, rest = self._marker.read_text(encoding="utf-8").partition("\n")
            told = json.loads(rest)
        except (OSError, ValueError):
            return {}
        is_ours = isinstance(told, dict) and ("unfinished" in told or "plan" in told)
        return told if is_ours else {}

    def _files(self) -> dict[str, str]:
        """Return the digest of every file that says whether somebody has worked here."""
        return {
            path.relative_to(self.place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for part in (self.data, self.hand_ins, self.worksheets)
            for path in sorted(part.rglob("*"))
            if path.is_file() and not _is_passing(path, self.data)
        }


def _is_passing(path: Path, data: Path) -> bool:
    """Return whether a file comes and goes by itself and holds nobody's work."""
    empty_log = path.name.endswith(("-wal", "-shm")) and not (
        path.name.endswith("-wal") and path.stat().st_size
    )
    is_copy = path.parent == data / "backups" and path.name.startswith("annotator-")
    return path.name == LOCK_NAME or path.suffix == ".log" or empty_log or is_copy
