"""Claims and fact checks as schema.org has them: pure dictionaries, to be written as JSON-LD.

A claim is no fact check. Only what somebody assessed becomes a ClaimReview; the assessment stands
apart from the stance of those who make the claim.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from annotations.models import Assessment, Claim, Rating
from annotations.queries.claim_mentions import ShownMention
from annotations.queries.marks import root
from corpus.models import Article, Precision, Source, SourceKind

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1
VALUES = {
    Rating.TRUE: 5,
    Rating.MOSTLY_TRUE: 4,
    Rating.MIXED: 3,
    Rating.MISLEADING: 2,
    Rating.FALSE: 1,
    Rating.UNPROVEN: 0,  # outside the scale: it cannot be told
}
_TYPES = {
    SourceKind.PERSON: "Person",
    SourceKind.ORGANISATION: "Organization",
    SourceKind.OUTLET: "NewsMediaOrganization",
    SourceKind.AGENCY: "NewsMediaOrganization",
}
Thing = dict[str, Any]


def document(
    claim: Claim,
    mentions: Sequence[ShownMention],
    origins: Iterable[Source],
    assessments: Iterable[Assessment],
    site: str,
) -> Thing:
    """A claim with the fact checks of it, as one document."""
    made = claim_of(claim, mentions, origins, site)
    reviews = [review_of(it, made, site) for it in assessments]
    return {"@context": CONTEXT, "@graph": [made, *reviews]}


def claim_of(
    claim: Claim, mentions: Sequence[ShownMention], origins: Iterable[Source], site: str
) -> Thing:
    """A claim, by whom it is made, and where it appears, the earliest appearance first."""
    address = f"{site}{claim.get_absolute_url()}"
    first = next((it for it in mentions if it.article.published), None)
    authors, works = _authors(origins, site)
    said = min((it.mention.said for it in mentions if it.mention.said), default=None)
    return _filled(
        {
            "@type": "Claim",
            "@id": address,
            "url": address,
            "identifier": claim.key,
            "inLanguage": "ar",
            "text": claim.statement_ar,
            "alternateName": claim.statement_en,
            "author": authors,
            "citation": works,
            "dateCreated": said.isoformat() if said else "",
            "datePublished": _day(first.article) if first else "",
            "firstAppearance": _appearance(first.article, site) if first else {},
            "appearance": _appearances(mentions, site),
        }
    )


def review_of(it: Assessment, claim: Thing, site: str) -> Thing:
    """What a person found a claim to be worth."""
    address = claim["url"]
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": f"{address}#review-{quote(it.by.username)}",
            "url": f"{address}#assessment",
            "claimReviewed": claim["text"],
            "itemReviewed": claim,
            "author": {"@type": "Person", "name": it.by.username},
            "publisher": {"@type": "Organization", "url": f"{site}/"},
            "datePublished": it.at.date().isoformat(),
            "reviewBody": it.rationale,
            "citation": it.evidence,
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": VALUES[Rating(it.rating)],
                "bestRating": BEST,
                "worstRating": WORST,
                "alternateName": str(Rating(it.rating).label),
            },
        }
    )


def _authors(origins: Iterable[Source], site: str) -> tuple[list[Thing], list[Thing]]:
    """The origins who can be authors, and those that are documents."""
    authors, works = [], []
    for source in origins:
        thing = {"name": source.name, "url": f"{site}{source.get_absolute_url()}"}
        if source.kind == SourceKind.DOCUMENT:
            works.append({"@type": "CreativeWork", **thing})
        else:
            kind = _TYPES.get(SourceKind(source.kind), "Person")
            authors.append({"@type": kind, **thing})
    return authors, works


def _appearances(mentions: Sequence[ShownMention], site: str) -> list[Thing]:
    """Each article once."""
    articles = {it.article.pk: it.article for it in mentions}
    return [_appearance(it, site) for it in articles.values()]


def _appearance(article: Article, site: str) -> Thing:
    outlet = root(article.outlet).canonical_name if article.outlet else article.outlet_name
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": f"{site}{article.get_absolute_url()}",
            "headline": article.title,
            "inLanguage": article.language,
            "url": article.url or f"{site}{article.get_absolute_url()}",
            "datePublished": _day(article),
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet} if outlet else {},
        }
    )


def _day(article: Article) -> str:
    """The date of publication, as exactly as it is known."""
    if article.published is None:
        return ""
    is_month = article.published_precision == Precision.MONTH
    return article.published.strftime("%Y-%m" if is_month else "%Y-%m-%d")


def _filled(thing: Thing) -> Thing:
    """What is known of a thing."""
    return {name: value for name, value in thing.items() if value not in ("", [], {}, None)}
