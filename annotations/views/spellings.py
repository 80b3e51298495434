"""The spellings that may be names: a list on which an administrator decides."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations.forms import SpellingForm
from annotations.services import spellings
from annotations.services.spellings import Changed
from corpus import spelling_queries
from corpus.errors import IsnadError
from corpus.http import Request, wants_partial
from corpus.models import Event
from corpus.permissions import Action, can
from corpus.services import spellings as registry

SHOWN, LATELY = 20, 5
LONGEST_SOUGHT = 100


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse the view to whoever may not change the registries."""

    @wraps(view)
    def guarded(request: Request, **kwargs: int) -> HttpResponse:
        if not can(request.user, Action.ADMINISTER):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


@require_safe
@for_administrators
def spelling_list(request: Request) -> HttpResponse:
    """The spellings without a decision, and the last decisions, which can be undone."""
    find = request.GET.get("find", "").replace("\0", "").strip()[:LONGEST_SOUGHT]
    page = Paginator(spelling_queries.waiting(find), SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "proposals": spelling_queries.proposals(page),
        "lately": spelling_queries.decided_lately()[:LATELY],
        "find": find,
    }
    part = "#spellings" if wants_partial(request) else ""
    return render(request, f"annotations/spelling_list.html{part}", context)


@require_POST
@for_administrators
def spelling_decide(request: Request) -> HttpResponse:
    """Accept a spelling for one entity, or refuse it for all that were proposed."""
    form = SpellingForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, " ".join(str(it) for errors in form.errors.values() for it in errors)
        )
        return _back(request)
    spelling, entity = form.cleaned_data["spelling"], form.cleaned_data["entity"]
    try:
        if form.cleaned_data["verdict"] == "accept":
            changed = spellings.accept(spelling, entity, by=request.user)
            said = _("“%(spelling)s” is now a name of %(entity)s.")
            messages.success(request, said % {"spelling": spelling, "entity": entity})
            tell(request, changed, entity.key)
        else:
            registry.refuse(spelling, form.cleaned_data["proposed"], by=request.user)
            said = _("“%(spelling)s” will not be suggested again.")
            messages.success(request, said % {"spelling": spelling})
    except IsnadError as error:
        messages.error(request, str(error))
    return _back(request)


@require_POST
@for_administrators
def spelling_undo(request: Request, event_id: int) -> HttpResponse:
    """Take an acceptance or a refusal back."""
    event = get_object_or_404(Event, pk=event_id)
    try:
        changed = spellings.take_back(event, by=request.user)
    except IsnadError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The decision was taken back."))
        tell(request, changed, event.object_key.partition("/")[0])
    return _back(request)


def tell(request: Request, changed: Changed | None, key: str) -> None:
    """Say what became of the mentions, where any could come or go."""
    if changed is None:
        said = _("Many articles hold it. To find it in them: manage.py find_mentions --entity %s")
        messages.info(request, said % key)
    elif changed.new:
        count = changed.new
        said = ngettext("%(count)s mention was found.", "%(count)s mentions were found.", count)
        messages.info(request, said % {"count": count})


def _back(request: Request) -> HttpResponse:
    """To the same page of the list."""
    kept = {
        name: request.POST[name][:LONGEST_SOUGHT]
        for name in ("find", "page")
        if request.POST.get(name)
    }
    address = reverse("annotations:spelling-list")
    return redirect(f"{address}?{urlencode(kept)}" if kept else address)
