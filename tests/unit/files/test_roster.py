"""A class list is read as schools have it: nothing is run, nothing is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import BadInput, UnreadableFile
from annotator.files import csv_tables
from annotator.files.csv_tables import Written, csv_bytes, guarded, table_of, unguarded
from annotator.files.roster import ProblemKind, read_roster
from annotator.files.roster_columns import RosterKind

QUOTED = 'O\'Brien, "Al"'
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def roster(tmp_path):
    def read(content, written_in="utf-8", **options):
        path = tmp_path / "7B.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(written_in))
        return read_roster(path, **options)

    return read


def names(preview):
    return [row.shown_name for row in preview.rows]


def problems(preview):
    return [(e.line, [p.kind for p in e.problems]) for e in preview.entries if e.problems]


def test_the_plain_form_is_read_with_every_column(roster):
    preview = roster(
        "student_id,last_name,first_name,preferred_name,section,email,accommodations\r\n"
        '0007,"O\'Brien, ""Al""",Alexandra,Alex,7B,al@school.example,"Large print, more time"\r\n'
    )
    (row,) = preview.rows
    assert (row.student_id, row.last_name, row.first_name) == ("0007", QUOTED, "Alexandra")
    assert row.shown_name == f"Alex {QUOTED}"
    assert row.accommodations == "Large print, more time"
    assert (row.section, row.email) == ("7B", "al@school.example")
    assert preview.kind is RosterKind.PLAIN


@pytest.mark.parametrize("header", ["student_id", "last_name", "name", "SID", "Vorname"])
def test_an_id_or_a_name_alone_is_enough(roster, header):
    assert names(roster(f"{header}\nA12\nB13\n")) == ["A12", "B13"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_every_delimiter_and_encoding_is_found(roster, delimiter, encoding):
    lines = ["Name Vorname Klasse", "Müller Zoë 7B", "Nuñez José 7B", "Łi Ý 7B", "Schäfer Jörg 7B"]
    if encoding in ("cp1252", "mac_roman"):
        lines.pop(3)
    text = "\r\n".join(lines).replace(" ", delimiter)
    preview = roster(text, encoding)
    assert [row.sortable_name for row in preview.rows][:2] == ["Müller, Zoë", "Nuñez, José"]
    assert preview.table.delimiter == delimiter


def test_a_polish_list_of_an_old_spreadsheet_is_read(roster):
    assert names(roster("nazwisko;imię\nWałęsa;Łukasz\n", "cp1250")) == ["Łukasz Wałęsa"]


def test_another_encoding_can_be_chosen(roster):
    assert names(roster("name\nИванова\n", "cp1251", encoding="cp1251")) == ["Иванова"]
    with pytest.raises(BadInput, match="cp1252"):
        roster("name\nA\n", encoding="klingon")


@pytest.mark.parametrize(
    "header, role",
    [
        ("Nachname;Vorname;E-Mail-Adresse;Schülernummer", "de"),
        ("Name;Vorname;E-Mail;ID-Nummer", "de short"),
        ("Nom;Prénom;Adresse de courriel;Numéro d'identification", "fr"),
        ("Apellidos;Nombre;Dirección de correo;Número de ID", "es"),
        ("Last name;First name;Email address;ID number", "Moodle"),
        ("Last Name;First Name;Email;SID", "Gradescope"),
    ],
)
def test_headers_of_other_languages_and_programs_mean_the_same(roster, header, role):
    (row,) = roster(f"{header}\nMora;Inés;i@x.example;42\n").rows
    assert (row.last_name, row.first_name) == ("Mora", "Inés")
    assert (row.email, row.student_id) == ("i@x.example", "42")


def test_a_oneroster_file_gives_students_with_their_preferred_names(roster):
    preview = roster(
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,role,"
        "email,preferredGivenName\n"
        "u-1,,,true,mo,Miriam,O'Hara,student,m@x,Mira\n"
        "u-2,,,true,tt,Tom,Teach,teacher,t@x,\n"
        "u-3,,,false,gg,Gone,Girl,student,g@x,\n"
    )
    assert preview.kind is RosterKind.ONEROSTER
    assert names(preview) == ["Mira O'Hara"]
    assert dict(preview.rows[0].external_ids) == {"oneroster.sourced_id": "u-1"}
    assert problems(preview) == [(3, [ProblemKind.NO_STUDENT]), (4, [ProblemKind.NO_STUDENT])]


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Soup (77),Final Score\n"
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,,10.00,(read only)\n"
    '"O\'Hara, Mira",501,S1,mira,7B,7.50,75\n'
    '"=""=cmd|\' /C calc\'!A0""",502,,al,7B,,\n'
    '"Student, Test",503,,test,7B,,\n'
)


def test_a_canvas_gradebook_gives_students_and_the_column_of_the_lesson(roster):
    preview = roster(CANVAS)
    assert names(preview) == ["Mira O'Hara", FORMULA]
    assert [row.student_id for row in preview.rows] == ["S1", "502"]
    assert preview.rows[0].external_ids["canvas.id"] == "501"
    assert problems(preview) == [(6, [ProblemKind.NO_STUDENT])]
    column = preview.canvas_column("Soup")
    assert (column.header, column.maximum) == ("Soup (77)", 10)
    assert preview.canvas_column("Stew") is None


@pytest.mark.parametrize(
    "header, participant",
    [
        (
            "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,"
            "Grade can be changed,Last modified (submission),Last modified (grade),"
            "Feedback comments",
            "Participant 12",
        ),
        (
            "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
            "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),"
            "Zuletzt geändert (Bewertung),Feedback als Kommentar",
            "Teilnehmer/in 12",
        ),
    ],
)
def test_a_moodle_worksheet_gives_the_participants_number(roster, header, participant):
    preview = roster(f'{header}\n{participant},"Mira O\'Hara",77,m@x,Draft,-,10.00,Yes,-,-,\n')
    assert preview.kind is RosterKind.MOODLE_WORKSHEET
    (row,) = preview.rows
    assert row.external_ids["moodle.identifier"] == participant
    assert (row.shown_name, row.student_id, row.email) == ("Mira O'Hara", "77", "m@x")
    assert {"grade", "grade_maximum", "graded"} <= preview.columns.places.keys()


def test_every_row_that_cannot_be_used_is_shown_with_its_line(roster):
    preview = roster(
        "student_id,name,email\n"
        "1,Ann,\n"
        ",,a@x\n"
        "1,Bob,\n"
        ",Ann Lee,\n"
        ',"Ann\u00a0 \nLee",\n'
        f"2,{'x' * 81},\n"
        "3,Eve,,surplus\n"
    )
    assert problems(preview) == [
        (3, [ProblemKind.NO_NAME]),
        (4, [ProblemKind.DUPLICATE_ID]),
        (6, [ProblemKind.CONTROL_CHARACTERS, ProblemKind.DUPLICATE_NAME]),
        (8, [ProblemKind.TOO_LONG]),
        (9, [ProblemKind.TOO_MANY_CELLS]),
    ]
    assert names(preview) == ["Ann", "Ann Lee", "Eve"]
    assert len(preview.entries) == len(preview.rows) + len(preview.left_out)


def test_two_students_of_one_name_are_told_apart_by_their_numbers(roster):
    assert len(roster("id,name\n1,Ann Lee\n2,Ann Lee\n").rows) == 2


def test_last_comma_first_is_parted_row_by_row(roster):
    assert names(roster('name\n"Lee, Ann"\n"Ray, Bob"\n')) == ["Ann Lee", "Bob Ray"]
    assert names(roster('name\n"O\'Brien, ""Al"""\nBob Ray\n')) == [QUOTED, "Bob Ray"]


def test_one_odd_name_changes_nothing_for_the_others(roster):
    listed = 'Student Number,Student Name\n1,"Roe, Ada May"\n2,Prince\n3,"Poe, Jr., Ned"\n'
    assert names(roster(listed)) == ["Ada May Roe", "Prince", "Ned Poe Jr."]
    assert names(roster('Student Name\n"Roe, Ada May"\n')) == ["Ada May Roe"]
    assert names(roster('Student Name\n"Martin King, Jr."\n')) == ["Martin King, Jr."]


@given(
    st.lists(
        st.tuples(
            st.text("abcdeäßéж", min_size=1, max_size=6),
            st.text("abcdeäßéж", min_size=1, max_size=6),
        ),
        min_size=1,
        max_size=6,
        unique=True,
    ),
    st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_each_name_is_read_as_it_stands_whatever_the_others_look_like(
    tmp_path_factory, people, last_first
):
    path = tmp_path_factory.mktemp("roster") / "class.csv"
    cells = [
        f"{last}, {first}" if swapped else f"{first} {last}"
        for (first, last), swapped in zip(people, last_first, strict=False)
    ]
    table = Written(("id", "name"), tuple((str(n), cell) for n, cell in enumerate(cells, 1)))
    path.write_bytes(csv_bytes(table))
    assert names(read_roster(path)) == [f"{first} {last}" for first, last in people]


@pytest.mark.parametrize("spoiled", ["1.23457E+11", "1,23457E+11", "9e+15", "########"])
def test_numbers_that_a_spreadsheet_spoiled_are_left_out_and_told(roster, spoiled):
    preview = roster(f'student_id,name\n"{spoiled}",Ada Roe\n"{spoiled}",Ned Poe\n')
    assert [(row.student_id, row.shown_name) for row in preview.rows] == [
        ("", "Ada Roe"),
        ("", "Ned Poe"),
    ]
    assert problems(preview) == [
        (2, [ProblemKind.SPOILED_NUMBER]),
        (3, [ProblemKind.SPOILED_NUMBER]),
    ]
    assert spoiled in preview.entries[0].problems[0].message


def test_a_spoiled_number_without_a_name_names_nobody(roster):
    preview = roster("student_id\n1.23457E+11\n")
    assert preview.rows == ()


def test_namesakes_with_other_addresses_are_two_persons(roster):
    preview = roster("name,email\nAda Roe,ada1@x.example\nAda Roe,ada2@x.example\nAda Roe,\n")
    assert [row.email for row in preview.rows] == ["ada1@x.example", "ada2@x.example"]
    assert problems(preview) == [(4, [ProblemKind.DUPLICATE_NAME])]


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "empty"),
        (b"\n\n,,\n", "empty"),
        (b"colour,size\nred,3\n", "no column"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a table"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00", "not a table"),
        (b'name\n"Ann\nBob\n', "quotation marks"),
        (b"name\n" + b"A\n" * 5002, "5,000 rows"),
        (b"name" + b",x" * 1001, "1,000 columns"),
        (b"name\n" + b"x" * 5_000_001, "5 MB"),
    ],
)
def test_what_is_no_roster_is_refused_with_a_sentence(roster, content, words):
    with pytest.raises(UnreadableFile, match=words):
        roster(content)


def test_the_largest_class_is_read(roster):
    preview = roster("id,name\n" + "".join(f"{n},Student {n}\n" for n in range(5000)))
    assert len(preview.rows) == 5000


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n'])
def test_the_line_that_tells_excel_the_separator_is_no_header(roster, line):
    preview = roster(line + "name;id\nAnn;1\n")
    assert names(preview) == ["Ann"]
    assert preview.entries[0].line == 3


# -- formulas ------------------------------------------------------------------------------------

CELLS = st.text(st.sampled_from("=+-@'\",;\t\n aZ|!＝"), max_size=12) | st.text(max_size=20)


@given(CELLS)
def test_a_guarded_cell_comes_back_as_it_was(cell):
    assert unguarded(guarded(cell)) == cell


@given(CELLS)
def test_no_spreadsheet_finds_a_formula_whatever_separator_it_expects(cell):
    import csv
    import io
    import warnings

    text = csv_bytes(Written(("name",), (("", cell, "x"),))).decode()
    for delimiter in ",;\t":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in found:
            for each in row:
                bare = each.strip().strip('"').strip()
                assert bare == "-" or bare[:1] not in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize(
    "name", [QUOTED, FORMULA, "'s-Gravenhage", "@nna", "+1", "Zoë 👩‍👩‍👧", "'=x"]
)
def test_a_name_survives_being_written_and_read(roster, name):
    written = csv_bytes(Written(("id", "name"), (("1", name), ("2", "Bob"))), with_mark=True)
    assert roster(written).rows[0].shown_name == name


@given(st.lists(st.lists(CELLS.map(lambda c: c.replace("\0", "")), min_size=2, max_size=2)))
def test_what_is_written_is_rfc_4180_and_reads_back(rows):
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    data = csv_bytes(Written(("a", "b"), tuple(kept)))
    table = table_of(data.decode("utf-8", "surrogatepass"), "x.csv")
    assert [tuple(map(unguarded, row.cells)) for row in table.rows] == kept


def test_the_limits_are_those_that_the_documents_name():
    assert (csv_tables.MOST_ROWS, csv_tables.LARGEST_TABLE) == (5_000, 5_000_000)


USERS = (
    "sourcedId,status,enabledUser,givenName,familyName,identifier,grades\n"
    "u1,active,true,Ada,Roe,00123,07\nu2,active,true,Tess,Teach,T9,\n"
)


def test_a_list_without_roles_leaves_out_who_has_no_grade_level(roster):
    preview = roster(USERS)
    assert names(preview) == ["Ada Roe"]
    assert problems(preview) == [(3, [ProblemKind.NO_STUDENT])]
    assert "roles.csv" in preview.notes[0]
    nobody_has_one = roster(USERS.replace(",07", ","))
    assert names(nobody_has_one) == ["Ada Roe", "Tess Teach"]
    assert "roles.csv" in nobody_has_one.notes[0]


def test_the_roles_beside_a_list_say_who_is_a_student(roster, tmp_path):
    (tmp_path / "roles.csv").write_text(
        "sourcedId,userSourcedId,roleType,role\nr1,u1,primary,teacher\n"
        "r2,u1,secondary,student\nr3,u2,primary,teacher\n"
    )
    preview = roster(USERS)
    assert names(preview) == ["Ada Roe"]
    assert preview.notes == ()
