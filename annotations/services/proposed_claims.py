"""The claims that rules propose, on their way to the database: their mentions, chains and figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from annotations.models import AttributionStep, Bound, Claim, ClaimMention, Figure, Pointing
from annotations.origins import origin_of
from annotations.services import voices
from annotations.services.keys import claim_key
from annotations.services.voices import Voice
from corpus.bulk import copy_rows, numbers
from corpus.models import Article, Source
from corpus.text.claims import ClaimFound, FigureFound, StepFound
from corpus.text.fold import fold

CLAIMS = "claims"  # the rule that a suggestion's origin names
LARGEST = 10**40  # figures beyond it are no measurements
_DIGITS = 12
_MOST_STEPS, _MOST_FIGURES = 40, 40

_FORGET = """
DELETE FROM annotations_claim c
WHERE c.origin = %s AND (%s OR c.id = ANY(%s))
  AND c.question_id IS NULL AND c.merged_into_id IS NULL
  AND NOT EXISTS (SELECT FROM annotations_mark m WHERE m.claim_id = c.id)
  AND NOT EXISTS (SELECT FROM annotations_decision d WHERE d.kind = 'claim' AND d.value_key = c.key)
  AND NOT EXISTS (SELECT FROM annotations_claimlink l WHERE c.id IN (l.a_claim_id, l.b_claim_id))
  AND NOT EXISTS (SELECT FROM annotations_claim o WHERE o.merged_into_id = c.id)
  AND NOT EXISTS (SELECT FROM annotations_assessment s WHERE s.claim_id = c.id)
  AND NOT EXISTS (SELECT FROM annotations_claim_topics t WHERE t.claim_id = c.id)
  AND NOT EXISTS (SELECT FROM corpus_event v WHERE v.object_type = 'claim' AND v.object_key = c.key)
"""
_MENTION = (
    *("id", "capture", "mark", "mode", "stance", "certainty", "polarity", "said", "meant"),
    *("origin", "origin_kind", "overstates"),
)
_STEP = (
    *("capture", "mention", "ordinal", "source", "how", "confirmed", "start", "end", "quote"),
    *("place_start", "place_end", "place_quote"),
)
_FIGURE = (
    *("capture", "mention", "ordinal", "start", "end", "quote", "value", "value_max"),
    *("unit", "bound", "metric", "scope"),
)


@dataclass(slots=True)
class Telling:
    """A claim that a rule found in an article, with whom it names."""

    article: Article
    found: ClaimFound
    voices: list[Voice | None]
    pointed: Mapping[str, Source]
    claim_key: str = ""
    chain: list[tuple[StepFound, Source | None]] = field(default_factory=list)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where it stands, the main place first."""
        return [(self.found.start, self.found.end), *self.found.more]

    def speak(self, sources: Mapping[str, Source]) -> None:
        """Give each step its source; a word that somebody pointed out means what they said.

        A source that the chain has already is left out: none stands twice in one.
        """
        text, met = self.article.capture.text, set[int]()
        for step, voice in zip(self.found.chain[:_MOST_STEPS], self.voices, strict=False):
            source = sources.get(voice.source_key) if voice else None
            if step.how == "resolved" and step.place and self.pointed:
                source = self.pointed.get(fold(text[slice(*step.place)]).strip(), source)
            if source is None or source.pk not in met:
                self.chain.append((step, source))
            if source:
                met.add(source.pk)


def tellings(found: Sequence[tuple[Article, Sequence[ClaimFound]]]) -> list[Telling]:
    """The claims of these articles with the voices of their chains, not yet looked up."""
    pointed = _pointed(article for article, _ in found)
    return [
        Telling(
            article,
            it,
            voices.of_chain(article.capture.page, it.chain, article.capture.text),
            pointed.get(article.key, {}),
            claim_key(article.capture, [(it.start, it.end), *it.more]),
        )
        for article, claims in found
        for it in claims
    ]


def claims_of(told: Sequence[Telling]) -> dict[str, Claim]:
    """The claim of each by its key, made where it is new: its words are its statement."""
    wanted = {it.claim_key: it for it in told}
    Claim.objects.bulk_create(
        (
            Claim(key=key, statement_ar=_quote(it, it.found.start, it.found.end), origin=CLAIMS)
            for key, it in wanted.items()
        ),
        ignore_conflicts=True,
    )
    claims = Claim.objects.select_related("merged_into")
    return claims.in_bulk(list(wanted), field_name="key")


def store(told: Sequence[tuple[int, Telling]]) -> None:
    """Write what the marks with these ids say of their claims."""
    mentions = list(zip(numbers(ClaimMention, len(told)), told, strict=True))
    copy_rows(ClaimMention, _MENTION, (_mention(pk, mark, it) for pk, (mark, it) in mentions))
    copy_rows(AttributionStep, _STEP, (row for pk, (_, it) in mentions for row in _steps(pk, it)))
    copy_rows(Figure, _FIGURE, (row for pk, (_, it) in mentions for row in _figures(pk, it)))


def forget(claims: Sequence[int] | None = None) -> None:
    """Let go of those of these claims, or of all, that a rule made and nothing refers to."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [CLAIMS, claims is None, list(claims or ())])


def fits(figure: FigureFound) -> bool:
    """Whether a row can hold the figure: its numbers, and two that differ for a range alone."""
    most = figure.value_max
    numbers = [figure.value, *([most] if most is not None else [])]
    if not all(_is_measurement(it) for it in numbers):
        return False
    if most is None:
        return figure.bound != Bound.RANGE
    return figure.bound == Bound.RANGE and figure.value < most


def _is_measurement(it: Decimal) -> bool:
    exponent = it.as_tuple().exponent
    return it.is_finite() and abs(it) < LARGEST and int(exponent) >= -_DIGITS


def _pointed(articles: Iterable[Article]) -> dict[str, dict[str, Source]]:
    """Whom words mean in these articles, by the article's key and the folded words."""
    keys = [article.key for article in articles]
    found: dict[str, dict[str, Source]] = {}
    for it in Pointing.objects.filter(article_key__in=keys, removed_at=None).select_related(
        "source"
    ):
        found.setdefault(it.article_key, {})[it.form] = it.source
    return found


def _quote(it: Telling, start: int, end: int) -> str:
    return it.article.capture.text[start:end]


def _mention(pk: int, mark: int, it: Telling) -> tuple[Any, ...]:
    found, origin = it.found, origin_of([source for _, source in it.chain])
    return (
        *(pk, it.article.capture_id, mark),
        *(found.mode, found.stance, found.certainty, found.polarity, None, None),
        *(origin.source.pk if origin.source else None, origin.kind.value, False),
    )


def _steps(mention: int, it: Telling) -> Iterator[tuple[Any, ...]]:
    for ordinal, (step, source) in enumerate(it.chain):
        yield (
            *(it.article.capture_id, mention, ordinal, source.pk if source else None),
            *(step.how, False, *_anchor(it, step.cue), *_anchor(it, step.place)),
        )


def _figures(mention: int, it: Telling) -> Iterator[tuple[Any, ...]]:
    kept = [figure for figure in it.found.figures if fits(figure)][:_MOST_FIGURES]
    for ordinal, figure in enumerate(kept):
        yield (
            *(it.article.capture_id, mention, ordinal, figure.start, figure.end, figure.raw),
            *(figure.value, figure.value_max, figure.unit, figure.bound, figure.metric, ""),
        )


def _anchor(it: Telling, span: tuple[int, int] | None) -> tuple[int | None, int | None, str]:
    if span is None:
        return None, None, ""
    return span[0], span[1], _quote(it, *span)
