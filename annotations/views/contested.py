"""What is most contested now, as the first page of the list shows it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.queries.board import most_contested
from annotations.queries.claim_links import Group, links_of
from corpus.http import Request


@require_safe
def claim_contested(request: Request) -> HttpResponse:
    """The first disagreement of the most contested question; nothing where none is known."""
    row = most_contested()
    if row is None:
        return HttpResponse()
    links = links_of([Group(row.question_id, row.claim_id)], 1, {})[0]
    context = {"row": row, "shown": links.shown[0] if links.shown else None}
    return render(request, "annotations/claim_contested.html", context)


claim_contested.open_reading = True  # type: ignore[attr-defined]
