"""What is stored for the sign-in: PINs as hashes, and what lesson files told of classes."""

from __future__ import annotations

from datetime import UTC, datetime

from annotator.domain.classes import ClassGroup
from annotator.domain.hand_ins import Student
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.domain.sign_in import SignIn, SignInEntry

ANN = Student(AuthorId("ann"), "Ann Lee")
TOLD = SignIn(
    ClassId("c1"),
    "7B",
    (SignInEntry("K7QP", "Ann Lee"), SignInEntry("M3XW", "Ann Lee", uses_code=True)),
    drop_folder=r"\\server\7b",
    keeps_drafts=True,
    due_at=datetime(2026, 5, 5, 8, 0, tzinfo=UTC),
)


def test_a_pin_survives_a_changed_name_and_can_be_taken_away(store):
    with store.writing() as unit:
        unit.students.put(ANN)
        unit.students.put_pin_hash(ANN.id, "$argon2id$x")
        unit.students.put(Student(ANN.id, "Ann Weber"))
        unit.commit()
    with store.reading() as unit:
        assert unit.students.pin_hash(ANN.id) == "$argon2id$x"
        assert unit.students.pin_hash(AuthorId("nobody")) == ""
    with store.writing() as unit:
        unit.students.put_pin_hash(ANN.id, "")
        unit.commit()
    with store.reading() as unit:
        assert unit.students.pin_hash(ANN.id) == ""


def test_a_sign_in_comes_back_as_it_was_and_only_where_a_file_told_of_it(store):
    with store.writing() as unit:
        unit.classes.put(ClassGroup(ClassId("own"), "Own class"))
        unit.classes.put_sign_in(TOLD)
        unit.classes.put_sign_in(SignIn(ClassId("c0"), "6A"))
        unit.commit()
    with store.reading() as unit:
        assert unit.classes.sign_ins() == (SignIn(ClassId("c0"), "6A"), TOLD)


def test_a_renamed_class_keeps_its_sign_in(store):
    with store.writing() as unit:
        unit.classes.put_sign_in(TOLD)
        unit.classes.put(ClassGroup(TOLD.class_id, "8B"))
        unit.commit()
    with store.reading() as unit:
        (kept,) = unit.classes.sign_ins()
    assert (kept.class_name, kept.entries) == ("8B", TOLD.entries)
