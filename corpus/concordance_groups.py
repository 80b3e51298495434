"""What the lines of a concordance have in common, and what they are filtered by."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus import chips
from corpus.concordance_filters import LEMMA, LineFilters
from corpus.models import Article, ArticleIndex, FacetValue
from corpus.text.concordance import Line
from corpus.text.fold import fold

GROUPS_SHOWN, FORMS_SHOWN = 50, 30

Sample = Sequence[tuple[ArticleIndex, Line]]


@dataclass(frozen=True, slots=True)
class Form:
    """A keyword as it is most often printed, however it is marked, and how often it stands."""

    printed: str
    count: int
    lines: LineFilters


@dataclass(frozen=True, slots=True)
class Group:
    """So many lines that have something in common: a value of their articles, or a lemma."""

    label: str
    count: int
    # How large it is beside the largest, in per cent.
    share: int = 100
    lines: LineFilters | None = None
    forms: Sequence[Form] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is filtered by, and the lines without it."""

    kind: str
    label: str
    lines: LineFilters


def groups_of(asked: LineFilters, sample: Sample, lemmas: Mapping[str, str]) -> list[Group]:
    """The groups that are asked for, the largest first."""
    if asked.group == LEMMA:
        return _by_lemma(asked, [line for _, line in sample], lemmas)
    prefix = f"{asked.group}:"
    counts = Counter(key for row, _ in sample for key in row.facets if key.startswith(prefix))
    largest = sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:GROUPS_SHOWN]
    known = FacetValue.objects.in_bulk([key for key, _ in largest])
    return [
        Group(_label(known, key), count, count * 100 // largest[0][1], _narrowed(asked, key))
        for key, count in largest
    ]


def chips_of(asked: LineFilters) -> list[Chip]:
    """All that is filtered by but the words."""
    filters = replace(asked.filters, text="")
    known = FacetValue.objects.in_bulk([*filters.chosen, *filters.refused])
    labels = {key: value.label for key, value in known.items()}
    found = [
        Chip(
            "refused" if it.refused else "chosen",
            it.label,
            asked.of(it.without.asking(asked.filters.text)),
        )
        for it in chips.chips_of(filters, labels)
    ]
    if asked.form:
        found.append(Chip("form", asked.form, asked.of_form("")))
    if asked.article:
        titles = Article.objects.filter(key=asked.article).values_list("title", flat=True)
        found.append(Chip("article", titles.first() or asked.article, asked.of_article("")))
    return found


def _by_lemma(asked: LineFilters, lines: Sequence[Line], lemmas: Mapping[str, str]) -> list[Group]:
    """The lemmas of the keywords with their forms, each as it is most often printed."""
    printed = defaultdict[str, Counter[str]](Counter)
    for line in lines:
        printed[line.form][line.keyword] += 1
    forms = defaultdict[str, list[Form]](list)
    for form, spellings in printed.items():
        lemma = " ".join(lemmas.get(word, word) for word in form.split())
        commonest = spellings.most_common(1)[0][0]
        forms[lemma].append(Form(commonest, spellings.total(), asked.of_form(commonest)))
    for its_forms in forms.values():
        its_forms.sort(key=lambda it: (-it.count, it.printed))
    groups = [
        Group(
            _as_printed(lemma, its_forms),
            sum(it.count for it in its_forms),
            forms=its_forms[:FORMS_SHOWN],
        )
        for lemma, its_forms in forms.items()
    ]
    return sorted(groups, key=lambda it: (-it.count, it.label))[:GROUPS_SHOWN]


def _as_printed(lemma: str, forms: Sequence[Form]) -> str:
    """The lemma as it is printed where it stands by itself, else its commonest form."""
    alone = (it.printed for it in forms if fold(it.printed) == fold(lemma))
    return next(alone, forms[0].printed)


def _narrowed(asked: LineFilters, key: str) -> LineFilters:
    filters = asked.filters
    chosen = replace(filters, chosen=filters.chosen | {key}, refused=filters.refused - {key})
    return replace(asked.of(chosen), group="")


def _label(known: Mapping[str, FacetValue], key: str) -> str:
    return known[key].label if key in known else key.partition(":")[2]
