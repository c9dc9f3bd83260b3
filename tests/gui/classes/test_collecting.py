"""Collecting, watching and the lesson file of a class, on the real screens."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from annotator.domain.identifiers import LessonId, QuestionId
from annotator.files.lesson_package import read_class_package
from annotator.gui.classes.assign_dialog import AssignDialog
from annotator.gui.classes.collect_view import CollectView
from annotator.gui.classes.live_view import PAUSE
from annotator.services.grading import grade_class
from annotator.services.lessons import install_lesson
from tests.fakes import accessibility, sample_lesson
from tests.gui.classes.conftest import LESSON, cells, press


def collect(qtbot, screen, school):
    """Open the view by its button and collect the folder."""
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Collect…")
    view = screen._view
    press(qtbot, view, "Collect")
    qtbot.waitUntil(
        lambda: view._report is not None and not view._collecting.is_busy, timeout=20_000
    )
    return view


def rows(view):
    return {row.cells[0]: row.cells[1] for row in view.table.rows.rows}


def advice(view):
    return {row.cells[0]: row.cells[4] for row in view.table.rows.rows}


def test_every_kind_of_file_has_its_row_and_its_advice(qtbot, screen, school):
    school.hands_in("Ann Lee")
    school.hands_in("ann lee", "cruel")
    school.hands_in("Zoe Muler")
    path = school.hands_in("4")
    (school.drop / "torn.handin").write_bytes(path.read_bytes()[:-7])
    changed = bytearray(path.read_bytes())
    changed[-9] ^= 1
    (school.drop / "forged.handin").write_bytes(bytes(changed))
    (school.drop / "copy.handin").write_bytes(path.read_bytes())
    other = replace(LESSON, id=LessonId("other"), title="Other")
    lab = school.machine("other lab")
    install_lesson(lab.ports, other)
    lab.student_home.open(lab.student_home.sign_in("Lost"), other.id).hand_in(school.drop)
    school.now = school.due + timedelta(minutes=5)
    school.hands_in('Albert O\'Brien, "Al"')
    view = collect(qtbot, screen, school)
    found = rows(view)
    assert found["torn.handin"] == "cannot be opened"
    assert found["forged.handin"] == "changed after sealing"
    assert found["Lost"] == "another lesson"
    assert found["Zoe Muler"] == "new, not on the list"
    assert found['Albert O\'Brien, "Al"'] == "new, late"
    told = advice(view)
    assert "its end is missing" in told["torn.handin"]
    assert "changed after it was sealed" in told["forged.handin"]
    assert "Probably Zoë Müller" in told["Zoe Muler"]
    assert "nothing came in time" in told['Albert O\'Brien, "Al"']
    assert told["Ann Lee"] == "Nothing."
    assert "another computer" in told["Ann Lee (as “ann lee”)"]
    assert "4 students have a score" in view.result.text()
    results = cells(view.table, 1)
    assert results.count("here already") + results.count("new") >= 3


def test_a_platform_s_download_is_collected_as_it_comes(qtbot, screen, school, person):
    ann, zoe = school.hands_in("Ann Lee"), school.hands_in("Zoë Müller")
    download = school.folder / "7B-Canteen-1.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.write(ann, f"Ann Lee_11_assignsubmission_file_/{ann.name}.txt")
        archive.write(zoe, f"Ann Lee_12_assignsubmission_file_/{zoe.name}")
    for path in (ann, zoe):
        path.unlink()
    person.choose_files = lambda title, kinds, start: (download,)
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Collect…")
    view = screen._view
    press(qtbot, view, "Choose files…")
    qtbot.waitUntil(
        lambda: view._report is not None and not view._collecting.is_busy, timeout=20_000
    )
    assert rows(view) == {"Ann Lee": "new", "Zoë Müller": "new, in another's folder"}
    assert "“Zoë Müller” signed in" in advice(view)["Zoë Müller"]


def test_work_on_an_earlier_version_is_collected_and_what_lost_its_place_is_told(
    qtbot, screen, school
):
    school.hands_in("Ann Lee", "cruel", "slapped")
    bugle, *others = LESSON.articles
    body = bugle.body.replace("cruel", "stern")
    changed = replace(
        LESSON, version=2, articles=(sample_lesson.article(bugle.id, body, bugle.outlet), *others)
    )
    install_lesson(school.application.ports, changed)
    view = collect(qtbot, screen, school)
    assert rows(view)["Ann Lee"] == "new, made on version 1"
    told = advice(view)["Ann Lee"]
    assert told.startswith("Nothing. Made on version 1; it is scored on version 2.")
    assert "1 of 2 annotations (“cruel”)" in told
    assert "1 made on an earlier version of the lesson" in view.result.text()
    assert "1 student has a score" in view.result.text()
    (graded,) = grade_class(school.application.ports, LESSON.id).graded
    assert [each.quote for each in graded.hand_in.annotations] == ["slapped"]
    with school.application.ports.store.reading() as unit:
        assert unit.lessons.find(LESSON.id).version == 2


def test_a_folder_for_all_lessons_is_no_trouble(qtbot, screen, school):
    bus = replace(LESSON, id=LessonId("bus"), title="The late bus")
    install_lesson(school.application.ports, bus)
    lab = school.machine("other lab")
    install_lesson(lab.ports, bus)
    lab.student_home.open(lab.student_home.sign_in("Zoë Müller"), bus.id).hand_in(school.drop)
    school.hands_in("Ann Lee")
    view = collect(qtbot, screen, school)
    assert cells(view.table, 0) == ["Ann Lee", "Zoë Müller"]
    assert "1 for another lesson" in view.result.text()
    assert "could not be used" not in view.result.text()
    assert "“The late bus”" in advice(view)["Zoë Müller"]
    view.table.choose("1" if view.table.key == "0" else "0")
    assert view.told.text() in advice(view).values()


def test_twice_the_same_changes_nothing(qtbot, screen, school):
    school.hands_in("Ann Lee")
    view = collect(qtbot, screen, school)
    press(qtbot, view, "Collect")
    qtbot.waitUntil(lambda: "1 here already" in view.result.text(), timeout=20_000)
    assert "0 new" in view.result.text()
    with school.application.ports.store.reading() as unit:
        assert len(unit.hand_ins.of_lesson(LESSON.id)) == 1


def test_a_mistyped_name_is_proposed_and_remembered(qtbot, screen, school):
    school.hands_in("Zoe Muler")
    view = collect(qtbot, screen, school)
    assert view.whose.isVisible()
    assert view.whose.currentText().startswith("Zoë Müller")
    press(qtbot, view, "It is this student")
    assert "Zoë Müller (as “Zoe Muler”)" in rows(view)
    assert not view.whose.isVisible()
    school.hands_in("zoe  muler", "cruel")
    press(qtbot, view, "Collect")
    qtbot.waitUntil(lambda: "1 new" in view.result.text(), timeout=20_000)
    assert "not on the list" not in view.result.text()


def test_a_folder_is_asked_for_where_none_is_known(qtbot, screen, school, person, tmp_path):
    screen.tabs.setCurrentIndex(1)
    screen.folder.path = None
    screen.open_collect(school.assignment)
    empty = tmp_path / "empty"
    empty.mkdir()
    person.folders.append(empty)
    view = screen._view
    press(qtbot, view, "Collect from a folder…")
    qtbot.waitUntil(lambda: view._report is not None)
    assert "no hand-ins" in view.result.text()


def test_a_folder_that_is_gone_is_told(qtbot, screen, school, person):
    school.drop.rmdir()
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Collect…")
    press(qtbot, screen._view, "Collect")
    qtbot.waitUntil(lambda: bool(person.said), timeout=20_000)
    assert "could not be opened" in person.said[0][1]
    assert screen._view.collect.isEnabled()


def test_single_files_can_be_chosen(qtbot, screen, school, person, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    path = school.hands_in("Ann Lee")
    path.rename(stick / path.name)
    person.choose_files = lambda title, kinds, start: (stick / path.name,)
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Collect…")
    press(qtbot, screen._view, "Choose files…")
    qtbot.waitUntil(lambda: rows(screen._view) == {"Ann Lee": "new"}, timeout=20_000)


def test_cancel_keeps_what_was_collected(qtbot, screen, school):
    for name in ("Ann Lee", "Zoë Müller", "4"):
        school.hands_in(name)
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Collect…")
    view = screen._view
    press(qtbot, view, "Collect")
    press(qtbot, view, "Cancel")
    qtbot.waitUntil(lambda: not view._collecting.is_busy, timeout=20_000)
    assert view.collect.isEnabled()
    assert "You stopped" in view.result.text() or "3 new" in view.result.text()


def test_the_numbers_of_the_lesson_are_counted(qtbot, screen, school):
    school.hands_in("Ann Lee")
    school.now = school.due + timedelta(minutes=5)
    school.hands_in("Zoë Müller")
    collect(qtbot, screen, school)
    screen.back()
    qtbot.waitUntil(lambda: cells(screen.lessons.table, 3) == ["2 of 4"], timeout=20_000)
    assert cells(screen.lessons.table, 4) == ["1"]


# -- assigning -------------------------------------------------------------------------------------


def test_assigning_writes_the_file_of_the_class(qtbot, screen, school, person, tmp_path):
    other = school.make_class("8A", ())
    screen.enter()
    screen.list.step(1)
    screen.tabs.setCurrentIndex(1)
    assert screen.lessons.empty.isVisible()
    press(qtbot, screen, "Assign a lesson…")
    dialog = screen.findChild(AssignDialog)
    dialog.lesson.setCurrentIndex(dialog.lesson.findData(LESSON.id))
    dialog.has_due.setChecked(True)
    dialog.drafts.setChecked(True)
    assert dialog.folder.text() == str(school.drop)
    person.files.append(tmp_path / "for 8A")
    press(qtbot, dialog, "Assign and save the file…")
    qtbot.waitUntil(lambda: cells(screen.lessons.table, 0) == [LESSON.title])
    lesson, told = read_class_package(tmp_path / "for 8A.lesson")
    assert lesson.public_key == school.application.teacher_keys.public_key()
    assert (told.class_name, told.keeps_drafts, told.drop_folder) == ("8A", True, str(school.drop))
    with school.application.ports.store.reading() as unit:
        (made,) = [a for a in unit.classes.assignments() if a.class_id == other.id]
    assert made.due_at == told.due_at == dialog_due(told)


def dialog_due(told):
    local = told.due_at.astimezone()
    assert (local.hour, local.minute) == (23, 59)
    return told.due_at


def test_choosing_no_place_assigns_nothing(qtbot, screen, school, person):
    school.make_class("8A", ())
    screen.enter()
    screen.list.step(1)
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Assign a lesson…")
    dialog = screen.findChild(AssignDialog)
    person.files.append(None)
    press(qtbot, dialog, "Assign and save the file…")
    assert dialog.isVisible()
    press(qtbot, dialog, "Cancel")
    assert screen.lessons.empty.isVisible()


def test_a_due_time_is_changed_and_a_lesson_taken_back(qtbot, screen, school, person):
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Due time and file…")
    dialog = screen.findChild(AssignDialog)
    assert dialog.has_due.isChecked()
    dialog.has_due.setChecked(False)
    press(qtbot, dialog, "Save the due time")
    qtbot.waitUntil(lambda: cells(screen.lessons.table, 2) == ["no due time"])
    person.answers.append(True)
    press(qtbot, screen, "Take back")
    assert screen.lessons.empty.isVisible()


# -- watching --------------------------------------------------------------------------------------


def test_watching_shows_who_begins_and_hands_in_without_a_click(qtbot, screen, school, monkeypatch):
    assert PAUSE <= 10_000
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Watch the class")
    view = screen._view
    view._timer.setInterval(50)
    qtbot.waitUntil(lambda: view.table.isVisible(), timeout=20_000)
    assert set(cells(view.table, 1)) == {"not begun"}
    lab = school.machine("lab")
    install_lesson(lab.ports, replace(LESSON, public_key=b""))
    ann = lab.student_home.sign_in("Ann Lee")
    session = lab.student_home.open(ann, LESSON.id)
    session.answer(QuestionId("agree"), "The price.")
    lab.student_home.machine(ann).save(session.lesson, school.drop)
    qtbot.waitUntil(lambda: "working" in cells(view.table, 1), timeout=20_000)
    school.now += timedelta(minutes=30)
    qtbot.waitUntil(lambda: "stuck" in cells(view.table, 1), timeout=20_000)
    assert cells(view.table, 0)[0] == "Ann Lee"
    session.hand_in(school.drop)
    qtbot.waitUntil(lambda: "handed in" in cells(view.table, 1), timeout=20_000)
    with school.application.ports.store.reading() as unit:
        assert unit.hand_ins.of_lesson(LESSON.id) == ()


def test_unfinished_work_is_taken_in_until_a_hand_in_comes(qtbot, screen, school, person):
    seal = school.application.teacher_keys.ensure_public_key()
    lab = school.machine("lab")
    install_lesson(lab.ports, replace(LESSON, public_key=seal))
    ann = lab.student_home.sign_in("Ann Lee")
    session = lab.student_home.open(ann, LESSON.id)
    session.answer(QuestionId("agree"), "The price.")
    lab.student_home.machine(ann, "2468").save(session.lesson, school.drop)
    screen.open_live(school.assignment)
    view = screen._view
    qtbot.waitUntil(lambda: "working" in cells(view.table, 1), timeout=20_000)
    for words in ("The work was taken in.", "This work was here already."):
        person.answers.append(True)
        press(qtbot, view, "Take in as it is")
        qtbot.waitUntil(lambda words=words: view.about == words, timeout=20_000)
    (taken,) = grade_class(school.application.ports, LESSON.id).graded
    assert taken.hand_in.answers[0].text == "The price."
    later = session.hand_in(school.drop).hand_in
    collect(qtbot, screen, school)
    (counted,) = grade_class(school.application.ports, LESSON.id).graded
    assert (counted.hand_in.id, counted.attempts) == (later.id, 2)


def test_a_share_that_goes_away_is_told_in_the_view(qtbot, screen, school, person):
    screen.open_live(school.assignment)
    view = screen._view
    view._timer.setInterval(50)
    qtbot.waitUntil(lambda: view.table.isVisible(), timeout=20_000)
    school.drop.rmdir()
    qtbot.waitUntil(lambda: view.trouble.isVisible(), timeout=20_000)
    school.drop.mkdir()
    qtbot.waitUntil(lambda: not view.trouble.isVisible(), timeout=20_000)
    assert person.said == []


def test_enter_on_a_lesson_collects_it(qtbot, screen):
    screen.tabs.setCurrentIndex(1)
    qtbot.keyClick(screen.lessons.table, Qt.Key.Key_Return)
    assert isinstance(screen._view, CollectView)


def test_the_views_can_be_used_without_a_mouse_and_a_screen(qtbot, screen, school):
    school.hands_in("Zoe Muler")
    view = collect(qtbot, screen, school)
    assert accessibility.unnamed(screen) == []
    assert accessibility.undescribed(screen) == []
    qtbot.keyClick(view.back, Qt.Key.Key_Space)
    assert screen._view is None
    screen.open_live(school.assignment)
    qtbot.waitUntil(lambda: screen._view.table.isVisible(), timeout=20_000)
    assert accessibility.unnamed(screen) == []
    assert accessibility.undescribed(screen) == []


def test_a_hand_in_from_another_computer_waits_for_the_teacher(qtbot, screen, school, person):
    school.hands_in("Ann Lee", "cruel")
    forged = school.hands_in("Ann Lee", "greedy")
    view = collect(qtbot, screen, school)
    assert [row.cells[1] for row in view.table.rows.rows] == ["new, from another computer", "new"]
    assert "1 from another computer (not counted)" in view.result.text()
    assert counted(school) == ["cruel"]
    view.table.choose("0" if view._report.entries[0].path == forged else "1")
    assert "the first one counts" in view.told.text()
    press(qtbot, view, "Let this one count")
    assert counted(school) == ["greedy"]
    assert {row.cells[1] for row in view.table.rows.rows} == {"new"}
    first = next(n for n, e in enumerate(view._report.entries) if e.path != forged)
    view.table.choose(str(first))
    assert view.take.isVisible()  # and back again
    press(qtbot, view, "Let this one count")
    assert counted(school) == ["cruel"]


def test_a_class_that_changed_machines_is_let_in_with_one_answer(qtbot, screen, school, person):
    names = ("Ann Lee", "Zoë Müller", "4")
    for quote in ("cruel", "greedy"):
        for name in names:
            school.hands_in(name, quote)
    view = collect(qtbot, screen, school)
    assert len(view._report.set_aside) == 3
    person.answers.append(True)
    press(qtbot, view, "Let all 3 from other computers count…")
    assert counted(school) == ["greedy"] * 3
    assert not view.take_all.isVisible()


def test_a_student_who_went_on_with_a_draft_is_not_asked_about(qtbot, screen, school):
    one, other = school.machine("one"), school.machine("other")
    for lab in (one, other):
        install_lesson(lab.ports, LESSON)
    session = one.student_home.open(one.student_home.sign_in("Ann Lee"), LESSON.id)
    school.mark(session, "cruel")
    one.student_home.machine(one.student_home.sign_in("Ann Lee"), "1234").save(LESSON, school.drop)
    session.hand_in(school.drop)
    there = other.student_home.machine(other.student_home.sign_in("Ann Lee"), "1234")
    there.bring(LESSON, school.drop)
    session = other.student_home.open(other.student_home.sign_in("Ann Lee"), LESSON.id)
    school.mark(session, "greedy")
    session.hand_in(school.drop)
    view = collect(qtbot, screen, school)
    assert view._report.doubtful == ()
    assert counted(school) == ["cruel", "greedy"]


def test_a_wrong_clock_is_told_in_its_row(qtbot, screen, school):
    real = school.now
    school.now = real.replace(year=2009)
    school.hands_in("Ann Lee", "cruel")
    school.now = real.replace(year=2099)
    school.hands_in("Zoë Müller", "cruel")
    school.now = real
    view = collect(qtbot, screen, school)
    found, told = rows(view), advice(view)
    assert found["Ann Lee"] == found["Zoë Müller"] == "new, look at its time"
    assert "2009" in told["Ann Lee"]
    assert "2099" in told["Zoë Müller"]
    assert all("cannot be true" in each for each in told.values())
    assert "2 with a time to look at" in view.result.text()


def counted(school):
    """Return the highlighted words of the hand-ins that count."""
    found = grade_class(school.application.ports, LESSON.id).graded
    return sorted(a.quote for graded in found for a in graded.hand_in.annotations)


def test_a_lesson_whose_key_is_public_says_so_when_it_is_assigned(qtbot, screen, school):
    school.application.lessons.install_shipped()
    own = replace(LESSON, id=LessonId("own"))
    install_lesson(school.application.ports, own)
    screen.enter()
    screen.tabs.setCurrentIndex(1)
    press(qtbot, screen, "Assign a lesson…")
    dialog = screen.findChild(AssignDialog)
    said = [each for each in dialog.findChildren(QLabel) if "answer key" in each.text()]
    shown = {}
    for number in range(dialog.lesson.count()):
        dialog.lesson.setCurrentIndex(number)
        shown[dialog.lesson.currentData()] = any(each.isVisible() for each in said)
    assert shown["warm-up"]
    assert not shown[own.id]
    dialog.close()
