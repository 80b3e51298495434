"""The searches that a reader keeps: save them, see what is new in them, rename and forget them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from corpus.chips import chips_of
from corpus.errors import IsnadError
from corpus.forms import id_in
from corpus.http import Request, wants_partial
from corpus.models import SavedSearch
from corpus.saved_search_queries import labels_of, new_articles, searches_of
from corpus.search_forms import NameForm, SaveForm, filters_at
from corpus.services import saved_searches

LIST = "corpus/search_list.html"


@require_safe
@vary_on_headers("HX-Request")
def search_list(request: Request) -> HttpResponse:
    """A reader's searches, each with the number of articles that are new in it."""
    newest = saved_searches.newest_article()
    saved = [(it, filters_at(it.address)) for it in searches_of(request.user)]
    labels = labels_of([filters for _saved, filters in saved])
    context = {
        "searches": [
            (it, new_articles(filters.arriving(it.seen), newest), chips_of(filters, labels))
            for it, filters in saved
        ],
        "forgotten": _forgotten(request),
    }
    return render(request, f"{LIST}#menu" if wants_partial(request) else LIST, context)


@require_POST
def search_save(request: Request) -> HttpResponse:
    """Keep a state of the browse page under a name, and go back to it."""
    form = SaveForm(request.POST)
    form.full_clean()
    filters = filters_at(str(form.data.get("address", "")))
    try:
        if not form.is_valid():
            raise IsnadError(_first_error(form))
        saved = saved_searches.save(form.cleaned_data["name"], form.filters, by=request.user)
    except IsnadError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved as «%(name)s».") % {"name": saved.name})
    return _see(reverse("corpus:article-list") + filters.whole.address)


@require_POST
def search_look(request: Request, search_id: int) -> HttpResponse:
    """Go to a search, or to what is new in it; from now on it counts as seen."""
    saved = _own(request, search_id)
    filters = filters_at(saved.address)
    before = saved_searches.look(saved)
    wanted = filters.arriving(before) if request.POST.get("show") == "new" else filters
    return _see(reverse("corpus:article-list") + wanted.address)


@require_POST
def search_rename(request: Request, search_id: int) -> HttpResponse:
    """Call a search otherwise."""
    saved, form = _own(request, search_id), NameForm(request.POST)
    try:
        if not form.is_valid():
            raise IsnadError(_first_error(form))
        saved_searches.rename(saved, form.cleaned_data["name"])
    except IsnadError as error:
        messages.error(request, str(error))
    return _see(reverse("corpus:search-list"))


@require_POST
def search_forget(request: Request, search_id: int) -> HttpResponse:
    """Put a search away; the list then offers to undo it."""
    saved = _own(request, search_id)
    saved_searches.forget(saved)
    return _see(f"{reverse('corpus:search-list')}?forgotten={saved.pk}")


@require_POST
def search_restore(request: Request, search_id: int) -> HttpResponse:
    """Undo that a search was forgotten."""
    saved = get_object_or_404(SavedSearch, pk=search_id, owner=request.user)
    try:
        saved_searches.restore(saved)
    except IsnadError as error:
        messages.error(request, str(error))
    return _see(reverse("corpus:search-list"))


def _own(request: Request, search_id: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, pk=search_id, owner=request.user, removed_at=None)


def _forgotten(request: Request) -> SavedSearch | None:
    """What was forgotten a moment ago."""
    gone = SavedSearch.objects.filter(owner=request.user, removed_at__isnull=False)
    return gone.filter(pk=id_in(request.GET, "forgotten")).first()


def _first_error(form: NameForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def _see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response
