"""Typed preferences of this account, and the policy file that the school's IT writes.

Preferences live as JSON in the data folder. The policy is one TOML file for the whole machine:

    drop_folder = '\\\\server\\class-7b\\hand-ins'   # where students hand in
    data_dir = 'D:\\Annotator'                     # where all data is kept
    database_url = ''                             # a shared database for teachers
    require_passphrase = true                     # for the teacher's area, on every machine
    teaching = "never"                            # on students' machines; "allowed" on others
    drafts_to_drop_folder = true                  # unfinished work is kept there too, sealed
    locked = ["theme", "drop_folder"]             # what nobody may change here

    [settings]                                    # what a new account starts with
    theme = "high-contrast"

Nothing here can stop the program: whatever cannot be used is left out, with a sentence.
Only the cheapest of the standard library is imported, because the first window waits for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from annotator.translation import _

SETTINGS_NAME = "settings.json"
POLICY_NAME = "policy.toml"
#: Neither file has a reason to be larger, in bytes.
LARGEST_FILE = 256 * 1024
#: What `theme` can be; "system" follows the machine.
THEME_NAMES = ("system", "light", "dark", "high-contrast")
TEXT_SIZES = range(12, 33)
#: What a school can say of teaching on a machine.
TEACHING = ("never", "allowed")
#: After so many minutes without a key or a click the teacher's area can lock.
LOCK_MINUTES = range(1, 241)
LONGEST_TEXT = 4096


#: How articles can be set: typefaces, and the colours of their paper.
TYPEFACES = ("hyperlegible", "serif")
PAPERS = ("theme", "white", "cream", "grey", "dark")
SPACINGS = range(100, 201)
LINE_LENGTHS = range(36, 91)
#: Of so many students the reading help is kept; who was here longest ago goes first.
MOST_STUDENTS = 200


@dataclass(frozen=True, slots=True)
class ReadingHelp:
    """How one student likes to read; a text size of None is that of the program."""

    text_size: int | None = None
    spacing: int = 150
    letters: int = 68
    typeface: str = "hyperlegible"
    paper: str = "theme"
    ruler: bool = False
    boxes: bool = False
    line_numbers: bool = False
    together: bool = True


@dataclass(frozen=True, slots=True)
class StudentHelp:
    """The reading help of one student, who is named by a code that cannot be read."""

    student: str
    help: ReadingHelp


@dataclass(frozen=True, slots=True)
class Settings:
    """The preferences of one account; every field has a value that works."""

    theme: str = "system"
    text_size: int = 14
    drop_folder: Path | None = None
    remember_name: bool = False
    last_name: str = ""
    single_keys: bool = True
    selection_popup: bool = True
    window: str = ""
    #: Whether a teacher said that nobody else uses this machine, so that it needs no passphrase.
    no_passphrase: bool = False
    #: Whether somebody has signed in here as a student, and whether all of it is a demo's fiction.
    students_here: bool = False
    is_demo: bool = False
    #: After how many minutes without a touch the teacher's area locks.
    lock_after: int = 15
    #: After how many minutes without a touch a student is signed out; 0 is never.
    student_lock_after: int = 0
    reading: tuple[StudentHelp, ...] = ()

    def help_of(self, student: str) -> ReadingHelp:
        """Return how a student likes to read, or the usual."""
        return next((each.help for each in self.reading if each.student == student), ReadingHelp())

    def with_help(self, student: str, help_: ReadingHelp) -> Settings:
        """Return these settings with the reading help of a student."""
        others = [each for each in self.reading if each.student != student]
        return replace(self, reading=(*others, StudentHelp(student, help_))[-MOST_STUDENTS:])

    def without(self, names: Iterable[str]) -> Settings:
        """Return these settings without people: the last name, and how they like to read."""
        codes = {student_code(name) for name in names if name.strip()}
        kept = tuple(each for each in self.reading if each.student not in codes)
        is_gone = bool(self.last_name) and student_code(self.last_name) in codes
        return replace(self, reading=kept, last_name="" if is_gone else self.last_name)

    def named(self, name: str) -> Settings:
        """Return these settings with the last name, kept only where that is wanted."""
        return replace(self, last_name=name if self.remember_name else "")


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Policy:
    """What the school's IT decided for everybody on this machine."""

    drop_folder: Path | None = None
    data_dir: Path | None = None
    database_url: str = ""
    require_passphrase: bool = False
    #: What the school says of teaching here: nothing, "never" or "allowed".
    teaching: str = ""
    #: Whether unfinished work is kept in the drop folder too, sealed.
    drafts_to_drop_folder: bool = False
    locked: frozenset[str] = frozenset()
    starting: Mapping[str, Any] = field(default_factory=_nothing)

    def allows(self, name: str) -> bool:
        """Return whether a person may change the setting with this name here."""
        return name not in self.locked


def policy_path() -> Path:
    """Return where this machine's policy file would be."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"), "Annotator", POLICY_NAME)
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Annotator", POLICY_NAME)
    return Path("/etc/annotator", POLICY_NAME)


def load_policy(path: Path | None = None) -> tuple[Policy, tuple[str, ...]]:
    """Return the machine's policy, and a sentence for each thing in it that cannot be used."""
    path = path or policy_path()
    what = _("The school's settings file “{path}”", path=path)
    try:
        text = _read(path)
    except (OSError, ValueError) as trouble:
        return Policy(), (_unreadable(what, trouble),)
    if text is None:
        return Policy(), ()
    import tomllib  # only few machines have a policy

    from annotator.files.bounds import SETTINGS, TooMuch, check_toml

    try:
        check_toml(text, SETTINGS)
        raw: dict[str, Any] = tomllib.loads(text)
    except (TooMuch, ValueError, RecursionError) as trouble:  # also a number of too many digits
        return Policy(), (_unreadable(what, trouble),)
    starting = raw.pop("settings", {})
    policy, troubles = _checked(Policy(), raw, _POLICY_CHECKS, what)
    kept, more = _checked_values(starting, _SETTING_CHECKS, what)
    return replace(policy, starting=MappingProxyType(kept)), (*troubles, *more)


def load_settings(data_dir: Path, policy: Policy | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Return the preferences kept in a data folder, and a sentence for each unusable one.

    What the policy locks has the policy's value, whatever the file says.
    """
    policy = policy or Policy()
    start = replace(Settings(), **policy.starting)
    what = _("Your settings file “{data_dir}”", data_dir=data_dir / SETTINGS_NAME)
    import json  # here and below: the first window waits for every module

    try:
        text = _read(data_dir / SETTINGS_NAME)
        raw = {} if text is None else json.loads(_small(text))
    except (OSError, ValueError, RecursionError) as trouble:
        return start, (_unreadable(what, trouble),)
    if not isinstance(raw, dict):
        return start, (_unreadable(what, _("it holds no settings")),)
    mine = {name: value for name, value in raw.items() if policy.allows(name)}
    return _checked(start, mine, _SETTING_CHECKS, what)


def save_settings(data_dir: Path, settings: Settings) -> None:
    """Write the preferences whole or not at all; raise StorageTrouble if it cannot be."""
    import json

    from annotator.files.atomic import write_private_whole

    values = {
        name: str(value) if isinstance(value, Path) else value
        for name, value in asdict(settings).items()
        if value is not None
    }
    packed = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
    write_private_whole(data_dir / SETTINGS_NAME, packed.encode("utf-8"))


def student_code(name: str) -> str:
    """Return a code for a student's name, the same however it is typed."""
    # Only now: the first window waits for every module.
    import hashlib

    from annotator.domain.classes import key_of_name

    return hashlib.sha256(key_of_name(name).encode("utf-8")).hexdigest()[:24]


def forget_names(data_dir: Path, names: Iterable[str]) -> None:
    """Take people out of the settings file; raise StorageTrouble if it cannot be written."""
    kept, _unused = load_settings(data_dir)
    fewer = kept.without(names)
    if fewer != kept:
        save_settings(data_dir, fewer)


# -- what comes from outside -----------------------------------------------------------------


def _read(path: Path) -> str | None:
    """Return the text of a small file, or None where there is none."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if len(data) > LARGEST_FILE:
        raise ValueError("it is far too large")
    return data.decode("utf-8-sig")


def _small(text: str) -> str:
    """Return the text of the preferences; raise ValueError if it holds far more than these."""
    from annotator.files.bounds import SETTINGS, TooMuch, check_json

    try:
        check_json(text.encode("utf-8"), SETTINGS)
    except TooMuch as trouble:
        raise ValueError(str(trouble)) from trouble
    return text


def _unreadable(what: str, trouble: object) -> str:
    if isinstance(trouble, OSError):
        reason = trouble.strerror or _("it cannot be opened")
    elif isinstance(trouble, UnicodeDecodeError | RecursionError):
        reason = _("it is damaged")
    else:
        reason = str(trouble).splitlines()[0].rstrip(".")
    return _(
        "{what} could not be read ({reason}). The usual settings are used; no work is touched.",
        what=what,
        reason=reason,
    )


Check = Callable[[Any], Any]
Checked = TypeVar("Checked", Settings, Policy)


def _checked(
    start: Checked, raw: Mapping[str, Any], checks: Mapping[str, Check], what: str
) -> tuple[Checked, tuple[str, ...]]:
    """Return `start` with the values that pass their check, and a sentence for each other."""
    kept, troubles = _checked_values(raw, checks, what)
    return replace(start, **kept), troubles


def _checked_values(
    raw: Any, checks: Mapping[str, Check], what: str
) -> tuple[dict[str, Any], tuple[str, ...]]:
    if not isinstance(raw, dict):
        return {}, (_("{what}: “settings” is not a table, so it is left out.", what=what),)
    kept: dict[str, Any] = {}
    troubles: list[str] = []
    for name, value in raw.items():
        if name not in checks:
            continue  # a newer version of the program knows what it is
        try:
            kept[name] = checks[name](value)
        except ValueError as wanted:
            troubles.append(
                _(
                    "{what}: “{name}” has to be {wanted}. The usual value is used instead.",
                    what=what,
                    name=name,
                    wanted=wanted,
                )
            )
    return kept, tuple(troubles)


def _word(*allowed: str) -> Check:
    """Return what lets some words pass and nothing else."""

    def check(value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise ValueError("one of " + ", ".join(allowed))

    return check


def _whole(allowed: range, also: int | None = None) -> Check:
    """Return what lets whole numbers of a range pass, and perhaps one more."""

    def check(value: Any) -> int:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if is_number and (value in allowed or value == also):
            return int(value)
        more = "" if also is None else f", or {also}"
        raise ValueError(f"a whole number from {allowed.start} to {allowed.stop - 1}{more}")

    return check


def _folder(value: Any) -> Path | None:
    if value == "":
        return None
    with suppress(RuntimeError, ValueError):  # no text, or ~ with a name that nobody has here
        if "\0" not in _text(value):
            return Path(os.path.expandvars(value)).expanduser()
    raise ValueError("the path of a folder in quotation marks")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _text(value: Any) -> str:
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        with suppress(UnicodeEncodeError):  # half a letter, which no file can hold
            value.encode("utf-8")
            return value
    raise ValueError("a short text in quotation marks")


def _reading(value: Any) -> tuple[StudentHelp, ...]:
    """Return what can be used of each student's reading help."""
    if not isinstance(value, list):
        raise ValueError("a list")
    found: list[StudentHelp] = []
    for each in value[-MOST_STUDENTS:]:
        student = each.get("student") if isinstance(each, dict) else None
        if isinstance(student, str) and 0 < len(student) <= 64:
            kept, _unused = _checked_values(each.get("help"), _HELP_CHECKS, "")
            found.append(StudentHelp(student, ReadingHelp(**kept)))
    return tuple(found)


def _setting_names(value: Any) -> frozenset[str]:
    known = {each.name for each in fields(Settings)}
    if isinstance(value, list) and all(isinstance(n, str) and n in known for n in value):
        return frozenset(value)
    raise ValueError("a list of " + ", ".join(sorted(known)))


_HELP_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "text_size": _whole(TEXT_SIZES),
        "spacing": _whole(SPACINGS),
        "letters": _whole(LINE_LENGTHS),
        "typeface": _word(*TYPEFACES),
        "paper": _word(*PAPERS),
        "ruler": _flag,
        "boxes": _flag,
        "line_numbers": _flag,
        "together": _flag,
    }
)
_SETTING_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "theme": _word(*THEME_NAMES),
        "text_size": _whole(TEXT_SIZES),
        "drop_folder": _folder,
        "remember_name": _flag,
        "last_name": _text,
        "single_keys": _flag,
        "selection_popup": _flag,
        "window": _text,
        "no_passphrase": _flag,
        "students_here": _flag,
        "is_demo": _flag,
        "lock_after": _whole(LOCK_MINUTES),
        "student_lock_after": _whole(LOCK_MINUTES, also=0),
        "reading": _reading,
    }
)
_POLICY_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "drop_folder": _folder,
        "data_dir": _folder,
        "database_url": _text,
        "require_passphrase": _flag,
        "teaching": _word(*TEACHING),
        "drafts_to_drop_folder": _flag,
        "locked": _setting_names,
    }
)
