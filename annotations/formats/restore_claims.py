"""Questions, claims and what people hold of them in an export; what is here stays as it is."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from annotations.formats.restore_registries import moment, moment_or_none, person
from annotations.formats.written import Record
from annotations.models import (
    Assessment,
    Claim,
    ClaimLink,
    LinkBasis,
    LinkKind,
    LinkStatus,
    Mark,
    Pointing,
    Question,
    Rating,
    Remark,
)
from annotations.services import board, ends
from corpus.models import Capture, Entity, Source, Topic


class Claims:
    """Takes question, claim, link, assessment and pointing records; joins them when all are here."""

    kinds = frozenset({"question", "claim", "link", "assessment"})

    def __init__(self) -> None:
        self._merges: list[tuple[str, str]] = []
        self._links: list[Record] = []
        self._changed: set[str] = set()  # the claims of which something new is held

    def take(self, record: Record) -> None:
        """Load one record unless its key is here."""
        getattr(self, f"_{record['record']}")(record)

    def pointing(self, capture: Capture, record: Record) -> None:
        """Load whom a word means in an article."""
        Pointing.objects.get_or_create(
            capture=capture,
            article_key=record["article"],
            form=record["form"],
            defaults={
                "source": Source.objects.get(key=record["source"]),
                "by": person(record["by"]),
                "at": moment(record["at"]),
                "removed_at": moment_or_none(record["removed_at"]),
            },
        )

    def finish(self) -> None:
        """Merge what the export has merged, and join the claims."""
        for key, into in self._merges:
            Claim.objects.filter(key=key, merged_into=None).update(
                merged_into=Claim.objects.get(key=into)
            )
        for record in self._links:
            self._join(record)

    def derive(self, captures: Collection[int]) -> bool:
        """Let the board follow what is new here and in these captures; says whether anything was."""
        marked = Mark.objects.filter(capture__in=captures, claim__isnull=False, by__isnull=False)
        claims = Claim.objects.filter(Q(key__in=self._changed) | Q(pk__in=marked.values("claim")))
        board.refresh(claims)
        board.refresh_facets(board.articles_of(claims))
        return bool(self._changed)

    def _question(self, record: Record) -> None:
        Question.objects.get_or_create(
            key=record["id"],
            defaults={
                "text_ar": record["ar"],
                "text_en": record["en"],
                "subject": _entity(record["subject"]),
                "metric": record["metric"],
                "phase": record["phase"],
            },
        )

    def _claim(self, record: Record) -> None:
        question = Question.objects.get(key=record["question"]) if record["question"] else None
        claim, is_new = Claim.objects.get_or_create(
            key=record["id"],
            defaults={
                "question": question,
                "subject": _entity(record.get("subject")),
                "statement_ar": record["ar"],
                "statement_en": record["en"],
                "scope": record.get("scope", ""),
                "origin": record.get("origin", "person"),
            },
        )
        if is_new:
            self._changed.add(claim.key)
            claim.topics.set(Topic.objects.filter(path__in=record.get("topics", [])))
        if record.get("merged_into"):
            self._merges.append((record["id"], record["merged_into"]))

    def _link(self, record: Record) -> None:
        self._links.append(record)

    def _join(self, record: Record) -> None:
        """What a rule here proposes is derived anew; what somebody raised or decided is loaded."""
        if record["status"] == LinkStatus.SUGGESTED and record["origin"] == ends.RULE:
            return
        a, b = _end(record["a"]), _end(record["b"])
        kind = LinkKind(record["kind"])
        link, is_new = ClaimLink.objects.get_or_create(
            key=ends.key_of(a, b),
            defaults={
                **ends.columns(kind, a, b),
                "kind": kind,
                "basis": LinkBasis(record["basis"]),
                "status": LinkStatus(record["status"]),
                "reason": record["reason"] or "",
                "origin": record["origin"],
                "score": record["score"],
                "by": person(record["by"]) if record["by"] else None,
                "at": moment_or_none(record["at"]),
                "as_reviewer": record["as_reviewer"],
            },
        )
        if is_new:
            self._changed |= {a.claim.key, b.claim.key}
            for remark in record["remarks"]:
                Remark.objects.create(
                    link=link,
                    text=remark["text"],
                    by=person(remark["by"]),
                    at=moment(remark["at"]),
                    removed_at=moment_or_none(remark["removed_at"]),
                )

    def _assessment(self, record: Record) -> None:
        Assessment.objects.get_or_create(
            claim=Claim.objects.get(key=record["claim"]),
            by=person(record["by"]),
            defaults={
                "rating": Rating(record["rating"]),
                "rationale": record["rationale"],
                "evidence": record["evidence"] or "",
                "at": moment(record["at"]),
                "removed_at": moment_or_none(record["removed_at"]),
            },
        )


def _entity(key: str | None) -> Entity | None:
    return Entity.objects.get(key=key) if key else None


def _end(given: dict[str, Any]) -> ends.End:
    return ends.End(
        Claim.objects.get(key=given["claim"]),
        given["article"] or "",
        given["start"],
        given["end"],
        given["figure"],
    )
