"""What the page of a topic shows, and the tree of topics with their counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.queries import facts
from annotations.queries.facts import Facts
from corpus.card_queries import Card
from corpus.models import FacetValue, Topic


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic of the tree with the number of its articles and what it is divided into."""

    topic: Topic
    articles: int
    children: "Sequence[Branch]" = ()


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: its place in the tree, and what is counted of its articles."""

    topic: Topic
    children: Sequence[Branch]
    counted: Facts
    cards: Sequence[Card]


def topic_with(path: str) -> Topic:
    """The topic of a path; Topic.DoesNotExist."""
    return Topic.objects.select_related("parent").get(path=path)


def topic_page(topic: Topic) -> TopicPage:
    """All that is known of a topic."""
    counted = facts.facts_of(f"topic:{topic.path}", "outlet", "entity", "source")
    return TopicPage(
        topic,
        _branches(topic.children.order_by("ordinal")),
        counted,
        facts.cards(counted.newest(facts.CARDS)),
    )


def topic_tree() -> list[Branch]:
    """The whole tree, in its own order."""
    branches = _branches(Topic.objects.order_by("ordinal"))
    return [
        Branch(
            branch.topic,
            branch.articles,
            [it for it in branches if it.topic.parent_id == branch.topic.pk],
        )
        for branch in branches
        if branch.topic.parent_id is None
    ]


def _branches(topics: Iterable[Topic]) -> list[Branch]:
    here = list(topics)
    counts = FacetValue.objects.in_bulk([f"topic:{topic.path}" for topic in here])
    return [
        Branch(topic, counts[key].count if (key := f"topic:{topic.path}") in counts else 0)
        for topic in here
    ]
