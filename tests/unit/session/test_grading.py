"""The grading screen without a screen: groups, verdicts, undo, and two graders at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotating import Add, Note
from annotator.domain.annotations import Annotation
from annotator.domain.errors import ChangedMeanwhile, NotAllowed
from annotator.domain.grading import VerdictKind
from annotator.domain.grading_session import Grader, GradingPosition, GradingState
from annotator.domain.identifiers import TEACHER, AnnotationId, AuthorId
from annotator.domain.keys import Acceptance, AnswerKey
from annotator.domain.scheme import CANNOT_TELL
from annotator.domain.spans import Span
from annotator.scoring.results import Outcome
from annotator.services import answer_keys
from annotator.services.accepting import accepted_answer, key_with_answer
from annotator.services.annotating import annotate, write_answer
from annotator.services.collecting import collect_hand_ins
from annotator.services.handing_in import hand_in
from annotator.services.lessons import install_lesson
from annotator.services.second_opinion import colleagues, compare, settled
from annotator.services.signing_in import sign_in, workspace_of
from annotator.session.grading import GradingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION

LESSON = sample_lesson.lesson()
BUGLE = LESSON.articles[0]
FOLDER = Path("drop")
ME = Grader(TEACHER, "ada")
BO = Grader(AuthorId("teacher:bo"), "bo")


@pytest.fixture
def ports():
    made = make_ports()
    install_lesson(made, LESSON, sample_lesson.key())
    for name, marks in {
        "Ana": [(LOADED, "slapped"), (LOADED, "soup")],
        "Ben": [(LOADED, "soup")],
        "Cleo": [(LOADED, "on soup"), (CLAIM, "today")],
    }.items():
        work(made, name, marks)
    collect_hand_ins(made, LESSON, FOLDER)
    return made


def work(ports, name, marks):
    student = sign_in(ports, name)
    workspace = workspace_of(student, LESSON.id)
    for category, quote in marks:
        at = BUGLE.body.index(quote)
        mine = []
        with ports.store.reading() as unit:
            mine = unit.work.annotations(workspace)
        span = Span(at, at + len(quote))
        gesture = Add(BUGLE.id, category, span, note=Note(text="Why."))
        annotate(ports, LESSON, workspace, mine, gesture)
    for question in LESSON.questions:
        write_answer(ports, LESSON, workspace, [], question.id, "An answer.")
    return hand_in(ports, LESSON, student, FOLDER)


@pytest.fixture
def grading(ports):
    return GradingSession(ports, LESSON.id, ME)


def entry_of(grading, name):
    return next(e for e in grading.entries if e.name == name)


def soup(grading):
    return next(g for g in grading.groups if g.students == 3)


def total(grading, name):
    return entry_of(grading, name).graded.score.total


def test_a_verdict_on_a_group_reaches_every_student_in_it(grading):
    group = soup(grading)
    assert group.category_id == LOADED
    before = {name: total(grading, name) for name in ("Ana", "Ben", "Cleo")}
    assert grading.judge_group(group, VerdictKind.ACCEPT)
    assert grading.is_decided(soup(grading))
    gains = {name: total(grading, name) - points for name, points in before.items()}
    assert gains == {name: LESSON.weight_of(LESSON.scheme.category(LOADED)) for name in before}
    assert grading.progress.in_progress == 3


def test_an_exception_is_taken_out_of_the_group(grading):
    group = soup(grading)
    ben = entry_of(grading, "Ben")
    theirs = [m.annotation for m in group.members if m.hand_in_id == ben.id]
    grading.judge_group(group.without(theirs), VerdictKind.REJECT, "Soup is just soup.")
    assert grading.verdict(ben.id, theirs[0].id) is None
    ana = entry_of(grading, "Ana").graded.decisions
    assert [c.text for c in ana.comments] == ["Soup is just soup."]
    assert entry_of(grading, "Ben").graded.decisions.comments == ()


def test_accept_for_all_shows_first_and_then_does_exactly_that(grading, ports):
    group = soup(grading)
    preview = {
        c.entry.name: (c.before.total, c.after.total) for c in grading.preview_for_all(group)
    }
    assert set(preview) == {"Ana", "Ben", "Cleo"}
    assert {name: total(grading, name) for name in preview} == {n: p[0] for n, p in preview.items()}
    grading.accept_for_all(group)
    assert {name: total(grading, name) for name in preview} == {n: p[1] for n, p in preview.items()}
    with ports.store.reading() as unit:
        (added,) = [k for k in unit.lessons.find_key(LESSON.id).annotations if k.quote == "soup"]
    assert added.explanation == "", "a student's words never become the key's"
    assert all(g.students < 3 for g in grading.groups), "what is in the key is no extra any more"


@pytest.mark.parametrize(
    "category, quote, said",
    [
        (OPINION, "Soup costs 2.40 euros, the price list says.", "The key says otherwise of"),
        (LOADED, "slapped a cruel price", "“slapped” is in the key as loaded language already"),
        (LOADED, "slapped", None),
    ],
)
def test_the_key_takes_nothing_in_against_its_own_rule(category, quote, said):
    """A sentence has one label, and words of a category do not overlap: the builder says so too."""
    key = sample_lesson.key()
    answer = answer_at(category, quote)
    if said is None:
        assert key_with_answer(LESSON, key, answer) == key
        return
    with pytest.raises(NotAllowed, match=said):
        key_with_answer(LESSON, key, answer)
    unsure = answer_keys.changed_key(
        LESSON, AnswerKey(), Add(BUGLE.id, CANNOT_TELL, answer.span)
    ).key
    if category == OPINION:
        with pytest.raises(NotAllowed, match="otherwise"):
            key_with_answer(LESSON, unsure, answer)


def answer_at(category, quote):
    at, moment = BUGLE.body.index(quote), datetime(2026, 5, 4, tzinfo=UTC)
    span, whose = Span(at, at + len(quote)), AuthorId("ana")
    anchor = anchor_of(BUGLE.body, span)
    made = Annotation(AnnotationId("x"), BUGLE.id, category, span, anchor, whose, moment)
    return accepted_answer(LESSON, made, Acceptance(TEACHER, moment))


def test_two_who_accept_overlapping_words_for_all_leave_a_key_that_holds(ports):
    chosen = {"Dora": "price on soup", "Emil": "price on soup"}
    for name, quote in (chosen | {"Gil": "price", "Hal": "on soup"}).items():
        work(ports, name, [(CLAIM, quote)])
    collect_hand_ins(ports, LESSON, FOLDER)
    grading, late = GradingSession(ports, LESSON.id, ME), GradingSession(ports, LESSON.id, ME)
    group = next(g for g in grading.groups if g.typical.quote == "price on soup")
    other = next(g for g in late.groups if g.typical.quote == "on soup" and g.category_id == CLAIM)
    assert grading.accept_for_all(group)
    with pytest.raises(NotAllowed, match=r"already\..* Or accept it for single students"):
        late.accept_for_all(other)
    late.reload()
    assert late.key == grading.key
    assert late.verdict(other.members[0].hand_in_id, other.typical.id) is None


def test_undo_takes_accept_for_all_back_for_everybody_and_redo_does_it_again(grading):
    before = {e.name: e.graded.score.total for e in grading.entries}
    grading.accept_for_all(soup(grading))
    after = {e.name: e.graded.score.total for e in grading.entries}
    assert grading.undo() == "Accept “soup” for all"
    assert {e.name: e.graded.score.total for e in grading.entries} == before
    assert soup(grading).students == 3
    assert {e.status.state for e in grading.entries} == {GradingState.NOT_GRADED}
    assert grading.redo() == "Accept “soup” for all"
    assert {e.name: e.graded.score.total for e in grading.entries} == after
    assert grading.redo() == ""


def test_a_credit_set_by_hand_wins_over_a_rescore_and_can_go_back_to_the_rules(grading):
    ana = entry_of(grading, "Ana")
    earned = [c for a in ana.graded.score.articles for c in a.text.credits]
    missed = next(c for c in earned if c.outcome is Outcome.MISSED and c.key.weight)
    grading.override(ana.id, missed.key.id, 1.0, "Said so in class.")
    grading.accept_for_all(soup(grading))
    earned = [c for a in entry_of(grading, "Ana").graded.score.articles for c in a.text.credits]
    again = next(c for c in earned if c.key.id == missed.key.id)
    assert again.overridden
    assert again.credit == 1.0
    assert entry_of(grading, "Ana").graded.decisions.overrides[0].reason == "Said so in class."
    grading.override(ana.id, missed.key.id, None)
    assert entry_of(grading, "Ana").graded.decisions.overrides == ()
    with pytest.raises(NotAllowed):
        grading.override(ana.id, missed.key.id, 1.5)


def test_comments_are_replaced_not_doubled_and_empty_ones_go(grading):
    ana = entry_of(grading, "Ana")
    grading.comment(ana.id, "Good work.")
    grading.comment(ana.id, "Good work indeed.")
    assert [c.text for c in entry_of(grading, "Ana").graded.decisions.comments] == [
        "Good work indeed."
    ]
    assert not grading.comment(ana.id, "Good work indeed."), "the same again is no decision"
    grading.comment(ana.id, "  ")
    assert entry_of(grading, "Ana").graded.decisions.comments == ()
    grading.undo()
    assert len(entry_of(grading, "Ana").graded.decisions.comments) == 1


def test_every_decision_is_in_the_log_with_its_author_and_time(grading, ports):
    ana = entry_of(grading, "Ana")
    criterion = LESSON.criteria[0]
    grading.give_points(ana.id, criterion.id, criterion.maximum)
    grading.toggle_flag(ana.id)
    grading.mark_graded(ana.id)
    grading.undo()
    with ports.store.reading() as unit:
        log = unit.decision_log.of_lesson(LESSON.id, ana.id)
    assert [g.label for g in log] == [
        f"{criterion.name}: {criterion.maximum:g} points",
        "Flag",
        "Graded",
    ]
    assert {g.author_id for g in log} == {TEACHER}
    assert [g.is_undone for g in log] == [False, False, True]
    assert log[0].at < log[1].at < log[2].at
    entry = entry_of(grading, "Ana")
    assert entry.status.flagged
    assert entry.status.state is GradingState.IN_PROGRESS


def test_a_stale_decision_is_refused_shown_and_can_be_made_again(ports):
    mine, theirs = GradingSession(ports, LESSON.id, ME), GradingSession(ports, LESSON.id, BO)
    ana = entry_of(mine, "Ana").id
    theirs.comment(ana, "From Bo.")
    with pytest.raises(ChangedMeanwhile, match="“Write a comment” by bo"):
        mine.comment(ana, "From me.")
    assert mine.entry(ana).graded.decisions.comment_on().text == "From Bo."
    assert mine.comment(ana, "From me, knowing Bo's.")
    with pytest.raises(ChangedMeanwhile, match="anew since"):
        theirs.undo()
    assert mine.entry(ana).graded.decisions.comment_on().text == "From me, knowing Bo's."


def test_a_claim_keeps_others_away_until_it_is_given_up_or_taken_over(ports):
    mine, theirs = GradingSession(ports, LESSON.id, ME), GradingSession(ports, LESSON.id, BO)
    ana, ben = entry_of(mine, "Ana").id, entry_of(mine, "Ben").id
    assert mine.move_to(GradingPosition(LESSON.id, ME.id, ana)) == ""
    assert theirs.move_to(GradingPosition(LESSON.id, BO.id, ana)) == "ada"
    with pytest.raises(NotAllowed, match="ada is working on this hand-in"):
        theirs.comment(ana, "Hello.")
    mine.move_to(GradingPosition(LESSON.id, ME.id, ben), left=ana)
    assert theirs.move_to(GradingPosition(LESSON.id, BO.id, ana)) == ""
    assert theirs.comment(ana, "Hello.")
    assert theirs.move_to(GradingPosition(LESSON.id, BO.id, ben), left=ana) == "ada"
    theirs.take_over(ben)
    assert theirs.comment(ben, "Taken over.")


def test_the_place_is_where_it_was_left(ports):
    grading = GradingSession(ports, LESSON.id, ME)
    place = GradingPosition(LESSON.id, ME.id, entry_of(grading, "Cleo").id, names_shown=True)
    grading.move_to(place)
    assert GradingSession(ports, LESSON.id, ME).place == place


def test_a_decision_after_the_return_says_that_it_has_to_be_returned_again(ports, grading):
    ana = entry_of(grading, "Ana")
    with ports.store.writing() as unit:
        unit.grading.advance(ana.id, 0)
        unit.grading.put_state(ana.id, GradingState.RETURNED)
        unit.grading.put_returned(ana.id, ports.now())
        unit.commit()
    grading.reload()
    grading.comment(ana.id, "One more thing.")
    status = entry_of(grading, "Ana").status
    assert status.state is GradingState.GRADED
    assert status.has_changed_since_return


def test_a_second_opinion_counts_for_nothing_until_it_is_settled(ports, grading):
    criterion = LESSON.criteria[0]
    low, high = criterion.levels[-1].points, criterion.levels[0].points
    ana, ben = entry_of(grading, "Ana"), entry_of(grading, "Ben")
    grading.give_points(ana.id, criterion.id, high)
    grading.give_points(ben.id, criterion.id, low)
    grading.judge_group(soup(grading), VerdictKind.ACCEPT)
    before = {e.name: e.graded.score.total for e in grading.entries}

    second = Grader(AuthorId("teacher:bo"), "bo", is_second=True)
    theirs = GradingSession(ports, LESSON.id, second)
    assert entry_of(theirs, "Ana").graded.decisions.criterion_scores == (), "blind to the first"
    theirs.give_points(ana.id, criterion.id, high)
    theirs.give_points(ben.id, criterion.id, high)
    theirs.judge_group(soup(theirs), VerdictKind.REJECT)
    assert theirs.undo() == "Reject “soup” (3 students)"
    theirs.redo()

    grading.reload()
    assert {e.name: e.graded.score.total for e in grading.entries} == before
    assert colleagues(ports, [ana.id, ben.id]) == (second.id,)
    found = compare(ports, LESSON, [e.graded for e in grading.entries], second.id)
    assert found.rubric_pairs == (2, 1)
    assert found.verdict_pairs[1] == 0
    about = {d.about for d in found.differences if d.hand_in_id == ben.id}
    assert about == {criterion.name, "“soup”"}
    request = settled(next(d for d in found.differences if d.about == criterion.name), ME, ports)
    grading.settle([request])
    assert entry_of(grading, "Ben").graded.decisions.score_on(criterion.id).points == high
    assert entry_of(grading, "Ben").graded.decisions.score_on(criterion.id).author_id == TEACHER


def test_a_claim_runs_out(ports):
    grading = GradingSession(ports, LESSON.id, ME)
    ana = entry_of(grading, "Ana").id
    grading.move_to(GradingPosition(LESSON.id, ME.id, ana))
    status = grading.entry(ana).status
    assert status.claimant("bo", status.claimed_at + timedelta(minutes=5)) == "ada"
    assert status.claimant("bo", status.claimed_at + timedelta(minutes=25)) == ""
