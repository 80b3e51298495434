"""A page's language is told by its words and letters, so that Persian is never Arabic."""

import pytest

from corpus.text.languages import language_of, small_words

ARABIC = "قالت البلدية إن الحديقة التي أغلقت في الشتاء ستفتح من جديد بعد أن انتهت أعمال الصيانة."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARABIC, "ar"),
        ("مدرسة جديدة، ومكتبة كبيرة", "ar"),
        ("قال وزیر الثقافة إن المكتبة ستفتح أبوابها فی الصیف علی أن تبقى مجانیة", "ar"),
        ("کتب الوزیر إلی الشرکة أن المشروع الذی تأخر سیبدأ فی کل المدن", "ar"),
        ("إِنَّ المَدِينَةَ الَّتي زُرتُها في الصَّيفِ كانَت هادِئة", "ar"),
        ("the «قـالَ»، إنَّـها: إنَّ.", "ar"),
        ("فتحت جوجل وچيمي وڤودافون أبوابها في المدينة بعد أن أغلقت", "ar"),
        ("شهردار گفت این پارک که در زمستان بسته شده بود، از هفته آینده باز خواهد شد.", "fa"),
        ("کتابخانه شهر برای کودکان باز است", "fa"),
        ("مدير مدرسه در جلسه با والدين از برنامه سال جديد براي دانش آموزان خبر داد", "fa"),
        ("می‌خواهند کتاب‌های خود را بخوانند", "fa"),
        ("میئر نے کہا ہے کہ پارک اگلے ہفتے سے بچوں کے لیے کھول دیا جائے گا", "ur"),
        ("شارەوانی ڕایگەیاند کە باخچەکە لە هەفتەی داهاتوو بۆ منداڵان دەکرێتەوە", "ku"),
        ("The park that was closed in the winter is to open again next week.", "en"),
        ("Le parc qui était fermé en hiver ouvrira de nouveau la semaine prochaine.", "fr"),
        ("公园下周重新开放", "und"),
        ("12:30", "und"),
        ("", "und"),
        ("رئيس", "ar"),
    ],
)
def test_it_knows_the_language(text, language):
    assert language_of(text) == language


def test_a_name_in_another_language_does_not_change_it():
    assert language_of(f"{ARABIC} The New York Times. {ARABIC} پرسپولیس") == "ar"


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "ku", "en", "fr"])
def test_its_small_words_speak_for_it(language):
    assert language_of(" ".join(sorted(small_words(language)))) == language
