"""The two things asked of every request: its language, and an account where one is needed."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails  # noqa: TC002

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
        return to_sign_in(request)


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back; htmx goes there as a whole page, not into a region.

    What was posted cannot be asked for again, so after it the way leads to the page it came from.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if htmx:
        sign_in = redirect_to_login(htmx.current_url_abs_path or "/", settings.LOGIN_URL)
        return HttpResponseClientRedirect(sign_in.url)
    target = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect_to_login(target, settings.LOGIN_URL)
