"""Scores as the JSON that commands print."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.identifiers import CategoryId
from annotator.scoring.results import HandInScore, KeyCredit, SpanAgreement, WordUse


def credit_json(credit: KeyCredit) -> dict[str, object]:
    """Return one credit."""
    return {
        "category": credit.key.category_id,
        "start": credit.key.span.start,
        "end": credit.key.span.end,
        "status": credit.key.status.value,
        "weight": credit.key.weight,
        "outcome": credit.outcome.value,
        "credit": credit.credit,
        "points": round(credit.points, 6),
    }


def lines_json(score: HandInScore) -> list[dict[str, object]]:
    """Return the lines that the points are the sum of, without those of nothing."""
    return [
        {
            "part": line.part.value,
            **({"category": line.category_id} if line.category_id else {}),
            "points": round(line.points, 6),
        }
        for line in score.lines
        if line.points
    ]


def word_use_json(used: Mapping[CategoryId, WordUse]) -> dict[str, object]:
    """Return by category how many words are marked and how many may be."""
    return {
        category_id: {
            "marked": use.marked,
            "right": use.right,
            "budget": use.budget,
            "share": round(use.share, 6),
        }
        for category_id, use in used.items()
    }


def agreement_json(agreement: SpanAgreement) -> dict[str, float]:
    """Return the span scores of SemEval-2020 Task 11."""
    return {
        "precision": round(agreement.precision, 6),
        "recall": round(agreement.recall, 6),
        "f1": round(agreement.f1, 6),
    }


def hand_in_score_json(score: HandInScore) -> dict[str, object]:
    """Return the score of one hand-in with its credits by article."""
    return {
        "points": round(score.points, 6),
        "maximum": round(score.maximum, 6),
        "rubric": {"points": score.rubric_points, "maximum": score.rubric_maximum},
        "total": round(score.total, 6),
        "total_maximum": round(score.total_maximum, 6),
        "percent": score.grade.percent,
        "grade": score.grade.text,
        "counted": list(score.counted_ids),
        "categories": [
            {
                "category": part.category_id,
                "earned": round(part.earned, 6),
                "maximum": round(part.maximum, 6),
                "bonus": round(part.bonus, 6),
                "penalty": round(part.penalty, 6),
                "kept": round(part.kept, 6),
            }
            for part in score.categories
        ],
        "lines": lines_json(score),
        "articles": [
            {
                "article": article.article_id,
                "credits": [credit_json(credit) for credit in article.text.credits],
                "extras": len(article.text.extras),
                "highlighted_share": round(article.text.highlighted_share, 4),
                "over_highlighted": article.over_highlighted,
                "words": word_use_json(article.text.word_use),
            }
            for article in score.articles
        ],
        "semeval": agreement_json(score.agreement),
        "kappa": None if score.kappa is None else round(score.kappa, 6),
        "labelled_sentences": score.labelled_sentences,
    }
