"""Unknown spellings of known names: proposed where they sound alike, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.names import Gazetteer, Name
from corpus.text.spellings import Spellings

NAMES = [
    Name("nvidia", "organisation", ("إنفيديا", "Nvidia")),
    Name("google", "organisation", ("جوجل", "غوغل", "Google")),
    Name("openai", "organisation", ("أوبن إيه آي", "OpenAI")),
    Name("chatgpt", "product", ("شات جي بي تي", "ChatGPT")),
    Name("deepmind", "organisation", ("ديب مايند", "DeepMind")),
    Name("microsoft", "organisation", ("مايكروسوفت", "Microsoft")),
    Name("dmitry-peskov", "person", ("ديمتري بيسكوف",)),
    Name("sam-altman", "person", ("سام ألتمان",), short=("ألتمان",)),
    Name("pennsylvania", "place", ("بنسلفانيا",)),
    Name("barcelona", "place", ("برشلونة",)),
    Name("huawei", "organisation", ("هواوي", "Huawei")),
    Name("gpt-5", "model", ("جي بي تي 5",)),
    Name("al-jadaan", "person", ("محمد الجدعان",)),
    Name("abc-news", "outlet", ("إيه بي سي نيوز",)),
]
WORDS = {"قالت", "شركة", "اليوم", "وقال", "العملاق", "الصيني", "في", "إن", "محمد", "سام", "إي"}


def proposed(text, dictionary=WORDS.__contains__, names=NAMES):
    finder = Spellings(names, Gazetteer(names), dictionary)
    found = finder.find(text, [(0, len(text))])
    return {text[it.start : it.end]: [name for name, _ in it.names] for it in found}


@pytest.mark.parametrize(
    ("text", "spelling", "name"),
    [
        ("قالت شركة نفيديا اليوم", "نفيديا", "nvidia"),
        ("قالت شركة قوقل اليوم", "قوقل", "google"),
        ("قالت «قوقل» اليوم", "قوقل", "google"),
        ("قالت شركة أوبين أيه آي اليوم", "أوبين أيه آي", "openai"),
        ("قالت شركة تشات جي بي تي اليوم", "تشات جي بي تي", "chatgpt"),
        ("قالت شركة ديبمايند اليوم", None, None),  # an alias without its space is covered
        ("قالت دييبمايند اليوم", "دييبمايند", "deepmind"),
        ("قالت ميكروسوفت اليوم", "ميكروسوفت", "microsoft"),
        ("وقال ديميتري بيسكوف اليوم", "ديميتري بيسكوف", "dmitry-peskov"),
        ("وقال سام التمن اليوم", "سام التمن", "sam-altman"),
        ("في بنسلفينيا اليوم", "بنسلفينيا", "pennsylvania"),
        ("قالت مَيكروسوفت اليوم", "مَيكروسوفت", "microsoft"),
    ],
)
def test_it_proposes_the_name_that_words_sound_like(text, spelling, name):
    assert proposed(text) == ({spelling: [name]} if spelling else {})


@pytest.mark.parametrize(
    "text",
    [
        "قالت شركة إنفيديا اليوم",  # an alias
        "قالت شركة انفيديا ولإنفيديا اليوم",  # folded, and with what is written onto it
        "قالت نفيديا اليوم",  # three consonants and nothing that introduces them
        "قالت شركة قوقل جلوكسي اليوم",  # an unknown word beside it: some longer name
        "قالت شركة تشات جي بي تي بي اليوم",  # so does a spelt letter
        "قالت شركة العملاق الصيني اليوم",  # a description
        "قالت شركة هوائي اليوم",  # of a name whose key says too little
        "في برشلوني اليوم",  # an adjective of a place
        "وقال محمد القهيدان اليوم",  # another throat
        "قالت شركة جي بي تي 6 اليوم",  # a number is never a spelling
        "قالت شركة مايكروسوفتي اليوم",  # inflected
        "قالت شركة Microsaft اليوم",  # Latin letters
    ],
)
def test_it_proposes_nothing(text):
    assert proposed(text) == {}


def test_a_word_of_the_dictionary_is_no_spelling():
    assert proposed("قالت ميكروسوفت اليوم", (WORDS | {"ميكروسوفت"}).__contains__) == {}


def test_a_known_word_may_stand_beside_a_word_of_the_name():
    known = WORDS | {"ديميتري"}

    assert proposed("وقال ديميتري بيسكوف اليوم", known.__contains__)


def test_without_a_dictionary_only_long_names_are_proposed():
    text = "قالت شركة قوقل وشركة «ميكروسوفت» اليوم"

    assert proposed(text, None) == {"ميكروسوفت": ["microsoft"]}


def test_it_ranks_the_names_by_likeness():
    names = [Name("far", "model", ("بيراكسميتوان",)), Name("near", "model", ("بيراكسميتون",))]

    assert proposed("قالت «بيراكسميتن» اليوم", names=names) == {"بيراكسميتن": ["near", "far"]}


def test_its_places_are_of_the_raw_text():
    text = "\u200fقالت شركة\u200f «نِفيديا» اليوم"
    finder = Spellings(NAMES, Gazetteer(NAMES), WORDS.__contains__)

    (found,) = finder.find(text, [(0, len(text))])

    assert text[found.start : found.end] == "نِفيديا"
    assert found.folded == "نفيديا"


def test_it_reads_only_the_spans():
    text = "قالت شركة نفيديا\nقالت شركة نفيديا"
    finder = Spellings(NAMES, Gazetteer(NAMES), WORDS.__contains__)

    assert [it.start for it in finder.find(text, [(17, len(text))])] == [27]


@given(st.lists(st.sampled_from([*"نفيديا قوقلإآ «»\u0651\u200f\n.a1"])).map("".join))
def test_every_place_holds_what_it_says(text):
    for found in Spellings(NAMES, Gazetteer(NAMES)).find(text, [(0, len(text))]):
        assert 0 <= found.start < found.end <= len(text)
        assert found.names
