"""What can go wrong in the world, as one clear sentence for a person.

These are not bugs: each is raised with a message that says what happened, what was
kept and what to do next. Anything else that escapes is a defect of the program.
"""

from __future__ import annotations

import errno


class AnnotatorError(Exception):
    """A trouble of the world, told in a sentence that a person can act on."""


class BadInput(AnnotatorError):
    """A file or a value from outside that cannot be used as it is."""


class UnreadableFile(BadInput):
    """A file that is missing, damaged, too large or of another kind."""


class TamperedFile(UnreadableFile):
    """A sealed file that was changed after it was sealed."""


class QuoteNotFound(BadInput):
    """A quotation that does not occur in the article it should come from."""


class QuoteNotUnique(BadInput):
    """A quotation that occurs more than once, so that its place is unknown."""


class UnknownThing(BadInput):
    """A lesson, article, category or student that nobody knows by this name."""


class WrongLesson(BadInput):
    """A hand-in that belongs to another lesson or to a changed article."""


class NotAllowed(AnnotatorError):
    """A request that the rules of the lesson do not allow, such as an empty span."""


class AnotherTeacher(NotAllowed):
    """A lesson that another teacher made is to take the place of one that is here."""


class KeyLocked(NotAllowed):
    """The teacher's private key is needed, and its passphrase was not given."""


class StorageTrouble(AnnotatorError):
    """A database or disk that cannot be read or written."""


class NewerData(StorageTrouble):
    """A database or file written by a newer version of the program."""


class NotInstalled(AnnotatorError):
    """A part of the program that the set on this machine does not have."""


class FolderInUse(StorageTrouble):
    """A data folder in which another copy of the program is at work."""


class ChangedMeanwhile(AnnotatorError):
    """A hand-in that somebody else decided about since it was last read here."""


def system_trouble(trouble: OSError) -> StorageTrouble:
    """Return the sentence for what the system refused, wherever nobody said it better."""
    place = f" “{trouble.filename}”" if trouble.filename else ""
    kept = "What was stored before is kept."
    reasons = {
        errno.ENOSPC: f"The disk is full, so{place or ' this'} could not be written. {kept} Make "
        "room, then try again.",
        errno.EROFS: f"The disk is read-only, so{place or ' this'} could not be written. {kept} "
        "Choose another folder.",
        errno.ENAMETOOLONG: f"A name or a path is longer than this system allows. {kept} Choose a "
        "shorter one.",
        errno.EACCES: f"This account may not use{place or ' the file'}. {kept} Choose another "
        "folder.",
        errno.ENOENT: f"There is no file or folder{place or ' of this name'}. {kept} Look whether "
        "its disk, stick or share is there, then try again.",
        errno.ENOTDIR: f"A part of the path{place} is a file, not a folder. {kept} Choose another.",
        errno.EISDIR: f"The path{place} is a folder, not a file. {kept} Choose another.",
        errno.EEXIST: f"There is a file in the way{place and f' at{place}'}. {kept} Choose another "
        "place.",
    }
    reasons[errno.EDQUOT] = reasons[errno.ENOSPC]
    reasons[errno.EPERM] = reasons[errno.EACCES]
    usual = (
        f"{f'The file{place}' if place else 'A file'} could not be used: "
        f"{trouble.strerror or type(trouble).__name__}. {kept} Look whether its disk, stick or "
        "share is still there, then try again."
    )
    return StorageTrouble(reasons.get(trouble.errno or 0, usual))
