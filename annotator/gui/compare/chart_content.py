"""What the charts of the Compare screen show: opinion, loaded words, and who gets to speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.domain.comparisons import Comparison, OutletFigures, QuotedSourceKind, Speaker
from annotator.domain.identifiers import ArticleId
from annotator.domain.wording import share_text
from annotator.gui.compare.charts import Chart, ScreenBar
from annotator.translation import N_, _, ngettext

#: The kinds of sources in a chart: what a reader can find, from the surest on.
KINDS = (
    (QuotedSourceKind.NAMED, N_("named")),
    (QuotedSourceKind.INSTITUTIONAL, N_("institution")),
    (QuotedSourceKind.ANONYMOUS, N_("anonymous")),
    (QuotedSourceKind.VAGUE, N_("vague")),
)
NO_SIDE = N_("no side yet")

Name = Callable[[ArticleId], str]


def kind_name(kind: QuotedSourceKind) -> str:
    """Return a kind of source in a word."""
    return _(dict(KINDS).get(kind, N_("unclear")))


def opinion_chart(figures: Sequence[OutletFigures], name: Name) -> Chart:
    """Return the share of opinion sentences of each outlet."""
    return Chart(
        _("Opinion: share of sentences"),
        tuple(
            ScreenBar(name(each.article_id), (each.opinion_share,), share_text(each.opinion_share))
            for each in figures
        ),
        whole=1.0,
    )


def loaded_chart(figures: Sequence[OutletFigures], name: Name) -> Chart:
    """Return the loaded words in 100 words of each outlet."""
    return Chart(
        _("Loaded words in 100 words"),
        tuple(
            ScreenBar(
                name(each.article_id), (each.loaded_per_hundred,), f"{each.loaded_per_hundred:.1f}"
            )
            for each in figures
        ),
    )


def kinds_chart(comparison: Comparison, name: Name) -> Chart:
    """Return how many words each outlet passes on from each kind of source."""
    kinds = [kind for kind, _unused in KINDS]
    return _words_chart(
        _("Words passed on, by kind of source"),
        comparison,
        name,
        [_(word) for _kind, word in KINDS],
        lambda speaker: kinds.index(speaker.kind) if speaker.kind in kinds else None,
    )


def sides_of(comparison: Comparison) -> tuple[str, ...]:
    """Return the sides that the teacher has named, in the order of the alphabet."""
    return tuple(sorted({s.side for all_ in comparison.speakers.values() for s in all_ if s.side}))


def sides_chart(comparison: Comparison, name: Name) -> Chart:
    """Return how many words each outlet passes on from each side; nothing before any is named."""
    sides = sides_of(comparison)
    if not sides:
        return Chart("", ())
    names = [*sides[:4], _(NO_SIDE)]

    def number(speaker: Speaker) -> int:
        return names.index(speaker.side) if speaker.side in names else len(names) - 1

    return _words_chart(_("Words passed on, by side"), comparison, name, names, number)


def _words_chart(
    title: str,
    comparison: Comparison,
    name: Name,
    legend: Sequence[str],
    number_of: Callable[[Speaker], int | None],
) -> Chart:
    bars = []
    for article_id in comparison.articles:
        parts = [0.0] * len(legend)
        for speaker in comparison.speakers.get(article_id, ()):
            number = number_of(speaker)
            if number is not None:
                parts[number] += speaker.words
        text = ngettext("{number} word", "{number} words", round(sum(parts)))
        bars.append(ScreenBar(name(article_id), tuple(parts), text))
    return Chart(title, tuple(bars), tuple(legend))
