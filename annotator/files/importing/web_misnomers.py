"""Parts of a page whose names say that they are no article, and that hold its text.

A class such as `paywall`, `share-text` or `tags` may be a paragraph's, or that of the whole
article. What a part is called counts only where its text does not contradict it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.imports import Region

if TYPE_CHECKING:
    from annotator.files.importing.web_blocks import Part, WebBlock

_PLAINLY = 0.8
_FEW_LINKS = 0.25
#: Parts of one name that hold so much of a page's sentences are its article.
_LARGEST_SHARE = 0.4
_NEARLY_ALL = 0.8
_FEWEST = 2


@dataclass(slots=True)
class _Holding:
    """What a part of a doubtful name holds."""

    numbers: list[int] = field(default_factory=list)
    letters: int = 0
    running: int = 0
    linked: float = 0.0
    paragraphs: int = 0

    @property
    def is_plain(self) -> bool:
        """Return whether nearly all of it is sentences, and few of their words are links."""
        return self.running >= _PLAINLY * self.letters and self.linked <= _FEW_LINKS * self.letters


def clear_names(blocks: Sequence[WebBlock]) -> None:
    """Take from parts of a page the names that their text contradicts."""
    held = _held(blocks)
    if not held:
        return
    running = [n for n, block in enumerate(blocks) if block.is_running]
    plain = [n for n in running if blocks[n].part.doubted is None]
    total = sum(len(blocks[number].text) for number in running)
    shares: dict[str, int] = {}
    for part, holding in held.items():
        shares[part.names] = shares.get(part.names, 0) + (
            holding.running if holding.is_plain else 0
        )
    for part, holding in held.items():
        answers = any(around.region is Region.COMMENTS for around in part.around())
        enough = _NEARLY_ALL if answers and part.tag != "p" else _LARGEST_SHARE
        if (holding.is_plain and shares[part.names] > enough * total) or (
            _is_paragraphs(part, holding) and _stands_between(part, holding, blocks, plain)
        ):
            _clear(part)


def _held(blocks: Sequence[WebBlock]) -> dict[Part, _Holding]:
    held: dict[Part, _Holding] = {}
    for number, block in enumerate(blocks):
        running = block.is_running
        part = block.part.doubted
        while part is not None:
            holding = held.setdefault(part, _Holding())
            length = len(block.text)
            holding.numbers.append(number)
            holding.letters += length
            holding.linked += block.linked * length
            if running:
                holding.running += length
                holding.paragraphs += 1
            part = part.outer.doubted if part.outer is not None else None
    return held


def _is_paragraphs(part: Part, holding: _Holding) -> bool:
    """Return whether a part is one paragraph, or holds several and nothing else."""
    return holding.is_plain and (part.tag == "p" or holding.paragraphs >= _FEWEST)


def _stands_between(
    part: Part, holding: _Holding, blocks: Sequence[WebBlock], plain: Sequence[int]
) -> bool:
    """Return whether paragraphs of no doubtful name stand right around a part, above and below."""
    around = set(_outer(part))
    beside = [n for n in plain if not around.isdisjoint(blocks[n].part.around())]
    return any(n < holding.numbers[0] for n in beside) and any(
        n > holding.numbers[-1] for n in beside
    )


def _outer(part: Part) -> Iterator[Part]:
    if part.outer is not None and part.outer.tag not in ("html", "body"):
        yield part.outer


def _clear(part: Part) -> None:
    part.region = None
    for name in ("class", "id", "role", "aria-hidden"):
        if name in part.element.attrib:
            del part.element.attrib[name]
