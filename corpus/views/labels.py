"""The labels of an article's lines, and their correction by a reviewer."""

from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from corpus import import_queries
from corpus.errors import IsnadError, NotAllowed
from corpus.forms import LabelForm, StepForm
from corpus.http import Request
from corpus.models import Article
from corpus.permissions import Action, can
from corpus.services import relabelling
from corpus.services.relabelling import Corrected

F = TypeVar("F", bound=Form)


@require_safe
def article_labels(request: Request, key: str) -> HttpResponse:
    """Every line of an article under its label."""
    known = Article.objects.select_related("capture").filter(key=key)
    article = known.order_by("-capture__is_current", "pk").first()
    if article is None:
        raise Http404
    context = {
        "article": article,
        "lines": import_queries.lines_of(article),
        "can_correct": can(request.user, Action.REVIEW),
    }
    return render(request, "corpus/article_labels.html", context)


@require_POST
def correct_label(request: Request) -> HttpResponse:
    """Say what a line is, or its like wherever its publisher has it."""
    try:
        form = _checked(LabelForm(request.POST))
        said = form.cleaned_data
        done = relabelling.correct(
            form.place,
            said["kind"],
            shown=said["shown"],
            by=request.user,
            everywhere=said["everywhere"],
        )
    except IsnadError as error:
        return _refuse(request, error)
    messages.success(request, _told(done))
    return _back(request)


@require_POST
def undo_label(request: Request) -> HttpResponse:
    """Give the lines of a step the labels that they had."""
    try:
        form = _checked(StepForm(request.POST))
        done = relabelling.undo(form.cleaned_data["batch"], by=request.user)
    except IsnadError as error:
        return _refuse(request, error)
    messages.success(request, _told(done))
    return _back(request)


def _checked(form: F) -> F:
    if not form.is_valid():
        raise IsnadError
    return form


def _told(done: Corrected) -> str:
    told = ngettext("%(n)s label was changed.", "%(n)s labels were changed.", done.lines)
    left = ngettext(
        "%(n)s line like it is left: correct it again.",
        "%(n)s lines like it are left: correct it again.",
        done.left,
    )
    both = [told % {"n": done.lines}, *([left % {"n": done.left}] if done.left else [])]
    return " ".join(both)


def _refuse(request: Request, error: IsnadError) -> HttpResponse:
    if isinstance(error, NotAllowed):
        raise PermissionDenied from error
    messages.error(request, str(error))
    return _back(request)


def _back(request: Request) -> HttpResponse:
    response = redirect(_next(request))
    response.status_code = 303
    return response


def _next(request: Request) -> str:
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if here else reverse("corpus:import-list")
