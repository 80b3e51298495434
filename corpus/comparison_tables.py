"""The tables of a comparison as they are taken away: numbers as counted, a line for each."""

from collections.abc import Callable, Sequence

from corpus.comparison import Comparison
from corpus.comparison_page import facts
from corpus.comparison_queries import Share, in_time, outlet_shares, topic_shares
from corpus.frequency_queries import Rate, frequency, sought

Table = tuple[Sequence[str], Sequence[Sequence[str]]]

_OF_SHARES = ("articles", "of_articles", "share", "doubtful", "scale")
_OF_RATES = ("times", "words", "articles", "per_million", "margin", "doubtful", "scale")


def topics(asked: Comparison) -> Table:
    """The topics that the chart shows."""
    with in_time():
        columns, *_ = facts(asked, rtl=True)
        shares = topic_shares([it.counted for it in columns])
    rows = [
        (one.name, topic.label, *_share(share), str(one.counted.scale))
        for one, column in zip(columns, shares.columns, strict=True)
        for topic, share in zip(shares.topics, column, strict=True)
    ]
    return ("selection", "topic", *_OF_SHARES), rows


def outlets(asked: Comparison) -> Table:
    """The topics of the outlets that the charts show."""
    with in_time():
        columns, *_ = facts(asked, rtl=True)
        found = [(one, outlet_shares(one.counted)) for one in columns]
    rows = [
        (one.name, outlet.label, topic.label, *_share(share), str(one.counted.scale))
        for one, it in found
        for outlet, column in zip(it.outlets, it.shares.columns, strict=True)
        for topic, share in zip(it.shares.topics, column, strict=True)
    ]
    return ("selection", "outlet", "topic", *_OF_SHARES), rows


def months(asked: Comparison) -> Table:
    """The articles of each month, of all that were published then."""
    with in_time():
        columns, found, _ = facts(asked, rtl=True)
    rows = [
        (one.name, f"{month:%Y-%m}", *_share(share), str(one.counted.scale))
        for one, column in zip(columns, found.columns, strict=True)
        for month, share in zip(found.months, column, strict=True)
    ]
    return ("selection", "month", *_OF_SHARES), rows


def words(asked: Comparison) -> Table:
    """How often each word stands in each selection: in all, where the month is empty, and by month."""
    with in_time():
        columns, found, _ = facts(asked, rtl=True)
        selections = [it.counted for it in columns]
        known = [it for it in map(sought, asked.words) if it]
        said = [frequency(it, selections, found.months) for it in known]
    names = ["", *(f"{it:%Y-%m}" for it in found.months)]
    rows = [
        (one.name, it.word, month, *_rate(rate), str(one.counted.scale))
        for it in said
        for one, whole, parts in zip(columns, it.columns, it.by_month, strict=True)
        for month, rate in zip(names, [whole, *parts], strict=True)
    ]
    return ("selection", "word", "month", *_OF_RATES), rows


TABLES: dict[str, Callable[[Comparison], Table]] = {
    "topics": topics,
    "outlets": outlets,
    "months": months,
    "words": words,
}


def _share(share: Share) -> tuple[str, ...]:
    exact = "" if share.share is None else f"{share.share:.6f}"
    return (str(share.part), str(share.whole), exact, _yes(share.is_doubtful))


def _rate(rate: Rate) -> tuple[str, ...]:
    counts = (str(rate.times), str(rate.words), str(rate.articles))
    return (*counts, f"{rate.rate:.2f}", f"{rate.margin:.2f}", _yes(rate.is_doubtful))


def _yes(value: bool) -> str:
    return str(int(value))
