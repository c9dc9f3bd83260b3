"""Whom the wording of the flagship's key hurts, outlet by outlet, and how long reading it takes.

    python -m tests.eval.balance     # writes the tables into the two pages that show them

Whom a wording hurts is a judgement and stands beside its page, in a file of its own; all that is
counted is counted here.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator import paths
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.text import words
from annotator.files.lesson_source import read_source

SLUG = "caracas-2019-04-30"
PAGE = Path(__file__).parents[2] / "docs" / "lessons" / "balance-caracas.md"
SIDES = PAGE.with_suffix(".toml")
TEACHERS_PAGE = paths.lessons_dir() / SLUG / "teacher.md"
#: Close reading, in words a minute; minutes for a place with its reason and for a label; and the
#: share of the places that a class finds.
READING, FOUND, LABEL, SHARE = 130, 1 / 2, 4 / 60, 2 / 3
#: Readers see the side as it is called here; "-" is where a wording hurts neither.
NAMES = {"maduro": "Maduro’s side", "guaido": "Guaidó’s side", "both": "both", "neither": "neither"}
LETTERS = {"loaded-language": "L", "unsupported-claim": "U"}
REQUIRED, OPTIONAL, TRAP = KeyStatus.REQUIRED, KeyStatus.OPTIONAL, KeyStatus.TRAP


@dataclass(frozen=True, slots=True)
class Sided:
    """A key on words, and whom its wording hurts."""

    key: KeyAnnotation
    side: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The lesson, its keys on words with their sides, and what is wrong with the sides told."""

    lesson: Lesson
    keys: tuple[Sided, ...]
    unknown: tuple[str, ...]

    def of(self, article_id: str = "", side: str = "", *statuses: KeyStatus) -> list[Sided]:
        """Return the keys of an article, a side and some statuses; nothing said means any."""
        return [
            each
            for each in self.keys
            if article_id in ("", each.key.article_id)
            and side in ("", each.side)
            and (not statuses or each.key.status in statuses)
        ]


def flagship() -> tuple[Lesson, AnswerKey]:
    """Return the lesson and its key as they ship."""
    lesson, key = read_source(paths.lessons_dir() / SLUG, paths.schemes_dir())
    assert key is not None
    return lesson, key


def balance() -> Balance:
    """Return the keys of the lesson that ships with the sides that are told of them."""
    lesson, key = flagship()
    told: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(SIDES.read_text(encoding="utf-8"))
    sides = {
        (article, quote): side
        for article, by_side in told.items()
        for side, quotes in by_side.items()
        for quote in quotes
    }
    keys = [
        Sided(each, sides.pop((each.article_id, each.quote), "neither"))
        for article in lesson.articles
        for each in key.for_article(article.id)
        if each.category_id in LETTERS
    ]
    return Balance(lesson, tuple(keys), tuple(f"{a}: {q}" for a, q in sides))


def tables(found: Balance) -> str:
    """Return every table of the page."""
    parts = (_by_outlet(found), _by_side(found), _key_by_key(found))
    return "\n".join("\n".join(lines) + "\n" for lines in parts)


def _by_outlet(found: Balance) -> Iterator[str]:
    yield "### By outlet"
    yield ""
    yield "| outlet | words | required | optional | in 100 words | required of all | traps |"
    yield "|---|---|---|---|---|---|---|"
    for article in found.lesson.articles:
        size = len(words(article.body))
        yield _row(article.outlet, size, found.of(article.id))


def _by_side(found: Balance) -> Iterator[str]:
    yield "### By the side that the wording hurts"
    yield ""
    yield "| outlet | " + " | ".join(NAMES.values()) + " |"
    yield "|---|" + "---|" * len(NAMES)
    for article in found.lesson.articles:
        yield _cells(article.outlet, (found.of(article.id, side) for side in NAMES))
    yield _cells("all five", (found.of("", side) for side in NAMES))
    shares = (_share(_counts(found.of("", side))) for side in NAMES)
    yield "| required of all | " + " | ".join(shares) + " |"


def _key_by_key(found: Balance) -> Iterator[str]:
    yield "### Every key on words"
    for article in found.lesson.articles:
        yield ""
        yield f"**{article.outlet}**"
        yield ""
        yield "| words | | technique | status | hurts |"
        yield "|---|---|---|---|---|"
        for each in found.of(article.id):
            key = each.key
            category = found.lesson.scheme.category(key.category_id)
            technique = category.technique(key.technique_id) if key.technique_id else None
            cells = (
                key.quote,
                LETTERS[key.category_id],
                technique.name if technique else "",
                key.status.value,
                NAMES[each.side],
            )
            yield f"| {' | '.join(cells)} |"


def _row(name: str, size: int, keys: list[Sided]) -> str:
    counts = _counts(keys)
    both = counts[REQUIRED] + counts[OPTIONAL]
    return (
        f"| {name} | {size} | {counts[REQUIRED]} | {counts[OPTIONAL]} | {100 * both / size:.1f} | "
        f"{_share(counts)} | {counts[TRAP]} |"
    )


def _cells(name: str, cells: Iterable[list[Sided]]) -> str:
    told = []
    for keys in cells:
        counts = _counts(keys)
        told.append(f"{counts[REQUIRED]} + {counts[OPTIONAL]}")
    return f"| {name} | " + " | ".join(told) + " |"


def _counts(keys: Iterable[Sided]) -> Counter[KeyStatus]:
    return Counter(each.key.status for each in keys)


def _share(counts: Counter[KeyStatus]) -> str:
    both = counts[REQUIRED] + counts[OPTIONAL]
    return f"{100 * counts[REQUIRED] / both:.0f} %" if both else "–"


def times(found: Balance) -> str:
    """Return the table of how long each article takes, in minutes."""
    lines = [
        "| article | words | to find | to label | reading | finding | labelling | minutes |",
        "|---|---|---|---|---|---|---|---|",
    ]
    whole = 0
    for article in found.lesson.articles:
        size, labels = len(words(article.body)), len(article.sentences_to_label)
        keys = len(found.of(article.id, "", REQUIRED))
        parts = [size / READING, keys * SHARE * FOUND, labels * LABEL]
        whole += round(sum(parts))
        told = " | ".join(f"{each:.0f}" for each in (*parts, sum(parts)))
        lines.append(f"| {article.outlet} | {size} | {keys} | {labels} | {told} |")
    lines.append(f"| all five | | | | | | | {whole} |")
    return "\n".join(lines) + "\n"


#: Where each set of tables stands: the page, and the name of the two marks around it.
PLACES = ((PAGE, "tables", tables), (TEACHERS_PAGE, "times", times))


def page_with(page: str, name: str, drawn: str) -> str:
    """Return a page with these tables between the marks of a name."""
    return re.sub(
        rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)",
        lambda _: f"\n{drawn}\n",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    for path, name, draw in PLACES:
        text = path.read_text(encoding="utf-8")
        path.write_text(page_with(text, name, draw(balance())), encoding="utf-8")
