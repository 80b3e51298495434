"""What all changes of claims have in common: who may, where it leads, and what is said."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from annotations.models import Claim
from annotations.views.stale import compared
from corpus.errors import IsnadError, NotAllowed, Stale
from corpus.http import Request
from corpus.permissions import Action, can

View = Callable[..., HttpResponse]


class Refused(IsnadError):
    """What was sent is not what the page sends."""


def only(action: Action) -> Callable[[View], View]:
    """Refuse a view to whoever may not do the action."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, **kwargs: str) -> HttpResponse:
            if not can(request.user, action):
                raise PermissionDenied
            return view(request, **kwargs)

        return guarded

    return guard


def claim_with(key: str) -> Claim:
    """The claim of a key from an address, with what it is read as."""
    related = ("merged_into", "question__subject__merged_into", "subject__merged_into")
    return get_object_or_404(Claim.objects.select_related(*related), key=key)


def take(request: Request, step: Callable[[], object], said: Promise) -> HttpResponse:
    """Take a step and go back to where it was taken, saying what came of it."""
    try:
        step()
    except NotAllowed as error:
        raise PermissionDenied from error
    except Stale as stale:
        context = {"stale": stale, "rows": compared(stale.left, stale.now), "back": _next(request)}
        return render(request, "annotations/claim_stale.html", context, status=409)
    except IsnadError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect(_next(request))


def checked(form: Form) -> None:
    """Raise the first complaint of a form."""
    if not form.is_valid():
        raise Refused(str(next(iter(form.errors.values()))[0]))


def _next(request: Request) -> str:
    """Where the form says that it came from, if that is a page of ours; else the board."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("annotations:claim-list")
