"""What the domain holds becomes plain values and comes back the same, whatever its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from annotator.domain.identifiers import ArticleId
from annotator.domain.records import BadRecord, Records, RecordShape

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Tone(StrEnum):
    CALM = "calm"
    LOUD = "loud"


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int = 9


@dataclass(frozen=True, slots=True)
class Note:
    id: ArticleId
    place: Place
    at: datetime
    tone: Tone = Tone.CALM
    weight: float = 1.0
    seal: bytes = b""
    folder: Path = Path("a")
    parts: tuple[Place, ...] = ()
    tags: frozenset[ArticleId] = frozenset()
    counts: Mapping[int, Place] = field(default_factory=dict)
    features: Mapping[str, float | str | bool] = field(default_factory=dict)
    other: Place | None = None
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Text:
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    before: Text | Place | None
    after: Text | Place | None = None


FULL = Note(
    ArticleId("one"),
    Place(1, 2),
    NOON,
    Tone.LOUD,
    0.5,
    bytes(range(9)),
    Path("/b/c"),
    (Place(3, 4), Place(5)),
    frozenset({ArticleId("z"), ArticleId("b")}),
    {7: Place(8)},
    {"score": 0.5, "cue": "verb", "quoted": True},
    Place(0),
    NOON,
)


@pytest.mark.parametrize("note", [FULL, Note(ArticleId("two"), Place(1), NOON)])
def test_a_value_comes_back_the_same_through_json(note):
    records = Records()
    assert records.load(Note, json.loads(json.dumps(records.dump(Note, note)))) == note


def test_the_same_set_is_written_in_the_same_order():
    assert Records().dump(Note, FULL)["tags"] == ["b", "z"]


def test_fields_have_the_names_and_the_place_that_their_shape_says():
    shapes = {
        Note: RecordShape({"id": "note", "at": "time"}, flat=frozenset({"place"})),
        Place: RecordShape({"start": "from"}),
    }
    record = Records(shapes).dump(Note, FULL)
    assert (record["note"], record["from"], record["end"]) == ("one", 1, 2)
    assert record["other"] == {"from": 0, "end": 9}
    assert Records(shapes).load(Note, record) == FULL


def test_a_record_can_be_a_list():
    records = Records(
        {
            Note: RecordShape(
                flat=frozenset({"place"}), elsewhere=frozenset({"parts"}), is_list=True
            ),
            Place: RecordShape(is_list=True),
        }
    )
    assert records.dump(tuple[Place, ...], (Place(1, 2),)) == [[1, 2]]
    assert records.load(Place, [3]) == Place(3)


def test_what_is_a_list_alone_can_be_flat_in_another_record():
    shapes = {Note: RecordShape(flat=frozenset({"place"})), Place: RecordShape(is_list=True)}
    record = Records(shapes).dump(Note, FULL)
    assert (record["start"], record["end"], record["other"]) == (1, 2, [0, 9])
    assert Records(shapes).load_all(Note, [record, record]) == (FULL, FULL)


def test_what_lies_elsewhere_is_given_when_the_record_is_read():
    records = Records({Note: RecordShape(elsewhere=frozenset({"place", "parts"}))})
    record = records.dump(Note, FULL)
    assert {"place", "parts"}.isdisjoint(record)
    assert records.load(Note, record, place=FULL.place, parts=FULL.parts) == FULL


def test_a_row_keeps_moments_and_holds_what_is_more_than_one_value_as_json_does():
    row = Records(native=(datetime, bytes), inside=Records()).dump(Note, FULL)
    assert (row["at"], row["answered"], row["seal"]) == (NOON, NOON, FULL.seal)
    assert row["place"] == {"start": 1, "end": 2}
    assert row["features"] == dict(FULL.features)


@pytest.mark.parametrize("step", [Step(Text("a"), Place(1)), Step(None, None), Step(Place(2))])
def test_one_of_several_kinds_is_told_by_its_name(step):
    records = Records(kinds={"text": Text, "place": Place})
    record = records.dump(Step, step)
    assert records.load(Step, record) == step
    if step.before == Text("a"):
        assert record["before"] == {"kind": "text", "words": "a"}


def test_an_earlier_record_takes_the_defaults_and_a_later_one_is_read_without_its_news():
    earlier = {"id": "one", "place": {"start": 1}, "at": "2026-03-02T12:00:00Z", "news": [1]}
    assert Records().load(Note, earlier) == Note(ArticleId("one"), Place(1), NOON)


def test_a_whole_number_is_read_where_points_are_meant():
    note = Records().load(Note, {"id": "a", "place": {"start": 1}, "at": "2026-03-02", "weight": 2})
    assert isinstance(note.weight, float)


@pytest.mark.parametrize(
    "record",
    [None, [], "", 7, {}, {"id": "a", "place": 7, "at": "2026-03-02"}, {"tone": "shrill"}],
)
def test_what_is_no_record_of_its_kind_is_refused(record):
    with pytest.raises(BadRecord, match="Note"):
        Records().load(Note, record)
    with pytest.raises(BadRecord):
        Records(kinds={"text": Text}).load(Step, {"before": {"kind": "sound"}})
