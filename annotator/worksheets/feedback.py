"""What stands under an article: numbered notes, missed items, sentence labels; answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.lessons import Question
from annotator.scoring.results import KeyCredit, RubricScore
from annotator.worksheets.blocks import Block
from annotator.worksheets.fonts import Face
from annotator.worksheets.setting import Setting
from annotator.worksheets.sheets import GradedSheet
from annotator.worksheets.styles import QUIET
from annotator.worksheets.summary import reached_level
from annotator.worksheets.tables import Cell, Table, text_cell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.verdicts import ArticleWork, Missed, Note, SentenceCheck
from annotator.worksheets.wording import points, quoted, shortened


def notes_blocks(setting: Setting, work: ArticleWork, parent: Node) -> list[Block]:
    """Return the table of the student's annotations with credit and explanation."""
    heading = setting.heading("Notes", parent, level=3)
    if not work.notes:
        return [heading, setting.paragraph("Nothing is highlighted.", setting.styles.plain, parent)]
    heads = ["No.", "Words and category", "Your reason and rewrite", "Credit and explanation"]
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.07, 0.26, 0.31, 0.36),
        [text_cell(head) for head in heads],
        [_note_row(setting, note) for note in work.notes],
        parent,
        row_heads=True,
    )
    return [heading, table]


def _note_row(setting: Setting, note: Note) -> list[Cell]:
    look = setting.looks[note.category.id]
    annotation = note.annotation
    named = note.category.name
    technique = note.category.technique(annotation.technique_id or "")
    if technique:
        named += f" · {technique.name}"
    reason: list[Run] = []
    if annotation.reason:
        reason.append(Run(annotation.reason))
    if annotation.rewrite:
        reason.append(Run(("\n" if reason else "") + "Neutral: ", Face.BOLD))
        reason.append(Run(annotation.rewrite))
    return [
        Cell((Run(note.label, Face.BOLD, look.ink),)),
        Cell((Run(quoted(annotation.quote) + "\n"), Run(named, colour=QUIET))),
        Cell(reason or (Run("–", colour=QUIET),)),
        setting.sign_cell(note.sign, note.outcome, *_explanation(note)),
    ]


def _explanation(note: Note) -> list[Run]:
    runs = [run for credit in note.credits[:1] for run in _credit_runs(credit)]
    if note.verdict and note.verdict.comment:
        runs.append(Run("\n" + note.verdict.comment))
    return runs


def _credit_runs(credit: KeyCredit) -> Iterator[Run]:
    facts = [f"{points(credit.points)} p."] if credit.points else []
    if credit.overridden:
        facts.append("set by the teacher")
    if facts:
        yield Run(" · " + ", ".join(facts), colour=QUIET)
    if credit.key.explanation:
        yield Run("\n" + credit.key.explanation)


def missed_blocks(setting: Setting, work: ArticleWork, parent: Node) -> list[Block]:
    """Return the table of required items that were not found."""
    if not work.missed:
        return []
    return [
        setting.heading("Missed", parent, level=3),
        Table(
            setting.cache,
            setting.styles,
            setting.columns(0.07, 0.36, 0.57),
            [text_cell(head) for head in ("No.", "Words and category", "Why")],
            [_missed_row(item) for item in work.missed],
            parent,
            row_heads=True,
        ),
    ]


def _missed_row(item: Missed) -> list[Cell]:
    key = item.credit.key
    technique = item.category.technique(key.technique_id or "")
    named = item.category.name + (f" · {technique.name}" if technique else "")
    return [
        Cell((Run(item.label, Face.BOLD, QUIET),)),
        Cell((Run(quoted(key.quote) + "\n"), Run(named, colour=QUIET))),
        text_cell(key.explanation or "–"),
    ]


def sentence_blocks(setting: Setting, work: ArticleWork, parent: Node) -> list[Block]:
    """Return how many sentences are labelled as in the key, and those that are not."""
    if not work.checks:
        return []
    right = sum(check.is_right for check in work.checks)
    differing = [c for c in work.checks if not c.is_right and c.given is not None]
    bare = [c for c in work.checks if not c.is_right and c.given is None]
    text = f"{right} of {len(work.checks)} sentences as in the key."
    line = setting.paragraph(text, setting.styles.plain, parent)
    blocks: list[Block] = [setting.heading("Sentence labels", parent, level=3), line]
    if differing:
        line.keep_with_next = True
        blocks.append(
            Table(
                setting.cache,
                setting.styles,
                setting.columns(0.37, 0.12, 0.12, 0.39),
                [text_cell(head) for head in ("Sentence", "Yours", "Key", "Why")],
                [_check_row(check) for check in differing],
                parent,
                row_heads=True,
            )
        )
    if bare:
        blocks.append(_unlabelled(setting, bare, parent))
    return blocks


def _unlabelled(setting: Setting, checks: Sequence[SentenceCheck], parent: Node) -> Block:
    listed = "; ".join(
        f"{quoted(check.credit.key.quote, 36)} ({check.wanted.name.lower()})" for check in checks
    )
    runs = (Run(f"Without a label ({len(checks)}): ", Face.BOLD), Run(listed))
    return setting.paragraph(runs, setting.styles.small, parent)


def _check_row(check: SentenceCheck) -> list[Cell]:
    key = check.credit.key
    return [
        text_cell(quoted(key.quote, 72)),
        text_cell(check.given.name if check.given else "no label"),
        text_cell(check.wanted.name),
        text_cell(key.explanation or "–"),
    ]


def answer_blocks(
    setting: Setting, sheet: GradedSheet, question: Question, number: int, parent: Node
) -> list[Block]:
    """Return a question, the student's answer and the levels given on it."""
    answers = [a.text for a in sheet.hand_in.answers if a.question_id == question.id]
    title = f"{number}  {shortened(question.prompt, 60)}"
    blocks: list[Block] = [
        setting.heading(f"{number}  {question.prompt}", parent, level=3, bookmark=(title, 1))
    ]
    for text in answers or [""]:
        if text.strip():
            rows = text.replace("\r\n", "\n").split("\n")
            blocks += [setting.paragraph(row, setting.styles.plain, parent) for row in rows]
        else:
            runs = (Run("No answer.", Face.ITALIC, QUIET),)
            blocks.append(setting.paragraph(runs, setting.styles.plain, parent))
    entries = [e for e in sheet.score.rubric if e.criterion.question_id == question.id]
    return [*blocks, *(_level_line(setting, entry, parent) for entry in entries)]


def _level_line(setting: Setting, entry: RubricScore, parent: Node) -> Block:
    said = "not graded yet"
    if entry.score is not None:
        level = reached_level(entry.criterion, entry.score.points)
        said = f"{level.name if level else 'no level'} · "
        said += f"{points(entry.score.points)} of {points(entry.criterion.maximum)} points"
        said += f"\n{entry.score.comment}" if entry.score.comment else ""
    runs = (Run(f"{entry.criterion.name}: ", Face.BOLD), Run(said))
    return setting.paragraph(runs, setting.styles.small, parent)
