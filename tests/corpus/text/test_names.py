import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.names import Gazetteer, Mention, Name

NAMES = Gazetteer(
    [
        Name("china", "place", ("China", "الصين")),
        Name("nvidia", "organisation", ("Nvidia", "إنفيديا")),
        Name("huawei", "organisation", ("Huawei", "هواوي")),
        Name("deepseek", "organisation", ("DeepSeek", "ديب سيك")),
        Name("google", "organisation", ("Google", "غوغل", "جوجل")),
        Name("apple", "organisation", ("Apple", "أبل", "آبل")),
        Name("ubs", "organisation", ("UBS",)),
        Name("meta", "organisation", ("Meta", "ميتا")),
        Name("meta-ai", "product", ("Meta AI",)),
        Name("al-arabiya", "outlet", ("العربية", "قناة العربية")),
        Name("statistics", "organisation", ("المكتب الوطني للإحصاء",)),
        Name("berkeley", "organisation", ("جامعة كاليفورنيا بيركلي",)),
        Name("information", "outlet", ("The Information", "ذا إنفورميشن")),
        Name("h800", "product", ("H800",)),
        Name("h20", "product", ("H20",)),
        Name("o1", "model", ("o1",)),
        Name("gpt-4o", "model", ("GPT-4o",)),
        Name("liang", "person", ("ليانغ وينفنج",), ("ليانغ",)),
        Name("li", "person", ("لي تشانغ",), ("لي",)),
        Name("smith-a", "person", ("آدم سميث",), ("سميث",)),
        Name("smith-b", "person", ("براد سميث",), ("سميث",)),
        Name("saudi-arabia", "place", ("السعودية",)),
        Name("turkey", "place", ("تركيا",)),
        Name("syria", "place", ("سوريا", "سورية")),
        Name("fair", "organisation", ("FAIR",)),
        Name("siri", "product", ("سيري",)),
        Name("oman", "place", ("سلطنة عمان", "عمان")),
        Name("amman", "place", ("العاصمة الأردنية", "عمان")),
    ]
)


def mentions(text: str) -> list[Mention]:
    return NAMES.find(text, [(0, len(text))])


def found(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.key) for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("زيارة إلى الصين", [("الصين", "china")]),
        ("والصين وبالصين", [("الصين", "china"), ("الصين", "china")]),
        ("دعوته للصين وللصين", [("لصين", "china"), ("لصين", "china")]),
        ("وفقًا للمكتب الوطني للإحصاء", [("لمكتب الوطني للإحصاء", "statistics")]),
        ("الشركة الصينية", []),
        ("ولهواوي وبإنفيديا", [("هواوي", "huawei"), ("إنفيديا", "nvidia")]),
        ("من نوع H800إنفيديا", [("H800", "h800"), ("إنفيديا", "nvidia")]),
        ("رقائق H200 وH20", [("H20", "h20")]),
        ('شركة «إنفيديا» و"هواوي"', [("إنفيديا", "nvidia"), ("هواوي", "huawei")]),
        ("مهندسو 'ديبسيك' في ديب سيك", [("ديبسيك", "deepseek"), ("ديب سيك", "deepseek")]),
        ("جامعة كاليفورنيا –بيركلي", [("جامعة كاليفورنيا –بيركلي", "berkeley")]),
        ("جامعة كاليفورنيا\u00a0 بيركلي", [("جامعة كاليفورنيا\u00a0 بيركلي", "berkeley")]),
        ("نموذج GPT 4o و GPT-4o", [("GPT 4o", "gpt-4o"), ("GPT-4o", "gpt-4o")]),
        ("مساعد Meta AI من Meta", [("Meta AI", "meta-ai"), ("Meta", "meta")]),
        ("إنْفيديا وإنفيـديا", [("إنْفيديا", "nvidia"), ("إنفيـديا", "nvidia")]),
        ("الصّين", [("الصّين", "china")]),
        ("انفيديا وأنفيديا", [("انفيديا", "nvidia"), ("أنفيديا", "nvidia")]),
        ("قبالة سور الصين", []),
        ("غوغل وأبل", [("غوغل", "google"), ("أبل", "apple")]),
        ("في وابل من الأسئلة", []),
        ("ومساعدها سيري الجديد", [("سيري", "siri")]),
        ("شركة «هواوي» السعودية", [("هواوي", "huawei")]),
        ("إنفيديا السعودية", [("إنفيديا", "nvidia")]),
        ("بين «هواوي» والسعودية", [("هواوي", "huawei"), ("السعودية", "saudi-arabia")]),
        ("بحر الصين الجنوبي", []),
        ("وابل من الأسئلة وكابل مقطوع", []),
        ("شركة أبل", [("أبل", "apple")]),
        ("(meta) بيانات", []),
        ("بنك UBS لا ubs", [("UBS", "ubs")]),
        ("نموذج o1", [("o1", "o1")]),
        ("info@google.com و www.google.com", []),
        ("الأموال السعودية والبنوك السعودية", []),
        ("16 عسكريا تركياً", []),
        ("في تركيا", [("تركيا", "turkey")]),
        ("محاولة سورية للرد", []),
        ("من سورية", [("سورية", "syria")]),
        ("مجلة Vanity Fair", []),
        ("مختبر FAIR", [("FAIR", "fair")]),
        ("سيرى الناس", []),
        ("مساعد سيري", [("سيري", "siri")]),
        ("علاقة السعودية بجيرانها", [("السعودية", "saudi-arabia")]),
        ("زيارة إلى السعودية", [("السعودية", "saudi-arabia")]),
        ("اللغة العربية", []),
        ("قال لقناة العربية", [("العربية", "al-arabiya")]),
        ("ذكرت «العربية» أن", [("العربية", "al-arabiya")]),
        ("نقل موقع العربية", [("العربية", "al-arabiya")]),
        ("هواوية وإنفيدياها", []),
    ],
)
def test_it_finds_a_name_as_it_is_written(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("قال ليانغ وينفنج، وأضاف ليانغ", ["liang", "liang"]),
        ("قال ليانغ، ثم ظهر ليانغ وينفنج", ["liang", "liang"]),
        ("قال ليانغ", []),
        ("آدم سميث ثم سميث", ["smith-a", "smith-a"]),
        ("آدم سميث وبراد سميث ثم سميث", ["smith-a", "smith-b"]),
        ("في عمان", []),
        ("في سلطنة عمان ثم عمان", ["oman", "oman"]),
    ],
)
def test_it_takes_a_short_or_shared_name_only_beside_a_full_one(text: str, keys: list[str]) -> None:
    assert [mention.key for mention in mentions(text)] == keys


def test_it_scores_a_short_and_a_squeezed_name_below_a_full_one() -> None:
    full, short, squeezed = mentions("ليانغ وينفنج وليانغ وديبسيك")

    assert full.score == 1.0
    assert short.short
    assert squeezed.score < short.score < full.score


def test_it_finds_names_in_the_given_spans_alone() -> None:
    text = "هواوي\nإنفيديا\nهواوي"

    found_there = NAMES.find(text, [(6, 13)])

    assert [(mention.start, mention.end, mention.key) for mention in found_there] == [
        (6, 13, "nvidia")
    ]


def test_a_known_name_goes_before_a_phrase_that_is_none() -> None:
    text = "أعلنت طيران الصين"
    china = Name("china", "place", ("الصين",))
    airline = Name("air-china", "organisation", ("طيران الصين",))

    without = Gazetteer([china]).find(text, [(0, len(text))])
    with_both = Gazetteer([china, airline]).find(text, [(0, len(text))])

    assert without == []
    assert [mention.key for mention in with_both] == ["air-china"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("شركة تي.إس.إم.سي التايوانية", ["تي.إس.إم.سي"]),
        ("وقالت أوبن إيه.آي إنها", ["أوبن إيه.آي"]),
        ("شركة أوبن. إيه آي", []),
    ],
)
def test_it_reads_spelt_letters_with_points_between_them(text: str, written: list[str]) -> None:
    names = Gazetteer(
        [
            Name("tsmc", "organisation", ("تي إس إم سي",)),
            Name("openai", "organisation", ("أوبن إيه آي",)),
        ]
    )

    found_there = names.find(text, [(0, len(text))])

    assert [text[mention.start : mention.end] for mention in found_there] == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("أعلنت شركة مبادلة عن", "مبادلة"),
        ("قرأت في صحيفة الأهرام أن", "الأهرام"),
        ("مجموعة بورصات لندن", "مجموعة بورصات لندن"),
    ],
)
def test_a_generic_head_is_no_part_of_the_mention(text: str, written: str) -> None:
    names = Gazetteer(
        [
            Name("mubadala", "organisation", ("شركة مبادلة",)),
            Name("al-ahram", "outlet", ("صحيفة الأهرام",)),
            Name("lseg", "organisation", ("مجموعة بورصات لندن",)),
        ]
    )

    (mention,) = names.find(text, [(0, len(text))])

    assert text[mention.start : mention.end] == written


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("وتملك «مبادلة» حصة", ["mubadala"]),
        ("أعلنت شركة مبادلة عن", ["mubadala"]),
        ("وتمت مبادلة الأسرى", []),
        ("شركة هوانغ", []),
        ("في شركات مثل مبادلة", ["mubadala"]),
        ("في أمور مثل مبادلة الأسرى", []),
    ],
)
def test_a_short_name_of_a_body_is_enough_where_it_is_set_apart(text: str, keys: list[str]) -> None:
    names = Gazetteer(
        [
            Name("mubadala", "organisation", ("مبادلة للاستثمار",), ("مبادلة",)),
            Name("huang", "person", ("جنسن هوانغ",), ("هوانغ",)),
        ]
    )

    assert [mention.key for mention in names.find(text, [(0, len(text))])] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("قال غروك", ["grok"]),
        ("نموذجها غروك", ["grok"]),
        ("شركة Groq: تنتج غروك رقائق", ["groq", "groq"]),
    ],
)
def test_a_name_that_is_short_for_another_goes_to_the_one_named_in_full(
    text: str, keys: list[str]
) -> None:
    grok = Name("grok", "model", ("Grok", "غروك"))
    groq = Name("groq", "organisation", ("Groq",), ("غروك",))

    found_there = Gazetteer([grok, groq]).find(text, [(0, len(text))])

    assert [mention.key for mention in found_there] == keys


def test_it_finds_no_name_across_two_spans() -> None:
    text = "ديب سيك"

    assert NAMES.find(text, [(0, 3), (4, 7)]) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "هواوي",
                "إنْفيديا",
                "للصين",
                "ﻻ",
                "ـ",
                "\u200f",
                "🤖",
                " ",
                "\r\n",
                "H20",
                "e\u0301",
                "«",
                "–",
            ]
        ),
        max_size=30,
    )
)
def test_its_places_hold_the_names_whatever_stands_around(parts: list[str]) -> None:
    text = "".join(parts)

    for mention in mentions(text):
        written = text[mention.start : mention.end]
        assert any(part.lstrip("ل") in written or written in part for part in parts)
        assert written == written.strip()


@given(st.text(max_size=200))
def test_it_takes_any_text(text: str) -> None:
    found_there = mentions(text)

    assert all(0 <= mention.start < mention.end <= len(text) for mention in found_there)
