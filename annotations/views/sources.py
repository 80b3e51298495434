"""The list of named sources and the page of each source, named or not."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from annotations.queries.source_page import source_page, source_with, unnamed_count, unnamed_page
from annotations.views.listing import listing, timeline
from corpus.http import Request
from corpus.models import Source


@require_safe
def source_list(request: Request) -> HttpResponse:
    """The named sources, those first that most articles cite, and how many cite one without a name."""
    context = {"unnamed": unnamed_count(), **listing(request, "source")}
    return render(request, "annotations/source_list.html", context)


@require_safe
def source_detail(request: Request, key: str) -> HttpResponse:
    """What is known of a source; a named one stands under the key of its entity."""
    try:
        source = source_with(key)
    except Source.DoesNotExist as error:
        raise Http404 from error
    if source.entity is None:
        return render(request, "annotations/unnamed_detail.html", {"page": unnamed_page(source)})
    entity = source.entity.merged_into or source.entity
    if entity.key != key:
        return redirect("annotations:source-detail", key=entity.key)
    page = source_page(entity)
    context = {"page": page, "timeline": timeline(page.cited)}
    return render(request, "annotations/source_detail.html", context)


source_list.open_reading = True  # type: ignore[attr-defined]
source_detail.open_reading = True  # type: ignore[attr-defined]
