"""Tending an entity: its preferred names, merging and splitting it, and taking a step back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.forms import MergeForm, NameForm, SplitForm
from annotations.queries import candidates
from annotations.queries.mentions import MOST, mentions_of
from annotations.queries.splittable import splittable
from annotations.services import apart, merging, naming, splitting, undoing
from annotations.services.splitting import NewEntity
from annotations.views.spellings import tell
from annotations.views.stale import compared
from corpus.errors import IsnadError, NotAllowed, Stale
from corpus.http import Request
from corpus.models import Entity, EntityKind, Event
from corpus.permissions import Action, can

LONGEST_SOUGHT = 100
View = Callable[[Request, Entity], HttpResponse]
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def tending(action: Action) -> Callable[[View], Callable[[Request, str], HttpResponse]]:
    """Give a view its entity, as it is read, when the person may do the action."""

    def guard(view: View) -> Callable[[Request, str], HttpResponse]:
        @wraps(view)
        def guarded(request: Request, key: str) -> HttpResponse:
            if not can(request.user, action):
                raise PermissionDenied
            entity = get_object_or_404(Entity.objects.select_related("merged_into"), key=key)
            if entity.merged_into:
                match = request.resolver_match
                name = match.view_name if match else "annotations:entity-detail"
                return redirect(name, entity.merged_into.key)
            return view(request, entity)

        return guarded

    return guard


@GET_OR_POST
@tending(Action.ADMINISTER)
def entity_name(request: Request, entity: Entity) -> HttpResponse:
    """Choose under which spellings an entity is shown."""
    form = NameForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("name_ar", "name_latin")}
        try:
            named = naming.prefer(entity, **wanted, by=request.user)
        except IsnadError as error:
            form.add_error(None, str(error))
        else:
            entity.refresh_from_db()
            messages.success(request, _("It is shown as %(name)s.") % {"name": entity.name})
            if named:
                tell(request, named.changed, entity.key)
            return _back(entity)
    texts = list(entity.aliases.values_list("text", flat=True))
    return _page(request, "annotations/entity_name.html", form, entity=entity, spellings=texts)


@GET_OR_POST
@tending(Action.REVIEW)
def entity_merge(request: Request, entity: Entity) -> HttpResponse:
    """Find what an entity is as well, look at both, and say whether they are one."""
    form = MergeForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            _judge(request, entity, into, form.cleaned_data["verdict"])
        except IsnadError as error:
            form.add_error(None, str(error))
        else:
            return _back(into if form.cleaned_data["verdict"] == "merge" else entity)
    find = request.GET.get("find", "").strip()[:LONGEST_SOUGHT]
    context = {"entity": entity, "find": find, **_pair(request, entity)}
    if "pair" not in context:
        found = candidates.called(find, other_than=entity)
        context["found"] = candidates.described(found)
        context["alike"] = candidates.described(candidates.sounding_like(entity))
    return _page(request, "annotations/entity_merge.html", form, **context)


def _pair(request: Request, entity: Entity) -> dict[str, Any]:
    """The two entities side by side, where the other one was chosen."""
    key = request.POST.get("into") or request.GET.get("into", "")
    other = Entity.objects.filter(key=key.replace("\0", ""), merged_into=None).first()
    if other is None or other == entity:
        return {}
    return {
        "pair": candidates.described([entity, other]),
        "other": other,
        "are_different": candidates.are_different(entity, other),
    }


def _judge(request: Request, entity: Entity, into: Entity, verdict: str) -> None:
    said = {"one": entity.name, "other": into.name}
    if verdict == "apart":
        apart.keep(entity, into, by=request.user)
        messages.success(request, _("%(one)s and %(other)s are kept apart.") % said)
        return
    merged = merging.merge(entity, into=into, by=request.user)
    messages.success(request, _("%(one)s is now read as %(other)s.") % said)
    if not merged.followed:
        tell(request, None, into.key)


@GET_OR_POST
@tending(Action.REVIEW)
def entity_split(request: Request, entity: Entity) -> HttpResponse:
    """Choose spellings that are another thing's, and which thing that is."""
    spellings = splittable(entity)
    free = [it.folded for it in spellings if not it.is_preferred]
    mentions = mentions_of(entity, _before(request))
    shown = [it.mark.pk for it in mentions]
    form = SplitForm(_posted(request), spellings=free, mentions=shown)
    if request.method == "POST" and form.is_valid():
        try:
            done = _split(request, entity, form.cleaned_data)
        except IsnadError as error:
            form.add_error(None, str(error))
        else:
            said = {"other": done.into.name, "one": entity.name}
            messages.success(request, _("%(other)s was split from %(one)s.") % said)
            tell(request, done.changed, done.into.key)
            return _back(entity)
    context = {
        "spellings": spellings,
        "mentions": mentions,
        "has_any": bool(free or mentions),
        "older": shown[-1] if len(shown) == MOST else None,
        "kinds": EntityKind.choices,
    }
    return _page(request, "annotations/entity_split.html", form, entity=entity, **context)


def _before(request: Request) -> int | None:
    """Which mentions the page shows: those marked before the one in the address."""
    before = request.GET.get("before", "")
    return int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None


def _split(request: Request, entity: Entity, wanted: dict[str, Any]) -> splitting.Split:
    new = NewEntity(wanted["kind"], wanted["name_ar"], wanted["name_latin"])
    return splitting.split(
        entity,
        spellings=wanted["spellings"],
        mentions=wanted["mentions"],
        into=wanted.get("into") or new,
        decided=wanted["decided"],
        by=request.user,
    )


@require_POST
def entity_undo(request: Request, key: str, event_id: str) -> HttpResponse:
    """Take a step on an entity back; one that cannot be is answered with both states."""
    if not can(request.user, Action.REVIEW):
        raise PermissionDenied
    entity = get_object_or_404(Entity, key=key)
    event = get_object_or_404(Event, pk=event_id)
    if not _concerns(event, key):
        raise Http404
    try:
        followed = undoing.take_back(event, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied from error
    except Stale as stale:
        context = {"entity": entity, "stale": stale, "rows": compared(stale.left, stale.now)}
        return render(request, "annotations/entity_stale.html", context, status=409)
    except IsnadError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The step was taken back."))
        if not followed:
            tell(request, None, entity.key)
    return _back(entity)


def _concerns(event: Event, key: str) -> bool:
    """Whether the step is on the entity, or merged something into it."""
    return key in event.object_key.split("/") or key == (event.after or {}).get("merged_into")


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(request: Request, template: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def _back(entity: Entity) -> HttpResponse:
    return redirect(f"{reverse('annotations:entity-detail', args=[entity.key])}#registry")
