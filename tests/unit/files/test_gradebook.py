"""What is exported can be imported: readers that follow each importer's published rules."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path

import pytest

from annotator.domain.classes import Assignment
from annotator.domain.errors import BadInput
from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import (
    TEACHER,
    ArticleId,
    AssignmentId,
    AuthorId,
    ClassId,
    CriterionId,
    LessonId,
    QuestionId,
)
from annotator.files.csv_tables import Written, csv_bytes, unguarded
from annotator.files.gradebook import FORMATS, gradebook_file, write_gradebook
from annotator.files.gradebook_parts import GradebookFormat, GradebookTables, number_text
from annotator.files.oneroster import LINE_ITEMS_HEADER, RESULTS_HEADER
from annotator.files.roster import read_roster
from annotator.services.collecting import collect_hand_ins
from annotator.services.gradebook import gradebook_of, members_of_rows
from annotator.services.grading import grade_class
from annotator.services.handing_in import hand_in
from annotator.services.lessons import install_lesson
from annotator.services.signing_in import sign_in
from annotator.session.grading import GradingSession
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports

PLAIN, CANVAS, MOODLE, MOODLE_GRADEBOOK, ONEROSTER, SEMICOLONS = FORMATS
DROP = Path("/drop")
QUOTED = 'O\'Brien, "Al"'
FORMULA = "=cmd|' /C calc'!A0"
DUE = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def assignment(due_at=DUE):
    return Assignment(
        AssignmentId("a1"), LessonId("canteen"), ClassId("7b"), DUE - timedelta(days=7), due_at
    )


@pytest.fixture
def grades():
    """Three students handed in, two of them with names that bite; one was graded."""
    ports = make_ports()
    lesson = sample_lesson.lesson()
    install_lesson(ports, lesson, sample_lesson.key())
    for name in ("Mira O'Hara", QUOTED, FORMULA):
        session = ReadingSession(ports, lesson, sign_in(ports, name))
        for word in ("slapped", "greedy")[: 2 if name == QUOTED else 1]:
            span = sample_lesson.span_of(lesson, "bugle", word)
            session.highlight(ArticleId("bugle"), sample_lesson.LOADED, span)
        session.answer(QuestionId("agree"), "Soup.")
        hand_in(ports, lesson, session.student, DROP)
    collect_hand_ins(ports, lesson, DROP)
    graded = grade_class(ports, lesson.id)
    mira = next(g for g in graded.graded if g.hand_in.student_name.startswith("Mira"))
    grading = GradingSession(ports, lesson.id, Grader(TEACHER, "ada"))
    grading.give_points(mira.hand_in.id, CriterionId("comparing"), 2)
    grading.mark_graded(mira.hand_in.id)
    return grade_class(ports, lesson.id)


@pytest.fixture
def roster(tmp_path):
    def read(text):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return read_roster(path)

    return read


def exported(grades, wanted, preview=None, *, provisional=True, **options):
    members = members_of_rows(preview.rows) if preview else ()
    gradebook = gradebook_of(grades, members, **options)
    return gradebook_file(gradebook, wanted, preview, provisional=provisional)


def rows_of(file, *, name=None):
    table = file.main if name is None else file.tables[name]
    data = csv_bytes(table)
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def by_header(rows):
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


# -- plain ---------------------------------------------------------------------------------------


def test_the_plain_table_has_parts_that_sum_up(grades):
    rows = by_header(rows_of(exported(grades, PLAIN)))
    mira = next(row for row in rows if row["name"] == "Mira O'Hara")
    assert (mira["Loaded language"], mira["Comparing"], mira["rubric"]) == ("1.00", "2.00", "2.00")
    assert float(mira["total"]) == float(mira["highlights"]) + 2
    assert mira["rubric_maximum"] == "4.00"
    assert float(mira["percent"]) == pytest.approx(
        100 * float(mira["total"]) / float(mira["maximum"]), abs=0.005
    )
    assert next(row for row in rows if row["name"] == QUOTED)["Comparing"] == ""


def test_late_missing_and_excused_students_are_told_apart(grades, roster):
    preview = roster("name\nMira O'Hara\nAnn Lee\nBob Ray\n")
    members = members_of_rows(preview.rows)
    late = assignment(datetime(2026, 5, 4, 8, 59, tzinfo=UTC))
    excused = frozenset({AuthorId("row-3")})
    gradebook = gradebook_of(grades, members, assignment=late, excused=excused)
    rows = by_header(rows_of(gradebook_file(gradebook, PLAIN)))
    said = [(row["name"], row["late"], row["missing"], row["excused"]) for row in rows[:3]]
    assert said == [
        ("Mira O'Hara", "yes", "", ""),
        ("Ann Lee", "", "yes", ""),
        ("Bob Ray", "", "", "yes"),
    ]
    assert {row["name"].lstrip("'") for row in rows[3:]} == {QUOTED, FORMULA}
    assert any("Mira" not in sentence and "O'Brien" in sentence for sentence in gradebook.doubtful)
    in_time = gradebook_of(grades, members, assignment=assignment())
    assert not any(row.is_late for row in in_time.rows)


def test_the_plain_file_is_for_excel_and_reads_back_as_a_roster(grades, tmp_path):
    path = tmp_path / "grades.csv"
    write_gradebook(exported(grades, PLAIN), path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    assert b'"O\'Brien, ""Al"""' in data
    assert b",=cmd" not in data
    names = {row.shown_name for row in read_roster(path).rows}
    assert names == {"Mira O'Hara", QUOTED, FORMULA}


# -- Canvas --------------------------------------------------------------------------------------


def canvas_import(rows, students):
    """Return {student id: grade}, and points possible, by the rules of Canvas' importer.

    `students` are (id, sis id, login, sortable name) of the course.
    """
    header = rows[0]
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    columns = 3
    sis = login = None
    if "SIS Login ID" in header[2]:
        login, columns = 2, 4
    elif "SIS User ID" in header[2] and "SIS Login ID" in header[3]:
        sis, login, columns = 2, 3, 5
    assert "Section" in header[columns - 1]
    (title,) = header[columns:]
    points, found = None, {}
    for row in rows[1:]:
        if "Points Possible" in row[0]:
            points = row[columns]
            continue
        student = next((s for s in students if row[1] and s[0] == row[1]), None)
        if student is None and sis and row[sis]:
            student = next((s for s in students if s[1] == row[sis]), None)
        if student is None and login and row[login]:
            student = next((s for s in students if s[2] == row[login]), None)
        if student is None:
            student = next((s for s in students if s[3] == row[0]), None)
        assert student is not None, row
        found[student[0]] = row[columns]
    return title, points, found


CANVAS_ROSTER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Canteen prices (77)\r\n"
    "    Points Possible,,,,,100.00\r\n"
    '"O\'Hara, Mira",501,S1,mira,7B,\r\n'
    '"=""=cmd|\' /C calc\'!A0""",502,,al,7B,\r\n'
    '"Lee, Ann",503,S3,ann,7B,\r\n'
)


def test_canvas_finds_each_student_the_column_and_its_points(grades, roster):
    preview = roster(CANVAS_ROSTER)
    excused = frozenset({AuthorId("row-3")})
    file = exported(grades, CANVAS, preview, excused=excused)
    rows = [row for row in rows_of(file) if "O'Brien" not in row[0]]
    students = [("501", "S1", "mira", ""), ("502", "", "al", ""), ("503", "S3", "ann", "")]
    title, points, found = canvas_import(rows, students)
    assert (title, points) == ("Canteen prices (77)", "100.00")
    mira = next(g for g in grades.graded if g.hand_in.student_name == "Mira O'Hara")
    assert found["501"] == number_text(100 * mira.score.total / mira.score.total_maximum)
    assert found["503"] == "EX"
    assert set(found) == {"501", "502", "503"}
    assert any("100.00 points" in sentence for sentence in file.advice)


def test_without_a_roster_canvas_makes_a_new_column_and_goes_by_name(grades, roster):
    file = exported(grades, CANVAS)
    rows = rows_of(file)
    assert rows[0] == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Canteen prices")
    ]
    assert rows[1][0] == "    Points Possible"
    students = [(str(n), "", "", row[0]) for n, row in enumerate(rows[2:])]
    _, points, found = canvas_import(rows, students)
    assert points == number_text(grades.graded[0].score.total_maximum)
    assert len(found) == 3
    assert any("--roster" in sentence for sentence in file.advice)


def test_a_title_that_canvas_would_misread_is_told(grades):
    for title in ("Final Score of the cup", "Caracas (2019)"):
        renamed = replace(grades, lesson=replace(grades.lesson, title=title))
        file = exported(renamed, CANVAS)
        assert any(title in sentence for sentence in file.advice)


# -- Moodle --------------------------------------------------------------------------------------

WORKSHEET = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\n"
    "Participant 12,Mira O'Hara,S1,m@x,No submission,-,50.00,Yes,-,"
    '"Monday, 4 May 2026, 8:00 AM","Well done, ""Mira"""\n'
    'Participant 13,"O\'Brien, ""Al""",S2,a@x,No submission,,50.00,Yes,-,-,\n'
    "Participant 14,Ann Lee,S3,l@x,No submission,7.00,50.00,Yes,-,-,keep me\n"
)


def moodle_worksheet_import(rows, strings=("Identifier", "Grade", "Last modified (grade)")):
    """Return {participant: (grade, feedback)} for what Moodle's importer would change."""
    header = rows[0]
    identifier, grade, modified = (header.index(name) for name in strings)
    feedback = header.index("Feedback comments") if "Feedback comments" in header else None
    found = {}
    for row in rows[1:]:
        assert len(row) == len(header)
        participant = row[identifier].removeprefix("Participant ")
        if participant.isdigit() and row[modified] is not None:
            value = row[grade].replace(" ", "")
            if value not in ("", "-"):
                assert 0 <= float(value) <= 50
                found[participant] = (float(value), row[feedback] if feedback else None)
    return found


def test_a_moodle_worksheet_is_filled_in_and_otherwise_untouched(grades, roster):
    preview = roster(WORKSHEET)
    file = exported(grades, MOODLE, preview)
    rows = rows_of(file)
    before = list(csv.reader(io.StringIO(WORKSHEET)))
    for old, new in zip(before, rows, strict=True):
        assert [c for n, c in enumerate(old) if n != 5] == [c for n, c in enumerate(new) if n != 5]
    found = moodle_worksheet_import(rows)
    mira = next(g for g in grades.graded if g.hand_in.student_name == "Mira O'Hara")
    scaled = round(50 * mira.score.total / mira.score.total_maximum, 2)
    assert found["12"] == (scaled, 'Well done, "Mira"')
    # Who did not hand in keeps grade and feedback of Moodle.
    assert found["14"] == (7, "keep me")
    assert set(found) == {"12", "13", "14"}


@pytest.mark.parametrize(
    "theirs", ["<p>well done, - really</p>", "'=1+1", "=now()", "a;-b", '="0012"', "-3\t+4"]
)
def test_the_words_of_another_system_go_back_as_they_came(grades, roster, tmp_path, theirs):
    cell = theirs.replace('"', '""')
    preview = roster(WORKSHEET.replace("keep me", f'"{cell}"'))
    path = tmp_path / "back.csv"
    write_gradebook(exported(grades, MOODLE, preview), path)
    rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    assert next(row for row in rows if row[1] == "Ann Lee")[-1] == theirs


def test_a_spreadsheet_that_wants_semicolons_gets_them_and_its_commas(grades, tmp_path):
    path = tmp_path / "grades.csv"
    write_gradebook(exported(grades, SEMICOLONS), path)
    text = path.read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    plain = tmp_path / "plain.csv"
    write_gradebook(exported(grades, PLAIN), plain)
    points = [row["total"] for row in csv.DictReader(io.StringIO(plain.read_text("utf-8-sig")))]
    assert [row["total"] for row in rows] == [each.replace(".", ",") for each in points]
    assert any("," in row["total"] for row in rows)


def test_a_german_worksheet_keeps_its_german_headers(grades, roster):
    header = (
        "ID,Vollständiger Name,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
        "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung)"
    )
    preview = roster(f'{header}\nTeilnehmer/in 12,Mira O\'Hara,x,-,"50,00",Ja,-,-\n')
    rows = rows_of(exported(grades, MOODLE, preview))
    assert ",".join(rows[0]) == header
    assert float(rows[1][3]) > 0


def test_a_new_worksheet_has_the_headers_that_moodle_asks_for(grades, roster):
    preview = roster("name,student_id,email\nMira O'Hara,S1,m@x\nAnn Lee,S3,l@x\n")
    file = exported(grades, MOODLE, preview)
    rows = rows_of(file)
    assert ",".join(rows[0]) == WORKSHEET.splitlines()[0]
    # Empty feedback would wipe what is there, so who has no grade is not in the file.
    assert "Ann Lee" not in [row[1] for row in rows]
    assert all(row["Grade"] and row["Feedback comments"] for row in by_header(rows))
    assert any("--roster" in sentence for sentence in file.advice)


def test_the_gradebook_import_of_moodle_gets_grade_and_feedback_together(grades, roster):
    preview = roster(
        "First name,Last name,ID number,Email address\nMira,O'Hara,S1,Mira@X.example\n"
    )
    rows = rows_of(exported(grades, MOODLE_GRADEBOOK, preview))
    assert rows[0] == [
        *("First name", "Last name", "ID number", "Email address"),
        *("Canteen prices", "Canteen prices (feedback)"),
    ]
    mira = rows[1]
    assert mira[:4] == ["Mira", "O'Hara", "S1", "Mira@X.example"]
    assert float(mira[4]) > 2
    assert mira[5].startswith("39 % (3 / 7.75 points). Loaded language 1.00 of ")
    assert all(row[4] and row[5] for row in rows[1:])


# -- OneRoster -----------------------------------------------------------------------------------


def test_oneroster_results_point_at_their_line_item_and_students(grades, roster, tmp_path):
    preview = roster(
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName\n"
        "u-1,,,true,m,Mira,O'Hara\nu-2,,,true,a,Ann,Lee\nu-3,,,true,b,Bob,Ray\n"
    )
    excused = frozenset({AuthorId("row-3")})
    file = exported(grades, ONEROSTER, preview, assignment=assignment(), excused=excused)
    path = tmp_path / "grades.zip"
    write_gradebook(file, path)
    with zipfile.ZipFile(path) as archive:
        tables = {
            name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            for name in archive.namelist()
        }
    assert set(tables) == {"manifest.csv", "lineItems.csv", "results.csv"}
    assert tables["results.csv"][0] == list(RESULTS_HEADER)
    assert tables["lineItems.csv"][0] == list(LINE_ITEMS_HEADER)
    (item,) = by_header(tables["lineItems.csv"])
    assert (item["title"], item["dueDate"]) == ("Canteen prices", "2026-05-04")
    results = {row["studentSourcedId"]: row for row in by_header(tables["results.csv"])}
    for row in results.values():
        assert row["lineItemSourcedId"] == item["sourcedId"]
        assert row["status"] == row["dateLastModified"] == ""  # as bulk files must
        assert not row["score"] or 0 <= float(row["score"]) <= float(item["resultValueMax"])
    assert results["u-1"]["scoreStatus"] == "fully graded"
    assert (results["u-2"]["scoreStatus"], results["u-2"]["missing"]) == ("not submitted", "true")
    assert (results["u-3"]["scoreStatus"], results["u-3"]["missing"]) == ("exempt", "false")
    assert {row["scoreStatus"] for row in results.values()} >= {"partially graded"}
    assert len({row["sourcedId"] for row in results.values()}) == len(results)
    manifest = dict(tables["manifest.csv"])
    assert manifest["oneroster.version"] == "1.2"
    assert (manifest["file.results"], manifest["file.users"]) == ("bulk", "absent")


def test_the_same_grades_make_the_same_oneroster_package(grades, tmp_path):
    for name in ("a.zip", "b.zip"):
        write_gradebook(exported(grades, ONEROSTER), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


# -- all -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", FORMATS, ids=attrgetter("key"))
def test_no_format_starts_a_formula_or_loses_a_name(grades, wanted, tmp_path):
    file = exported(grades, wanted)
    path = tmp_path / "grades.csv"
    assert write_gradebook(file, path) == (next(iter(file.tables)),)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") is (wanted in (PLAIN, SEMICOLONS))
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter=wanted.delimiter, strict=True))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    assert not [cell for cell in cells if cell.startswith("-") and cell != "-"]
    assert {QUOTED, FORMULA} <= set(map(unguarded, cells))
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("wanted", FORMATS, ids=attrgetter("key"))
def test_a_lesson_that_nobody_handed_in_has_a_gradebook_too(grades, wanted, roster):
    empty = replace(grades, graded=())
    file = exported(empty, wanted, roster("name\nMira O'Hara\n"))
    assert len({len(row) for row in rows_of(file)}) == 1
    assert gradebook_of(empty).maximum == grades.graded[0].score.total_maximum


def test_only_oneroster_is_a_package(grades, tmp_path):
    with pytest.raises(BadInput, match="zip"):
        write_gradebook(exported(grades, CANVAS), tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_of_two_hand_ins_of_one_student_the_newer_counts(grades, roster):
    preview = roster('student_id,full_name\n"Mira O\'Hara","O\'Brien, ""Al"""\nzz,Other\n')
    gradebook = gradebook_of(grades, members_of_rows(preview.rows))
    newer = max(
        (g for g in grades.graded if g.hand_in.student_name != FORMULA),
        key=lambda g: g.hand_in.handed_in,
    )
    assert gradebook.rows[0].graded == newer
    assert any("newer" in sentence for sentence in gradebook.doubtful)


@pytest.mark.parametrize(
    "points, text", [(0, "0.00"), (-0.001, "0.00"), (2.005, "2.00"), (7, "7.00")]
)
def test_numbers_have_two_decimals_and_a_point(points, text):
    assert number_text(points) == text


def test_a_new_format_is_one_row_and_one_function(grades, tmp_path):
    def names(gradebook, _roster):
        return GradebookTables({"names.csv": Written(("n",), ((gradebook.rows[0].name,),))})

    wanted = GradebookFormat("names", "Names alone", names, ending=".zip", has_mark=True)
    file = gradebook_file(gradebook_of(grades), wanted)
    assert "not graded yet" in file.advice[0]
    assert write_gradebook(file, tmp_path / "a.csv") == ("names.csv",)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfn")
    write_gradebook(file, tmp_path / "a.zip")
    assert zipfile.is_zipfile(tmp_path / "a.zip")
    assert len({each.key for each in FORMATS}) == len({each.name for each in FORMATS})


# -- work that is not graded yet -----------------------------------------------------------------


@pytest.mark.parametrize("wanted", FORMATS, ids=attrgetter("key"))
def test_only_graded_work_has_points_and_the_rest_is_counted(grades, wanted):
    file = exported(grades, wanted, provisional=False)
    rows = by_header(rows_of(file))
    assert "2 hand-ins are not graded yet and have no points" in file.advice[0]
    assert "O'Brien" in file.advice[0]
    others = [row for row in rows if "Brien" in repr(row) or "cmd" in repr(row)]
    if wanted in (PLAIN, SEMICOLONS):
        assert [(row["total"], row["highlights"], row["grading"]) for row in others] == [
            ("", "", "not graded yet")
        ] * 2
    elif wanted is ONEROSTER:
        told = {(row["scoreStatus"], row["score"], row["comment"]) for row in others}
        assert told == {("submitted", "", "")}
    else:
        assert others == []
    assert any("Mira" in repr(row) for row in rows)


@pytest.mark.parametrize(
    "wanted, column, mark",
    [
        (PLAIN, "grading", "provisional"),
        (MOODLE, "Feedback comments", "Provisional, not graded yet. "),
        (MOODLE_GRADEBOOK, "Canteen prices (feedback)", "Provisional, not graded"),
        (ONEROSTER, "comment", "Provisional, not graded yet."),
    ],
)
def test_provisional_points_are_marked_where_a_format_can(grades, wanted, column, mark):
    file = exported(grades, wanted)
    marked = [mark in row[column] for row in by_header(rows_of(file))]
    assert sorted(marked) == [False, True, True]
    assert "2 hand-ins are not graded yet" in file.advice[0]
    assert "They are marked as provisional." in file.advice[0]


def test_canvas_has_no_room_for_a_mark_and_that_is_said(grades):
    file = exported(grades, CANVAS)
    assert "no room for a mark" in file.advice[0]


def test_a_worksheet_of_moodle_keeps_what_it_has_where_nothing_is_graded(grades, roster):
    text = (
        f"{WORKSHEET.splitlines()[0]}\n"
        "Participant 1,Mira O'Hara,,,,,4,Yes,-,-,\n"
        f"Participant 2,'{FORMULA},,,,1.00,4,Yes,-,-,\n"
    )
    preview = roster(text)
    rows = by_header(rows_of(exported(grades, MOODLE, preview, provisional=False)))
    assert rows[0]["Grade"] != ""
    assert rows[1]["Grade"] == "1.00"


def test_a_rubric_that_was_not_scored_is_not_spoken_of(grades):
    rows = by_header(rows_of(exported(grades, MOODLE)))
    told = {row["Full name"]: row["Feedback comments"] for row in rows}
    assert "Comparing 2.00 of 4.00" in told["Mira O'Hara"]
    assert "Comparing" not in told[QUOTED]


def test_the_feedback_for_moodle_and_the_columns_of_the_plain_table_add_up(grades):
    feedback = by_header(rows_of(exported(grades, MOODLE)))
    plain = {row["name"]: row for row in by_header(rows_of(exported(grades, PLAIN)))}
    for row in feedback:
        *lines, together = row["Feedback comments"].rstrip(".").split("; ")
        added = sum(float(re.search(r" (-?[\d.]+)(?: of [\d.]+)?$", each)[1]) for each in lines)
        assert f"{added:.2f}" == together.removeprefix("together ") == row["Grade"]
        found = plain[row["Full name"]]
        names = [category.name for category in grades.lesson.scheme.categories]
        parts = [*names, "bonus", "traps", "taken_off", "by_hand", "limit"]
        assert f"{sum(float(found[n]) for n in parts):.2f}" == found["highlights"]
        assert f"{float(found['highlights']) + float(found['rubric']):.2f}" == found["total"]


def test_work_is_graded_when_the_teacher_says_so_and_the_rubric_has_its_points(grades):
    rows = {row.name: row for row in gradebook_of(grades).rows}
    assert (rows["Mira O'Hara"].is_fully_graded, rows[QUOTED].is_fully_graded) == (True, False)
    said = replace(rows[QUOTED].graded, is_done=True)
    assert replace(rows[QUOTED], graded=said).is_provisional, "the rubric waits"
