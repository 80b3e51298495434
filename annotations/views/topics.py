"""The tree of topics and the page of each."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.queries.topic_page import topic_page, topic_tree, topic_with
from annotations.views.listing import timeline
from corpus.http import Request
from corpus.models import Topic


@require_safe
def topic_list(request: Request) -> HttpResponse:
    """The whole tree, each topic with the number of its articles."""
    return render(request, "annotations/topic_list.html", {"tree": topic_tree()})


@require_safe
def topic_detail(request: Request, path: str) -> HttpResponse:
    """What is known of a topic: who writes about it, when, and whom its articles name."""
    try:
        topic = topic_with(path)
    except Topic.DoesNotExist as error:
        raise Http404 from error
    page = topic_page(topic)
    context = {"page": page, "timeline": timeline(page.counted)}
    return render(request, "annotations/topic_detail.html", context)


topic_list.open_reading = True  # type: ignore[attr-defined]
topic_detail.open_reading = True  # type: ignore[attr-defined]
