"""Charts of several lessons: what stands in them does not overlap."""

import pandas as pd
import pytest

from course.lessons.shared_charts import bars


@pytest.mark.parametrize("mine, share", [("long", 2 / 3), ("short", 1 / 1.18), (None, 1 / 1.18)])
def test_the_longest_bar_leaves_room_for_its_words(mine, share):
    table = pd.DataFrame({"rule": ["long", "short"], "refused": [168, 16]})
    spec = bars(table, "rule", "refused", "refused", form=",d", mine=mine).to_dict()
    top = spec["layer"][0]["layer"][0]["encoding"]["x"]["scale"]["domainMax"]
    assert 168 / top == pytest.approx(share, abs=0.01)
