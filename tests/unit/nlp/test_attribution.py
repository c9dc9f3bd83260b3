"""Who says what: the source, the cue and the content of statements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.domain.comparisons import QuotedSourceKind
from annotator.nlp.attribution import Attributions, speakers_of
from annotator.nlp.cues import AttributionKind

Said = Callable[[str], Attributions]


def parts(found: Attributions) -> list[tuple[str, str]]:
    """Return source and content of each statement, as words."""
    return [
        (
            a.source.of(found.text) if a.source else "",
            " … ".join(r.of(found.text) for r in a.content),
        )
        for a in found.all
    ]


@pytest.mark.parametrize(
    "text, source, content",
    [
        ("Ada Berg said the bridge was safe.", "Ada Berg", "the bridge was safe"),
        ("The bridge was safe, Ada Berg said.", "Ada Berg", "The bridge was safe"),
        ("“The bridge is safe,” said Ada Berg.", "Ada Berg", "“The bridge is safe,”"),
        ("According to Ada Berg, the bridge is safe.", "Ada Berg", "the bridge is safe"),
        ("The bridge is safe, according to the ministry.", "the ministry", "The bridge is safe"),
        ("The report found that two wells were dry.", "The report", "that two wells were dry"),
        ("The ministry made clear that no school would close.", "The ministry", "no school"),
        ("Ada Berg pointed out that it had rained.", "Ada Berg", "that it had rained"),
        ("The claim that the bridge was safe surprised Ada.", "", "that the bridge was safe"),
    ],
)
def test_source_and_content_are_found(said: Said, text: str, source: str, content: str) -> None:
    found = parts(said(text))
    assert any(s == source and content in c for s, c in found), found


def test_a_quotation_in_two_parts_is_one_statement(said: Said) -> None:
    found = said("“We will not wait,” Ada Berg said, “and we will not pay.”")
    assert len(found.all) == 1
    assert found.all[0].kind is AttributionKind.DIRECT
    assert found.all[0].speaker == "Ada Berg"
    assert len(found.all[0].content) == 2


def test_a_plain_report_belongs_to_nobody(said: Said) -> None:
    assert said("The bus left at eight. It rained in the afternoon.").all == ()


def test_verbs_inside_a_quotation_name_no_sources(said: Said) -> None:
    found = said("“I think you said it was over,” Ada Berg said.")
    assert [a.speaker for a in found.all] == ["Ada Berg"]


def test_a_pronoun_carries_the_last_named_source_as_a_guess(said: Said) -> None:
    found = said("Ada Berg said the bridge was safe. She added that it was new.")
    assert found.all[-1].source_kind is QuotedSourceKind.PRONOUN
    assert found.all[-1].speaker == "Ada Berg"


def test_a_quotation_without_a_cue_goes_on_with_the_last_source(said: Said) -> None:
    found = said("“It is safe,” said Ada Berg. “Nobody needs to worry about it today.”")
    assert found.all[-1].speaker == "Ada Berg"
    assert found.all[-1].in_quotation


@pytest.mark.parametrize(
    "text, kind",
    [
        ("Ada Berg said it rained.", QuotedSourceKind.NAMED),
        ("The ministry said it rained.", QuotedSourceKind.INSTITUTIONAL),
        ("An official said it rained.", QuotedSourceKind.ANONYMOUS),
        ("Critics said it rained.", QuotedSourceKind.VAGUE),
        ("They said it rained.", QuotedSourceKind.PRONOUN),
    ],
)
def test_a_source_is_as_good_as_a_reader_can_find_it(
    said: Said, text: str, kind: QuotedSourceKind
) -> None:
    assert said(text).all[0].source_kind is kind


def test_the_paragraph_after_a_colon_belongs_to_the_speaker(said: Said) -> None:
    found = said("Ada Berg added:\nThe bridge is old and nobody has looked at it.\nIt rained.")
    assert ("Ada Berg", "The bridge is old and nobody has looked at it.") in parts(found)


def test_a_signed_quotation_belongs_to_its_signer(said: Said) -> None:
    found = said("“We waited for ten years for this bridge.” ― Ada Berg")
    assert found.all[0].speaker == "Ada Berg"


def test_speakers_are_counted_under_one_name(said: Said) -> None:
    text = (
        "The engineer Ada Berg said the bridge was safe. Berg added that it was new. "
        "Critics said that it was ugly."
    )
    speakers = speakers_of(text, said(text).all)
    assert next((s.name, s.statements) for s in speakers) == ("The engineer Ada Berg", 2)
    assert sum(s.words for s in speakers) > 8
    assert {s.kind for s in speakers} == {QuotedSourceKind.NAMED, QuotedSourceKind.VAGUE}


@pytest.mark.parametrize("text", ["", "\n\n", "“", "said", "😀", "Ada said:", "according to"])
def test_scraps_of_text_do_no_harm(said: Said, text: str) -> None:
    assert all(run.end <= len(text) for a in said(text).all for run in a.content)
