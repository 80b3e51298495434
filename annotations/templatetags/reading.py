"""What the reading page's templates need: runs of text as exact HTML, and names of values."""

from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from annotations.models import Claim
from annotations.queries import ShownMark, value_key_of
from annotations.rendering import Block, Line, Run
from corpus.models import Entity, Source, Topic

register = template.Library()
Value = Entity | Source | Topic | Claim

_SHORT = 60  # characters of a name

# With a context, because a heading over a list of entities is another word in Arabic.
KINDS = {
    "entity": pgettext_lazy("mark", "Entity"),
    "source": pgettext_lazy("mark", "Source"),
    "topic": pgettext_lazy("mark", "Topic"),
    "claim": pgettext_lazy("mark", "Claim"),
}

ORIGINS = {
    "person": _("A person"),
    "names": _("Automatic rule: names"),
    "topics": _("Automatic rule: topics"),
    "cues": _("Automatic rule: attribution phrases"),
    "claims": _("Automatic rule: attributed sentences and figures"),
    "declined": _("Automatic rule: asked, no answer"),
}


@register.filter
def printed(text: str) -> SafeString:
    """The text, escaped so that the browser's DOM holds the very same code points.

    HTML parsing turns a carriage return into a newline unless it is a character reference.
    """
    return SafeString(escape(text).replace("\r", "&#13;"))


@register.filter
def runs(block: Block) -> SafeString:
    """The block's words, marked ones in mark elements, with nothing between them."""
    return SafeString("".join(_run(run) for run in block.runs))


@register.filter
def is_blank(block: Block) -> bool:
    """Whether a segment is nothing but white space, as pages put between paragraphs."""
    return not "".join(run.text for run in block.runs).strip()


@register.filter
def kind_called(kind: str) -> str:
    """What a kind of mark is called."""
    return str(KINDS[kind])


@register.filter
def kind_name(mark: ShownMark) -> str:
    """What the mark's kind is called."""
    return kind_called(mark.kind)


@register.simple_tag
def kinds() -> list[tuple[int, str, str, str]]:
    """The kinds of marks in the order of their digits, each with its letter and its name."""
    return [
        (digit, kind, kind[0].upper(), str(name))
        for digit, (kind, name) in enumerate(KINDS.items(), start=1)
    ]


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon to be printed many times: rendering the component for each row took half the time."""
    return render_to_string("components/_icon.html", {"name": name})


@register.filter
def names(value: Value) -> SafeString:
    """A value in full: its name, and beside it the name in the other script."""
    first, *others = _names(value)
    return SafeString(_bdi(*first) + "".join(f" {_bdi(*name, 'mute')}" for name in others))


@register.filter
def short_name(value: Value) -> SafeString:
    """A value by one name, cut short when it is a sentence."""
    language, name = _names(value)[0]
    return _bdi(language, name if len(name) <= _SHORT else Truncator(name).chars(_SHORT))


@register.filter
def quote_beside_name(mark: ShownMark) -> str:
    """The words of a mark where its name does not say them already."""
    quote = mark.anchors[0].quote if mark.anchors else ""
    said = [name for _, name in _names(mark.value)[:1]]
    return "" if mark.kind == "claim" or quote in said else Truncator(quote).chars(40)


@register.filter
def key_of(value: Value) -> str:
    """The permanent key of a value."""
    return value_key_of(value)


@register.filter
def origin_name(mark: ShownMark) -> str:
    """Which rule found a mark, in words where it is one that we know."""
    return str(ORIGINS.get(mark.origin.partition("/")[0], mark.origin))


@register.filter
def number(digits: str) -> str:
    """A number with its thousands apart, exactly as it is kept."""
    return f"{Decimal(digits):,f}"


@register.filter
def percent(score: float) -> str:
    """A score between 0 and 1 as people say it."""
    return f"{score:.0%}"


def _names(value: Value) -> list[tuple[str, str]]:
    """The names of a value with their languages, the interface's first, or a source's words."""
    match value:
        case Source(entity=None):
            both = [("ar", value.descriptor)]
        case Source(entity=Entity() as entity) | (Entity() as entity):
            arabic = entity.name_ar if entity.name_ar != entity.name_latin else ""
            both = [("ar", arabic), ("en", entity.name_latin)]
        case Topic():
            both = [("en", value.name_en) if get_language() == "en" else ("ar", value.name_ar)]
        case Claim():
            both = [("en" if value.name == value.statement_en else "ar", value.name)]
    if get_language() == "en":
        both.reverse()
    return [name for name in both if name[1]]


def _bdi(language: str, name: str, extra: str = "") -> SafeString:
    direction = "rtl" if language == "ar" else "ltr"
    return format_html(
        '<bdi class="{}" lang="{}" dir="{}">{}</bdi>', extra, language, direction, name
    )


def _run(run: Run) -> str:
    """What the address leads to is a span: the marks of the page are people's and rules'."""
    words = _marked(run)
    if run.sought_at is None:
        return words
    return format_html('<span class="sought" id="at-{}">{}</span>', run.sought_at, words)


def _marked(run: Run) -> SafeString:
    if not run.lines:
        return printed(run.text)
    return format_html(
        '<mark data-m="{}" data-b="{}" class="{}">{}</mark>',
        " ".join(str(line.span.mark) for line in run.lines),
        " ".join(map(str, run.begins)),
        " ".join(_line_class(line) for line in run.lines),
        printed(run.text),
    )


def _line_class(line: Line) -> str:
    """Lane, kind and state of a line in one class, such as l0-entity or l1-claim-s."""
    return f"l{line.lane}-{line.span.kind}{'-s' if line.span.suggested else ''}"
