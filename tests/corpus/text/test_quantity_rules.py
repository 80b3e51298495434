"""Each line of the rules of quantities is obeyed, and no text upsets them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.bounds import _AFTER, _BEFORE
from corpus.text.measures import _FORMS
from corpus.text.numerals import DATA
from corpus.text.quantities import find_quantities


@pytest.mark.parametrize(
    "phrase", [" ".join(rule.words) for rules in _BEFORE.values() for rule in rules]
)
def test_it_knows_every_bound_before_a_number(phrase):
    (found,) = find_quantities(f"قال {phrase} 37 ساعة")

    assert found.bound != "exact"


@pytest.mark.parametrize(
    "phrase", [" ".join(rule.words) for rules in _AFTER.values() for rule in rules]
)
def test_it_knows_every_bound_after_a_number(phrase):
    (found,) = find_quantities(f"37 ساعة {phrase}")

    assert found.bound != "exact"


@pytest.mark.parametrize(
    "form", [" ".join((first, *rest)) for first, rows in _FORMS.items() for rest, _ in rows]
)
def test_it_knows_every_form_of_a_unit(form):
    (found,) = find_quantities(f"بلغ 37 ألف {form}")

    assert found.quote == f"37 ألف {form}"


@pytest.mark.parametrize("dual", [form for row in DATA["unit"] for form in row.get("dual", ())])
def test_it_knows_every_dual(dual):
    (found,) = find_quantities(f"استغرق {dual}")

    assert (found.quote, found.value) == (dual, Decimal(2))


@pytest.mark.parametrize(
    "piece",
    [
        "1-",
        "5 إلى ",
        "بين ",
        "بين 5 و",
        "ألف و",
        "وخمسة ",
        "مئة وخمسة ",
        "خمس مئة و",
        "نصف و",
        "$5-",
        "1",
    ],
)
def test_it_takes_a_long_run_of_numbers(piece):
    found = find_quantities(piece * 3000)

    assert all(one.value < 10**30 for one in found)


_SIGNS = "0123456789٣٫٬.,،%$-–/: \n\u00a0\u200f\u0640\u064b½﷼"
_WORDS = ["و", "ألف", "ملايين", " مليون", " نحو ", " بين ", " إلى ", " من ", " ساعة", " دولار"]
_WORDS += [
    " H100",
    "خمسة ",
    "وثلاثون ",
    "نصف",
    "مئتا",
    "أيام",
    "مئة ",
    "وخمسة ",
    " على الأقل",
    "أسبوعين ",
]
_PIECES = st.sampled_from([*_SIGNS, *_WORDS])


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_its_quantities_stand_where_they_say_in_the_order_of_the_text(raw):
    found = find_quantities(raw)

    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(raw)
        assert raw[one.start : one.end] == one.quote
        assert one.value_max is None or one.value < one.value_max
        end = one.end
