"""Every word that Word shows lies in exactly one block, in order, and no hidden one does."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.imports import RawPage, Region
from annotator.domain.lessons import BlockKind
from annotator.files.importing.word_documents import word_page
from tests.unit.files.importing.word_files import (
    STRICT,
    field,
    paragraph,
    run,
    style,
    word_file,
)

VANISH = "<w:vanish/>"
HIDING = {
    "here": VANISH,
    "by a style": '<w:rStyle w:val="Ghost"/>',
    "by a style of a style": '<w:rStyle w:val="Shade"/>',
    "on the web": "<w:webHidden/>",
}
SHOWN = {
    "said to be": '<w:vanish w:val="0"/>',
    "against a style": '<w:rStyle w:val="Ghost"/><w:vanish w:val="false"/>',
}
STYLES = (
    style("Ghost", "character", VANISH)
    + style("Shade", "character", based_on="Ghost")
    + style("Hush", "paragraph", VANISH)
)


def read(body: str, **parts: str) -> RawPage:
    return word_page("a.docx", word_file(body, **parts))


def texts(body: str, region: Region = Region.TEXT, **parts: str) -> list[str]:
    return [b.text for b in read(body, **parts).blocks if b.region is region]


def box(*paragraphs: str) -> str:
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


WRAPPERS = {
    "smart tag": "<w:smartTag>{}</w:smartTag>",
    "custom": '<w:customXml w:element="x">{}</w:customXml>',
    "control": "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "insertion": '<w:ins w:id="1">{}</w:ins>',
    "move": '<w:moveTo w:id="2">{}</w:moveTo>',
    "link": '<w:hyperlink r:id="r9">{}</w:hyperlink>',
    "simple field": '<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>',
    "direction": '<w:dir w:val="ltr">{}</w:dir>',
    "override": '<w:bdo w:val="ltr">{}</w:bdo>',
    "unknown": "<w:somethingNew>{}</w:somethingNew>",
    "field": field("begin")
    + "<w:r><w:instrText>REF x</w:instrText><w:t>CODE</w:t></w:r>"
    + field("separate")
    + "{}"
    + field("end"),
}
DELETING = {
    "deletion": '<w:del w:id="3">{}</w:del>',
    "move away": '<w:moveFrom w:id="4">{}</w:moveFrom>',
    "code": field("begin") + "{}" + field("separate") + field("end"),
}


@pytest.mark.parametrize("name", WRAPPERS)
def test_words_in_a_wrapper_stand_in_their_sentence(name: str) -> None:
    inner = WRAPPERS[name].format(run("reckless"))
    assert texts(paragraph("A ", inner, " plan.")) == ["A reckless plan."]


@pytest.mark.parametrize("name", DELETING)
def test_deleted_words_and_codes_are_not_shown(name: str) -> None:
    inner = DELETING[name].format(run("reckless"))
    assert texts(paragraph("A ", inner, "plan.")) == ["A plan."]


@pytest.mark.parametrize("name", HIDING)
def test_hidden_words_are_not_shown(name: str) -> None:
    body = paragraph("A ", run("secret ", HIDING[name]), "plan.")
    assert texts(body, styles=STYLES) == ["A plan."]


@pytest.mark.parametrize("name", SHOWN)
def test_words_that_are_not_hidden_are_shown(name: str) -> None:
    body = paragraph("An ", run("open ", SHOWN[name]), "plan.")
    assert texts(body, styles=STYLES) == ["An open plan."]


def test_a_style_that_hides_turns_another_round() -> None:
    hush = '<w:pStyle w:val="Hush"/>'
    body = (
        paragraph("Hidden.", properties=hush)
        + paragraph(run("Twice hidden is shown.", HIDING["by a style"]), properties=hush)
        + paragraph("Shown.")
    )
    assert texts(body, styles=STYLES) == ["Twice hidden is shown.Shown."]


def test_the_usual_style_hides_too() -> None:
    usual = style("Normal", "paragraph", VANISH, more='w:default="1"')
    body = paragraph("Hidden.") + paragraph(run("Shown.", '<w:vanish w:val="off"/>'))
    assert texts(body, styles=usual) == ["Shown."]


def test_wrappers_around_paragraphs_rows_and_cells_hold_words() -> None:
    control = WRAPPERS["control"]
    cell = control.format(
        f"<w:tc>{control.format(paragraph('In a cell, a whole sentence.'))}</w:tc>"
    )
    row = control.format(f"<w:tr>{cell}</w:tr>")
    body = control.format(control.format(paragraph("First.")) + f"<w:tbl>{row}</w:tbl>")
    body += WRAPPERS["custom"].format(paragraph("Last."))
    assert texts(body) == ["First.", "In a cell, a whole sentence.", "Last."]


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    inner = box(paragraph("In the box."), paragraph("In an inner one.", box(paragraph("Deep."))))
    assert texts(paragraph("Before ", inner, "and after.")) == [
        "Before and after.", "In the box.", "In an inner one.", "Deep.",
    ]  # fmt: skip


def test_a_fallback_is_read_where_nothing_else_has_words() -> None:
    body = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="cx"><w:drawing/></mc:Choice>'
        f"<mc:Fallback>{run('A drawn word')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(paragraph(body)) == ["A drawn word"]


def test_a_field_over_paragraphs_shows_its_result_only() -> None:
    body = (
        paragraph(field("begin"), "<w:r><w:instrText>TOC</w:instrText></w:r>", run("CODE"))
        + paragraph(run("CODE"), field("separate"), run("One"))
        + paragraph(run("Two"), field("end"), run(" and on"))
    )
    assert texts(body) == ["One", "Two and on"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(paragraph(field("begin"), "A word.") + paragraph("And more.")) == [
        "A word.", "And more.",
    ]  # fmt: skip


def test_a_paragraph_whose_mark_is_deleted_goes_on_with_the_next() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = paragraph("The mayor ", properties=gone) + paragraph("resigned.") + paragraph("So.")
    assert texts(body) == ["The mayor resigned.", "So."]


def test_deleted_rows_and_cells_are_not_shown() -> None:
    def cell(text: str, told: str = "") -> str:
        return f"<w:tc><w:tcPr>{told}</w:tcPr>{paragraph(text)}</w:tc>"

    body = (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('Gone.')}</w:tr>"
        f"<w:tr>{cell('Kept.')}{cell('Gone too.', '<w:cellDel/>')}</w:tr></w:tbl>"
    )
    assert texts(body) == ["Kept."]


def test_a_row_of_short_cells_is_one_block() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Town", "", "Votes", "1,200"))
    assert texts(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == ["Town | Votes | 1,200"]


def test_signs_breaks_and_readings_are_words_too() -> None:
    body = paragraph(
        "one", "<w:r><w:tab/></w:r>", "two", '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
        "three", "<w:r><w:noBreakHyphen/></w:r>", "four", "<w:r><w:softHyphen/></w:r>", "five ",
        f"<w:r><w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby></w:r>",
        "<w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:r>",
        properties='<w:tabs><w:tab w:val="left"/></w:tabs>',
    )  # fmt: skip
    assert texts(body) == ["one\ttwo→three-fourfive 漢字(かんじ)x=1"]


def test_a_broken_line_parts_lines_but_not_sentences() -> None:
    broken = paragraph("The mayor of the harbour town", "<w:r><w:br/></w:r>", "resigned.")
    address = paragraph("Quay 4", "<w:r><w:br/></w:r>", "Brackwater")
    assert texts(broken + address) == [
        "The mayor of the harbour town resigned.", "Quay 4", "Brackwater",
    ]  # fmt: skip


def test_notes_and_the_edges_of_pages_are_told_apart() -> None:
    body = (
        paragraph("A claim.", '<w:r><w:footnoteReference w:id="2"/></w:r>', " A fact.")
        + paragraph("End.", '<w:r><w:endnoteReference w:id="5"/></w:r>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    )
    parts = {
        "footnotes": f'<w:footnote w:id="1">{paragraph("Unused.")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("See the report.")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="5">{paragraph("As told to us.")}</w:endnote>',
        "header": paragraph("The Quay Herald"),
    }
    assert texts(body, **parts) == ["A claim. A fact.", "End."]
    assert texts(body, Region.NOTES, **parts) == ["See the report.", "As told to us."]
    assert texts(body, Region.REPEATED, **parts) == ["The Quay Herald"]


def test_kinds_come_from_styles_and_their_ancestors() -> None:
    styles = (
        style("Titel", "paragraph").replace('<w:name w:val="Titel"/>', '<w:name w:val="Title"/>')
        + style("heading 2", "paragraph")
        + style("Ours", "paragraph", based_on="heading 2")
        + style("caption", "paragraph")
        + style("Intense Quote", "paragraph")
        + style("List Bullet", "paragraph")
    )
    told = {
        "Titel": "Old pier shut",
        "Ours": "Who pays",
        "caption": "The pier",
        "Intense Quote": "We could not wait.",
        "List Bullet": "One boat",
        "": "Nobody knows.",
    }
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{id_}"/>') for id_, text in told.items()
    )
    body += paragraph("Later", properties='<w:outlineLvl w:val="1"/>')
    for number in (3, 0):
        body += paragraph(
            "Two", properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        )
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Town", "Votes"))
    page = read(f"{body}<w:tbl><w:tr>{cells}</w:tr></w:tbl>", styles=styles)
    assert page.metadata.headline == "Old pier shut"
    assert [block.kind for block in page.blocks] == [
        None, BlockKind.SUBHEADING, BlockKind.CAPTION, BlockKind.QUOTATION, BlockKind.LIST_ITEM,
        None, BlockKind.SUBHEADING, BlockKind.LIST_ITEM, None, BlockKind.TABLE_ROW,
    ]  # fmt: skip


def test_a_document_in_the_strict_form_or_with_odd_names_is_read() -> None:
    body = paragraph("A word.")
    for told in ({"namespace": STRICT}, {"main": "Word/Main.xml"}):
        assert [b.text for b in word_page("a.docx", word_file(body, **told)).blocks] == ["A word."]


# -- any nesting -------------------------------------------------------------------------------

WORDS = count(1)


@st.composite
def inline(draw: st.DrawFn, depth: int = 3) -> tuple[str, list[str]]:
    """Draw something inside a paragraph, with the words that it shows."""
    form = draw(st.sampled_from(["word", "hidden", "both", "wrap", "delete"])) if depth else "word"
    word = f"w{next(WORDS)}"
    if form == "word":
        return run(f"{word} ", draw(st.sampled_from(["", "<w:b/>", *SHOWN.values()]))), [word]
    if form == "hidden":
        return run(f"h{word} ", draw(st.sampled_from(list(HIDING.values())))), []
    first, words = draw(inline(depth - 1))
    if form == "both":
        second, more = draw(inline(depth - 1))
        return first + second, words + more
    if form == "wrap":
        return draw(st.sampled_from(list(WRAPPERS.values()))).format(first), words
    return draw(st.sampled_from(list(DELETING.values()))).format(first), []


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> tuple[str, list[str]]:
    """Draw something between paragraphs, with the words that it shows."""
    form = (
        draw(st.sampled_from(["paragraph", "both", "wrap", "table", "box"]))
        if depth
        else "paragraph"
    )
    if form == "paragraph":
        inner, words = draw(inline())
        return paragraph(inner), words
    first, words = draw(blocks(depth - 1))
    if form == "both":
        second, more = draw(blocks(depth - 1))
        return first + second, words + more
    if form == "wrap":
        name = draw(st.sampled_from(["custom", "control", "insertion", "move", "unknown"]))
        return WRAPPERS[name].format(first), words
    if form == "table":
        second, more = draw(blocks(depth - 1))
        return (
            f"<w:tbl><w:tr><w:tc>{first}</w:tc><w:tc>{second}</w:tc></w:tr></w:tbl>",
            words + more,
        )
    inner, before = draw(inline())
    return paragraph(inner, box(first)), before + words


@settings(max_examples=150, deadline=None)
@given(drawn=st.lists(blocks(), min_size=1, max_size=4))
def test_any_nesting_keeps_every_shown_word_once_and_in_order(
    drawn: list[tuple[str, list[str]]],
) -> None:
    body = paragraph("start") + "".join(markup for markup, _words in drawn)
    found = " ".join(texts(body, styles=STYLES)).replace("|", " ").split()
    assert found == ["start", *(word for _markup, words in drawn for word in words)]
