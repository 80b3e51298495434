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
from annotations.services import assessing, board, ends
from annotations.services.proposed_claims import CLAIMS
from corpus.models import Article, Capture, Entity, Source, Topic


class Claims:
    """Takes question, claim, link, assessment and pointing records; joins them when all are here."""

    kinds = frozenset({"question", "claim", "link", "assessment"})

    def __init__(self) -> None:
        self._merges: list[tuple[str, str]] = []
        self._links: list[Record] = []
        self._changed: set[str] = set()  # the claims of which something new is held
        self.captures: set[int] = set()  # those in which words mean somebody else now

    def take(self, record: Record) -> None:
        """Load one record unless its key is here."""
        getattr(self, f"_{record['record']}")(record)

    def pointing(self, capture: Capture, record: Record) -> None:
        """Load whom a word means in an article."""
        Article.objects.get(key=record["article"], capture=capture)
        _, is_new = Pointing.objects.get_or_create(
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
        if is_new:
            self.captures.add(capture.pk)

    def finish(self) -> None:
        """Merge what the export has merged, and join the claims."""
        for key, into in self._merges:
            if _merge(Claim.objects.get(key=key), Claim.objects.get(key=into)):
                self._changed |= {key, into}
        for record in self._links:
            self._join(record)

    def derive(self, captures: Collection[int]) -> bool:
        """Let the board follow what is new here and in these captures; says whether anything was."""
        marked = Mark.objects.filter(capture__in=captures, claim__isnull=False, by__isnull=False)
        claims = Claim.objects.filter(Q(key__in=self._changed) | Q(pk__in=marked.values("claim")))
        articles = board.refresh(claims)
        board.refresh_facets([*articles, *board.articles_of(claims)])
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
        if is_new and (question or claim.origin != CLAIMS):  # else only a rule knows it
            self._changed.add(claim.key)
        if is_new:
            claim.topics.set(Topic.objects.filter(path__in=record.get("topics", [])))
        if record.get("merged_into"):
            self._merges.append((record["id"], record["merged_into"]))

    def _link(self, record: Record) -> None:
        self._links.append(record)

    def _join(self, record: Record) -> None:
        """What a rule here proposes is derived anew; what somebody raised or decided is loaded.

        It takes the place of what is only proposed here. Remarks keep a proposal.
        """
        is_proposed = record["status"] == LinkStatus.SUGGESTED and record["origin"] == ends.RULE
        if is_proposed and not record["remarks"]:
            return
        a, b = _end(record["a"]), _end(record["b"])
        kind = LinkKind(record["kind"])
        held = {
            "kind": kind,
            "basis": LinkBasis(record["basis"]),
            "status": LinkStatus(record["status"]),
            "reason": record["reason"] or "",
            "origin": record["origin"],
            "score": record["score"],
            "by": person(record["by"]) if record["by"] else None,
            "at": moment_or_none(record["at"]),
            "as_reviewer": record["as_reviewer"],
        }
        held |= ends.columns(kind, a, b)
        link, is_new = ClaimLink.objects.get_or_create(key=ends.key_of(a, b), defaults=held)
        is_derived = link.status == LinkStatus.SUGGESTED and link.origin == ends.RULE
        if is_derived and not is_new and not is_proposed:
            ClaimLink.objects.filter(pk=link.pk).update(**held)
        if is_new or is_derived:
            self._changed |= {a.claim.key, b.claim.key}
            self._remark(link, record["remarks"])

    def _remark(self, link: ClaimLink, remarks: list[Record]) -> None:
        for remark in remarks:
            Remark.objects.get_or_create(
                link=link,
                by=person(remark["by"]),
                at=moment(remark["at"]),
                defaults={
                    "text": remark["text"],
                    "removed_at": moment_or_none(remark["removed_at"]),
                },
            )

    def _assessment(self, record: Record) -> None:
        assessing.check_evidence(record["evidence"] or "")
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


def _merge(claim: Claim, into: Claim) -> bool:
    """Merge as the export has it, unless the claim was merged here; merges are one step deep."""
    into = into.merged_into or into
    if claim.merged_into_id or claim == into:
        return False
    Claim.objects.filter(Q(pk=claim.pk) | Q(merged_into=claim)).update(merged_into=into)
    return True


def _entity(key: str | None) -> Entity | None:
    return Entity.objects.get(key=key) if key else None


def _end(given: dict[str, Any]) -> ends.End:
    """An end, of which the place is one that the article's text has."""
    if given["article"] is not None:
        text = Capture.objects.filter(articles__key=given["article"])
        if given["end"] > text.values_list("length", flat=True).get():
            raise ValueError(f"a link ends past the text of {given['article']}")
    return ends.End(
        Claim.objects.get(key=given["claim"]),
        given["article"] or "",
        given["start"],
        given["end"],
        given["figure"],
    )
