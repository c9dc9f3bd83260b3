"""Give graded hand-ins back: a PDF and a feedback file each, and note that it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.annotations import Annotation
from annotator.domain.errors import StorageTrouble, system_trouble
from annotator.domain.grades import ScaleKind
from annotator.domain.grading import Decisions, VerdictKind
from annotator.domain.grading_session import GradingState, RegradeRequest
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import AnnotationId
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Criterion, Lesson
from annotator.domain.returned import (
    MISSED,
    SET_BY_HAND,
    FeedbackAnswer,
    FeedbackCriterion,
    FeedbackLine,
    FeedbackNote,
    StudentFeedback,
)
from annotator.scoring.results import HandInScore, KeyCredit, Outcome
from annotator.scoring.sums import sum_of, told_by_hand
from annotator.services.asked_words import counted_words
from annotator.services.grading import GradedHandIn
from annotator.services.grading_session import GradingEntry
from annotator.services.jobs import Job
from annotator.services.ports import Ports
from annotator.translation import N_, _

#: Writes what one student gets back into a folder; returns the files.
ReturnWriter = Callable[[GradedHandIn, StudentFeedback, Path], Sequence[Path]]

#: As feedback files have it; who shows them looks them up.
_VERDICT_WORDS = {
    VerdictKind.ACCEPT: N_("accepted"),
    VerdictKind.ACCEPT_FOR_ALL: N_("accepted"),
    VerdictKind.REJECT: N_("rejected"),
    VerdictKind.IGNORE: N_("ignored"),
}
NOT_SCORED = N_("not scored")
_OUTCOME_WORDS = {
    Outcome.FOUND: N_("found"),
    Outcome.PARTLY: N_("partly found"),
    Outcome.OTHER_CATEGORY: N_("other category"),
    Outcome.MISSED: N_("missed"),
    Outcome.FELL_FOR: N_("fell for the trap"),
}


@dataclass(frozen=True, slots=True)
class Returned:
    """What a return left behind: how many of how many, and the files, all of them whole."""

    done: int
    wanted: int
    files: tuple[Path, ...]

    @property
    def is_stopped(self) -> bool:
        """Return whether it was stopped before the last one."""
        return self.done < self.wanted


def return_work(
    ports: Ports,
    lesson: Lesson,
    entries: Sequence[GradingEntry],
    write: ReturnWriter,
    folder: Path,
    job: Job | None = None,
    *,
    with_missed: bool = False,
) -> Returned:
    """Write what each student gets back and note each as returned once its files are there.

    What a student missed is told only `with_missed`: whoever hands in nothing misses the whole key.
    Stopped, what was returned until then stays returned.
    """
    job = job or Job()
    files: list[Path] = []
    for done, entry in enumerate(entries):
        if job.is_stopped:
            return Returned(done, len(entries), tuple(files))
        told = entry if with_missed else without_missed(entry)
        untold = _missed_count(entry.graded.score) - _missed_count(told.graded.score)
        feedback = replace(feedback_on(ports, lesson, told), untold=untold)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            files += write(told.graded, feedback, folder)
        except (StorageTrouble, OSError) as trouble:
            said = system_trouble(trouble) if isinstance(trouble, OSError) else trouble
            kept = _(
                "{done} of {number} were returned before this one.", done=done, number=len(entries)
            )
            raise StorageTrouble(f"{said} {kept}") from trouble
        _note_returned(ports, entry)
        job.progress(done + 1, len(entries))
    return Returned(len(entries), len(entries), tuple(files))


def without_missed(entry: GradingEntry) -> GradingEntry:
    """Return a hand-in with all its points and without what of the key it did not touch."""
    score = entry.graded.score
    articles = tuple(
        replace(article, text=replace(article.text, credits=tuple(_touched(article.text.credits))))
        for article in score.articles
    )
    graded = replace(entry.graded, score=replace(score, articles=articles))
    return replace(entry, graded=graded)


def _touched(met: Sequence[KeyCredit]) -> Iterator[KeyCredit]:
    for credit in met:
        if credit.outcome not in (Outcome.MISSED, Outcome.AVOIDED):
            yield credit
        elif credit.overridden:  # the teacher's decision is told, the key's words are not
            yield replace(credit, key=replace(credit.key, explanation=""))


def _missed_count(score: HandInScore) -> int:
    met = (credit for article in score.counted for credit in article.text.credits)
    return sum(c.outcome is Outcome.MISSED and c.key.status is KeyStatus.REQUIRED for c in met)


def returnable(entries: Sequence[GradingEntry]) -> tuple[GradingEntry, ...]:
    """Return the hand-ins that are graded and wait to go back, in their order."""
    return tuple(e for e in entries if e.status.state is GradingState.GRADED)


def _note_returned(ports: Ports, entry: GradingEntry) -> None:
    with ports.store.writing() as unit:
        status = unit.grading.statuses([entry.id])[entry.id]
        # Somebody may have decided since: then it is graded and has to go back once more.
        is_newest = status.revision == entry.status.revision
        unit.grading.advance(entry.id, status.revision)
        if is_newest:
            unit.grading.put_state(entry.id, GradingState.RETURNED)
        unit.grading.put_returned(entry.id, ports.now())
        unit.commit()


# -- what stands in it -------------------------------------------------------------------------


def feedback_on(ports: Ports, lesson: Lesson, entry: GradingEntry) -> StudentFeedback:
    """Return what one student may know of a graded hand-in, as of now.

    What the entry's score leaves out of the key, as `without_missed` does, is not told.
    """
    graded, request = entry.graded, entry.request
    hand_in, score, decisions = graded.hand_in, graded.score, graded.decisions
    overall = decisions.comment_on()
    return StudentFeedback(
        hand_in_id=hand_in.id,
        lesson_id=lesson.id,
        lesson_version=lesson.version,
        lesson_title=lesson.title,
        article_hashes={article.id: article.hash for article in lesson.articles},
        student_name=hand_in.student_name,
        attempt=hand_in.attempt,
        handed_in=hand_in.handed_in,
        returned_at=ports.now(),
        revision=entry.status.revision,
        points=score.points,
        maximum=score.maximum,
        rubric_points=score.rubric_points,
        rubric_maximum=score.rubric_maximum,
        comment=overall.text if overall else "",
        request=request.text if isinstance(request, RegradeRequest) else "",
        request_answer=request.answer if isinstance(request, RegradeRequest) else "",
        notes=tuple(_notes(lesson, graded)),
        answers=tuple(_answers(lesson, hand_in, decisions)),
        criteria=tuple(_criterion(criterion, decisions) for criterion in lesson.criteria),
        lines=tuple(
            FeedbackLine(line.name, line.points, line.maximum)
            for line in sum_of(lesson, score).lines
        ),
        grade="" if score.scale.kind is ScaleKind.PERCENT else score.grade.text,
        counted=counted_words(lesson, score, hand_in.reading_group),
    )


def _notes(lesson: Lesson, graded: GradedHandIn) -> Iterator[FeedbackNote]:
    """Yield the notes in reading order: every annotation, and the items that were missed."""
    hand_in, score, decisions = graded.hand_in, graded.score, graded.decisions
    labels = {category.id for category in lesson.scheme.categories if category.is_sentence}
    credits_of: dict[AnnotationId, list[KeyCredit]] = {}
    missed: list[KeyCredit] = []
    found: list[FeedbackNote] = []
    for article in score.articles:
        for credit in article.text.credits:
            for annotation_id in credit.earned_by:
                credits_of.setdefault(annotation_id, []).append(credit)
            is_missed = credit.outcome is Outcome.MISSED
            if (is_missed and credit.key.status is KeyStatus.REQUIRED) or (
                credit.overridden and not credit.earned_by
            ):
                missed.append(credit)
    for annotation in hand_in.annotations:
        note = _note(annotation, credits_of.get(annotation.id, ()), decisions)
        if annotation.category_id in labels and annotation.id not in credits_of:
            told = (
                each.explanation
                for each in graded.unscored
                if each.article_id == annotation.article_id and each.span.overlaps(annotation.span)
            )
            note = replace(note, outcome=NOT_SCORED, explanation=next(told, ""))
        found.append(note)
    found += [_missed(credit) for credit in missed]
    order = {article.id: number for number, article in enumerate(lesson.articles)}
    yield from sorted(
        (note for note in found if note.article_id in order),
        key=lambda note: (order[note.article_id], note.span, note.category_id),
    )


def _note(
    annotation: Annotation, earned: Sequence[KeyCredit], decisions: Decisions
) -> FeedbackNote:
    comment = decisions.comment_on(annotation=annotation.id)
    verdict = decisions.verdict_on(annotation.id)
    said = [verdict.comment if verdict else "", comment.text if comment else ""]
    trap = next((c for c in earned if c.outcome is Outcome.FELL_FOR), None)
    best = trap or max(earned, key=lambda c: c.credit, default=None)
    outcome = N_("not in the key")
    if best is not None:
        outcome = _OUTCOME_WORDS.get(best.outcome, "found")
    elif verdict is not None:
        outcome = _VERDICT_WORDS[verdict.kind]
    other = best is not None and best.key.category_id != annotation.category_id
    return FeedbackNote(
        annotation.article_id,
        annotation.category_id,
        annotation.span,
        annotation.quote,
        outcome,
        best.points if best else 0.0,
        best.key.explanation if best else "",
        best.key.category_id if best and other else None,
        annotation.reason,
        annotation.rewrite,
        " ".join(text for text in said if text),
        " ".join(told_by_hand(credit) for credit in earned if credit.overridden),
    )


def _missed(credit: KeyCredit) -> FeedbackNote:
    key = credit.key
    return FeedbackNote(
        key.article_id,
        key.category_id,
        key.span,
        key.quote,
        MISSED if credit.outcome is Outcome.MISSED else SET_BY_HAND,
        credit.points,
        key.explanation,
        by_hand=told_by_hand(credit) if credit.overridden else "",
    )


def _answers(lesson: Lesson, hand_in: HandIn, decisions: Decisions) -> Iterator[FeedbackAnswer]:
    given = {answer.question_id: answer.text for answer in hand_in.answers}
    for question in lesson.questions:
        comment = decisions.comment_on(question=question.id)
        said = comment.text if comment else ""
        yield FeedbackAnswer(question.prompt, given.get(question.id, ""), said)


def _criterion(criterion: Criterion, decisions: Decisions) -> FeedbackCriterion:
    score = decisions.score_on(criterion.id)
    reached = [x for x in criterion.levels if score and x.points <= score.points + 1e-9]
    level = max(reached, key=lambda x: x.points, default=None)
    return FeedbackCriterion(
        criterion.name,
        level.name if level else "",
        score.points if score else None,
        criterion.maximum,
        score.comment if score else "",
    )


# -- requests ----------------------------------------------------------------------------------


def take_requests(ports: Ports, requests: Sequence[RegradeRequest]) -> int:
    """Store requests on hand-ins that are here; return how many are new.

    One that is here already changes nothing; a newer one waits for an answer again.
    """
    new = 0
    with ports.store.writing() as unit:
        known = unit.grading.requests([request.hand_in_id for request in requests])
        for request in sorted(requests, key=lambda one: one.at):
            there = known.get(request.hand_in_id)
            if unit.hand_ins.find(request.hand_in_id) is None:
                continue
            if there is None or there.at < request.at:
                unit.grading.put_request(request)
                new += 1
        if new:
            unit.commit()
    return new
