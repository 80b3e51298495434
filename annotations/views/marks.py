"""Making marks and deciding on them: each view is a form, a service and an answer."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotations import queries
from annotations.errors import ValueNeeded
from annotations.forms import ChangeForm, DecisionForm, MakeForm
from annotations.models import Mark
from annotations.queries import Look
from annotations.services import marking
from annotations.views.articles import article_or_404, chosen_in
from annotations.views.reading import Asked, Reading, touched, version_of
from corpus.errors import Conflict, IsnadError, NotAllowed, TextMismatch
from corpus.http import Request, wants_partial
from corpus.models import Article

F = TypeVar("F", bound=Form)
Change = Callable[..., Mark | None]
STATUSES: dict[type[IsnadError], int] = {NotAllowed: 403, TextMismatch: 409, Conflict: 409}


class Refused(IsnadError):
    """What was sent is not what the page sends."""


def changing(view: Change) -> Callable[..., HttpResponse]:
    """Make a view of a change: answer with what it altered, or with why it was refused."""

    @require_POST
    @wraps(view)
    def answer(request: Request, key: str, **kwargs: int) -> HttpResponse:
        article = article_or_404(key)
        before = queries.looks_of(article)
        try:
            changed = view(request, article, **kwargs)
        except ValueNeeded as error:
            return _ask(request, article, error)
        except IsnadError as error:
            return _refuse(request, article, error)
        chosen = changed.pk if isinstance(changed, Mark) else None
        return _show(request, article, chosen, before)

    return answer


@changing
def make_mark(request: Request, article: Article) -> Mark:
    """Mark the selected words."""
    form = checked_form(MakeForm(request.POST))
    form.check_text(article.capture.sha256)
    data = form.cleaned_data
    return marking.make(
        article,
        kind=data["kind"],
        anchors=data["parts"],
        by=request.user,
        value_key=data["value_key"],
        request_key=data["request_key"],
    )


@changing
def accept_mark(request: Request, article: Article, mark_id: int) -> Mark:
    """Say that a suggestion is right."""
    mark = mark_of(article, mark_id)
    return marking.accept(mark, by=request.user, request_key=_request_key(request))


@changing
def reject_mark(request: Request, article: Article, mark_id: int) -> None:
    """Say that a suggestion is wrong."""
    mark = mark_of(article, mark_id)
    marking.reject(mark, by=request.user, request_key=_request_key(request))


@changing
def remove_mark(request: Request, article: Article, mark_id: int) -> None:
    """Take a mark away again."""
    mark = mark_of(article, mark_id)
    marking.remove(mark, by=request.user, request_key=_request_key(request))


@changing
def change_mark(request: Request, article: Article, mark_id: int) -> Mark:
    """Give a mark another value or other bounds."""
    form = checked_form(ChangeForm(request.POST))
    form.check_text(article.capture.sha256)
    data = form.cleaned_data
    return marking.change(
        mark_of(article, mark_id),
        by=request.user,
        value_key=data["value_key"],
        anchors=data["parts"] or None,
        request_key=data["request_key"],
    )


@changing
def undo(request: Request, article: Article) -> Mark | None:
    """Take back one's last step in the article."""
    marking.undo(article, by=request.user, request_key=_request_key(request))
    return _opened(request, article)


@changing
def redo(request: Request, article: Article) -> Mark | None:
    """Take back one's last undo in the article."""
    marking.redo(article, by=request.user, request_key=_request_key(request))
    return _opened(request, article)


def _opened(request: Request, article: Article) -> Mark | None:
    """The mark that the panel is about; the page leaves it open when it is shown still."""
    opened = chosen_in(request.POST)
    return Mark.objects.filter(article=article, pk=opened).first() if opened else None


def _request_key(request: Request) -> str:
    key: str = checked_form(DecisionForm(request.POST)).cleaned_data["request_key"]
    return key


def checked_form(form: F) -> F:
    """The form, once it is valid; Refused with its first complaint when it is not."""
    if not form.is_valid():
        raise Refused(str(next(iter(form.errors.values()))[0]))
    return form


def mark_of(article: Article, mark_id: int) -> Mark:
    """The mark; Conflict when it went since the page was shown."""
    mark = Mark.objects.filter(article=article, pk=mark_id).first()
    if mark is None:
        raise Conflict
    return mark


def _show(
    request: Request, article: Article, chosen: int | None, before: list[Look]
) -> HttpResponse:
    if not wants_partial(request):
        return redirect(_address(article, chosen))
    reading = Reading(article, request.user, chosen)
    context = {"reading": reading, "changed": touched(reading, before)}
    response = HttpResponse(render_to_string("annotations/_changed.html", context, request))
    # The page compares this with what it last heard, and so learns of other people's work.
    response["Isnad-Before"] = version_of(before)
    return response


def _ask(request: Request, article: Article, error: ValueNeeded) -> HttpResponse:
    """Let the person choose the value; without a script nothing can be selected, so not here."""
    data = MakeForm(request.POST)
    data.full_clean()
    kind, anchors = data.cleaned_data["kind"], data.cleaned_data["parts"]
    choices = queries.value_choices(kind, anchors[0].quote, article)
    reading = Reading(article, request.user, asked=Asked(kind, anchors, choices))
    html = render_to_string(
        "annotations/article_detail.html#details", {"reading": reading, "error": error}, request
    )
    return HttpResponse(html, status=422, headers={"Isnad-Asks": "value"})


def _refuse(request: Request, article: Article, error: IsnadError) -> HttpResponse:
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 422)
    if wants_partial(request):
        return JsonResponse({"message": str(error)}, status=status)
    messages.error(request, str(error))
    return redirect(_address(article, None))


def _address(article: Article, chosen: int | None) -> str:
    address = reverse("annotations:article-detail", args=[article.key])
    return f"{address}?mark={chosen}#panel" if chosen else f"{address}#panel"
