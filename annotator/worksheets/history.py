"""The student history: one student's scores over lessons and attempts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from annotator.domain.moments import day_and_time, short_day
from annotator.domain.wording import of_maximum, share_text
from annotator.translation import _, ngettext, speaking
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.charts import BarChart, PaperBar
from annotator.worksheets.documents import Content
from annotator.worksheets.fonts import Face
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, plain_setting
from annotator.worksheets.sheets import HistoryEntry, HistorySheet, PageOptions
from annotator.worksheets.styles import QUIET
from annotator.worksheets.tables import CellContent, Table
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run

#: Attempts in one chart; older ones stand in the table only.
MOST_BARS = 12
#: A change of so many hundredths is worth a word.
CHANGE = 0.03


def student_history(
    sheet: HistorySheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return one student's history; the same input gives the same bytes."""
    with speaking(sheet.language):
        return _content(sheet, plain_setting(options, cache)).alone()


def _content(sheet: HistorySheet, setting: Setting) -> Content:
    shown = sheet.code if setting.options.anonymous else sheet.shown_name
    furniture = Furniture(
        _("Student history"), shown, _("{code} · student history", code=sheet.code)
    )

    def fill(pages: Pages) -> None:
        pages.set(_blocks(setting, sheet, shown, pages.section()))

    return Content(
        _("Student history – {shown}", shown=shown), sheet.language, setting, furniture, fill
    )


def _blocks(setting: Setting, sheet: HistorySheet, shown: str, parent: Node) -> list[PageBlock]:
    blocks = setting.opening(_("Student history"), shown, parent)
    if not sheet.entries:
        text = _("Nothing has been collected from this student yet.")
        return [*blocks, setting.paragraph(text, setting.styles.plain, parent)]
    said = setting.paragraph(_in_words(sheet.entries), setting.styles.plain, parent)
    said.before = setting.size * 0.6
    return [
        *blocks,
        said,
        setting.heading(_("Points by attempt"), parent),
        _chart(setting, sheet.entries[-MOST_BARS:], parent),
        setting.heading(_("Attempts"), parent),
        _attempts(setting, sheet.entries, parent),
        setting.heading(_("By category"), parent),
        *_categories(setting, sheet.entries, parent),
    ]


def _share_of(entry: HistoryEntry) -> float:
    score = entry.score
    return score.total / score.total_maximum if score.total_maximum else 0.0


def _in_words(entries: Sequence[HistoryEntry]) -> str:
    """Return what a person would say about the attempts."""
    lessons = len({entry.lesson.id for entry in entries})
    attempts = ngettext("{number} attempt", "{number} attempts", len(entries))
    counted = ngettext(
        "{attempts} at {number} lesson.",
        "{attempts} at {number} lessons.",
        lessons,
        attempts=attempts,
    )
    first, last = _share_of(entries[0]), _share_of(entries[-1])
    shares = {"share": share_text(last), "first": share_text(first)}
    if len(entries) == 1:
        told = _("It reached {share} of the points.", **shares)
    elif abs(last - first) < CHANGE:
        told = _("The last reached {share} of the points, about as the first.", **shares)
    elif last > first:
        told = _("The last reached {share} of the points, more than the first ({first}).", **shares)
    else:
        told = _(
            "The last reached {share} of the points, fewer than the first ({first}).", **shares
        )
    return f"{counted} {told}"


def _chart(setting: Setting, entries: Sequence[HistoryEntry], parent: Node) -> BarChart:
    bars = [
        PaperBar(
            short_day(entry.handed_in),
            _share_of(entry),
            share_text(_share_of(entry)),
        )
        for entry in entries
    ]
    said = ", ".join(
        _(
            "{title}, attempt {number}: {share}",
            title=entry.lesson.title,
            number=entry.attempt,
            share=share_text(_share_of(entry)),
        )
        for entry in entries
    )
    alt = _("Bar chart of the points reached. {said}.", said=said)
    return BarChart(setting, bars, alt, parent, below=_("hand-ins"), highest=1.0)


def _attempts(setting: Setting, entries: Sequence[HistoryEntry], parent: Node) -> Table:
    rows: list[list[CellContent]] = []
    for before, entry in pairwise([None, *entries]):
        assert entry is not None
        change = "–" if before is None else f"{(_share_of(entry) - _share_of(before)) * 100:+.0f}"
        score = entry.score
        cells = [
            of_maximum(score.points, score.maximum),
            of_maximum(score.rubric_points, score.rubric_maximum) if score.rubric_maximum else "–",
            score.grade.text,
            change.replace("-", "−"),
        ]
        number = _("attempt {number}", number=entry.attempt)
        attempt = (Run(entry.lesson.title), Run(f"\n{number}", colour=QUIET))
        rows.append([attempt, day_and_time(entry.handed_in), *cells])
    shares = (0.28, 0.26, 0.15, 0.1, 0.12, 0.09)
    heads = (_("Lesson"), _("Handed in"), _("Highlights"), _("Rubric"), _("Grade"), _("Change"))
    return setting.table(parent, shares, heads, rows, numbers_from=2)


def _categories(setting: Setting, entries: Sequence[HistoryEntry], parent: Node) -> list[PageBlock]:
    """Return how much of each category every attempt reached, the names as they come up."""
    names = dict.fromkeys(
        category.name for entry in entries for category in entry.lesson.scheme.scored
    )
    rows: list[list[CellContent]] = []
    for entry in entries:
        scheme = entry.lesson.scheme
        reached = {
            scheme.category(s.category_id).name: share_text(s.kept / s.maximum)
            for s in entry.score.categories
            if s.maximum
        }
        name = (Run(entry.lesson.title), Run(f" · {entry.attempt}", colour=QUIET))
        rows.append([name, *(reached.get(n, "–") for n in names)])
    shares = [0.36, *[0.64 / max(len(names), 1)] * len(names)]
    heads = [_("Lesson and attempt"), *names]
    table = setting.table(parent, shares, heads, rows, numbers_from=1)
    note = (Run(_("Per cent of the points of each category.") + " ", Face.ITALIC, QUIET),)
    return [table, setting.paragraph(note, setting.styles.small, parent)]
