import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.text
from corpus.text.almor import DATABASE
from corpus.text.clitics import PROCLITICS, light_reading
from corpus.text.fold import fold
from corpus.text.lexicon import known
from corpus.text.morphology import Analyser, load_analyser

LEXICON = tomllib.loads(
    (Path(corpus.text.__file__).parent / "data" / "lexicon.toml").read_text("utf-8")
)
FORMS = [
    (form, lemma)
    for section in ("words", "names")
    for lemma, forms in LEXICON[section].items()
    for form in forms
]

OFFLINE = """
import socket, sys
def refuse(*_): raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
from corpus.text.morphology import load_analyser
print(load_analyser(Path(sys.argv[1])).lemma("بالتدريب"))
print(sorted({"torch", "transformers", "requests"} & sys.modules.keys()))
"""


@pytest.mark.parametrize(
    ("surface", "lemma"),
    [
        ("تدريب", "تدريب"),
        ("وبالتدريب", "تدريب"),
        ("لتدريبه", "تدريب"),
        ("للاستدلال", "استدلال"),
        ("فالشركة", "شركه"),
        ("الشركات", "شركه"),
        ("شركتها", "شركه"),
        ("القيود", "قيد"),
        ("سيطرح", "طرح"),
        ("تَدْرِيب", "تدريب"),
        ("تـدريب", "تدريب"),
        ("قیود", "قيد"),
        ("منافسون", "منافس"),
    ],
)
def test_the_forms_of_a_word_have_one_lemma(analyser: Analyser, surface: str, lemma: str) -> None:
    assert analyser.lemma(surface) == lemma


@pytest.mark.parametrize(
    ("surface", "lemma"),
    [("متنوعة", "متنوعه"), ("متنوعه", "متنوع"), ("منافسة", "منافسه"), ("مدرسة", "مدرسه")],
)
def test_the_spelling_as_printed_beats_the_frequent_word(
    analyser: Analyser, surface: str, lemma: str
) -> None:
    assert analyser.lemma(surface) == lemma


def test_news_does_not_address_its_reader(analyser: Analyser) -> None:
    assert analyser.lemma("تتمكن") == "تمكن"


@pytest.mark.parametrize("surface", ["", "ـ", "\u0670", "\u200f", "م" * 3000, "و", "'\\", "🤖"])
def test_what_is_no_word_is_its_own_lemma(
    analyser: Analyser, light: Analyser, surface: str
) -> None:
    assert analyser.lemma(surface) == light.lemma(surface) == fold(surface)
    assert analyser.proclitic_length(surface) == light.proclitic_length(surface) == 0


@pytest.mark.parametrize(("form", "lemma"), FORMS)
def test_the_fields_own_words_have_the_lemma_of_the_lexicon(
    analyser: Analyser, light: Analyser, form: str, lemma: str
) -> None:
    assert analyser.lemma(form) == light.lemma(form) == fold(lemma)
    assert analyser.lemma(f"وال{form}") == light.lemma(f"لل{form}") == fold(lemma)


def test_a_form_stands_under_one_lemma_only() -> None:
    folded = [fold(form) for form, _ in FORMS]

    assert sorted(folded) == sorted(set(folded))


@pytest.mark.parametrize(
    ("surface", "lemma"),
    [("لرقائقها", "رقاقه"), ("بشرائحها", "شريحه"), ("شريحتها", "شريحه"), ("معالجًا", "معالج")],
)
def test_the_fields_own_words_take_pronouns(light: Analyser, surface: str, lemma: str) -> None:
    assert light.lemma(surface) == lemma


@pytest.mark.parametrize("surface", ["المركزي", "سحب", "نظم", "معالجته"])
def test_words_that_only_look_alike_are_not_the_fields_own(surface: str) -> None:
    assert known(fold(surface)) in (None, ("", "معالجه"))


def test_a_processor_is_not_processing(light: Analyser) -> None:
    assert light.lemma("المعالج") != light.lemma("المعالجة")


@pytest.mark.parametrize("word", ["Qwen3", "R2", "GPT-4o", "5.6", "٢٠٢٥"])
def test_latin_words_and_numbers_are_their_own_lemma(analyser: Analyser, word: str) -> None:
    assert analyser.lemma(word) == fold(word)


@pytest.mark.parametrize(
    ("surface", "proclitics"),
    [
        ("وبالتدريب", "وبال"),
        ("للاستدلال", "لل"),
        ("وَالتَّدريب", "وَال"),
        ("سيطرح", "س"),
        ("ولهواوي", "ول"),
        ("تدريب", ""),
        ("Qwen3", ""),
    ],
)
def test_it_says_where_the_proclitics_end(
    analyser: Analyser, surface: str, proclitics: str
) -> None:
    assert surface[: analyser.proclitic_length(surface)] == proclitics


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والشركات", "شرك"),
        ("شركاتها", "شرك"),
        ("كتاب", "كتاب"),
        ("بيت", "بيت"),
        ("الان", "الان"),
        ("وقالت", "قال"),
        ("قالوا", "قال"),
        ("وزير", "وزير"),
        ("لمصانع", "مصانع"),
        ("بعيد", "بعيد"),
        ("صيني", "صيني"),
        ("الصينيه", "صيني"),
    ],
)
def test_a_light_stem_loses_proclitics_and_one_suffix(word: str, stem: str) -> None:
    assert light_reading(word)[1] == stem


@pytest.mark.parametrize("surface", ["تكنوقراطًا", "تكنوقراطاً"])
def test_the_accusative_of_a_word_that_nobody_knows_goes(
    analyser: Analyser, light: Analyser, surface: str
) -> None:
    assert analyser.lemma(surface) == light.lemma(surface) == "تكنوقراط"
    assert analyser.lemma("اً") == light.lemma("اً") == "ا"


def test_proclitics_are_folded_and_longest_first() -> None:
    assert {"و", "ف", "ال", "بال", "وبال", "كال", "فلل", "وال"} <= set(PROCLITICS)
    assert [len(proclitic) for proclitic in PROCLITICS] == sorted(
        map(len, PROCLITICS), reverse=True
    )
    assert all(fold(proclitic) == proclitic for proclitic in PROCLITICS)


def test_the_version_tells_the_analysers_apart(analyser: Analyser, light: Analyser) -> None:
    assert light.version.startswith("light-")
    assert analyser.version.startswith("camel-1.6.0-")


def test_a_database_is_opened_once_until_it_is_written_again(
    small_database: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_database, tmp_path, dirs_exist_ok=True)
    first = load_analyser(tmp_path)
    assert load_analyser(tmp_path) is first

    os.utime(tmp_path / DATABASE, (1, 1))

    assert load_analyser(tmp_path) is not first


def test_without_a_database_it_is_the_light_one(tmp_path: Path, light: Analyser) -> None:
    assert load_analyser(tmp_path).version == light.version


@given(st.text("وفبكلاتشرمة\u064b\u0640ها", max_size=12))
def test_proclitics_never_reach_beyond_the_word(
    analyser: Analyser, light: Analyser, word: str
) -> None:
    for reader in (analyser, light):
        assert 0 <= reader.proclitic_length(word) <= len(word)
        assert reader.lemma(word) == fold(reader.lemma(word))


@pytest.mark.parametrize("name", LEXICON["whole"])
def test_a_name_that_seems_to_have_clitics_stays_whole(
    analyser: Analyser, light: Analyser, name: str
) -> None:
    assert analyser.lemma(name) == light.lemma(name) == fold(name)
    assert analyser.lemma(f"و{name}") == light.lemma(f"ل{name}") == fold(name)


@pytest.mark.parametrize(
    ("surface", "bare"),
    [
        ("لأردوغان", "أردوغان"),
        ("بِأُردوغانَ", "أردوغان"),
        ("والتكنوقراط", "تكنوقراط"),
        ("الألبومات", "ألبوم"),
        ("وألبوماتها", "ألبوم"),
    ],
)
def test_a_word_that_nobody_knows_meets_its_bare_form(
    analyser: Analyser, surface: str, bare: str
) -> None:
    assert analyser.lemma(surface) == analyser.lemma(bare) == fold(bare)


@pytest.mark.parametrize("name", ["لافروف", "كوشنر", "بومبيو", "واينستين", "هاميلتون", "أريزونا"])
def test_a_name_that_nobody_knows_stays_whole(analyser: Analyser, name: str) -> None:
    assert analyser.lemma(name) == fold(name)


@pytest.mark.morphology
@pytest.mark.parametrize("name", ["والت", "لندن", "بايدن", "كامالا", "فلوريدا", "كاليفورنيا"])
def test_a_name_stays_whole_with_the_installed_database(installed: Analyser, name: str) -> None:
    assert installed.lemma(name) == fold(name)


@pytest.mark.morphology
@pytest.mark.parametrize(
    ("surface", "lemma"), [("مالي", "مالي"), ("حوالي", "حوالي"), ("أمني", "امني")]
)
def test_news_seldom_says_my(installed: Analyser, surface: str, lemma: str) -> None:
    assert installed.lemma(surface) == lemma


def test_it_needs_no_network_and_no_home(tmp_path: Path, small_database: Path) -> None:
    home = tmp_path / "a file, so nothing can be made below it"
    home.touch()
    root = Path(corpus.text.__file__).parents[2]

    result = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(small_database)],
        env=os.environ | {"HOME": str(home), "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout.split() == ["تدريب", "[]"], result.stderr


def test_every_word_of_the_lexicon_is_known_to_it() -> None:
    assert all(known(fold(form)) == ("", fold(lemma)) for form, lemma in FORMS)
