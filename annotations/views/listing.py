"""What the lists of entities and of sources have in common, and the timeline of their pages."""

from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from annotations.queries.facts import Facts
from annotations.queries.registry import listed
from corpus.charts import TIMELINE, LineChart, Series, line_chart
from corpus.forms import number_in
from corpus.http import Request
from corpus.models import EntityKind

LONGEST_SOUGHT = 100
KINDS = [*EntityKind.choices, ("agency", _("News agency"))]


def listing(request: Request, facet: str) -> dict[str, Any]:
    """A page of the registry by how many articles carry it as this facet."""
    find = " ".join(request.GET.get("find", "").replace("\0", " ").split())[:LONGEST_SOUGHT]
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else ""
    asked = {"find": find, "kind": kind}
    kept = urlencode({name: value for name, value in asked.items() if value})
    return asked | {
        "page": listed(facet, kind, find, number_in(request.GET, "page")),
        "kinds": KINDS,
        "rest": f"&{kept}" if kept else "",
    }


def timeline(facts: Facts) -> LineChart | None:
    """The articles by month, from right to left in Arabic; None where there is nothing to join."""
    if len(facts.months) < 2:
        return None
    return line_chart(
        [date_format(month.first, "YEAR_MONTH_FORMAT") for month in facts.months],
        [Series(str(_("Articles")), [month.count for month in facts.months])],
        rtl=get_language() != "en",
        frame=TIMELINE,
        columns=[str(_("Month")), str(_("Articles"))],
    )
