"""Words that people type about something: checked, joined, and shortened to be told."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.errors import NotAllowed

#: The longest reason, rewrite or answer that is kept, in code points.
LONGEST_NOTE = 20_000


def checked_note(text: str) -> str:
    """Return typed text as it is, without NUL and half letters.

    Raise NotAllowed where it has more than LONGEST_NOTE code points.
    """
    if not text:
        return text
    text = text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(text) > LONGEST_NOTE:
        raise NotAllowed(
            "A note can have {longest_note:,} characters at most; this one has "
            "{number:,}. What was stored before is kept. Shorten the text.",
            longest_note=LONGEST_NOTE,
            number=len(text),
        )
    return text


def joined_notes(texts: Iterable[str], between: str = "\n") -> str:
    """Return texts that meet as one, each part once; alone, a text stays as it was typed."""
    kept: list[str] = []
    for text in texts:
        if text.strip() and not any(_holds(each, text, between) for each in kept):
            kept = [*(each for each in kept if not _holds(text, each, between)), text]
    return between.join(kept)


def _holds(text: str, part: str, between: str) -> bool:
    """Return whether a text has another one among its parts."""
    return f"{between}{part}{between}" in f"{between}{text}{between}"


def shortened(text: str, longest: int = 28) -> str:
    """Return the text in one line of at most `longest` code points; the rest is an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
