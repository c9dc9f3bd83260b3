"""How well the article is found in web pages, beside trafilatura; `python -m tests.eval.web`.

The pages stand in `web` of the evaluation data: `<key>.html.gz` with their true text in
`truth.json`. The figures are those of the article-extraction-benchmark: words are runs of word
characters, a page is the multiset of its four-word shingles, precision and recall are the means
over the pages. The benchmark's texts have no captions of pictures, so ours are left out; a row of
its own counts them as text all the same. The pages are parted by their keys: rules were made
looking at the `tuning` pages. The `check` pages are not clean: their figures by page and by rule
steered two rules, and a few of their captions were seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import regex

from annotator import paths
from annotator.domain.imports import ImportedPage
from annotator.domain.lessons import BlockKind
from annotator.files.importing.encodings import decode
from annotator.files.importing.web_pages import web_page
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.services.cleaning.page import clean_page
from annotator.services.cleaning.words import CleaningWords
from tests.eval.outside import VARIABLE, data_folder
from tests.eval.scores import Line

FOLDER, TRUTH = "web", "truth.json"
CHECKOUT = Path(__file__).resolve().parents[2]
_WORD = regex.compile(r"\w+")
_SHINGLE = 4
_DRAWS = 2_000
_WANTED = 0.970
#: A block is in a text when so much of it stands there.
_MOST = 0.5
Part = Literal["tuning", "check", "all"]


@dataclass(frozen=True)
class Page:
    """One page of the benchmark: its bytes and the text that a person found in it."""

    key: str
    url: str
    markup: bytes
    article: str


@dataclass(frozen=True)
class Found:
    """What was found in one page: by the program, with its blocks, and by trafilatura."""

    page: Page
    ours: str
    captioned: str
    theirs: str
    #: The words of each block, whether it is kept as text, and why.
    blocks: tuple[tuple[str, bool, str], ...]


@dataclass(frozen=True)
class Figures:
    """Precision, recall and F1, with what nineteen of twenty samples of pages would give."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


def pages(folder: Path, part: Part = "all") -> Iterator[Page]:
    """Yield the pages of a part in the order of their keys."""
    truth: dict[str, Any] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    for key in sorted(truth):
        if part == "all" or (int(key, 16) % 2 == 0) == (part == "tuning"):
            with gzip.open(folder / f"{key}.html.gz") as packed:
                yield Page(key, truth[key]["url"], packed.read(), truth[key]["articleBody"])


def found_in(page: Page, words: CleaningWords) -> Found:
    """Return what both find in one page."""
    import trafilatura

    mine = _ours(page, words)
    theirs = trafilatura.extract(page.markup) or ""
    blocks = mine.blocks if mine else ()
    told = [b for b in blocks if b.keep and b.kind is not BlockKind.CAPTION]
    return Found(
        page,
        "\n".join(b.text for b in told),
        "\n".join(b.text for b in blocks if b.keep),
        theirs,
        tuple((b.text, b in told, b.reason) for b in blocks),
    )


def _ours(page: Page, words: CleaningWords) -> ImportedPage | None:
    from annotator.domain.errors import UnreadableFile

    try:
        return clean_page(web_page(f"{page.key}.html", decode(page.markup, markup=True)), words)
    except UnreadableFile:
        return None


# -- the benchmark's figures -----------------------------------------------------------------


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the four-word shingles of a text, or the text itself where it is shorter."""
    words = _WORD.findall(text)
    if len(words) < _SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


def page_scores(truth: str, text: str) -> tuple[float | None, float | None]:
    """Return precision and recall of one page; None where there is nothing to divide by."""
    wanted, found = shingles(truth), shingles(text)
    both = (wanted & found).total()
    return (
        both / found.total() if found else None,
        both / wanted.total() if wanted else None,
    )


def _means(scores: Sequence[tuple[float | None, float | None]]) -> tuple[float, float, float]:
    precision = statistics.fmean([p for p, _ in scores if p is not None] or [0.0])
    recall = statistics.fmean([r for _, r in scores if r is not None] or [0.0])
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def figures(scores: Sequence[tuple[float | None, float | None]]) -> Figures:
    """Return the figures of pages with the interval that drawing the pages again gives."""
    draw = random.Random(20)
    again = sorted(_means(draw.choices(scores, k=len(scores)))[2] for _ in range(_DRAWS))
    low, high = again[round(0.025 * _DRAWS)], again[round(0.975 * _DRAWS) - 1]
    return Figures(*_means(scores), low, high)


# -- where both differ -----------------------------------------------------------------------


def differing(found: Found) -> Iterator[tuple[str, bool, bool, str]]:
    """Yield the blocks that only one of both has: text, whether ours kept it, whether right."""
    truth, theirs = set(shingles(found.page.article)), set(shingles(found.theirs))
    for text, keep, reason in found.blocks:
        block = shingles(text)
        if sum(len(shingle) == _SHINGLE for shingle in block) == 0:
            continue
        if keep != _stands_in(block, theirs):
            yield text, keep, keep == _stands_in(block, truth), reason


def _stands_in(block: Counter[tuple[str, ...]], text: set[tuple[str, ...]]) -> bool:
    return sum(n for shingle, n in block.items() if shingle in text) >= _MOST * block.total()


# -- the table -------------------------------------------------------------------------------


def web_lines(folder: Path, words: CleaningWords) -> Iterator[Line]:
    """Yield the rows of both parts and of all pages, ours and trafilatura's."""
    everything = {part: [found_in(p, words) for p in pages(folder, part)] for part in _PARTS}
    for part, found in everything.items():
        yield from _part_lines(part, found)
    yield from _part_lines("all", [found for part in _PARTS for found in everything[part]])


_PARTS: tuple[Part, ...] = ("tuning", "check")


def _part_lines(part: str, found: Sequence[Found]) -> Iterator[Line]:
    texts = {
        "ours": [f.ours for f in found],
        "ours with captions": [f.captioned for f in found],
        "trafilatura": [f.theirs for f in found],
    }
    for name, each in texts.items():
        pairs = zip(found, each, strict=True)
        got = figures([page_scores(f.page.article, text) for f, text in pairs])
        name_and_range = f"{name} ({got.low:.3f}–{got.high:.3f})"
        yield Line(
            f"web pages, {part} ({len(found)}): {name_and_range}",
            *(got.precision, got.recall, got.f1),
            target=_WANTED if part == "all" and name != "trafilatura" else None,
        )
    differences = [right for f in found for _, _, right, _ in differing(f)]
    right = sum(differences)
    yield Line(
        f"web pages, {part}: of {len(differences)} blocks where both differ, ours right {right}",
        None,
        None,
        right / len(differences) if differences else None,
        target=0.5 if part == "all" else None,
    )


def main(arguments: Sequence[str]) -> int:
    """Print the table; with `--pages` also each page, with `--blocks` each differing block."""
    from tests.eval.scores import table

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tuning", "check", "all"), default="all")
    parser.add_argument("--pages", action="store_true", help="print each page's figures")
    parser.add_argument("--blocks", action="store_true", help="print the differing blocks")
    told = parser.parse_args(arguments)
    folder = data_folder(CHECKOUT)
    if folder is None or not (folder / FOLDER / TRUTH).is_file():
        sys.stdout.write(f"The web pages do not stand here; set {VARIABLE} to their folder.\n")
        return 0
    words = read_cleaning_words(paths.resources_dir() / "importing")
    if told.pages or told.blocks:
        for page in pages(folder / FOLDER, told.part):
            _print_page(found_in(page, words), blocks=told.blocks)
    sys.stdout.write(table(web_lines(folder / FOLDER, words)) + "\n")
    return 0


def _print_page(found: Found, *, blocks: bool) -> None:
    shown: Callable[[float | None], str] = lambda v: "–" if v is None else f"{v:.3f}"  # noqa: E731
    mine = page_scores(found.page.article, found.ours)
    theirs = page_scores(found.page.article, found.theirs)
    figures_ = " ".join(map(shown, (*mine, *theirs)))
    sys.stdout.write(f"{found.page.key} {figures_} {found.page.url[:80]}\n")
    if blocks:
        for text, keep, right, reason in differing(found):
            mark = f"{'kept' if keep else 'dropped'} {'right' if right else 'WRONG'}"
            sys.stdout.write(f"    {mark} [{reason}] {text[:150]}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
