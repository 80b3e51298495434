"""What a reader asks of the concordance, which is the page's address."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from corpus.filters import NEWEST, Filters
from corpus.forms import article_filters, number_in
from corpus.text.fold import fold
from corpus.text.tokens import words_of

DATE, PREVIOUS, NEXT = "date", "previous", "next"
SORTS = (DATE, PREVIOUS, NEXT)
LEMMA, OUTLET, ENTITY = "lemma", "outlet", "entity"
GROUPS = (LEMMA, OUTLET, ENTITY)
_LONGEST_FORM = 100
_LONGEST_KEY = 20


@dataclass(frozen=True, slots=True)
class LineFilters:
    """Which articles, and which lines of them in which order or in which groups.

    `form` is a keyword as printed, whatever its marks; of an `article` by its key, every line is
    asked for.
    """

    filters: Filters = field(default_factory=Filters)
    sort: str = DATE
    group: str = ""
    form: str = ""
    article: str = ""
    page: int = 1

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is asked for beside words and a place, as names and values of parameters."""
        pairs = [
            ("sort", "" if self.sort == DATE else self.sort),
            ("group", self.group),
            ("form", self.form),
            ("article", self.article),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        return self.filters.pairs + [pair for pair in pairs if pair[1]]

    @property
    def address(self) -> str:
        """The query string that says the same: one spelling for one state."""
        filters = self.filters
        pairs = [("q", filters.text), ("after", filters.after), ("before", filters.before)]
        return f"?{urlencode([pair for pair in pairs if pair[1]] + self.pairs)}"

    @property
    def asked(self) -> Filters:
        """The filters of the articles: those that have the form of the keyword, if one is asked."""
        if not self.form:
            return self.filters
        return replace(self.filters, text=f'({self.filters.text}) "{self.form}"')

    @property
    def anew(self) -> "LineFilters":
        """The same from the start, for other words."""
        return replace(self.of(self.filters), form="")

    @property
    def articles(self) -> str:
        """The query string of the articles that the lines stand in."""
        return self.asked.at().address

    @property
    def everything(self) -> "LineFilters":
        """All lines in the order of publication, as they are taken away."""
        return replace(self.at(), sort=DATE, group="", page=1)

    def of(self, filters: Filters) -> "LineFilters":
        """The same lines of other articles, from the start."""
        return replace(self, filters=filters.at(), article="", page=1)

    def at(self, *, after: str = "", before: str = "") -> "LineFilters":
        """The same, at another place in the order."""
        return replace(self, filters=self.filters.at(after=after, before=before))

    def on(self, page: int) -> "LineFilters":
        """The same, on another page of what was sorted."""
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> "LineFilters":
        """The lines from the start in another order."""
        return replace(self.of(self.filters), sort=sort, group="")

    def grouped_by(self, group: str) -> "LineFilters":
        """The groups of the lines, or the lines again."""
        return replace(self.of(self.filters), sort=DATE, group=group)

    def of_form(self, form: str) -> "LineFilters":
        """The lines whose keyword has this form; of any form, where it is empty."""
        return replace(self.of(self.filters), group="", form=form)

    def of_article(self, key: str) -> "LineFilters":
        """Every line of one article; of all articles, where the key is empty."""
        return replace(self.of(self.filters), article=key)


def line_filters(sent: QueryDict) -> LineFilters:
    """The filters in an address; what cannot be one is as if it were not there."""
    key = sent.get("article", "")
    return LineFilters(
        filters=replace(article_filters(sent), order=NEWEST),
        sort=_one_of(SORTS, sent.get("sort", "")) or DATE,
        group=_one_of(GROUPS, sent.get("group", "")),
        form=_words(sent.get("form", "")[:_LONGEST_FORM]),
        article=key if len(key) <= _LONGEST_KEY and "\0" not in key else "",
        page=number_in(sent, "page"),
    )


def _words(given: str) -> str:
    words = (word for chunk in given.split() for word in words_of(chunk))
    return " ".join(word for word in words if fold(word))


def _one_of(names: tuple[str, ...], given: str) -> str:
    return given if given in names else ""
