"""What a line gives away by its words, and what only seems to."""

import pytest

from corpus.importing.pipeline import draft_of
from corpus.importing.records import CaptureDraft, Record

TITLE = "مرصد في المرتفعات يعيد رسم خريطة الرياح بخوارزمية جديدة"
OPENING = "أعاد مرصد صغير في المرتفعات رسم خريطة الرياح في ثلاث محافظات بخوارزمية كتبها طلابه."
CLOSING = "ويأمل المرصد أن يغطي بقية البلاد قبل نهاية العام المقبل إذا توافر التمويل."


def segments(*lines: str) -> list[tuple[str, str, str]]:
    """Kind, rule and text of each segment of a page of these lines."""
    text = "\n".join(lines)
    capture = draft_of(Record("a", None, "a", None, text.encode(), text, "utf-8"))
    assert isinstance(capture, CaptureDraft)
    found = [segment for article in capture.articles for segment in article.segments]
    return [(each.kind, each.rule, text[each.start : each.end]) for each in found]


def kind_of(line: str, *around: str) -> str:
    found = segments(TITLE, "", OPENING, line, *around, CLOSING)
    return next(kind for kind, _, text in found if text == line)


BOILERPLATE = {
    "breadcrumbs": [
        "الرئيسية > تكنولوجيا",
        "الرئيسية › اقتصاد › شركات ناشئة",
        "الصفحة الرئيسية » أخبار » علوم",
        "الرئيسية / تقنية / ذكاء اصطناعي",
        "الرئيسية | اقتصاد | أسواق",
        "أنت هنا: الرئيسية - تقنية",
    ],
    "share bar": [
        "شارك: فيسبوك تويتر واتساب",
        "شارك الخبر عبر",
        "فيسبوك | إكس | واتساب | نسخ الرابط",
        "Facebook Twitter WhatsApp Email",
        "واتساب – تلغرام – لينكد إن",
        "مشاركة 14 فيسبوك 3 طباعة",
        "رابط مختصر: https://example.org/a1",
        "نسخ الرابط",
    ],
    "related": [
        "اقرأ أيضا: مدينة ساحلية تجرب عدادات مياه ذكية",
        "اقرأ أيضاً | مدينة ساحلية تجرب عدادات مياه ذكية",
        "إقرأ المزيد: مدينة ساحلية تجرب عدادات مياه ذكية",
        "شاهد أيضاً - جولة داخل مصنع للألواح الشمسية",
        "طالع أيضا: خمسة أسئلة عن العدادات الذكية",
        "طالع: خمسة أسئلة عن العدادات الذكية",
        "تابع أيضا: خمسة أسئلة عن العدادات الذكية",
        "يهمك أيضاً: خمسة أسئلة عن العدادات الذكية",
        "المزيد حول: الطاقة، الرياح",
        "مواضيع ذات صلة",
        "Lire aussi : les compteurs intelligents",
    ],
    "read on": [
        "اقرأ الخبر كاملاً من المصدر",
        "لقراءة المقال كاملا اضغط هنا.",
        "تابع القراءة",
        "Continue reading",
    ],
    "tags": [
        "وسوم: رياح، طاقة، مرصد",
        "الكلمات المفتاحية: رياح، طاقة",
        "كلمات دلالية رياح طاقة مرصد",
        "#طاقة #رياح #خوارزميات",
        "هاشتاغ: #طاقة_الرياح",
    ],
    "newsletter": [
        "اشترك في النشرة الأسبوعية لتصلك أهم القصص",
        "اشتركوا في نشرتنا البريدية",
        "سجل بريدك ليصلك ملخص الصباح",
        "أدخل بريدك الإلكتروني",
        "لا تفوت جديدنا: انضم إلى نشرتنا",
        "Subscribe to our newsletter",
    ],
    "channel": [
        "تابعونا على واتساب",
        "تابعنا عبر منصة إكس",
        "لمتابعة آخر الأخبار اشتركوا في قناتنا على تلغرام",
        "انضم إلى قناتنا على واتساب ليصلك كل جديد.",
        "نحن على Google News",
        "للمزيد من الأخبار تابعونا على فيسبوك ويوتيوب",
    ],
    "app": [
        "حمّل تطبيقنا لتصلك الأخبار أولاً بأول",
        "حملوا التطبيق من App Store وGoogle Play",
        "فعّل الإشعارات ليصلك الخبر على هاتفك",
        "Download our app",
    ],
    "cookies": [
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك.",
        "هذا الموقع يستخدم ملفات تعريف الارتباط. بمتابعة التصفح أنت توافق على ذلك.",
        "بالضغط على موافق فإنك تقبل سياسة الخصوصية وملفات تعريف الارتباط",
        "We use cookies to improve your experience.",
        "Accept all cookies",
        "قبول الكل",
    ],
    "reading time": [
        "وقت القراءة: 3 دقائق",
        "مدة القراءة 4 دقائق",
        "5 دقائق للقراءة",
        "3 min read",
        "الوقت المقدر للقراءة: دقيقتان",
    ],
    "player": [
        "استمع إلى المقال",
        "استمع للخبر بصوت آلي",
        "00:00 / 04:12",
        "تعذر تشغيل الفيديو",
        "Listen to this article",
        "النسخة الصوتية من المقال",
    ],
    "caption": [
        "(صورة: رويترز)",
        "غيتي إيميجز",
        "(غيتي)",
        "صورة أرشيفية للمرصد قبل توسعته",
        "تصوير: فريق المرصد",
        "Getty Images",
    ],
    "disclaimer": [
        "المقالات المنشورة تعبر عن آراء أصحابها",
        "** جميع المقالات تمثل رأي كتابها فقط.",
        "الآراء الواردة لا تعبر بالضرورة عن رأي الموقع.",
    ],
    "popup": ["No thank you", "Sign up for our weekly digest", "Accept", "Maybe later", "Skip ad"],
}


@pytest.mark.parametrize(
    "line",
    [pytest.param(line, id=f"{cue}: {line}") for cue in BOILERPLATE for line in BOILERPLATE[cue]],
)
def test_it_sets_a_line_of_the_site_apart_inside_the_text(line):
    assert kind_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "جميع الحقوق محفوظة © 2024",
        "كافة الحقوق محفوظة لموقع المرصد 2023.",
        "© 2024 Hilltop Media. All rights reserved.",
        "Tous droits réservés © Hilltop 2024",
        "版权所有 © 2024",
        "版权所有未经许可不得转载",
        "تمامی حقوق این سایت محفوظ است",
        "کلیه حقوق مادی و معنوی این سایت محفوظ است.",
        "حقوق النشر © 2024 بوابة المرتفعات",
        "من نحن | اتصل بنا | سياسة الخصوصية",
        "فريق العمل • سياسة النشر • للإعلان معنا",
        "تصميم وتطوير: شركة النقطة",
    ],
)
def test_it_knows_the_foot_of_a_site_in_any_language(line):
    found = segments(TITLE, "", OPENING, CLOSING, line)

    assert found[-1][0] == "boilerplate"
    assert found[-1][2] == line


@pytest.mark.parametrize(
    "line",
    [
        "(رويترز)",
        "(وكالات)",
        "أ ف ب",
        "د ب أ",
        "المصدر: وكالات",
        "المصدر: أ ف ب + مواقع",
        "ع.ح / م.س",
        "(ع.ح/م.س)",
        "ر.ب/ن.ع (د ب أ، رويترز)",
        "(إعداد سلوى نعيم للنشرة العربية)",
    ],
)
def test_it_reads_who_sent_a_story_or_edited_it_as_its_byline(line):
    found = segments(TITLE, "", OPENING, CLOSING, line)

    assert found[-1][0] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "آخر تحديث: 12 مايو 2024",
        "حُدّث في 14 مارس 2024",
        "نُشر يوم 3 يونيو 2024",
        "تم التحديث: الأحد 2 يونيو 2024 - 10:15",
        "Publié le 03/06/2024",
    ],
)
def test_it_reads_when_a_story_was_changed_as_its_dateline(line):
    found = segments(TITLE, line, "", OPENING, CLOSING)

    assert found[1][0] == "dateline"


@pytest.mark.parametrize(
    "tail",
    [
        "لمتابعة آخر الأخبار اشتركوا في قناتنا على تلغرام.",
        "اقرأ أيضاً: كيف تقاس سرعة الرياح في الليل؟",
        "اقرأ أيضا: مدينة ساحلية تجرب عدادات مياه ذكية",
        "انضم إلى قناتنا على واتساب ليصلك كل جديد.",
        "للمزيد من الأخبار تابعونا على تويتر وفيسبوك.",
        "شاهد أيضا: هل انتهى زمن العدادات؟ مهندسون يجيبون",
    ],
)
def test_it_cuts_the_end_of_a_paragraph_that_is_the_sites(tail):
    found = segments(TITLE, "", OPENING, f"{CLOSING} {tail}")

    assert found[-2:] == [("paragraph", "text", CLOSING), ("boilerplate", found[-1][1], tail)]


@pytest.mark.parametrize(
    "tail", ["(رويترز)", "(أ ف ب)", "(وكالات)", "ع.ح / م.س", "(إعداد سلوى نعيم)"]
)
def test_it_cuts_a_sign_off_from_the_last_sentence(tail):
    found = segments(TITLE, "", OPENING, f"{CLOSING} {tail}")

    assert found[-2:] == [("paragraph", "text", CLOSING), ("byline", "sign-off", tail)]


@pytest.mark.parametrize(
    "line",
    [
        "وقال مدير المرصد في تغريدة على تويتر إن الطلاب كتبوا الخوارزمية في شهرين.",
        "تابعت الشركة حديثها عن الأسعار ولم تذكر موعداً.",
        "تابع الآلاف البث على يوتيوب وفيسبوك ليلة الإطلاق.",
        "تابعنا على مدى عامين ما كتبته الصحف عن الرياح.",
        "اشترك الطرفان في تمويل المرحلة الأولى من المشروع.",
        "اشتركوا في الدراسة التي أجرتها الجامعة العام الماضي.",
        "انضم إلى الفريق ثلاثة مهندسين من الجزائر والمغرب.",
        "شارك في التجربة أكثر من مئة طالب.",
        "شارك في التغطية الجوية سبع محطات من ثلاث دول.",
        "وقالت إن جميع الحقوق محفوظة للمتطوعين بموجب العقد.",
        "وطالبت النقابة بأن تكون جميع الحقوق مصونة في القانون الجديد.",
        "رفعت الصحيفة دعوى بسبب انتهاك حقوق النشر في بيانات التدريب.",
        "عدّلت الشركة سياسة الخصوصية وشروط الاستخدام بعد الشكوى.",
        "تستغني المتصفحات عن ملفات تعريف الارتباط في العام المقبل.",
        "تعمل الشركة في تصميم وتطوير الرقائق منذ عشر سنوات.",
        "المصدر قال إن الخلاف لم ينته بعد.",
        "ذكر المصدر أن التعليقات على المشروع كانت إيجابية.",
        "صورة القارئ عن الطاقة تغيرت، ولن تعود كما كانت.",
        "المزيد من الشفافية لا يضر أحداً في هذا القطاع.",
        "وقت القراءة أثمن من أن نضيعه في الأرقام.",
        "التعليقات على القرار لم تتوقف منذ صدوره.",
        "الآراء منقسمة حول جدوى المشروع في القرى البعيدة.",
        "تطبيق جديد على واتساب يحذر الصيادين من العواصف.",
        "وتساءل: هل يكفي عام واحد لإنجاز الخريطة كلها؟",
        "«لا رياح هنا ولا مطر»",
        "في عام 2023 زادت السرعة بمقدار الربع.",
        "ونشر المرصد في 12 مايو 2023 أول خريطة له.",
        "وأرسلت هيئة الإذاعة البريطانية (بي بي سي) فريقاً إلى المرتفعات.",
    ],
)
def test_it_keeps_a_sentence_that_only_seems_to_be_the_sites(line):
    assert kind_of(line) == "paragraph"
    assert kind_of(line.rstrip("."), OPENING) in ("paragraph", "subheading")


@pytest.mark.parametrize(
    "sentence",
    [
        "وحدّثت الشركة سياسة الخصوصية.",
        "ولم يذكر البيان حقوق النشر.",
        "وقال إن الرقم مصدره (رويترز).",
        "تابع الناس الخبر على فيسبوك.",
        "وشاهد أيضا ما خلفته الريح في الوادي.",
        "وطالع القراء الخبر في الصحف.",
    ],
)
def test_it_keeps_the_last_sentence_that_only_seems_to_be_the_sites(sentence):
    line = f"{OPENING} {sentence}"

    found = segments(TITLE, "", line, CLOSING)

    assert ("paragraph", "text", line) in found


def test_it_keeps_verses_that_stand_between_paragraphs():
    verses = ["يا ريحُ هبّي من هنا", "لا تتركي بيتي وحيدا", "إن الجبال بعيدة", "والليل أبعد أن أعودا"]

    found = segments(TITLE, "", OPENING, *verses, CLOSING)

    assert [kind for kind, _, text in found if text in verses] == ["paragraph"] * 4


def test_it_keeps_a_list_that_the_last_sentence_leads_to():
    listed = ["مأرب", "صنعاء", "حضرموت"]

    found = segments(
        TITLE, "", OPENING, "وتشمل الخريطة في مرحلتها الأولى ثلاث محافظات هي:", *listed
    )

    assert [kind for kind, _, text in found if text in listed] == ["paragraph"] * 3


def test_it_reads_on_after_a_link_with_its_headline_on_the_next_line():
    line = "وتابعت الإدارة أن الأجهزة ستصل في الخريف، وأن التدريب يبدأ قبلها بشهر كامل."

    found = segments(
        TITLE, "", OPENING, "اقرأ أيضاً:", "مدينة ساحلية تجرب عدادات", line, "تمويل محلي", CLOSING
    )

    assert [(kind, text) for kind, _, text in found[2:]] == [
        ("boilerplate", "اقرأ أيضاً:"),
        ("boilerplate", "مدينة ساحلية تجرب عدادات"),
        ("paragraph", line),
        ("subheading", "تمويل محلي"),
        ("paragraph", CLOSING),
    ]


COMMENTS = [
    "أبو نادر",
    "منذ يومين",
    "فكرة ممتازة، لكن الأجهزة ترتفع أسعارها دائماً بعد أول سنة ولا أحد يراقب.",
    "رد",
    "هدى من الساحل",
    "منذ 3 ساعات",
    "أتمنى أن تصل الخريطة إلى قريتنا أيضاً، فنحن نعاني من الريح كل شتاء.",
    "أعجبني 12 لم يعجبني 1 رد",
]


@pytest.mark.parametrize(
    "heading",
    [
        "2 تعليقات",
        "التعليقات (2)",
        "تعليقات الزوار",
        "أضف تعليقك",
        "التعليقات لا تعبر عن رأي الصحيفة",
        "ضوابط التعليق: لا تنشر التعليقات المسيئة",
    ],
)
def test_it_ends_the_article_where_its_readers_begin(heading):
    found = segments(TITLE, "", OPENING, CLOSING, heading, *COMMENTS)

    assert {kind for kind, _, text in found if text in (heading, *COMMENTS)} == {"boilerplate"}


def test_it_takes_no_reader_with_a_date_for_a_story():
    comments = [
        "1 - متابع من المرتفعات",
        "السبت 2 دجنبر 2023 - 21:05",
        "تحية لهؤلاء الطلاب الذين اشتغلوا في صمت ولم ينتظروا دعماً من أحد.",
        "2 - عبد الرحيم من الساحل البعيد",
        "السبت 2 دجنبر 2023 - 22:47",
        "جربت الخريطة وهي جيدة، لكنها لا تعرف رياح الوادي القديم.",
    ]

    found = segments(TITLE, "", OPENING, CLOSING, "تعليقات الزوار", *comments)

    assert {kind for kind, _, text in found if text in comments} == {"boilerplate"}
