"""What the language part makes of headlines, quotations from elsewhere and editor's comments."""

from __future__ import annotations

import json

import pytest

from annotator import paths
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import below_headline, joined_paragraphs
from annotator.domain.sentences import split_sentences
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.worker import Worker
from annotator.services.comparing import ComparedLesson
from annotator.services.comparison_records import told_text
from tests.fakes import sample_lesson

K = BlockKind
HEADLINE = "A horrific crash shocks the town"
REPORT = "A truck drove into a wall on Monday, the police said. Mayor Ada Berg wrote a letter:"
LETTER = "This was a disgusting and cowardly attack on our wonderful town."
COMMENT = "We think that this shameful mayor should resign at once."


def article(kind_of_letter=K.QUOTATION, kind_of_comment=K.EDITORS_COMMENT, name="bugle") -> Article:
    told = ((K.PARAGRAPH, REPORT), (kind_of_letter, LETTER), (kind_of_comment, COMMENT))
    body, blocks = joined_paragraphs(below_headline(HEADLINE, told))
    return Article(name, HEADLINE, "O", body, blocks=blocks, sentences=split_sentences(body))


@pytest.fixture(scope="module")
def language_help() -> LanguageHelp:
    return LanguageHelp(paths.resources_dir() / "lexicons")


def read(language_help, made: Article):
    return language_help.read(made.body, "en", made.blocks)


def quoted(reading, made: Article) -> dict[str, tuple[bool, str]]:
    return {s.span.of(made.body): (s.in_quotation, s.speaker) for s in reading.suggestions}


def test_words_of_a_quotation_from_elsewhere_are_not_the_outlet_s(language_help):
    made, plain = article(), article(K.PARAGRAPH, K.PARAGRAPH)
    found = quoted(read(language_help, made), made)
    disgusting = next(words for words in found if "disgusting" in words)
    assert found[disgusting][0]
    assert "Berg" in found[disgusting][1]
    before = quoted(read(language_help, plain), plain)
    assert not before[disgusting][0]


def test_an_editor_s_comment_is_a_second_voice(language_help):
    made = article()
    reading = read(language_help, made)
    shameful = next(s for s in reading.suggestions if "shameful" in s.span.of(made.body))
    assert not shameful.in_quotation
    assert shameful.speaker == "the editors, in their comment"
    judged = next(s for s in reading.sentences if s.span.of(made.body) == COMMENT)
    assert (judged.category_id, judged.speaker) == ("opinion", "the editors, in their comment")


def test_no_label_is_suggested_where_none_is_asked_for(language_help):
    made = article()
    judged = [s.span for s in read(language_help, made).sentences]
    assert judged == list(made.sentences_to_label)


def test_loaded_words_of_a_headline_are_suggested_where_they_stand(language_help):
    made = article()
    found = read(language_help, made).suggestions
    horrific = next(s for s in found if "horrific" in s.span.of(made.body))
    assert made.headline_span.contains(horrific.span)


def test_the_figures_are_those_of_the_report_alone(language_help):
    other = article(name="record")
    bodies = {a.id: a.body for a in (article(), other)}
    told = {a.id: a.blocks for a in (article(), other)}
    apart = language_help.compare(bodies, "en", told).figures[0]
    together = language_help.compare(bodies, "en").figures[0]
    assert apart.loaded_per_hundred < together.loaded_per_hundred
    assert apart.opinion_share < together.opinion_share


def test_a_headline_is_no_second_place_of_a_fact(language_help):
    made = sample_lesson.headed(sample_lesson.lesson()).articles
    found = language_help.compare(
        {a.id: a.body for a in made}, "en", {a.id: a.blocks for a in made}
    )
    spans = {a.id: a.headline_span for a in made}
    places = [place for fact in found.facts for place in fact.places]
    assert not any(spans[place.article_id].overlaps(place.span) for place in places)


def test_the_process_is_told_what_the_paragraphs_are(language_help):
    worker = Worker(language_help)
    made = article()
    line = json.dumps({"do": "suggest", **told_text(made)})
    answer = json.loads(worker.answer_line(line))
    assert len(answer["sentences"]) == len(made.sentences_to_label)
    wrong = json.loads(worker.answer_line(json.dumps({"do": "suggest", "text": "a", "blocks": 3})))
    assert "list of start, end and kind" in wrong["error"]
    lesson = sample_lesson.headed(sample_lesson.lesson())
    request = ComparedLesson(lesson, sample_lesson.key(lesson), ()).request
    assert request["articles"][0]["blocks"][0] == [0, len(lesson.articles[0].headline), "headline"]
