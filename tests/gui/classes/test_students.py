"""The list of a class: imported with a preview, changed by hand, moved, left, deleted."""

from __future__ import annotations

import json
from dataclasses import replace

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from annotator.domain.classes import MemberState, RosterRow
from annotator.gui.classes.classes_screen import ClassesScreen, NameDialog
from annotator.gui.classes.privacy_dialogs import PurgeDialog, ReceiptDialog
from annotator.gui.classes.roster_dialog import RosterDialog
from annotator.gui.classes.student_form import StudentForm
from annotator.gui.teacher_area import TeacherArea
from annotator.services.collecting import collect_hand_ins
from annotator.services.privacy import ErasureReceipt
from annotator.services.signing_in import sign_in
from tests.fakes import accessibility
from tests.fakes.application import EmptyRoom
from tests.gui.classes.conftest import CALC, LESSON, ROWS, cells, press


def members(school, group=None):
    with school.application.ports.store.reading() as unit:
        found = unit.classes.members((group or school.group).id)
    return {member.roster.student_id: member for member in found}


def opened(qtbot, screen, kind):
    qtbot.waitUntil(lambda: screen.findChild(kind) is not None)
    return screen.findChild(kind)


def read_list(qtbot, screen, school, text, encoding="utf-8"):
    path = school.folder / "list.csv"
    path.write_text(text, encoding=encoding)
    screen.students.import_file(path)
    return opened(qtbot, screen, RosterDialog)


def test_the_class_is_shown_with_names_as_they_are(screen):
    names = cells(screen.students.table, 0)
    assert CALC in names
    assert 'Albert O\'Brien, "Al"' in names
    assert len(set(cells(screen.students.table, 1))) == 4


def test_a_first_class_is_made_by_keyboard(qtbot, screen, school):
    press(qtbot, screen, "New class…")
    dialog = opened(qtbot, screen, NameDialog)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "Type a name" in dialog.said
    qtbot.keyClicks(dialog.field, "8A")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.group is not None and screen.group.name == "8A")
    assert screen.students.empty.isVisible()


def test_a_preview_names_what_is_wrong_and_changes_nothing(qtbot, screen, school):
    before = members(school)
    dialog = read_list(
        qtbot,
        screen,
        school,
        "student_id,last_name,first_name,locker\n1,Weber,Ann,7\n1,Twice,X,8\n,,,9\n5,New,Nina,3\n",
    )
    told = cells(dialog.table, 2)
    assert told[0] == "changed"
    assert told[1].startswith("Left out. The number “1” stands on line 2")
    assert told[2].startswith("Left out. The row has neither a name")
    assert told[3] == "new"
    assert "“locker”" in dialog.sentence.text()
    assert len(dialog.fates) == 3
    press(qtbot, dialog, "Cancel")
    assert members(school) == before


def test_the_teacher_decides_who_left_stays_or_moved(qtbot, screen, school):
    other = school.make_class("7C")
    screen.enter()
    before = members(school)
    dialog = read_list(
        qtbot, screen, school, "student_id,last_name,first_name\n1,Lee,Ann\n5,New,Nina\n"
    )
    fates = {
        before_id: dialog.fates[m.student_id]
        for before_id, m in before.items()
        if m.student_id in dialog.fates
    }
    fates["3"].setCurrentIndex(fates["3"].findData("stays"))
    fates["4"].setCurrentIndex(fates["4"].findData(other.id))
    press(qtbot, dialog, "Import")
    states = {number: member.state for number, member in members(school).items()}
    assert states == {
        "1": MemberState.ACTIVE,
        "2": MemberState.LEFT,
        "3": MemberState.ACTIVE,
        "4": MemberState.MOVED,
        "5": MemberState.ACTIVE,
    }
    assert members(school, other)["4"].is_active


def test_a_part_of_a_class_leaves_the_others_alone(qtbot, screen, school):
    dialog = read_list(qtbot, screen, school, "student_id,last_name,first_name\n5,New,Nina\n")
    whole = dialog.findChild(QCheckBox)
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton, pos=whole.rect().center() * 0.2)
    assert not whole.isChecked()
    assert dialog.fates == {}
    press(qtbot, dialog, "Import")
    assert all(member.is_active for member in members(school).values())
    assert "5" in members(school)


def test_the_same_list_again_has_nothing_to_change(qtbot, screen, school):
    lines = ["student_id,last_name,first_name"]
    lines += ["1,Lee,Ann", '2,"O\'Brien, ""Al""",Albert', "3,Müller,Zoë", f'4,,"{CALC}"']
    dialog = read_list(qtbot, screen, school, "\n".join(lines))
    assert set(cells(dialog.table, 2)) == {"as before"}
    assert not dialog.yes.isEnabled()
    press(qtbot, dialog, "Cancel")


def test_two_readings_of_the_names_are_shown_and_asked_about(qtbot, screen, school):
    lines = "student_id,last_name,first_name\n7,Dvořák,Jiří\n"
    dialog = read_list(qtbot, screen, school, lines, "cp1250")
    assert dialog.reading.isVisible()
    offered = [dialog.reading.itemText(n) for n in range(dialog.reading.count())]
    assert "Dvořák, Jiří" in offered
    while dialog.reading.currentText() != "Dvořák, Jiří":
        qtbot.keyClick(dialog.reading, Qt.Key.Key_Down)
    assert cells(dialog.table, 1) == ["Jiří Dvořák"]
    assert dialog.reading.count() == len(offered)
    press(qtbot, dialog, "Import")
    assert members(school)["7"].roster.shown_name == "Jiří Dvořák"


def test_a_list_that_can_be_read_in_one_way_asks_nothing(qtbot, screen, school):
    dialog = read_list(qtbot, screen, school, "student_id,last_name\n1,Müller\n", "cp1252")
    assert not dialog.reading.isVisible()
    press(qtbot, dialog, "Cancel")


def test_numbers_that_lost_their_zeros_are_told_and_nobody_is_new(qtbot, screen, school):
    read = "student_id,last_name,first_name\n00055,New,Nina\n"
    press(qtbot, read_list(qtbot, screen, school, read), "Import")
    qtbot.waitUntil(lambda: "00055" in members(school))
    screen.findChild(RosterDialog).deleteLater()
    qtbot.waitUntil(lambda: screen.findChild(RosterDialog) is None)
    dialog = read_list(qtbot, screen, school, read.replace("00055", "55"))
    assert cells(dialog.table, 2) == ["as before"]
    assert "lost its zeros" in dialog.sentence.text()
    assert dialog.fates == {}
    press(qtbot, dialog, "Cancel")


def test_a_file_that_is_no_list_is_told(qtbot, screen, school, person):
    path = school.folder / "photo.csv"
    path.write_bytes(b"\x89PNG\x00\x01")
    screen.students.import_file(path)
    qtbot.waitUntil(lambda: bool(person.said))
    assert "photo.csv" in person.said[0][1]


def test_a_student_is_added_and_refused_twice(qtbot, screen, school):
    press(qtbot, screen, "Add student…")
    form = opened(qtbot, screen, StudentForm)
    qtbot.keyClicks(form.fields["first_name"], "Ann")
    qtbot.keyClicks(form.fields["last_name"], "Lee")
    qtbot.keyClick(form.fields["last_name"], Qt.Key.Key_Return)
    assert "already" in form.said
    form.fields["first_name"].setText("Nina")
    qtbot.keyClicks(form.fields["student_id"], "5")
    press(qtbot, form, "Save")
    qtbot.waitUntil(lambda: "Nina Lee" in cells(screen.students.table, 0))
    assert members(school)["5"].roster.shown_name == "Nina Lee"


def test_enter_changes_the_chosen_student(qtbot, screen, school):
    screen.students.table.choose(members(school)["3"].student_id)
    qtbot.keyClick(screen.students.table, Qt.Key.Key_Return)
    form = opened(qtbot, screen, StudentForm)
    assert form.fields["last_name"].text() == "Müller"
    form.fields["accommodations"].setText("more  time")
    press(qtbot, form, "Save")
    qtbot.waitUntil(lambda: "more time" in cells(screen.students.table, 4))


def test_who_left_can_come_back(qtbot, screen, school):
    screen.students.table.choose(members(school)["1"].student_id)
    press(qtbot, screen, "Has left")
    assert members(school)["1"].state is MemberState.LEFT
    assert "left" in cells(screen.students.table, 5)[-1]
    screen.students.table.choose(members(school)["1"].student_id)
    press(qtbot, screen, "Is back")
    assert members(school)["1"].is_active


def test_a_student_moves_by_the_menu(qtbot, screen, school):
    other = school.make_class("7C")
    screen.enter()
    screen.students.table.choose(members(school)["1"].student_id)
    (action,) = screen.students.move_to.menu().actions()
    assert action.text() == "7C"
    action.trigger()
    assert members(school, other)["1"].is_active
    assert members(school)["1"].state is MemberState.MOVED


def test_codes_are_saved_with_guarded_names(qtbot, screen, school, person):
    target = school.folder / "codes.csv"
    person.files.append(target)
    press(qtbot, screen, "Save codes…")
    text = target.read_text(encoding="utf-8-sig")
    assert f"'{CALC}" in text
    assert '"Albert O\'Brien, ""Al"""' in text
    assert members(school)["1"].code in text


# -- privacy ---------------------------------------------------------------------------------------


def trigger(screen, words):
    actions = screen.students.more.menu().actions()
    next(a for a in actions if words in a.text().replace("&", "")).trigger()


def test_everything_of_a_student_is_exported(qtbot, screen, school, person):
    screen.students.table.choose(members(school)["2"].student_id)
    person.files.append(school.folder / "all.json")
    trigger(screen, "Export everything")
    data = json.loads((school.folder / "all.json").read_text(encoding="utf-8"))
    assert data["classes"][0]["roster"]["accommodations"] == "large print"


def test_the_history_of_a_student_is_a_pdf_whatever_names_were_typed(qtbot, screen, school, person):
    school.hands_in("Ann Lee", "cruel")
    school.hands_in("1")
    collect_hand_ins(school.application.ports, LESSON, school.drop)
    screen.students.table.choose(members(school)["1"].student_id)
    target = school.folder / "ann.pdf"
    person.files.append(target)
    trigger(screen, "history as PDF")
    qtbot.waitUntil(lambda: "was saved" in screen.students._note.text(), timeout=30_000)
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert "Ann Lee" in text
    assert "2 attempts" in text or text.count("Canteen prices") >= 2
    screen.students.table.choose(members(school)["3"].student_id)
    person.files.append(school.folder / "zoe.pdf")
    trigger(screen, "history as PDF")
    qtbot.waitUntil(lambda: bool(person.said), timeout=30_000)
    assert not (school.folder / "zoe.pdf").exists()


def test_deleting_asks_and_keeping_keeps(screen, school, person):
    screen.students.table.choose(members(school)["1"].student_id)
    person.answers.append(False)
    trigger(screen, "Delete for good")
    assert "Ann Lee" in person.asked[0][1]
    assert "1" in members(school)


def test_a_deleted_student_is_gone_with_the_files_and_a_receipt(qtbot, screen, school, person):
    path = school.hands_in("Ann Lee", "cruel")
    kept = school.hands_in("Zoë Müller", "cruel")
    screen.students.table.choose(members(school)["1"].student_id)
    person.answers.append(True)
    with qtbot.waitSignal(screen.namesForgotten) as forgotten:
        trigger(screen, "Delete for good")
    assert "Ann Lee" in forgotten.args[0]
    receipt = opened(qtbot, screen, ReceiptDialog)
    assert "Ann Lee was deleted" in receipt.text.toPlainText()
    assert "1" not in members(school)
    assert not path.exists()
    assert kept.exists()
    press(qtbot, receipt, "Close")


def test_the_end_of_a_year_asks_with_care(qtbot, screen, school):
    other = school.make_class("7C", (RosterRow("9", "Fox", "Cat"), ROWS[0]))
    sign_in(school.application.ports, "Visitor")
    screen.enter()
    screen.purge()
    dialog = opened(qtbot, screen, PurgeDialog)
    assert not dialog.yes.isEnabled()
    dialog.boxes[0][0].setChecked(True)
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.word, "delete")
    with qtbot.waitSignal(dialog.purged, timeout=20_000):
        press(qtbot, dialog, "Delete for good")
    press(qtbot, opened(qtbot, screen, ReceiptDialog), "Close")
    assert set(members(school, other)) == {"9", "1"}
    with school.application.ports.store.reading() as unit:
        assert [group.name for group in unit.classes.all()] == ["7C"]
        names = {student.name for student in unit.students.all()}
    assert names == {"Cat Fox", "Ann Lee", "Visitor"}


def test_everything_has_a_name_and_is_large_enough(qtbot, screen):
    for tab in (0, 1):
        screen.tabs.setCurrentIndex(tab)
        assert accessibility.unnamed(screen) == []
        assert accessibility.undescribed(screen) == []
        assert accessibility.too_small(screen) == []


def test_the_teachers_area_passes_on_whose_names_are_gone(qtbot, school, person, plain_app):
    area = TeacherArea(school.application, person, EmptyRoom)
    qtbot.addWidget(area)
    area.show()
    area.show_tab("classes")
    with qtbot.waitSignal(area.namesForgotten) as gone:
        area.screen_shown.namesForgotten.emit(("Ann Lee",))
    assert gone.args[0] == ("Ann Lee",)


def test_a_deletion_that_the_start_finished_shows_its_receipt_once(
    qtbot, plain_app, school, person
):
    receipt = ErasureReceipt("Ann Lee", school.now, {"student": 1}, (), (), (), ())
    made = ClassesScreen(replace(school.application.classes, receipts=(receipt,)), person)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    shown = opened(qtbot, made, ReceiptDialog)
    assert "Ann Lee was deleted" in shown.text.toPlainText()
    press(qtbot, shown, "Close")
    made.enter()
    assert not [d for d in made.findChildren(ReceiptDialog) if d.isVisible()]
