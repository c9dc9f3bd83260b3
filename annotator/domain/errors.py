"""What can go wrong in the world, as one clear sentence for a person.

These are not bugs: each is raised with a message that says what happened, what was
kept and what to do next. Anything else that escapes is a defect of the program.
"""

from __future__ import annotations


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
    """A wish that the rules of the lesson do not allow, such as an empty span."""


class KeyLocked(NotAllowed):
    """The teacher's private key is needed, and its passphrase was not given."""


class StorageTrouble(AnnotatorError):
    """A database or disk that cannot be read or written."""


class NewerData(StorageTrouble):
    """A database or file written by a newer version of the program."""


class NotInstalled(AnnotatorError):
    """A part of the program that the set on this machine does not have."""


class ChangedMeanwhile(AnnotatorError):
    """A hand-in that somebody else decided about since it was last read here."""
