"""The imports: what each run brought, refused and took for boilerplate."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from corpus import import_queries
from corpus.forms import number_in
from corpus.http import Request
from corpus.permissions import Action, can

RUNS, REJECTIONS = 20, 10


@require_safe
def import_list(request: Request) -> HttpResponse:
    """Every run, the newest first."""
    page = Paginator(import_queries.runs(), RUNS).get_page(request.GET.get("page"))
    return render(request, "corpus/import_list.html", {"page": page})


@require_safe
def import_detail(request: Request, run_id: int) -> HttpResponse:
    """One run, with a page of its rejections and a sample of what it took for boilerplate."""
    run = get_object_or_404(import_queries.runs(), pk=run_id)
    rejections = Paginator(run.rejections.order_by("id"), REJECTIONS)
    context = {
        "run": run,
        "rejections": rejections.get_page(request.GET.get("page")),
        "outlets": import_queries.new_outlets(run),
        "sample": import_queries.boilerplate_of(run, number_in(request.GET, "sample")),
        "corrections": import_queries.corrections_of(run),
        "can_correct": can(request.user, Action.REVIEW),
    }
    return render(request, "corpus/import_detail.html", context)
