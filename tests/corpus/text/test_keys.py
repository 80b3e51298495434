"""Spellings of one foreign name meet under one key; other names keep apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.keys import Candidate, consonant_key, heard_as, rank_spellings

SAME = [
    ("نفيديا", "إنفيديا", "Nvidia"),
    ("قوقل", "غوغل", "جوجل", "Google", "كوكل"),
    ("أوبن إيه آي", "أوبن أيه آي", "أوبن إي آي", "OpenAI", "Open AI"),
    ("ديب سيك", "ديبسيك", "DeepSeek"),
    ("ليانغ ون فنغ", "ليانج وينفنج", "ليانغ وينفنج", "Liang Wenfeng"),
    ("مايكروسوفت", "ميكروسوفت", "Microsoft"),
    ("أنثروبيك", "انثروبك", "Anthropic"),
    ("بيربلكسيتي", "بربلكسيتي", "Perplexity"),
    ("جيميني", "جيمني", "غيميني", "Gemini"),
    ("كلود", "Claude"),
    ("شات جي بي تي", "تشات جي بي تي", "ChatGPT"),
    ("علي بابا", "عليبابا", "Alibaba"),
    ("تينسنت", "تنسنت", "Tencent"),
    ("بايت دانس", "بايتدانس", "ByteDance"),
    ("سامسونغ", "سامسونج", "Samsung"),
    ("كوالكوم", "Qualcomm"),
    ("إنتل", "انتيل", "Intel"),
    ("برودكوم", "Broadcom"),
    ("فوكسكون", "Foxconn"),
    ("ألتمان", "التمان", "Altman"),
    ("سوتسكيفر", "Sutskever"),
    ("ماسك", "Musk"),
    ("زوكربيرغ", "زوكربيرج", "زوكيربرغ", "Zuckerberg"),
    ("هاسابيس", "حسابيس", "Hassabis"),
    ("هينتون", "هنتون", "Hinton"),
    ("لوكون", "LeCun"),
    ("جنسن هوانغ", "جينسن هوانج", "Jensen Huang"),
    ("رويترز", "Reuters"),
    ("بلومبرغ", "بلومبيرج", "بلومبيرغ", "Bloomberg"),
    ("فايننشال تايمز", "فاينانشال تايمز", "فاينانشيال تايمز", "Financial Times"),
    ("وول ستريت جورنال", "Wall Street Journal"),
    ("ذا إنفورميشن", "The Information"),
    ("واشنطن بوست", "Washington Post"),
    ("ديب مايند", "ديبمايند", "DeepMind"),
    ("هاغينغ فيس", "هاجينج فيس", "Hugging Face"),
    ("ستابيليتي إيه آي", "Stability AI"),
    ("إكس إيه آي", "xAI"),
    ("مونشوت", "Moonshot"),
    ("كامبريكون", "Cambricon"),
    ("أسيند", "أسند", "Ascend"),
    ("بلاكويل", "Blackwell"),
    ("غروك", "جروك", "قروك", "Grok"),
    ("أمازون", "Amazon"),
    ("أوراكل", "Oracle"),
    ("تسلا", "تيسلا", "Tesla"),
    ("سوفت بنك", "سوفتبنك", "SoftBank"),
    ("ستارغيت", "ستارجيت", "Stargate"),
    ("ترامب", "ترمب", "Trump"),
    ("بايدن", "Biden"),
    ("غوبتا", "جوبتا", "Gupta"),
    ("سيريبراس", "Cerebras"),
    ("داتابريكس", "Databricks"),
    ("سيلزفورس", "Salesforce"),
    ("يونيتري", "Unitree"),
    ("ميني ماكس", "مينيماكس", "MiniMax"),
    ("مانوس", "Manus"),
    ("كوبايلوت", "كوبيلوت", "Copilot"),
    ("ميدجورني", "Midjourney"),
    ("سنابدراغون", "سناب دراجون", "Snapdragon"),
    ("غارتنر", "جارتنر", "Gartner"),
    ("ناسداك", "Nasdaq"),
    ("بنتاغون", "بنتاجون", "Pentagon"),
    ("بروكمان", "Brockman"),
    ("ناديلا", "Nadella"),
    ("موراتي", "ميراتي", "Murati"),
    ("ألفابت", "ألفابيت", "Alphabet"),
    ("تيك توك", "تيكتوك", "TikTok"),
    ("فيسبوك", "فايسبوك", "Facebook"),
    ("إنستغرام", "انستجرام", "إنستقرام", "Instagram"),
    ("لينكدإن", "LinkedIn"),
    ("نتفليكس", "نيتفلكس", "Netflix"),
    ("تويتر", "Twitter"),
]
PAIRS = [(first, other) for first, *others in SAME for other in others]
NEIGHBOURS = [(one[0], other[-1]) for one, other in zip(SAME, SAME[1:] + SAME[:1], strict=True)]
CLOSE = [
    ("Nvidia", "Meta"),
    ("أوبن إيه آي", "أوبن"),
    ("Oracle", "Google"),
    ("Intel", "Anthropic"),
    ("Mistral", "Instagram"),
    ("Gemini", "Jasmine"),
    ("Samsung", "Amazon"),
    ("Altman", "Alphabet"),
    ("Grok", "Gartner"),
    ("TikTok", "Twitter"),
    ("Tesla", "Stella"),
    ("Claude", "Gold Rush"),
    ("جيميني 2.0", "Gemini 2.5"),
    ("كلود 3", "Claude"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_it_gives_the_spellings_of_a_name_one_key(one, other):
    assert consonant_key(one) == consonant_key(other) != ""


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS + CLOSE)
def test_it_suggests_no_other_name(one, other):
    assert rank_spellings(one, [("other", other)]) == []


@pytest.mark.parametrize("name", ["", "H20", "هواوي", "Huawei", "ميتا", "Meta", "12", "!؟", "آي"])
def test_it_gives_no_key_to_a_name_of_too_few_consonants(name):
    assert consonant_key(name) == ""


def test_it_ranks_the_same_key_before_a_near_one_and_leaves_out_the_rest():
    names = [("far", "Oracle"), ("near", "Financial Time"), ("same", "Financial Times")]

    found = rank_spellings("فايننشال تايمز", names)

    assert [one.name for one in found] == ["same", "near"]
    assert found[0] == Candidate("same", "Financial Times", 100.0)
    assert 90 <= found[1].score < 100


def test_it_names_each_candidate_once_by_its_nearest_form():
    names = [("nvidia", "Nvidia"), ("nvidia", "إنفيديا"), ("nvidia", "Nvidia Corporation")]

    assert [one.name for one in rank_spellings("نفيديا", names)] == ["nvidia"]


def test_it_suggests_nothing_for_a_name_without_a_key():
    assert rank_spellings("ميتا", [("meta", "Meta"), ("empty", "")]) == []


@given(st.text(max_size=40))
def test_a_key_is_empty_or_of_three_classes_and_more(name):
    key = consonant_key(name)

    assert key == "" or (len(key) >= 3 and key.isascii() and key.isupper())


@given(
    st.text(max_size=20), st.lists(st.tuples(st.text(max_size=3), st.text(max_size=20)), max_size=5)
)
def test_it_ranks_any_names_by_falling_score(unknown, names):
    scores = [one.score for one in rank_spellings(unknown, names)]

    assert scores == sorted(scores, reverse=True)


def test_what_is_heard_tells_versions_apart():
    assert heard_as("Gemini 2.5") == heard_as("جيميني ٢.٥") != heard_as("Gemini 2.0")
    assert heard_as("آي 5") == ""
