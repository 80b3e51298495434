"""Language, theme, health and the way into the admin: what belongs to no app."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpus.http import THEMES, Request
from corpus.services import accounts
from newsroom import health

A_YEAR = 31_536_000


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that was asked from, when it is one of ours."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    return redirect(target)


def _remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the interface's language in a cookie; an unknown one changes nothing."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return _back(request)
    return _remember(_back(request), settings.LANGUAGE_COOKIE_NAME, language)


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's choice in a cookie."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return _back(request)
    return _remember(_back(request), "theme", theme)


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: Request) -> HttpResponse:
    """A new password for oneself; the old one is asked for, other sessions end."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "registration/change_password.html", {"form": form}, status=status)
    accounts.change_password(request.user, form.cleaned_data["new_password1"])
    update_session_auth_hash(request, request.user)
    messages.success(request, _("The new password holds from now on."))
    return redirect("/")


def admin_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Where the admin sends whoever may not enter; strangers never come this far."""
    raise PermissionDenied


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, is migrated and has trigrams of Arabic; else 503 with the reason."""
    try:
        problem = health.problem(connection)
    except DatabaseError as error:
        problem = f"the database does not answer: {error}"
    if problem:
        return HttpResponse(f"{problem}\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
