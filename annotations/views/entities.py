"""The list of entities and the page of each."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from annotations.queries.entity_page import entity_page
from annotations.queries.registry import entity_with, family_of
from annotations.views.listing import listing, timeline
from corpus.http import Request
from corpus.models import Entity


@require_safe
def entity_list(request: Request) -> HttpResponse:
    """The entities, those first that most articles mention."""
    return render(request, "annotations/entity_list.html", listing(request, "entity"))


@require_safe
def entity_detail(request: Request, key: str) -> HttpResponse:
    """What is known of an entity; the address of one that was merged leads to what it is read as."""
    try:
        entity = entity_with(key)
    except Entity.DoesNotExist as error:
        raise Http404 from error
    if entity.merged_into:
        return redirect(entity.merged_into)
    page = entity_page(family_of(entity))
    context = {"page": page, "timeline": timeline(page.mentioned)}
    return render(request, "annotations/entity_detail.html", context)


entity_list.open_reading = True  # type: ignore[attr-defined]
entity_detail.open_reading = True  # type: ignore[attr-defined]
