"""Every kind of web page gives its article whole, whatever it is made of."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.imports import ImportedPage
from annotator.domain.lessons import BlockKind
from annotator.files.importing.importer import import_markup, import_text
from annotator.files.importing.word_lists import read_cleaning_words
from annotator.paths import resources_dir
from annotator.services.cleaning.words import CleaningWords
from tests.unit.files.importing.web_articles import HEADLINE, STORY, article, page, paragraphs

#: A page takes some milliseconds, so a few tell enough.
some = settings(max_examples=20, deadline=None)
#: Names of parts that are no article on most pages.
NAMES = (
    *("paywall", "share-text", "tags", "discussion", "cookie-law", "privacy", "related-body"),
    *(
        "sidebar-left",
        "widget",
        "promo",
        "newsletter-story",
        "social-article",
        "ad-free",
        "premium",
    ),
    *("article-footer", "author-text", "nav-target", "overlay", "modal-content", "expandable"),
    *("meta-text", "slide", "embed-wide", "banner-story", "popular", "comment-body", "teaser-full"),
)
names = st.sampled_from(NAMES)
words_of_names = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12)


@cache
def lists() -> CleaningWords:
    """Return the word lists; as a fixture they would be written into every falsified example."""
    return read_cleaning_words(resources_dir() / "importing")


def kept(page: ImportedPage) -> list[str]:
    return [block.text for block in page.kept]


def listing(page: ImportedPage) -> str:
    return "\n".join(
        f"{'+' if b.keep else '-'} [{b.kind}: {b.reason}] {b.text}" for b in page.blocks
    )


def story_of(markup: str) -> ImportedPage:
    """Return a page whose whole story is kept, each paragraph once and in its order."""
    imported = import_markup(markup, lists())
    told = [text for text in kept(imported) if text in STORY]
    assert told == list(STORY), listing(imported)
    return imported


# -- menus above the article ---------------------------------------------------------------------

MENU = (
    *("Home", "Latest", "Related", "Most read", "About Torna Post", "Trending", "Contact us"),
    *("More stories", "Recommended", "About the author", "Sport", "Read also", "Top stories"),
)


@some
@given(lines=st.lists(st.sampled_from(MENU), max_size=7))
def test_a_menu_above_an_article_takes_nothing_of_it(lines: list[str]) -> None:
    items = "".join(f"<li><a href='/x'>{line}</a></li>" for line in lines)
    lede = "Council keeps the old mill bridge shut until the summer"
    imported = story_of(
        page(
            f"<nav><ul>{items}</ul></nav><main><h1>{HEADLINE}</h1><p>{lede}</p>{paragraphs()}</main>"
        ),
    )
    assert lede in kept(imported)
    assert not {"Home", "Sport"} & set(kept(imported))


# -- names of parts ------------------------------------------------------------------------------


@some
@given(chosen=st.lists(names, min_size=6, max_size=6), plain=st.sets(st.integers(1, 4)))
def test_names_of_single_paragraphs_drop_none(chosen: list[str], plain: set[int]) -> None:
    """The first and the last paragraph have no name, as those of most pages."""
    made = "".join(
        f"<p>{text}</p>"
        if number in (0, 5) or number in plain
        else f"<p class='{chosen[number]}'>{text}</p>"
        for number, text in enumerate(STORY)
    )
    story_of(article(made))


@some
@given(name=names, other=words_of_names, tag=st.sampled_from(["div", "section", "p"]))
def test_a_name_of_all_paragraphs_drops_none(name: str, other: str, tag: str) -> None:
    if tag == "p":
        made = paragraphs(attributes=f"class='{other} {name}'")
    else:
        made = f"<{tag} class='{other} {name}'>{paragraphs()}</{tag}>"
    story_of(article(made))


@some
@given(name=names, start=st.integers(1, 2), end=st.integers(4, 5))
def test_a_name_around_some_paragraphs_drops_none(name: str, start: int, end: int) -> None:
    inner = f"<div class='text {name}'>{paragraphs(STORY[start:end])}</div>"
    story_of(article(paragraphs(STORY[:start]) + inner + paragraphs(STORY[end:])))


@pytest.mark.parametrize("name", ["tag-legends", "has-captions", "category-legend no-caption"])
def test_a_name_with_caption_in_it_makes_no_captions(name: str) -> None:
    imported = story_of(page(f"<div class='post {name}'><h1>{HEADLINE}</h1>{paragraphs()}</div>"))
    assert {block.kind for block in imported.kept} == {BlockKind.PARAGRAPH}
    assert imported.metadata.headline == HEADLINE


# -- line breaks instead of paragraphs -------------------------------------------------------------

breaks = st.sampled_from(["<br><br>", "<br/>\n<br/>", "<br>\n\n<br>", "<br><br><br>", "<BR> <BR>"])


@some
@given(
    separator=breaks,
    wrapper=st.sampled_from(
        ["<div>{}</div>", "<font size='2'>{}</font>", "<table><tr><td>{}</td></tr></table>"]
    ),
    between=st.sampled_from(["", "<div class='ad'>Advertisement</div>", "<b>TORNA</b> - "]),
)
def test_line_breaks_part_an_article_and_lose_none_of_it(
    separator: str, wrapper: str, between: str
) -> None:
    if between.endswith("- "):
        text, between = between + separator.join(STORY), ""
    else:
        text = separator.join(STORY[:3]) + (between or separator) + separator.join(STORY[3:])
    menu = "<div id='nav'><a href='/'>Home</a> | <a href='/n'>News</a></div>"
    body = f"{menu}<h1>{HEADLINE}</h1>{wrapper.format(text)}<div id='foot'>Copyright 2026</div>"
    imported = import_markup(page(body), lists())
    found = kept(imported)
    assert len(found) == len(STORY), listing(imported)
    assert all(text.endswith(told) for text, told in zip(found, STORY, strict=True))


def test_a_pointer_among_line_breaks_goes_alone() -> None:
    parts = [*STORY[:3], "<a href='/x'>Read also: Ferry fares rise again</a>", *STORY[3:]]
    imported = story_of(page(f"<h1>{HEADLINE}</h1><div>{'<br><br>'.join(parts)}</div>"))
    assert len(imported.kept) == len(STORY)


# -- elements in the line ----------------------------------------------------------------------

SENTENCE = "Officials said that the levy would rise by four per cent in January."
inline = st.sampled_from(
    [
        *("button", "meter", "output", "progress", "label", "data", "time", "x-term"),
        *("fin-streamer", "st1:place", "unknown", "glossary-word", "font", "abbr"),
    ]
)


@some
@given(tag=inline, other=inline, words_in=st.integers(3, 6))
def test_elements_in_the_line_split_no_sentence(tag: str, other: str, words_in: int) -> None:
    spoken = SENTENCE.split()
    spoken[words_in] = f"<{tag} class='t'>{spoken[words_in]}</{tag}>"
    spoken[8] = f"<{other}>{spoken[8]}</{other}>"
    made = paragraphs(STORY[:3]) + f"<p>{' '.join(spoken)}</p>" + paragraphs(STORY[3:])
    assert SENTENCE in kept(story_of(article(made)))


def test_unknown_elements_that_are_paragraphs_part_them() -> None:
    made = "".join(f"<story-paragraph>{text}</story-paragraph>" for text in STORY)
    story_of(article(made))


@pytest.mark.parametrize(
    "language, marks",
    [("en", "“”"), ("de", "„“"), ("fr", "«»"), ("sv", "””"), ("ja", "「」"), ("xx", "“”")],
)
def test_quotations_get_the_marks_of_their_language(language: str, marks: str) -> None:
    said = "<p>The plan was <q>never a promise</q>, the mayor told the council in the hall.</p>"
    body = f"<article><h1>{HEADLINE}</h1>{paragraphs()}{said}{paragraphs(STORY[:1])}</article>"
    text = " ".join(kept(import_markup(page(body, language=language), lists())))
    assert f"was {marks[0]}never a promise{marks[1]}, the" in text


def test_quotations_in_quotations_have_other_marks_and_written_ones_stay() -> None:
    made = (
        f"{paragraphs()}<p>He said <q>that <q>never</q> is long</q> and she said "
        "<q>“yes”</q> to it.</p>"
    )
    text = kept(import_markup(article(made), lists()))[-1]
    assert text == "He said “that ‘never’ is long” and she said “yes” to it."


@pytest.mark.parametrize(
    "made",
    [
        "<blockquote><p>{}</p><footer>— Bo Lind, miller</footer></blockquote>",
        "<figure class='wp-block-pullquote'><blockquote><p>{}</p><cite>— Bo Lind, miller</cite>"
        "</blockquote></figure>",
        "<blockquote>{}<br><cite>— Bo Lind, miller</cite></blockquote>",
        "<blockquote class='quote'><p>{}</p><p>— Bo Lind, miller</p></blockquote>",
    ],
)
def test_who_said_it_stays_with_what_was_said(made: str) -> None:
    said = "This bridge is the only way home for two hundred people, and the council knows it."
    body = paragraphs(STORY[:3]) + made.format(said) + paragraphs(STORY[3:])
    imported = story_of(article(body))
    quoted = [block.text for block in imported.kept if block.kind is BlockKind.QUOTATION]
    assert "".join(quoted).replace(" ", "") == f"{said}— Bo Lind, miller".replace(" ", "")


def test_readings_of_signs_are_left_out() -> None:
    made = (
        "<p><ruby>町<rt>まち</rt></ruby>の<ruby>議会<rp>(</rp><rt>ぎかい</rt><rp>)</rp></ruby>は"
        "夏まで古い橋を閉めることを月曜日に決めました。</p>"
        "<p>市長は「子どもと渡れない橋は誰にも渡らせない」と話しました。</p>"
    )
    imported = import_markup(page(f"<article>{made}</article>", language="ja"), lists())
    assert kept(imported)[0] == "町の議会は夏まで古い橋を閉めることを月曜日に決めました。"


@pytest.mark.parametrize(
    "made, text",
    [
        (
            "The bridge was shut in 2024.<sup><a href='#n1'>[1]</a></sup>",
            "The bridge was shut in 2024.",
        ),
        ("Nobody asked the farmers.<sup>2</sup>", "Nobody asked the farmers."),
        ("Nobody asked the farmers<a href='#fn3'>[3]</a>.", "Nobody asked the farmers."),
        ("Nobody asked the farmers<sup>*</sup>.", "Nobody asked the farmers."),
        ("The field has 400 m<sup>2</sup> of mud.", "The field has 400 m² of mud."),
        ("That is 10<sup>6</sup> litres of milk.", "That is 10⁶ litres of milk."),
        ("It was her 40<sup>th</sup> year in office.", "It was her 40th year in office."),
    ],
)
def test_marks_of_notes_go_and_powers_stay(made: str, text: str) -> None:
    body = paragraphs(STORY[:3]) + f"<p>{made}</p>" + paragraphs(STORY[3:])
    imported = story_of(article(body))
    block = next(block for block in imported.kept if block.text not in STORY)
    assert (block.text, block.kind) == (text, BlockKind.PARAGRAPH)


# -- what is hidden until a program shows it -----------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        "<body style='visibility:hidden'><article>{}</article>",
        "<div style='display: none'><article>{}</article></div><p>Subscribe to read.</p>",
        "<main hidden><article>{}</article></main>",
        "<div id='root'></div><noscript><article>{}</article></noscript><script>x()</script>",
        "<div aria-hidden='true' class='page hidden'><article>{}</article></div>",
    ],
)
def test_an_article_that_a_program_would_show_is_read(made: str) -> None:
    story_of(page(made.format(f"<h1>{HEADLINE}</h1>{paragraphs()}")))


def test_what_is_hidden_beside_an_article_stays_hidden() -> None:
    secret = "Nobody who opens this page sees the sentence that stands right here, they say."
    imported = story_of(article(paragraphs() + f"<p hidden>{secret}</p>"))
    assert secret not in " ".join(block.text for block in imported.blocks)


# -- lists, questions, lists of films ------------------------------------------------------------


@some
@given(items=st.lists(st.sampled_from(["More lights", "A late bus", "Two guards", "No toll"])))
def test_items_of_a_list_are_items(items: list[str]) -> None:
    made = "".join(f"<li>{item}</li>" for item in items)
    imported = story_of(article(paragraphs(STORY[:3]) + f"<ul>{made}</ul>" + paragraphs(STORY[3:])))
    found = [block.text for block in imported.kept if block.kind is BlockKind.LIST_ITEM]
    assert found == items


def test_rows_of_a_table_are_rows() -> None:
    rows = (("Year", "Cracks"), ("2023", "One crack"), ("2024", "Two cracks"))
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    imported = story_of(
        article(paragraphs(STORY[:3]) + f"<table>{made}</table>" + paragraphs(STORY[3:]))
    )
    found = [block.text for block in imported.kept if block.kind is BlockKind.TABLE_ROW]
    assert found == [" | ".join(row) for row in rows]


def test_a_question_that_returns_stands_each_time() -> None:
    question = "What should happen to the old mill bridge now?"
    made = "".join(f"<p><b>{question}</b></p><p>{text}</p>" for text in STORY[:3])
    imported = story_of(article(made + paragraphs(STORY[3:])))
    assert kept(imported).count(question) == 3


def test_dates_and_places_are_no_agencies() -> None:
    dates = ("June 26 – Mill Hall, Allentown, PA", "June 28 – Harbour Stage, Dover, DE")
    imported = story_of(article(paragraphs(STORY[:2]) + paragraphs(dates) + paragraphs(STORY[2:])))
    assert set(dates) <= set(kept(imported))


@some
@given(
    names_of=st.tuples(words_of_names, words_of_names),
    titles=st.lists(
        st.sampled_from(["Ferry sings", "How the mill was built", "Five lost boats"]), min_size=3
    ),
)
def test_a_list_of_films_within_the_article_goes(
    names_of: tuple[str, str], titles: list[str]
) -> None:
    cards = "".join(
        f"<div class='{names_of[1]}'><img alt=''><h3><span>{title}</span></h3></div>"
        for title in titles
    )
    films = (
        f"<div class='el__embedded {names_of[0]}'><div class='js-video'><div>Replay</div>"
        f"<h3>MUST WATCH</h3>{cards}</div></div>"
    )
    imported = story_of(article(paragraphs(STORY[:3]) + films + paragraphs(STORY[3:])))
    assert kept(imported) == list(STORY), listing(imported)


def test_a_post_that_was_taken_in_says_who_wrote_it() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>My milk is sour and my cart is slow "
        "<a href='https://t.co/x'>pic.twitter.com/Qq12ww34ee</a></p>&mdash; Bo Lind (@bolind) "
        "<a href='https://twitter.com/x'>May 8, 2026</a></blockquote>"
    )
    imported = story_of(article(paragraphs(STORY[:3]) + post + paragraphs(STORY[3:])))
    quoted = [block.text for block in imported.kept if block.kind is BlockKind.QUOTATION]
    assert quoted == ["My milk is sour and my cart is slow", "— Bo Lind (@bolind) May 8, 2026"]


# -- two voices, and lines that only sound like a page's ------------------------------------------

NOTE = "We asked the mayor for the report three times and got nothing, which says enough."


def test_a_comment_of_the_outlet_is_another_voice_and_no_form() -> None:
    body = paragraphs() + f"<h3>Comment:</h3><p>{NOTE}</p><p>The Post will go on asking.</p>"
    imported = story_of(article(body))
    second = [block.text for block in imported.kept if block.kind is BlockKind.EDITORS_COMMENT]
    assert second == [NOTE, "The Post will go on asking."]


def test_comments_between_paragraphs_leave_the_report_its_own_voice() -> None:
    lines = [STORY[0], f"[Ed.: {NOTE}]", STORY[1], "Editor's note: She denies it.", *STORY[2:]]
    imported = import_text("\n\n".join(lines), lists())
    kinds = {block.text: block.kind for block in imported.kept}
    assert [text for text in kinds if kinds[text] is BlockKind.EDITORS_COMMENT] == lines[1:4:2]
    assert all(kinds[text] is BlockKind.PARAGRAPH for text in STORY)


@pytest.mark.parametrize(
    "line",
    [
        "No comment.",
        "Follow the money.",
        "Ok.",
        "All rights reserved, she said.",
        "Write to the council at bridge@torna.example if you want to object, the notice said.",
    ],
)
def test_a_sentence_of_a_report_is_no_line_of_a_page(line: str) -> None:
    imported = import_text("\n\n".join((*STORY[:3], line, *STORY[3:])), lists())
    assert kept(imported) == [*STORY[:3], line, *STORY[3:]]


def test_a_form_in_a_sentence_does_not_part_it() -> None:
    made = "<p>Call <form style='display:inline'><input type='submit'></form>the council</p>"
    imported = story_of(article(paragraphs(STORY[:3]) + made + paragraphs(STORY[3:])))
    assert "Call the council" in kept(imported)
