"""Claims and fact checks to take away, as JSON-LD of schema.org."""

import json
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from annotations.formats import claim_review
from annotations.models import Claim
from annotations.queries.claim_page import ClaimPage
from annotations.queries.reviews import Reviewed, reviewed, reviewed_claims
from annotations.views.claim_steps import claim_with
from corpus.http import Request
from corpus.permissions import Action, can

TYPE = "application/ld+json"


@require_safe
def claim_file(request: Request, key: str) -> HttpResponse:
    """A claim, with the fact checks of it if there are any."""
    claim = claim_with(key)
    if claim.merged_into:
        return redirect("annotations:claim-file", claim.merged_into.key)
    text = json.dumps(document(claim, site_of(request)), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type=TYPE, headers=_attached("claim"))


@require_safe
def claim_reviews(request: Request) -> HttpResponseBase:
    """All fact checks, written while they are read."""
    if not can(request.user, Action.READ):
        raise PermissionDenied
    lines = _lines(site_of(request))
    return StreamingHttpResponse(lines, content_type=TYPE, headers=_attached("reviews"))


claim_file.open_reading = True  # type: ignore[attr-defined]


def site_of(request: Request) -> str:
    """The beginning of this installation's addresses."""
    return f"{request.scheme}://{request.get_host()}"


def document(claim: Claim, site: str) -> claim_review.Thing:
    """A claim as schema.org has it, with the fact checks of it."""
    return _document(next(iter(reviewed([claim]))), site)


def embedded(page: ClaimPage, site: str) -> SafeString:
    """The same as an element of the claim's page, escaped as Django does for scripts."""
    origins = [source for source, _ in page.origins.named]
    first = page.mentions.mentions
    element = json_script(claim_review.document(page.claim, first, origins, page.assessments, site))
    return SafeString(element.replace("application/json", TYPE, 1))


def _document(it: Reviewed, site: str) -> claim_review.Thing:
    origins = [source for source, _ in it.origins.named]
    return claim_review.document(it.claim, it.mentions.shown, origins, it.assessments, site)


def _lines(site: str) -> Iterator[str]:
    yield f'{{"@context": "{claim_review.CONTEXT}", "@graph": ['
    before = "\n"
    for it in reviewed_claims():
        for review in _document(it, site)["@graph"][1:]:
            yield before + json.dumps(review, ensure_ascii=False)
            before = ",\n"
    yield "\n]}\n"


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="isnad-{name}.jsonld"'}
