"""What metrics and units are called: they are kept as English nouns and ISO 4217 codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

METRICS: dict[str, str | Promise] = {
    "training cost": _("Cost of training"),
    "training hardware": _("Training hardware"),
    "training time": _("Training time"),
    "hardware": _("Hardware"),
    "model size": _("Size of the model"),
    "delay cause": _("Cause of the delay"),
    "release date": _("Release date"),
    "generations behind": _("Generations behind"),
    "tariff": _("Tariff"),
    "tariff of China": _("China's tariff"),
    "earlier tariff": _("Earlier tariff"),
    "capital expenditure": _("Capital expenditure"),
    "funding": _("Funding"),
    "increase": pgettext_lazy("metric", "Increase"),
    "period": pgettext_lazy("metric", "Period"),
    "restructurings": _("Restructurings"),
    "price": pgettext_lazy("metric", "Price"),
    "revenue": _("Revenue"),
    "market value": _("Market value"),
    "market share": _("Market share"),
    "investment": pgettext_lazy("metric", "Investment"),
}
UNITS: dict[str, str | Promise] = {
    "USD": _("US dollars"),
    "EUR": _("euros"),
    "CNY": _("yuan"),
    "SAR": _("Saudi riyals"),
    "AED": _("UAE dirhams"),
    "EGP": _("Egyptian pounds"),
    "GPU": _("GPUs"),
    "GPU hour": _("GPU hours"),
    "chip": _("chips"),
    "parameter": _("parameters"),
    "token": _("tokens"),
    "percent": _("percent"),
    "percentage point": _("percentage points"),
    "hour": _("hours"),
    "day": _("days"),
    "week": _("weeks"),
    "month": _("months"),
    "year": _("years"),
    "generation": _("generations"),
    "time": pgettext_lazy("unit", "times"),
    "person": _("people"),
    "nanometre": _("nanometres"),
}


def metric_called(metric: str) -> str:
    """The metric in words, as it is kept where nobody has put it into words."""
    return str(METRICS.get(metric, metric))


def unit_called(unit: str) -> str:
    """The unit in words; a number that counts nothing has none."""
    return str(UNITS.get(unit, unit))
