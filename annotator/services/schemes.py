"""Change the scheme of a lesson: each function returns the draft that a change makes.

What hangs on a category or a technique goes along: keys, weights, what is required.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple, Protocol, TypeVar

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import CategoryId, TechniqueId
from annotator.domain.lessons import Lesson
from annotator.domain.notes import checked_note
from annotator.domain.scheme import Category, LinePattern, Scheme, Technique, Unit
from annotator.domain.wording import listed
from annotator.translation import N_, _, ngettext

#: Colours that people who see colours poorly can tell apart (Okabe and Ito), the dark ones last.
PALETTE: Mapping[str, str] = {
    N_("Orange"): "#E69F00",
    N_("Sky"): "#56B4E9",
    N_("Purple"): "#CC79A7",
    N_("Grey"): "#6B6B6B",
    N_("Green"): "#009E73",
    N_("Yellow"): "#F0E442",
    N_("Vermilion"): "#D55E00",
    N_("Blue"): "#0072B2",
}
MOST_CATEGORIES = 9
LONGEST_NAME = 60
#: Keys that mean something else where the teacher or a student annotates.
TAKEN_KEYS = {
    "0": N_("leaves a sentence unscored"),
    "N": N_("goes to the next annotation"),
    "P": N_("goes to the previous annotation"),
    "A": N_("accepts a suggestion"),
    "C": N_("changes a suggestion"),
    "D": N_("dismisses a suggestion"),
}
#: Two colours whose greys (0 to 255) are nearer than this look alike without colour.
GREY_STEP = 24
#: Two colours nearer than this (of 441) look alike in colour too.
COLOUR_STEP = 60
#: A colour with less contrast than this against the paper hardly shows as a tint.
LEAST_CONTRAST = 1.5
#: Signs and keys for one more category, the likeliest first.
_LETTERS = "NXYZWVKMQABCDEFGHIJPST"
_KEYS = "123456789"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class ReadyCategory(NamedTuple):
    """A category to take in as it is, and for whom it is, where that is not everybody."""

    category: Category
    audience: str = ""


def with_scheme(draft: LessonDraft, scheme: Scheme) -> LessonDraft:
    """Return the draft with another scheme."""
    return replace(draft, lesson=replace(draft.lesson, scheme=scheme))


# -- categories --------------------------------------------------------------------


def changed_category(draft: LessonDraft, category: Category) -> LessonDraft:
    """Return the draft with a category in place of the one with its id.

    Raise NotAllowed where name, letter, key or colour cannot be used, or where the unit is to
    change under keys.
    """
    scheme = draft.lesson.scheme
    before = scheme.category(category.id)
    checked = _checked(scheme, category, before)
    keys = keys_of(draft, category.id)
    if checked.unit is not before.unit and keys:
        raise NotAllowed(
            ngettext(
                "{before} has {number} key, which would not fit any more. Remove them in "
                "the step Key first, or add a new category.",
                "{before} has {number} keys, which would not fit any more. Remove them in "
                "the step Key first, or add a new category.",
                keys,
                before=before.name,
            )
        )
    categories = put_in(scheme.categories, checked)
    return with_scheme(draft, replace(scheme, categories=categories))


def _checked(scheme: Scheme, category: Category, before: Category) -> Category:
    """Return a category tidied; what an imported scheme has already is not judged anew."""
    name = " ".join(category.name.split())
    letter, key = category.letter.strip().upper(), category.key.strip().upper()
    if not name or (len(name) > LONGEST_NAME and category.name != before.name):
        raise NotAllowed(
            "A category needs a name of at most {longest_name} letters.", longest_name=LONGEST_NAME
        )
    if category.letter != before.letter and (len(letter) != 1 or not letter.isalpha()):
        raise NotAllowed("The sign of a category is one letter; it stands in the margin.")
    if category.key != before.key:
        _check_key(key)
    if not _COLOUR.fullmatch(category.colour):
        raise NotAllowed("A colour is written as # and six digits or letters, such as #56B4E9.")
    if category.line is LinePattern.NONE and not category.is_sentence:
        raise NotAllowed("Only a label of whole sentences can do without a line. Choose a line.")
    for other in scheme.categories:
        if other.id == category.id:
            continue
        if other.name.casefold() == name.casefold():
            raise NotAllowed(
                "There is a category “{other}” already. Choose another name.", other=other.name
            )
        if other.letter.upper() == letter:
            raise NotAllowed(
                "The letter {letter} belongs to {other}. Choose another one.",
                letter=letter,
                other=other.name,
            )
        if other.key.upper() == key:
            raise NotAllowed(
                "The key {key} belongs to {other}. Choose another one.", key=key, other=other.name
            )
    return replace(
        category,
        name=name,
        letter=letter,
        key=key,
        colour=category.colour.upper(),
        definition=checked_note(category.definition.strip()),
        prompt=checked_note(category.prompt.strip()),
        example=checked_note(category.example.strip()),
    )


def _check_key(key: str) -> None:
    if len(key) != 1 or not key.isascii() or not key.isalnum():
        raise NotAllowed("The key of a category is one digit or one letter from A to Z.")
    if key in TAKEN_KEYS:
        raise NotAllowed(
            "The key {key} {taken_key}. Choose another one.", key=key, taken_key=_(TAKEN_KEYS[key])
        )


def added_category(draft: LessonDraft) -> tuple[LessonDraft, CategoryId]:
    """Return the draft with one more category, with a sign, a colour and a key that are free."""
    scheme = draft.lesson.scheme
    if len(scheme.categories) >= MOST_CATEGORIES:
        raise NotAllowed(
            "A scheme has {most_categories} categories at most.", most_categories=MOST_CATEGORIES
        )
    names = {c.name.casefold() for c in scheme.categories}
    number = 1
    name = _("New category")
    while name.casefold() in names:
        number += 1
        name = _("New category {number}", number=number)
    made = Category(
        id=CategoryId(free_id(name, (c.id for c in scheme.categories))),
        name=name,
        letter=_first_free(_LETTERS, (c.letter for c in scheme.categories)),
        key=_first_free(_KEYS, (c.key for c in scheme.categories)),
        colour=_first_free(tuple(PALETTE.values()), (c.colour for c in scheme.categories)),
        line=_rarest_line(scheme.categories),
        unit=Unit.SPAN,
    )
    after = with_scheme(draft, replace(scheme, categories=(*scheme.categories, made)))
    return after, made.id


def with_ready_category(draft: LessonDraft, ready: Category) -> LessonDraft:
    """Return the draft with a category that ships; letter and key give way to those there are.

    One for words stands before the labels of sentences.
    """
    categories = draft.lesson.scheme.categories
    if len(categories) >= MOST_CATEGORIES:
        raise NotAllowed(
            "A scheme has {most_categories} categories at most.", most_categories=MOST_CATEGORIES
        )
    made = replace(
        ready,
        letter=_first_free((ready.letter, *_LETTERS), (c.letter for c in categories)),
        key=_first_free((ready.key, *_KEYS), (c.key for c in categories)),
    )
    labels = (n for n, category in enumerate(categories) if category.is_sentence)
    at = len(categories) if made.is_sentence else next(labels, len(categories))
    scheme = replace(draft.lesson.scheme, categories=(*categories[:at], made, *categories[at:]))
    return with_scheme(draft, scheme)


def removed_category(draft: LessonDraft, category_id: CategoryId) -> LessonDraft:
    """Return the draft without a category, its keys, its weight and what was asked for it."""
    lesson, key = draft.lesson, draft.key
    if len(lesson.scheme.categories) < 2:
        raise NotAllowed("A lesson needs at least one category. Rename this one instead.")
    kept = tuple(c for c in lesson.scheme.categories if c.id != category_id)
    work = lesson.required_work
    least = {c: number for c, number in work.annotations.items() if c != category_id}
    changed = replace(
        lesson,
        scheme=replace(lesson.scheme, categories=kept),
        weights={c: weight for c, weight in lesson.weights.items() if c != category_id},
        reason_required=lesson.reason_required - {category_id},
        required_work=replace(work, annotations=least),
    )
    annotations = tuple(each for each in key.annotations if each.category_id != category_id)
    return replace(draft, lesson=changed, key=replace(key, annotations=annotations))


def moved_category(draft: LessonDraft, category_id: CategoryId, step: int) -> LessonDraft:
    """Return the draft with a category so many places later, or earlier below 0."""
    scheme = draft.lesson.scheme
    categories = moved(scheme.categories, category_id, step)
    return with_scheme(draft, replace(scheme, categories=categories))


def keys_of(draft: LessonDraft, category_id: CategoryId) -> int:
    """Return how many keys a category has in the draft."""
    return sum(each.category_id == category_id for each in draft.key.annotations)


class _Known(Protocol):
    @property
    def id(self) -> str:
        """Return by what it is known."""


_Item = TypeVar("_Item", bound=_Known)


def put_in(items: Iterable[_Item], item: _Item) -> tuple[_Item, ...]:
    """Return items with one in place of the one that has its id."""
    return tuple(item if each.id == item.id else each for each in items)


def moved(items: Iterable[_Item], wanted: str, step: int) -> tuple[_Item, ...]:
    """Return items with one of them so many places later, or earlier below 0."""
    rows = list(items)
    at = next((n for n, each in enumerate(rows) if each.id == wanted), None)
    if at is not None:
        rows.insert(min(max(0, at + step), len(rows) - 1), rows.pop(at))
    return tuple(rows)


def free_id(name: str, taken: Iterable[str]) -> str:
    """Return an id made of a name that is not taken yet."""
    known = set(taken)
    stem = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:40].strip("-") or "new"
    number, made = 2, stem
    while made in known:
        made, number = f"{stem}-{number}", number + 1
    return made


def _first_free(wanted: Sequence[str], taken: Iterable[str]) -> str:
    known = {each.upper() for each in taken}
    return next((each for each in wanted if each.upper() not in known), wanted[0])


def _rarest_line(categories: Sequence[Category]) -> LinePattern:
    lines = [category.line for category in categories]
    # Dotted has no tint, so it comes last.
    order = (
        *(LinePattern.WAVY, LinePattern.DASHED, LinePattern.DOUBLE, LinePattern.DASH_DOT),
        LinePattern.DOTTED,
    )
    return min(order, key=lines.count)


# -- techniques --------------------------------------------------------------------


def all_techniques(category: Category, shipped: Scheme) -> tuple[Technique, ...]:
    """Return the techniques a category could have: the shipped ones in order, then its own."""
    known = next((c.techniques for c in shipped.categories if c.id == category.id), ())
    mine = {technique.id: technique for technique in category.techniques}
    ids = {technique.id for technique in known}
    own = tuple(t for t in category.techniques if t.id not in ids)
    return (*(mine.get(t.id, t) for t in known), *own)


def with_technique(
    draft: LessonDraft, category_id: CategoryId, technique: Technique, *, on: bool, shipped: Scheme
) -> LessonDraft:
    """Return the draft with a technique switched on or off.

    Keys keep their place when theirs is switched off, and have no technique then.
    """
    scheme = draft.lesson.scheme
    category = scheme.category(category_id)
    wanted = {t.id for t in category.techniques} - {technique.id}
    if on:
        wanted.add(technique.id)
    every = all_techniques(category, shipped)
    if technique.id not in {t.id for t in every}:
        every = (*every, technique)
    techniques = tuple(t for t in every if t.id in wanted)
    categories = put_in(scheme.categories, replace(category, techniques=techniques))
    after = with_scheme(draft, replace(scheme, categories=categories))
    if on:
        return after
    annotations = tuple(
        replace(each, technique_id=None)
        if each.category_id == category_id and each.technique_id == technique.id
        else each
        for each in draft.key.annotations
    )
    return replace(after, key=replace(after.key, annotations=annotations))


def own_technique(category: Category, shipped: Scheme, name: str, definition: str) -> Technique:
    """Return a technique of the teacher's own; raise NotAllowed where the name is no use."""
    clean = " ".join(name.split())
    every = all_techniques(category, shipped)
    if not clean or len(clean) > LONGEST_NAME:
        raise NotAllowed(
            "A technique needs a name of at most {longest_name} letters.", longest_name=LONGEST_NAME
        )
    if clean.casefold() in {t.name.casefold() for t in every}:
        raise NotAllowed(
            "{category} has a technique “{clean}” already.", category=category.name, clean=clean
        )
    made = TechniqueId(free_id(clean, (t.id for t in every)))
    return Technique(made, clean, checked_note(definition.strip()))


# -- what is asked for ---------------------------------------------------------------


def with_reason_asked(lesson: Lesson, category_id: CategoryId, *, asked: bool) -> Lesson:
    """Return the lesson that asks for a reason for each annotation of a category, or not."""
    others = lesson.reason_required - {category_id}
    return replace(lesson, reason_required=others | {category_id} if asked else others)


def with_least(lesson: Lesson, category_id: CategoryId, number: int) -> Lesson:
    """Return the lesson that asks for so many annotations of a category; none below 1."""
    least = {c: n for c, n in lesson.required_work.annotations.items() if c != category_id}
    if number > 0:
        least[category_id] = number
    return replace(lesson, required_work=replace(lesson.required_work, annotations=least))


# -- colours ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ColourFinding:
    """Something about the colours, in words; a problem where nothing else tells them apart."""

    message: str
    categories: tuple[CategoryId, ...]
    is_problem: bool = False


def grey_of(colour: str) -> int:
    """Return how light a colour (#RRGGBB) is without its hue, 0 to 255."""
    red, green, blue = _channels(colour)
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, after WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour_findings(scheme: Scheme, papers: Mapping[str, str]) -> tuple[ColourFinding, ...]:
    """Return what is weak about a scheme's colours on papers (name to #RRGGBB) and in grey."""
    found: list[ColourFinding] = []
    drawn = [c for c in scheme.categories if c.line is not LinePattern.NONE]
    for category in drawn:
        for paper, ground in papers.items():
            if contrast(category.colour, ground) < LEAST_CONTRAST:
                found.append(
                    ColourFinding(
                        _(
                            "{category} is too weak on {paper} paper: its tint would "
                            "hardly show. Choose a stronger colour.",
                            category=category.name,
                            paper=_(paper),
                        ),
                        (category.id,),
                        is_problem=True,
                    )
                )
    for one, other in combinations(drawn, 2):
        finding = _alike(one, other)
        if finding is not None:
            found.append(finding)
    found += _alike_in_grey(drawn)
    return tuple(sorted(found, key=lambda each: not each.is_problem))


def _alike(one: Category, other: Category) -> ColourFinding | None:
    """Return what makes two categories hard to tell apart; greys with other lines are no such."""
    names, both = listed([one.name, other.name]), (one.id, other.id)
    if _distance(one.colour, other.colour) < COLOUR_STEP:
        message = _(
            "{names} have nearly the same colour. Choose another for one of them.", names=names
        )
        return ColourFinding(message, both, is_problem=True)
    if one.line is not other.line:
        return None
    if _same_grey(one, other):
        message = _(
            "{names} are too alike in grey and have the same line. Change the colour "
            "or the line of one of them.",
            names=names,
        )
        return ColourFinding(message, both, is_problem=True)
    return ColourFinding(
        _("{names} have the same line. Give one of them another.", names=names), both
    )


def _alike_in_grey(categories: Sequence[Category]) -> list[ColourFinding]:
    """Return the groups of categories that only their lines tell apart without colour."""
    groups: list[list[Category]] = []
    for category in sorted(categories, key=lambda each: -grey_of(each.colour)):
        if groups and _same_grey(groups[-1][-1], category):
            groups[-1].append(category)
        else:
            groups.append([category])
    found = []
    for group in groups:
        if len(group) < 2 or len({each.line for each in group}) < len(group):
            continue
        names = listed([each.name for each in group])
        greys = ", ".join(str(grey_of(each.colour)) for each in group)
        message = _(
            "{names} are too alike in grey ({greys} of 255). In print and for some "
            "eyes only their lines tell them apart.",
            names=names,
            greys=greys,
        )
        found.append(ColourFinding(message, tuple(each.id for each in group)))
    return found


def _same_grey(one: Category, other: Category) -> bool:
    return abs(grey_of(one.colour) - grey_of(other.colour)) < GREY_STEP


def _distance(one: str, other: str) -> float:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
