"""Named questions about import runs: what they brought and what they took for boilerplate."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from corpus.models import (
    Article,
    Capture,
    Event,
    ImportRun,
    Relabelling,
    Segment,
    SegmentKind,
)
from corpus.text.fold import fold

# A sample is of so many pages, or fewer where they are long: so many code points in all.
SAMPLED_PAGES = 200
SAMPLED_TEXT = 5_000_000
SAMPLED_LINES = 20_000
REPEATED_SHOWN = 25
SINGLES_SHOWN = 4  # of each rule
NEW_OUTLETS = 200
LONGEST_LINE = 300
CORRECTIONS = 10
LONGEST_KEY = 300  # of an event's object


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line as a page shows it, and how often it stands in the sample."""

    segment: Segment
    text: str
    times: int = 1

    @property
    def article(self) -> Article:
        """The article that the line stands in."""
        return self.segment.article

    @property
    def outlet(self) -> str:
        """Who published it, as printed, where that is known."""
        return self.article.outlet_name


@dataclass(frozen=True, slots=True)
class Sample:
    """What was taken for boilerplate on some of a run's pages."""

    pages: int
    total: int
    number: int
    more: bool
    repeated: Sequence[Line]
    singles: Sequence[tuple[str, Sequence[Line]]]


@dataclass(frozen=True, slots=True)
class NewOutlet:
    """A name that no article before this run carried."""

    name: str
    articles: int
    is_known: bool  # whether the registry has an entity of the name


def runs() -> QuerySet[ImportRun]:
    """Every run of the import, the newest first."""
    return ImportRun.objects.select_related("by").order_by("-id")


def new_outlets(run: ImportRun) -> list[NewOutlet]:
    """The outlets whose name was first seen with this run, those with most articles first."""
    brought = Article.objects.filter(capture__run=run).exclude(outlet_name="")
    counted = (
        brought.values("outlet_name")
        .annotate(articles=Count("pk"), known=Count("outlet"))
        .order_by("-articles", "outlet_name")
    )
    rows = {row["outlet_name"]: row for row in counted}
    newest = brought.order_by("pk").values_list("pk", flat=True).first()
    before = Article.objects.filter(pk__lt=newest or 0).exclude(capture__run=run)
    seen = set(before.filter(outlet_name__in=rows).values_list("outlet_name", flat=True).distinct())
    found = [
        NewOutlet(name, row["articles"], bool(row["known"]))
        for name, row in rows.items()
        if name not in seen
    ]
    return found[:NEW_OUTLETS]


def boilerplate_of(run: ImportRun, number: int = 1) -> Sample:
    """The sample of this number: the same pages of a run each time, in an order without meaning."""
    captures = Capture.objects.filter(run=run)
    total = captures.count()
    first = (number - 1) * SAMPLED_PAGES
    here = captures.order_by("sha256").values_list("pk", "length")[first : first + SAMPLED_PAGES]
    chosen = _within_reason(here)
    lines = _lines(chosen)
    repeated, single = _by_repetition(lines)
    return Sample(
        pages=len(chosen),
        total=total,
        number=number,
        more=first + SAMPLED_PAGES < total,
        repeated=repeated[:REPEATED_SHOWN],
        singles=_by_rule(single),
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """One step of a person's corrections by its first line, and how many lines it was."""

    said: Relabelling
    lines: int
    step: UUID | None
    language: str
    direction: str


def corrections_of(run: ImportRun) -> list[Correction]:
    """The latest corrections of lines that a run brought, step by step."""
    standing = Relabelling.objects.filter(capture__run=run, removed_at=None)
    steps = standing.values("by", "at").annotate(first=Min("pk"), lines=Count("pk"))
    shown = {row["first"]: row["lines"] for row in steps.order_by("-at", "by")[:CORRECTIONS]}
    said = Relabelling.objects.select_related("by", "capture__page").defer("capture__data")
    found = said.filter(pk__in=shown).order_by("-at", "pk")
    undoable = last_steps(found)
    articles = Article.objects.filter(capture__in=[it.capture_id for it in found])
    languages = {it.capture_id: it for it in articles.order_by("-start")}
    return [
        Correction(
            it,
            shown[it.pk],
            undoable.get(it.pk),
            languages[it.capture_id].language,
            languages[it.capture_id].direction,
        )
        for it in found
    ]


def last_steps(lines: Iterable[Relabelling]) -> dict[int, UUID]:
    """The step that each correction is from, where the history has it."""
    keys = {line_key(it): it.pk for it in lines}
    events = Event.objects.filter(object_type="label", object_key__in=keys).order_by("id")
    return {keys[key]: batch for key, batch in events.values_list("object_key", "batch")}


def line_key(line: Segment | Relabelling) -> str:
    """A line's natural key, as the history names it; of a long one, the page's end is cut off."""
    capture = line.capture
    return f"{line.start}-{line.end}:{capture.sha256[:16]}:{capture.page.key}"[:LONGEST_KEY]


def lines_of(article: Article) -> list[Line]:
    """Every labelled line of an article."""
    segments = article.segments.order_by("start")
    return [
        Line(it, _cut(article.capture.text, it))
        for it in segments
        if article.capture.text[it.start : it.end].strip()
    ]


def _within_reason(captures: Iterable[tuple[int, int]]) -> list[int]:
    chosen: list[int] = []
    taken = 0
    for pk, length in captures:
        taken += length
        if chosen and taken > SAMPLED_TEXT:
            break
        chosen.append(pk)
    return chosen


def _lines(captures: Sequence[int]) -> list[Line]:
    texts = dict(Capture.objects.filter(pk__in=captures).values_list("pk", "text"))
    segments = (
        Segment.objects.filter(capture__in=captures, kind=SegmentKind.BOILERPLATE)
        .select_related("article")
        .order_by("capture__sha256", "capture", "start")[:SAMPLED_LINES]
    )
    lines = (Line(it, _cut(texts[it.capture_id], it)) for it in segments)
    return [line for line in lines if line.text.strip()]


def _cut(text: str, segment: Segment) -> str:
    return text[segment.start : min(segment.end, segment.start + LONGEST_LINE + 1)]


def _by_repetition(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that an outlet has on several pages, the commonest first; and those on one."""
    pages = defaultdict[tuple[str, str], set[int]](set)
    first: dict[tuple[str, str], Line] = {}
    for line in lines:
        key = line.outlet, " ".join(fold(line.text).split())
        pages[key].add(line.segment.capture_id)
        first.setdefault(key, line)
    counts = Counter({key: len(on) for key, on in pages.items()})
    repeated = [
        Line(first[key].segment, first[key].text, times)
        for key, times in counts.most_common()
        if times > 1
    ]
    return repeated, [first[key] for key, times in counts.items() if times == 1]


def _by_rule(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """A few lines of each rule: a rule that fits one line alone is where mistakes hide."""
    rules = defaultdict[str, list[Line]](list)
    for line in lines:
        rules[line.segment.rule].append(line)
    return [(rule, rules[rule][:SINGLES_SHOWN]) for rule in sorted(rules)]
