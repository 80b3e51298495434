"""The two things asked of every request: its language, and an account where one is needed."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from django.utils import translation

View = Callable[..., HttpResponseBase]


class ChosenLanguageMiddleware:
    """Arabic unless the reader chose otherwise; the browser's own language does not decide."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignInRequiredMiddleware:
    """Sends strangers to the sign-in page, save from views marked open.

    A view is open to everybody with `login_required = False` (Django's `login_not_required`);
    one that only reads may set `open_reading = True`, which counts when OPEN_READING is on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if settings.OPEN_READING and getattr(view, "open_reading", False):
            return None
        match = request.resolver_match
        if isinstance(match, ResolverMatch) and match.app_name == "admin":
            return None  # the admin guards itself
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
