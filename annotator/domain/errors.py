"""What can go wrong in the world, as one clear sentence for a person.

These are not bugs: each is raised with a message that says what happened, what was
kept and what to do next. Anything else that escapes is a defect of the program.
"""

from __future__ import annotations

import errno

from annotator.translation import N_, _


class AnnotatorError(Exception):
    """A trouble of the world, told in a sentence that a person can act on.

    The sentence is looked up as with `_`, in the language that is spoken where it is raised.
    """

    def __init__(self, sentence: str = "", /, **values: object) -> None:
        super().__init__(_(sentence, **values))


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


#: What the system refused: a sentence about a place that it names, and one without.
_REASONS = {
    errno.ENOSPC: (
        N_(
            "The disk is full, so “{place}” could not be written. {kept} Make room, then try again."
        ),
        N_("The disk is full, so this could not be written. {kept} Make room, then try again."),
    ),
    errno.EROFS: (
        N_(
            "The disk is read-only, so “{place}” could not be written. {kept} Choose another "
            "folder."
        ),
        N_("The disk is read-only, so this could not be written. {kept} Choose another folder."),
    ),
    errno.ENAMETOOLONG: (
        N_("A name or a path is longer than this system allows. {kept} Choose a shorter one."),
    ),
    errno.EACCES: (
        N_("This account may not use “{place}”. {kept} Choose another folder."),
        N_("This account may not use the file. {kept} Choose another folder."),
    ),
    errno.ENOENT: (
        N_(
            "There is no file or folder “{place}”. {kept} Look whether its disk, stick or share is "
            "there, then try again."
        ),
        N_(
            "There is no file or folder of this name. {kept} Look whether its disk, stick or share "
            "is there, then try again."
        ),
    ),
    errno.ENOTDIR: (
        N_("A part of the path “{place}” is a file, not a folder. {kept} Choose another."),
        N_("A part of the path is a file, not a folder. {kept} Choose another."),
    ),
    errno.EISDIR: (
        N_("The path “{place}” is a folder, not a file. {kept} Choose another."),
        N_("The path is a folder, not a file. {kept} Choose another."),
    ),
    errno.EEXIST: (
        N_("There is a file in the way at “{place}”. {kept} Choose another place."),
        N_("There is a file in the way. {kept} Choose another place."),
    ),
}
_REASONS[errno.EDQUOT] = _REASONS[errno.ENOSPC]
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]
_USUAL = (
    N_(
        "The file “{place}” could not be used: {why}. {kept} Look whether its disk, stick or share "
        "is still there, then try again."
    ),
    N_(
        "A file could not be used: {why}. {kept} Look whether its disk, stick or share is still "
        "there, then try again."
    ),
)


def system_trouble(trouble: OSError) -> StorageTrouble:
    """Return the sentence for what the system refused, wherever nobody said it better."""
    sentences = _REASONS.get(trouble.errno or 0, _USUAL)
    return StorageTrouble(
        sentences[0 if trouble.filename else -1],
        place=trouble.filename,
        why=trouble.strerror or type(trouble).__name__,
        kept=_("What was stored before is kept."),
    )
