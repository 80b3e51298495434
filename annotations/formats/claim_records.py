"""The records of claims in the JSONL export: questions, claims, their links, what mentions say."""

from annotations.formats.written import Record, anchor, moment, number
from annotations.models import (
    Assessment,
    Claim,
    ClaimLink,
    ClaimMention,
    Pointing,
    Question,
    Remark,
)
from annotations.services.mentions import said_in


def question(it: Question) -> Record:
    """A question that claims answer."""
    return {
        "record": "question",
        "id": it.key,
        "ar": it.text_ar,
        "en": it.text_en,
        "subject": it.subject.key if it.subject else None,
        "metric": it.metric,
        "phase": it.phase,
    }


def claim(it: Claim) -> Record:
    """A proposition."""
    return {
        "record": "claim",
        "id": it.key,
        "question": it.question.key if it.question else None,
        "subject": it.subject.key if it.subject else None,
        "topics": sorted(topic.path for topic in it.topics.all()),
        "ar": it.statement_ar,
        "en": it.statement_en,
        "scope": it.scope,
        "origin": it.origin,
        "merged_into": it.merged_into.key if it.merged_into else None,
    }


def link(it: ClaimLink, remarks: list[Remark]) -> Record:
    """A relation of two claims, mentions or figures, with what was said of it."""
    return {
        "record": "link",
        "id": it.key,
        "a": _end(it.a_claim, it.a_article, it.a_start, it.a_end, it.a_figure),
        "b": _end(it.b_claim, it.b_article, it.b_start, it.b_end, it.b_figure),
        "kind": it.kind,
        "basis": it.basis,
        "status": it.status,
        "reason": it.reason or None,
        "origin": it.origin,
        "score": it.score,
        "by": it.by.username if it.by else None,
        "at": moment(it.at),
        "as_reviewer": it.as_reviewer,
        "remarks": [
            {
                "text": remark.text,
                "by": remark.by.username,
                "at": moment(remark.at),
                "removed_at": moment(remark.removed_at),
            }
            for remark in remarks
        ],
    }


def _end(
    claim: Claim, article: str, start: int | None, end: int | None, figure: int | None
) -> Record:
    return {
        "claim": claim.key,
        "article": article or None,
        "start": start,
        "end": end,
        "figure": figure,
    }


def assessment(it: Assessment) -> Record:
    """What a person found a claim to be worth."""
    return {
        "record": "assessment",
        "claim": it.claim.key,
        "rating": it.rating,
        "rationale": it.rationale,
        "evidence": it.evidence or None,
        "by": it.by.username,
        "at": moment(it.at),
        "removed_at": moment(it.removed_at),
    }


def pointing(it: Pointing) -> Record:
    """Whom a word means in an article."""
    return {
        "record": "pointing",
        "capture": {"page": it.capture.page.key, "sha256": it.capture.sha256},
        "article": it.article_key,
        "form": it.form,
        "source": it.source.key,
        "by": it.by.username,
        "at": moment(it.at),
        "removed_at": moment(it.removed_at),
    }


def said(mention: ClaimMention | None) -> Record:
    """How a mention makes its claim, with its chain and its figures."""
    if mention is None:
        return {}
    return {
        **said_in(mention),
        "chain": [
            {
                "source": step.source.key if step.source else None,
                "name": step.source.canonical_name if step.source else None,
                "kind": step.source.kind if step.source else "unknown",
                "count": step.source.count if step.source else None,
                "how": step.how,
                "confirmed": step.confirmed,
                "cue": anchor(step.start, step.end, step.quote),
                "place": anchor(step.place_start, step.place_end, step.place_quote),
            }
            for step in mention.chain.all()
        ],
        "figures": [
            {
                "raw": figure.quote,
                "start": figure.start,
                "end": figure.end,
                "value": number(figure.value),
                "value_max": number(figure.value_max),
                "unit": figure.unit,
                "bound": figure.bound,
                "metric": figure.metric,
                "scope": figure.scope,
            }
            for figure in mention.figures.all()
        ],
    }
