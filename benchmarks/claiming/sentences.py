"""Arabic sentences that make a claim, with the places of what stands in them."""

from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[int, int]


class Measure(NamedTuple):
    """What a question measures: how it is said, with a figure and without one."""

    metric: str
    unit: str
    words: str
    verb: str
    figure: str
    scale: int
    otherwise: str


MEASURES = (
    Measure("training cost", "USD", "كلفة تدريب", "بلغت", "{} مليون دولار", 10**6, "أقل مما ظن"),
    Measure("funding", "USD", "التمويل الذي جمعته", "وصل إلى", "{} مليون دولار", 10**6, "تعثر"),
    Measure("training hardware", "GPU", "عدد معالجات", "بلغ", "{} معالج", 1, "ما زال سرا"),
    Measure("market share", "percent", "حصة", "تجاوزت", "{} بالمئة", 1, "تراجعت أمام المنافسين"),
    Measure("model size", "parameter", "حجم نموذج", "يبلغ", "{} مليار معامل", 10**9, "لم يعلن بعد"),
    Measure("revenue", "USD", "إيرادات", "بلغت", "{} مليون دولار", 10**6, "نمت أسرع من المتوقع"),
    Measure("training time", "hour", "مدة تدريب", "استغرقت", "{} ساعة", 1, "طالت بسبب أعطال"),
    Measure("investment", "USD", "استثمارات", "تقدر بنحو", "{} مليون دولار", 10**6, "ستتوقف قريبا"),
    Measure("price", "USD", "سعر", "يبلغ", "{} دولار", 1, "سيرتفع مع الرسوم الجديدة"),
    Measure("delay cause", "month", "تأخر إطلاق", "دام", "{} شهر", 1, "يعود إلى نقص الرقائق"),
)
UNKNOWN = "ما يتردد"  # who speaks at an unknown step
_LEADS = ("", "وقال {} إن ", "ونقل {} عن {} أن ", "ونقل {} عن {} نقلا عن {} أن ")


class Clause(NamedTuple):
    """A claim in words, with the places of its subject and of its figure, if it has one."""

    text: str
    subject: Span
    figure: Span | None


class Sentence(NamedTuple):
    """A clause with those who say it before it, at places of an article's text."""

    text: str
    claim: Span
    subject: Span
    figure: Span | None
    cue: Span | None


def clause(measure: Measure, subject: str, number: int | None) -> Clause:
    """What a claim says, with a figure or without one."""
    named = (len(measure.words) + 1, len(measure.words) + 1 + len(subject))
    begun = f"{measure.words} {subject} "
    if number is None:
        return Clause(begun + measure.otherwise, named, None)
    begun += f"{measure.verb} "
    printed = measure.figure.format(number)
    return Clause(begun + printed, named, (len(begun), len(begun) + len(printed)))


def sentence(said: Clause, speakers: Sequence[str], start: int) -> Sentence:
    """The clause as these speakers hand it on, the nearest first, from a place in the text on."""
    lead = _LEADS[len(speakers)].format(*speakers)
    at = start + len(lead)
    cue = (start + 1, start + lead.index(" ")) if lead else None
    figure = _moved(said.figure, at) if said.figure else None
    return Sentence(
        f"{lead}{said.text}.", (at, at + len(said.text)), _moved(said.subject, at), figure, cue
    )


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
