"""What the search box suggests while somebody types in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from corpus.forms import LONGEST_TEXT
from corpus.http import Request
from corpus.search.completion import complete
from corpus.text.query_tokens import FIELD_NAMES


@require_safe
def search_complete(request: Request) -> HttpResponse:
    """Names for what stands under the caret, which is counted in code points."""
    text = request.GET.get("q", "").replace("\0", " ")[:LONGEST_TEXT]
    at = request.GET.get("at", "")
    is_place = at.isascii() and at.isdecimal() and len(at) <= len(str(LONGEST_TEXT))
    suggestions = complete(text, int(at) if is_place else len(text))
    names = {field: both[0 if get_language() == "en" else 1] for field, both in FIELD_NAMES.items()}
    rows = [(it, names.get(it.kind, "")) for it in suggestions]
    return render(request, "corpus/_completion.html", {"rows": rows})


search_complete.open_reading = True  # type: ignore[attr-defined]
