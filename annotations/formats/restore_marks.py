"""The marks of an export, made again where the decisions of both sides let them stand."""

from typing import Any

from annotations.formats.restore_registries import moment, moment_or_none, person
from annotations.formats.written import Record
from annotations.models import Claim, Decision, Mark, MarkKind, MarkPart, Verdict
from annotations.services.decided import Decided
from annotations.services.mentions import write_mention
from annotations.services.states import new_state, value_of
from corpus.anchors import AnchorError, checked
from corpus.models import Article, Capture, Entity, Source, Topic

MARKS = {"entity": "mentions", "topic": "topics", "source": "sources", "claim": "claims"}

_MERGED: dict[str, type[Entity] | type[Claim]] = {
    MarkKind.ENTITY: Entity,
    MarkKind.CLAIM: Claim,
}

Place = tuple[int, str, str, int | None, int | None, str]  # capture, article, kind, place, layer


class Decisions:
    """Takes the decisions of a file, and lets the marks follow when all of it is here."""

    def __init__(self) -> None:
        self.captures: set[int] = set()  # those in which something new was decided
        self._made: list[tuple[int, str, Record]] = []
        self._accepted: dict[Place, list[Decision]] = {}
        self._places: set[Place] = set()

    def of_article(self, article: Article, record: Record) -> None:
        """Remember the marks that people made in an article."""
        for kind, field in MARKS.items():
            for mark in record[field]:
                if mark["status"] == "accepted" and mark.get("role") != "publisher":
                    self._made.append((article.pk, kind, mark))

    def take(self, capture: Capture, record: Record) -> None:
        """Load one decision unless the same person has decided the same here."""
        if record["start"] is not None:
            check(capture, record)
        place = {
            "capture": capture,
            "article_key": record["article"] or "",
            "kind": MarkKind(record["kind"]),
            "start": record["start"],
            "end": record["end"],
            "layer": record["layer"],
        }
        decision, is_new = Decision.objects.get_or_create(
            **place,
            value_key=record["value"],
            by=person(record["by"]),
            defaults={
                "quote": record["quote"] or "",
                "verdict": record["verdict"],
                "at": moment(record["at"]),
                "as_reviewer": record["as_reviewer"],
                "origin": record["origin"],
                "score": record["score"],
                "removed_at": moment_or_none(record["removed_at"]),
            },
        )
        at = _place_of(decision)
        if is_new:
            self.captures.add(capture.pk)
            self._places.add(at)
        if decision.verdict == Verdict.ACCEPTED and not decision.removed_at:
            self._accepted.setdefault(at, []).append(decision)

    def finish(self) -> None:
        """Make the marks that are not here, then let each stand as its decisions have it."""
        for article_id, kind, record in self._made:
            article = Article.objects.select_related("capture").get(pk=article_id)
            self._make(article, kind, record)
        for place in sorted(self._places, key=repr):
            for mark in _marks_at(place):
                parts = [(part.start, part.end, part.quote) for part in mark.parts.all()]
                state = new_state(mark.kind, mark.value_key, parts, layer=mark.layer)
                Decided(mark.article, state, person(mark.by.username)).follow()  # type: ignore[union-attr]

    def _make(self, article: Article, kind: str, record: Record) -> None:
        places = [check(article.capture, at) for at in _parts(kind, record)]
        start, end = places[0][:2] if places else (None, None)
        whole = "" if places else article.key
        place = (article.capture_id, whole, kind, start, end, record["layer"])
        value = self._value(place, record)
        if any(mark.value == value for mark in _marks_at(place)):
            return
        self.captures.add(article.capture_id)
        self._places.add(place)
        _write(article, kind, value, places, record)

    def _value(self, place: Place, record: Record) -> Entity | Source | Topic | Any:
        """The value as it was marked: an export names what it is read as, through merges."""
        kind = place[2]
        named = value_of(kind, _value_key(kind, record))
        if named is None:
            raise ValueError(f"no {kind} {_value_key(kind, record)!r}")
        if kind not in _MERGED:
            return named
        under = self._accepted.get(place, [])
        for decision in sorted(under, key=lambda it: it.by.username != record["by"]):
            marked = _MERGED[kind].objects.select_related("merged_into").get(key=decision.value_key)
            if (marked.merged_into or marked) == named:
                under.remove(decision)
                return marked
        return named


def _place_of(it: Decision) -> Place:
    return it.capture_id, it.article_key, it.kind, it.start, it.end, it.layer


def _marks_at(place: Place) -> list[Mark]:
    """People's marks at a place, also removed ones."""
    capture, article_key, kind, start, end, layer = place
    marks = Mark.objects.filter(capture=capture, kind=kind, layer=layer, by__isnull=False)
    if start is None or end is None:
        marks = marks.filter(article__key=article_key, parts=None)
    else:
        marks = marks.filter(parts__ordinal=0, parts__start=start, parts__end=end)
    return list(marks.select_related("article", "by", kind).order_by("pk"))


def check(capture: Capture, at: Record) -> tuple[int, int, str]:
    """The place of a record, once its quote is found to stand there."""
    try:
        good = checked(capture.text, at["start"], at["end"], at["quote"])
    except AnchorError as error:
        raise ValueError(str(error)) from error
    return good.start, good.end, good.quote


def _write(
    article: Article, kind: str, value: Any, places: list[tuple[int, int, str]], record: Record
) -> None:
    mark = Mark.objects.create(
        capture=article.capture,
        article=article,
        kind=kind,
        layer=record["layer"],
        by=person(record["by"]),
        at=moment(record["at"]),
        origin=record["origin"],
        score=record["score"],
        **{kind: value},
    )
    MarkPart.objects.bulk_create(
        MarkPart(
            capture=article.capture, mark=mark, ordinal=ordinal, start=start, end=end, quote=quote
        )
        for ordinal, (start, end, quote) in enumerate(places)
    )
    if kind == MarkKind.CLAIM:
        write_mention(mark, _mention(record))


def _value_key(kind: str, record: Record) -> str:
    key: str = {
        "entity": lambda: record["entity"]["id"],
        "source": lambda: record["id"],
        "topic": lambda: record["topic"],
        "claim": lambda: record["claim"],
    }[kind]()
    return key


def _parts(kind: str, record: Record) -> list[Record]:
    if kind == "source":
        return list(record["anchors"])
    return [record, *record["more"]] if record["start"] is not None else []


def _mention(record: Record) -> dict[str, Any]:
    fields = ("mode", "stance", "certainty", "polarity", "said", "meant")
    chain = [
        {
            "source": step["source"],
            "how": step["how"],
            "confirmed": step.get("confirmed", False),
            "cue": _anchor(step["cue"]),
            "place": _anchor(step.get("place")),
        }
        for step in record["chain"]
    ]
    figures = [
        {
            **{field: it[field] for field in ("start", "end", "raw", "unit", "bound")},
            "value": str(it["value"]),
            "value_max": None if it["value_max"] is None else str(it["value_max"]),
            "metric": it["metric"] or "",
            "scope": it["scope"] or "",
        }
        for it in record["figures"]
    ]
    return {**{field: record[field] for field in fields}, "chain": chain, "figures": figures}


def _anchor(given: Record | None) -> list[Any] | None:
    return [given[part] for part in ("start", "end", "quote")] if given else None
