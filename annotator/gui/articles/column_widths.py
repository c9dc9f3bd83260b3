"""How wide the articles stand side by side, remembered for each company. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.domain.identifiers import ArticleId

#: So many companies are remembered, the ones that were changed last.
MOST = 12


class ColumnWidths:
    """The widths that a person gave to articles that stand together."""

    def __init__(self, known: Iterable[Mapping[ArticleId, int]] = ()) -> None:
        """Begin with what was remembered, the newest last."""
        self._known = {frozenset(widths): dict(widths) for widths in known if widths}

    def note(self, widths: Mapping[ArticleId, int]) -> None:
        """Remember how wide these articles are beside each other."""
        company = frozenset(widths)
        self._known.pop(company, None)
        self._known[company] = dict(widths)
        while len(self._known) > MOST:
            del self._known[next(iter(self._known))]

    def of(self, shown: Iterable[ArticleId]) -> Mapping[ArticleId, int]:
        """Return how wide these articles were together; nothing where nobody said."""
        return self._known.get(frozenset(shown), {})

    def all(self) -> tuple[dict[ArticleId, int], ...]:
        """Return everything that is remembered, the newest last."""
        return tuple(dict(widths) for widths in self._known.values())
