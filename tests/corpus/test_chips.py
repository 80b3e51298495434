"""What a reader filters by, piece by piece."""

from datetime import date

import pytest
from django.utils.translation import override

from corpus.chips import chips_of, days
from corpus.filters import Filters

ALL = Filters(
    text="رقائق",
    chosen=frozenset({"entity:huawei"}),
    refused=frozenset({"outlet:daily8"}),
    since=date(2025, 1, 1),
    arrived_after=7,
)


def test_each_piece_says_what_it_is_and_leads_to_the_rest():
    with override("ar"):
        chips = chips_of(ALL, {"entity:huawei": "هواوي"})

    assert [chip.label for chip in chips] == [
        "«رقائق»",
        "هواوي",
        "daily8",
        "منذ يناير 2025",
        "الجديد منذ آخر زيارة",
    ]
    assert [chip.refused for chip in chips] == [False, False, True, False, False]
    assert [ALL.address.count("=") - chip.without.address.count("=") for chip in chips] == [1] * 5


def test_everything_has_no_pieces():
    assert chips_of(Filters(), {}) == []


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), "مارس 2025"),
        (date(2025, 3, 1), date(2025, 5, 31), "من مارس 2025 إلى مايو 2025"),
        (date(2024, 2, 1), date(2024, 2, 28), "من 1 فبراير 2024 إلى 28 فبراير 2024"),
        (date(2025, 3, 2), date(2025, 3, 2), "2 مارس 2025"),
        (None, date(2025, 3, 31), "حتى مارس 2025"),
        (date(2025, 3, 2), None, "منذ 2 مارس 2025"),
    ],
)
def test_days_are_said_as_exactly_as_they_are_asked_for(since, until, said):
    with override("ar"):
        assert days(since, until) == said
