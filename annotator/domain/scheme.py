"""The categories of a lesson and their techniques."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import CategoryId, TechniqueId
from annotator.translation import N_

#: The label of a sentence of which one cannot tell: part of a scheme or not, never scored.
CANNOT_TELL = CategoryId("cannot-tell")

#: Words by which a category of these ids goes too: what it was called before or is called now.
#: Scripts keep working on lessons of either time.
_OTHER_WORDS = {CategoryId("reporting"): ("r", "checkable")}


class Unit(StrEnum):
    """What a category is put on."""

    SPAN = "span"
    SENTENCE = "sentence"


class LinePattern(StrEnum):
    """The line that marks a category where colour cannot; without one its letter does."""

    WAVY = "wavy"
    DASHED = "dashed"
    DOUBLE = "double"
    DOTTED = "dotted"
    DASH_DOT = "dash-dot"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Technique:
    """A sub-type of a category, such as scare quotes."""

    id: TechniqueId
    name: str
    definition: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """One label: what it is called, put on and how it is drawn.

    `asks_rewrite` says that a student is asked to put the words in a neutral way too.
    """

    id: CategoryId
    name: str
    letter: str
    key: str
    colour: str
    line: LinePattern
    unit: Unit
    definition: str = ""
    prompt: str = ""
    example: str = ""
    techniques: tuple[Technique, ...] = ()
    asks_rewrite: bool = False

    @property
    def is_sentence(self) -> bool:
        """Return whether the category is put on whole sentences."""
        return self.unit is Unit.SENTENCE

    @property
    def is_filled(self) -> bool:
        """Return whether highlights have a tint; the quietest patterns have none."""
        return self.line not in (LinePattern.DOTTED, LinePattern.NONE)

    @property
    def is_scored(self) -> bool:
        """Return whether a key can ask for it; “cannot tell” earns and costs nothing."""
        return self.id != CANNOT_TELL

    def technique(self, technique_id: TechniqueId | str) -> Technique | None:
        """Return the technique with this id, or None."""
        return next((t for t in self.techniques if t.id == technique_id), None)


#: What a key says of a sentence of which one cannot tell, where the scheme has no such label.
UNSURE = Category(
    CANNOT_TELL, N_("Cannot tell"), "?", "0", "#6B6B6B", LinePattern.NONE, Unit.SENTENCE
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The categories of a lesson, in the order students see them."""

    id: str
    categories: tuple[Category, ...]
    rules: tuple[str, ...] = ()

    @property
    def scored(self) -> tuple[Category, ...]:
        """Return the categories that a key can ask for: those of every table of points."""
        return tuple(c for c in self.categories if c.is_scored)

    @property
    def unsure(self) -> Category:
        """Return the label of a sentence of which one cannot tell; every scheme has one in keys."""
        return next((c for c in self.categories if not c.is_scored), UNSURE)

    def category(self, category_id: CategoryId | str) -> Category:
        """Return the category with this id; raise UnknownThing if there is none."""
        found = next((c for c in self.categories if c.id == category_id), None)
        if found is None:
            known = ", ".join(c.id for c in self.categories)
            raise UnknownThing(
                "There is no category “{category_id}”. Known are: {known}.",
                category_id=category_id,
                known=known,
            )
        return found

    def called(self, word: str) -> Category | None:
        """Return the category with this id, name, letter or key, whatever its case, or None.

        What it is called at another time is found too, where no other category is called so.
        """
        folded = word.strip().casefold()
        for category in self.categories:
            names = (category.id, category.name, category.letter, category.key)
            if folded in (name.casefold() for name in names):
                return category
        return next((c for c in self.categories if folded in _OTHER_WORDS.get(c.id, ())), None)

    def named(self, word: str) -> Category:
        """Return the category that is called so; raise UnknownThing if there is none."""
        return self.called(word) or self.category(CategoryId(word))

    def rivals(self, category: Category) -> tuple[Category, ...]:
        """Return the other categories that a sentence cannot hold beside this one."""
        if not category.is_sentence:
            return ()
        return tuple(c for c in self.categories if c.is_sentence and c.id != category.id)
