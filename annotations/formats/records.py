"""The records of the JSONL export: each a plain dictionary of natural keys, never row numbers."""

import base64

from annotations.formats import claim_records
from annotations.formats.written import Record, moment
from annotations.models import DECLINED, ClaimMention, Decision
from annotations.queries.marks import ShownMark, root
from corpus.export_queries import published_as_known
from corpus.models import (
    Article,
    Capture,
    Entity,
    Event,
    NotSame,
    Relabelling,
    Source,
    Topic,
)


def entity(it: Entity, different: list[tuple[str, NotSame]]) -> Record:
    """An entity with its spellings, merge, remembered differences and refused spellings."""
    return {
        "record": "entity",
        "id": it.key,
        "kind": it.kind,
        "ar": it.name_ar,
        "latin": it.name_latin,
        "agency": it.agency,
        "aliases": [
            {"text": alias.text, "short": alias.is_short, "line": alias.is_line}
            for alias in sorted(it.aliases.all(), key=lambda alias: alias.text)
        ],
        "merged_into": it.merged_into.key if it.merged_into else None,
        "not_the_same": [
            {"entity": other, "by": pair.by.username, "at": moment(pair.at)}
            for other, pair in different
        ],
        "not_its_name": [
            {"spelling": refused.folded, "by": refused.by.username, "at": moment(refused.at)}
            for refused in sorted(it.refused_spellings.all(), key=lambda refused: refused.folded)
        ],
    }


def source(it: Source) -> Record:
    """A source; an unnamed one with what describes it."""
    return {
        "record": "source",
        "id": it.key,
        "kind": it.kind,
        "entity": it.entity.key if it.entity else None,
        "name": it.canonical_name,
        "descriptor": it.descriptor,
        "count": it.count,
        "told": it.told.key if it.told else None,
        "page": it.scope or None,
    }


def topic(it: Topic) -> Record:
    """A node of the tree."""
    return {
        "record": "topic",
        "id": it.path,
        "parent": it.parent.path if it.parent else None,
        "ar": it.name_ar,
        "en": it.name_en,
        "scope": it.scope,
        "ordinal": it.ordinal,
    }


def capture(it: Capture, *, text: bool, data: bytes | None) -> Record:
    """A capture, with its text and bytes unless they are left out."""
    record: Record = {
        "record": "capture",
        "page": it.page.key,
        "url": it.page.url or None,
        "sha256": it.sha256,
        "captured_at": moment(it.captured_at),
        "published": moment(it.published),
        "updated": moment(it.updated),
        "encoding": it.encoding,
        "extractor": it.extractor,
        "extractor_version": it.extractor_version,
        "fields": it.fields,
    }
    if text:
        record["text"] = it.text
    if data is not None:
        record["bytes"] = base64.b64encode(data).decode("ascii")
    return record


def article(it: Article, marks: list[Record]) -> Record:
    """An article with its segments and, by kind, the records of its marks."""
    by_kind = {kind: [mark for mark in marks if mark["_kind"] == kind] for kind in KINDS}
    plain = {
        kind: [{key: value for key, value in mark.items() if key != "_kind"} for mark in found]
        for kind, found in by_kind.items()
    }
    return {
        "record": "article",
        "id": it.key,
        "capture": {
            "page": it.capture.page.key,
            "origin": it.capture.page.url or it.capture.page.key,
            "sha256": it.capture.sha256,
            "captured_at": moment(it.capture.captured_at),
        },
        "start": it.start,
        "end": it.end,
        "continues": it.continues.key if it.continues else None,
        "retired_at": moment(it.retired_at),
        "title": it.title,
        "title_derived": it.title_derived,
        "outlet": it.outlet_name or None,
        "host": it.host_name or None,
        "author": it.author or None,
        "url": it.url or None,
        "language": it.language,
        "published": published_as_known(it),
        "published_precision": it.published_precision or None,
        "ai_generated": it.ai_generated,
        "story": None,
        "syndication_of": None,
        "segments": [
            {"kind": segment.kind, "start": segment.start, "end": segment.end, "rule": segment.rule}
            for segment in sorted(it.segments.all(), key=lambda segment: segment.start)
        ],
        "mentions": plain["entity"],
        "topics": plain["topic"],
        "sources": _publisher(it) + plain["source"],
        "claims": plain["claim"],
    }


KINDS = ("entity", "topic", "source", "claim")


def _publisher(it: Article) -> list[Record]:
    """The outlet as a source in the role of publisher: read off the page, not decided."""
    if not it.outlet_name:
        return []
    outlet = root(it.outlet) if it.outlet else None
    return [
        {
            "name": outlet.canonical_name if outlet else it.outlet_name,
            "kind": "agency" if outlet and outlet.agency else "outlet",
            "role": "publisher",
            "count": None,
            "anchors": [],
            "status": "suggested",
        }
    ]


def mark(it: ShownMark, mention: ClaimMention | None) -> Record:
    """A mark in the shape of its kind, under `_kind` what that is."""
    anchors = [{"start": at.start, "end": at.end, "quote": at.quote} for at in it.anchors]
    record: Record = {"_kind": it.kind}
    if isinstance(it.value, Source):
        record |= {
            "id": it.value.key,
            "name": it.value.canonical_name,
            "kind": it.value.kind,
            "role": "asked" if it.origin == DECLINED else "cited",
            "count": it.value.count,
            "anchors": anchors,
        }
    elif isinstance(it.value, Topic):
        record |= {"topic": it.value.path, "start": None, "end": None, "quote": None}
        record |= (anchors[0] if anchors else {}) | {"more": anchors[1:]}
    elif isinstance(it.value, Entity):
        record |= anchors[0] | {"more": anchors[1:]}
        record["entity"] = {
            "id": it.value.key,
            "ar": it.value.name_ar,
            "latin": it.value.name_latin,
            "kind": it.value.kind,
        }
    else:
        record |= {"id": f"{it.value.key}@{it.anchors[0].start}", "claim": it.value.key}
        record |= anchors[0] | {"more": anchors[1:]} | claim_records.said(mention)
    return record | {
        "status": it.status,
        "origin": it.origin,
        "score": it.score,
        "layer": it.layer,
        "by": it.by.username if it.by else None,
        "at": moment(it.at),
    }


def decision(it: Decision) -> Record:
    """A decision under its natural key."""
    return {
        "record": "decision",
        "capture": {"page": it.capture.page.key, "sha256": it.capture.sha256},
        "article": it.article_key or None,
        "kind": it.kind,
        "start": it.start,
        "end": it.end,
        "quote": it.quote or None,
        "value": it.value_key,
        "verdict": it.verdict,
        "layer": it.layer,
        "by": it.by.username,
        "at": moment(it.at),
        "as_reviewer": it.as_reviewer,
        "origin": it.origin,
        "score": it.score,
        "removed_at": moment(it.removed_at),
    }


def relabelling(it: Relabelling) -> Record:
    """What a person says that a line is, under its natural key."""
    return {
        "record": "relabelling",
        "capture": {"page": it.capture.page.key, "sha256": it.capture.sha256},
        "start": it.start,
        "end": it.end,
        "quote": it.quote,
        "kind": it.kind,
        "by": it.by.username,
        "at": moment(it.at),
        "removed_at": moment(it.removed_at),
    }


def event(it: Event, number: int, undoes: str | None) -> Record:
    """One line of the history; its id is its batch and its number in it."""
    return {
        "record": "event",
        "id": f"{it.batch}/{number}",
        "at": moment(it.at),
        "by": it.by.username if it.by else None,
        "verb": it.verb,
        "object_type": it.object_type,
        "object": it.object_key,
        "article": it.article_key or None,
        "before": it.before,
        "after": it.after,
        "undoes": undoes,
    }
