"""What the page of a claim shows: counted over all mentions, listed by the page, bounded elsewhere."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from annotations.models import Assessment, Claim, CountedClaim, Mark
from annotations.queries.claim_links import Group, Links, links_of
from annotations.queries.claim_mentions import ShownMention, mentions_on
from annotations.queries.claim_origins import Origins, origins_of
from annotations.queries.counted import STANDING
from corpus.models import Segment, SegmentKind

MENTIONS, NEWEST, LINKS, SUGGESTED = 25, 60, 20, 6

_EPOCH, _MICROSECOND = datetime(1, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_PLACE = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")

_PAGE = f"""
SELECT t.mark_id, t.at FROM {STANDING}
WHERE t.claim_id = %(claim)s AND (t.at, t.mark_id) > (%(moment)s, %(mark)s)
ORDER BY t.at, t.mark_id LIMIT %(most)s
"""  # noqa: S608 - put together of constants
_NEWEST = f"""
SELECT mark_id FROM {STANDING} WHERE t.claim_id = %(claim)s ORDER BY t.mark_id DESC LIMIT %(most)s
"""  # noqa: S608 - put together of constants


@dataclass(frozen=True, slots=True)
class MentionsPage:
    """A page of the places of a claim, and the address's place of the next one."""

    mentions: Sequence[ShownMention]
    is_first: bool
    after: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim with all that is known of it; `newest` are the mentions that pictures are made of.

    `titles` are the places of the titles of their articles.
    """

    claim: Claim
    counts: CountedClaim
    origins: Origins
    mentions: MentionsPage
    newest: Sequence[ShownMention]
    titles: Mapping[int, tuple[int, int]]
    suggested: Sequence[ShownMention]
    links: Links
    assessments: Sequence[Assessment]
    merged: Sequence[Claim]


def claim_page(claim: Claim, after: str = "") -> ClaimPage:
    """All that the page of a claim shows, its mentions after a place in the order of publication."""
    page, here = _page(claim, after), _marks(_NEWEST, claim, most=NEWEST)
    suggested = _suggested(claim)
    known = mentions_on([*here, *page[0], *suggested])
    shown = [known[it] for it in page[0] if it in known]
    newest = [known[it] for it in here if it in known]
    assessments = Assessment.objects.filter(claim=claim, removed_at=None)
    return ClaimPage(
        claim=claim,
        counts=_counts(claim),
        origins=origins_of([claim.pk])[claim.pk],
        mentions=MentionsPage(shown, is_first=not after, after=page[1]),
        newest=newest,
        titles=_titles([it.article.pk for it in newest]),
        suggested=[known[it] for it in suggested if it in known],
        links=links_of([Group(claim=claim.pk)], LINKS, known, of_all_kinds=True)[0],
        assessments=list(assessments.select_related("by").order_by("at")),
        merged=list(claim.merged.order_by("pk")[:MENTIONS]),
    )


def _page(claim: Claim, after: str) -> tuple[list[int], str]:
    """The marks of a page, and the place after which the next one begins; empty at the end."""
    place = _PLACE.fullmatch(after)
    micros, mark = map(int, place.groups()) if place else (0, 0)
    try:
        moment = _EPOCH + micros * _MICROSECOND
    except OverflowError:
        moment = _EPOCH
    asked: dict[str, Any] = {
        "claim": claim.pk,
        "moment": moment,
        "mark": mark,
        "most": MENTIONS + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, asked)
        rows = cursor.fetchall()
    if len(rows) <= MENTIONS:
        return [pk for pk, _ in rows], ""
    last, published = rows[MENTIONS - 1]
    return [pk for pk, _ in rows[:MENTIONS]], f"{(published - _EPOCH) // _MICROSECOND}-{last}"


def _marks(statement: str, claim: Claim, **asked: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"claim": claim.pk, **asked})
        return [pk for (pk,) in cursor.fetchall()]


def _suggested(claim: Claim) -> list[int]:
    """Places where a rule finds the claim and nobody has decided."""
    marks = Mark.objects.filter(
        claim=claim,
        by=None,
        covered=False,
        article__retired_at=None,
        capture__is_current=True,
    )
    return list(marks.order_by("-score", "pk").values_list("pk", flat=True)[:SUGGESTED])


def _titles(articles: Collection[int]) -> dict[int, tuple[int, int]]:
    titles = Segment.objects.filter(article__in=articles, kind=SegmentKind.TITLE)
    rows = titles.order_by("-start").values_list("article", "start", "end")
    return {article: (start, end) for article, start, end in rows}


def _counts(claim: Claim) -> CountedClaim:
    """Nothing where nobody has accepted the claim yet."""
    return CountedClaim.objects.filter(claim=claim).first() or CountedClaim(claim=claim)
