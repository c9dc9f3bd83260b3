"""In which encoding a list of names is: found where the words tell it, else asked."""

from __future__ import annotations

import pytest

from annotator.files.name_encodings import likely_encodings, readings

HEAD = "student_id;last_name;first_name\r\n"


def written(names: str, encoding: str) -> bytes:
    return f"{HEAD}1;{names}\r\n".encode(encoding)


@pytest.mark.parametrize(
    "encoding, names",
    [
        ("cp1251", "Васильева;Дарья"),
        ("cp1251", "Козлов;Игорь\r\n2;Шевченко;Ян"),
        ("koi8-r", "Васильева;Дарья"),
        ("cp1253", "Νικολάου;Ελένη\r\n2;Δημητρίου;Γιώργος"),
        ("cp1254", "Şimşek;Işıl"),
        ("cp1254", "Yıldırım;Oğuz"),
        ("iso8859-15", "Cœur;Maëlle"),
        ("cp1250", "Wiśniewski;Łucja"),
        ("cp1252", "Schröder;Jörg"),
        ("cp1252", "Peñalver;José"),
        ("cp1252", "Þorsteinsson;Sigríður"),
        ("cp1252", "Åkesson;Sørine"),
        ("mac_roman", "Schröder;Zoë"),
        ("utf-8", "Васильева;Дарья"),
    ],
)
def test_the_likeliest_reading_is_the_right_one(encoding: str, names: str) -> None:
    data = written(names, encoding)
    assert data.decode(likely_encodings(data)[0]) == HEAD + f"1;{names}\r\n"


@pytest.mark.parametrize(
    "encoding, names",
    [("cp1250", "Dvořák;Jiří"), ("cp1250", "Đurić;Ćiro"), ("cp1250", "Erdő;Gergő")],
)
def test_where_the_words_do_not_tell_both_readings_are_offered(encoding: str, names: str) -> None:
    data = written(names, encoding)
    offered = readings(data, likely_encodings(data))
    assert len(offered) > 1
    (right,) = (each for each in offered if each.encoding == encoding)
    assert set(right.sample.split(", ")) <= set(names.split(";"))


def test_equal_readings_are_offered_once() -> None:
    data = written("Müller;Anna", "cp1252")
    assert [each.encoding for each in readings(data, likely_encodings(data))] == ["cp1252"]
