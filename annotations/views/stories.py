"""The page of a story."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from corpus import story_queries
from corpus.http import Request
from corpus.models import Story


@require_safe
def story_detail(request: Request, key: str) -> HttpResponse:
    """The articles about one event; an address from before its first article was known leads on."""
    try:
        story = story_queries.story_with(key)
    except Story.DoesNotExist as error:
        raise Http404 from error
    if story.key != key:
        return redirect(story)
    page = story_queries.story_page(story)
    return render(request, "annotations/story_detail.html", {"page": page})


story_detail.open_reading = True  # type: ignore[attr-defined]
