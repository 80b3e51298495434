"""Real HTML pages against what people said is in them; each check prints its figures.

The pages stand beside the clone or where ISNAD_DATA says."""

import csv
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.importing.pipeline import drafts
from corpus.importing.records import ArticleDraft, CaptureDraft

pytestmark = pytest.mark.corpus_data

DATA = Path(os.environ.get("ISNAD_DATA") or Path(__file__).parents[4] / "shared" / "data")
PAGES = DATA / "html_pages"
SENTENCE = re.compile(r"(?<=[.؟!])\s+|\n")
BODY = ("dateline", "paragraph", "subheading")

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def shown(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figure} ")

    return shown


def drafted(name: str) -> CaptureDraft:
    (draft,) = drafts([PAGES / name])
    assert isinstance(draft, CaptureDraft)
    return draft


def article(name: str) -> ArticleDraft:
    (only,) = drafted(name).articles
    return only


def body(name: str) -> str:
    """What a reader is shown as the article: all but title, byline and what is folded away."""
    draft = drafted(name)
    segments = [each for article in draft.articles for each in article.segments]
    return "\n".join(draft.text[each.start : each.end] for each in segments if each.kind in BODY)


def flat(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    return [flat(each) for each in SENTENCE.split(text) if len(each.strip()) > 1]


def test_the_body_of_the_page_with_gold_is_whole_and_has_nothing_else(say):
    gold = (PAGES / "newspaper4k-arabic_article.gold.txt").read_text(encoding="utf8")
    ours = body("newspaper4k-arabic_article.html")

    wanted, had = sentences(gold), sentences(ours)
    found = sum(each in flat(ours) for each in wanted) / len(wanted)
    foreign = sum(each not in flat(gold) for each in had) / len(had)

    say(f"{len(wanted)} sentences of gold: {found:.3f} found, {foreign:.3f} of ours foreign")
    assert found >= 0.95
    assert foreign <= 0.02


def test_the_body_of_the_page_begins_as_its_gold_does(say):
    gold = json.loads((PAGES / "goose3-cnn_arabic.gold.json").read_text(encoding="utf8"))
    beginning = flat(gold["expected"]["cleaned_text"])

    ours = flat(body("goose3-cnn_arabic.html"))

    say(f"{len(beginning)} characters of gold, {len(ours)} of ours")
    assert ours.startswith(beginning)


def test_the_page_with_snippets_has_those_it_should_and_none_that_it_should_not(say):
    snippets = json.loads((PAGES / "trafilatura-assabah.gold-snippets.json").read_text("utf8"))
    (gold,) = snippets.values()
    ours = body("trafilatura-assabah.com.tn.html")

    missing = [snippet for snippet in gold["with"] if snippet not in ours]
    foreign = [snippet for snippet in gold["without"] if snippet in ours]

    say(f"{len(gold['with'])} snippets: {len(missing)} missing; {len(foreign)} foreign")
    assert (missing, foreign) == ([], [])


def test_six_of_seven_gold_dates_are_found(say):
    gold = (PAGES / "gold_dates.tsv").read_text(encoding="utf8").splitlines()
    rows = [(Path(name).name, day) for name, _, day in list(csv.reader(gold, delimiter="\t"))[1:]]
    paths = {path.name: path for path in PAGES.rglob("*.html")}

    said = {name: article(str(paths[name])).published for name, _ in rows}
    wrong = [(name, day, found) for name, day in rows if _day(found := said[name]) != day]

    say(f"{len(rows) - len(wrong)} of {len(rows)} dates right; not: {wrong}")
    assert len(rows) - len(wrong) >= 6


def _day(moment):
    return moment and moment.date().isoformat()


@pytest.mark.parametrize(
    ("name", "minute"),
    [
        ("htmldate-1550981615.html", "2020-03-17T17:27+00:00"),
        ("htmldate-1623715966.html", "2020-06-03T03:01+04:00"),
        ("htmldate-1784190729.html", "2020-12-01T02:00+03:00"),
        ("farsi_negative/htmldate-1602557452.html", "2020-05-10T18:59+04:30"),
    ],
)
def test_the_time_that_the_markup_states_is_kept_with_its_zone(name, minute):
    it = article(name)

    assert it.published is not None
    assert (it.published.isoformat(timespec="minutes"), it.published_precision) == (
        minute,
        "minute",
    )


def test_every_page_is_in_its_language(say):
    names = [str(path.relative_to(PAGES)) for path in sorted(PAGES.rglob("*.html"))]

    found = {name: article(name).language for name in names}

    say(f"{len(names)} pages: {sorted(found.values())}")
    assert found == {name: "fa" if "farsi" in name else "ar" for name in names}
