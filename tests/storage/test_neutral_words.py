"""Whether a category asks for neutral words travels with the lesson and survives upgrades."""

from __future__ import annotations

from alembic import command

from annotator import paths
from annotator.files.lesson_package import read_package, write_package
from annotator.files.lesson_source import read_source
from annotator.storage.engine import open_engine
from annotator.storage.schema import alembic_config


def asking(lesson) -> list[str]:
    return [category.id for category in lesson.scheme.categories if category.asks_rewrite]


def test_the_wish_for_neutral_words_survives_package_and_database(store, tmp_path):
    lesson, _ = read_source(paths.lessons_dir() / "warm-up", paths.schemes_dir())
    assert asking(lesson) == ["loaded-language"]
    write_package(tmp_path / "warm-up.lesson", lesson)
    packed = read_package(tmp_path / "warm-up.lesson")
    assert packed == lesson
    with store.writing() as unit:
        unit.lessons.put(packed)
        unit.commit()
    with store.reading() as unit:
        assert unit.lessons.find(lesson.id) == lesson


def test_lessons_from_before_go_on_asking_for_neutral_words(path, open_again):
    path.parent.mkdir(parents=True)
    engine = open_engine(path)
    with engine.connect() as connection:
        connection.begin()
        command.upgrade(alembic_config(connection), "0002")
        connection.exec_driver_sql("PRAGMA user_version=2")
        connection.exec_driver_sql(
            "INSERT INTO lesson VALUES ('l', 1, 'h', 'L', 's', '[]', '', '', 'en', '', 45, '', "
            "'', '', 'after-hand-in', '[]', '{}', '[]', '')"
        )
        for number, name in enumerate(("loaded-language", "opinion")):
            connection.exec_driver_sql(
                f"INSERT INTO category VALUES ('l', '{name}', {number}, 0, 'N', 'L{number}', "
                f"'{number}', '#000000', 'wavy', 'span', '', '', '')"
            )
        connection.commit()
    engine.dispose()
    with open_again().reading() as unit:
        [lesson] = unit.lessons.all()
    assert asking(lesson) == ["loaded-language"]
