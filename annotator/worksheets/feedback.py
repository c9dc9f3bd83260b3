"""What is said about an article: notes on highlights, missed items and labels; answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from annotator.domain.annotations import Annotation, Answer
from annotator.domain.lessons import Question
from annotator.domain.scheme import Category
from annotator.domain.wording import points_text
from annotator.scoring.results import KeyCredit, RubricScore
from annotator.scoring.sums import told_by_hand
from annotator.translation import _, ngettext
from annotator.worksheets import notes, verdicts
from annotator.worksheets.article_flow import LineNumber
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import VerdictSign
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import QUIET
from annotator.worksheets.summary import reached_level
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.wording import shortened


def article_notes(setting: Setting, work: verdicts.ArticleWork) -> list[notes.MarginNote]:
    """Return the notes of one graded article: highlights, missed items, differing labels."""
    return [
        *(_highlight_note(setting, note) for note in work.notes),
        *(_missed_note(item) for item in work.missed),
        *(
            _label_note(setting, check, check.given)
            for check in work.checks
            if not check.is_right and check.given is not None
        ),
        *(_open_note(setting, each) for each in work.open_sentences),
        *(_by_hand_note(setting, credit) for credit in work.by_hand),
    ]


def _highlight_note(setting: Setting, note: verdicts.NumberedCredit) -> notes.MarginNote:
    annotation = note.annotation
    head = [Run(note.outcome, Face.BOLD)]
    facts = [fact for credit in note.credits[:1] for fact in _facts(credit)]
    technique = note.category.technique(annotation.technique_id or "")
    facts += [technique.name.lower()] if technique else []
    head += [Run(f" · {fact}", colour=QUIET) for fact in facts]
    lines: list[tuple[Run, ...]] = [tuple(head)]
    lines += [
        (Run(credit.key.explanation),) for credit in note.credits[:1] if credit.key.explanation
    ]
    lines += [line for credit in note.credits[:1] for line in _set_by_hand(credit)]
    lines += own_words(annotation)
    said = [note.verdict.comment if note.verdict else "", note.comment]
    lines += [(Run(_("Teacher:") + " ", Face.BOLD), Run(text)) for text in said if text]
    span = annotation.span
    position = span.start if note.category.is_sentence else span.end
    ink = setting.looks[note.category.id].ink
    return notes.MarginNote(position, note.label, annotation.quote, ink, tuple(lines), note.sign)


def own_words(annotation: Annotation) -> list[tuple[Run, ...]]:
    """Return the lines with a student's reason and neutral rewrite."""
    lines: list[tuple[Run, ...]] = []
    if annotation.reason:
        lines.append(
            (Run(_("You:") + " ", Face.BOLD_ITALIC, QUIET), Run(annotation.reason, Face.ITALIC))
        )
    if annotation.rewrite:
        lines.append(
            (
                Run(_("Neutral:") + " ", Face.BOLD_ITALIC, QUIET),
                Run(annotation.rewrite, Face.ITALIC),
            )
        )
    return lines


def named(category: Category, technique_id: str | None) -> str:
    """Return a category's name with its technique, in lower case as after a dot."""
    technique = category.technique(technique_id or "")
    return category.name.lower() + (f", {technique.name.lower()}" if technique else "")


def _facts(credit: KeyCredit) -> Iterator[str]:
    if credit.points or credit.overridden:
        yield _("{points} p.", points=points_text(credit.points))


def _set_by_hand(credit: KeyCredit) -> list[tuple[Run, ...]]:
    """Return the line on what a teacher set by hand, and why."""
    if not credit.overridden:
        return []
    said = told_by_hand(credit)
    return [(Run(_("Teacher:") + " ", Face.BOLD), Run(said))]


def _by_hand_note(setting: Setting, credit: KeyCredit) -> notes.MarginNote:
    """Return the note on a credit that nothing else on the page tells of."""
    key = credit.key
    look = setting.looks[key.category_id]
    head = (Run(_("set by the teacher"), Face.BOLD), Run(f" · {look.name.lower()}", colour=QUIET))
    lines = [head, *_set_by_hand(credit)]
    label = f"{look.letter}*"
    return notes.MarginNote(
        key.span.end, label, key.quote, look.ink, tuple(lines), verdicts.sign_of(credit)
    )


def _missed_note(item: verdicts.Missed) -> notes.MarginNote:
    key = item.credit.key
    about = named(item.category, key.technique_id)
    facts = [about, *_facts(item.credit)]
    head = [Run(_("missed"), Face.BOLD), *(Run(f" · {fact}", colour=QUIET) for fact in facts)]
    lines: list[tuple[Run, ...]] = [tuple(head), *_set_by_hand(item.credit)]
    if key.explanation:
        lines.append((Run(key.explanation),))
    sign = verdicts.sign_of(item.credit) if item.credit.overridden else VerdictSign.RING
    return notes.MarginNote(key.span.end, item.label, key.quote, QUIET, tuple(lines), sign)


def _label_note(
    setting: Setting, check: verdicts.SentenceCheck, given: Category
) -> notes.MarginNote:
    key = check.credit.key
    wanted = Run(_("key: {category}", category=check.wanted.name.lower()), Face.BOLD)
    facts = [_("yours: {category}", category=given.name.lower()), *_facts(check.credit)]
    head = (wanted, *(Run(f" · {fact}", colour=QUIET) for fact in facts))
    lines: list[tuple[Run, ...]] = [head, *_set_by_hand(check.credit)]
    if key.explanation:
        lines.append((Run(key.explanation),))
    ink = setting.looks[given.id].ink
    label = f"{given.letter}≠"
    # Who cannot tell has missed the label; no wrong one was given.
    sign = VerdictSign.CROSS if given.is_scored else VerdictSign.RING
    sign = verdicts.sign_of(check.credit) if check.credit.overridden else sign
    return notes.MarginNote(key.span.start, label, key.quote, ink, tuple(lines), sign)


def _open_note(setting: Setting, item: verdicts.OpenSentence) -> notes.MarginNote:
    """Return what the key says of a labelled sentence that it leaves unscored."""
    facts = (_("yours: {category}", category=item.given.name.lower()), _("not scored"))
    key = Run(_("key: {category}", category=_("cannot tell")), Face.BOLD)
    lines: list[tuple[Run, ...]] = [(key, *(Run(f" · {fact}", colour=QUIET) for fact in facts))]
    if item.sentence.explanation:
        lines.append((Run(item.sentence.explanation),))
    look, quote = setting.looks[item.given.id], item.annotation.quote
    return notes.MarginNote(
        item.sentence.span.start, look.letter, quote, look.ink, tuple(lines), VerdictSign.PLUS
    )


def sentence_blocks(
    setting: Setting, work: verdicts.ArticleWork, parent: Node, line_number: LineNumber
) -> list[PageBlock]:
    """Return how many sentences are labelled as in the key, and the lines without a label."""
    runs: list[Run] = []
    if not work.notes:
        runs.append(Run(_("Nothing is highlighted.") + " "))
    if work.checks:
        right = sum(check.is_right for check in work.checks)
        runs.append(Run(_("Sentence labels:") + " ", Face.BOLD))
        runs.append(
            Run(_("{right} of {labels} as in the key.", right=right, labels=len(work.checks)))
        )
    bare = [c for c in work.checks if not c.is_right and c.given is None]
    if bare:
        bare_ones = ngettext(
            "No label on {number}, beginning in line {lines}.",
            "No label on {number}, beginning in line {lines}.",
            len(bare),
            lines=_listed(bare, line_number),
        )
        runs.append(Run(f" {bare_ones}"))
    if not runs:
        return []
    block = setting.paragraph(runs, setting.styles.small, parent)
    block.before = setting.size * 0.6
    return [block]


def _listed(checks: Sequence[verdicts.SentenceCheck], line_number: LineNumber) -> str:
    """Return the lines in which sentences begin, by what the key calls them."""
    by_name = sorted(checks, key=lambda c: (c.wanted.name, c.credit.key.span))
    parts = []
    for name, group in groupby(by_name, key=lambda c: c.wanted.name.lower()):
        numbers = dict.fromkeys(str(line_number(c.credit.key.span.start)) for c in group)
        parts.append(f"{', '.join(numbers)} ({name})")
    return "; ".join(parts)


def answer_blocks(
    setting: Setting,
    question: Question,
    number: int,
    answers: Sequence[Answer],
    entries: Sequence[RubricScore],
    parent: Node,
    comment: str = "",
) -> list[PageBlock]:
    """Return a question, the student's answer, the levels given on it and the comment."""
    mine = [answer.text for answer in answers if answer.question_id == question.id]
    title = f"{number}  {shortened(question.prompt, 60)}"
    blocks: list[PageBlock] = [
        setting.heading(f"{number}  {question.prompt}", parent, level=3, bookmark=(title, 1))
    ]
    for text in mine or [""]:
        if text.strip():
            rows = text.replace("\r\n", "\n").split("\n")
            blocks += [setting.paragraph(row, setting.styles.plain, parent) for row in rows]
        else:
            runs = (Run(_("No answer."), Face.ITALIC, QUIET),)
            blocks.append(setting.paragraph(runs, setting.styles.plain, parent))
    blocks += [_level_line(setting, entry, parent) for entry in entries]
    if comment:
        said = (Run(_("Teacher:") + " ", Face.BOLD), Run(comment))
        blocks.append(setting.paragraph(said, setting.styles.small, parent))
    return blocks


def _level_line(setting: Setting, entry: RubricScore, parent: Node) -> PageBlock:
    said = _("not graded yet")
    if entry.score is not None:
        level = reached_level(entry.criterion, entry.score.points)
        said = f"{level.name if level else _('no level')} · "
        said += _(
            "{points} of {maximum} points",
            points=points_text(entry.score.points),
            maximum=points_text(entry.criterion.maximum),
        )
        said += f"\n{entry.score.comment}" if entry.score.comment else ""
    runs = (Run(f"{entry.criterion.name}: ", Face.BOLD), Run(said))
    return setting.paragraph(runs, setting.styles.small, parent)
