"""What stands at the far end of a chain: the rule by which origins are counted."""

import pytest

from annotations.origins import origin_of
from corpus.models import Source

FT = Source(key="ft", kind="outlet")
NATURE = Source(key="nature", kind="outlet")
PEOPLE = Source(key="people", kind="anonymous", descriptor="ثلاثة أشخاص مطلعون")
OTHERS = Source(key="others", kind="anonymous", descriptor="شخصان آخران")
REPORTS = Source(key="reports", kind="outlet", descriptor="تقارير إعلامية صينية")


@pytest.mark.parametrize(
    ("chain", "origin"),
    [
        pytest.param([], (None, "none"), id="the page itself asserts it"),
        pytest.param([FT], (FT, "named"), id="one named"),
        pytest.param([FT, PEOPLE], (FT, "named"), id="an unnamed tail belongs to the named"),
        pytest.param([FT, NATURE], (NATURE, "named"), id="the last named"),
        pytest.param([PEOPLE, FT], (FT, "named"), id="named last"),
        pytest.param([FT, PEOPLE, NATURE, OTHERS], (NATURE, "named"), id="named in between"),
        pytest.param([PEOPLE], (PEOPLE, "unnamed"), id="only unnamed"),
        pytest.param([PEOPLE, OTHERS], (OTHERS, "unnamed"), id="the farthest unnamed"),
        pytest.param([PEOPLE, None], (PEOPLE, "unnamed"), id="unnamed before an unknown hop"),
        pytest.param([None], (None, "hearsay"), id="an unknown hop alone"),
        pytest.param([None, None], (None, "hearsay"), id="unknown hops alone"),
        pytest.param([None, FT], (FT, "named"), id="named behind an unknown hop"),
        pytest.param([REPORTS], (REPORTS, "named"), id="reports are an origin in their words"),
        pytest.param([FT, REPORTS], (REPORTS, "named"), id="reports behind a named one"),
    ],
)
def test_the_origin_of_a_chain_is_its_last_named_source(chain, origin):
    assert origin_of(chain) == origin
